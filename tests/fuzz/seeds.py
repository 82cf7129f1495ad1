#!/usr/bin/env python3
"""Gathers seeds for the fuzz targets from the tests' data, the handbook and the books that are made of them.

    tests/fuzz/seeds.py [PROGRAM]

Each target has a folder in `tests/fuzz/corpus`, which Git ignores; a seed is named by its content, so that a second
run adds nothing. PROGRAM is a built `bifolio`, by default that of `target/debug`; without one, and without `qpdf`,
the targets that judge written files have no seeds.
"""

import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

FUZZ = pathlib.Path(__file__).resolve().parent
ROOT = FUZZ.parent.parent
TESTS = ROOT / "tests"
# Longer seeds make every run slow, and say nothing that their parts do not.
LONGEST = 4096
DIALECTS = {"md": 0, "leanpub": 4, "quarto": 5, "myst": 6, "obsidian": 7, "pandoc": 3}


def seed(target, data):
    folder = FUZZ / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def pieces(text):
    """A text in parts that are cut between paragraphs."""
    piece = ""
    for paragraph in re.split(r"(?<=\n)(?=\n)", text):
        if piece and len(piece) + len(paragraph) > LONGEST:
            yield piece
            piece = ""
        piece += paragraph
    yield piece[:LONGEST]


def sections(path):
    """The sections of a file of cases: its word, what stands beside it, and its lines."""
    for section in re.split(r"^%% ", path.read_text(), flags=re.M)[1:]:
        head, _, body = section.partition("\n")
        word, _, rest = head.partition(" ")
        yield word, rest, body


def markdown():
    """Every text of Markdown with the number of its dialect."""
    for path in sorted([*TESTS.rglob("*.md"), *(ROOT / "content/handbook").rglob("*.md")]):
        if FUZZ not in path.parents:
            for piece in pieces(path.read_text()):
                yield DIALECTS.get(path.parent.name, 0), piece
    for path in sorted((TESTS / "suite").rglob("*.case")):
        dialect = DIALECTS.get(path.stem.split("-")[0], 0)
        for word, _, body in sections(path):
            if word == "markdown":
                yield dialect, body


def plain():
    for path in sorted((TESTS / "outlines").glob("*.txt")):
        yield path.read_text()[:LONGEST]
    for path in sorted((TESTS / "suite/plain").glob("*.case")):
        yield from (body for word, _, body in sections(path) if word in ("text", "plain"))


def texts():
    for dialect, text in markdown():
        seed("markdown", bytes([dialect]) + text.encode())
        seed("editions", bytes([0]) + text.encode())
        # A page of 148 × 210 mm; the others are as narrow and as large as pages may be.
        for how in (bytes([61, 92, 20, 7, 45, 0, 2, 0]), bytes([12, 20, 0, 4, 0, 255, 248, dialect])):
            seed("pages", how + text.encode())
        for fence, listing in re.findall(r"^```+ *([^\n`]+\n)(.*?)^```", text, re.M | re.S):
            seed("listing", (fence + listing).encode())
        for formula in re.findall(r"\$\$(.+?)\$\$|\$(\S[^$\n]*?)\$", text, re.S):
            seed("formula", bytes([formula[0] == ""]) + (formula[0] or formula[1]).encode())
        front = re.match(r"(---\n.*?\n---\n|\+\+\+\n.*?\n\+\+\+\n)", text, re.S)
        if front:
            seed("settings", b"%% front\n" + front[0].encode())
    for text in plain():
        seed("plain", bytes([0]) + text.encode())
        seed("editions", bytes([1]) + text.encode())
    for path in [TESTS / "math.rs", *(ROOT / "src/pass/math").glob("*.rs"), *(ROOT / "src/layout/math").rglob("*.rs")]:
        for formula in re.findall(r'r"([^"\n]*\\[^"\n]*)"', path.read_text()):
            seed("formula", b"\0" + formula.encode())


def folders():
    for path in sorted((TESTS / "folders").glob("*.case")):
        case = ""
        for word, rest, body in sections(path):
            if word == "case":
                seed("folders", case.encode())
                case = ""
            elif word in ("file", "input"):
                case += f"%% {word} {rest}\n{body}"
        seed("folders", case.encode())
    for folder in [*(TESTS / "dialects").iterdir(), *(ROOT / "content/init").iterdir(), ROOT / "content/handbook"]:
        files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".yml", ".toml", ".txt", ".svg")]
        case = "".join(f"%% file {path.relative_to(folder)}\n{path.read_text()[:1000]}\n" for path in files)
        seed("folders", case.encode())


def settings():
    schema = json.loads((ROOT / "content/settings.schema.json").read_text())
    for name, row in sorted(schema["properties"].items()):
        values = [row.get("default"), *row.get("enum", []), *row.get("examples", [])]
        for value in [value for value in values if value is not None] or ["x"]:
            seed("settings", f"%% typed\n{name}={value}\n".encode())
            seed("settings", f"%% front\n---\n{name}: {json.dumps(value)}\n---\n".encode())
            for written in (f"[output.bifolio]\n{name} = {json.dumps(value)}\n", f"[book]\n{name} = {json.dumps(value)}\n"):
                seed("settings", f"%% file book.toml\n{written}%% file src/SUMMARY.md\n[One](one.md)\n".encode())


def pictures():
    for path in [*TESTS.rglob("*"), *(ROOT / "content").rglob("*")]:
        if path.suffix in (".png", ".jpg") and path.stat().st_size < 1 << 16:
            seed("picture", path.read_bytes())
        if path.suffix == ".svg" and path.stat().st_size < 1 << 14:
            seed("drawing", path.read_bytes())
    # The smallest of their kinds: a pixel each.
    seed("picture", bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"))
    seed("picture", bytes.fromhex("524946461a000000574542505650384c0d0000002f0000001007108888fe07000000"))
    tests = [*TESTS.rglob("*.rs"), *(ROOT / "src/resource").rglob("*.rs"), TESTS / "hazards/make.py"]
    for path in tests:
        for drawing in re.findall(r"<svg[^\n]*?</svg>", path.read_text()):
            seed("drawing", drawing.replace("\\\"", "\"").encode())
        for inner in re.findall(r"\"((?:width|viewBox)='[^\"\n]*>[^\"\n]*)\"", path.read_text()):
            seed("drawing", f"<svg xmlns='http://www.w3.org/2000/svg' {inner}</svg>".encode())


def faces():
    for path in sorted((TESTS / "faces").glob("*.tt?")):
        seed("face", path.read_bytes())


def written(program):
    """Both editions of small manuscripts, as they are and in plain."""
    books = [text for _, text in list(markdown())[::40]]
    for text in books:
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "book.md").write_text(text)
            command = [program, "book.md", "-o", "book.epub", "-o", "book.pdf"]
            if subprocess.run(command, cwd=folder, capture_output=True).returncode == 0:
                epub(folder / "book.epub")
                pdf(folder)


def epub(path):
    if path.stat().st_size < 1 << 15:
        seed("verify_epub", path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith((".css", ".png", ".jpg", "/"))]
        plain = b"".join(b"%%%% file %s\n%s\n" % (name.encode(), archive.read(name)) for name in names)
        seed("verify_epub", plain)


def pdf(folder):
    if (folder / "book.pdf").stat().st_size < 1 << 15:
        seed("verify_pdf", (folder / "book.pdf").read_bytes())
    command = ["qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", "book.pdf", "plain.pdf"]
    if shutil.which("qpdf") is None or subprocess.run(command, cwd=folder).returncode != 0:
        return
    plain = (folder / "plain.pdf").read_bytes()
    # Lengths are made true by the target.
    plain = re.sub(rb"/Length \d+ 0 R", b"/Length 0", plain)
    objects = re.findall(rb"^\d+ 0 obj\n.*?\nendobj\n", plain, re.M | re.S)
    trailer = re.search(rb"\ntrailer <<.*?>>\n", plain, re.S)
    # Faces and pictures are longer than all else, and nothing of their samples is judged.
    short = [re.sub(rb"\nstream\n.*\nendstream", b"\nstream\n\nendstream", it, flags=re.S) if len(it) > 8192 else it for it in objects]
    seed("verify_pdf", b"".join(short) + (trailer[0] if trailer else b""))


if __name__ == "__main__":
    texts()
    folders()
    settings()
    pictures()
    faces()
    program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/bifolio").resolve()
    if program.exists():
        written(program)
    for folder in sorted((FUZZ / "corpus").iterdir()):
        print(f"{folder.name}: {len(list(folder.iterdir()))}")
