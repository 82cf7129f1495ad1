"""What a book may be made of, over and over: each pattern is a manuscript of a size, or the files of one.

A pattern takes how often something stands in it and gives the text of a Markdown file; those of `TEXTS` give a plain
text, and those of `FOLDERS` files by their paths: the manuscript is `book.md`, or else the folder itself.
"""

import struct
import zlib

FRONT = "---\ntitle: Many\nlang: en\n---\n\n"


def each(write):
    """The pattern of what is written for every number."""
    return lambda n: "".join(write(i) for i in range(n))


def times(text, before="", behind=""):
    """The pattern of the same text again and again between two others."""
    return lambda n: before + text * n + behind


PROSE = "The mill stands where the river bends, and whoever comes by hears it from afar.\n"

BLOCKS = {
    "paragraphs": times(PROSE + "\n"),
    "one paragraph": times(PROSE),
    "short paragraphs": times("No.\n\n"),
    "headings": each(lambda i: f"## Part {i}\n\nWords.\n\n"),
    "headings alone": each(lambda i: f"# Part {i}\n\n"),
    "equal headings": times("## Part\n\n"),
    "headings by depth": each(lambda i: f"{'#' * (i % 6 + 1)} Part {i}\n\nWords.\n\n"),
    "underlined headings": each(lambda i: f"Part {i}\n======\n\nWords.\n\n"),
    "one long heading": times("a word ", "# "),
    "one long underlined heading": times("a line\n", "", "===\n"),
    "one long item": times("a word ", "- "),
    "one long item of lines": times("a word\n", "- "),
    "one long quote": times("> a line of words\n"),
    "quotes": times("> A line of words\n\nWords.\n\n"),
    "lazy quotes": times("a line of words\n", "> "),
    "items": each(lambda i: f"{i + 1}. item\n"),
    "bullets": times("- item\n"),
    "loose items": times("- item\n\n"),
    "lists": times("- one\n- two\n\nWords.\n\n"),
    "tasks": times("- [x] done\n- [ ] open\n"),
    "items of paragraphs": times("- one\n\n  two\n\n  three\n\n"),
    "lists by letters": times("a) one\nb) two\n\nWords.\n\n"),
    "one list by letters": each(lambda i: f"{'abcdefghijklmnopqrstuvwxyz'[i % 26]}) item\n"),
    "lists by numerals": times("i) one\nii) two\niii) three\n\nWords.\n\n"),
    "definitions": each(lambda i: f"Term {i}\n: What it means\n\n"),
    "definitions of one term": times(": What it means\n\n", "Term\n\n"),
    "rules": times("Words.\n\n---\n\n"),
    "rules alone": times("***\n\n"),
    "listings": times("```\nlet x = 1;\nprint(x)\n```\n\n"),
    "one listing": times("let x = 1;\n", "```\n", "```\n"),
    "one indented listing": times("    let x = 1;\n"),
    "blanks in an indented listing": times("\n", "    a\n", "    b\n"),
    "coloured listings": times("```rust\nfn f(x: u32) -> u32 { x + 1 }\n```\n\n"),
    "one coloured listing": times("fn f(x: u32) -> u32 { x + 1 }\n", "```rust\n", "```\n"),
    "one long line of code": times("x + 1; ", "```\n", "\n```\n"),
    "one long line of coloured code": times("x + 1; ", "```c\n", "\n```\n"),
    "an open fence": times("words\n", "```\n"),
    "open fences of many lengths": each(lambda i: "`" * (3 + i % 50) + "\nx\n"),
    "verse": times("| A line of verse\n|   and another\n\n"),
    "one poem": times("| A line of verse\n"),
    "tables": times("| a | b |\n|---|--:|\n| 1 | 2 |\n\n"),
    "rows": times("| 1 | 2 |\n", "| a | b |\n|---|--:|\n"),
    "columns": lambda n: "| a " * n + "|\n" + "|---" * n + "|\n" + ("| 1 " * n + "|\n") * 2,
    "square table": lambda n: (w := int(n ** 0.5) + 1) and "| a " * w + "|\n" + "|---" * w + "|\n" + ("| 1 " * w + "|\n") * w,
    "short rows": lambda n: (w := int(n ** 0.5) + 1) and "| a " * w + "|\n" + "|---" * w + "|\n" + "| 1 |\n" * w,
    "one long cell": times("a word ", "| a | b |\n|---|---|\n| x | ", "|\n"),
    "one long head of a table": times("a word ", "| a | ", "|\n|---|---|\n| x | y |\n"),
    "long cells": times("| " + "a word " * 40 + "| x |\n", "| a | b |\n|---|---|\n"),
    "grid tables": times("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n\n"),
    "rows of a grid table": times("| 1 | 2 |\n+---+---+\n", "+---+---+\n| a | b |\n+===+===+\n"),
    "simple tables": times("a    b\n---  ---\n1    2\n\n"),
    "rows of a simple table": times("1    2\n", "a    b\n---  ---\n"),
    "captions of tables": each(lambda i: f"| a | b |\n|---|---|\n| 1 | 2 |\n\n: Table {i}\n\n"),
    "divisions": times(":::{.note}\nWords.\n:::\n\n"),
    "open divisions": times("::: note\n\nWords.\n\n"),
    "alerts": times("> [!NOTE]\n> Words.\n\n"),
    "page breaks": times("Words.\n\n\\newpage\n\n"),
    "blank lines": times("\n", "Words.\n", "Words.\n"),
    "blanks": times(" ", "Words", "words.\n"),
    "blanks before a line": times(" ", "Words\n", "words.\n"),
    "tabs": times("\t", "Words", "words.\n"),
    "tabs before a line": times("\t", "Words\n\n", "words.\n"),
    "carriage returns": times("Words.\r"),
    "carriage returns in pairs": times("Words.\r\n\r\n"),
    "lines with breaks": times("A line\\\n"),
    "lines with blank breaks": times("A line  \n"),
    "comments of blocks": times("<!-- not seen -->\n\nWords.\n\n"),
    "later metadata": each(lambda i: f"---\nkey: {i}\n---\n\nWords.\n\n"),
}

INLINES = {
    "stress": times("*a* "),
    "strong": times("**a** words "),
    "strong and stress": times("***a** b* "),
    "stress across": times("*a **b* c** "),
    "struck": times("~~a~~ words "),
    "lowered and raised": times("H~2~O and x^2^ "),
    "code": times("`a` words "),
    "code of many lengths": each(lambda i: "`" * (i % 50 + 1) + "a "),
    "one long code": times("words ", "`", "`\n"),
    "links": each(lambda i: f"[a](http://x.example/{i}) "),
    "links in paragraphs": each(lambda i: f"See [a](http://x.example/{i}).\n\n"),
    "links to one target": times("See [a](http://x.example/).\n\n"),
    "links to headings": lambda n: "".join(f"## P {i}\n\n[a](#p-{i * 7 % n})\n\n" for i in range(n)),
    "links to one heading": times("See [a](#one) there.\n\n"),
    "links to nowhere": each(lambda i: f"See [a](#none-{i}).\n\n"),
    "links by reference": times("See [a] there.\n\n", "", "\n[a]: http://x.example\n"),
    "definitions of links": each(lambda i: f"[a{i}]: http://x.example/{i}\n"),
    "definitions and uses": lambda n: "".join(f"[a{i}] " for i in range(n)) + "\n\n" + "".join(f"[a{i}]: http://x.example/{i}\n" for i in range(n)),
    "equal definitions": times("[a]: http://x.example\n", "[a]\n\n"),
    "titles of links": each(lambda i: f'[a](http://x.example "Title {i}") '),
    "one link of many words": times("a word ", "[", "](http://x.example/" + "path/" * 20 + " \"" + "title " * 20 + "\")\n"),
    "one long address": times("path/", "[a](http://x.example/", ")\n"),
    "one long title": times("words ", "[a](http://x.example \"", "\")\n"),
    "long link with a long address": lambda n: "[" + "a word " * n + "](http://x.example/" + "p" * n + ")\n",
    "long link with a long title": lambda n: "[" + "a word " * n + "](http://x.example \"" + "t" * n + "\")\n",
    "autolinks": each(lambda i: f"<http://x.example/{i}> "),
    "bare addresses": each(lambda i: f"https://x.example/{i} "),
    "bare mails": each(lambda i: f"a{i}@x.example "),
    "one bare address": times("path/", "https://x.example/"),
    "entities": times("&amp; &copy; &#x41; "),
    "unknown entities": times("&nothing; & "),
    "escapes": times("\\* \\_ "),
    "quotation marks": times("\"a\" and 'b' "),
    "dashes and dots": times("a -- b... "),
    "notes": each(lambda i: f"Words[^{i}].\n\n[^{i}]: Said.\n\n"),
    "notes at the end": lambda n: "".join(f"Words[^{i}].\n\n" for i in range(n)) + "".join(f"[^{i}]: Said.\n\n" for i in range(n)),
    "notes of one paragraph": lambda n: "".join(f"Words[^{i}] " for i in range(n)) + "\n\n" + "".join(f"[^{i}]: Said.\n\n" for i in range(n)),
    "calls of one note": times("Words[^a].\n\n", "", "[^a]: Said.\n"),
    "one long note": times("a word ", "Words[^a].\n\n[^a]: "),
    "a note of paragraphs": times("    words\n\n", "Words[^a].\n\n[^a]: said\n\n"),
    "notes without call": each(lambda i: f"[^{i}]: Said.\n\n"),
    "calls without note": each(lambda i: f"Words[^{i}].\n\n"),
    "notes within": times("Words^[said here] "),
    "formulas": each(lambda i: f"Where $x_{{{i}}} = \\frac{{a}}{{b}}$ holds.\n\n"),
    "one formula": times("x + ", "$", "y$\n"),
    "formulas set off": times("$$\nx = 1\n$$\n\n"),
    "one formula set off": times("x + ", "$$\n", "y\n$$\n"),
    "rows of a formula": times("x &= 1 \\\\\n", "$$\n\\begin{aligned}\n", "\\end{aligned}\n$$\n"),
    "columns of a matrix": times("x & ", "$$\n\\begin{matrix}\n", "y\n\\end{matrix}\n$$\n"),
    "scripts of a formula": times("x_1^2", "$", "$\n"),
    "words of a formula": times("\\text{a word} ", "$", "$\n"),
    "unknown commands": times("$\\nothing x$ "),
    "money": times("It costs $5 and $6. "),
    "citations": each(lambda i: f"Said [@key{i}] before. "),
    "marks of words": times("[words]{.smallcaps} "),
    "anchors": each(lambda i: f"[]{{#a{i}}}words\n\n"),
    "equal anchors": times("## Part {#same}\n\n"),
    "attributes": lambda n: "## Part {" + "".join(f".c{i} k{i}=v " for i in range(n)) + "}\n",
    "abbreviations": each(lambda i: f"*[AB{i}]: Words\n"),
    "wiki links": each(lambda i: f"See [[Page {i}]] there.\n\n"),
    "long words": times("a" * 200 + " "),
    "one long word": times("abcdefg"),
    "one long word of digits": times("1234567890"),
    "one word with soft hyphens": times("ab\u00ad"),
    "one word with hyphens": times("abc-"),
    "one word with slashes": times("abc/"),
    "hard spaces": times("abc\u00a0"),
    "Chinese": times("山中何事松花釀酒"),
    "Thai": times("ภาษาไทย"),
    "Arabic": times("كتاب "),
    "marks on a letter": times("\u0301", "a"),
    "joined signs": times("\U0001f468\u200d", "", "\U0001f469"),
    "signs without a face": each(lambda i: chr(0x13000 + i % 1000) + " "),
    "signs turned": times("\u202ewords "),
    "languages": times("[mot]{lang=fr} and [Wort]{lang=de} "),
}

UNMATCHED = {
    f"unmatched {mark.strip()}": times(mark + "a ")
    for mark in ("*", "_", "**", "__", "~", "~~", "^", "[", "![", "`", "``", "<", "$", "$$", "[^", "|", "\"", "'", "](", "]", ")", "{", "}", "&", "<!--", "<a ", "</", "{.", "[[", "\\(", "\\[", "@", ":", "{{", "==", "<![CDATA[", "<?", "[a](", "[a](<", "[a][", "[a]: ", "^[", "`` ` ", "\\begin{a}")
} | {
    f"lines with {mark}": times(mark + " a\n")
    for mark in ("[", "$", "$$", "<", "`", "~~~~ x\n", ":::", "+---", "|", "| a |", "---", "[^a]: ", "#", "%", "@", "  -", "\t-", "<div>", "<p", "<!--", "\\begin{a}", "{{", "***a", "> >", ": ", "=")
} | {
    f"crowd of {mark}": times(mark)
    for mark in ("*", "_", "[", "]", "![", "<", "(", "$", "~", "^", "`*", "> ", "- ", "1. ", "#", "|", "\\", "&", "[]", "[a](b", "!", "\"", "'", "*a_", "{", "}", ":", "**a ", "a**", "_a", "-", "=", "\\\\", "[x]: ", "<b>", "</b>", "<a>")
}

NESTING = {
    "nested quotes": times("> ", "", "words\n"),
    "nested bullets": times("- ", "", "words\n"),
    "nested items": times("1. ", "", "words\n"),
    "nested brackets": lambda n: "[" * n + "a" + "](b)" * n + "\n",
    "nested stress": lambda n: "*a **b " * n + "c" + "** d*" * n + "\n",
    "nested tags": lambda n: "<span>" * n + "a" + "</span>" * n + "\n",
    "nested blocks of HTML": lambda n: "<div>\n" * n + "\na\n\n" + "</div>\n" * n,
    "nested lists of HTML": lambda n: "<ul><li>" * n + "a" + "</li></ul>" * n + "\n",
    "nested tables of HTML": lambda n: "<table><tr><td>" * n + "a" + "</td></tr></table>" * n + "\n",
    "nested images": lambda n: "![" * n + "a" + "](none.png)" * n + "\n",
    "nested notes": lambda n: "w[^0]\n\n" + "".join(f"[^{i}]: said[^{i + 1}]\n\n" for i in range(n)) + f"[^{n}]: end\n",
    "nested groups of a formula": lambda n: "$" + "{" * n + "x" + "}" * n + "$\n",
    "nested fractions": lambda n: "$" + "\\frac{1}{" * n + "x" + "}" * n + "$\n",
    "nested divisions": lambda n: "::: {.a}\n" * n + "words\n" + ":::\n" * n,
    "deep lists": times("".join("  " * d + "- item\n" for d in range(12)) + "\nWords.\n\n"),
    "deep quotes": times("> " * 12 + "words\n\nWords.\n\n"),
    "deep stress": times("*a **b " * 8 + "c" + "** d*" * 8 + " "),
}

HTML = {
    "paragraphs of HTML": times("<p>Words.</p>\n\n"),
    "paragraphs of HTML in one block": times("<p>Words.</p>\n"),
    "tags among words": times("<b>a</b> words "),
    "unclosed words": times("<b>a "),
    "unclosed blocks": times("<div>\n\nwords\n\n"),
    "unclosed paragraphs": times("<p>words\n"),
    "unclosed items": times("<li>words\n", "<ul>\n", "</ul>\n"),
    "unclosed cells": times("<td>words\n", "<table><tr>\n", "</table>\n"),
    "end tags alone": times("words</b> "),
    "end tags of blocks alone": times("</div>\n\nwords\n\n"),
    "rows of HTML": times("<tr><td>a</td><td>b</td></tr>\n", "<table>\n", "</table>\n"),
    "tables of HTML": times("<table><tr><td>a</td></tr></table>\n\n"),
    "cells over rows": times("<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>\n", "<table>\n", "</table>\n"),
    "a cell over all rows": lambda n: f"<table>\n<tr><td rowspan={n}>a</td><td>b</td></tr>\n" + "<tr><td>c</td></tr>\n" * n + "</table>\n",
    "cells over many rows": times("<tr><td rowspan=60000>a</td></tr>\n", "<table>\n", "</table>\n"),
    "cells over columns": times("<tr><td colspan=3>a</td></tr>\n", "<table>\n", "</table>\n"),
    "items of HTML": times("<li>a</li>\n", "<ul>\n", "</ul>\n"),
    "definitions of HTML": times("<dt>a</dt><dd>b</dd>\n", "<dl>\n", "</dl>\n"),
    "attributes of HTML": lambda n: "<div " + "".join(f"data-a{i}=b " for i in range(n)) + ">words</div>\n",
    "classes of HTML": lambda n: "<div class='" + "".join(f"a{i} " for i in range(n)) + "'>words</div>\n",
    "styles of HTML": lambda n: "<div style='" + "color: red; " * n + "'>words</div>\n",
    "one long attribute": times("words ", "<img alt='", "' src='none.png'>\n"),
    "equal ids": times("<p id='a'>words</p>\n"),
    "ids": each(lambda i: f"<p id='a{i}'>words</p>\n"),
    "comments": times("a<!-- b -->"),
    "one comment": times("words ", "<!-- ", "-->\n\nWords.\n"),
    "open comments": times("<!-- a\n\nwords\n\n"),
    "data sections": times("a <![CDATA[ b ]]> "),
    "instructions": times("a <?b c?> "),
    "breaks of HTML": times("a<br>"),
    "rules of HTML": times("<hr>\n\n"),
    "entities in HTML": times("&amp;&lt;", "<p>", "</p>\n"),
    "entities in attributes": times("&amp;", "<p title='", "'>a</p>\n"),
    "listings of HTML": times("<pre><code>let x = 1;</code></pre>\n\n"),
    "one listing of HTML": times("let x = 1;\n", "<pre><code>", "</code></pre>\n"),
    "headings of HTML": each(lambda i: f"<h2>Part {i}</h2>\n<p>Words.</p>\n\n"),
    "unclosed headings of HTML": each(lambda i: f"<h2>Part {i}\n\nwords\n\n"),
    "ruby": times("<ruby>漢<rt>kan</rt></ruby> "),
    "unclosed ruby": times("<ruby>漢<rt>kan "),
    "hidden": times("<span hidden>a</span> words "),
    "unclosed hidden": times("<div hidden>\n\nwords\n\n"),
    "scripts": times("<script>a</script>\n\nwords\n\n"),
    "unclosed scripts": times("<script>\n\nwords\n\n"),
    "unclosed styles": times("<style>a\n\n"),
    "details": times("<details><summary>a</summary>\n\nwords\n\n</details>\n\n"),
    "unclosed details": times("<details><summary>a\n\nwords\n\n"),
    "figures of HTML": times("<figure><p>a</p><figcaption>b</figcaption></figure>\n\n"),
    "unclosed figures": times("<figure>\n\na\n\n<figcaption>b\n\n"),
    "MathML": times("<math><mi>x</mi></math> words "),
    "links of HTML": each(lambda i: f"<a href='#a{i}' id='a{i}'>words</a> "),
    "unclosed links of HTML": times("<a href='#one'>words "),
    "quotes of HTML": times("<blockquote>\n\nwords\n\n</blockquote>\n\n"),
    "inputs of HTML": times("<input type=checkbox> a\n\n"),
    "drawings in HTML": times("<svg><rect width='9' height='9'/></svg>\n\n"),
    "unclosed drawings in HTML": times("<svg><g>\n\nwords\n\n"),
    "unclosed frames": times("<iframe>\n\nwords\n\n"),
    "unclosed fields": times("<textarea>\n\nwords\n\n"),
    "unclosed selections": times("<select><option>words\n\n"),
    "unclosed quotes of attributes": times("<a href='x "),
    "unclosed formulas of HTML": times("<math><mi>x "),
}

TEXTS = {
    "text: paragraphs": times(PROSE * 3 + "\n"),
    "text: one paragraph": times(PROSE),
    "text: one long line": times("a word "),
    "text: long lines": times("a word " * 60 + "\n\n"),
    "text: short lines": times("word\n"),
    "text: blanks": times("\n", "Words.\n", "Words.\n"),
    "text: spaces": times(" ", "Words", "words.\n"),
    "text: lines of spaces": times("    \n", "Words.\n", "Words.\n"),
    "text: tabs": times("a\tb\n"),
    "text: carriage returns": times("Words.\r"),
    "text: numbered lines": each(lambda i: f"{i}. Words of one line\n"),
    "text: contents": lambda n: "Title\n\n" + "".join(f"Section {i} of all\n" for i in range(n)) + "\n" + "".join(f"Section {i} of all\n\nText.\n\n" for i in range(n)),
    "text: contents with heads": lambda n: "The Mill\n\nCONTENTS\n\n" + "".join(f"Head of group {i}\n  Of mills and rivers {i}\n  Of wheels and boats {i}\n\n" for i in range(n)) + "\n" + "".join(f"Of mills and rivers {i}\n\nText.\n\nOf wheels and boats {i}\n\nText.\n\n" for i in range(n)),
    "text: contents without headings": each(lambda i: f"Section {i} . . . . . {i}\n"),
    "text: contents by number": lambda n: "CONTENTS\n\n" + "".join(f"{i}. Of things {i}\n" for i in range(n)) + "\n" + "".join(f"{i}. Of things {i}\n\nText.\n\n" for i in range(n)),
    "text: chapters": each(lambda i: f"CHAPTER {i}\n\n{PROSE}\n\n"),
    "text: Roman chapters": each(lambda i: f"{'XXX' * (i // 40 % 3)}{'IV' if i % 2 else 'V'}.\n\n{PROSE}\n\n"),
    "text: numbered headings": each(lambda i: f"{i // 9 + 1}.{i % 9 + 1} Of things\n\n{PROSE}\n\n"),
    "text: headings in capitals": each(lambda i: f"OF THINGS {'ABCDEFGHIJ'[i % 10]}\n\n{PROSE}\n\n"),
    "text: underlined headings": each(lambda i: f"Of things {i}\n===========\n\n{PROSE}\n\n"),
    "text: headings by space": each(lambda i: f"\n\n\nOf things {i}\n\n\n{PROSE}\n"),
    "text: centred headings": each(lambda i: f"{' ' * 30}Of things {i}\n\n{PROSE}\n\n"),
    "text: headings of Markdown": each(lambda i: f"# Of things {i}\n\n{PROSE}\n\n"),
    "text: only headings": each(lambda i: f"CHAPTER {i}\n\n"),
    "text: verse": times("The mill is still,\n  the river bends,\nupon the hill\n  the story ends.\n\n"),
    "text: one poem": times("The mill is still,\n"),
    "text: plays": times("HAMLET.  Who is there?\n\nGHOST.  Nobody.\n\n[Exit.]\n\n"),
    "text: letters": times("Dear Sir,\n\nI write to say that it rains.\n\n      Yours,\n\n            John\n\n"),
    "text: tables": times("Name      Year   Price\nOne       1900   1.00\nTwo       1901   2.00\n\n"),
    "text: one table": times("One       1900   1.00\n", "Name      Year   Price\n"),
    "text: drawn table": times("| a | b |\n+---+---+\n"),
    "text: bullets": times("* A thing\n"),
    "text: dashes": times("- A thing said\n"),
    "text: speech": times("— Words are said.\n— And answered.\n\n"),
    "text: rules": times("Words.\n\n* * *\n\n"),
    "text: rules alone": times("-----\n"),
    "text: notes": each(lambda i: f"Words[{i}] of it.\n\n[{i}] Said.\n\n"),
    "text: notes at the end": lambda n: "".join(f"Words[{i}] of it.\n\n" for i in range(n)) + "".join(f"[{i}] Said.\n\n" for i in range(n)),
    "text: calls without notes": each(lambda i: f"Words[{i}] of it.\n\n"),
    "text: stars as notes": times("Words* of it.\n\n* Said.\n\n"),
    "text: underlines": times("_A word_ and /one/ *more* =here=\n\n"),
    "text: open underlines": times("_a "),
    "text: open brackets": times("[Illustration: a "),
    "text: illustrations": times("[Illustration: A mill]\n\nWords.\n\n"),
    "text: furniture of pages": each(lambda i: f"{PROSE * 3}\n                {i}\n\f\nTHE MILL\n\n"),
    "text: form feeds": times("Words.\n\f"),
    "text: numbers of pages": each(lambda i: f"{PROSE}\n[Page {i}]\n\n"),
    "text: divided words": times("The riv-\ner bends where the mill stands, and who-\never comes hears it.\n\n"),
    "text: indented paragraphs": times("   The mill stands where the river bends,\nand whoever comes by hears it.\n"),
    "text: indented block": times("        words\n"),
    "text: deep indents": each(lambda i: " " * (i % 60) + "words\n"),
    "text: fields": each(lambda i: f"Key-{i}: value\n"),
    "text: Title and author": times("Title: A\nAuthor: B\n\n"),
    "text: long title": times("a word ", "Title: ", "\n\nText.\n"),
    "text: addresses": each(lambda i: f"See http://x.example/{i} there.\n\n"),
    "text: Aozora": times("《るび》と［＃ここで字下げ］\n"),
    "text: marks of Gutenberg": times("*** START OF THE PROJECT GUTENBERG EBOOK A ***\n\nWords.\n\n*** END OF THE PROJECT GUTENBERG EBOOK A ***\n\n"),
    "text: index": each(lambda i: f"Mill, {i}, {i + 3}\n  of wind, {i}\n"),
    "text: code": times("int f(int x) {\n    return x + 1;\n}\n\n"),
    "text: quoted": times("> words of before\n> more\n\nwords\n\n"),
    "text: questions": each(lambda i: f"Q. {i}?\n\nA. Words.\n\n"),
    "text: dated": each(lambda i: f"{i % 28 + 1} May {1800 + i % 99}\n\n{PROSE}\n\n"),
    "text: parts and chapters": each(lambda i: f"PART {i // 5 + 1}\n\nCHAPTER {i}\n\n{PROSE}\n\n"),
    "text: articles": each(lambda i: f"Article {i}. Of the mill\n\n(1) Words.\n\n(a) More.\n\n"),
    "text: Chinese": times("第一章\n\n山中何事松花釀酒春水煎茶。\n\n"),
    "text: equal headings": times(f"CHAPTER\n\n{PROSE}\n\n"),
}


def drawing(body, size="width='100' height='100'"):
    """A book of one drawing."""
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' {size}>{body}</svg>"
    return {"book.md": FRONT + "# One\n\n![A drawing](a.svg)\n", "a.svg": svg}


def pixels(width, height, row=b""):
    """A picture of one bit a pixel, black but for what the first row says."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    black = b"\0" * ((width + 7) // 8)
    rows = zlib.compress(b"\0" + (row or black) + (b"\0" + black) * (height - 1), 6)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def mdbook(summary, files):
    """A folder of mdBook."""
    book = {"book.toml": '[book]\ntitle = "Many"\nlanguage = "en"\n', "src/SUMMARY.md": summary}
    return book | {f"src/{path}": text for path, text in files.items()}


def chapters(n, text, depth=lambda i: 0):
    """A book of mdBook with a file for each chapter, which holds a text."""
    summary = "".join(f"{'  ' * depth(i)}- [Chapter {i}](c{i}.md)\n" for i in range(n))
    return mdbook(summary, {f"c{i}.md": f"# Chapter {i}\n\n{text(i)}" for i in range(n)})


FOLDERS = {
    "mdbook: chapters": lambda n: chapters(n, lambda i: PROSE),
    "mdbook: deep chapters": lambda n: chapters(n, lambda i: "Words.\n", lambda i: i % 12),
    "mdbook: chapters ever deeper": lambda n: mdbook("".join("  " * min(i, 300) + f"- [C {i}](c.md)\n" for i in range(n)), {"c.md": "Words.\n"}),
    "mdbook: drafts": lambda n: mdbook("".join(f"- [Draft {i}]()\n" for i in range(n)), {}),
    "mdbook: one file often": lambda n: mdbook("- [C](c.md)\n" * n, {"c.md": "Words.\n"}),
    "mdbook: parts": lambda n: mdbook("".join(f"# Part {i}\n\n- [C {i}](c{i}.md)\n\n" for i in range(n)), {f"c{i}.md": "Words.\n" for i in range(n)}),
    "mdbook: missing chapters": lambda n: mdbook("- [C](c.md)\n" + "".join(f"- [C {i}](c{i}.md)\n" for i in range(n)), {"c.md": "Words.\n"}),
    "mdbook: one long title": lambda n: mdbook(f"- [{'word ' * n}](c.md)\n", {"c.md": "Words.\n"}),
    "mdbook: includes": lambda n: mdbook("- [C](c.md)\n", {"c.md": "{{#include a.txt}}\n\n" * n, "a.txt": "words\n"}),
    "mdbook: includes of lines": lambda n: mdbook("- [C](c.md)\n", {"c.md": "".join(f"{{{{#include a.txt:{i + 1}}}}}\n\n" for i in range(n)), "a.txt": "words\n" * n}),
    "mdbook: includes of parts": lambda n: mdbook("- [C](c.md)\n", {"c.md": "".join(f"{{{{#include a.txt:p{i % 50}}}}}\n\n" for i in range(n)), "a.txt": "".join(f"// ANCHOR: p{i}\nwords\n// ANCHOR_END: p{i}\n" for i in range(50))}),
    "mdbook: missing includes": lambda n: mdbook("- [C](c.md)\n", {"c.md": "".join(f"{{{{#include a{i}.txt}}}}\n\n" for i in range(n))}),
    "mdbook: open includes": lambda n: mdbook("- [C](c.md)\n", {"c.md": "{{#include a\n\n" * n}),
    "mdbook: links across": lambda n: chapters(n, lambda i: f"See [it](c{i * 7 % n}.md#chapter-{i * 7 % n}).\n"),
    "mdbook: unlisted files": lambda n: mdbook("- [C](c.md)\n", {"c.md": "Words.\n"} | {f"u{i}.md": "Words.\n" for i in range(n)}),
    "folder: chapters": lambda n: {f"{i:06}.md": f"# Chapter {i}\n\n{PROSE}" for i in range(n)},
    "folder: notes by name": lambda n: {f"{i:06}.md": f"# Chapter {i}\n\nWords[^1].\n\n[^1]: Said.\n" for i in range(n)},
    "images of one file": lambda n: {"book.md": FRONT + "# One\n\n" + "![A picture](a.png)\n\n" * n, "a.png": pixels(9, 9)},
    "images among words": lambda n: {"book.md": FRONT + "# One\n\n" + "a ![A picture](a.png) " * n, "a.png": pixels(9, 9)},
    "images": lambda n: {"book.md": FRONT + "# One\n\n" + "".join(f"![A picture](a{i}.png)\n\n" for i in range(n))} | {f"a{i}.png": pixels(16, 9, struct.pack(">H", i)) for i in range(n)},
    "missing images": lambda n: {"book.md": FRONT + "# One\n\n" + "".join(f"![A picture](a{i}.png)\n\n" for i in range(n))},
    "images within addresses": lambda n: {"book.md": FRONT + "# One\n\n" + "![A](data:image/png;base64,iVBORw0KGgo=)\n\n" * n},
    "one image": lambda n: {"book.md": FRONT + "# One\n\n![A picture](a.png)\n", "a.png": pixels(8, n)},
    "captions of images": lambda n: {"book.md": FRONT + "# One\n\n" + "".join(f"![A picture {i}](a.png \"Title\")\n\n" for i in range(n)), "a.png": pixels(9, 9)},
    "one long alternative text": lambda n: {"book.md": FRONT + "# One\n\n![" + "a word " * n + "](a.png)\n", "a.png": pixels(9, 9)},
    "drawing: shapes": lambda n: drawing("<rect width='9' height='9'/>" * n),
    "drawing: one path": lambda n: drawing("<path fill='none' stroke='#000' d='M0 0" + "l1 1" * n + "'/>"),
    "drawing: groups": lambda n: drawing("<g>" * n + "<rect width='9' height='9'/>" + "</g>" * n),
    "drawing: words": lambda n: drawing("<text x='1' y='9'>" + "word " * n + "</text>"),
    "drawing: texts": lambda n: drawing("<text x='1' y='9'>word</text>" * n),
    "drawing: uses": lambda n: drawing("<defs><rect id='a' width='9' height='9'/></defs>" + "<use xlink:href='#a'/>" * n),
    "drawing: gradients": lambda n: drawing("".join(f"<linearGradient id='g{i}'><stop offset='0' stop-color='#000'/></linearGradient><rect width='9' height='9' fill='url(#g{i})'/>" for i in range(n))),
    "drawing: rules": lambda n: drawing("<style>" + "".join(f".r{i}{{fill:#{i % 4096:03x}}}" for i in range(n)) + "</style>" + "<rect class='r1' width='1' height='1'/>"),
    "drawing: clips": lambda n: drawing("".join(f"<clipPath id='c{i}'><rect width='9' height='9'/></clipPath><rect width='9' height='9' clip-path='url(#c{i})'/>" for i in range(n))),
    "drawing: attributes": lambda n: drawing("<rect width='9' height='9' " + "".join(f"a{i}='b' " for i in range(n)) + "/>"),
    "drawing: equal ids": lambda n: drawing("<rect id='a' width='9' height='9'/>" * n),
    "drawing: comments": lambda n: drawing("<!-- a -->" * n + "<rect width='9' height='9'/>"),
    "drawing: entities": lambda n: drawing("<text x='1' y='9'>" + "&amp;" * n + "</text>"),
    "drawing: spans of text": lambda n: drawing("<text x='1' y='9'>" + "<tspan>a</tspan>" * n + "</text>"),
    "drawings of one file": lambda n: drawing("<rect width='9' height='9'/>") | {"book.md": FRONT + "# One\n\n" + "![A drawing](a.svg)\n\n" * n},
    "drawings": lambda n: {"book.md": FRONT + "# One\n\n" + "".join(f"![A drawing](a{i}.svg)\n\n" for i in range(n))} | {f"a{i}.svg": drawing(f"<rect width='{i + 1}' height='9'/>")["a.svg"] for i in range(n)},
    "metadata: authors": lambda n: {"book.md": "---\ntitle: Many\nlang: en\nauthor:\n" + "".join(f"  - Name {i}\n" for i in range(n)) + "---\n\n# One\n\nWords.\n"},
    "metadata: keywords": lambda n: {"book.md": "---\ntitle: Many\nlang: en\nkeywords: [" + ", ".join(f"word {i}" for i in range(n)) + "]\n---\n\n# One\n\nWords.\n"},
    "metadata: unknown keys": lambda n: {"book.md": "---\ntitle: Many\nlang: en\n" + "".join(f"key{i}: value\n" for i in range(n)) + "---\n\n# One\n\nWords.\n"},
    "metadata: equal keys": lambda n: {"book.md": "---\ntitle: Many\nlang: en\n" + "key: value\n" * n + "---\n\n# One\n\nWords.\n"},
    "metadata: one long title": lambda n: {"book.md": "---\ntitle: " + "word " * n + "\nlang: en\n---\n\n# One\n\nWords.\n"},
    "metadata: one long description": lambda n: {"book.md": "---\ntitle: Many\nlang: en\ndescription: |\n" + "  words of it\n" * n + "---\n\n# One\n\nWords.\n"},
    "metadata: nested lists": lambda n: {"book.md": "---\ntitle: Many\nlang: en\nother: " + "[" * n + "]" * n + "\n---\n\n# One\n\nWords.\n"},
    "metadata: unclosed": lambda n: {"book.md": "---\ntitle: Many\n" + f"key: value\n" * n},
    "metadata: TOML": lambda n: {"book.md": "+++\ntitle = 'Many'\nlang = 'en'\n" + "".join(f"key{i} = 'value'\n" for i in range(n)) + "+++\n\n# One\n\nWords.\n"},
}

# What grows faster up to a budget, which is met before it takes long: what the library that draws does with words.
BOUNDED = {"drawing: words", "drawing: spans of text", "drawing: attributes"}


def markdown(pattern):
    """The files of a pattern that is Markdown alone."""
    return lambda n: {"book.md": FRONT + "# One\n\n" + pattern(n)}


def text(pattern):
    """The files of a pattern that is plain text."""
    return lambda n: {"book.txt": pattern(n)}


PATTERNS = (
    {name: markdown(pattern) for group in (BLOCKS, INLINES, UNMATCHED, NESTING, HTML) for name, pattern in group.items()}
    | {name: text(pattern) for name, pattern in TEXTS.items()}
    | FOLDERS
)
