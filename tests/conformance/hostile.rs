//! Files that are made to harm who reads them: each is refused or judged, within bounds of time and memory,
//! and nothing of it reaches the disk. They go through the program, whose memory can be bounded.

mod archives;
mod pdfs;

use super::written;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What comes of it: 4 for what cannot be read, 5 for what is judged and found wanting.
const REFUSED: i32 = 4;
const JUDGED: i32 = 5;

/// For a build without optimisation on a busy machine; the same files take an optimised one a tenth.
const LONGEST: Duration = Duration::from_secs(60);
/// Of address space, with the stacks of all threads, in KiB.
const MEMORY: u32 = 4 << 20;

/// What a file is, what comes of it, and how it is made.
type Case = (&'static str, i32, fn() -> Vec<u8>);

#[test]
fn hostile_archives_are_refused_or_judged() {
    let (_, good) = written("tea.md", &[]);
    assert_bounded(archives::CASES, "epub", &good);
}

#[test]
fn hostile_pdfs_are_refused_or_judged() {
    let (good, _) = written("tea.md", &[]);
    assert_bounded(pdfs::CASES, "pdf", &good);
}

/// Verifies each file, beside an edition that is sound.
fn assert_bounded(cases: &[Case], ending: &str, good: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("a/b/c/d");
    std::fs::create_dir_all(&root).expect("a folder can be made");
    let (bad, beside) = (root.join(format!("bad.{ending}")), root.join("good"));
    std::fs::write(&beside, good).expect("a file can be written");
    let mut faults = Vec::new();
    for (name, code, make) in cases {
        std::fs::write(&bad, make()).expect("a file can be written");
        let ended = verified(&root, &bad, &beside);
        if ended.as_ref().map(|(ended, _)| *ended) != Some(Some(*code)) {
            faults.push(format!("{name}: {ended:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut left: Vec<_> =
        std::fs::read_dir(&root).expect("a folder").flatten().map(|it| it.file_name()).collect();
    left.sort();
    assert_eq!(
        left,
        [bad.file_name().expect("a name"), beside.file_name().expect("a name"), std::ffi::OsStr::new("said")]
    );
    assert!(!folder.path().join("a/escaped.xhtml").exists() && !Path::new("/tmp/escaped.xhtml").exists());
}

/// How the program ends, with what it says; `None` where it takes too long.
fn verified(root: &Path, bad: &Path, beside: &Path) -> Option<(Option<i32>, String)> {
    let said = root.join("said");
    let file = std::fs::File::create(&said).expect("a file can be made");
    // A shell bounds the memory of what it then becomes.
    let line = format!("ulimit -v {MEMORY} 2> /dev/null; exec \"$0\" verify \"$1\" \"$2\"");
    let mut child = Command::new("sh")
        .args(["-c", &line, env!("CARGO_BIN_EXE_bifolio")])
        .args([bad, beside])
        // The stacks and heaps of many threads take address space.
        .env("RAYON_NUM_THREADS", "2")
        .stdout(Stdio::null())
        .stderr(file)
        .spawn()
        .expect("a shell is at hand");
    let step = Duration::from_millis(20);
    for _ in 0..LONGEST.as_millis() / step.as_millis() {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            let said = std::fs::read_to_string(&said).unwrap_or_default();
            return Some((status.code(), said.lines().take(3).collect::<Vec<_>>().join(" ")));
        }
        std::thread::sleep(step);
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}
