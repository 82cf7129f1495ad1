#!/usr/bin/env python3
"""Ends runs at every moment, lets them run against each other, and takes disk and folders away from them.

    writing.py PROGRAM

Both editions have to be the old pair or the new one, errors to be named, and no file to be left beside them. Only a run
that is killed may leave a mixed pair or a file, which the next run removes; these are counted. What needs the rights
to mount is skipped without them. Prints a table, and ends with 1 where anything is otherwise.
"""

import collections
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

OLD, NEW = "The mill stands where the river bends.\n\n", "The river bends where the mill stands.\n\n"
PARAGRAPHS = 300
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGKILL", "SIGXFSZ")
RUNS, ROUNDS, TOGETHER, LEVELS, REMOVALS = 200, 50, 8, 20, 20
NOBODY = 65534


class Desk:
    """A folder with two manuscripts, and the editions that each makes."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.out = self.folder / "out"
        for name, text in (("old", OLD), ("new", NEW)):
            pages = f"---\ntitle: Writing\nlang: en\n---\n\n# One\n\n{text * PARAGRAPHS}"
            (self.folder / f"{name}.md").write_text(pages)
        self.out.mkdir()
        self.pairs = {}
        for name in ("old", "new"):
            begun = time.monotonic()
            self.ended(self.started(name))
            self.duration = time.monotonic() - begun
            self.pairs[name] = self.held(self.out)
        self.largest = max(map(len, self.pairs["new"]))

    def started(self, name, out=None, **options):
        out = out or self.out
        command = [self.program, self.folder / f"{name}.md", "-o", out / "book.epub", "-o", out / "book.pdf"]
        return subprocess.Popen(command, **{"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} | options)

    def ended(self, process):
        """The exit code, negative for a signal, and what was said."""
        said, _ = process.communicate()
        return process.returncode, (said or b"").decode(errors="replace")

    def held(self, out):
        paths = [out / "book.epub", out / "book.pdf"]
        return tuple(path.read_bytes() if path.exists() else None for path in paths)

    def lay(self, out=None):
        """Puts the old pair in its place."""
        out = out or self.out
        for name, held in zip(("book.epub", "book.pdf"), self.pairs["old"]):
            (out / name).write_bytes(held)

    def pair(self, out=None):
        """Which pair lies there."""
        held = self.held(out or self.out)
        return next((name for name, pair in self.pairs.items() if pair == held), "mixed")

    def left(self, out=None):
        """Files that are no editions."""
        return [name for name in os.listdir(out or self.out) if not name.endswith((".epub", ".pdf"))]


class Table:
    """What came of runs, counted, and what should not have come of them."""

    def __init__(self):
        self.counts = collections.defaultdict(collections.Counter)
        self.faults = collections.Counter()

    def count(self, kind, outcome, is_sound, why=""):
        self.counts[kind][outcome] += 1
        if not is_sound:
            self.faults[f"{kind}: {outcome} {why}".strip()] += 1

    def print(self):
        print("| what | came out |\n|---|---|")
        for kind, counts in self.counts.items():
            print(f"| {kind} | {', '.join(f'{count} {outcome}' for outcome, count in sorted(counts.items()))} |")
        for fault, count in self.faults.items():
            print(f"\n**{fault}** ({count} times)")


def is_refused(code, said):
    """Whether a run ended with the error that names what cannot be written."""
    return code == 1 and "error[unwritable-output]" in said


def waited(desk, process, index, count, out=None):
    """Waits for a moment of a run: every other lies anywhere in it, the rest where it writes."""
    share = index / count
    if index % 2:
        return time.sleep(desk.duration * 1.1 * share)
    # Its first file beside the editions begins the moment in which it writes.
    while process.poll() is None and not desk.left(out):
        time.sleep(0.0002)
    # As long as it takes to write a pair, twice.
    time.sleep(0.02 * share)


def signals(desk, table):
    each = RUNS // len(SIGNALS)
    for name in SIGNALS:
        for index in range(each):
            desk.lay()
            if name == "SIGXFSZ":
                # The system sends it to who writes beyond the limit.
                limit = desk.largest * 5 * index // (4 * each)
                process = desk.started("new", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            else:
                process = desk.started("new")
                waited(desk, process, index, each)
                process.send_signal(getattr(signal, name))
            code, said = desk.ended(process)
            judge_ended(desk, table, name, code, said)


def judge_ended(desk, table, name, code, said):
    pair, left = desk.pair(), desk.left()
    outcome = f"{pair} pair" + (" and a file left" if left else "")
    if name == "SIGKILL":
        table.count(name, outcome, code in (0, -signal.SIGKILL))
        code, said = desk.ended(desk.started("new"))
        table.count("the run after SIGKILL", f"{desk.pair()} pair", code == 0 and not desk.left() and desk.pair() == "new", said)
        return
    is_whole = pair in ("old", "new") and not left
    if name == "SIGXFSZ":
        is_named = is_refused(code, said) and pair == "old" or code == 0 and pair == "new"
    else:
        # A signal that comes while editions take their places ends the run behind that.
        is_named = code == -getattr(signal, name) or code == 0 and pair == "new"
    table.count(name, outcome, is_whole and is_named, f"{code} {said[-200:]}")


def together(desk, table):
    for _ in range(ROUNDS):
        desk.lay()
        runs = [desk.started(("old", "new")[index % 2]) for index in range(TOGETHER)]
        codes = [desk.ended(run)[0] for run in runs]
        pair, left = desk.pair(), desk.left()
        table.count(f"{TOGETHER} runs at once", "one pair" if pair != "mixed" else "mixed pair", pair != "mixed" and not left and not any(codes), f"{codes} {left}")


def full_disk(desk, table):
    place = desk.folder / "small"
    place.mkdir()
    new = sum(map(len, desk.pairs["new"]))
    size = sum(map(len, desk.pairs["old"])) + new * 2 + (1 << 20)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], stderr=subprocess.DEVNULL).returncode:
        return table.count("full disk", "skipped", True)
    try:
        for level in range(LEVELS):
            desk.lay(place)
            room = os.statvfs(place)
            (place / "filler.pdf").write_bytes(b"\0" * max(0, room.f_bavail * room.f_frsize - new * level * 3 // (2 * LEVELS)))
            code, said = desk.ended(desk.started("new", place))
            pair, left = desk.pair(place), desk.left(place)
            is_sound = pair == "new" and code == 0 or pair == "old" and is_refused(code, said) and "space" in said
            table.count("full disk", f"{pair} pair", is_sound and not left, f"{code} {left} {said}")
            (place / "filler.pdf").unlink()
        read_only(desk, table, place)
    finally:
        subprocess.run(["umount", place], check=True)


def read_only(desk, table, place):
    desk.lay(place)
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    code, said = desk.ended(desk.started("new", place))
    table.count("read-only disk", f"{desk.pair(place)} pair", desk.pair(place) == "old" and is_refused(code, said), said)


def forbidden_folder(desk, table):
    """A folder that somebody else may write to."""
    desk.lay()
    desk.out.chmod(0o555)
    options = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
    code, said = desk.ended(desk.started("new", **options))
    desk.out.chmod(0o755)
    is_sound = desk.pair() == "old" and is_refused(code, said) and not desk.left()
    table.count("read-only folder", f"{desk.pair()} pair", is_sound, f"{code} {said}")


def removed_folder(desk, table):
    place = desk.folder / "going"
    for index in range(REMOVALS):
        place.mkdir()
        desk.lay(place)
        process = desk.started("new", place)
        waited(desk, process, index, REMOVALS, place)
        shutil.rmtree(place, ignore_errors=True)
        code, said = desk.ended(process)
        outcome = {0: "written before", 1: "refused"}.get(code, f"ended with {code}")
        # What was removed while it took its place may be there again in part.
        table.count("folder removed", outcome, code == 0 or is_refused(code, said), said)
        shutil.rmtree(place, ignore_errors=True)


def closed_output(desk, table):
    """Standard output that nobody reads, or that is not there."""
    command = [desk.program, desk.folder / "new.md", "-t", "epub", "-o", "-"]
    reader, writer = os.pipe()
    os.close(reader)
    for name, out in (("pipe without a reader", writer), ("full device", os.open("/dev/full", os.O_WRONLY))):
        run = subprocess.run(command, stdout=out, stderr=subprocess.PIPE)
        os.close(out)
        table.count(name, f"ended with {run.returncode}", is_refused(run.returncode, run.stderr.decode()), run.stderr.decode())
    desk.lay()
    process = desk.started("new", stdout=None, stderr=None, preexec_fn=lambda: (os.close(1), os.close(2)))
    process.wait()
    sound = process.returncode == 0 and desk.pair() == "new" and not desk.left()
    table.count("no standard output", f"{desk.pair()} pair", sound, str(process.returncode))


def main():
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        # Others than who runs this have to reach it.
        os.chmod(folder, 0o755)
        program = shutil.copy(sys.argv[1], folder)
        desk = Desk(program, folder)
        for judge in (signals, together, full_disk, forbidden_folder, removed_folder, closed_output):
            judge(desk, table)
    table.print()
    sys.exit(1 if table.faults else 0)


main()
