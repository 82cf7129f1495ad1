use crate::document::{Document, Inline, Metadata, Openers};
use crate::pass::testing::{draft, linked_text, outline};
use crate::pass::walk::{blocks_mut, names_mut, sections_mut, word_lists_mut};
use crate::pass::{Options, prepare};
use crate::resource::{Image, ImageKind, Images};

fn made(files: &[(&str, &str)], options: &Options) -> (Document, String) {
    let read = |(index, (path, text)): (usize, &(&str, &str))| (path.to_string(), draft(index as u32, text));
    let drafts = files.iter().enumerate().map(read).collect();
    let metadata = Metadata { title: Some("T".into()), ..Metadata::default() };
    let mut images = Images::default();
    let image = Image { path: "here.png".into(), width: 1, height: 1, ..Image::new(ImageKind::Png, vec![]) };
    images.add(image);
    let made = prepare(drafts, metadata, &images, options, &Default::default());
    let said = |found: &crate::diagnostic::Diagnostic| {
        format!("! {}:{} {} {}\n", found.span.file.0, found.span.start, found.code, found.hints.join(" "))
    };
    (made.value, made.diagnostics.iter().map(said).collect())
}

/// Every line that holds a link or a note's mark, then what was reported.
fn links(files: &[(&str, &str)]) -> String {
    // The smallest books that there are would run on.
    links_by(files, &Options { openers: Openers::Page, ..Options::default() })
}

fn links_by(files: &[(&str, &str)], options: &Options) -> String {
    let (mut document, said) = made(files, options);
    let frozen = document.clone();
    let mut lines = String::new();
    let mut say = |words: &mut Vec<Inline>| {
        let text = linked_text(&frozen, words);
        if text.contains(['→', '^']) {
            lines.push_str(&(text + "\n"));
        }
    };
    sections_mut(&mut document.sections, &mut |section| {
        names_mut(section).for_each(&mut say);
        blocks_mut(&mut section.blocks, &mut |block| word_lists_mut(block).into_iter().for_each(&mut say));
    });
    for note in &mut document.notes {
        blocks_mut(&mut note.blocks, &mut |block| word_lists_mut(block).into_iter().for_each(&mut say));
    }
    lines + &said
}

#[test]
fn links_lead_where_they_should() {
    for (name, files, expected) in [
        ("within a file", &[("a.md", "# A\n[x](#a)")][..], "x→#a\n"),
        ("to the title", &[("a.md", "# T\n## B\n[x](#t) [y](#b)")], "x→#b y→#b\n"),
        ("to the title's own id", &[("a.md", "# T {#e}\n## B\n[x](#e) [y](a.md#e)")], "x→#b y→#b\n"),
        ("a title's slug counts", &[("a.md", "# T\n## T\n[x](#t-1)")], "x→#t\n"),
        ("numbered slugs", &[("a.md", "# A\n# A\n[x](#a-1)")], "x→#a-1\n"),
        (
            "digits first",
            &[("a.md", "# 1. Intro\n[x](#1-intro) [y](#s-1-intro)")],
            "x→#s-1-intro y→#s-1-intro\n",
        ),
        ("percent-encoded", &[("a.md", "# Café\n[x](#caf%C3%A9)")], "x→#café\n"),
        (
            "explicit ids as written",
            &[("a.md", "# A {#sec:a}\n[x](#sec:a) [y](#sec-a)")],
            "x→#sec-a y→#sec-a\n",
        ),
        ("inner headings", &[("a.md", "# A\n> # Inner\n[x](#inner)")], "x→#inner\n"),
        ("another file", &[("a.md", "# A\n[x](b.md)"), ("b.md", "# B")], "x→#b\n"),
        ("another file's anchor", &[("a.md", "# A\n[x](b.md#c)"), ("b.md", "# B\n## C")], "x→#c\n"),
        (
            "the same slug in two files",
            &[("a.md", "# Setup\n[x](b.md#setup) [y](#setup)"), ("b.md", "# Setup\n[z](#setup)")],
            "x→#setup-1 y→#setup\nz→#setup-1\n",
        ),
        ("another file's anchor without its name", &[("a.md", "# A\n[x](#b)"), ("b.md", "# B")], "x→#b\n"),
        (
            "by the HTML's name",
            &[("a.md", "# A\n[x](b.html#c) [y](b.htm)"), ("b.md", "# B\n# C")],
            "x→#c y→#b\n",
        ),
        (
            "by folders",
            &[
                ("s/one/a.md", "# A\n[x](../two/./b.md) [y](./c.md?v=1)"),
                ("s/two/b.md", "# B\n[z](../one/a.md)"),
                ("s/one/c.md", "# C"),
            ],
            "x→#b y→#c\nz→#a\n",
        ),
        (
            "by absolute paths",
            &[("/s/a.md", "# A\n[x](b.md) [y](/s/b.md)"), ("/s/b.md", "# B")],
            "x→#b y→#b\n",
        ),
        ("at the root", &[("/a.md", "# A\n[x](b.md) [y](../b.md)"), ("/b.md", "# B")], "x→#b y→#b\n"),
        ("with dots in the sources", &[("./s/a.md", "# A\n[x](b.md)"), ("s/b.md", "# B")], "x→#b\n"),
        ("encoded paths", &[("a.md", "# A\n[x](my%20b.md)"), ("my b.md", "# B")], "x→#b\n"),
        ("a file without headings", &[("a.md", "# A\n[x](b.md)"), ("b.md", "text")], "x→#section\n"),
        ("itself", &[("a.md", "# A\n# B\n[x](a.md#b) [y](#)")], "x→#b y→#a\n"),
        ("the top", &[("a.md", "# A\n# B\n[x](#top) [y](a.md#Top)")], "x→#a y→#a\n"),
        ("a heading named top", &[("a.md", "# A\n# Top\n[x](#top)")], "x→#top\n"),
        (
            "outside",
            &[("a.md", "[x](https://e.org) [y](mailto:a@e.org) [z](//e.org)")],
            "x→https://e.org y→mailto:a@e.org z→https://e.org\n",
        ),
        ("in a heading", &[("a.md", "# A [x](#b)\n# B")], "A x→#b\n"),
        ("in a note", &[("a.md", "# A\nm[^0]\n[^0]: [x](#a)")], "m^1\nx→#a\n"),
        ("dangling", &[("a.md", "# Setup\n[x](#stup)")], "x→∅\n! 0:8 dangling-link did you mean `#setup`?\n"),
        ("dangling without a hint", &[("a.md", "# Setup\n[x](#zzzzz)")], "x→∅\n! 0:8 dangling-link \n"),
        (
            "a file that is not there",
            &[("d/a.md", "# A\n[x](bb.md)"), ("d/b.md", "# B")],
            "x→∅\n! 0:4 dangling-link did you mean `b.md`?\n",
        ),
        (
            "an anchor that is not there",
            &[("a.md", "# A\n[x](b.md#setpu)"), ("b.md", "# Setup\n# Setpus")],
            "x→∅\n! 0:4 dangling-link did you mean `b.md#setpus`?\n",
        ),
        (
            "folders, their index and their first file",
            &[
                ("s/README.md", "# A\n[x](sub/) [y](sub) [z](./sub/?v=1#b) [u](other/) [v](.)"),
                ("s/sub/a.md", "# First\n[x](..) [y](../) [z](.) [u](../other/..)"),
                ("s/sub/Readme.md", "# Sub\n## B"),
                ("s/other/z.md", "# Z\n[x](../..)"),
            ],
            "x→#sub y→#sub z→#b u→#z v→#a\nx→#a y→#a z→#sub u→#a\nx→∅\n! 3:4 dangling-link \n",
        ),
        (
            "indices by all their names",
            &[
                (
                    "s/a.md",
                    "# A\n[x](sub/index.html) [y](sub/index.md#b) [z](sub/README.html) [u](index.html)",
                ),
                ("s/sub/index.markdown", "# Sub\n## B"),
            ],
            "x→#sub y→#b z→#sub u→#a\n",
        ),
        (
            "from the root",
            &[
                ("s/a.md", "# A\n[x](/sub/b.html) [y](/sub/) [z](/s/sub/b.md) [u](/index.html) [v](/)"),
                ("s/sub/b.md", "# B\n[x](/a.html) [y](/a) [z](/no.html)"),
            ],
            "x→#b y→#b z→#b u→#a v→#a\nx→#a y→#a z→∅\n! 1:4 dangling-link \n",
        ),
        (
            "pages without an ending",
            &[("a.md", "# A\n[x](b) [y](b/) [z](b/#c)"), ("b.txt", "# B"), ("b.md", "# B\n## C")],
            "x→#b-1 y→#b-1 z→#c\n",
        ),
        (
            "a file of this name elsewhere",
            &[
                ("a.md", "# A\n[x](b.md) [y](std/x.html) [z](my%20c.md)"),
                ("s/b.md", "# B"),
                ("s/My C.md", "# C"),
            ],
            "x→∅ y→∅ z→∅\n! 0:4 dangling-link did you mean `s/b.md`?\n! 0:4 dangling-link \n! 0:4 dangling-link did you mean `s/My%20C.md`?\n",
        ),
        (
            "a name of one letter is near to none",
            &[("a.md", "# A\n[x](x.md) [y](../std/x.html)"), ("b.md", "# B"), ("c.md", "# C")],
            "x→∅ y→∅\n! 0:4 dangling-link \n! 0:4 dangling-link \n",
        ),
        (
            "an anchor of another file",
            &[("s/a.md", "# A\n[x](b.md#c)"), ("s/b.md", "# B"), ("s/t/c.md", "# C")],
            "x→∅\n! 0:4 dangling-link did you mean `t/c.md#c`?\n",
        ),
        ("above the root", &[("a.md", "# A\n[x](../../etc/passwd)")], "x→∅\n! 0:4 dangling-link \n"),
        ("no destination", &[("a.md", "# A\n[x]()")], "x→∅\n! 0:4 dangling-link \n"),
        ("no text", &[("a.md", "# A\n[](#a)")], "A→#a\n"),
        ("no text to refer to", &[("a.md", "# A\n[](https://example.org)")], "→∅\n! 0:4 empty-link \n"),
        (
            "unsafe",
            &[("a.md", "# A\n[x](JavaScript:alert%281%29) [y](file:///etc)")],
            "x→∅ y→∅\n! 0:4 unsafe-link \n! 0:4 unsafe-link \n",
        ),
    ] {
        assert_eq!(links(files), expected, "{name}");
    }
}

#[test]
fn notes_count_by_chapter_from_their_first_call() {
    for (text, expected) in [
        ("# A\nx[^1] y[^0]\n# B\nz[^2] x[^1]\n[^0]: a\n[^1]: b\n[^2]: c", "x^1 y^2\nz^1 x^2\n"),
        ("# A[^0]\nx[^0]\n[^0]: a", "A^1\nx^1\n"),
        ("# A\n## B\nx[^0]\n## C\ny[^1]\n[^0]: a\n[^1]: b", "x^1\ny^2\n"),
        ("# A\nx[^0] y[^2]\n[^0]: see[^1]\n[^1]: see[^0]\n[^2]: c", "x^1 y^3\nsee^2\nsee^1\n"),
        ("# A\nx[^7]", "x^?\n"),
        ("# A\n> x[^0]\n[^0]: a\n[^1]: never", "x^1\n"),
    ] {
        assert_eq!(links(&[("a.md", text)]), expected, "{text}");
    }
    let text = "# A\nx[^1] y[^0]\n# B\nz[^2] x[^1]\n[^0]: a\n[^1]: see[^0]\n[^2]: c";
    for (openers, expected) in [
        (Openers::Page, "x^1 y^2\nz^1 x^2\nsee^2\nsee^3\n"),
        (Openers::Recto, "x^1 y^2\nz^1 x^2\nsee^2\nsee^3\n"),
        (Openers::RunOn, "x^1 y^2\nz^3 x^4\nsee^2\nsee^5\n"),
        // Chapters of a line run on.
        (Openers::Auto, "x^1 y^2\nz^3 x^4\nsee^2\nsee^5\n"),
    ] {
        let options = Options { openers, ..Options::default() };
        assert_eq!(links_by(&[("a.md", text)], &options), expected, "{openers:?}");
    }
    let (document, _) =
        made(&[("a.md", "# A\nx[^1] y[^0]\n[^0]: a\n[^1]: b\n[^2]: never")], &Options::default());
    let order: Vec<(u32, u32)> = document.notes.iter().map(|note| (note.id.index, note.number)).collect();
    assert_eq!(order, [(1, 1), (0, 2)]);
}

#[test]
fn what_is_repeated_has_names_of_its_own_and_a_bound() {
    let long = "word ".repeat(100_000);
    let chapters: String = (0..30).map(|chapter| format!("# C{chapter}\nx[^0]\n")).collect();
    let (document, _) = made(&[("a.md", &format!("{chapters}[^0]: {long}"))], &Options::default());
    // Of a note of half a million letters three copies are made; all further calls lead to the first.
    assert_eq!(document.notes.len(), 4);
    let names: std::collections::BTreeSet<_> = document.notes.iter().map(|note| note.id).collect();
    let blocks: std::collections::BTreeSet<_> = document.notes.iter().map(|note| note.blocks[0].id).collect();
    assert_eq!((names.len(), blocks.len()), (4, 4));
    assert_eq!(document.first_calls().len(), 4);
}

#[test]
fn sections_are_numbered_by_depth() {
    let text = "pre\n# P {.frontmatter}\n# A\n## B\n## C {.unnumbered}\n### D\n## E\n# F {.unnumbered}\n# G";
    let options = Options { number_sections: Some(true), ..Options::default() };
    let expected = "(no heading) #section (1)\nP #p Front (0)\n1 A #a (0)\n  1.1 B #b (0)\n  C #c (0)\n    D #d (0)\n  1.2 E #e (0)\nF #f (0)\n2 G #g (0)\n";
    assert_eq!(outline(&made(&[("a.md", text)], &options).0), expected);
}

#[test]
fn anchors_name_the_blocks_they_stand_at() {
    let (document, _) = made(&[("a.md", "text\n# A\n> # Inner")], &Options::default());
    let found: Vec<(&str, u32)> =
        document.anchors.iter().map(|(name, at)| (name.as_str(), at.index)).collect();
    assert_eq!(found, [("a", 1), ("inner", 1002), ("section", 0)]);
}

#[test]
fn images_without_alternative_text_are_reported() {
    for (text, expected) in [
        (
            "![](here.png)",
            "! 0:0 missing-alt write what it shows: `![…](…)`; mark a purely decorative one with `![](…){.decorative}`\n",
        ),
        (
            "x ![ ](gone.png)",
            "! 0:0 missing-alt write what it shows: `![…](…)`; mark a purely decorative one with `![](…){.decorative}`\n",
        ),
        (
            "m[^0]\n[^0]: ![](here.png) x",
            "! 0:6 missing-alt write what it shows: `![…](…)`; mark a purely decorative one with `![](…){.decorative}`\n",
        ),
        ("![a cat](gone.png)", ""),
    ] {
        assert_eq!(made(&[("a.md", text)], &Options::default()).1, expected, "{text}");
    }
}

#[test]
fn broken_links_cost_no_quadratic_time() {
    let lines = |index: usize| format!("# Heading number {index}\n[x](#headnig-numbr-{index}x)\n");
    let text: String = (0..3000).map(lines).collect();
    let (_, said) = made(&[("a.md", &text)], &Options::default());
    assert_eq!(said.lines().count(), 3000);
}
