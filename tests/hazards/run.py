#!/usr/bin/env python3
"""Makes a book of every hazard and prints what each costs: exit code, CPU time, peak memory, the first message.

    run.py PROGRAM [SCALE] [NAME…]

A hazard is a manuscript of a stranger that asks for more than it is large (`make.py` has them and their bounds: at
scale 1, 2 seconds of CPU and 300 MB). Ends with 1 where one is out of bounds at scale 1, or did not end well. The
program has to be an optimised build.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
LONGEST, CPU, MEMORY = 60, 2.0, 300


def measured(program, manuscript, out):
    """Exit code, seconds of CPU, megabytes, messages; a run that takes too long is ended."""
    with open(out / "messages", "w") as messages:
        process = subprocess.Popen([program, manuscript, "-o", f"{out}/"], stdout=messages, stderr=messages)
        begun = time.monotonic()
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - begun > LONGEST:
                process.kill()
            time.sleep(0.01)
    cpu = usage.ru_utime + usage.ru_stime
    return os.waitstatus_to_exitcode(status), cpu, usage.ru_maxrss / 1024, (out / "messages").read_text()


def main():
    program, scale = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2] if len(sys.argv) > 2 else "1"
    names, out_of_bounds = sys.argv[3:], 0
    print("| hazard | ends with | CPU | memory | says |\n|---|--:|--:|--:|---|")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
        subprocess.run([sys.executable, HERE / "make.py", folder, scale], check=True)
        for path in sorted(pathlib.Path(folder).iterdir()):
            is_manuscript = path.is_dir() or path.suffix in (".md", ".txt")
            if not is_manuscript or names and path.stem not in names:
                continue
            code, cpu, memory, said = measured(program, str(path), pathlib.Path(out))
            code_of = next((line.split("[")[1].split("]")[0] for line in said.splitlines() if line.startswith("warning[")), "–")
            sound = code == 0 and (scale != "1" or cpu <= CPU and memory <= MEMORY)
            out_of_bounds += not sound
            mark = "" if sound else " **out of bounds**"
            print(f"| {path.stem} | {code} | {cpu:.2f} s | {memory:.0f} MB | `{code_of}`{mark} |", flush=True)
    sys.exit(1 if out_of_bounds else 0)


main()
