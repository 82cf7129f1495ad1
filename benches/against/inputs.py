"""The manuscripts of the comparison: one source each, written as every tool reads it.

The novel and the mdBook folder are given by the caller, since no book of others lies in this
project; without them a generated book stands in for the novel, and rows on the folder are left out.
"""

import pathlib
import random
import re
import shutil
import struct
import subprocess
import zlib

HERE = pathlib.Path(__file__).parent
PANDOC = next(iter(HERE.glob("peers/python/lib/python3*/site-packages/pypandoc/files/pandoc")), "pandoc")

# The page and the type of Bifolio's default, so that all tools break the same words into lines of
# the same measure: A5 with a text block of 345 pt, Libertinus Serif 11 pt on 14.67 pt.
TYPST_LOOK = """\
#set page(paper: "a5", margin: (x: 37.5pt, y: 54pt), numbering: "1")
#set text(font: "Libertinus Serif", size: 11pt, lang: "en", hyphenate: true)
#set par(justify: true, first-line-indent: 1em, leading: 0.55em, spacing: 0.55em)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#set document(title: "A book", author: "Somebody")
#let horizontalrule = line(start: (25%, 0%), end: (75%, 0%))
#let blockquote(body) = quote(block: true, body)
#outline(depth: 1)
"""
CSS = """\
@page { margin: 54pt 37.5pt }
body { font-family: "Libertinus Serif"; font-size: 11pt; line-height: 14.67pt; text-align: justify;
       hyphens: auto }
p { margin: 0; text-indent: 1em }
h1 { break-before: page }
"""


def written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def by_pandoc(source, target, form, header=""):
    """The same manuscript in the language of another tool."""
    body = subprocess.run(
        [PANDOC, "--from=markdown-smart", f"--to={form}", "--wrap=none", source],
        check=True, capture_output=True, text=True, cwd=source.parent,
    ).stdout
    return written(target, header + body)


def for_all(folder, name, markdown):
    """`markdown` as Markdown, Typst's language and HTML."""
    source = written(folder / f"{name}.md", markdown)
    by_pandoc(source, folder / f"{name}.typ", "typst", TYPST_LOOK)
    page = f"<!doctype html><html lang=en><head><title>A book</title><style>{CSS}</style></head><body>"
    by_pandoc(source, folder / f"{name}.html", "html", page)


def chapters_of(text):
    """Heading and Markdown of each chapter of a plain text of Project Gutenberg's form."""
    text = re.sub(r"\*\*\* ?START OF.*?\*\*\*", "\f", text, count=1).split("\f")[-1]
    text = text.split("*** END OF")[0].split("End of Project Gutenberg")[0]
    parts = re.split(r"(?m)^(CHAPTER \d+\. [^\n]+)\n(?=\n\n?[^\n])", text)
    escaped = lambda words: re.sub(r"([\\`*_{}\[\]<>#$|~@^])", r"\\\1", words)
    for title, body in zip(parts[1::2], parts[2::2]):
        if len(body) > 1500:  # An entry of the contents list has no body.
            lines = (line.strip() for line in body.splitlines())
            paragraphs = re.split(r"\n{2,}", escaped("\n".join(lines)).strip())
            yield title.title(), "\n\n".join(paragraphs)


def generated_novel(chapters=135, paragraphs=40, seed=1):
    """Chapters of words whose frequencies fall as those of a language do (Zipf's law)."""
    chance = random.Random(seed)
    syllables = "al an be com con de di er ex fi for ha in is it le ly ma ment ness of on or per pro re".split()
    words = ["".join(chance.choices(syllables, k=1 + n % 4)) for n in range(16_000)]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    for number in range(1, chapters + 1):
        body = (chance.choices(words, weights, k=chance.randint(40, 120)) for _ in range(paragraphs))
        yield f"Chapter {number}", "\n\n".join(" ".join(words).capitalize() + "." for words in body)


def novel(folder, source):
    """The novel in one file for each tool, and as an mdBook folder; ten of them for one run."""
    chapters = list(chapters_of(source.read_text("utf-8-sig")) if source else generated_novel())
    front = "---\ntitle: A book\nauthor: Somebody\nlang: en\n---\n\n"
    whole = front + "".join(f"# {title}\n\n{body}\n\n" for title, body in chapters)
    for_all(folder, "novel", whole)
    for_all(folder, "ten-novels", front + whole.split("---\n\n", 1)[1] * 10)
    book = folder / "mdbook"
    written(book / "book.toml", '[book]\ntitle = "A book"\nauthors = ["Somebody"]\nlanguage = "en"\n'
            "[output.epub]\n")
    entries = []
    for number, (title, body) in enumerate(chapters, 1):
        written(book / "src" / f"{number:03}.md", f"# {title}\n\n{body}\n")
        entries.append(f"- [{title}]({number:03}.md)")
    written(book / "src" / "SUMMARY.md", "# Summary\n\n" + "\n".join(entries) + "\n")


def png(path, width, height, colour_type, seed):
    """A picture with the noise and the slopes of a photograph; `colour_type` as in PNG (ISO 15948, 11.2.2)."""
    chance = random.Random(seed)
    channels = {0: 1, 2: 3, 3: 1, 6: 4}[colour_type]
    levels = 64 if colour_type == 3 else 256
    rows = []
    for y in range(height):
        noise = chance.randbytes(width * channels)
        row = bytes((x * 255 // (width * channels) + y + (noise[x] >> 5)) % levels for x in range(width * channels))
        rows.append(b"\0" + row)
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0))
    palette = chunk(b"PLTE", bytes(v * 4 for n in range(64) for v in (n, 63 - n, n))) if colour_type == 3 else b""
    data = chunk(b"IDAT", zlib.compress(b"".join(rows), 6))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + palette + data + chunk(b"IEND", b""))


def images(folder):
    """500 pictures: RGB, grey, palette and with transparency, of 120,000 pixels each."""
    at = folder / "images"
    at.mkdir(parents=True, exist_ok=True)
    for number in range(500):
        png(at / f"{number}.png", 400, 300, (2, 0, 3, 6)[number % 4], number)
    lines = (f"![Picture {n}](images/{n}.png)\n\nWords below picture {n}.\n" for n in range(500))
    for_all(folder, "images", "---\ntitle: Pictures\nlang: en\n---\n\n# Pictures\n\n" + "\n".join(lines))


def repeated(folder):
    """Books that hold one kind of thing many times."""
    front = "---\ntitle: Many\nlang: en\n---\n\n# Many\n\n"
    table = "| Name | Number |\n|---|--:|\n" + "".join(f"| row {r} | {r * 7} |\n" for r in range(4)) + "\n"
    for_all(folder, "tables", front + "".join(f"Table {n}.\n\n{table}" for n in range(5000)))
    notes = "".join(f"Words with a note[^{n}] and more words.\n\n[^{n}]: What note {n} says.\n\n" for n in range(10_000))
    for_all(folder, "notes", front + notes)
    code = "```rust\nfn main() {{\n    let answer = {n};\n    println!(\"{{answer}}\");\n}}\n```\n\n"
    for_all(folder, "listings", front + "".join(f"Listing {n}.\n\n" + code.format(n=n) for n in range(3000)))
    linked = "".join(f"## Section {n}\n\nSee [another](#section-{n * 7 % 200_000}).\n\n" for n in range(200_000))
    written(folder / "headings.md", front + linked)
    note = "# A note\n\n" + "A paragraph of some words that stand on one page of a note.\n\n" * 6
    for_all(folder, "note", note)
    for_all(folder, "note-listing", note + code.format(n=1))


def with_includes(path):
    """What mdBook reads of a chapter: the files that it includes, lines with marks of anchors left out."""
    def included(match):
        name, _, part = match[1].partition(":")
        lines = (path.parent / name).read_text("utf-8").splitlines()
        if part and not part[0].isdigit():
            starts = [n for n, line in enumerate(lines) if line.strip().endswith(f"ANCHOR: {part}")]
            ends = [n for n, line in enumerate(lines) if line.strip().endswith(f"ANCHOR_END: {part}")]
            lines = lines[starts[0] + 1 : ends[0]] if starts and ends else lines
        return "\n".join(line for line in lines if "ANCHOR" not in line)
    return re.sub(r"\{\{#(?:rustdoc_)?include ([^}\s]+)[^}]*\}\}", included, path.read_text("utf-8"))


def manual(folder, book):
    """The chapters of an mdBook folder in one file: words and listings, without pictures and HTML."""
    names = re.findall(r"\]\(([^)]+\.md)\)", (book / "src" / "SUMMARY.md").read_text("utf-8"))
    joined = "\n\n".join(with_includes(book / "src" / name) for name in names)
    joined = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", joined)
    joined = re.sub(r"(?m)^</?(?:Listing|img|figure|span|a|div|p|Tip|section)[^>]*>", "", joined)
    joined = re.sub(r"(?m)^(\s*```\w+),[^\n]*", r"\1", joined)
    # Typst refuses a book with a link to nowhere: addresses of other chapters' files are one here.
    joined = re.sub(r"\]\((?!https?:)[^)]*\)", "]", joined)
    joined = re.sub(r"(?m)^\[[^\]\n]+\]: (?!https?:)\S+$", "", joined)
    for_all(folder, "manual", "---\ntitle: A manual\nlang: en\n---\n\n" + joined)


def make(folder, novel_source, mdbook_source):
    """All manuscripts, in `folder`, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    novel(folder, novel_source)
    images(folder)
    repeated(folder)
    if mdbook_source:
        manual(folder, mdbook_source)
