//! What stands at a marker: divisions, line blocks, page breaks.

use super::attributes::report_unread;
use super::dialect::Dialect;
use super::events::Events;
use super::mask::{Marker, Masked, Opening};
use super::places::Places;
use super::theorem;
use super::title::read_line;
use crate::document::{BlockKind, Inline, Listing, Verse, language_tag};
use crate::reader::build::{Attributes, Builder, Conventions, Division, Inherited, Kind, NewPage};
use std::ops::Range;

/// What divisions are called among elements that may be left open; no tag of HTML is.
const DIVISION: &str = ":::";

/// The attributes of a division that are read.
const READ: [&str; 6] = ["lang", "dir", "align", "title", "summary", "name"];

/// The same of the parts of one.
const PART: &str = ":::part";

impl Events<'_, '_> {
    /// Reads what stands at a marker.
    pub(super) fn marker(&mut self, marker: &Marker, masked: &Masked<'_>, range: Range<usize>) {
        match marker {
            Marker::Opens(opening) => self.open_division(opening, &range),
            Marker::Closes(count) => {
                (0..*count).for_each(|_| _ = self.build.close_within(&[DIVISION], &[]));
            }
            Marker::LineBlock(lines) => self.line_block(lines, range),
            Marker::Code { language, lines } => self.marked_code(language.clone(), lines, masked, range),
            Marker::Table(lines) => self.drawn_table(&masked.lines(lines)),
            Marker::Anchor(id) => self.build.anchor(Some(id), range),
            Marker::AnchorAbove(id) => self.build.anchor_above(id, range),
            Marker::Matter(matter) => self.build.matter(*matter),
            Marker::Callout(opening) => self.make_callout(opening, &range),
            Marker::Attributes(attributes) => {
                self.build.anchor(attributes.id.as_deref(), range);
                self.ahead = Some(attributes.clone());
            }
            Marker::Title(title) => self.title_division(title, &range),
            Marker::Tab(title) => self.open_tab(title, &range),
            Marker::Within(class) => self.open_part(class, Vec::new(), &range),
            // It stands at a heading, not at a break.
            Marker::Part(_) => {}
            Marker::PageBreak(side) => self.build.push_page_break(NewPage { side: *side, range }),
        }
    }

    /// A division is a notice where its name or a class says so.
    fn open_division(&mut self, opening: &Opening, range: &Range<usize>) {
        let kind = match self.kind_in_dialect(opening, range) {
            Some(kind) => kind,
            None => self.kind_of(opening, range),
        };
        let lang = opening.attributes.value("lang").and_then(language_tag);
        let direction = opening.attributes.direction(self.build.source_behind(range.end));
        if !self.markdown.options.dialect.is_of_another_tool() {
            let has_read_style = opening.attributes.rules_beyond(&["text-align"]).is_empty();
            let is_read = |name: &str| {
                READ.contains(&name) || name.ends_with("-format") || name == "style" && has_read_style
            };
            let span = self.build.span(range.clone());
            report_unread(&opening.attributes, is_read, span, self.build);
        }
        let said = Inherited { lang, alignment: opening.attributes.alignment(), direction };
        self.build.open_element(DIVISION, kind, said, range);
        // Only now: what says its language or alignment is around it, and is no block to refer to.
        if let Some(id) = opening.attributes.id.as_deref().filter(|id| !id.trim().is_empty()) {
            let id = self.build.clean(id, range.clone());
            let bookdown = theorem::label_of_bookdown(&opening.attributes, self.markdown.options.dialect);
            bookdown.into_iter().for_each(|label| self.build.name_part(label, range));
            self.build.name_part(id, range);
        }
        self.show_image(opening, range);
        if let Some(part) = opening.attributes.value("part").filter(|_| self.is_of_myst()) {
            self.open_part(part, Vec::new(), range);
        }
    }

    fn is_of_myst(&self) -> bool {
        self.markdown.options.dialect == Dialect::Myst
    }

    fn open_tab(&mut self, title: &str, range: &Range<usize>) {
        let title = self.line_of_words(title, range);
        self.open_part("tab", title, range);
    }

    /// A part of a division ends the one before it.
    fn open_part(&mut self, class: &str, title: Vec<Inline>, range: &Range<usize>) {
        self.build.close_within(&[PART], &[DIVISION]);
        let classes = vec![class.to_owned()];
        let kind = Kind::Division(Division { classes, title, ..Division::default() });
        self.build.open_element(PART, kind, Inherited::default(), range);
    }

    /// Opens a quotation of which a mark says what it is.
    pub(super) fn open_quote(&mut self, opening: &Opening, range: Range<usize>) {
        self.build.end_implicit();
        self.build.leave_table();
        self.build.anchor(opening.attributes.id.as_deref(), range.clone());
        let kind = self.kind_of(opening, &range);
        self.build.open_container(kind, range);
    }

    /// Makes a notice of the quotation that is open.
    fn make_callout(&mut self, opening: &Opening, range: &Range<usize>) {
        self.build.anchor(opening.attributes.id.as_deref(), range.clone());
        let kind = self.kind_of(opening, range);
        if let Some(open @ Kind::Quote) = self.build.innermost() {
            *open = kind;
        }
    }

    /// A division whose title stands in it.
    fn title_division(&mut self, written: &str, range: &Range<usize>) {
        let words = self.line_of_words(written, range);
        match self.build.innermost() {
            Some(Kind::Alert(_, title) | Kind::Collapsible(title)) if title.is_empty() => *title = words,
            Some(Kind::Division(division)) if division.title.is_empty() => division.title = words,
            _ => self.build.push_block(BlockKind::Paragraph(words), range.clone()),
        }
    }

    /// What an opening makes of the blocks that it holds.
    fn kind_of(&mut self, opening: &Opening, range: &Range<usize>) -> Kind {
        let attributes = &opening.attributes;
        let title = match opening.title.is_empty() {
            true => {
                // Quarto gives theorems a name.
                let name =
                    attributes.value("name").filter(|_| self.markdown.options.dialect == Dialect::Quarto);
                attributes.value("title").or(attributes.value("summary")).or(name).unwrap_or_default()
            }
            false => &opening.title,
        };
        let title = self.line_of_words(title, range);
        // What solves an exercise is often folded away, and says what it is all the same.
        let theorem = theorem::of(attributes, self.markdown.options.dialect);
        match attributes.alert() {
            Some(alert) => Kind::Alert(alert, title),
            None if attributes.has_class(&["details"]) && theorem.is_none() => Kind::Collapsible(title),
            None => {
                let (classes, alignment) = (attributes.classes.clone(), attributes.alignment());
                let lang = attributes.value("lang").and_then(language_tag);
                let direction = attributes.direction(self.build.source_behind(range.end));
                // An aside of Leanpub is no place for a chapter to begin; words in the middle may be its title.
                let apart =
                    self.markdown.options.dialect == Dialect::Leanpub && !attributes.has_class(&["center"]);
                let apart = apart || theorem.is_some();
                let division = Division { classes, lang, direction, alignment, ..Division::default() };
                Kind::Division(Division { title, apart, theorem, ..division })
            }
        }
    }

    /// Code between marks of another tool, as it is written.
    fn marked_code(
        &mut self,
        language: Option<String>,
        lines: &[Range<usize>],
        masked: &Masked<'_>,
        range: Range<usize>,
    ) {
        let lines: Vec<&str> = lines.iter().map(|line| masked.written(line)).collect();
        let text = self.build.clean(&lines.join("\n"), range.clone());
        let listing = Listing { language, text, ..Listing::default() };
        self.build.push_listing(listing, &Attributes::default(), range);
    }

    /// A line of Markdown that stands apart: a title, a caption.
    pub(super) fn line_of_words(&mut self, written: &str, range: &Range<usize>) -> Vec<Inline> {
        let words = read_line(written.trim(), range, self.build, self.markdown, |_| true);
        self.markdown.content(words, self.build)
    }

    /// Lines of verse, each of them Markdown.
    fn line_block(&mut self, lines: &[Range<usize>], range: Range<usize>) {
        let lines: Vec<Vec<Inline>> = lines.iter().map(|line| self.line_of_verse(line)).collect();
        self.build.push_block(BlockKind::Verse(Verse::of_lines(lines)), range);
    }

    /// A line with the blanks that set it in.
    fn line_of_verse(&mut self, line: &Range<usize>) -> Vec<Inline> {
        let place = self.places.range(line.clone(), 0);
        let written = self.markdown.source.text.get(place.clone()).unwrap_or_default();
        let words = self.line_of_words(written, &place);
        let blanks = &written[..written.len() - written.trim_start().len()];
        let indent = Inline::text(blanks, self.build.span(place));
        let indent = (!blanks.is_empty()).then_some(indent);
        indent.into_iter().chain(words).collect()
    }
}

/// Names what was found and is not read, and hands over what formulas are to know.
pub(super) fn report(masked: &Masked<'_>, places: &Places, build: &mut Builder<'_>) {
    let place = |range: &Range<usize>| places.range(range.clone(), 0);
    for (kind, range) in &masked.foreign {
        let span = build.span(place(range));
        build.report.foreign(*kind, masked.written(range), span);
    }
    masked.definitions.iter().for_each(|range| build.define(masked.written(range), place(range)));
}
