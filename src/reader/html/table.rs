//! Tags of tables.

use super::tags::{Tag, Tags};
use crate::document::{PartId, Scope};
use crate::markup::is_table_part;
use crate::reader::build::{Attributes, Inherited, Kind, MOST_COLUMNS, OpenTable};
use crate::reader::table::{Head, PartKind, WrittenCell};

/// HTML's limit for `rowspan` (HTML Living Standard, 4.9.11).
const MOST_ROWS: usize = 65_534;

impl Tags<'_, '_> {
    /// Tags of HTML's tables; `false` where the tag is none of them.
    pub(super) fn table_tag(&mut self, tag: &Tag<'_>) -> bool {
        match (tag.name.as_str(), tag.closing) {
            ("table", false) => {
                self.build.end_implicit();
                self.build.leave_table();
                self.open_element(Kind::Table(Box::default()), tag);
            }
            ("table", true) => {
                self.build.close_caption();
                self.build.close_within(&["table"], &[]);
            }
            ("caption", true) => self.build.close_caption(),
            ("td" | "th", true) => _ = self.build.close_within(&["td", "th"], &["table"]),
            (name, _) if !is_table_part(name) => return false,
            _ if self.build.has_open("table") => {
                // Any part of the table ends its caption.
                self.build.close_caption();
                self.build.close_inside("table");
                self.in_open_table(tag);
            }
            // Tags of no table are passed over, as in HTML.
            _ => {}
        }
        true
    }

    fn in_open_table(&mut self, tag: &Tag<'_>) {
        let said = self.said(tag);
        match (tag.name.as_str(), tag.closing) {
            ("caption", _) => self.open_caption(tag),
            ("td" | "th", _) => self.open_cell(tag, said),
            ("col", false) => self.build.in_table(|table| table.columns(columns(tag), said.alignment)),
            ("col", true) => {}
            ("colgroup", false) => {
                self.build.in_table(|table| table.open_columns(columns(tag), said.alignment));
            }
            ("colgroup", true) => self.build.in_table(OpenTable::close_columns),
            ("tr", false) => {
                let id = self.part_id(tag);
                self.build.in_table(|table| {
                    table.start_row(said);
                    table.name_row(id);
                });
            }
            ("tr", true) => self.build.in_table(OpenTable::end_row),
            (_, true) => self.build.in_table(OpenTable::end_part),
            ("thead", _) => self.build.in_table(|table| table.start_part(PartKind::Head, said)),
            ("tfoot", _) => self.build.in_table(|table| table.start_part(PartKind::Foot, said)),
            _ => self.build.in_table(|table| table.start_part(PartKind::Body, said)),
        }
    }

    /// The id of a row or a cell; in print it is found where what comes next is.
    fn part_id(&mut self, tag: &Tag<'_>) -> Option<PartId> {
        let id = tag.attributes.id.as_deref().filter(|id| !id.trim().is_empty())?;
        self.build.anchor(Some(id), tag.range.clone());
        let (name, span) = (self.build.clean(id, tag.range.clone()), self.build.span(tag.range.clone()));
        Some(PartId { name, span })
    }

    /// Its id is that of its words. It may hold blocks of Markdown, and is then open while they are read.
    fn open_caption(&mut self, tag: &Tag<'_>) {
        let id = tag.attributes.id.as_deref().filter(|id| !id.trim().is_empty());
        let id = id.map(|id| (self.build.clean(id, tag.range.clone()), tag.range.clone()));
        self.open_element(Kind::Title { id, closed: false }, tag);
    }

    fn open_cell(&mut self, tag: &Tag<'_>, said: Inherited) {
        let mut inherited = Inherited::default();
        self.build.in_table(|table| {
            inherited.lang = table.inherited(|of| of.lang.clone());
            inherited.alignment = table.inherited(|of| of.alignment);
        });
        let cell = WrittenCell {
            id: self.part_id(tag),
            span: self.build.span(tag.range.clone()),
            colspan: span(&tag.attributes, "colspan").unwrap_or(1).min(MOST_COLUMNS),
            rowspan: match span(&tag.attributes, "rowspan") {
                Some(0) => None,
                rows => Some(rows.unwrap_or(1).min(MOST_ROWS)),
            },
            head: head(tag),
            alignment: said.alignment.or(inherited.alignment),
            ..WrittenCell::default()
        };
        self.open_element(Kind::Cell(cell), tag);
        let lang = inherited.lang.filter(|_| said.lang.is_none());
        self.build.open_inherited(Inherited { lang, ..Inherited::default() }, false, &tag.range);
    }
}

/// How many columns a tag stands for.
fn columns(tag: &Tag<'_>) -> usize {
    span(&tag.attributes, "span").unwrap_or(1).clamp(1, MOST_COLUMNS)
}

fn head(tag: &Tag<'_>) -> Head {
    let scope = tag.attributes.value("scope").unwrap_or_default().trim().to_ascii_lowercase();
    match scope.as_str() {
        _ if tag.name != "th" => Head::No,
        "row" | "rowgroup" => Head::Of(Scope::Row),
        "col" | "colgroup" => Head::Of(Scope::Column),
        _ => Head::Yes,
    }
}

/// A number as HTML reads it: digits, whatever comes after them.
fn span(attributes: &Attributes, name: &str) -> Option<usize> {
    let value = attributes.value(name)?.trim().trim_start_matches('+');
    let digits = &value[..value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len())];
    // More digits than a number can have are more than any limit.
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX))
}
