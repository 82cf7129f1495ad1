//! Images, formulas, captioned floats and groups as XHTML.

use super::ChapterWriter;
use crate::document::text::runs;
use crate::document::{
    Alert, Alignment, Block, Float, FloatKind, Formula, Group, GroupKind, ImageRef, Inline,
};

impl ChapterWriter<'_, '_> {
    /// A page that begins at the image is marked before the figure.
    pub(super) fn lone_image(&mut self, image: &ImageRef) {
        self.mark_here();
        match self.in_float {
            true => self.shown(image),
            false => {
                self.markup.start("figure").line();
                self.shown(image);
                self.markup.line().end();
            }
        }
        self.flush();
    }

    fn shown(&mut self, image: &ImageRef) {
        match self.book.image_path(&image.path) {
            Some(path) => self.image_element(path, image),
            None if image.alt.trim().is_empty() => {}
            None => {
                self.markup.start("p").attr("class", "missing-image").text_end(&image.alt);
            }
        }
    }

    pub(super) fn display(&mut self, formula: &Formula, number: Option<&str>) {
        self.mark_here();
        self.markup.start("div").attr("class", "display");
        self.formula(formula);
        if let Some(number) = number {
            self.markup.text(" ").start("span").attr("class", "number").text_end(&format!("({number})"));
        }
        self.flush();
        self.markup.end();
    }

    /// The caption stands where the page has it: above a table, below all else.
    pub(super) fn float(&mut self, block: &Block, float: &Float) {
        self.markup.start("figure").attr("class", float_class(float.kind)).line();
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
        if float.caption.is_empty() && float.label.is_empty() {
            return self.flush();
        }
        self.markup.start("figcaption");
        if !float.label.is_empty() {
            let end = if float.caption.is_empty() { "" } else { ": " };
            self.markup.start("span").attr("class", "label").text_end(&format!("{}{end}", float.label));
        }
        self.mark_here();
        self.inlines(&float.caption);
        self.flush();
        self.markup.end().line();
    }

    pub(super) fn group(&mut self, group: &Group) {
        let (name, own) = match &group.kind {
            GroupKind::Division(classes) => ("div", classes.join(" ")),
            GroupKind::Details => ("details", String::new()),
            GroupKind::Alert(alert) => ("aside", format!("alert {}", alert_class(*alert))),
        };
        let aligned = group.alignment.map_or("", alignment_class);
        let classes: Vec<&str> =
            [own.as_str(), aligned].into_iter().filter(|class| !class.is_empty()).collect();
        let class = (!classes.is_empty()).then(|| classes.join(" "));
        self.markup.start(name).attr_if("class", class.as_deref());
        self.markup.attr_if("open", (group.kind == GroupKind::Details).then_some("open"));
        let lang = group.lang.as_deref();
        self.markup.attr_if("lang", lang).attr_if("xml:lang", lang).line();
        let title = if group.kind == GroupKind::Details { "summary" } else { "p" };
        self.group_title(title, &group.title);
        group.blocks.iter().for_each(|block| self.block(block));
        self.markup.end();
    }

    fn group_title(&mut self, name: &'static str, title: &[Inline]) {
        if title.is_empty() {
            return self.flush();
        }
        self.markup.start(name).attr_if("class", (name == "p").then_some("title"));
        self.mark_here();
        self.inlines(title);
        self.flush();
        self.markup.end().line();
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
