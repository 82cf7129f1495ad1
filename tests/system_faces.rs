//! Faces of the system: when they are looked for, which are taken, and what is said of them. The system here has the
//! faces of `tests/faces`, which are our own.

use bifolio::source::{Files, Memory};
use bifolio::{Edition, Project, export};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// A book beside faces that are installed.
struct System {
    files: Memory,
    looked: AtomicBool,
}

/// In the order in which a system shows them: path, face of the file, bytes.
const INSTALLED: [(&str, u32, &[u8]); 4] = [
    ("/fonts/damaged.ttf", 0, b"\0\x01\0\0 and nothing more"),
    ("/fonts/tiny-bold.ttf", 0, include_bytes!("faces/tiny-bold.ttf")),
    ("/fonts/tiny-han.ttc", 0, include_bytes!("faces/tiny-han.ttc")),
    ("/fonts/tiny-han.ttc", 1, include_bytes!("faces/tiny-han.ttc")),
];

impl System {
    fn with(text: &str) -> System {
        let installed = INSTALLED.iter().map(|(path, _, bytes)| (*path, bytes.to_vec()));
        let files = installed.chain([("book.md", text.as_bytes().to_vec())]).collect();
        System { files, looked: AtomicBool::new(false) }
    }
}

impl Files for System {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.read(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.files.list(folder)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.files.is_folder(path)
    }

    fn visit_system_faces(&self, visit: &mut dyn FnMut(&Path, u32, &[u8])) {
        self.looked.store(true, Ordering::Relaxed);
        INSTALLED.iter().for_each(|(path, index, bytes)| visit(Path::new(path), *index, bytes));
    }
}

/// Whether the system was looked at, and what was said of faces: the code, what is in backquotes first, and the file.
fn said(text: &str, settings: &[(&str, &str)], edition: Edition) -> (bool, Vec<String>) {
    let files = System::with(text);
    let always = [("title", "T")];
    let project = Project {
        inputs: vec!["book.md".into()],
        settings: always.iter().chain(settings).map(|&(key, value)| (key.into(), value.into())).collect(),
        editions: vec![edition],
        ..Project::default()
    };
    let exported = export(&project, &files).expect("what is wrong with faces is no error here");
    let of_faces = exported
        .diagnostics
        .iter()
        .filter(|said| said.code.to_string().ends_with("-face") || said.code.to_string().ends_with("-glyph"));
    let short = of_faces.map(|said| {
        let path =
            said.message.split_once(": ").map_or("", |(_, path)| path.split(',').next().unwrap_or_default());
        format!("{} {} {path}", said.code, said.message.split('`').nth(1).unwrap_or("-")).trim().to_owned()
    });
    (files.looked.load(Ordering::Relaxed), short.collect())
}

#[test]
fn what_no_other_face_has_is_set_in_one_of_the_system() {
    let han = |form: &str| format!("system-face Tiny Han {form} /fonts/tiny-han.ttc");
    for (what, text, settings, edition, looked, expected) in [
        (
            "Latin",
            "# One\n\nwords\u{200B}, ж, שלום, 🙂\n",
            &[("lang", "en")][..],
            Edition::Pdf,
            false,
            vec![],
        ),
        ("a picture", "# One\n\n![words](x.png) more $x$\n", &[("lang", "en")], Edition::Pdf, false, vec![]),
        ("Han of Japan", "# One\n\n直骨\n", &[("lang", "ja")], Edition::Pdf, true, vec![han("JP")]),
        ("Han of China", "# One\n\n直骨\n", &[("lang", "zh-Hans")], Edition::Pdf, true, vec![han("SC")]),
        (
            "of both",
            "# One\n\n直骨 [直骨]{lang=ja}\n",
            &[("lang", "zh-Hans")],
            Edition::Pdf,
            true,
            vec![han("SC"), han("JP")],
        ),
        (
            "not wanted",
            "# One\n\n直骨\n",
            &[("lang", "ja"), ("fonts.system", "off")],
            Edition::Pdf,
            false,
            vec!["missing-glyph -".into()],
        ),
        ("without pages", "# One\n\n直骨\n", &[("lang", "ja")], Edition::Epub, false, vec![]),
        (
            "at hand already",
            "# One\n\n直骨\n",
            &[("lang", "ja"), ("fonts.files", "/fonts/tiny-han.ttc")],
            Edition::Pdf,
            false,
            vec![],
        ),
        (
            "by its name",
            "# One\n\nwords\n",
            &[("lang", "en"), ("pdf.font", "tiny")],
            Edition::Pdf,
            true,
            vec!["system-face Tiny /fonts/tiny-bold.ttf".into()],
        ),
        ("nobody's", "# One\n\n𐌰\n", &[("lang", "en")], Edition::Pdf, true, vec!["missing-glyph -".into()]),
    ] {
        assert_eq!(said(text, settings, edition), (looked, expected), "{what}");
    }
}
