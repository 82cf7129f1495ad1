//! Blocks as XHTML.

use super::{ChapterWriter, code_direction, heading_name};
use crate::document::content::is_blank;
use crate::document::text::{Run, runs};
use crate::document::{
    Block, BlockKind, Definition, Delimiter, Direction, Figures, Inline, List, ListItem, Listing, Numbers,
    Verse, Word, running,
};

impl ChapterWriter<'_, '_> {
    pub(super) fn block(&mut self, block: &Block) {
        self.begin(block.id);
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let (direction, words) =
                    running(inlines).map_or((None, &inlines[..]), |(way, words)| (Some(way), words));
                self.paragraph(words, direction);
            }
            BlockKind::InnerHeading { heading, anchor, .. } => self.inner_heading(anchor, &heading.content),
            BlockKind::Quote(blocks) => self.quote(blocks),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions(entries) => self.definitions(block, entries),
            BlockKind::Code(listing) => self.listing(listing),
            BlockKind::Verse(verse) => self.verse(block, verse),
            BlockKind::Image(image) => self.lone_image(image),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Formula { formula, number } => self.display(formula, number.as_deref()),
            BlockKind::Float(float) => self.float(block, float),
            BlockKind::Group(group) => self.group(group),
            BlockKind::Break => {
                self.flush();
                self.ids_before();
                self.open("hr").void();
            }
            BlockKind::PageBreak(_) => {
                self.flush();
                self.other_ids();
            }
        }
        self.markup.line();
    }

    fn paragraph(&mut self, inlines: &[Inline], direction: Option<Direction>) {
        self.open("p");
        self.markup.attr_if("dir", direction.map(Direction::as_str));
        self.other_ids();
        self.mark_here();
        self.inlines(inlines);
        self.flush();
        self.markup.end();
    }

    /// One level below the section, whatever level the manuscript gave it: levels may not skip.
    fn inner_heading(&mut self, anchor: &str, inlines: &[Inline]) {
        let id = self.book.place(anchor).map(|place| place.id.as_str());
        self.flush();
        // Assistive technology would stop at nothing; what leads there still does.
        if is_blank(inlines) {
            self.markup.start("span").attr_if("id", id).end();
            return self.other_ids();
        }
        // The head of a row or a column is one already, and holds no other (HTML, 4.9.10).
        let name = if self.in_name { "p" } else { heading_name(self.level.saturating_add(1)) };
        self.markup.start(name).attr_if("id", id).attr("class", "inner");
        self.other_ids();
        self.inlines(inlines);
        self.markup.end();
    }

    fn quote(&mut self, blocks: &[Block]) {
        self.flush();
        self.open("blockquote").line();
        self.other_ids();
        blocks.iter().for_each(|block| self.block(block));
        self.markup.end();
    }

    fn list(&mut self, list: &List) {
        self.flush();
        if list.items.is_empty() {
            return self.other_ids();
        }
        self.ids_before();
        self.open(if list.numbers.is_some() { "ol" } else { "ul" });
        let spacing = if list.tight { "tight" } else { "loose" };
        match &list.numbers {
            Some(numbers) => self.numbers(numbers, list.items.len(), spacing),
            None => _ = self.markup.attr("class", spacing),
        }
        self.markup.attr_if("dir", list.direction.map(Direction::as_str));
        self.markup.line();
        for item in &list.items {
            self.markup.start("li").attr_if("class", item.task.map(|_| "task"));
            if list.tight {
                self.lend_id(&item.blocks);
            }
            self.task_mark(item);
            self.item(&item.blocks, list.tight);
            self.markup.end().line();
        }
        self.markup.end();
    }

    /// How the items of a list are numbered. What stands around a number, HTML leaves to the style.
    fn numbers(&mut self, numbers: &Numbers, count: usize, spacing: &str) {
        let implied = if numbers.reversed { count as i64 } else { 1 };
        let start = (numbers.first != implied).then(|| numbers.first.to_string());
        self.markup.attr_if("reversed", numbers.reversed.then_some("reversed"));
        let kind = match numbers.figures {
            Figures::Decimal => None,
            Figures::LowerLatin => Some("a"),
            Figures::UpperLatin => Some("A"),
            Figures::LowerRoman => Some("i"),
            Figures::UpperRoman => Some("I"),
        };
        let class = match numbers.delimiter {
            Delimiter::Period => spacing.to_owned(),
            Delimiter::Parenthesis => format!("{spacing} parenthesis"),
            Delimiter::Parentheses => format!("{spacing} parentheses"),
        };
        self.markup.attr_if("start", start.as_deref()).attr_if("type", kind).attr("class", &class);
    }

    /// An item of a tight list holds its text directly; a second paragraph after a first would
    /// run into it and stays a paragraph. Lines that run another way than the list begin at its bullets all the same.
    fn item(&mut self, blocks: &[Block], tight: bool) {
        let mut after_text = false;
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) if tight && !after_text => {
                    self.begin(block.id);
                    self.other_ids();
                    self.inlines(inlines);
                    self.flush();
                    after_text = true;
                }
                BlockKind::Paragraph(inlines) => {
                    self.begin(block.id);
                    self.paragraph(inlines, None);
                    self.markup.line();
                    after_text = true;
                }
                _ => {
                    self.block(block);
                    after_text = false;
                }
            }
        }
    }

    /// The box of a task, with its state in words for those who do not see it.
    fn task_mark(&mut self, item: &ListItem) {
        let Some(done) = item.task else { return };
        let (mark, state) = if done { ("☑", Word::Done) } else { ("☐", Word::Open) };
        let state = self.book.words.get(state);
        self.markup.start("span").attr("role", "img").attr("aria-label", state);
        self.markup.text_end(mark).text(" ");
    }

    /// The marks of the pages that begin within terms stand before those: at the end of the details
    /// above, or before the list.
    fn definitions(&mut self, block: &Block, entries: &[Definition]) {
        let terms = runs(block);
        self.ids_before();
        self.mark_before(end_of_terms(entries, &terms));
        self.open("dl").line();
        for (index, (entry, &term)) in entries.iter().zip(&terms).enumerate() {
            self.markup.start("dt");
            self.words_id(term.inlines);
            self.run(term);
            self.markup.end().line();
            // The details are blocks with marks of their own; the terms' are still to come.
            let own = self.pages;
            for (details, left) in entry.details.iter().zip((0..entry.details.len()).rev()) {
                self.markup.start("dd");
                self.lend_id(details);
                self.item(details, true);
                self.pages = own;
                if left == 0 {
                    self.mark_before(end_of_terms(&entries[index + 1..], &terms[index + 1..]));
                }
                self.markup.end().line();
            }
        }
        self.markup.end();
    }

    fn listing(&mut self, listing: &Listing) {
        let language = listing.language.as_deref().and_then(|language| language.split_whitespace().next());
        // The class that HTML suggests for it (the element `code`).
        let class = language.map(|language| format!("language-{language}"));
        self.open("pre");
        self.markup.attr_if("dir", code_direction(self.book));
        self.other_ids();
        self.markup.start("code").attr_if("class", class.as_deref());
        for (range, class) in listing.parts(0..listing.text.len()) {
            // A page is marked before the token that it begins with, not within it.
            self.offset = range.start;
            self.mark_here();
            if let Some(class) = class {
                self.markup.start("span").attr("class", &format!("tok-{}", class.as_str()));
            }
            self.text(&listing.text[range], Self::plain);
            if class.is_some() {
                self.markup.end();
            }
        }
        self.flush();
        self.markup.end().end();
    }

    /// One of the sequences of inlines of a block.
    pub(super) fn run(&mut self, run: Run) {
        self.offset = run.start;
        self.inlines(run.inlines);
    }

    /// Every line is a paragraph, so that reading systems without our style sheet keep it.
    fn verse(&mut self, block: &Block, verse: &Verse) {
        self.open("div").attr("class", "verse").line();
        self.other_ids();
        let mut runs = runs(block).into_iter();
        for stanza in &verse.stanzas {
            self.markup.start("div").attr("class", "stanza").line();
            for (line, run) in stanza.iter().zip(&mut runs) {
                self.markup.start("p").attr("class", "line");
                let indent = self.indent_style(line.indent);
                self.markup.attr_if("style", indent.as_deref());
                self.run(run);
                self.mark_here();
                self.markup.end().line();
            }
            self.markup.end().line();
        }
        self.flush();
        self.markup.end();
    }

    /// How far a line of verse is set in: half an em for each of its columns. The side is named, since
    /// not all reading systems know the start of a line.
    fn indent_style(&self, indent: u16) -> Option<String> {
        let side = match self.book.direction {
            Direction::RightToLeft => "right",
            _ => "left",
        };
        let half = if indent % 2 == 1 { ".5" } else { "" };
        (indent > 0).then(|| format!("margin-{side}:{}{half}em", indent / 2))
    }
}

/// Where the terms end that stand before the first details.
fn end_of_terms(entries: &[Definition], terms: &[Run]) -> usize {
    let last = entries.iter().position(|entry| !entry.details.is_empty());
    last.and_then(|last| terms.get(last + 1)).map_or(usize::MAX, |next| next.start)
}
