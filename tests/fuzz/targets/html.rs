//! Tags, words and marks of Markdown in any order, each a byte, to an EPUB that is sound. What is no piece is a letter.
#![no_main]

use bifolio::source::Memory;
use bifolio::{Edition, export};
use bifolio_fuzz::{assert_placed, assert_sound, project};
use libfuzzer_sys::fuzz_target;

/// Elements with what their start tags say.
const ELEMENTS: &[&str] = &[
    "a href='#h'",
    "a href='http://a.example/'",
    "a name=h",
    "abbr title=x",
    "address",
    "article",
    "aside",
    "audio src=a.mp3",
    "b",
    "bdo dir=rtl",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dialog",
    "div",
    "div align=right lang=fr",
    "div class=warning",
    "div hidden",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font color=red",
    "form",
    "h1",
    "h2 id=h",
    "h6",
    "hr",
    "iframe src=f",
    "img src=i.png alt=i",
    "ins",
    "kbd",
    "legend",
    "li",
    "li value=9",
    "math",
    "mi",
    "menu",
    "nav",
    "noscript",
    "object data=o",
    "ol",
    "ol start=3 reversed type=i",
    "option",
    "p",
    "p align=center",
    "picture",
    "pre",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "samp",
    "script",
    "section",
    "select",
    "span class='smallcaps x'",
    "span id=s",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td colspan=2",
    "td rowspan=0",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time datetime=2026",
    "title",
    "tr",
    "u",
    "ul",
    "unknown",
    "var",
    "video",
];

/// What stands between tags.
const BETWEEN: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "\n\n    ",
    "* ",
    "> ",
    "# ",
    "**",
    "*",
    "`",
    "| a | b |\n|---|---|\n",
    "\n1. ",
    "[a](#h)",
    "![a](i.png)",
    "<!-- ",
    " -->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "&amp;",
    "&#0;",
    "&nosuch;",
    "[^1]",
    "\n\n[^1]: ",
    "$x$",
    "\n```\n",
    "\n::: x\n",
    "\n:::\n",
    "<",
    ">",
    "</",
    "='",
    "\"",
];

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let mut text = String::new();
    let mut bytes = data.iter().map(|&byte| usize::from(byte));
    while let Some(byte) = bytes.next() {
        match byte {
            0..96 => text.push_str(&format!("<{}>", ELEMENTS[byte % ELEMENTS.len()])),
            96..128 => {
                let of = bytes.next().unwrap_or_default() % ELEMENTS.len();
                text.push_str(&format!("</{}>", ELEMENTS[of].split(' ').next().unwrap_or_default()));
            }
            128..200 => text.push_str(BETWEEN[(byte - 128) % BETWEEN.len()]),
            _ => text.push(char::from(b'a' + (byte % 26) as u8)),
        }
    }
    let files = Memory::from([("book.md", text)]);
    let project = project("book.md", &[("lang", "en"), ("title", "T")], &[Edition::Epub]);
    let exported = export(&project, &files).expect("what is wrong with a manuscript is no error");
    assert_placed(&exported.diagnostics, &exported.sources);
    assert_sound(&exported);
});
