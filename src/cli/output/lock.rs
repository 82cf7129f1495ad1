//! Runs that write to the same folders do so one after the other.

use super::place::PREFIX;
use crate::cli::identity::Identity;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

/// So long are the names that a library makes for files beside their places, behind the prefix.
const RANDOM: usize = 6;

/// The folders that a run writes to, locked until this is dropped. The lock is one of the folder's own
/// descriptor, so that no file is left behind by it.
pub struct Locks(#[expect(dead_code, reason = "it is held, not read")] Vec<File>);

impl Locks {
    /// Waits until no other run writes there. Folders of systems that know no such locks are not locked.
    pub fn on<'a>(folders: impl Iterator<Item = &'a Path>) -> Locks {
        // In an order that is the same for every run, so that no two wait for each other.
        let folders: BTreeMap<Identity, &Path> =
            folders.filter_map(|folder| Some((Identity::of(folder).ok()?, folder))).collect();
        let mut locks = Vec::new();
        for folder in folders.into_values() {
            let Ok(lock) = File::open(folder) else { continue };
            if lock.lock().is_ok() {
                remove_leftovers(folder);
                locks.push(lock);
            }
        }
        Locks(locks)
    }
}

/// Removes what a run left that was killed while it wrote: nobody else writes in a locked folder.
fn remove_leftovers(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
        let is_ours = random.is_some_and(|rest| {
            rest.len() == RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // What cannot be removed now is removed by the next run.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
