//! Makes the editions again whenever something changes that they were made of.

use super::Outcome;
use super::files::{RecordedFiles, STDIN, Seen};
use super::make::{Build, Made, Make};
use super::panics::guarded;
use super::preview::Preview;
use super::target::Target;
use crate::Memo;
use crate::diagnostic::Error;
use clap::Args;
use notify::{RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

#[derive(Debug, Args)]
pub struct Watch {
    #[command(flatten)]
    build: Build,
    /// Show both editions in a browser, from this machine alone, on a port
    #[arg(long, value_name = "PORT", num_args = 0..=1, require_equals = true, default_missing_value = "4747")]
    serve: Option<u16>,
}

/// What is made again and again.
#[derive(Debug)]
pub struct Watching {
    pub make: Make,
    /// The port on which it is shown.
    serve: Option<u16>,
}

impl Watch {
    /// Errors are for whoever typed it.
    pub fn watching(self) -> Result<Watching, String> {
        let mut make = self.build.make()?;
        make.run.project.memo = Memo::keeping();
        let stdin = make.run.project.inputs.iter().any(|input| input == Path::new(STDIN));
        let stdout = make.targets.iter().flatten().any(|target| *target == Target::Stdout);
        match stdin || stdout {
            true => Err("`watch` reads files and writes files, no standard input or output".into()),
            false => Ok(Watching { make, serve: self.serve }),
        }
    }
}

/// Whoever saves a file may do so in several steps: only when nothing has happened for so long, the book
/// is made.
const QUIET: Duration = Duration::from_millis(80);
/// Where the system tells nothing, as on some networks, one looks for oneself.
const LOOK: Duration = Duration::from_secs(2);

impl Watching {
    /// Makes the editions, and again after each change, until a signal ends it. What is wrong is said,
    /// and does not end it.
    ///
    /// Errors: of the first run, inputs that are not there and what no change of a file could mend; `unwritable-output` where the port is taken.
    pub fn watch(&self, pool: &rayon::ThreadPool) -> Result<Outcome, Error> {
        let messages = &self.make.run.messages;
        let preview = self.serve.map(Preview::open).transpose()?;
        if let Some(preview) = &preview {
            messages.summarise(&format!("serving {}", preview.url()));
        }
        let mut is_first = true;
        loop {
            let files = RecordedFiles::new(&[])?;
            let made = guarded(|| pool.install(|| self.make.make(&files)));
            if let Some(preview) = &preview {
                show(&made, preview);
            }
            let written = match made {
                Ok(made) => made.written,
                Err(error) if is_first && Outcome::of(&error) != Outcome::Failed => return Err(error),
                Err(error) => {
                    messages.complain(&error);
                    Vec::new()
                }
            };
            is_first = false;
            let seen = files.seen();
            let files = if seen.files() == 1 { "file" } else { "files" };
            messages.summarise(&format!("watching {} {files}; press Ctrl+C to stop", seen.files()));
            wait(&seen, &written);
        }
    }
}

fn show(made: &Result<Made, Error>, preview: &Preview) {
    match made {
        Ok(Made { outcome: Outcome::Done, exported, .. }) => preview.show(exported),
        Ok(_) => preview.complain("the book is not written; the terminal says why"),
        Err(error) => preview.complain(&error.message),
    }
}

/// Returns when something is not as it was seen, but for what was written.
fn wait(seen: &Seen, written: &[PathBuf]) {
    let (tell, told) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Who only reads a file changes nothing.
        if !event.is_ok_and(|event| event.kind.is_access()) {
            let _ = tell.send(());
        }
    });
    // As long as it lives, it tells. Of folders that it cannot watch one hears by looking.
    let watcher = watcher.ok().map(|mut watcher| {
        for folder in seen.folders() {
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        watcher
    });
    while !seen.has_changed(written) {
        match watcher {
            Some(_) => settle(&told),
            None => std::thread::sleep(LOOK),
        }
    }
}

/// Waits for a word of the system, and for a moment in which it says no more; but not for long, since what
/// is written there without end may be no part of the book.
fn settle(told: &Receiver<()>) {
    const LONGEST: usize = 6;
    if told.recv_timeout(LOOK).is_err() {
        return;
    }
    for _ in 0..LONGEST {
        std::thread::sleep(QUIET);
        if told.try_iter().count() == 0 {
            return;
        }
    }
}
