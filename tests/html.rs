//! HTML as bad as it comes: whatever a manuscript holds, the chapters are well-formed XHTML that
//! breaks none of HTML's rules and in which nothing is active, and both editions are made.

#[path = "html/content_model.rs"]
mod content_model;
#[path = "html/soup.rs"]
mod soup;

use bifolio::source::Memory;
use bifolio::{Edition, Project, export};
use std::io::{Cursor, Read};
use std::path::PathBuf;

const SNIPPETS: &[&str] = &[
    // Unclosed, closed twice, nested wrong.
    "<b>bold",
    "bold</b>",
    "<b><i>x</b></i>",
    "<p>one<p>two</p></p></p>",
    "<div><p>x</div></p>",
    "*a <b>b* c</b> d",
    "**a <i>b** c</i>",
    "[a <b>b](x.html) c</b>",
    "<a href='https://example.org'>a [b](https://example.org/b) c</a>",
    "<a href='https://example.org'>a <a href='https://example.org/b'>b</a> c</a>",
    "<ul><li>one<li>two<ul><li>three</ul>",
    "<li>alone",
    "<td>alone",
    "<tr><td>alone</td></tr>",
    "<table><td>a<td>b<tr><th>c</table>",
    "<table><table><tr><td>x",
    "<table><caption>c</caption></table>",
    "<table><tr></tr><tr><td></td></tr></table>",
    "<dl><dd>first</dl>",
    "<dt>alone</dt><dd>alone</dd>",
    "<h1><h2>x</h1></h2>",
    "<blockquote>\n\n* list\n\n</blockquote>\n\nafter",
    "<div>\n\n> quote\n</div>\n\nafter",
    "* item <div>\n\n  </div> more\n\nafter</div>",
    "<details><summary>a<summary>b</details>",
    "<figure><figcaption>only</figure>",
    "<figure><figure><img src=x.png alt=x></figure></figure>",
    "</div></div></p></table></li>",
    // What is open around nothing goes on in the next block.
    "<a href='#x'><ol>one<math>",
    "<pre>a<b>b</b>\n\n\nc",
    "<pre></pre><pre>\n</pre>",
    // Entities and characters.
    "&amp;&lt;&gt;&quot;&apos;&nbsp;&copy;&bogus;&#0;&#x0;&#xD800;&#1114112;&#65;&",
    "<b title='&#0;&lt;script&gt;'>x</b>",
    "<p>\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}x",
    "<i\u{1}x>y</i\u{1}x>",
    "<p id='\u{1}'>x</p>",
    "<p id='a b:c/d\"e'>x</p>",
    "<é>x</é>",
    "<a:b xmlns:a='urn:a'>x</a:b>",
    "<xml:p>x</xml:p>",
    // Comments, declarations, sections.
    "<!-- a -- b -->x",
    "<!-->x",
    "<!--->x",
    "<!-- never closed",
    "a <!-- in -- line --> b",
    "<![CDATA[ <b>x</b> ]]>",
    "a <![CDATA[ ]]> b",
    "<?php echo '<script>alert(1)</script>'; ?>",
    "<!DOCTYPE html [<!ENTITY x 'y'>]>&x;",
    "]]>",
    // Active content.
    "<script>alert(1)</script>x",
    "<SCRIPT SRC=https://example.org/x.js></SCRIPT>x",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x.png onerror=alert(1) alt=x>",
    "<p onclick='alert(1)' style='background:url(javascript:alert(1))'>x</p>",
    "<a href='javascript:alert(1)'>x</a> <a href=' jAvAsCrIpT&#58;alert(1)'>y</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<iframe src='https://example.org' srcdoc='<script>alert(1)</script>'>x</iframe>",
    "<object data=x.swf><embed src=x.swf></object>",
    "<form action='https://example.org'><input name=a><button>b</button></form>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<base href='https://example.org/'><link rel=stylesheet href=x.css><meta http-equiv=refresh content=0>",
    "<style>@import 'https://example.org/x.css';</style>x",
    "<video src=x.mp4 autoplay>x</video><audio src=x.mp3>",
    "<img src='https://example.org/x.png' alt='far away'>",
    "<Listing caption='<script>alert(1)</script>' number='\"><b>' file-name='a & <b'>\n\n```\nx\n```\n\n</Listing>",
];

#[test]
fn nasty_html_is_well_formed_and_harmless() {
    assert!(SNIPPETS.len() >= 60);
    for snippet in SNIPPETS {
        let project = Project {
            inputs: vec!["book.md".into()],
            settings: vec![("lang".into(), "en".into())],
            editions: vec![Edition::Epub, Edition::Pdf],
            ..Project::default()
        };
        let manuscript = format!("# Title\n\nBefore.\n\n{snippet}\n\nBehind.\n");
        let exported = export(&project, &Memory::from([("book.md", manuscript)])).expect("a book is made");
        let text = chapters(exported.book(Edition::Epub).expect("an EPUB"), snippet);
        for word in ["Before.", "Behind."] {
            assert!(text.contains(word), "{snippet}: {word} is lost");
        }
        assert!(exported.book(Edition::Pdf).is_some_and(|pdf| pdf.starts_with(b"%PDF")), "{snippet}");
    }
}

/// The chapters of the suite as they are written.
#[test]
fn the_chapters_of_the_suite_break_no_rule() {
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite")];
    let mut judged = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the suite is readable") {
            let path = entry.expect("the suite is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "case") {
                let text = std::fs::read_to_string(&path).expect("a case is readable");
                for manuscript in manuscripts(&text) {
                    chapters(&epub(&manuscript), &manuscript);
                    judged += 1;
                }
            }
        }
    }
    assert!(judged > 100, "{judged} cases alone");
}

/// The Markdown of the cases of a file.
fn manuscripts(file: &str) -> Vec<String> {
    let cases = file.split("%% markdown\n").skip(1);
    cases.map(|rest| rest.split("\n%% ").next().unwrap_or_default().to_owned() + "\n").collect()
}

/// The EPUB of a manuscript.
fn epub(manuscript: &str) -> Vec<u8> {
    let project = Project {
        inputs: vec!["book.md".into()],
        // A lone heading at the start would be the title, which stands in no chapter.
        settings: vec![("lang".into(), "en".into()), ("title".into(), "Book".into())],
        editions: vec![Edition::Epub],
        ..Project::default()
    };
    let files = Memory::from([("book.md", manuscript)]);
    let exported = export(&project, &files).unwrap_or_else(|error| panic!("{manuscript}: {error:?}"));
    exported.book(Edition::Epub).expect("an EPUB").to_vec()
}

/// The text of all chapters, after a look at every element and attribute.
fn chapters(book: &[u8], snippet: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an EPUB is a ZIP file");
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("the entry is there");
        if !entry.name().contains("chapter") {
            continue;
        }
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("it is UTF-8");
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let chapter = roxmltree::Document::parse_with_options(&text, options)
            .unwrap_or_else(|error| panic!("{snippet}: {error}\n{text}"));
        let faults = content_model::faults(&chapter);
        assert!(faults.is_empty(), "{snippet}\nis written as\n{text}\n{faults:#?}");
        for node in chapter.descendants() {
            judge(&node, snippet);
            all.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default());
        }
    }
    all
}

fn judge(node: &roxmltree::Node, snippet: &str) {
    const ACTIVE: [&str; 14] = [
        "script", "iframe", "object", "embed", "form", "input", "button", "svg", "base", "style", "video",
        "audio", "template", "applet",
    ];
    let name = node.tag_name().name();
    assert!(!ACTIVE.contains(&name), "{snippet}: <{name}> is written");
    for attribute in node.attributes() {
        let (name, value) = (attribute.name().to_lowercase(), attribute.value().to_lowercase());
        assert!(!name.starts_with("on") && name != "srcdoc", "{snippet}: {name} is written");
        let scheme: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        if matches!(name.as_str(), "href" | "src" | "style") {
            let harmful =
                scheme.starts_with("javascript:") || scheme.starts_with("data:") || scheme.contains("url(");
            assert!(!harmful, "{snippet}: {name}={value}");
        }
    }
}
