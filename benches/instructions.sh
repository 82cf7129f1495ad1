#!/usr/bin/env bash
# Counts the instructions that the release build takes for books, on one thread, and adds them to benches/instructions.csv
# with the commit: valgrind counts alike on every machine of one kind, however busy it is, so that a later change can be
# compared. The handbook is counted always; others are named:
#
#     benches/instructions.sh moby-dick=PATH rust-book=PATH
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v valgrind >/dev/null || { echo "instructions.sh: valgrind is not at hand" >&2; exit 1; }
cargo build --quiet --release -p bifolio --bin bifolio
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
commit=$(git describe --always --dirty --exclude '*')
for book in handbook=content/handbook "$@"; do
    count=$(RAYON_NUM_THREADS=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        target/release/bifolio "${book#*=}" -o "$out/book.epub" -o "$out/book.pdf" 2>&1 |
        sed -n 's/.*Collected : //p')
    [ -n "$count" ] || { echo "instructions.sh: ${book#*=} could not be made" >&2; exit 1; }
    echo "$commit,${book%%=*},$count" | tee -a benches/instructions.csv
done
