#!/usr/bin/env python3
"""Makes a book of every hazard and prints what each costs: exit code, CPU time, peak memory, the codes of its messages.

    run.py PROGRAM [--scale SCALE] [--short] [NAME…]

A hazard is a manuscript of a stranger that asks for more than it is large; `make.py` has them, with what each must say.
At scale 1 each has to end well within 2 seconds of CPU and 300 MB, which only an optimised build can. The short form is
for any build and machine: texts that grow are a twentieth as long, and each has a minute. Ends with 1 where one is out
of its bounds, says anything else, or did not end well.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from ended import ended
from make import SAYS

HERE = pathlib.Path(__file__).resolve().parent
# Seconds until a run is ended, seconds of CPU and megabytes that one may take.
LONGEST, CPU, MEMORY = 60, 2.0, 300
SHORT_GROWTH = 0.05


def measured(program, manuscript, out):
    """Exit code, seconds of CPU, megabytes, codes of messages; a run that takes too long is ended."""
    with open(out / "messages", "w") as messages:
        process = subprocess.Popen([program, manuscript, "-o", f"{out}/"], stdout=messages, stderr=messages)
        status, usage = ended(process, LONGEST)
    cpu = usage.ru_utime + usage.ru_stime
    said = re.findall(r"^(?:warning|error)\[([\w-]+)\]", (out / "messages").read_text(), re.MULTILINE)
    return os.waitstatus_to_exitcode(status), cpu, usage.ru_maxrss / 1024, said


def faults(name, asked, code, cpu, memory, said):
    """What is wrong with a run."""
    found = [f"ends with {code}"] if code else []
    if asked.scale != 1:
        return found
    expected = SAYS[name]
    if sorted(set(said)) != ([expected] if expected else []):
        found.append(f"has to say {expected or 'nothing'}")
    if memory > MEMORY or cpu > CPU and not asked.short:
        found.append("out of bounds")
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_intermixed_args()
    program, growth = str(asked.program.resolve()), SHORT_GROWTH if asked.short else asked.scale
    print("| hazard | ends with | CPU | memory | says |\n|---|--:|--:|--:|---|")
    out_of_bounds = 0
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
        make = [sys.executable, HERE / "make.py", folder, str(asked.scale), str(growth)]
        subprocess.run(make, check=True)
        for path in sorted(pathlib.Path(folder).iterdir()):
            is_manuscript = path.is_dir() or path.suffix in (".md", ".txt")
            if not is_manuscript or asked.names and path.stem not in asked.names:
                continue
            code, cpu, memory, said = measured(program, str(path), pathlib.Path(out))
            found = faults(path.stem, asked, code, cpu, memory, said)
            out_of_bounds += bool(found)
            mark = f" **{', '.join(found)}**" if found else ""
            codes = ", ".join(f"`{code}`" for code in dict.fromkeys(said)) or "–"
            print(f"| {path.stem} | {code} | {cpu:.2f} s | {memory:.0f} MB | {codes}{mark} |", flush=True)
    sys.exit(1 if out_of_bounds else 0)


main()
