//! Programs that give the order of the pages of a site, which are named, and not run.

use crate::diagnostic::{Code, Diagnostic, named};
use crate::source::{Files, Span};
use std::path::Path;

/// Of Docusaurus, and of Astro's Starlight.
const PROGRAMS: [&str; 7] = [
    "sidebars.js",
    "sidebars.ts",
    "sidebars.mjs",
    "sidebars.cjs",
    "astro.config.mjs",
    "astro.config.ts",
    "astro.config.js",
];

/// Folders that hold a `config` of VitePress or VuePress.
const FOLDERS: [&str; 2] = [".vitepress", ".vuepress"];

/// What is said of such programs in a folder, or in the `docs` of it.
pub fn unread_order(folder: &Path, files: &dyn Files) -> Option<Diagnostic> {
    let mut programs = Vec::new();
    for place in [folder.to_owned(), folder.join("docs")] {
        for path in files.list(&place).unwrap_or_default() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if PROGRAMS.contains(&name.as_str()) {
                programs.push(name);
            } else if FOLDERS.contains(&name.as_str()) {
                let inner = files.list(&path).unwrap_or_default();
                let inner = inner.iter().filter_map(|path| path.file_name()?.to_str());
                programs.extend(
                    inner.filter(|inner| inner.starts_with("config.")).map(|it| format!("{name}/{it}")),
                );
            }
        }
    }
    programs.sort();
    let message = format!("{} may say in which order the pages come; programs are not run", named(&programs));
    let note = || {
        Diagnostic::note(Code::ChapterList, Span::GENERATED, message)
            .hint("a `SUMMARY.md` beside the pages that links to them in their order is read")
    };
    (!programs.is_empty()).then(note)
}
