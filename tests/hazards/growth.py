#!/usr/bin/env python3
"""Twice as much of a book takes twice the time and memory: prints how each of many patterns grows.

    growth.py PROGRAM [--runs N] [NAME…]

`patterns.py` has the patterns; a name selects those that begin with it. Each is made ever twice as large until it takes
half a second of CPU, or as much as is sensible of files and bytes. Its last four sizes count, less what a book of
nothing takes, by the least of three runs, or of more where that looks bad. Ends with 1 where one of the last two steps of a pattern takes more than 2.3
times the CPU. The program has to be an optimised build, and the machine idle.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

from ended import ended
from patterns import BOUNDED, PATTERNS

MOST = 2.3
# Seconds of CPU at which a pattern is large enough, and beyond which a run is ended.
LARGE, LONGEST = 0.5, 60
# How often what looks bad is measured again: others may have worked on the machine.
AGAIN = 2
# What is no larger than this says nothing about growth: a tick of the clock, and a page of the allocator.
LEAST_TIME, LEAST_MEMORY = 0.02, 4 << 20
SMALLEST, LARGEST, LARGEST_FILES, LARGEST_BYTES = 16, 4 << 20, 4_000, 32 << 20


def write(folder, pattern, size):
    """Writes a pattern's manuscript of a size into the folder and gives its path.

    A process of its own does so: what this one holds would count as memory of those that it starts.
    """
    child = os.fork()
    if not child:
        for name, held in pattern(size).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held if isinstance(held, bytes) else held.encode())
        os._exit(0)
    os.waitpid(child, 0)
    named = [path for path in (folder / "book.md", folder / "book.txt") if path.exists()]
    return named[0] if named else folder


def is_sensible(folder):
    """Whether a manuscript could be twice as large without asking too much of a disk."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes) * 2 <= LARGEST_FILES and sum(sizes) * 2 <= LARGEST_BYTES


def run(program, manuscript, out):
    """Seconds of CPU and bytes of memory at the most, or None where the run did not end by itself."""
    environment = os.environ | {"RAYON_NUM_THREADS": "1"}
    command = [program, manuscript, "-o", out / "book.epub", "-o", out / "book.pdf"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    status, usage = ended(process, LONGEST)
    if os.WIFSIGNALED(status):
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10


def least(runs):
    """The least time and the least memory of some runs."""
    return None if None in runs else tuple(map(min, zip(*runs)))


class Ladder:
    """One pattern in ever larger sizes."""

    def __init__(self, program, pattern, nothing):
        self.program, self.pattern, self.nothing = program, pattern, nothing

    def measured(self, size, runs):
        """What a size takes beyond a book of nothing, and whether there may be a larger one."""
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
            manuscript = write(pathlib.Path(folder), self.pattern, size)
            found = least([run(self.program, manuscript, pathlib.Path(out)) for _ in range(runs)])
            grows = is_sensible(pathlib.Path(folder))
        return found and tuple(much - less for much, less in zip(found, self.nothing)), grows

    def once(self):
        """What each size takes in one run, up to the one that is large enough."""
        size, steps, grows = SMALLEST, [], True
        while grows:
            found, grows = self.measured(size, 1)
            steps.append((size, found))
            grows = grows and size < LARGEST and found is not None and found[0] < LARGE
            size *= 2
        return steps

    def steps(self, runs):
        """The last four sizes and what they take at the least of so many runs; what looks bad is looked at again."""
        steps = self.once()[-4:]
        steps = self.again(steps, runs - 1)
        for _ in range(AGAIN):
            if not is_out_of_bounds(steps):
                break
            steps = self.again(steps, runs)
        return steps

    def again(self, steps, runs):
        """The same after more runs."""
        if not runs or steps[-1][1] is None:
            return steps
        return [(size, least([found, self.measured(size, runs)[0]])) for size, found in steps]


def growths(values, smallest):
    """How many times its predecessor each value is, where both are large enough to say."""
    return [after / before if before > smallest else None for before, after in zip(values, values[1:])]


def shown(ratio):
    return "–" if ratio is None else f"{ratio:.2f}"


def is_out_of_bounds(steps, of=0, smallest=LEAST_TIME):
    """Whether one of the last two steps is too steep, in time or (1) in memory."""
    if any(found is None for _, found in steps):
        return True
    return any(ratio and ratio > MOST for ratio in growths([found[of] for _, found in steps], smallest)[-2:])


def row(name, steps):
    """A row of the table, and whether it is out of bounds."""
    if any(found is None for _, found in steps):
        return f"| {name} | {steps[-1][0]} | more than {LONGEST} s or ended by a signal **out of bounds** |", True
    (before, (_, less)), (largest, (cpu, memory)) = steps[-2:]
    times = growths([found[0] for _, found in steps], LEAST_TIME)
    memories = growths([found[1] for _, found in steps], LEAST_MEMORY)
    is_bounded = name in BOUNDED and cpu < LARGE * 4
    slow = is_out_of_bounds(steps) and not is_bounded
    heavy = is_out_of_bounds(steps, 1, LEAST_MEMORY) and not is_bounded
    mark = " **out of bounds**" * slow + " **memory**" * heavy
    each = (memory - less) / (largest - before)
    columns = [name, largest, f"{cpu:.2f} s", *map(shown, times), f"{memory >> 20} MB", *map(shown, memories), f"{each:.0f}{mark}"]
    return "| " + " | ".join(map(str, columns)) + " |", slow


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("names", nargs="*", default=[""])
    asked = parser.parse_intermixed_args()
    program, names = asked.program.resolve(), tuple(asked.names)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
        manuscript = write(pathlib.Path(folder), PATTERNS["paragraphs"], 1)
        nothing = least([run(program, manuscript, pathlib.Path(out)) for _ in range(5)])
    print("| pattern | largest | CPU | growth | growth | growth | memory | growth | growth | growth | bytes for each |")
    print("|---" + "|--:" * 10 + "|")
    out_of_bounds = 0
    chosen = {name: pattern for name, pattern in PATTERNS.items() if name.startswith(names)}
    for name, pattern in chosen.items():
        told, is_out = row(name, Ladder(program, pattern, nothing).steps(asked.runs))
        print(told, flush=True)
        out_of_bounds += is_out
    print(f"\n{len(chosen)} patterns, {out_of_bounds} out of bounds")
    sys.exit(1 if out_of_bounds else 0)


main()
