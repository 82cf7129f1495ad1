//! The faces of a book: those of the program, those of files that its settings name, and those of the system for what
//! the others lack.

use super::system::SystemFaces;
use super::wanted::{forms, wanted};
use crate::address::lies_beneath;
use crate::diagnostic::{Code, Diagnostic, Error, Warned};
use crate::document::{Draft, Metadata};
use crate::font::{Family, FontBook, FontFeature, FoundFace, Unusable, faces_of};
use crate::nearest::nearest;
use crate::settings::{FaceSettings, NamedFiles, SaidBy, is_typed, place};
use crate::source::{Files, Sources, Span, why_unread};
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

/// The endings of files of faces; those for the web are read to be refused by name.
const ENDINGS: [&str; 6] = ["ttf", "otf", "ttc", "otc", "woff", "woff2"];

/// So many files of a folder are looked at, and so many folders below it.
const MOST_FILES: usize = 2_000;
const MOST_FOLDERS: usize = 200;

/// What faces are loaded by.
pub(crate) struct Loader<'a> {
    pub files: &'a dyn Files,
    /// The folders of the book.
    pub roots: &'a [PathBuf],
    pub faces: &'a FaceSettings,
    /// Who said which setting.
    pub said: &'a SaidBy,
    /// Whether an edition shows faces of its own; without one, the system's are not looked at.
    pub needs_faces: bool,
    /// The texts that are to be set.
    pub drafts: &'a [Draft],
    pub metadata: &'a Metadata,
    pub sources: &'a Sources,
}

/// The faces of a book, and the families that its parts are set in.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub fonts: FontBook,
    pub text: Family,
    pub headings: Family,
}

impl Loader<'_> {
    /// Opens the files that are named, and finds the families that are asked for. What cannot be read is reported,
    /// and so is a family that is not there, in whose place that of the program stands.
    ///
    /// Errors: `bad-setting` for the name of a family that the user typed.
    pub(crate) fn load(&self) -> Result<Warned<Loaded>, Error> {
        let mut diagnostics = Vec::new();
        let mut fonts = FontBook::embedded();
        if !self.faces.files.is_empty() {
            fonts = fonts.with(self.found(&mut diagnostics));
        }
        if self.faces.system && self.needs_faces {
            fonts = self.with_installed(fonts, &mut diagnostics);
        }
        let mut family = |setting: &str, name: &str| match self.family(setting, name, &fonts) {
            Err(unknown) if is_typed(self.said, setting) => {
                Err(Error::new(Code::BadSetting, unknown.message))
            }
            Err(unknown) => {
                diagnostics.push(unknown);
                Ok(None)
            }
            Ok(family) => Ok(Some(family)),
        };
        let text = family("pdf.font", &self.faces.text)?.unwrap_or_default();
        let headings = match &self.faces.headings {
            Some(name) => family("pdf.font-headings", name)?.unwrap_or(text),
            None => text,
        };
        let code = family("pdf.font-code", &self.faces.code)?;
        let math = family("pdf.font-math", &self.faces.math)?;
        let mut fallback = Vec::new();
        for name in &self.faces.fallback {
            fallback.extend(family("fonts.fallback", name)?);
        }
        let math = match math.filter(|family| !fonts.sets_formulas(*family)) {
            Some(_) => self.without_mathematics(&mut diagnostics)?,
            None => math,
        };
        code.into_iter().for_each(|code| fonts.put_in_place(Family::Mono, code));
        math.into_iter().for_each(|math| fonts.put_in_place(Family::Math, math));
        fonts.fall_back_on(fallback);
        self.with_features(&mut fonts, text, headings, &mut diagnostics);
        Ok(Warned { value: Loaded { fonts, text, headings }, diagnostics })
    }

    /// Has text and headings set with the features that are asked for, and reports those that their faces lack.
    fn with_features(
        &self,
        fonts: &mut FontBook,
        text: Family,
        headings: Family,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let features = &self.faces.features;
        if features.is_empty() {
            return;
        }
        let had = &fonts.features_of(text) | &fonts.features_of(headings);
        for feature in features.iter().map(FontFeature::name).filter(|name| !had.contains(name)) {
            let message = format!(
                "`pdf.font-features` asks for `{feature}`, which neither the face of the text nor that of headings has"
            );
            let had = had.iter().cloned().collect::<Vec<_>>().join(", ");
            let unknown =
                Diagnostic::warning(Code::UnknownFeature, place(self.said, "pdf.font-features"), message);
            diagnostics.push(unknown.hint(format!("they have {had}")));
        }
        fonts.set_with([text, headings].map(|family| fonts.own_family(family)).into(), features.clone());
    }

    /// Adds what the system has of families that are asked for by their names, and of characters that no other face has.
    fn with_installed(&self, mut fonts: FontBook, diagnostics: &mut Vec<Diagnostic>) -> FontBook {
        let lacking = wanted(self.drafts, self.metadata, &fonts);
        let looked = OnceCell::new();
        // To look at all faces of a system takes a moment, and most books need none of them.
        let system = || looked.get_or_init(|| SystemFaces::look(self.files, &lacking));
        let known = |name: &str, fonts: &FontBook| fonts.family(name).or_else(|| Family::named(name));
        for (setting, name) in self.faces.families() {
            let chosen = known(name, &fonts).is_none().then(|| system().named(name)).flatten();
            if let Some(chosen) = chosen {
                diagnostics.push(chosen.note(place(self.said, setting)));
                fonts = fonts.with_installed(chosen.faces);
            }
        }
        let forms = forms(self.drafts, self.metadata, &lacking);
        let class = fonts.class(known(&self.faces.text, &fonts).unwrap_or_default());
        let left: BTreeSet<char> =
            lacking.iter().copied().filter(|&character| !fonts.has(character)).collect();
        if left.is_empty() {
            return fonts;
        }
        for chosen in system().serving(&left, &forms, class) {
            diagnostics.push(chosen.note(first_place(self.sources, &chosen.serves)));
            fonts = fonts.with_installed(chosen.faces);
        }
        fonts
    }

    /// Reports a family for formulas that can set none, as that of a text cannot.
    fn without_mathematics(&self, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Family>, Error> {
        let setting = "pdf.font-math";
        let message = format!(
            "`{setting}` names the family `{}`, which has no table of mathematics, without which no formula can be set",
            self.faces.math
        );
        if is_typed(self.said, setting) {
            return Err(Error::new(Code::BadSetting, message));
        }
        let hint =
            "the family of the program stands in its place; names of others that can often end in \"Math\"";
        diagnostics
            .push(Diagnostic::warning(Code::UnreadableFace, place(self.said, setting), message).hint(hint));
        Ok(None)
    }

    /// The faces of all files that are named, in their order.
    fn found(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<FoundFace> {
        let from =
            NamedFiles { files: self.files, roots: self.roots, said: self.said, setting: "fonts.files" };
        let place = from.place();
        let mut found = Vec::new();
        for named in &self.faces.files {
            let files = match self.files_of(named, &from) {
                Ok(files) => files,
                Err(why) => {
                    let message = format!("cannot read the faces of `{named}`: {why}");
                    diagnostics.push(Diagnostic::warning(Code::UnreadableFace, place, message));
                    continue;
                }
            };
            let read = files.par_iter().map(|path| (path, from.read(path).map(faces_of)));
            for (path, faces) in read.collect::<Vec<_>>() {
                let shown = path.display();
                let faces = faces.unwrap_or_else(|why| vec![Err(Unusable::Unreadable(why))]);
                for face in faces {
                    match face {
                        Ok(face) => found.push(face),
                        Err(Unusable::Unreadable(why) | Unusable::Forbidden(why)) => {
                            let message = format!("a face of `{shown}` cannot be used: {why}");
                            diagnostics.push(Diagnostic::warning(Code::UnreadableFace, place, message));
                        }
                    }
                }
            }
        }
        found
    }

    /// The files that a path names: itself, or the files of faces in the folder and in those below it.
    fn files_of(&self, named: &str, from: &NamedFiles) -> Result<Vec<PathBuf>, String> {
        let candidates = from.candidates(named);
        let Some(path) = candidates.iter().find(|path| self.files.is_folder(path)) else {
            return Ok(from.find(named).into_iter().collect());
        };
        if !from.is_typed() && !self.is_of_the_book(path) {
            return Err("it lies outside of the book's folder".into());
        }
        let (mut files, mut folders) = (Vec::new(), VecDeque::from([path.clone()]));
        // A link may lead back to where it stands.
        for _ in 0..MOST_FOLDERS {
            let Some(folder) = folders.pop_front() else { break };
            let mut inside = self.files.list(&folder).map_err(|error| why_unread(&error))?;
            inside.sort_by(|one, other| natord::compare(&one.to_string_lossy(), &other.to_string_lossy()));
            for path in inside {
                match self.files.is_folder(&path) {
                    true => folders.push_back(path),
                    false if is_face(&path) && files.len() < MOST_FILES => files.push(path),
                    false => {}
                }
            }
        }
        if files.is_empty() {
            return Err("the folder holds no file of faces".into());
        }
        Ok(files)
    }

    /// Whether a path leads into one of the book's folders.
    fn is_of_the_book(&self, path: &Path) -> bool {
        let real = |path: &Path| self.files.resolve(path).ok();
        let holds = |root: &PathBuf| {
            real(root).zip(real(path)).is_some_and(|(root, path)| lies_beneath(&path, &root))
        };
        self.roots.iter().any(holds)
    }

    fn family(&self, setting: &str, name: &str, fonts: &FontBook) -> Result<Family, Diagnostic> {
        fonts.family(name).or_else(|| Family::named(name)).ok_or_else(|| {
            let own = Family::NAMES.iter().map(|(own, _)| *own);
            let near = nearest(name, own.chain(fonts.names()));
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let message = format!(
                "`{setting}` names the family `{name}`, and none of the faces at hand has that name{near}"
            );
            let hint =
                "`bifolio fonts` lists the families at hand, and `fonts.files` names files and folders of others";
            Diagnostic::warning(Code::UnknownFamily, place(self.said, setting), message).hint(hint)
        })
    }
}

/// Where one of some characters stands first.
fn first_place(sources: &Sources, characters: &BTreeSet<char>) -> Span {
    let in_source = |(file, text): (_, &str)| {
        let (at, found) = text.char_indices().find(|(_, character)| characters.contains(character))?;
        Some(Span::new(file, at..at + found.len_utf8()))
    };
    let texts = sources.iter().map(|(file, source)| (file, source.text.as_str()));
    texts.filter(|(_, text)| !text.is_ascii()).find_map(in_source).unwrap_or(Span::GENERATED)
}

fn is_face(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}
