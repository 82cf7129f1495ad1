#!/usr/bin/env bash
# Installs what Bifolio is measured against into benches/against/peers/ (ignored by git): Typst,
# fulgur and pandoc from PyPI, mdbook-epub from crates.io, each in the version that the table of the
# handbook names. Nothing of the system is changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

python3 -m venv peers/python
peers/python/bin/pip install --quiet --disable-pip-version-check \
    typst==0.15.2 pyfulgur==0.40.0 pypandoc_binary==1.17
cargo install --quiet --locked --root peers/cargo mdbook-epub --version 0.5.2
cargo build --release --manifest-path ../../Cargo.toml -p bifolio --bin bifolio
cargo build --release --manifest-path ../../Cargo.toml -p bifolio-benches --example floor
