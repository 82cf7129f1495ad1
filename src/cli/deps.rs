//! Which files a run has read, for what decides whether it has to run again.

use super::files::STDIN;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct DepsArgs {
    /// Write there which files were read, for a build system
    #[arg(long, value_name = "FILE")]
    deps: Option<PathBuf>,
    /// Format of the dependency file
    #[arg(long, value_name = "FORMAT", default_value = "make", requires = "deps")]
    deps_format: DepsFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DepsFormat {
    /// A rule of Make, which Ninja reads as well
    Make,
    /// An object with `inputs` and `outputs`
    Json,
    /// NUL-terminated list of the files read
    Zero,
}

/// Where the files go that were read, and in which form.
#[derive(Clone, Debug)]
pub struct Deps {
    pub path: PathBuf,
    format: DepsFormat,
}

impl DepsArgs {
    pub fn deps(self) -> Option<Deps> {
        self.deps.map(|path| Deps { path, format: self.deps_format })
    }
}

impl Deps {
    /// Whether what is written names the outputs, and is nothing without one.
    pub fn is_rule(&self) -> bool {
        matches!(self.format, DepsFormat::Make)
    }

    /// What is written of a run.
    pub fn text(&self, read: &[PathBuf], written: &[PathBuf]) -> Vec<u8> {
        let inputs: Vec<&Path> =
            read.iter().map(PathBuf::as_path).filter(|path| *path != Path::new(STDIN)).collect();
        match self.format {
            DepsFormat::Make => rule(&inputs, written),
            DepsFormat::Json => {
                let shown = |path: &Path| path.to_string_lossy().into_owned();
                let inputs: Vec<String> = inputs.into_iter().map(shown).collect();
                let outputs: Vec<String> = written.iter().map(|path| shown(path)).collect();
                format!("{:#}\n", serde_json::json!({ "inputs": inputs, "outputs": outputs })).into_bytes()
            }
            DepsFormat::Zero => inputs.into_iter().flat_map(|path| [bytes(path), vec![0]].concat()).collect(),
        }
    }
}

/// The outputs, which depend on the inputs; and each input without anything, so that Make does not stop
/// where one is gone.
fn rule(inputs: &[&Path], outputs: &[PathBuf]) -> Vec<u8> {
    let mut rule = Vec::new();
    for output in outputs {
        rule.extend(escaped(output));
        rule.push(b' ');
    }
    rule.pop();
    rule.push(b':');
    for input in inputs {
        rule.extend(b" \\\n ");
        rule.extend(escaped(input));
    }
    rule.push(b'\n');
    for input in inputs {
        rule.push(b'\n');
        rule.extend(escaped(input));
        rule.extend(b":\n");
    }
    rule
}

/// A path as Make and Ninja read it: a blank and a number sign behind a backslash, a dollar twice. Make
/// cannot name a file with a line end at all.
fn escaped(path: &Path) -> Vec<u8> {
    let mut escaped = Vec::new();
    for byte in bytes(path) {
        match byte {
            b' ' | b'#' | b'\t' => escaped.push(b'\\'),
            b'$' => escaped.push(b'$'),
            _ => {}
        }
        escaped.push(byte);
    }
    escaped
}

/// The bytes of a path, as the system knows it.
fn bytes(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    return std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    return path.to_string_lossy().replace('\\', "/").into_bytes();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_as_build_systems_read_them() {
        let read = [PathBuf::from("a b.md"), PathBuf::from("c#$.png"), PathBuf::from(STDIN)];
        let written = [PathBuf::from("out/x.epub"), PathBuf::from("out/x.pdf")];
        for (format, expected) in [
            (
                DepsFormat::Make,
                "out/x.epub out/x.pdf: \\\n a\\ b.md \\\n c\\#$$.png\n\na\\ b.md:\n\nc\\#$$.png:\n",
            ),
            (DepsFormat::Zero, "a b.md\0c#$.png\0"),
            (
                DepsFormat::Json,
                "{\n  \"inputs\": [\n    \"a b.md\",\n    \"c#$.png\"\n  ],\n  \"outputs\": [\n    \"out/x.epub\",\n    \"out/x.pdf\"\n  ]\n}\n",
            ),
        ] {
            let deps = Deps { path: "d".into(), format };
            assert_eq!(String::from_utf8_lossy(&deps.text(&read, &written)), expected);
        }
    }
}
