//! The reports on the books: those that are asked for, and as files to be written.

use crate::project::Edition;
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

/// Each report with its path. `name_of` tells the name of the file that an edition goes to.
pub fn texts(
    mut report: Report,
    files: &[ReportFile],
    name_of: impl Fn(Edition) -> Option<String>,
) -> Vec<(PathBuf, String)> {
    for examined in &mut report.editions {
        examined.file = name_of(examined.edition);
    }
    let text = |form| match form {
        Form::Html => report.to_html(),
        Form::Json => report.to_json(),
    };
    files.iter().map(|file| (file.path.clone(), text(file.form))).collect()
}
