//! Where a text holds marks of other dialects.

mod citations;
mod embedded;
mod emoji;
mod lines;
mod mdx;
mod tex;
mod words;

use super::dialect::{self, Dialect, Options};
use super::mask::{Hidden, Terrain};
use crate::reader::foreign::Foreign;
use citations::Citations;
pub(super) use lines::is_ruler;
pub(super) use mdx::begins_as_mdx;
use std::ops::Range;

/// What words may hold that is looked into by others.
pub(super) struct Ground<'t> {
    pub(super) terrain: &'t Terrain,
    /// In the order of the text.
    pub(super) formulas: &'t [Range<usize>],
}

impl Ground<'_> {
    /// Whether a place lies in a formula.
    pub(super) fn is_formula(&self, at: usize) -> bool {
        holding(self.formulas, at).is_some()
    }
}

/// Whether a text may hold marks that begin with other signs than `\\`, `@`, `{` and a dollar.
pub(super) fn may_stand_in(text: &str) -> bool {
    ["==", "++", "^^", "%%", "<%", "[[", words::OPENS_DATA].iter().any(|mark| text.contains(mark))
        || text.match_indices(':').any(|(at, _)| words::short_name(&text[at..], None).is_some())
        || text.match_indices("](").any(|(at, _)| words::spaced_address(text, at, &(0..text.len())).is_some())
        || text.match_indices("] (").any(|(at, _)| words::parted_link(text, at, &(0..text.len())).is_some())
        || text.lines().any(|line| {
            let words = line.trim_start_matches([' ', '\t', '>']);
            lines::kind(words, true).is_some()
        })
}

/// Looks for marks of dialects in runs of words. Those that are meant for another program are kept from
/// the parser.
pub(super) fn find(
    text: &str,
    runs: &[Range<usize>],
    ground: &Ground<'_>,
    options: Options,
    hidden: &mut Hidden,
) {
    let reads_embeds = options.dialect == Dialect::Obsidian && dialect::has_wiki_links(text);
    let search = Search { text, ground, options, citations: Citations::of(text), reads_embeds };
    for run in runs {
        search.run(run, hidden);
    }
}

struct Search<'t> {
    text: &'t str,
    ground: &'t Ground<'t>,
    options: Options,
    citations: Citations<'t>,
    /// What is embedded is shown as a link of a wiki, which has to be read for sure: masks take away nothing of
    /// what lets it be.
    reads_embeds: bool,
}

/// Whether marks among words, or their second parts, begin with a byte: a book has a million of them to be
/// looked at.
fn is_start(byte: u8) -> bool {
    matches!(byte, b'{' | b'\\' | b'@' | b'!' | b'=' | b'+' | b'^' | b'%' | b':' | b'<' | b'`' | b'[' | b']')
}

impl Search<'_> {
    fn run(&self, run: &Range<usize>, hidden: &mut Hidden) {
        let text = self.text;
        if let Some(kind) = lines::whole(&text[run.clone()]) {
            return hidden.foreign(kind, run.clone());
        }
        let lines = self.lines(run, hidden);
        let mut at = run.start;
        let mut done = run.start;
        let next = |at: usize| text.as_bytes()[at..run.end].iter().position(|&byte| is_start(byte));
        while let Some(found) = next(at) {
            let start = at + found;
            at = start + 1;
            if let Some(end) = self.passed_over(start, done, &lines) {
                at = end.clamp(at, run.end.max(at));
                continue;
            }
            if text.as_bytes()[start] == b'\\'
                && !text[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic())
            {
                // What is escaped is no mark.
                at = text.ceil_char_boundary(start + 2).min(run.end);
                continue;
            }
            let Some((kind, range)) = self.mark_at(start, run) else { continue };
            at = range.end.max(at);
            done = at;
            if self.options.hidden_lines && is_of_mdbook(&text[range.clone()]) {
                continue;
            }
            if kind == Foreign::Embed && self.reads_embeds {
                embedded::show(text, &range, hidden);
                hidden.foreign(Foreign::Embedded, range);
                continue;
            }
            if kind == Foreign::TexDefinition && self.is_read(&range) {
                hidden.definition(range);
                continue;
            }
            hide(kind, &range, hidden);
            hidden.foreign(kind, range);
        }
    }

    /// Whether formulas know a definition of TeX: pandoc hands those of the text to them (its manual,
    /// "Extension: latex_macros").
    fn is_read(&self, definition: &Range<usize>) -> bool {
        self.options.dialect.is_of_pandoc() && tex::is_whole_definition(&self.text[definition.clone()])
    }

    /// Names the lines of a run that are marks, and says where they stand.
    fn lines(&self, run: &Range<usize>, hidden: &mut Hidden) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = run.start;
        for line in self.text[run.clone()].split_inclusive('\n') {
            let words = line.trim_start_matches([' ', '\t', '>']);
            let start = at + line.len() - words.len();
            let words = words.trim_end();
            let range = start..start + words.len();
            if let Some(kind) = lines::kind(words, at == run.start)
                && self.passed_over(start, start, &[]).is_none()
            {
                hide(kind, &range, hidden);
                hidden.foreign(kind, range.clone());
                found.push(range);
            }
            at += line.len();
        }
        found
    }

    /// Where code, an address, a formula or a line ends that holds a place. What begins within a mark,
    /// before `done`, is no formula.
    fn passed_over(&self, at: usize, done: usize, lines: &[Range<usize>]) -> Option<usize> {
        // A link of reStructuredText is code with a sign behind it.
        let is_link = || words::rest_link(self.text, self.ground.terrain.opaque_at(at), at).is_some();
        let opaque = self.ground.terrain.opaque_at(at).filter(|_| !is_link());
        let formula = holding(self.ground.formulas, at).filter(|formula| formula.start >= done);
        // A shortcode may hold what looks like a tag, but does not begin in one.
        opaque.or(formula).or_else(|| holding(lines, at)).map(|range| range.end)
    }

    /// A mark of MDX, where the text is some.
    fn mdx(&self, find: impl FnOnce() -> Option<usize>) -> Option<(Foreign, usize)> {
        if self.options.is_mdx { find().map(|length| (Foreign::Mdx, length)) } else { None }
    }

    /// The mark of a dialect that begins at a place within a run.
    fn mark_at(&self, start: usize, run: &Range<usize>) -> Option<(Foreign, Range<usize>)> {
        let text = self.text;
        let rest = &text[start..text.floor_char_boundary(run.end.min(start + LONGEST))];
        let before = text[run.start..start].chars().next_back();
        let (kind, length) = match rest.as_bytes() {
            [b'{', ..] => words::braces(rest).or_else(|| self.mdx(|| mdx::expression(rest)))?,
            [b'<', letter, ..] if letter.is_ascii_alphabetic() => self.mdx(|| mdx::tag(rest))?,
            [b'!', b'[', b'[', ..] => (Foreign::Embed, words::embed(rest)?),
            [b'\\', ..] => tex::command(rest, before, start == run.start && rest.len() == run.len())?,
            [b'@', ..] => return self.citations.at(text, start, run),
            [b'=', b'=', ..] => (Foreign::Highlighted, words::highlighted(rest, before)?),
            [b'^', b'^', ..] => (Foreign::Inserted, words::pair(rest, before, "^^")?),
            [b'+', b'+', ..] => (Foreign::Inserted, words::inserted(rest, before)?),
            [b'%', b'%', ..] => (Foreign::PercentComment, words::percent_comment(rest, before)?),
            [b':', ..] => words::short_name(rest, before)?,
            [b'<', b'%', ..] => (Foreign::Template, rest.find("%>")? + 2),
            [b'`', ..] => {
                (Foreign::Rest, words::rest_link(text, self.ground.terrain.opaque_at(start), start)?)
            }
            [b'[', b'[', ..] => (Foreign::OpenWikiLink, words::wiki_link(rest, before)?),
            [b']', b'(', ..] if rest.starts_with(words::OPENS_DATA) => {
                return Some((Foreign::SpacedData, words::spaced_data(text, start, run)?));
            }
            [b']', b'(', ..] => {
                return Some((Foreign::SpacedAddress, words::spaced_address(text, start, run)?));
            }
            [b']', b' ', b'(', ..] => {
                return Some((Foreign::PartedLink, words::parted_link(text, start, run)?));
            }
            _ => return None,
        };
        // A mark of two parts does not end in code.
        let is_pair = matches!(kind, Foreign::Highlighted | Foreign::Inserted | Foreign::PercentComment);
        let ends_in_code = is_pair && self.ground.terrain.opaque_at(start + length - 1).is_some();
        (!ends_in_code).then_some((kind, start..start + length))
    }
}

/// No mark is longer, in bytes.
const LONGEST: usize = 1_000;

/// The range among some, in their order, that holds a place.
fn holding(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let after = ranges.partition_point(|range| range.start <= at);
    ranges[..after].last().filter(|range| range.contains(&at))
}

/// Keeps a mark from the parser where that would read something in it.
fn hide(kind: Foreign, range: &Range<usize>, hidden: &mut Hidden) {
    match kind {
        Foreign::Shortcode
        | Foreign::Template
        | Foreign::Include
        | Foreign::Mdx
        | Foreign::SpacedData
        | Foreign::TexDefinition => hidden.code(range.clone()),
        // The parser would look for an image, a link or struck words.
        Foreign::Embed | Foreign::Change | Foreign::Comment => hidden.text(range.clone()),
        _ => {}
    }
}

/// Whether mdBook's own mark is left in a chapter: it was escaped, or it has been said what is wrong
/// with it.
fn is_of_mdbook(mark: &str) -> bool {
    const NAMES: [&str; 5] = ["include", "rustdoc_include", "playground", "playpen", "title"];
    let name = mark.strip_prefix("{{#").unwrap_or_default();
    NAMES.contains(&name.split([' ', '}']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_dialects_are_found() {
        let mut faults = Vec::new();
        for (text, expected) in [
            (
                "a {{< figure src=\"x.png\" >}} b {{% tip %}}",
                "Shortcode {{< figure src=\"x.png\" >}}, Shortcode {{% tip %}}",
            ),
            ("Text with {{ page.title }} and {% raw %}a", "Template {{ page.title }}, Template {% raw %}"),
            ("`{{ code }}` and \\{{ escaped", ""),
            ("{: .class}", "Kramdown {: .class}"),
            ("see {doc}`a` and {x} `b`", "Role {doc}"),
            // Whether links of a wiki are read is seen when all is masked.
            ("![[Note#Part]] and ![[a.png]]", "Embed ![[Note#Part]], OpenWikiLink [[a.png]]"),
            ("\\emph{words} in C:\\Users\\me and \\ref{a}", "TexCommand \\emph{words}"),
            ("\\maketitle", "TexCommand \\maketitle"),
            (
                "[@knuth84, p. 3] and @knuth84 by @ann, a@b.org",
                "Citation [@knuth84, p. 3], Citation @knuth84",
            ),
            ("[see @doe99; -@roe] [x](mailto:a@b.c)", "Citation [see @doe99; -@roe]"),
            ("as @fig-mill shows", "CrossReference @fig-mill"),
            ("T> Warm the pot.", "Aside T> Warm the pot."),
            ("{blurb, class: tip}", "Markua {blurb, class: tip}"),
            ("!!! note \"Title\"", "Admonition !!! note \"Title\""),
            ("[TOC]", "Contents [TOC]"),
            ("a ==b c== and ++d++, %%e%%", "Highlighted ==b c==, Inserted ++d++, PercentComment %%e%%"),
            ("C++ and D++, a == b == c, ++i; ++j, 100%% and 50%%, i++ or j++", ""),
            ("a==b==c, ====, == x ==, x ++ y ++ z", ""),
            ("*[HTML]: Hypertext", "Abbreviation *[HTML]: Hypertext"),
            ("=== \"Tab\"", "Tab === \"Tab\""),
            ("--8<-- \"a.md\"", "Include --8<-- \"a.md\""),
            ("Words\n+++\nmore", "CellBreak +++"),
            ("#| echo: false", "CellOption #| echo: false"),
            ("@smith and @roe, as [@smith] has it", "Citation @smith, Citation [@smith]"),
            ("thanks @msrd0, @rs017991, @JustForFun88, as @est31 says", ""),
            (
                "as @Doe2020a and (@roe1999) say, @knuth84 too, to a@b99.org",
                "Citation @Doe2020a, Citation @roe1999, Citation @knuth84",
            ),
            ("{::nomarkdown}", "KramdownExtension {::nomarkdown}"),
            ("[the stones]({% link _posts/stones.md %})", "Template {% link _posts/stones.md %}"),
            ("{::comment}a{:/comment}", "Comment {::comment}, Comment {:/comment}"),
            ("- TOC\n{:toc}", "Contents {:toc}"),
            ("\\noindent Text and {\\it so}, C:\\item\\x", "TexCommand \\noindent, TexCommand {\\it so}"),
            (":smile: at 10:30: and a:smile: b :nothing: :+1:", "Emoji :smile:, Emoji :+1:"),
            (":ref:`a` and `b <http://x.example>`_", "Rest :ref:, Rest `b <http://x.example>`_"),
            (
                "==> arrow ==> done. <==, a == b, == x ==, a != b, `==`, among {:} words and :material-check: ^^in^^",
                "Emoji :material-check:, Inserted ^^in^^",
            ),
            (
                "![a](data:image/svg+xml;utf8,<svg width=\"1\" x=\"f(2)\"><g/></svg>) b",
                "SpacedData ![a](data:image/svg+xml;utf8,<svg width=\"1\" x=\"f(2)\"><g/></svg>)",
            ),
            (
                "\\newcommand{\\tuple}[1]{\\langle {#1} \\rangle} \\def\\a#1{b}",
                "TexDefinition \\newcommand{\\tuple}[1]{\\langle {#1} \\rangle}, TexDefinition \\def\\a#1{b}",
            ),
            ("[[a]] and [b]](c), x[[i]], [[1]]", "OpenWikiLink [[a]]"),
            ("![a b](c d.png) [e](f.md =5x5)", "SpacedAddress ![a b](c d.png), SpacedAddress [e](f.md =5x5)"),
            ("f(a)[b](c d), [a] (b c), \\[a](b c.d)", ""),
            (
                "[a] (http://b.c), ![d] (e.png) and [f] (g.md#h)",
                "PartedLink [a] (http://b.c), PartedLink ![d] (e.png), PartedLink [f] (g.md#h)",
            ),
            ("[sic] (see 2.3), [1] (p. 3), \\[a] (http://b.c), [] (a.md), `[a] (b.md)`", ""),
            ("#Title", "TightHeading #Title"),
            ("##two words\nmore", "TightHeading ##two words"),
            ("#tag", ""),
            ("#1 of 2", ""),
            ("#Tag #Other", ""),
            ("#MeToo began then.", ""),
            ("Words\n#Title", ""),
            ("| a | b | c |\n|---|--:|\n| 1 | 2 | 3 |", "OtherRuler | a | b | c |\n|---|--:|\n| 1 | 2 | 3 |"),
            ("> a | b\n> ---|---|---", "OtherRuler a | b\n> ---|---|---"),
            ("Words:\na | b \\| c | d\n---|---", "OtherRuler Words:\na | b \\| c | d\n---|---"),
            ("a | b\n- | x", ""),
            (".. note:: A", "Rest .. note:: A"),
            ("... and so on ::", ""),
            ("== Title", "AsciiDoc == Title"),
            ("It is\n= 5 apples\n== five", ""),
            ("#+TITLE: A", "Org #+TITLE: A"),
            ("import A from 'b';", "Mdx import A from 'b';"),
            ("import duties from 'abroad' were paid", ""),
            ("export const a = 1", "Mdx export const a = 1"),
            (
                "{++a++} {--b--} {>>c<<} {# d #} {/* e */}",
                "Change {++a++}, Change {--b--}, Change {>>c<<}, Comment {# d #}, Comment {/* e */}",
            ),
            ("<%= a %> {!b.md!}", "Template <%= a %>, Include {!b.md!}"),
            ("/// note | A\nb\n///", "Admonition /// note | A"),
        ] {
            let terrain = Terrain::of(text);
            let mut hidden = Hidden::default();
            let ground = Ground { terrain: &terrain, formulas: &[] };
            find(text, &terrain.runs, &ground, Options::default(), &mut hidden);
            let found: Vec<String> =
                hidden.found().map(|(kind, range)| format!("{kind:?} {}", &text[range])).collect();
            if found.join(", ") != expected {
                faults.push(format!("{text}: {}", found.join(", ")));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
