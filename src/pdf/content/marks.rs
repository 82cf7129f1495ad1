//! Marked content: what is part of which element, and what glyphs stand for.

use super::{Encoder, PageOwner, Stretch};
use crate::layout::page::ArtifactKind;
use crate::length::{Point, Size};

/// A mark that nothing may have been drawn in yet.
pub(super) struct OpenMark {
    kind: MarkKind,
    /// It lies within a text object, and so must its end.
    in_text: bool,
    /// Where its operator begins and ends.
    begins: usize,
    opened: usize,
}

#[derive(Clone, Copy)]
pub(super) enum MarkKind {
    /// Part of an element, under the name of its type, with the place of its images.
    Element(PageOwner, Option<(Point, Size)>),
    /// A ground says where it lies.
    Artifact(ArtifactKind, Option<(Point, Size)>),
    /// Part of nothing, and there to be spoken for.
    Span,
}

/// What an artifact's mark says (ISO 32000-1, 14.8.2.2). A folio has no subtype, since it stands in
/// the header or in the footer.
fn artifact(kind: ArtifactKind) -> &'static str {
    match kind {
        ArtifactKind::RunningHead => "/Artifact<</Type/Pagination/Subtype/Header",
        ArtifactKind::Folio | ArtifactKind::RepeatedHead => "/Artifact<</Type/Pagination",
        ArtifactKind::Background => "/Artifact<</Type/Background",
        ArtifactKind::Layout => "/Artifact<</Type/Layout",
    }
}

impl Encoder {
    pub(super) fn open_mark(&mut self, kind: MarkKind, spoken: Option<&str>) {
        self.end_show();
        let begins = self.out.len();
        match kind {
            MarkKind::Element(PageOwner { name, .. }, _) => {
                // Readers look for what is spoken in spans alone.
                let name = if spoken.is_some() { "Span" } else { name };
                self.out.extend(format!("/{name}<</MCID {}", self.marks.len()).bytes());
            }
            MarkKind::Artifact(kind, bounds) => {
                self.out.extend(artifact(kind).bytes());
                if let Some((at, size)) = bounds.filter(|_| kind == ArtifactKind::Background) {
                    self.bounding_box(at, size);
                }
            }
            MarkKind::Span => self.out.extend(b"/Span<<"),
        }
        if let Some(text) = spoken {
            self.actual_text(text);
        }
        self.out.extend(b">>BDC\n");
        self.open = Some(OpenMark { kind, in_text: self.in_text, begins, opened: self.out.len() });
    }

    /// Left, bottom, right, top.
    fn bounding_box(&mut self, at: Point, size: Size) {
        let top = self.height - at.y;
        self.out.extend(b"/BBox[");
        for side in [at.x, top - size.height, at.x + size.width, top] {
            self.points(side);
        }
        self.out.push(b']');
    }

    /// Ends the open mark; one in which nothing is drawn is taken back.
    pub(super) fn close_mark(&mut self) -> Option<MarkKind> {
        self.end_show();
        let open = self.open.take()?;
        // A mark lies in one text object, or around whole ones (ISO 32000-1, 14.6.1).
        if !open.in_text {
            self.end_text();
        }
        if self.out.len() == open.opened {
            self.out.truncate(open.begins);
        } else {
            self.out.extend(b"EMC\n");
            if let MarkKind::Element(owner, bounds) = open.kind {
                self.marks.push(Stretch { owner, bounds });
            }
        }
        Some(open.kind)
    }

    /// States the text that what is drawn next stands for, until `end_actual_text` (ISO 32000-1,
    /// 14.9.4). In an element that is a mark of its own, not one within a mark: readers of the
    /// structure lose what follows there. Only where the text around it is shown from its end, a mark of its own
    /// would part that, and it lies within.
    pub(super) fn begin_actual_text(&mut self, text: &str, within: bool) {
        if within {
            self.end_show();
            self.out.extend(b"/Span<<");
            self.actual_text(text);
            self.out.extend(b">>BDC\n");
            self.in_actual_text = true;
            return;
        }
        let in_text = self.in_text;
        let kind = self.close_mark().unwrap_or(MarkKind::Span);
        self.open_mark(kind, Some(text));
        self.in_actual_text = true;
        if in_text {
            self.begin_text();
        }
    }

    /// What is drawn next is read from its end, until `end_reversed` (ISO 32000-1, 14.8.2.3.3). The mark that says so
    /// stands around one of the element, not within it, for the same reason.
    pub(super) fn begin_reversed(&mut self) {
        let in_text = self.in_text;
        let kind = self.close_mark().unwrap_or(MarkKind::Span);
        self.out.extend(b"/ReversedChars BMC\n");
        self.open_mark(kind, None);
        if in_text {
            self.begin_text();
        }
    }

    pub(super) fn end_reversed(&mut self) {
        let in_text = self.in_text;
        let kind = self.close_mark();
        self.out.extend(b"EMC\n");
        if let Some(kind) = kind.filter(|kind| !matches!(kind, MarkKind::Span)) {
            self.open_mark(kind, None);
        }
        if in_text {
            self.begin_text();
        }
    }

    pub(super) fn end_actual_text(&mut self, within: bool) {
        self.in_actual_text = false;
        if within {
            self.end_show();
            self.out.extend(b"EMC\n");
            return;
        }
        let in_text = self.in_text;
        if let Some(kind) = self.close_mark().filter(|kind| !matches!(kind, MarkKind::Span)) {
            self.open_mark(kind, None);
        }
        if in_text {
            self.begin_text();
        }
    }
}
