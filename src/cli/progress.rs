//! How far a run has come: on a terminal while it lasts, and with `-v` at its end what each stage took.

use super::messages::Messages;
use crate::{Observe, Observer, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Work that is done sooner shows nothing.
const SHOWN_AFTER: Duration = Duration::from_millis(500);
const TICK: Duration = Duration::from_millis(100);

/// A run that is looked at. Whatever was shown is gone from the terminal when it is dropped.
pub struct Progress {
    stages: Arc<Stages>,
    /// What shows the bar, and what ends it.
    shown: Option<(Sender<()>, JoinHandle<()>)>,
}

/// What was heard of stages so far.
struct Stages {
    begun: Instant,
    heard: Mutex<Vec<Heard>>,
    bar: ProgressBar,
}

struct Heard {
    stage: Stage,
    begun: Instant,
    took: Option<Duration>,
}

impl Progress {
    /// A run begins now. For programs, for who wants quiet, and where standard error is no terminal, nothing
    /// is shown.
    pub fn begin(messages: &Messages) -> Progress {
        let stages = Arc::new(Stages { begun: now(), heard: Mutex::default(), bar: bar() });
        let is_dumb = std::env::var_os("TERM").is_some_and(|name| name == "dumb");
        let wanted = !messages.quiet && !messages.format.is_for_programs();
        let shows = wanted && !is_dumb && std::io::stderr().is_terminal();
        let shown = shows.then(|| {
            let (end, ended) = channel();
            let bar = stages.bar.clone();
            let show = move || {
                if ended.recv_timeout(SHOWN_AFTER) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(TICK);
                // Until the other end is dropped.
                let _ = ended.recv();
                bar.finish_and_clear();
            };
            (end, std::thread::spawn(show))
        });
        Progress { stages, shown }
    }

    /// Who is to be told.
    pub fn observer(&self) -> Observer {
        Observer::new(self.stages.clone())
    }

    /// Takes what is shown from the terminal, so that messages may be printed.
    pub fn clear(&mut self) {
        if let Some((end, thread)) = self.shown.take() {
            drop(end);
            let _ = thread.join();
        }
    }

    /// What each stage took.
    pub fn times(&self) -> String {
        let heard = self.stages.heard();
        let took = |heard: &Heard| Some(format!("{} {}", name(heard.stage), seconds(heard.took?)));
        let mut parts: Vec<String> = heard.iter().filter_map(took).collect();
        parts.push(format!("in all {}", seconds(self.stages.begun.elapsed())));
        parts.join(", ")
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Stages {
    fn heard(&self) -> MutexGuard<'_, Vec<Heard>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observe for Stages {
    fn begins(&self, stage: Stage) {
        self.heard().push(Heard { stage, begun: now(), took: None });
        self.bar.set_message(name(stage));
    }

    fn ends(&self, stage: Stage) {
        if let Some(heard) = self.heard().iter_mut().rfind(|heard| heard.stage == stage) {
            heard.took = Some(heard.begun.elapsed());
        }
        self.bar.inc(1);
    }
}

/// The only clock of the program.
#[expect(clippy::disallowed_methods, reason = "what it tells is shown to who waits, and reaches no book")]
fn now() -> Instant {
    Instant::now()
}

/// A bar that nobody sees yet.
fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} [{bar:24}] {msg} ({elapsed})");
    let bar = ProgressBar::with_draw_target(Some(Stage::ALL.len() as u64), ProgressDrawTarget::hidden());
    match style {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        Err(_) => bar,
    }
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "reading",
        Stage::Images => "images",
        Stage::Prepare => "preparing",
        Stage::Pages => "setting pages",
        Stage::Epub => "writing the EPUB",
        Stage::Pdf => "writing the PDF",
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.2} s", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_told_with_its_time_once_it_is_done() {
        let progress = Progress::begin(&Messages::default());
        let observer = progress.observer();
        assert_eq!(observer.during(Stage::Read, || 1), 1);
        progress.stages.begins(Stage::Pages);
        let times = progress.times();
        assert!(times.starts_with("reading 0.0") && times.contains(", in all 0.0"), "{times}");
        assert!(!times.contains("pages"), "{times}");
    }
}
