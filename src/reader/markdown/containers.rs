//! What directives of MyST and divisions of Quarto are that are more than divisions: figures, tables,
//! quotations.

use super::dialect::Dialect;
use super::events::Events;
use super::marks::QUARTO_FLOATS;
use super::mask::Opening;
use crate::document::{BlockKind, Float, FloatKind, ImageRef, Inline, InlineKind, Target};
use crate::reader::build::{Attributes, CaptionPlace, Kind, ListTable, extent};
use std::ops::Range;

impl Events<'_, '_> {
    /// What an opening is in the dialect of the book, where that has a word for it of its own.
    pub(super) fn kind_in_dialect(&mut self, opening: &Opening, range: &Range<usize>) -> Option<Kind> {
        match self.markdown.options.dialect {
            Dialect::Myst => self.directive(opening, range),
            Dialect::Quarto => self.captioned_division(&opening.attributes, range),
            _ => None,
        }
    }

    /// What a directive opens; `None` for a division or a notice.
    fn directive(&mut self, opening: &Opening, range: &Range<usize>) -> Option<Kind> {
        let Opening { attributes, title, .. } = opening;
        let number = |name: &str| attributes.value(name).and_then(|value| value.parse().ok()).unwrap_or(0);
        Some(match attributes.classes.first()?.as_str() {
            "figure" | "figure-md" | "image" => Kind::Captioned(Box::default(), CaptionPlace::First),
            "table" => {
                let caption = self.line_of_words(title, range);
                Kind::Float(Box::new(Float { kind: FloatKind::Table, caption, ..Float::default() }))
            }
            "list-table" => Kind::ListTable(Box::new(ListTable {
                caption: self.line_of_words(title, range),
                head_rows: number("header-rows"),
                stub_columns: number("stub-columns"),
            })),
            "epigraph" | "pull-quote" | "highlights" | "blockquote" => Kind::Quote,
            _ => return None,
        })
    }

    /// The image that a directive names.
    pub(super) fn show_image(&mut self, opening: &Opening, range: &Range<usize>) {
        let attributes = &opening.attributes;
        let Some(path) = attributes.value("path").filter(|path| !path.is_empty()) else { return };
        let image = ImageRef {
            path: self.build.image_path(path, range.clone()),
            alt: attributes.value("alt").unwrap_or_default().to_owned(),
            width: attributes.value("width").and_then(extent),
            height: attributes.value("height").and_then(extent),
            ..ImageRef::default()
        };
        let Some(target) = attributes.value("target") else {
            return self.build.push_block(BlockKind::Image(image), range.clone());
        };
        let span = self.build.span(range.clone());
        let content = vec![Inline { span, kind: InlineKind::Image(image) }];
        let target = Target::Written(target.to_owned());
        let link = Inline { span, kind: InlineKind::Link { target, title: None, content } };
        self.build.push_block(BlockKind::Paragraph(vec![link]), range.clone());
    }

    /// A division whose id says what it is has its caption in its last paragraph (Quarto's guide, "Cross
    /// Reference Divs"), or in an attribute.
    fn captioned_division(&mut self, attributes: &Attributes, range: &Range<usize>) -> Option<Kind> {
        const CAPTIONS: [&str; 3] = ["fig-cap", "tbl-cap", "lst-cap"];
        let id = attributes.id.as_deref()?;
        let (_, kind) = QUARTO_FLOATS.into_iter().find(|(prefix, _)| id.starts_with(prefix))?;
        let written = CAPTIONS.into_iter().find_map(|name| attributes.value(name)).unwrap_or_default();
        let caption = self.line_of_words(written, range);
        let float = Box::new(Float { kind, caption, ..Float::default() });
        Some(match float.caption.is_empty() {
            true => Kind::Captioned(float, CaptionPlace::Last),
            false => Kind::Float(float),
        })
    }
}
