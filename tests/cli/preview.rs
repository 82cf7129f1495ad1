//! What `watch --serve` answers, as bytes on a socket: `tests/judges.rs` looks at it in a browser.

use crate::{Watching, folder};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

/// A browser may wait for so long on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The stream of an answer, and what of it was read as its head.
fn ask(port: &str, request: &str, host: &str) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("somebody listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
    write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it is sent");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("an answer has a head");
        head.push(byte[0]);
    }
    (stream, String::from_utf8(head).expect("a head is text"))
}

fn get(port: &str, path: &str) -> Answer {
    let (mut stream, head) = ask(port, &format!("GET {path}"), &format!("127.0.0.1:{port}"));
    let mut body = Vec::new();
    stream.read_to_end(&mut body).expect("an answer ends");
    Answer { head, body }
}

#[test]
fn what_is_watched_can_be_seen() {
    let folder = folder(&[("book/1.md", b"---\ntitle: Tea\nlang: en\n---\n\n# One\n\nPour.\n")]);
    let at = |name: &str| folder.path().join(name);
    let _watching = Watching::start(folder.path(), "watch book -o out/ --serve=0");
    let said = || fs::read_to_string(at("said")).expect("it is there");
    let port = (0..1200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(50));
        let said = said();
        let behind = said.split("serving http://127.0.0.1:").nth(1)?;
        Some(behind.split('/').next()?.to_owned()).filter(|_| said.contains("watching"))
    });
    let port = port.expect("it serves");
    let (mut events, head) = ask(&port, "GET /events", &format!("localhost:{port}"));
    assert!(head.contains("text/event-stream"), "{head}");
    let mut heard = |version: usize| {
        let mut event = Vec::new();
        while !event.ends_with(b"\n\n") {
            let mut byte = [0];
            events.read_exact(&mut byte).expect("an event ends");
            event.push(byte[0]);
        }
        assert_eq!(String::from_utf8_lossy(&event), format!("data: {version}\n\n"));
    };
    heard(1);
    assert!(get(&port, "/").text().contains("<iframe"));
    assert!(get(&port, "/page.js").text().contains("EventSource"));
    let chapter = get(&port, "/epub/OEBPS/chapter-001.xhtml?version=1");
    assert!(chapter.head.contains("application/xhtml+xml") && chapter.text().contains("Pour."));
    assert!(chapter.head.contains("default-src 'none'"), "a book runs no scripts: {}", chapter.head);
    let pdf = get(&port, "/book.pdf");
    assert!(pdf.head.contains("application/pdf"), "{}", pdf.head);
    assert!(pdf.body == fs::read(at("out/tea.pdf")).expect("a PDF"), "it is the file that was written");

    fs::write(at("book/1.md"), "---\ntitle: Tea\nlang: en\n---\n\n# One\n\nSteep.\n").expect("it is written");
    heard(2);
    assert!(get(&port, "/epub/OEBPS/chapter-001.xhtml").text().contains("Steep."));
    // What was there stays, and it is said why there is nothing newer.
    fs::remove_dir_all(at("book")).expect("it is removed");
    heard(3);
    let book = get(&port, "/book.json").text();
    assert!(book.contains("\"fault\":\"") && book.contains("\"title\":\"Tea\""), "{book}");
    assert!(get(&port, "/epub/OEBPS/chapter-001.xhtml").text().contains("Steep."));

    for (request, host, expected) in [
        ("GET /", "evil.example", "403"),
        ("GET /", "127.0.0.1", "403"),
        ("POST /", "localhost", "403"),
        ("POST /", "", "405"),
        ("GET /book.md", "", "404"),
        ("GET /epub/../book/1.md", "", "404"),
        ("GET /epub/%2e%2e/said", "", "404"),
    ] {
        let own = format!("localhost:{port}");
        let (_, head) = ask(&port, request, if host.is_empty() { &own } else { host });
        assert!(head.starts_with(&format!("HTTP/1.1 {expected}")), "{request} at {host:?}: {head}");
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let folder = folder(&[("a.md", b"# A\n")]);
    let run = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .args(["watch", "a.md", &format!("--serve={port}")])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains(&format!("cannot serve on 127.0.0.1:{port}")), "{said}");
    assert_eq!(run.status.code(), Some(1));
}
