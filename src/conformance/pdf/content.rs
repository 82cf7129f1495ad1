//! What pages draw, and the marks around it: one walk over every content stream.

use super::marks::{Kind, Open, State};
use super::objects::{File, Key};
use super::operators::{Operand, Operators};
use super::pages::{Page, Pages};
use super::seen::{Content, FontUse, Marked};
use crate::conformance::finding::quoted;
use lopdf::{Dictionary, Object, Stream};
use std::collections::BTreeMap;

/// Forms within forms deeper than this are not looked into.
const DEPTH: usize = 12;

/// What a form draws by itself, wherever it is used.
#[derive(Clone, Copy, Default)]
struct Form {
    /// How often it draws outside of marks of its own.
    bare: usize,
    marks: bool,
    artifacts: bool,
    uses: usize,
}

/// What a mark says of its content.
#[derive(Default)]
struct Properties {
    mcid: Option<i64>,
    language: Option<String>,
    /// The text that its content stands for.
    stands_for: Option<String>,
}

/// Where a stream stands and what it may name.
#[derive(Clone, Copy)]
struct Frame<'a, 's> {
    place: &'s str,
    resources: Option<&'a Dictionary>,
    depth: usize,
}

pub(super) struct Walk<'a> {
    file: &'a File,
    /// Every form that was met; one that is being read still is there without marks.
    forms: BTreeMap<Key, Form>,
    content: Content<'a>,
}

/// Reads the content of all pages, and of all forms that they use.
pub(super) fn read<'a>(file: &'a File, pages: &Pages<'a>, content: Content<'a>) -> Content<'a> {
    let mut walk = Walk { file, forms: BTreeMap::new(), content };
    let keys: BTreeMap<usize, Key> = pages.numbers.iter().map(|(&key, &number)| (number, key)).collect();
    for (number, page) in pages.numbered() {
        if let Some(&key) = keys.get(&number) {
            walk.page(page, key, &format!("page {number}"));
        }
    }
    walk.content
}

impl<'a> Walk<'a> {
    fn page(&mut self, page: &Page<'a>, key: Key, place: &str) {
        let mut bytes = Vec::new();
        for part in self.file.items(page.dictionary, "Contents") {
            let Some(Object::Stream(stream)) = self.file.resolve(part) else { continue };
            match self.file.unpack(stream) {
                Ok(unpacked) => bytes.extend(unpacked),
                Err(reason) => self.content.balance.fault(|| format!("{place}: {reason}")),
            }
            // A token ends with its stream.
            bytes.push(b'\n');
        }
        let parents = self.file.integer(page.dictionary, "StructParents");
        let form = self.stream(&bytes, key, parents, Frame { place, resources: page.resources, depth: 0 });
        self.content.drawn.look();
        if form.bare > 0 {
            self.content.drawn.fault(|| format!("{place}: drawn {} times outside of all marks", form.bare));
        }
    }

    /// One stream from its beginning to its end.
    fn stream(&mut self, bytes: &[u8], key: Key, parents: Option<i64>, frame: Frame<'a, '_>) -> Form {
        let (mut operators, mut operands) = (Operators::new(bytes), Vec::new());
        let marked = Marked { key, place: frame.place.into(), parents, marks: BTreeMap::new() };
        let mut state = State::new(marked);
        self.content.balance.look();
        loop {
            match operators.next(&mut operands) {
                Ok(Some(operator)) => self.operation(operator, &operands, &mut state, frame),
                Ok(None) => break,
                Err(at) => {
                    self.content
                        .balance
                        .fault(|| format!("{}: nothing can be read from byte {at} on", frame.place));
                    break;
                }
            }
        }
        for fault in state.unfinished() {
            self.content.balance.fault(|| format!("{}: {fault}", frame.place));
        }
        let form = Form {
            bare: state.bare,
            marks: !state.marked.marks.is_empty(),
            artifacts: state.artifacts,
            uses: 0,
        };
        self.content.streams.push(state.marked);
        form
    }

    fn operation(&mut self, operator: &[u8], operands: &[Operand], state: &mut State, frame: Frame<'a, '_>) {
        match operator {
            b"BMC" | b"BDC" => self.open(operands, state, frame),
            b"Tf" => state.font = self.font(operands.first(), frame),
            b"Tj" | b"TJ" | b"'" | b"\"" => self.show(operands, state),
            // Whatever paints; `ID` is an inline image.
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"sh" | b"ID" => state.draw(),
            b"Do" => self.object(operands.first(), state, frame),
            _ => {
                if operator == b"EMC" && state.is_reversed() {
                    self.content.spoken.end_reversed();
                }
                if let Err(fault) = state.bracket(operator) {
                    self.content.balance.fault(|| format!("{}: {fault}", frame.place));
                }
            }
        }
    }

    /// A mark begins.
    fn open(&mut self, operands: &[Operand], state: &mut State, frame: Frame<'a, '_>) {
        let tag = operands.first().and_then(Operand::name).unwrap_or_default();
        let Properties { mcid, language, stands_for } = self.properties(operands.get(1), frame);
        if let Some(language) = language {
            self.content.languages.push((frame.place.to_owned(), language));
        }
        let kind = match mcid {
            Some(mcid) => Kind::Tagged(mcid),
            None if tag == "Artifact" => Kind::Artifact,
            None if tag == "ReversedChars" => Kind::Reversed,
            None => Kind::Other,
        };
        self.content.marks += usize::from(mcid.is_some());
        self.content.artifacts += usize::from(kind == Kind::Artifact);
        if matches!(kind, Kind::Artifact | Kind::Tagged(_)) {
            self.content.apart.look();
        }
        if kind == Kind::Reversed {
            self.content.spoken.begin_reversed();
        }
        let is_read = state.is_read();
        let stands = state.open(kind, stands_for.is_some());
        if let Some((text, mark)) = stands_for.zip(state.innermost()).filter(|_| is_read) {
            self.content.spoken.say((state.marked.key, mark), &text);
        }
        match stands {
            Open::Apart => {}
            Open::ArtifactInTagged => {
                let within = state.innermost().unwrap_or_default();
                self.content.apart.fault(|| format!("{}, mark {within}: holds an artifact", frame.place));
            }
            Open::TaggedInArtifact => {
                let mcid = mcid.unwrap_or_default();
                self.content
                    .apart
                    .fault(|| format!("{}, mark {mcid}: stands within an artifact", frame.place));
            }
        }
    }

    /// A mark's property list, which may be named in the resources.
    fn properties(&self, operand: Option<&Operand>, frame: Frame<'a, '_>) -> Properties {
        match operand {
            Some(Operand::Dictionary(entries)) => {
                let value = |name: &str| {
                    entries.iter().find(|(key, _)| **key == *name.as_bytes()).map(|(_, value)| value)
                };
                let text = |name| value(name).and_then(Operand::text).map(super::objects::decode);
                let mcid = value("MCID").and_then(Operand::number).map(|number| number as i64);
                Properties { mcid, language: text("Lang"), stands_for: text("ActualText") }
            }
            Some(Operand::Name(_)) => {
                let listed = self.resource("Properties", operand, frame);
                let listed = listed.and_then(|object| self.file.to_dictionary(object));
                listed.map_or_else(Properties::default, |list| Properties {
                    mcid: self.file.integer(list, "MCID"),
                    language: self.file.text(list, "Lang"),
                    stands_for: self.file.text(list, "ActualText"),
                })
            }
            _ => Properties::default(),
        }
    }

    /// What a name stands for among the resources of one kind.
    fn resource(&self, kind: &str, name: Option<&Operand>, frame: Frame<'a, '_>) -> Option<&'a Object> {
        let Some(Operand::Name(name)) = name else { return None };
        self.file.dictionary(frame.resources?, kind)?.as_hashmap().get(&**name)
    }

    fn font(&mut self, name: Option<&Operand>, frame: Frame<'a, '_>) -> Option<Key> {
        let object = self.resource("Font", name, frame)?;
        let (key, dictionary) = (self.file.key(object), self.file.to_dictionary(object)?);
        let place = || FontUse { dictionary, place: frame.place.to_owned(), codes: Vec::new() };
        self.content.fonts.entry(key).or_insert_with(place);
        Some(key)
    }

    /// Text is shown: which codes of which face.
    fn show(&mut self, operands: &[Operand], state: &mut State) {
        // The last operand is the text; `"` has two numbers before it (ISO 32000-1, table 109).
        let texts = match operands.last() {
            Some(Operand::Array(items)) => items.as_slice(),
            Some(other) => std::slice::from_ref(other),
            None => &[],
        };
        let mut texts = texts.iter().filter_map(Operand::text).filter(|text| !text.is_empty()).peekable();
        if texts.peek().is_none() {
            return;
        }
        state.draw();
        let Content { fonts, spoken, .. } = &mut self.content;
        let Some((key, font)) = state.font.and_then(|key| Some((key, fonts.get_mut(&key)?))) else { return };
        let composite = self.file.name(font.dictionary, "Subtype") == Some("Type0");
        for text in texts {
            // Two bytes a code, as `Identity-H` has it; another CMap may cut the text otherwise.
            let pairs = text.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
            let codes: Vec<u16> = match composite {
                true => pairs.map(u16::from_be_bytes).collect(),
                false => text.iter().map(|&code| code.into()).collect(),
            };
            codes.iter().for_each(|&code| font.show(code));
            if let Some(mark) = state.read_in() {
                spoken.show(self.file, (state.marked.key, mark), (key, font), &codes);
            }
        }
    }

    /// An image or a form is drawn.
    fn object(&mut self, name: Option<&Operand>, state: &mut State, frame: Frame<'a, '_>) {
        let Some(object) = self.resource("XObject", name, frame) else {
            let name = name.and_then(Operand::name).unwrap_or_default();
            self.content
                .balance
                .fault(|| format!("{}: there is nothing named {}", frame.place, quoted(name)));
            return;
        };
        match self.file.resolve(object) {
            Some(Object::Stream(stream)) if self.file.name(&stream.dict, "Subtype") == Some("Form") => {
                let form = self.form(stream, self.file.key(object), frame);
                self.place_form(form, state, frame);
            }
            _ => state.draw(),
        }
    }

    /// What a form holds; it is read where it is met first.
    fn form(&mut self, stream: &'a Stream, key: Key, frame: Frame<'a, '_>) -> Form {
        // Not again: forms that draw the next one twice would double the work at every level.
        if let Some(known) = self.forms.get_mut(&key) {
            known.uses += 1;
            return *known;
        }
        self.forms.insert(key, Form { uses: 1, ..Form::default() });
        if frame.depth >= DEPTH {
            return Form::default();
        }
        let bytes = self.file.unpack(stream).unwrap_or_default();
        let place = format!("{}, form {}", frame.place, self.forms.len());
        // Old forms take those of the page (ISO 32000-1, 7.8.3).
        let resources = self.file.dictionary(&stream.dict, "Resources").or(frame.resources);
        let inner = Frame { place: &place, resources, depth: frame.depth + 1 };
        let parents = self.file.integer(&stream.dict, "StructParents");
        let form = Form { uses: 1, ..self.stream(&bytes, key, parents, inner) };
        self.forms.insert(key, form);
        form
    }

    /// What becomes of a form's content where it is drawn: within a mark all of it belongs to the
    /// mark.
    fn place_form(&mut self, form: Form, state: &mut State, frame: Frame<'a, '_>) {
        let place = frame.place;
        if form.bare > 0 {
            state.draw();
        }
        if form.marks {
            self.content
                .repeated
                .check(form.uses < 2, || format!("{place}: a form with marks is drawn again"));
        }
        if form.marks && state.in_artifact() {
            self.content.apart.fault(|| format!("{place}: a form with marks stands within an artifact"));
        }
        if form.artifacts
            && let Some(within) = state.innermost()
        {
            self.content.apart.fault(|| format!("{place}, mark {within}: holds a form with an artifact"));
        }
        state.artifacts |= form.artifacts;
    }
}
