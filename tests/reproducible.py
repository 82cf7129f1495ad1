#!/usr/bin/env python3
"""Makes twenty books in fifteen ways each, and says whether every way gives the same bytes.

    reproducible.py [PROGRAM]

The books are those of the repository and a few that are made here: drawings, formulas, several languages, five
hundred pictures, folders of mdBook, plain text. The ways are what must not count: threads, time zone, language,
umask, home, the folder that one works in, where the book lies, the times and the order of its files, and when it is
made. Ends with 1 where a hash differs.
"""

import hashlib
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


def png(path, seed):
    """A small picture with noise, of 8 bits in RGB, grey or with opacity."""
    chance, kind = random.Random(seed), (2, 0, 6)[seed % 3]
    rows = b"".join(b"\0" + chance.randbytes(24 * {2: 3, 0: 1, 6: 4}[kind]) for _ in range(16))
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 24, 16, 8, kind, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def pictures(folder):
    folder.mkdir()
    for number in range(500):
        png(folder / f"{number}.png", number)
    body = "".join(f"![Picture {number}]({number}.png)\n\n" for number in range(500))
    (folder / "book.md").write_text(f"---\ntitle: Pictures\nlang: en\n---\n\n# Pictures\n\n{body}")


def languages(folder):
    folder.mkdir()
    texts = {"de": "„Ja“, sagte er. ", "fr": "« Oui », dit-il. ", "el": "Ναι, είπε. ", "ru": "Да, сказал он. ", "pl": "„Tak”, rzekł. "}
    body = "".join(f"# {tag} {{lang={tag}}}\n\n::: {{lang={tag}}}\n{words * 40}\n:::\n\n" for tag, words in texts.items())
    (folder / "book.md").write_text("---\ntitle: Languages\nlang: en\n---\n\n" + body)


def formulas(folder):
    folder.mkdir()
    body = "".join(f"$$\\sum_{{i=0}}^{{{n}}} \\frac{{x_i^{n}}}{{\\sqrt{{{n}}}}}$$ {{#f{n}}}\n\nSee $a_{n}$.\n\n" for n in range(80))
    (folder / "book.md").write_text("---\ntitle: Formulas\nlang: en\n---\n\n# Formulas\n\n" + body)


def play(folder):
    folder.mkdir()
    speech = "".join(f"ANNA. Line {n} of the play, and more of it.\n\nBERT. The answer to line {n}.\n\n" for n in range(60))
    (folder / "play.txt").write_text("A PLAY\n\n\nACT I\n\n" + speech + "\n\nACT II\n\n" + speech)


def books(folder):
    """Twenty inputs by name: a folder, and what is typed of it."""
    inside = {"handbook": ROOT / "content/handbook", "novel": ROOT / "content/init/novel",
              "manual": ROOT / "content/init/manual", "article": ROOT / "content/init/article"}
    for name in ("kitchen-sink", "nesting", "tables", "print", "html", "drawings", "titles"):
        inside[name] = HERE / name
    for name in ("hugo", "jekyll", "leanpub", "myst", "obsidian"):
        inside[name] = HERE / "dialects" / name
    for make in (pictures, languages, formulas, play):
        make(folder / make.__name__)
        inside[make.__name__] = folder / make.__name__
    return inside


WAYS = {
    "as it is": {},
    "again": {},
    "one thread": {"RAYON_NUM_THREADS": "1"},
    "two threads": {"RAYON_NUM_THREADS": "2"},
    "eight threads": {"RAYON_NUM_THREADS": "8"},
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "other time zone": {"TZ": "America/St_Johns"},
    "Turkish": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
    "no language": {"LANG": "C", "LC_ALL": "C"},
    "home": {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"},
    "umask": {},
    "working folder": {},
    "elsewhere": {},
    "order and times of files": {},
    "later": {},
}


def copied(source, folder, shuffled):
    """A copy of a folder; shuffled, its files are written in another order and have other times."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    if shuffled:
        random.Random(7).shuffle(files)
    for at, path in enumerate(files):
        to = folder / path.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
        if shuffled:
            os.utime(to, (10**9 + at * 86_400,) * 2)


def made(program, source, way, where):
    """The hash of both editions of a book that is made in one of the ways."""
    # A folder is called by its name where nothing else calls it, which therefore stays.
    book = where / ("far/away" if way == "elsewhere" else "here") / source.name
    copied(source, book, way == "order and times of files")
    if way == "later":
        time.sleep(1.1)
    cwd, named = (book, ".") if way == "working folder" else (book.parent, "./" + book.name)
    out = [where / "b.epub", where / "b.pdf"]
    command = [str(program), named, "-q", "-o", str(out[0]), "-o", str(out[1])]
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"} | WAYS[way]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, umask=0o077 if way == "umask" else -1)
    if done.returncode != 0:
        sys.exit(f"{source.name}, {way}: ended with {done.returncode}\n{done.stderr.decode()}")
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in out)).hexdigest()


def main():
    program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/bifolio").resolve()
    equal = other = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, source in books(folder).items():
            first = None
            for way in WAYS:
                with tempfile.TemporaryDirectory() as where:
                    digest = made(program, source, way, pathlib.Path(where))
                first = first or digest
                equal, other = (equal + 1, other) if digest == first else (equal, other + 1)
                if digest != first:
                    print(f"{name}: {way} gives other bytes")
    print(f"{equal} of {equal + other} equal")
    sys.exit(1 if other else 0)


main()
