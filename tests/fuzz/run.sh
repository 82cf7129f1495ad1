#!/usr/bin/env bash
# Runs one target for so many seconds, and goes on behind what it finds, which lies in tests/fuzz/artifacts then.
#
#     tests/fuzz/run.sh TARGET [SECONDS]
set -eu
cd "$(dirname "$0")/../.."
target=$1
seconds=${2:-900}
# A corpus that has grown says how long inputs are; these keep those of a first run short.
case $target in
    html | formula) longest=400 ;;
    galleys) longest=1024 ;;
    lines) longest=2048 ;;
    face | picture | verify_epub) longest=32768 ;;
    verify_pdf) longest=49152 ;;
    *) longest=4096 ;;
esac
export CARGO_INCREMENTAL=0 RAYON_NUM_THREADS=1
mkdir -p "tests/fuzz/corpus/$target" "tests/fuzz/artifacts/$target"
time nice -n 19 cargo +nightly fuzz run --fuzz-dir tests/fuzz -O -s none "$target" -- \
    -timeout=10 -rss_limit_mb=1000 -max_len=$longest -max_total_time="$seconds" \
    -fork=1 -ignore_crashes=1 -ignore_timeouts=1 -ignore_ooms=1
