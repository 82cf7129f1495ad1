//! The reports on the books: those that are asked for, and as files to be written.

use super::args::{Request, Target};
use crate::report::Report;
use clap::Args;
use std::path::PathBuf;

/// Where a report on the books goes, and in which form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFile {
    pub path: PathBuf,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Html,
    Json,
}

#[derive(Debug, Args)]
pub struct Reports {
    /// Write there what was checked of the editions and of the manuscript, for accessibility, and
    /// what only a person can judge; the ending, .html or .json, says the form; once for each form
    #[arg(long, value_name = "FILE")]
    report: Vec<PathBuf>,
}

impl Reports {
    /// Each with its form. Errors are for whoever typed them.
    pub fn files(self) -> Result<Vec<ReportFile>, String> {
        let mut files: Vec<ReportFile> = Vec::new();
        for path in self.report {
            let text = path.to_string_lossy();
            let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
            let form =
                [("html", Form::Html), ("json", Form::Json)].into_iter().find(|(known, _)| ending == *known);
            let Some((_, form)) = form else {
                return Err(format!("`--report {text}` ends neither in .html nor in .json"));
            };
            if files.iter().any(|file| file.form == form) {
                return Err(format!("`--report {text}`: there is a report of this form already"));
            }
            files.push(ReportFile { path, form });
        }
        Ok(files)
    }
}

/// Each report with its path. It names the books by the files that they go to, of several by the
/// first, without their folders: the same books have the same report anywhere.
pub fn texts(
    mut report: Report,
    request: &Request,
    targets: &[Target],
    stem: &str,
) -> Vec<(PathBuf, String)> {
    for examined in &mut report.editions {
        let target = targets.iter().find(|target| target.takes(examined.edition));
        let path = target.and_then(|target| target.path(stem, examined.edition));
        let name = path.as_deref().and_then(|path| path.file_name());
        examined.file = name.map(|name| name.to_string_lossy().into_owned());
    }
    let text = |form| match form {
        Form::Html => report.to_html(),
        Form::Json => report.to_json(),
    };
    request.reports.iter().map(|file| (file.path.clone(), text(file.form))).collect()
}
