//! Images, formulas, captioned floats and groups as XHTML.

use super::{ChapterWriter, running, wide};
use crate::document::text::runs;
use crate::document::{
    Alert, Alignment, Block, Float, FloatKind, Formula, Group, GroupKind, ImageRef, Inline, Word,
};

impl ChapterWriter<'_, '_> {
    /// A page that begins at the image is marked before the figure.
    pub(super) fn lone_image(&mut self, image: &ImageRef) {
        self.mark_here();
        match self.in_float {
            true => self.shown(image),
            false => {
                self.open("figure").line();
                self.shown(image);
                self.markup.line().end();
            }
        }
        self.other_ids();
        self.flush();
    }

    fn shown(&mut self, image: &ImageRef) {
        match self.book.image_path(&image.path) {
            Some(path) => self.image_element(path, image),
            None if image.alt.trim().is_empty() => {}
            None => {
                self.open("p").attr("class", "missing-image").text_end(&image.alt);
            }
        }
    }

    pub(super) fn display(&mut self, formula: &Formula, number: Option<&str>) {
        self.mark_here();
        let wide = formula.tree.as_ref().is_some_and(wide::is_wide);
        self.open("div").attr("class", if wide { "display scroll" } else { "display" });
        if wide {
            self.scrolls(Word::Equation, number);
        }
        self.other_ids();
        self.formula(formula);
        if let Some(number) = number {
            self.markup.text(" ").start("span").attr("class", "number").text_end(&format!("({number})"));
        }
        self.flush();
        self.markup.end();
    }

    /// The caption stands where the page has it: above a table, below all else. It names the figure,
    /// and so has no marks of pages in it.
    pub(super) fn float(&mut self, block: &Block, float: &Float) {
        if float.kind == FloatKind::Table {
            self.flush();
        }
        self.open("figure").attr("class", float_class(float.kind)).line();
        self.other_ids();
        if !float.title.is_empty() {
            self.markup.start("p").attr("class", "title");
            self.inlines(&float.title);
            self.markup.end().line();
        }
        let caption = runs(block).last().map_or(0, |run| run.start);
        self.offset = caption;
        if float.kind == FloatKind::Table {
            self.caption(float);
        }
        let own = (self.pages, self.in_float);
        self.in_float = true;
        float.blocks.iter().for_each(|block| self.block(block));
        (self.pages, self.in_float) = own;
        self.offset = caption;
        if float.kind != FloatKind::Table {
            self.caption(float);
        }
        self.markup.end();
    }

    fn caption(&mut self, float: &Float) {
        self.flush();
        if float.caption.is_empty() && float.label.is_empty() {
            return;
        }
        self.markup.start("figcaption");
        self.words_id(&float.caption);
        if !float.label.is_empty() {
            let end = if float.caption.is_empty() { "" } else { ": " };
            self.markup.start("span").attr("class", "label").text_end(&format!("{}{end}", float.label));
        }
        self.inlines(&float.caption);
        self.markup.end().line();
    }

    pub(super) fn group(&mut self, group: &Group) {
        let aligned = group.alignment.map_or("", alignment_class);
        match &group.kind {
            GroupKind::Division(classes) => {
                let class = [classes.join(" ").as_str(), aligned].join(" ");
                let class = class.trim();
                self.open("div").attr_if("class", (!class.is_empty()).then_some(class));
            }
            GroupKind::Details => {
                // The summary names it.
                self.flush();
                self.open("details").attr("open", "open");
                self.markup.attr_if("class", (!aligned.is_empty()).then_some(aligned));
            }
            GroupKind::Alert(alert) => self.alert(*alert),
            GroupKind::Speech => {
                self.open("div").attr("class", ["speech", aligned].join(" ").trim());
            }
            GroupKind::Theorem(theorem) => {
                let class = ["statement", theorem.kind.name(), aligned].join(" ");
                self.open("div").attr("class", class.trim_end());
            }
        }
        running(self.book, &mut self.markup, group.lang.as_deref(), group.direction);
        self.markup.line();
        let (title, class) = match group.kind {
            GroupKind::Details => ("summary", None),
            GroupKind::Speech => ("p", Some("speaker")),
            GroupKind::Division(_) | GroupKind::Alert(_) | GroupKind::Theorem(_) => ("p", Some("title")),
        };
        self.group_title(title, class, &group.title);
        self.other_ids();
        group.blocks.iter().for_each(|block| self.block(block));
        self.markup.end();
    }

    fn group_title(&mut self, name: &'static str, class: Option<&str>, title: &[Inline]) {
        if title.is_empty() {
            return self.flush();
        }
        self.markup.start(name);
        self.words_id(title).attr_if("class", class);
        self.mark_here();
        self.inlines(title);
        self.flush();
        self.markup.end().line();
    }

    /// An `aside` without a role is a landmark, of which a chapter would have many without names of
    /// their own. A tip has a role in DPUB-ARIA; all others are the notes of WAI-ARIA.
    fn alert(&mut self, alert: Alert) {
        let role = if alert == Alert::Tip { "doc-tip" } else { "note" };
        // The head of a row or a column holds no sections (HTML, 4.9.10).
        self.open(if self.in_name { "div" } else { "aside" });
        self.markup.attr("class", &format!("alert {}", alert_class(alert)));
        self.markup.attr_if("epub:type", (alert == Alert::Tip).then_some("tip")).attr("role", role);
    }
}

/// The class of what is aligned; the style sheet has a rule for each.
pub(super) fn alignment_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Start => "start",
        Alignment::Centre => "centre",
        Alignment::End => "end",
    }
}

fn float_class(kind: FloatKind) -> &'static str {
    match kind {
        FloatKind::Figure => "figure",
        FloatKind::Table => "table",
        FloatKind::Listing => "listing",
    }
}

fn alert_class(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "note",
        Alert::Tip => "tip",
        Alert::Important => "important",
        Alert::Warning => "warning",
        Alert::Caution => "caution",
    }
}
