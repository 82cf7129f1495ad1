//! The program: what was typed becomes a `Project`, messages go to standard error, books to
//! files or standard output. The only place that knows the environment and the terminal.

mod args;
mod baseline;
mod deps;
mod explain;
mod files;
mod fonts;
mod help;
mod identity;
mod info;
mod init;
mod judge;
mod make;
mod man;
mod messages;
mod named;
mod options;
mod output;
mod owner;
mod panics;
mod preview;
mod progress;
mod record;
mod report;
mod shell;
mod target;
mod usage;
mod verify;
mod watch;

use crate::diagnostic::{Code, Error};
use crate::document::Timestamp;
use args::Task;
use files::RecordedFiles;
use options::Run;
use std::ffi::OsString;
use std::process::ExitCode;

/// How a run ends; the numbers are part of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done = 0,
    Failed = 1,
    Usage = 2,
    Denied = 3,
    Unreadable = 4,
    Different = 5,
}

impl Outcome {
    fn of(error: &Error) -> Outcome {
        match error.code {
            Code::UnreadableInput | Code::NoManuscript => Outcome::Unreadable,
            Code::UnknownSetting | Code::BadSetting => Outcome::Usage,
            _ => Outcome::Failed,
        }
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let task = match args::parse(arguments.clone()) {
        Ok(task) => task,
        Err(error) => return ExitCode::from(usage::answer(error, &arguments)),
    };
    output::interrupt::watch();
    let messages = task.messages();
    let outcome = panics::guarded(|| run(task)).unwrap_or_else(|error| {
        messages.complain(&error);
        Outcome::of(&error)
    });
    messages.end(outcome as u8);
    ExitCode::from(outcome as u8)
}

fn run(task: Task) -> Result<Outcome, Error> {
    match task {
        Task::Make(mut make) => {
            let Workshop { files, pool } = with(&mut make.run)?;
            let files = files.hashed(make.record.is_some());
            Ok(pool.install(|| make.make(&files))?.outcome)
        }
        Task::Watch(mut watching) => {
            let Workshop { pool, .. } = with(&mut watching.make.run)?;
            watching.watch(&pool)
        }
        Task::Explain(mut explaining) => {
            with(&mut explaining.run)?.install(|files| explaining.explain(files))
        }
        Task::Verify(files) => files.verify(),
        Task::Info(mut run) => with(&mut run)?.install(|files| info::inform(&run, files)),
        Task::Fonts(mut run) => with(&mut run)?.install(|files| fonts::list(&run, files)),
        Task::Init(init) => init.run(),
        Task::Code(topics) => shell::explain(&topics),
        Task::Completions(shell) => shell::completions(shell),
        Task::Man => man::man(),
    }
}

/// Room for the recursion over nested blocks, which readers cap. Pages that are not used cost
/// nothing.
const STACK: usize = 64 << 20;

/// What a manuscript is read with.
struct Workshop {
    files: RecordedFiles,
    pool: rayon::ThreadPool,
}

/// Completes a run by what the environment says, and opens what it works with.
fn with(run: &mut Run) -> Result<Workshop, Error> {
    run.project.date = source_date()?;
    let files = RecordedFiles::new(&run.project.inputs)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(run.jobs).stack_size(STACK).build();
    let pool = pool.map_err(|error| Error::new(Code::Internal, format!("no threads: {error}")))?;
    Ok(Workshop { files, pool })
}

impl Workshop {
    fn install<T: Send>(&self, work: impl FnOnce(&RecordedFiles) -> T + Send) -> T {
        self.pool.install(|| work(&self.files))
    }
}

/// The moment for the files' own dates, as reproducible-builds.org specifies it.
fn source_date() -> Result<Option<Timestamp>, Error> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let seconds = value.to_str().and_then(|value| value.trim().parse().ok());
    let date = seconds.and_then(Timestamp::from_epoch);
    let message = "SOURCE_DATE_EPOCH is not a number of seconds since 1970";
    date.map(Some).ok_or_else(|| Error::new(Code::BadSetting, message))
}
