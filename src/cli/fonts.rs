//! The faces at hand, and those that serve a book, on standard output.

use super::files::RecordedFiles;
use super::judge::Judge;
use super::options::{From, ManuscriptArgs, Options, Run};
use super::{Outcome, output};
use crate::diagnostic::Error;
use crate::diagnostic::render::{Format, escape, on_lines};
use crate::{AtHand, FamilyOrigin, ScriptUse, at_hand, faces};
use clap::Args;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;

/// What looks for a way to add one should not have to look for long.
const ALL: &str = "Files and folders of others can be named: --set fonts.files=FOLDER --set pdf.font=FAMILY";

/// The version of the keys of its JSON.
const FORMAT: u32 = 1;

#[derive(Debug, Args)]
pub struct Fonts {
    /// A manuscript, to see which faces serve it
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Read every input as this, whatever its ending
    #[arg(short, long, value_name = "FORMAT")]
    from: Option<From>,
    #[command(flatten)]
    options: Options,
}

impl Fonts {
    /// Errors are for whoever typed it.
    pub fn run(self) -> Result<Run, String> {
        let Fonts { inputs, from, options } = self;
        ManuscriptArgs { inputs, from, options }.run(Vec::new())
    }
}

/// Lists the faces, and what those of a book serve where inputs are named.
///
/// Errors: those of `export`, and `unwritable-output`.
pub fn list(run: &Run, files: &RecordedFiles) -> Result<Outcome, Error> {
    let messages = &run.messages;
    let mut denied = false;
    let (mut families, mut scripts) = (at_hand(), None);
    if !run.project.inputs.is_empty() {
        let judge = Judge::new(messages, files)?;
        let used = faces(&run.project, files)?;
        let judged = judge.judge(&used.diagnostics, &used.sources, &used.messages);
        messages.show(&judged.said, &used.sources);
        denied = judged.denied.is_some();
        (families, scripts) = (used.families, Some(used.scripts));
    }
    let out = match messages.format {
        Format::Human | Format::Short => table(&families, scripts.as_deref()),
        Format::Json | Format::Sarif => on_lines(&object(&families, scripts.as_deref())),
    };
    output::write_stdout(out.as_bytes())?;
    Ok(if denied { Outcome::Denied } else { Outcome::Done })
}

fn object(families: &[AtHand], scripts: Option<&[ScriptUse]>) -> Value {
    let family = |family: &AtHand| {
        let style = |(style, weight): &(&str, u16)| json!({ "style": style, "weight": weight });
        let script = |(script, count): &(&str, usize)| json!({ "script": script, "characters": count });
        json!({
            "family": family.family,
            "source": source(family),
            "styles": family.styles.iter().map(style).collect::<Vec<_>>(),
            "scripts": family.scripts.iter().map(script).collect::<Vec<_>>(),
        })
    };
    let script = |script: &ScriptUse| {
        json!({
            "script": script.script,
            "characters": script.characters,
            "families": script.families,
            "missing": script.missing.iter().map(|c| c.to_string()).collect::<Vec<_>>(),
        })
    };
    json!({
        "format": FORMAT,
        "families": families.iter().map(family).collect::<Vec<_>>(),
        "book": scripts.map(|scripts| scripts.iter().map(script).collect::<Vec<_>>()),
    })
}

fn source(family: &AtHand) -> &'static str {
    match family.origin {
        FamilyOrigin::Program => "embedded",
        FamilyOrigin::File => "file",
        FamilyOrigin::System => "system",
    }
}

fn table(families: &[AtHand], scripts: Option<&[ScriptUse]>) -> String {
    let mut out = String::new();
    for family in families {
        let _ = writeln!(out, "{} ({})", family.family, source(family));
        let styles: Vec<String> =
            family.styles.iter().map(|(style, weight)| format!("{style} {weight}")).collect();
        let _ = writeln!(out, "  styles   {}", styles.join(", "));
        let scripts: Vec<String> =
            family.scripts.iter().map(|(script, count)| format!("{} {count}", named(script))).collect();
        let _ = writeln!(out, "  scripts  {}", scripts.join(", "));
    }
    let _ = writeln!(out, "\n{ALL}");
    let Some(scripts) = scripts else { return out };
    let _ = writeln!(out, "\n{:<22} {:>10}  served by", "Scripts of the book", "characters");
    for script in scripts {
        let served =
            if script.families.is_empty() { "no face".to_owned() } else { script.families.join(", ") };
        let _ = writeln!(out, "  {:<20} {:>10}  {served}", named(script.script), script.characters);
    }
    let missing: Vec<String> = scripts.iter().flat_map(|script| &script.missing).map(missing).collect();
    let _ = match missing.is_empty() {
        true => writeln!(out, "\nEvery character of the book has a glyph."),
        false => writeln!(out, "\nNo face has a glyph for:\n  {}", missing.join("\n  ")),
    };
    out
}

/// A script as people write its name; what Unicode calls `Common` are signs and figures.
fn named(script: &str) -> String {
    match script {
        "Common" | "Inherited" => "signs and figures".to_owned(),
        script => script.replace('_', " "),
    }
}

fn missing(character: &char) -> String {
    format!("U+{:04X} {}", u32::from(*character), escape(&character.to_string()))
}
