#!/usr/bin/env python3
"""Prints how Bifolio stands beside its peers, as ratios within one run on one machine.

    run.py [--novel FILE] [--manual FOLDER] [--rounds N] [--only WORD]

Every command is run as a process of its own, the commands of a row in turn, so that a machine that
is slow for a while is slow for all of them; medians of CPU time (user and system), wall time and
peak memory are compared. `setup.sh` installs the peers.
"""

import argparse
import collections
import os
import pathlib
import statistics
import sys
import tempfile
import time

import inputs

HERE = pathlib.Path(__file__).resolve().parent
RELEASE = HERE.parent.parent / "target" / "release"
PYTHON = HERE / "peers/python/bin/python"
MDBOOK_EPUB = HERE / "peers/cargo/bin/mdbook-epub"

Figures = collections.namedtuple("Figures", "cpu wall memory")
Row = collections.namedtuple("Row", "work measure ours theirs")


def once(command, threads, folder):
    """CPU and wall time in seconds and peak memory in megabytes of one run."""
    environment = dict(os.environ, RAYON_NUM_THREADS=str(threads)) if threads else os.environ
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            os.execve(command[0], command, environment)
        except OSError:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):  # 1: messages of a kind that is no fault
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Figures(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


def bifolio(folder, name, ending, *more, threads=None):
    return [str(RELEASE / "bifolio"), str(folder / name), "-o", str(folder / f"out.{ending}"), *more], threads


def peer(tool, folder, name, ending):
    return [str(PYTHON), str(HERE / "peers.py"), tool, str(folder / f"{name}.{ending}"), str(folder / "peer.pdf")], None


def rows(folder):
    """The table: what is compared with what, and in which figure."""
    ours = lambda name, *more, **how: bifolio(folder, f"{name}.md", "pdf", *more, **how)
    typst = lambda name: peer("typst", folder, name, "typ")
    both = ("-o", str(folder / "out.epub"))
    floor = [str(RELEASE / "examples/floor"), str(folder / "novel.md")], None
    check = [str(RELEASE / "bifolio"), "check", str(folder / "novel.md")], None
    yield Row("novel, tagged PDF, against Typst", ("cpu", "wall", "memory"), ours("novel"), typst("novel"))
    yield Row("novel, PDF, against fulgur", ("cpu",), ours("novel"), peer("fulgur", folder, "novel", "html"))
    yield Row("novel, PDF, over the floor", ("cpu",), ours("novel"), floor)
    if MDBOOK_EPUB.exists():
        mdbook = [str(MDBOOK_EPUB), "-s", str(folder / "mdbook")], None
        yield Row("novel, mdBook to EPUB, against mdbook-epub", ("cpu", "memory"),
                  bifolio(folder, "mdbook", "epub"), mdbook)
    if (folder / "manual.md").exists():
        yield Row("manual, both editions, against Typst's PDF", ("cpu",), ours("manual", *both), typst("manual"))
    yield Row("ten novels, PDF, against one", ("cpu", "memory"), ours("ten-novels"), ours("novel"))
    yield Row("500 pictures, PDF, against Typst", ("cpu", "wall"), ours("images"), typst("images"))
    yield Row("5,000 tables, PDF, against Typst", ("cpu", "memory"), ours("tables"), typst("tables"))
    yield Row("10,000 notes, PDF, against Typst", ("cpu", "memory"), ours("notes"), typst("notes"))
    yield Row("3,000 listings, PDF, against Typst", ("cpu", "memory"), ours("listings"), typst("listings"))
    yield Row("200,000 headings with links, PDF", ("cpu", "memory"), ours("headings"), None)
    yield Row("note of one page, both editions", ("wall",), ours("note", *both), typst("note"))
    yield Row("note with a listing, both editions", ("wall",), ours("note-listing", *both), typst("note-listing"))
    yield Row("novel, check against both editions", ("cpu",), check, ours("novel", *both))
    for name in ("novel", "tables"):
        if (os.cpu_count() or 1) > 1:
            yield Row(f"{name}, PDF, two threads against one", ("wall",), ours(name, threads=2), ours(name, threads=1))


def measured(row, rounds, folder):
    """Medians of ours and theirs, the runs taken in turn."""
    sides = [side for side in (row.ours, row.theirs) if side]
    runs = [[] for _ in sides]
    for _ in range(rounds):
        for (command, threads), figures in zip(sides, runs):
            figures.append(once(command, threads, folder))
    return [Figures(*(statistics.median(values) for values in zip(*figures))) for figures in runs]


def shown(figures, measure):
    value = getattr(figures, measure)
    return f"{value:.0f} MB" if measure == "memory" else f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--novel", type=pathlib.Path, help="a plain text of Project Gutenberg")
    parser.add_argument("--manual", type=pathlib.Path, help="an mdBook folder with listings")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--inputs", type=pathlib.Path, help="manuscripts that an earlier run has made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.inputs or pathlib.Path(made) / "inputs"
        if not folder.exists():
            inputs.make(folder, options.novel, options.manual)
        print("| work | measure | Bifolio | other | ratio |\n|---|---|--:|--:|--:|")
        for row in (row for row in rows(folder) if options.only in row.work):
            ours, *theirs = measured(row, options.rounds, folder)
            for measure in row.measure:
                own = getattr(ours, measure)
                other = shown(theirs[0], measure) if theirs else "–"
                ratio = f"{own / getattr(theirs[0], measure):.2f}" if theirs else "–"
                print(f"| {row.work} | {measure} | {shown(ours, measure)} | {other} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
