//! Signals that end a run: what it has written beside its places goes with it, and files that are just
//! taking their places take all of them first.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Held while files take their places.
static REPLACING: Mutex<()> = Mutex::new(());
/// Files that have been written beside their places.
static BESIDE: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// No signal that can be caught ends the run until this is dropped.
pub fn hold() -> MutexGuard<'static, ()> {
    REPLACING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a file that goes with the run if a signal ends it: none comes between the making and its being known.
pub fn beside<F: AsRef<Path>>(make: impl FnOnce() -> io::Result<F>) -> io::Result<F> {
    let mut beside = BESIDE.lock().unwrap_or_else(PoisonError::into_inner);
    let file = make()?;
    beside.insert(file.as_ref().to_owned());
    Ok(file)
}

/// From now on signals that would end the run clean up first. One that is ignored stays ignored, as that
/// of the terminal's end is under `nohup`.
#[cfg(unix)]
pub fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
    let ignored = ignored();
    let is_free = |signal: &i32| ignored >> (signal - 1) & 1 == 0;
    let caught = [SIGHUP, SIGINT, SIGQUIT, SIGTERM].into_iter().filter(is_free);
    // A file that grows beyond what the system allows is an error like a full disk's where the signal has a handler,
    // whatever that does.
    if is_free(&SIGXFSZ) {
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    }
    let Ok(mut signals) = signal_hook::iterator::Signals::new(caught) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let _held = hold();
            // Held to the end, so that no other file is made.
            let beside = BESIDE.lock().unwrap_or_else(PoisonError::into_inner);
            for path in beside.iter() {
                let _ = std::fs::remove_file(path);
            }
            // As if nobody had caught it, so that whoever started the run sees what ended it.
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

/// Elsewhere the system has other ways.
#[cfg(not(unix))]
pub fn watch() {}

/// The signals that this process was started to ignore, a bit each, as Linux tells them; of other
/// systems, none.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}
