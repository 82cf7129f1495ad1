//! Levels of inlines: what is open among words, and what it becomes when it ends.

use super::inline::{Inlines, LEVELS, trim_end};
use super::line_ends;
use super::ruby;
use super::wrapper::{Embedded, Wrapper, closed, plain};
use crate::document::content::is_blank;
use crate::document::quotation;
use crate::document::{Inline, InlineKind, Style};
use crate::source::Span;

#[derive(Debug)]
pub(super) struct Level {
    pub(super) wrapper: Wrapper,
    /// The element that opened it and may leave it open; `None` where the driver closes what it opens.
    pub(super) element: Option<String>,
    /// The language that the element says its content is in.
    pub(super) lang: Option<String>,
    pub(super) start: usize,
    /// It began in a block before this one, so that it may hold nothing here; and whether it held
    /// words there.
    resumed: Option<bool>,
    /// How many containers were open where it began, if that is known.
    depth: Option<usize>,
    pub(super) outer: Vec<Inline>,
}

/// A level that goes on in the block after the one that it began in.
#[derive(Clone, Debug)]
pub(super) struct Suspended {
    pub(super) wrapper: Wrapper,
    pub(super) element: Option<String>,
    lang: Option<String>,
    /// Where it began, at first.
    pub(super) start: usize,
    /// How many containers were open where it began: it ends with the innermost of them.
    pub(super) depth: usize,
    /// It has held words in one of the blocks before.
    pub(super) held_words: bool,
}

impl Inlines {
    /// Opens a level. `false` where it would nest too deep: its content then follows at this one.
    pub(in crate::reader) fn open(&mut self, wrapper: Wrapper, start: usize) -> bool {
        if let Some(Level { wrapper: Wrapper::Image { nested, .. }, .. }) = self.levels.last_mut() {
            *nested += 1;
        } else if self.levels.len() >= LEVELS {
            self.flattened += 1;
            return false;
        } else {
            self.push_level(wrapper, None, None, start);
        }
        true
    }

    /// Opens a level for an element. Within alternative text, and too deep, it opens none.
    pub(in crate::reader) fn open_element(
        &mut self,
        name: &str,
        wrapper: Wrapper,
        lang: Option<String>,
        start: usize,
    ) {
        let takes_words = self.alt().is_none() && start >= self.hidden_to;
        if takes_words && self.flattened == 0 && self.levels.len() < LEVELS {
            let mark =
                if let Wrapper::Quotation(depth) = wrapper { Some(quotation::marks(depth).0) } else { None };
            self.push_level(wrapper, Some(name.to_owned()), lang, start);
            self.content.extend(mark.map(|mark| Inline::text(mark, Span::new(self.file, start..start))));
        }
    }

    fn push_level(&mut self, wrapper: Wrapper, element: Option<String>, lang: Option<String>, start: usize) {
        let outer = std::mem::take(&mut self.content);
        self.levels.push(Level { wrapper, element, lang, start, resumed: None, depth: None, outer });
    }

    /// Closes the innermost level that is no element, and the elements that are open within it.
    pub(in crate::reader) fn close(&mut self, end: usize) {
        if let Some(Level { wrapper: Wrapper::Image { nested, .. }, .. }) = self.levels.last_mut()
            && *nested > 0
        {
            *nested -= 1;
            return;
        }
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        while self.levels.last().is_some_and(|level| level.element.is_some()) {
            self.close_level(end);
        }
        self.close_level(end);
    }

    /// Closes the innermost element of a name, if nothing but elements is open within it.
    pub(in crate::reader) fn close_element(&mut self, name: &str, end: usize) -> bool {
        let Some(depth) = self.depth_of(name) else { return false };
        (0..depth).for_each(|_| self.close_level(end));
        if let Some(Level { wrapper: Wrapper::Embedded(embedded), .. }) = self.levels.last_mut() {
            embedded.closed = true;
        }
        self.close_level(end);
        true
    }

    /// How many elements are open within the innermost of a name; `None` where there is none, or
    /// something within it that is no element.
    fn depth_of(&self, name: &str) -> Option<usize> {
        let open = self.levels.iter().rev().take_while(|level| level.element.is_some());
        open.map(|level| level.element.as_deref()).position(|open| open == Some(name))
    }

    /// How many elements of a name are open.
    pub(in crate::reader) fn count_of(&self, name: &str) -> usize {
        self.levels.iter().filter(|level| level.element.as_deref() == Some(name)).count()
    }

    /// Whether a link is open.
    pub(in crate::reader) fn is_in_link(&self) -> bool {
        self.levels.iter().any(|level| matches!(level.wrapper, Wrapper::Link { .. }))
    }

    /// Closes what is open within the innermost element of a name, and gives it; `None` where there
    /// is no such element.
    pub(in crate::reader) fn innermost(&mut self, name: &str, end: usize) -> Option<&mut Wrapper> {
        let depth = self.depth_of(name)?;
        (0..depth).for_each(|_| self.close_level(end));
        self.levels.last_mut().map(|level| &mut level.wrapper)
    }

    /// What is being read that neither edition can show.
    pub(in crate::reader) fn embedded(&mut self) -> Option<&mut Embedded> {
        self.levels.iter_mut().rev().find_map(|level| match &mut level.wrapper {
            Wrapper::Embedded(embedded) => Some(embedded),
            _ => None,
        })
    }

    /// The words of the innermost ruby since its last part become one.
    pub(in crate::reader) fn end_ruby_base(&mut self, end: usize) {
        let words = match self.innermost("ruby", end) {
            Some(Wrapper::Ruby(_)) => std::mem::take(&mut self.content),
            _ => return,
        };
        if let Some(Level { wrapper: Wrapper::Ruby(parts), .. }) = self.levels.last_mut()
            && !is_blank(&words)
        {
            parts.push(ruby::Part::Base(words));
        }
    }

    pub(super) fn close_level(&mut self, end: usize) {
        let Some(Level { wrapper, lang, start, resumed, outer, .. }) = self.levels.pop() else { return };
        let content = std::mem::replace(&mut self.content, outer);
        // Of markup that held nothing but a comment nothing is left.
        let says_nothing = match &wrapper {
            Wrapper::Styled(_) | Wrapper::Code => content.is_empty(),
            Wrapper::Link { .. } => content.is_empty() && (resumed.is_some() || start < self.hidden_to),
            _ => false,
        };
        if says_nothing {
            return;
        }
        let span = Span::new(self.file, start..end);
        match wrapper {
            Wrapper::Annotation { apart } => self.annotate(&content, apart),
            wrapper => {
                let mut closed = closed(wrapper, content, span);
                if let Some(lang) = lang.filter(|_| !closed.is_empty()) {
                    closed = vec![Inline { span, kind: InlineKind::Styled(Style::Language(lang), closed) }];
                }
                self.add_closed(closed, span);
            }
        }
    }

    /// Adds what an element leaves: where it noted its id when it began, that names it.
    fn add_closed(&mut self, closed: Vec<Inline>, span: Span) {
        let names = |inline: &mut Inline| {
            let place =
                matches!(&inline.kind, InlineKind::Styled(Style::Anchor(_), words) if words.is_empty());
            place && inline.span.start == span.start
        };
        match self.content.pop_if(names) {
            Some(Inline { kind: InlineKind::Styled(anchor, _), .. }) => {
                self.content.push(Inline { span, kind: InlineKind::Styled(anchor, closed) });
            }
            _ => self.content.extend(closed),
        }
    }

    /// Words above those of the ruby that is the innermost level; where there is none, words.
    fn annotate(&mut self, content: &[Inline], apart: bool) {
        let text = line_ends::settled(plain(content).trim());
        if let Some(Level { wrapper: Wrapper::Ruby(parts), .. }) = self.levels.last_mut()
            && !text.is_empty()
        {
            parts.push(if apart { ruby::Part::Apart(text) } else { ruby::Part::Above(text) });
        }
    }

    /// Whether what is open can go on in a block after this one: levels beyond a few would multiply
    /// what a hostile text makes.
    pub(super) fn can_suspend(&self) -> bool {
        const MOST: usize = 8;
        let goes_on = |level: &Level| {
            !matches!(
                level.wrapper,
                Wrapper::Image { .. } | Wrapper::Ruby(_) | Wrapper::Annotation { .. } | Wrapper::Embedded(_)
            )
        };
        self.flattened == 0 && self.levels.len() <= MOST && self.levels.iter().all(goes_on)
    }

    /// Closes all levels of a block in so many containers; gives them, so that they can go on in the
    /// next block.
    pub(super) fn suspend(&mut self, containers: usize) -> Vec<Suspended> {
        let mut suspended = Vec::new();
        while let Some(level) = self.levels.last_mut() {
            let (element, lang, start) = (level.element.clone(), level.lang.clone(), level.start);
            trim_end(&mut self.content);
            let depth = level.depth.unwrap_or(containers);
            let held_words = level.resumed == Some(true) || !self.content.is_empty();
            suspended.push(Suspended {
                wrapper: level.wrapper.clone(),
                element,
                lang,
                start,
                depth,
                held_words,
            });
            // The closing mark of a quotation stands where that ends.
            if let Wrapper::Quotation(_) = level.wrapper {
                level.wrapper = Wrapper::Styled(Style::Classes(Vec::new()));
            }
            // It ends where its own words do: of what is open, the innermost may hold none.
            match self.content.last().map(|last| last.span.end as usize) {
                None => self.content = self.levels.pop().map_or_else(Vec::new, |level| level.outer),
                Some(end) => self.close_level(end),
            }
        }
        suspended.reverse();
        suspended
    }

    /// Opens levels that were closed with the block before this one.
    pub(super) fn resume(&mut self, suspended: Vec<Suspended>, start: usize) {
        for Suspended { wrapper, element, lang, depth, held_words, .. } in suspended {
            self.push_level(wrapper, element, lang, start);
            if let Some(level) = self.levels.last_mut() {
                (level.resumed, level.depth) = (Some(held_words), Some(depth));
            }
        }
    }
}
