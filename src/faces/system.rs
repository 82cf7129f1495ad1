//! Faces of the system, for what neither the program nor the faces that a user brings have. Which there are depends
//! on the machine, so what is taken from it is said.

use crate::diagnostic::{Code, Diagnostic};
use crate::font::{FaceClass, FoundFace, Glance, Han, faces_of, glance};
use crate::source::{Files, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use unicode_script::{Script, UnicodeScript};

/// Families that show a box of their own for everything, or bitmaps: worse than none, and little better.
const OF_NO_USE: [&str; 3] = ["Last Resort", "LastResort", "Adobe Blank"];
const FOR_NEED: [&str; 2] = ["Unifont", "GNU Unifont"];

/// So many families serve one script, besides those of the forms of Han characters.
const MOST_FAMILIES: usize = 3;

impl Chosen {
    /// Says which file is taken from this machine, and why.
    pub(super) fn note(&self, place: Span) -> Diagnostic {
        let version =
            if self.version.is_empty() { String::new() } else { format!(", version {}", self.version) };
        let scripts: BTreeSet<String> = self.serves.iter().map(|character| named(*character)).collect();
        let scripts = scripts.into_iter().collect::<Vec<_>>().join(", ");
        let why = match self.serves.len() {
            0 => "which a setting asks for".to_owned(),
            1 => format!("for a character that no other face at hand has ({scripts})"),
            count => format!("for {count} characters that no other face at hand has ({scripts})"),
        };
        let message =
            format!("`{}` is taken from this system, {why}: {}{version}", self.name, self.path.display());
        Diagnostic::note(Code::SystemFace, place, message).hint(
            "on another machine the pages may differ; `fonts.files` names files of faces that go with the book, and \
             `fonts.system: off` takes none from the system",
        )
    }
}

/// The script of a character, as people write its name.
fn named(character: char) -> String {
    match character.script() {
        Script::Common | Script::Inherited => "signs".to_owned(),
        script => script.full_name().replace('_', " "),
    }
}

/// The faces of the system, each with a look at it.
pub(super) struct SystemFaces<'a> {
    files: &'a dyn Files,
    faces: Vec<Installed>,
}

/// A face, and which of those of its file it is.
struct Installed {
    path: PathBuf,
    index: u32,
    glance: Glance,
}

/// A family of the system that a book is set in.
pub(super) struct Chosen {
    pub faces: Vec<FoundFace>,
    pub name: String,
    /// The file of its first face.
    pub path: PathBuf,
    pub version: String,
    /// The characters that it is there for; none of a family that is asked for by its name.
    pub serves: BTreeSet<char>,
}

impl SystemFaces<'_> {
    /// Looks at all faces for these characters.
    pub(super) fn look<'a>(files: &'a dyn Files, wanted: &BTreeSet<char>) -> SystemFaces<'a> {
        let mut faces = Vec::new();
        files.visit_system_faces(&mut |path: &Path, index, bytes| {
            let seen = glance(bytes, index, wanted).filter(|glance| !glance.families.is_empty());
            let installed = |glance| Installed { path: path.to_owned(), index, glance };
            faces.extend(seen.map(installed));
        });
        let is_of_use = |face: &Installed| !is_one_of(&face.glance, &OF_NO_USE);
        faces.retain(is_of_use);
        SystemFaces { files, faces }
    }

    /// The family of a name, in any case of letters.
    pub(super) fn named(&self, name: &str) -> Option<Chosen> {
        let is_named = |own: &String| own.to_lowercase() == name.to_lowercase();
        let face = self.faces.iter().find(|face| face.glance.families.iter().any(is_named))?;
        self.chosen(face, BTreeSet::new())
    }

    /// The families that serve characters, script by script, those first that are most like a text's own letters.
    pub(super) fn serving(
        &self,
        wanted: &BTreeSet<char>,
        forms: &[Han],
        class: Option<FaceClass>,
    ) -> Vec<Chosen> {
        let mut all: Vec<Chosen> = Vec::new();
        let mut left = wanted.clone();
        for (writing, characters) in Writing::all_of(wanted) {
            for form in writing.asks(forms) {
                // Each form of Han characters has a family of its own.
                let asked: BTreeSet<char> = match form {
                    Some(_) => characters.clone(),
                    None => characters.intersection(&left).copied().collect(),
                };
                let is_new =
                    |face: &&Installed| all.iter().all(|known| known.name != face.glance.families[0]);
                // For signs and other scripts a family of Han characters is no better than any.
                let preferred = form.or(forms.first().copied()).filter(|_| writing == Writing::EastAsian);
                let best = self.best(&asked, preferred, class).filter(is_new);
                let Some(chosen) = best.and_then(|face| self.chosen(face, &asked & &face.glance.covers))
                else {
                    continue;
                };
                left.retain(|character| !chosen.serves.contains(character));
                all.push(chosen);
            }
        }
        all
    }

    /// The face that is best for characters; `None` where none has any of them.
    fn best(
        &self,
        characters: &BTreeSet<char>,
        form: Option<Han>,
        class: Option<FaceClass>,
    ) -> Option<&Installed> {
        let covered = |face: &Installed| characters.intersection(&face.glance.covers).count();
        let rank = |face: &Installed, covered: usize| {
            let (lacking, glance) = (characters.len() - covered, &face.glance);
            // A face that lacks one rare character of fifty is no worse than one that has it.
            let lacks_much = (lacking * 50).div_ceil(characters.len().max(1)).saturating_sub(1);
            let has_other_form = Han::of_family(&glance.families[0]) != form;
            let unlike = match glance.class {
                own if own == class => 0,
                None => 1,
                Some(FaceClass::Serif | FaceClass::Sans) => 2,
                Some(FaceClass::Mono) => 3,
            };
            let distance =
                ((glance.shape.weight - 400.0).abs() as u32, (glance.shape.width - 100.0).abs() as u32);
            (
                (is_one_of(glance, &FOR_NEED), lacks_much, has_other_form, unlike),
                (glance.shape.italic, distance, Reverse(covered)),
            )
        };
        let having = self.faces.iter().map(|face| (face, covered(face))).filter(|(_, covered)| *covered > 0);
        having.min_by_key(|&(face, covered)| rank(face, covered)).map(|(face, _)| face)
    }

    /// The family of a face, read: of every style that a text has the nearest.
    fn chosen(&self, face: &Installed, serves: BTreeSet<char>) -> Option<Chosen> {
        let name = face.glance.families.first()?.clone();
        let of_family = || self.faces.iter().filter(|other| other.glance.families.first() == Some(&name));
        let nearest = |(weight, italic): (f32, bool)| {
            let distance = |face: &&Installed| {
                let shape = face.glance.shape;
                let far = |from: f32, to: f32| (from - to).abs() as u32;
                (shape.italic != italic, far(shape.width, 100.0), far(shape.weight, weight))
            };
            of_family().min_by_key(distance)
        };
        let styles = [(400.0, false), (700.0, false), (400.0, true), (700.0, true)];
        let wanted: BTreeMap<&Path, BTreeSet<u32>> =
            styles.into_iter().filter_map(nearest).fold(BTreeMap::new(), |mut files, face| {
                files.entry(face.path.as_path()).or_insert_with(BTreeSet::new).insert(face.index);
                files
            });
        let faces =
            wanted.into_iter().flat_map(|(path, indices)| self.read(path, &indices)).collect::<Vec<_>>();
        let (path, version) = (face.path.clone(), face.glance.version.clone());
        (!faces.is_empty()).then_some(Chosen { faces, name, path, version, serves })
    }

    /// The faces of some indices of a file.
    fn read(&self, path: &Path, indices: &BTreeSet<u32>) -> Vec<FoundFace> {
        let Ok(bytes) = self.files.read(path) else { return Vec::new() };
        let usable = faces_of(bytes).into_iter().filter_map(Result::ok);
        usable.filter(|face| indices.contains(&face.file.index)).collect()
    }
}

fn is_one_of(glance: &Glance, names: &[&str]) -> bool {
    glance.families.iter().any(|family| names.iter().any(|name| family.starts_with(name)))
}

/// What one family is likely to have together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Writing {
    EastAsian,
    Script(&'static str),
}

impl Writing {
    fn all_of(characters: &BTreeSet<char>) -> BTreeMap<Writing, BTreeSet<char>> {
        let mut writings: BTreeMap<Writing, BTreeSet<char>> = BTreeMap::new();
        for &character in characters {
            writings.entry(Writing::of(character)).or_default().insert(character);
        }
        writings
    }

    /// What is looked for: families of certain forms of Han characters, and those for what they lack.
    fn asks(self, forms: &[Han]) -> Vec<Option<Han>> {
        let forms = if self == Writing::EastAsian { forms } else { &[] };
        forms.iter().copied().map(Some).chain([None; MOST_FAMILIES]).collect()
    }

    fn of(character: char) -> Writing {
        const EAST_ASIAN: [Script; 5] =
            [Script::Han, Script::Hiragana, Script::Katakana, Script::Hangul, Script::Bopomofo];
        let extension = character.script_extension();
        // Marks and full-width forms, which faces of these scripts alone have (Unicode blocks CJK Symbols and
        // Punctuation, Halfwidth and Fullwidth Forms).
        let is_mark = matches!(character, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}');
        let is_letter = character.script() != Script::Common
            && EAST_ASIAN.iter().any(|script| extension.contains_script(*script));
        if is_mark || is_letter {
            Writing::EastAsian
        } else {
            Writing::Script(character.script().full_name())
        }
    }
}
