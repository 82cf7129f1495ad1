//! A record of a run: what both editions were made of and what they are, by hashes, in the form of an in-toto
//! statement (in-toto attestation framework, Statement v1) with the predicate of SLSA for builds (SLSA Provenance
//! v1). It has no time in it, so that the same run has the same record anywhere.

use crate::Project;
use crate::document::{FORMATS, Format};
use clap::Args;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct RecordArgs {
    /// Write there a record of the run, as an in-toto statement: the hashes of all that was read and written, the
    /// settings, the version. `verify --record` proves files against it
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// A file that was read, as it was then.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// As a record names it.
    pub path: PathBuf,
    /// The hash of its bytes.
    pub digest: String,
}

impl RecordArgs {
    pub fn path(self) -> Option<PathBuf> {
        self.record
    }
}

/// What is written of a run.
pub fn text(project: &Project, read: &[ReadFile], written: &[(&Path, &[u8])]) -> Vec<u8> {
    let subjects = written.iter().map(|(path, bytes)| named(&file_name(path), digest(bytes)));
    let dependencies = read.iter().map(|file| named(&shown(&file.path), file.digest.clone()));
    let settings = project.settings.iter().map(|(key, value)| json!({ "key": key, "value": value }));
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subjects.collect::<Vec<Value>>(),
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:bifolio:build:1",
                "externalParameters": {
                    "inputs": project.inputs.iter().map(|path| shown(path)).collect::<Vec<_>>(),
                    "from": project.from.and_then(name),
                    "settings": settings.collect::<Vec<Value>>(),
                    "roots": project.roots.iter().map(|path| shown(path)).collect::<Vec<_>>(),
                    "date": project.date.map(|date| date.iso()),
                },
                "resolvedDependencies": dependencies.collect::<Vec<Value>>(),
            },
            "runDetails": {
                "builder": {
                    "id": "urn:bifolio",
                    "version": { "bifolio": env!("CARGO_PKG_VERSION") },
                },
            },
        },
    });
    format!("{statement:#}\n").into_bytes()
}

fn name(format: Format) -> Option<&'static str> {
    FORMATS.iter().find(|(_, known)| *known == format).map(|(name, _)| *name)
}

fn named(name: &str, digest: String) -> Value {
    json!({ "name": name, "digest": { "sha256": digest } })
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The same books have the same record wherever they are written.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
