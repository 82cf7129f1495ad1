//! The reports that were asked for, as files to be written.

use super::args::{Form, Request, Target};
use crate::report::Report;
use std::path::PathBuf;

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
