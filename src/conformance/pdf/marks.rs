//! What is open at a point of a content stream: marks, text objects, graphics states.

use super::objects::Key;
use super::seen::Marked;

/// So much may be saved at once. Annex C of ISO 32000-1 knows of 28; this bounds memory alone.
const MOST: usize = 100_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Artifact,
    /// Content of the structure, with its identifier.
    Tagged(i64),
    /// Text that is shown from its end (ISO 32000-1, 14.8.2.3.3).
    Reversed,
    /// A mark that is none of these: a language, a replacement text.
    Other,
}

/// How a new mark stands to those around it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Open {
    Apart,
    ArtifactInTagged,
    TaggedInArtifact,
}

/// A mark that is open.
struct Mark {
    kind: Kind,
    /// The text object that it began in.
    text: Option<usize>,
    /// It says itself what its content stands for.
    replaces: bool,
}

pub(super) struct State {
    pub marked: Marked,
    pub font: Option<Key>,
    /// How often something was drawn outside of all marks.
    pub bare: usize,
    /// Whether there was an artifact.
    pub artifacts: bool,
    stack: Vec<Mark>,
    tagged: usize,
    untouchable: usize,
    /// How many open marks say what their content stands for.
    replaced: usize,
    saved: Vec<Option<Key>>,
    /// The number of the open text object.
    text: Option<usize>,
    texts: usize,
}

impl State {
    pub fn new(marked: Marked) -> State {
        State {
            marked,
            font: None,
            bare: 0,
            artifacts: false,
            stack: Vec::new(),
            tagged: 0,
            untouchable: 0,
            replaced: 0,
            saved: Vec::new(),
            text: None,
            texts: 0,
        }
    }

    pub fn draw(&mut self) {
        self.bare += usize::from(self.tagged == 0 && self.untouchable == 0);
    }

    pub fn in_artifact(&self) -> bool {
        self.untouchable > 0
    }

    /// Whether what is shown here is read: it is no artifact, and no mark says what stands for it.
    pub fn is_read(&self) -> bool {
        self.untouchable == 0 && self.replaced == 0
    }

    /// The mark that text which is shown here is read in.
    pub fn read_in(&self) -> Option<i64> {
        self.innermost().filter(|_| self.is_read())
    }

    /// Whether the innermost mark is one of text that is shown from its end.
    pub fn is_reversed(&self) -> bool {
        self.stack.last().is_some_and(|mark| mark.kind == Kind::Reversed)
    }

    /// The identifier of the innermost mark of the structure.
    pub fn innermost(&self) -> Option<i64> {
        self.stack.iter().rev().find_map(|mark| match mark.kind {
            Kind::Tagged(mcid) => Some(mcid),
            _ => None,
        })
    }

    pub fn open(&mut self, kind: Kind, replaces: bool) -> Open {
        let stands = match kind {
            Kind::Artifact if self.tagged > 0 => Open::ArtifactInTagged,
            Kind::Tagged(_) if self.untouchable > 0 => Open::TaggedInArtifact,
            _ => Open::Apart,
        };
        match kind {
            Kind::Artifact => {
                self.untouchable += 1;
                self.artifacts = true;
            }
            Kind::Tagged(mcid) => {
                self.tagged += 1;
                *self.marked.marks.entry(mcid).or_default() += 1;
            }
            Kind::Reversed | Kind::Other => {}
        }
        self.replaced += usize::from(replaces);
        self.stack.push(Mark { kind, text: self.text, replaces });
        stands
    }

    /// The operators that only come in pairs; any other is passed over. Errors: what is out of
    /// order.
    pub fn bracket(&mut self, operator: &[u8]) -> Result<(), &'static str> {
        match operator {
            b"EMC" => self.close(),
            b"q" if self.saved.len() == MOST => Err("more is saved than any page saves"),
            b"q" => {
                self.saved.push(self.font);
                Ok(())
            }
            b"Q" => {
                self.font = self.saved.pop().ok_or("Q without q")?;
                Ok(())
            }
            b"BT" => {
                self.texts += 1;
                let nested = self.text.replace(self.texts).is_some();
                if nested { Err("BT within a text object") } else { Ok(()) }
            }
            b"ET" => self.text.take().map(|_| ()).ok_or("ET without BT"),
            _ => Ok(()),
        }
    }

    fn close(&mut self) -> Result<(), &'static str> {
        let Mark { kind, text, replaces } = self.stack.pop().ok_or("EMC without BMC or BDC")?;
        self.replaced -= usize::from(replaces);
        match kind {
            Kind::Artifact => self.untouchable -= 1,
            Kind::Tagged(_) => self.tagged -= 1,
            Kind::Reversed | Kind::Other => {}
        }
        // ISO 32000-1, 14.6.1: a mark lies in one text object, or around whole ones.
        if text == self.text { Ok(()) } else { Err("a mark ends on the other side of BT or ET") }
    }

    /// What is open still at the stream's end.
    pub fn unfinished(&self) -> Vec<String> {
        let open = [
            (self.stack.len(), "marks are left open"),
            (self.saved.len(), "q are left without Q"),
            (usize::from(self.text.is_some()), "text object is left open"),
        ];
        open.into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("{number} {what}"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn state() -> State {
        State::new(Marked {
            key: Key::Direct(0),
            place: String::new(),
            parents: None,
            marks: BTreeMap::new(),
        })
    }

    #[test]
    fn brackets_pair() {
        for (operators, faults) in [
            ("q BT ET Q", ""),
            ("Q", "Q without q"),
            ("ET", "ET without BT"),
            ("BT BT ET", "BT within a text object"),
            ("EMC", "EMC without BMC or BDC"),
            ("q q BT", "2 q are left without Q, 1 text object is left open"),
            ("m BT EMC ET", "a mark ends on the other side of BT or ET"),
            ("BT m ET EMC", "a mark ends on the other side of BT or ET"),
            ("m", "1 marks are left open"),
        ] {
            let (mut state, mut said) = (state(), Vec::new());
            for operator in operators.split(' ') {
                match operator {
                    "m" => _ = state.open(Kind::Other, false),
                    _ => said.extend(state.bracket(operator.as_bytes()).err().map(str::to_owned)),
                }
            }
            said.extend(state.unfinished());
            assert_eq!(said.join(", "), faults, "{operators}");
        }
    }

    #[test]
    fn artifacts_and_content_stay_apart() {
        let mut state = state();
        assert_eq!(state.open(Kind::Tagged(4), false), Open::Apart);
        assert_eq!(state.open(Kind::Artifact, false), Open::ArtifactInTagged);
        assert_eq!(state.innermost(), Some(4));
        assert_eq!(state.open(Kind::Tagged(5), false), Open::TaggedInArtifact);
        state.draw();
        assert_eq!(state.bare, 0);
        (0..3).for_each(|_| _ = state.bracket(b"EMC"));
        state.draw();
        assert_eq!((state.bare, state.marked.marks.len()), (1, 2));
    }
}
