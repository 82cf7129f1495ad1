//! Blocks as XHTML.

use super::{ChapterWriter, heading_name};
use crate::document::content::OBJECT;
use crate::document::{Block, BlockKind, ImageRef, Inline, List, Table};

impl ChapterWriter<'_, '_> {
    pub(super) fn block(&mut self, block: &Block) {
        self.begin(block.id);
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.text_block("p", inlines),
            BlockKind::InnerHeading { heading, anchor, .. } => self.inner_heading(anchor, &heading.content),
            BlockKind::Quote(blocks) => self.quote(blocks),
            BlockKind::List(list) => self.list(list),
            BlockKind::Code { language, text } => self.code_block(language.as_deref(), text),
            BlockKind::Verse(lines) => self.verse(lines),
            BlockKind::Figure { image, caption } => self.figure(image, caption),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Break => {
                self.flush();
                self.markup.start("hr").void();
            }
        }
        self.markup.line();
    }

    fn text_block(&mut self, name: &'static str, inlines: &[Inline]) {
        self.markup.start(name);
        self.mark_here();
        self.inlines(inlines);
        self.flush();
        self.markup.end();
    }

    /// One level below the section, whatever level the manuscript gave it: levels may not skip.
    fn inner_heading(&mut self, anchor: &str, inlines: &[Inline]) {
        let id = self.book.place(anchor).map(|place| place.id.as_str());
        self.markup.start(heading_name(self.level.saturating_add(1))).attr_if("id", id);
        self.markup.attr("class", "inner");
        self.inlines(inlines);
        self.flush();
        self.markup.end();
    }

    fn quote(&mut self, blocks: &[Block]) {
        self.flush();
        self.markup.start("blockquote").line();
        blocks.iter().for_each(|block| self.block(block));
        self.markup.end();
    }

    fn list(&mut self, list: &List) {
        self.flush();
        if list.items.is_empty() {
            return;
        }
        let start = list.start.filter(|&start| start != 1).map(|start| start.to_string());
        self.markup.start(if list.start.is_some() { "ol" } else { "ul" }).attr_if("start", start.as_deref());
        self.markup.attr("class", if list.tight { "tight" } else { "loose" }).line();
        for item in &list.items {
            self.markup.start("li");
            self.item(item, list.tight);
            self.markup.end().line();
        }
        self.markup.end();
    }

    /// An item of a tight list holds its text directly; a second paragraph after a first would
    /// run into it and stays a paragraph.
    fn item(&mut self, blocks: &[Block], tight: bool) {
        let mut after_text = false;
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) if tight && !after_text => {
                    self.begin(block.id);
                    self.inlines(inlines);
                    self.flush();
                    after_text = true;
                }
                kind => {
                    self.block(block);
                    after_text = matches!(kind, BlockKind::Paragraph(_));
                }
            }
        }
    }

    fn code_block(&mut self, language: Option<&str>, text: &str) {
        let language = language.and_then(|language| language.split_whitespace().next());
        let class = language.map(|language| format!("language-{language}"));
        self.markup.start("pre").start("code").attr_if("class", class.as_deref());
        self.run(text);
        self.flush();
        self.markup.end().end();
    }

    fn verse(&mut self, lines: &[Vec<Inline>]) {
        self.markup.start("div").attr("class", "verse").line();
        for line in lines {
            self.markup.start("p").attr("class", "line");
            self.inlines(line);
            self.mark_here();
            self.offset += "\n".len();
            self.markup.end().line();
        }
        self.flush();
        self.markup.end();
    }

    /// A page that begins at the image is marked before the figure.
    fn figure(&mut self, image: &ImageRef, caption: &[Inline]) {
        self.mark_before(OBJECT.len_utf8());
        self.markup.start("figure").line();
        match self.book.image_path(&image.path) {
            Some(path) => self.image_element(path, image),
            None if image.alt.trim().is_empty() => {}
            None => {
                self.markup.start("p").attr("class", "missing-image").text_end(&image.alt);
            }
        }
        self.markup.line();
        self.offset = OBJECT.len_utf8();
        if !caption.is_empty() {
            self.text_block("figcaption", caption);
            self.markup.line();
        }
        self.flush();
        self.markup.end();
    }

    fn table(&mut self, table: &Table) {
        if table.all_rows().all(<[_]>::is_empty) {
            return self.flush();
        }
        self.markup.start("table").line();
        if let Some(head) = table.head.as_ref().filter(|head| !head.is_empty()) {
            self.markup.start("thead").line();
            self.row(head, true);
            self.markup.end().line();
        }
        self.markup.start("tbody").line();
        table.rows.iter().filter(|row| !row.is_empty()).for_each(|row| self.row(row, false));
        self.markup.end().line().end();
        self.flush();
    }

    /// An empty cell of the head is a plain cell: it heads nothing.
    fn row(&mut self, cells: &[Vec<Inline>], head: bool) {
        self.markup.start("tr");
        for cell in cells {
            match head && !super::is_blank(cell) {
                true => self.markup.start("th").attr("scope", "col"),
                false => self.markup.start("td"),
            };
            self.inlines(cell);
            self.mark_here();
            self.offset += "\t".len();
            self.markup.end();
        }
        self.offset += "\n".len();
        self.markup.end().line();
    }
}
