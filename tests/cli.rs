//! The command line's contract: arguments in, exit code, messages and files out.

#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/messages.rs"]
mod messages;
#[path = "cli/preview.rs"]
mod preview;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const BOOK: &str =
    "---\ntitle: Tea; or, The Kettle\nlang: en\n---\n\n# One\n\nBoil *fresh* water.\n\n# Two\n\nPour.\n";

/// An empty folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
    }
    folder
}

/// Runs the program in a folder. Arguments are split at spaces.
fn run(folder: &Path, arguments: &str) -> Output {
    run_with(folder, arguments, b"")
}

fn run_with(folder: &Path, arguments: &str, stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A run that ends before it reads closes the pipe.
    let _ = child.stdin.take().expect("stdin is piped").write_all(stdin);
    child.wait_with_output().expect("the program ends")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All files below a folder, sorted, by their paths from there.
fn files(root: &Path) -> Vec<String> {
    let (mut open, mut found) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder can be listed") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inner = path.strip_prefix(root).expect("it lies below");
                found.push(inner.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// Begins as an edition of its ending does.
fn is_sound(path: &Path) -> bool {
    let bytes = fs::read(path).expect("an output can be read");
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("epub") => bytes.starts_with(b"PK") && bytes[30..].starts_with(b"mimetypeapplication/epub+zip"),
        _ => bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"),
    }
}

#[test]
fn outputs_go_where_they_are_wanted() {
    let cases = [
        ("book.md", "out/tea-or-the-kettle.epub out/tea-or-the-kettle.pdf"),
        ("build book.md", "out/tea-or-the-kettle.epub out/tea-or-the-kettle.pdf"),
        ("book.md -o b.epub -o b.pdf", "b.epub b.pdf"),
        ("book.md -o b.pdf", "b.pdf"),
        ("book.md -o made/now/ -t epub", "made/now/tea-or-the-kettle.epub"),
        ("book.md --set title=Mine -t pdf", "out/mine.pdf"),
        ("check book.md", ""),
    ];
    for (arguments, expected) in cases {
        let folder = folder(&[("book.md", BOOK.as_bytes())]);
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{arguments}");
        let mut made = files(folder.path());
        made.retain(|file| file != "book.md");
        assert_eq!(made.join(" "), expected, "{arguments}");
        assert!(made.iter().all(|file| is_sound(&folder.path().join(file))), "{arguments}");
        let said = if expected.is_empty() { "bifolio: no problems found" } else { "bifolio: wrote " };
        assert!(stderr(&output).contains(said), "{arguments}: {}", stderr(&output));
    }
}

#[test]
fn standard_input_and_output_take_one_edition() {
    let folder = folder(&[]);
    let output = run_with(folder.path(), "- --from markdown -t epub -o -", BOOK.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(output.stdout.starts_with(b"PK"));
    assert!(files(folder.path()).is_empty());
}

#[test]
fn codes_tell_what_went_wrong() {
    let cases = [
        ("gone.md", 4, "error[unreadable-input]: cannot read `gone.md`"),
        ("book.md gone.md", 4, "error[unreadable-input]: cannot read `gone.md`"),
        ("empty/", 4, "error[no-manuscript]: the folder `empty/` holds no text"),
        ("book.md -o book.md/b.epub", 1, "error[unwritable-output]: cannot write `book.md/b.epub`"),
        ("book.md -o gone/b.epub", 1, "error[unwritable-output]: cannot write `gone/b.epub`"),
        ("book.md --set pdf.trm=a5", 2, "did you mean `pdf.trim`?"),
        ("gone.md --set pdf.size=1pt", 2, "error[bad-setting]"),
        (
            "book.md --set titel=x",
            2,
            "error[unknown-setting]: there is no setting `titel`; did you mean `title`?",
        ),
        ("book.md --set lang=xx-nonsense-zzz", 2, "error[bad-setting]: `lang` cannot be `xx-nonsense-zzz`"),
        ("book.md --set lang=de-UKX", 2, "did you mean `de`?"),
        ("book.md --set isbn=978-3-16-148410-1", 2, "check digit would be 0"),
        ("book.md --set isbn=123", 2, "an ISBN of 10 or 13 digits"),
        ("book.md -o book.docx", 2, "ends neither in .epub nor in .pdf"),
        ("book.md --deny warning", 2, "no such code"),
        ("", 2, "Usage: "),
    ];
    for (arguments, code, message) in cases {
        let folder = folder(&[("book.md", BOOK.as_bytes()), ("empty/notes.docx", b"no Markdown")]);
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{arguments}: {}", stderr(&output));
        assert_eq!(files(folder.path()), ["book.md", "empty/notes.docx"], "{arguments}");
    }
}

#[test]
fn an_earlier_output_survives_a_failed_run() {
    let folder = folder(&[("book.md", BOOK.as_bytes()), ("b.epub", b"the old book")]);
    let output = run(folder.path(), "book.md -o b.epub -o gone/b.pdf");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read(folder.path().join("b.epub")).expect("it is there"), b"the old book");
    assert_eq!(files(folder.path()), ["b.epub", "book.md"]);
}

#[test]
fn denied_codes_write_nothing_and_allowed_ones_are_not_said() {
    let cases = [
        ("", 0, true),
        ("--deny warnings", 3, true),
        ("-W invalid-utf8", 3, true),
        ("-W missing-image", 0, true),
        ("-A invalid-utf8", 0, false),
        ("-A invalid-utf8 -W warnings", 0, false),
    ];
    for (options, code, is_said) in cases {
        let folder = folder(&[("book.md", b"# T\n\nbroken \xFF here\n")]);
        let arguments = format!("book.md --format short -o b.epub {options}");
        let output = run(folder.path(), arguments.trim_end());
        assert_eq!(output.status.code(), Some(code), "{options}: {}", stderr(&output));
        let line = "book.md:3:8: warning[invalid-utf8]: not UTF-8: byte FF, shown as U+FFFD\n";
        assert_eq!(stderr(&output).contains(line), is_said, "{options}: {}", stderr(&output));
        assert_eq!(folder.path().join("b.epub").exists(), code == 0, "{options}");
    }
}

#[test]
fn messages_come_as_json_lines() {
    let folder = folder(&[("book.md", b"# T\n\nbroken \xFF here\n")]);
    let output = run(folder.path(), "book.md --format json -t epub");
    let lines: Vec<serde_json::Value> =
        stderr(&output).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let broken = lines.iter().find(|line| line["code"] == "invalid-utf8").expect("it is reported");
    assert_eq!((&broken["file"], &broken["line"]), (&"book.md".into(), &3.into()));
    assert_eq!((&broken["column"], &broken["severity"]), (&8.into(), &"warning".into()));
}

#[test]
fn bad_input_makes_a_sound_book() {
    let deep = "> ".repeat(10_000) + "deep\n";
    let long = "word ".repeat(100_000);
    let cases: [(&str, &[u8], &str); 7] = [
        ("book.md", b"", "warning[empty-input]"),
        ("book.txt", b" \n\n", "warning[empty-input]"),
        ("book.md", b"# A\n\nnul \0 bell \x07 escape \x1b[31m\n", "control-character"),
        ("book.md", b"\xFF\x00\x80", "invalid-utf8"),
        ("book.md", b"no heading at all\n", ""),
        ("book.md", deep.as_bytes(), "nesting-too-deep"),
        ("book.md", long.as_bytes(), ""),
    ];
    for (name, content, message) in cases {
        let folder = folder(&[(name, content)]);
        let output = run(folder.path(), &format!("{name} -o b.epub -o b.pdf --set title=Sound"));
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(0), "{name} {message}: {said}");
        assert!(said.contains(message), "{message}: {said}");
        assert!(!said.contains(['\0', '\x07', '\x1b']), "{said:?}");
        for book in ["b.epub", "b.pdf"] {
            assert!(is_sound(&folder.path().join(book)), "{book} {message}");
        }
    }
}

#[test]
fn a_missing_image_is_named_where_it_stands() {
    let book = "# T\n\n![a cup](cup.png)\n\n![far](https://example.org/x.png)\n\n![out](../x.png)\n";
    let folder = folder(&[("book.md", book.as_bytes())]);
    let output = run(folder.path(), "check book.md --format short");
    for line in [3, 5, 7] {
        let place = format!("book.md:{line}:1: warning[missing-image]: ");
        assert!(stderr(&output).contains(&place), "{}", stderr(&output));
    }
}

#[test]
fn only_a_path_that_is_typed_leads_out_of_the_book() {
    let book = "---\nlang: en\ncover-image: ../cover.png\n---\n\nText.\n";
    let cover = include_bytes!("kitchen-sink/images/page.png");
    let outside = "the image `../cover.png` lies outside the book's folder and is not read";
    for (typed, refused) in
        [("", true), ("--set cover-image=", true), ("--set cover-image=../cover.png", false)]
    {
        let folder = folder(&[("in/book.md", book.as_bytes()), ("cover.png", cover)]);
        let output = run(&folder.path().join("in"), &format!("book.md -o b.epub {typed}"));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stderr(&output).contains(outside), refused, "{typed}: {}", stderr(&output));
    }
}

#[test]
fn a_cover_lies_beside_the_file_that_names_it() {
    let cover = include_bytes!("kitchen-sink/images/page.png");
    let folder = folder(&[
        (
            "listed/book.toml",
            b"[book]\nlanguage = \"en\"\n[output.bifolio]\ncover-image = \"art/a%20b.png\"\n",
        ),
        ("listed/src/SUMMARY.md", b"- [One](one.md)\n"),
        ("listed/src/one.md", b"# One\n\nText.\n"),
        ("listed/art/a b.png", cover),
        ("files/1.md", b"---\nlang: en\n---\n\n# One\n"),
        ("files/2/1.md", b"---\ncover-image: art/c.png\n---\n\n# Two\n"),
        ("files/2/art/c.png", cover),
    ]);
    for input in ["listed", "files"] {
        let output = run(folder.path(), &format!("{input} -o {input}.epub --deny warnings"));
        assert_eq!(output.status.code(), Some(0), "{input}: {}", stderr(&output));
        let book = fs::read(folder.path().join(format!("{input}.epub"))).expect("the book is there");
        assert!(book.windows(11).any(|name| name == b"cover.xhtml"), "{input} has its cover");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_without_a_hang() {
    let folder = folder(&[]);
    let made = Command::new("mkfifo").arg(folder.path().join("pipe.md")).status();
    assert!(made.expect("mkfifo runs").success());
    for input in ["pipe.md", "/dev/zero"] {
        let output = run(folder.path(), input);
        assert_eq!(output.status.code(), Some(4), "{input}: {}", stderr(&output));
        assert!(stderr(&output).contains("not a regular file"), "{}", stderr(&output));
    }
}

#[test]
fn what_is_no_text_is_named_with_what_makes_one_of_it() {
    let word = b"PK\x03\x04....word/document.xml";
    let folder = folder(&[
        ("my book.docx", word),
        ("chapter.md", b"%PDF-1.7\n"),
        ("in/1.md", b"# One\n"),
        ("in/2.txt", b"\x89PNG\r\n\x1A\n"),
    ]);
    for (input, name, help) in [
        ("my book.docx", "a document of Word", "`pandoc 'my book.docx' -s"),
        ("chapter.md", "a PDF", "`pdftotext -layout chapter.md book.txt`"),
        ("in", "a PNG image", "where a text names it"),
    ] {
        let output =
            Command::new(env!("CARGO_BIN_EXE_bifolio")).current_dir(folder.path()).arg(input).output();
        let output = output.expect("the program starts");
        assert_eq!(output.status.code(), Some(4), "{input}: {}", stderr(&output));
        let said = stderr(&output);
        assert!(said.contains(name) && said.contains(help), "{said}");
    }
}

/// Wherever the user stands, the texts beside a list are named by their names.
#[test]
fn texts_that_a_list_leaves_out_are_named() {
    let one = b"# One\n\nText.\n".as_slice();
    let folder = folder(&[
        ("q/_quarto.yml", b"project:\n  type: book\nbook:\n  title: T\n  chapters:\n    - one.md\n"),
        ("q/one.md", one),
        ("q/two.md", one),
        ("m/book.toml", b"[book]\ntitle = 'T'\nlanguage = 'en'\n"),
        ("m/src/SUMMARY.md", b"# Summary\n\n- [One](one.md)\n"),
        ("m/src/one.md", b"# One\n\n{{#include in.md}}\n"),
        ("m/src/in.md", b"Text.\n"),
        ("m/src/two.md", one),
    ]);
    for (stands, input, said) in [
        ("q", ".", "leaves out 1 text beside it: `two.md`"),
        (".", "q", "leaves out 1 text beside it: `two.md`"),
        ("m", ".", "`SUMMARY.md` leaves out 1 text beside it: `two.md`"),
        (".", "m", "`SUMMARY.md` leaves out 1 text beside it: `two.md`"),
    ] {
        let output = run(&folder.path().join(stands), &format!("check {input}"));
        assert!(stderr(&output).contains(said), "{stands} {input}: {}", stderr(&output));
    }
}

/// What a run has read, in whatever way, is never written over, and nothing else is written then.
#[cfg(unix)]
#[test]
fn nothing_that_was_read_is_written_over() {
    let picture = include_bytes!("kitchen-sink/images/page.png");
    let shows = b"# T\n\n![a page](pic.pdf)\n";
    let files: &[(&str, &[u8])] = &[
        ("book.md", BOOK.as_bytes()),
        ("x.epub", BOOK.as_bytes()),
        ("shows.md", shows),
        ("pic.pdf", picture),
        ("o.json", b"One\n"),
        ("a.txt", b"One\n\nText.\n"),
        ("m/book.toml", b"[book]\ntitle = \"M\"\n"),
        ("m/src/SUMMARY.md", b"# Summary\n\n- [One](one.md)\n"),
        ("m/src/one.md", b"# One\n\n```json\n{{#include d.json}}\n```\n"),
        ("m/src/d.json", b"{}\n"),
    ];
    // Arguments, standard input, and what is not written.
    let cases = [
        ("s.md -o x.epub", "x.epub"),
        ("x.md -o hard.epub", "hard.epub"),
        ("shows.md -o pic.pdf", "pic.pdf"),
        ("shows.md -o link.pdf", "link.pdf"),
        ("shows.md -o new.epub -o pic.pdf", "pic.pdf"),
        ("a.txt --outline o.json -t epub -o new.epub --report o.json", "o.json"),
        ("m -t epub -o new.epub --report m/src/d.json", "m/src/d.json"),
        ("m -t epub -o - --report m/src/../src/d.json", "m/src/../src/d.json"),
        ("check shows.md --set cover-image=o.json --report o.json", "o.json"),
    ];
    for (arguments, refused) in cases {
        let folder = folder(files);
        let at = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink("x.epub", at("s.md")).expect("a link can be made");
        std::os::unix::fs::symlink("pic.pdf", at("link.pdf")).expect("a link can be made");
        fs::hard_link(at("x.epub"), at("hard.epub")).expect("a link can be made");
        fs::hard_link(at("x.epub"), at("x.md")).expect("a link can be made");
        let before = self::files(folder.path());
        let output = run(folder.path(), arguments);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments}: {said}");
        let message = format!("error[unwritable-output]: cannot write `{refused}`: it is an input");
        assert!(said.contains(&message), "{arguments}: {said}");
        assert!(output.stdout.is_empty(), "{arguments}");
        assert_eq!(self::files(folder.path()), before, "{arguments}");
        for (name, content) in files {
            assert_eq!(fs::read(at(name)).expect("it is there"), *content, "{arguments}: {name}");
        }
    }
    let folder = folder(files);
    let input = fs::File::open(folder.path().join("x.epub")).expect("it is there");
    let output = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .args(["-", "--from", "markdown", "-o", "x.epub"])
        .current_dir(folder.path())
        .stdin(input)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}

/// Pipes, sockets and devices are no places for a book, nor are two outputs one file.
#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_not_written() {
    let folder = folder(&[("book.md", BOOK.as_bytes())]);
    let at = |name: &str| folder.path().join(name);
    let made = Command::new("mkfifo").arg(at("pipe.epub")).status();
    assert!(made.expect("mkfifo runs").success());
    let _socket = std::os::unix::net::UnixListener::bind(at("socket.pdf")).expect("a socket can be made");
    std::os::unix::fs::symlink("/dev/null", at("device.epub")).expect("a link can be made");
    std::os::unix::fs::symlink("circle.pdf", at("circle.pdf")).expect("a link can be made");
    std::os::unix::fs::symlink("r.html", at("r.json")).expect("a link can be made");
    let before = files(folder.path());
    for (arguments, message) in [
        ("book.md -o pipe.epub", "cannot write `pipe.epub`: it is not a regular file"),
        ("book.md -o socket.pdf", "cannot write `socket.pdf`: it is not a regular file"),
        ("book.md -o device.epub", "cannot write `device.epub`: it is not a regular file"),
        ("book.md -o new.epub -o circle.pdf", "cannot write `circle.pdf`: its links lead in a circle"),
        ("book.md -t epub -o - --report r.html --report r.json", "`r.json`: it is the same file as `r.html`"),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{arguments}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{arguments}");
        assert_eq!(files(folder.path()), before, "{arguments}");
    }
}

#[cfg(unix)]
#[test]
fn links_and_modes_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("book.md", BOOK.as_bytes()), ("real/b.epub", b"the old book")]);
    let at = |name: &str| folder.path().join(name);
    fs::set_permissions(at("real/b.epub"), fs::Permissions::from_mode(0o600)).expect("its mode can be set");
    std::os::unix::fs::symlink("real/b.epub", at("b.epub")).expect("a link can be made");
    // This one leads to a file that is not there yet.
    std::os::unix::fs::symlink("real/b.pdf", at("b.pdf")).expect("a link can be made");
    let output = run(folder.path(), "book.md -o b.epub -o b.pdf");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for name in ["b.epub", "b.pdf"] {
        assert!(at(name).is_symlink() && is_sound(&at("real").join(name)), "{name}");
    }
    let mode = |name: &str| fs::metadata(at(name)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode("real/b.epub"), 0o600);
    fs::write(at("new"), "").expect("a file can be written");
    assert_eq!(mode("real/b.pdf"), mode("new"), "a new file is as the umask has it");
}

#[test]
fn help_names_examples_and_exit_codes() {
    let folder = folder(&[]);
    for arguments in ["--help", "-h", "build --help", "check --help"] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments}");
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        let wanted: &[&str] = match arguments {
            "check --help" => &["INPUT", "--deny"],
            _ => &["Examples:", "Exit codes:", "SOURCE_DATE_EPOCH", "--output", "--set"],
        };
        assert!(wanted.iter().all(|word| help.contains(word)), "{arguments}: {help}");
    }
}

#[test]
fn plain_text_is_explained_line_by_line() {
    let text = "The Quay\n\nBy Nora Example\n\n1. Fog\n\nIt came[1] in the morning.\n\n[1] As ever.\n\n2. Tide\n\nIt went.\n\nSubscribe now\n";
    let folder = folder(&[("a.txt", text.as_bytes()), ("o.txt", b"Fog\n  Nowhere\n"), ("a.md", b"# A\n")]);
    let said = |arguments: &str| {
        let output = run(folder.path(), arguments);
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned(), stderr(&output))
    };
    let (code, short, messages) = said("explain a.txt --format short");
    let expected = "\
        a.txt:1: title: the first words of the text\n\
        a.txt:2: blank\n\
        a.txt:3: author: says who wrote it\n\
        a.txt:4: blank\n\
        a.txt:5: heading 1: begins with a number that follows the last one\n\
        a.txt:6: blank\n\
        a.txt:7: paragraph: a line of its own\n\
        a.txt:8: blank\n\
        a.txt:9: note: a note that line 7 calls\n\
        a.txt:10: blank\n\
        a.txt:11: heading 1: begins with a number that follows the last one\n\
        a.txt:12: blank\n\
        a.txt:13: paragraph: a line of its own\n\
        a.txt:14: blank\n\
        a.txt:15: furniture: calls on readers of a web page\n";
    assert_eq!((code, short.as_str()), (Some(0), expected), "{messages}");
    assert!(messages.contains("a.txt:15:1: note[furniture]"), "{messages}");
    let (_, table, _) = said("explain a.txt");
    assert!(table.ends_with("\n15 lines; left out: 15\n"), "{table}");
    let (_, objects, _) = said("explain a.txt --format json --keep-furniture");
    let objects: Vec<serde_json::Value> =
        objects.lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect();
    assert_eq!(objects.len(), 15);
    assert_eq!(
        (&objects[4]["role"], &objects[4]["level"], &objects[14]["left_out"]),
        (&"heading".into(), &1.into(), &false.into())
    );
    let (code, outlined, messages) = said("explain a.txt --outline o.txt --format short");
    assert!(outlined.contains("a.txt:5: heading 1: named in the outline file, line 1\n"), "{outlined}");
    assert!(outlined.contains("a.txt:11: paragraph"), "{outlined}");
    assert!(messages.contains("o.txt:2:3: warning[outline-unmatched]"), "{messages}");
    assert_eq!(code, Some(0));
    assert_eq!(said("explain a.md").0, Some(2));
    assert_eq!(said("check a.md --outline o.txt").0, Some(2));
    assert_eq!(said("check a.txt --outline none.txt").0, Some(4));
    assert_eq!(said("explain a.txt --deny furniture").0, Some(3));
}

#[test]
fn reports_say_what_was_checked() {
    // Arguments, the exit code, and the files that are there in the end.
    let cases = [
        ("book.md -o b.epub -o b.pdf --report r.html --report r.json", 0, "b.epub b.pdf r.html r.json"),
        ("check book.md --report r.json", 0, "r.json"),
        ("check book.md --report r.json --report r.HTML", 0, "r.HTML r.json"),
        ("book.md -t epub -o - --report r.json", 0, "r.json"),
        // What is denied is in the report, which says why there is no book.
        ("book.md -o b.epub --report r.json --deny accessibility", 3, "r.json"),
        ("book.md -o b.epub --report r.txt", 2, ""),
        ("book.md -o b.epub --report r", 2, ""),
        ("book.md -o b.epub --report r.json --report s.json", 2, ""),
        ("explain a.txt --report r.json", 2, ""),
        // All or nothing.
        ("book.md -o b.epub --report gone/r.json", 1, ""),
        ("book.md -o gone/b.epub --report r.json", 1, ""),
    ];
    for (arguments, code, expected) in cases {
        let folder =
            folder(&[("book.md", b"---\nlang: en\n---\n\n# Tea\n\nSee [here](https://example.org).\n")]);
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", stderr(&output));
        let mut made = files(folder.path());
        made.retain(|file| file != "book.md");
        assert_eq!(made.join(" "), expected, "{arguments}");
        let Ok(json) = fs::read(folder.path().join("r.json")) else { continue };
        let report: serde_json::Value = serde_json::from_slice(&json).expect("the report is JSON");
        let vague =
            report["manuscript"].as_array().expect("a list").iter().find(|it| it["code"] == "vague-link");
        let found = &vague.expect("it is asked for")["found"][0];
        assert_eq!(
            (&found["file"], &found["line"], &found["column"]),
            (&"book.md".into(), &7.into(), &5.into())
        );
        assert_eq!(report["outcome"]["result"], "none-failed", "{arguments}: {report:#}");
        let name = if expected.contains("b.epub") { "b.epub".into() } else { serde_json::Value::Null };
        assert_eq!(report["editions"][0]["file"], name, "{arguments}");
    }
}

#[test]
fn what_is_not_said_is_in_the_report_all_the_same() {
    let folder = folder(&[("book.md", b"# Tea\n\nSee [here](https://example.org).\n")]);
    let output = run(folder.path(), "check book.md -A vague-link -A lang-not-set --report r.html");
    assert!(!stderr(&output).contains("vague-link") && stderr(&output).contains("wrote r.html"));
    let html = fs::read_to_string(folder.path().join("r.html")).expect("it is there");
    assert!(
        html.contains("book.md:3:5: the link “here”") && html.contains("book.md:1:1: the language"),
        "{html}"
    );
}

/// Each fault that keeps some readers out ends the run where accessibility is denied, whether it is
/// a warning or a note.
#[test]
fn accessibility_can_be_denied() {
    let cases = [
        ("![](a.png)", "missing-alt"),
        ("![image](a.png)", "suspicious-alt"),
        ("### Deep", "heading-skip"),
        ("[](https://example.org)", "empty-link"),
        ("[![](a.png){.decorative}](https://example.org)", "empty-link"),
        ("[click here](https://example.org)", "vague-link"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "headless-table"),
        ("<span style=\"color: red\">late</span>", "color-only"),
        ("<font color=\"red\">late</font>", "color-only"),
        ("Words[^1].\n\n[^1]: See [here](https://example.org).", "vague-link"),
        ("> ![](a.png)", "missing-alt"),
    ];
    for (text, code) in cases {
        let book = format!("---\nlang: en\n---\n\n# Tea\n\n{text}\n");
        let folder = folder(&[("book.md", book.as_bytes())]);
        let output = run(folder.path(), "check book.md -t epub --format short --deny accessibility");
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(3), "{text}: {said}");
        let line = said.lines().find(|line| line.contains(&format!("[{code}]")));
        assert!(line.is_some_and(|line| line.starts_with("book.md:")), "{text}: {said}");
    }
    let folder = folder(&[("book.md", b"# Tea\n\nBoil it.\n")]);
    let output = run(folder.path(), "check book.md -t epub --format short --deny accessibility");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).starts_with("book.md:1:1: note[lang-not-set]"), "{}", stderr(&output));
}

/// How a plain text is read by what is set, and what is refused.
#[test]
fn settings_say_how_a_plain_text_is_read() {
    let text = "The Quay\n\nLetter 1\n\nIt came in the morning, and nobody\nsaw it come\nin.\n\nLetter 2\n\nIt went.\n";
    let folder = folder(&[
        ("a.txt", text.as_bytes()),
        ("b/a.txt", text.as_bytes()),
        ("b/metadata.yaml", b"text:\n  structure: none\n  keep-lines: true\n"),
        ("c/a.txt", text.as_bytes()),
        ("c/metadata.yaml", b"text.heading: '(went'\n"),
        ("d/a.txt", text.as_bytes()),
        ("d/o.txt", b"Letter 2\n"),
        ("d/metadata.yaml", b"text.outline: o.txt\n"),
        ("e/a.txt", text.as_bytes()),
        ("e/metadata.yaml", b"text.outline: ../d/o.txt\n"),
    ]);
    let said = |arguments: &str| {
        let output = run(folder.path(), arguments);
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned(), stderr(&output))
    };
    let headings = |arguments: &str| {
        let (_, lines, _) = said(&format!("explain {arguments} --format short"));
        let number = |line: &str| line.split(':').nth(1).map(str::to_owned);
        lines
            .lines()
            .filter(|line| line.contains(": heading"))
            .filter_map(number)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(headings("a.txt"), "3 9");
    assert_eq!(headings("a.txt --set text.structure=none"), "");
    assert_eq!(headings("a.txt --set text.structure=list"), "");
    assert_eq!(headings("a.txt --set text.structure=numbers"), "3 9");
    assert_eq!(headings("a.txt --set text.heading=went"), "11");
    assert_eq!(headings("a.txt --set text.outline=d/o.txt"), "9");
    assert_eq!(headings("a.txt --outline d/o.txt --set text.from=text"), "9");
    assert_eq!(headings("b/a.txt"), "");
    assert!(said("explain b/a.txt --format short").1.contains("a.txt:6: verse"));
    assert_eq!(headings("d/a.txt"), "9");
    assert_eq!(said("explain e/a.txt").0, Some(4));
    let (code, _, messages) = said("explain a.txt --set text.heading=(went");
    assert_eq!(code, Some(2), "{messages}");
    assert!(
        messages.contains("`text.heading` cannot be `(went`: it takes a regular expression (unclosed group)"),
        "{messages}"
    );
    let (code, _, messages) = said("explain c/a.txt --format short");
    assert!(messages.contains("metadata.yaml:1:") && messages.contains("unclosed group"), "{messages}");
    assert_eq!(code, Some(0));
    assert_eq!(said("explain a.txt --write-outline o.txt").0, Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("o.txt")).ok().as_deref(), Some("Letter 1\nLetter 2\n"));
    assert_eq!(said("explain a.txt --write-outline a.txt").0, Some(1));
}

#[test]
fn a_kind_that_comes_very_often_is_folded() {
    let links: String = (0..25).map(|number| format!("[a](#gone{number}) ")).collect();
    let text = format!("---\nlang: en\n---\n\n# One\n\n{links}\n\n[](https://example.org)\n");
    let folder = folder(&[("book.md", text.as_bytes())]);
    let counted = |arguments: &str| {
        let output = run(folder.path(), arguments);
        let said = stderr(&output);
        (said.matches("dangling-link").count(), said.contains("20 more messages of this kind"), said)
    };
    let folded = counted("check book.md --format short");
    assert_eq!((folded.0, folded.1), (6, true), "{}", folded.2);
    assert!(folded.2.contains("empty-link") && folded.2.contains("26 warnings"), "{}", folded.2);
    for arguments in ["check book.md --format short -v", "check book.md --format json"] {
        let all = counted(arguments);
        assert_eq!((all.0, all.1), (25, false), "{}", all.2);
    }
}

#[test]
fn who_is_quiet_says_warnings_alone() {
    let folder = folder(&[("book.md", b"# One\n\nBoil *fresh* water, [see](#gone).\n")]);
    let said = stderr(&run(folder.path(), "check book.md --format short"));
    assert!(said.contains("note[lang-not-set]") && said.contains("bifolio: 1 warning; 1 note"), "{said}");
    let said = stderr(&run(folder.path(), "check book.md --format short -q"));
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("warning[dangling-link]"), "{said}");
}

#[test]
fn what_helps_at_a_desk_goes_to_standard_output() {
    let folder = folder(&[]);
    for (arguments, expected) in [
        ("--explain missing-alt", "missing-alt\n\nwarning: the image"),
        ("--explain missing-alt dangling-link", "\ndangling-link\n\nwarning: no heading"),
        ("--explain", "\n  missing-alt          "),
        ("--explain list", "\n  images: missing-image, unreadable-image"),
        ("--explain links", "\n  dangling-link        "),
        ("--explain list", "  usage                An option, a value of one,"),
        ("completions bash", "dangling-link"),
        ("completions bash", "_bifolio()"),
        ("completions zsh", "#compdef bifolio"),
        ("completions fish", "complete -c bifolio"),
        ("completions powershell", "Register-ArgumentCompleter"),
        ("man", ".TH bifolio 1"),
        ("help check", "Do everything that build does"),
        ("--help", "\n                         has them [default: none]"),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", stderr(&output));
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains(expected), "{arguments}: {said}");
    }
}

#[test]
fn groups_of_messages_are_denied_and_allowed() {
    let text = b"---\nlang: en\n---\n\n# One\n\n[a](#gone) and ![](gone.png)\n";
    let cases = [
        ("-W links", 3),
        ("-W layout", 0),
        ("-W images", 3),
        ("-W layout,links", 3),
        ("-W warnings -A links,images", 0),
        ("-W links -A dangling-link", 0),
    ];
    for (arguments, code) in cases {
        let folder = folder(&[("book.md", text)]);
        let output = run(folder.path(), &format!("check book.md {arguments}"));
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", stderr(&output));
    }
}

#[test]
fn written_editions_are_verified() {
    let folder =
        folder(&[("book.md", BOOK.as_bytes()), ("other.md", b"---\nlang: en\n---\n\n# One\n\nPour.\n")]);
    run(folder.path(), "book.md -o a.epub -o a.pdf");
    run(folder.path(), "other.md -o b.epub -o b.pdf");
    fs::write(folder.path().join("no.epub"), "neither").expect("a file can be written");
    fs::write(folder.path().join("cut.pdf"), "%PDF-1.7").expect("a file can be written");
    let cases = [
        ("verify a.epub a.pdf", 0, "Both editions are sound and have the same content."),
        ("verify a.pdf a.epub", 0, "Both editions are sound and have the same content."),
        ("verify a.epub b.pdf", 5, "The editions differ."),
        ("verify a.epub b.pdf --format json", 5, "\"sound\": false"),
        ("verify a.epub a.pdf --format json", 0, "\"sound\": true"),
        ("verify a.epub b.pdf --format sarif", 5, "\"ruleId\":\"same-sections\""),
        ("verify a.epub a.pdf --format sarif", 0, "\"results\":[]"),
        ("verify a.epub", 0, "The file is sound"),
        ("verify a.pdf -v", 0, "passed: Everything that is drawn"),
        ("verify a.epub b.epub", 2, "are of the same kind"),
        ("verify gone.epub", 4, "cannot read `gone.epub`"),
        ("verify no.epub", 4, "it is neither an EPUB nor a PDF"),
        ("verify a.epub cut.pdf", 4, "the PDF cannot be read"),
        ("verify", 2, "required arguments"),
    ];
    for (arguments, code, message) in cases {
        let output = run(folder.path(), arguments);
        let said = stderr(&output) + &String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
        assert!(said.contains(message), "{arguments}: {said}");
    }
}

#[test]
fn a_new_book_is_made_whole_and_builds_without_a_word() {
    for (kind, input) in [("novel", "a"), ("manual", "a"), ("article", "a/article.md")] {
        let folder = folder(&[]);
        let output = run(folder.path(), &format!("init a --kind {kind}"));
        assert_eq!(output.status.code(), Some(0), "{kind}: {}", stderr(&output));
        assert!(stderr(&output).contains(&format!("bifolio {input}\n")), "{kind}: {}", stderr(&output));
        let made = run(folder.path(), &format!("{input} -o b.epub -o b.pdf"));
        assert_eq!(made.status.code(), Some(0), "{kind}: {}", stderr(&made));
        // Neither a warning nor a note: the summary alone.
        assert_eq!(stderr(&made).lines().count(), 1, "{kind}: {}", stderr(&made));
        assert!(!stderr(&made).contains(';'), "{kind}: {}", stderr(&made));
        let again = run(folder.path(), &format!("init a --kind {kind}"));
        assert_eq!(again.status.code(), Some(1), "{kind}");
    }
}

#[test]
fn a_new_book_goes_into_no_folder_that_holds_anything() {
    let folder = folder(&[("full/.hidden", b"" as &[u8]), ("file", b""), ("empty/x", b"")]);
    fs::remove_file(folder.path().join("empty/x")).expect("it is there");
    let cases = [
        ("init full", 1, "cannot make a book in `full`: it holds `.hidden`;"),
        ("init .", 1, "cannot make a book in `.`: it holds `empty` and 2 more;"),
        ("init file", 1, "cannot make a book in `file`: it is no folder"),
        ("init file/a", 1, "cannot"),
        ("init empty", 0, "bifolio empty\n"),
        ("init deep/er/still", 0, "bifolio deep/er/still\n"),
    ];
    for (arguments, code, said) in cases {
        let before = files(folder.path());
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", stderr(&output));
        assert!(stderr(&output).contains(said), "{arguments}: {}", stderr(&output));
        assert_eq!(files(folder.path()) == before, code == 1, "{arguments}");
    }
}

#[test]
fn what_is_in_force_is_told_with_its_place() {
    let book: &[(&str, &[u8])] = &[
        ("book.toml", b"[book]\ntitle = \"By mdBook\"\nauthors = [\"Ann\"]\n\n[output.bifolio]\npdf.size = \"12pt\"\n"),
        ("src/SUMMARY.md", b"- [One](one.md)\n"),
        ("src/one.md", b"---\npublisher: House\npdf.trim: a5\npdf.size: 9pt\n---\n# One\n\nTwo words.[^a]\n\n[^a]: Three more words.\n"),
    ];
    let folder = folder(book);
    let output = run(
        folder.path(),
        "info . --format json --set epub.notes=chapter-end --set lang=en --set toc-depth=1",
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let row = |name: &str| {
        let rows = told["metadata"].as_array().into_iter().chain(told["settings"].as_array()).flatten();
        let row =
            rows.into_iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no {name}: {told:#}"));
        let place = match (&row["file"], &row["setting"]) {
            (serde_json::Value::String(file), _) => format!(" {file}:{}:{}", row["line"], row["column"]),
            (_, serde_json::Value::String(setting)) => format!(" {setting}"),
            _ => String::new(),
        };
        let values: Vec<&str> =
            row["values"].as_array().into_iter().flatten().filter_map(|value| value.as_str()).collect();
        format!("{} {}{place}", values.join(","), row["from"].as_str().unwrap_or_default()).replace("./", "")
    };
    for (name, expected) in [
        ("title", "By mdBook file book.toml:2:9"),
        ("author", "Ann file book.toml:3:11"),
        ("lang", "en command-line"),
        ("publisher", "House file src/one.md:2:12"),
        ("pdf.size", "12pt file book.toml:6:12"),
        ("pdf.leading", "16pt setting pdf.size"),
        ("pdf.trim", "a5 file src/one.md:3:11"),
        ("pdf.toc-depth", "1 setting toc-depth"),
        ("epub.notes", "chapter-end command-line"),
        ("pdf.figures", "here default"),
        ("site-url", " default"),
    ] {
        assert_eq!(row(name), expected, "{name}");
    }
    assert_eq!((&told["words"], &told["notes"], &told["images"]), (&6.into(), &1.into(), &0.into()));
    assert_eq!(told["outline"][0]["words"], 3);
    assert_eq!(told["list"].as_str().map(|list| list.replace("./", "")).as_deref(), Some("src/SUMMARY.md"));
    let human = run(folder.path(), "info .");
    let said = String::from_utf8_lossy(&human.stdout).into_owned();
    assert!(said.contains("book.toml:2") && said.contains("follows pdf.size"), "{said}");
}

#[test]
fn a_title_and_a_language_that_nobody_says_have_an_origin_too() {
    let cases: [(&str, &[u8], [&str; 2]); 4] = [
        ("my-tea.md", b"A text that is long enough for its language to be told from its words, which are English.\n", ["name", "words"]),
        ("my-tea.md", b"# The Lone\n\nA text that is long enough for its language to be told from its words.\n\n## A\n\n## B\n", ["heading", "words"]),
        ("my-tea.md", b"1\n", ["name", "default"]),
        ("my-tea.txt", b"Title: Tea\nLanguage: en\n\nA text of a few words that stands below its head.\n", ["file", "file"]),
    ];
    for (name, text, expected) in cases {
        let folder = folder(&[(name, text)]);
        let output = run(folder.path(), &format!("info {name} --format json"));
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        let rows = told["metadata"].as_array().cloned().unwrap_or_default();
        let of = |name: &str| rows.iter().find(|row| row["name"] == name).map(|row| row["from"].clone());
        let found =
            [of("title"), of("lang")].map(|from| from.and_then(|from| from.as_str().map(str::to_owned)));
        assert_eq!(found, expected.map(|from| Some(from.to_owned())), "{told:#}");
    }
}

#[test]
fn faces_are_listed_and_those_that_serve_a_book() {
    let folder = folder(&[("book.md", "---\nlang: en\n---\n# A\n\nTea чай 茶 `code`\n".as_bytes())]);
    let all = run(folder.path(), "fonts");
    let said = String::from_utf8_lossy(&all.stdout).into_owned();
    assert_eq!((all.status.code(), stderr(&all)), (Some(0), String::new()), "{said}");
    for family in ["Libertinus Serif", "Source Sans 3", "Source Code Pro", "STIX Two Math"] {
        assert!(said.contains(family), "{said}");
    }
    let output = run(folder.path(), "fonts book.md --set fonts.system=off --format json -A missing-glyph");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let script = |name: &str| {
        let scripts = told["book"].as_array().cloned().unwrap_or_default();
        let found = scripts.into_iter().find(|script| script["script"] == name);
        found.map(|found| format!("{} {}", found["families"], found["missing"]))
    };
    assert_eq!(script("Latin").as_deref(), Some("[\"Libertinus Serif\",\"Source Code Pro\"] []"));
    assert_eq!(script("Cyrillic").as_deref(), Some("[\"Libertinus Serif\"] []"));
    assert_eq!(script("Han").as_deref(), Some("[] [\"茶\"]"));
    assert_eq!(
        run(folder.path(), "fonts book.md --set fonts.system=off -W missing-glyph").status.code(),
        Some(3)
    );
    assert_eq!(run(folder.path(), "fonts gone.md").status.code(), Some(4));
}

#[test]
fn the_page_of_the_manual_has_what_help_has() {
    let output = run(folder(&[]).path(), "man");
    let page = String::from_utf8(output.stdout).expect("it is UTF-8");
    for head in [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "COMMANDS",
        "EXAMPLES",
        "\"EXIT STATUS\"",
        "ENVIRONMENT",
        "SETTINGS",
    ] {
        assert!(page.lines().any(|line| line == format!(".SH {head}")), "{head}: {page}");
    }
    for command in ["build", "check", "explain", "info", "fonts", "init", "mdbook", "completions", "man"] {
        assert!(page.contains(&format!(".SS \"bifolio {command}\"")), "{command}: {page}");
    }
    // Where man is at hand, it reads the page without a complaint.
    let mut read = Command::new("man");
    read.args(["--warnings", "-l", "-"]).env("MANWIDTH", "80").env("LC_ALL", "C.UTF-8");
    let child = read.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = child else { return eprintln!("skipped: man is not at hand") };
    let _ = child.stdin.take().expect("stdin is piped").write_all(page.as_bytes());
    let shown = child.wait_with_output().expect("man ends");
    assert_eq!(stderr(&shown), "");
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("pdf.trim") && shown.contains("--kind"), "{shown}");
}

/// What the handbook has people type, in the order of its recipes.
#[test]
fn the_recipes_run() {
    let handbook = include_str!("../content/handbook/1-first-book.md");
    let recipes =
        handbook.split("\n## ").find(|section| section.starts_with("Recipes")).expect("there are some");
    let folder = folder(&[("saga.txt", include_bytes!("../content/article.txt") as &[u8])]);
    let mut ran = 0;
    for line in recipes.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let (_, arguments) = line.split_once("bifolio ").expect("it is our command");
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{line}: {}", stderr(&output));
        ran += 1;
    }
    assert!(ran >= 10, "{ran} recipes");
}

/// The unique name that a written PDF carries, and the one of its print edition that an EPUB names.
fn names_of_pair(epub: &Path, pdf: &Path) -> (String, String) {
    let between = |text: &str, from: &str| {
        let rest = text.split_once(from).map_or("", |(_, rest)| rest);
        rest.split('<').next().unwrap_or_default().to_owned()
    };
    let mut archive = zip::ZipArchive::new(fs::File::open(epub).expect("an EPUB")).expect("an archive");
    let mut package = String::new();
    let mut entry = archive.by_name("OEBPS/content.opf").expect("a package");
    std::io::Read::read_to_string(&mut entry, &mut package).expect("it is text");
    let pdf = fs::read(pdf).expect("a PDF");
    let pdf = String::from_utf8_lossy(&pdf);
    (between(&package, "pageBreakSource\">"), between(&pdf, "<dc:identifier>"))
}

#[test]
#[cfg(unix)]
fn a_signal_leaves_both_editions_old_or_both_new() {
    let long = |title: &str| {
        let paragraphs =
            "The water comes from the well behind the house, and nobody asks. ".repeat(12) + "\n\n";
        format!("---\nlang: en\ntitle: {title}\n---\n\n# One\n\n{}", paragraphs.repeat(60))
    };
    let folder = folder(&[("old.md", long("Old").as_bytes()), ("new.md", long("New").as_bytes())]);
    let pair = || names_of_pair(&folder.path().join("a.epub"), &folder.path().join("a.pdf"));
    for (index, signal) in
        ["TERM", "INT", "HUP", "TERM", "INT", "QUIT"].into_iter().cycle().take(18).enumerate()
    {
        run(folder.path(), "old.md -o a.epub -o a.pdf -q");
        let mut child = Command::new(env!("CARGO_BIN_EXE_bifolio"))
            .args(["new.md", "-o", "a.epub", "-o", "a.pdf", "-q"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(30 * index as u64));
        let id = child.id().to_string();
        Command::new("kill").args(["-s", signal, &id]).status().expect("kill starts");
        child.wait().expect("it ends");
        let (epub, pdf) = pair();
        assert!(!pdf.is_empty() && epub == pdf, "{signal} after {index}: {epub} beside {pdf}");
        let left: Vec<String> =
            files(folder.path()).into_iter().filter(|name| name.starts_with('.')).collect();
        assert!(left.is_empty(), "{signal} after {index}: {left:?}");
    }
}

#[test]
fn what_a_killed_run_left_is_removed_by_the_next() {
    let folder = folder(&[
        ("book.md", BOOK.as_bytes()),
        (".bifolio-a1B2c3", b"half"),
        (".bifolio-notes", b"mine"),
        (".bifolio-x", b"mine"),
    ]);
    fs::create_dir(folder.path().join(".bifolio-folder")).expect("a folder can be made");
    let output = run(folder.path(), "book.md -o a.epub");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(files(folder.path()), [".bifolio-notes", ".bifolio-x", "a.epub", "book.md"]);
}

#[test]
fn another_book_is_replaced_with_a_word_or_not_at_all() {
    let other = "---\nlang: en\ntitle: Coffee\n---\n\n# One\n\nPour.\n";
    let folder = folder(&[("book.md", BOOK.as_bytes()), ("other.md", other.as_bytes())]);
    run(folder.path(), "other.md -o a.epub -o a.pdf");
    let before = fs::read(folder.path().join("a.epub")).expect("it is there");
    let output = run(folder.path(), "book.md -o a.epub -o a.pdf -W other-book --format short");
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert_eq!(fs::read(folder.path().join("a.epub")).expect("it is there"), before);
    let output = run(folder.path(), "book.md -o a.epub -o a.pdf --format short");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for file in ["a.epub", "a.pdf"] {
        let said =
            format!("bifolio: warning[other-book]: `{file}` is another book, “Coffee”, and is replaced");
        assert!(stderr(&output).contains(&said), "{}", stderr(&output));
    }
    let output = run(folder.path(), "book.md -o a.epub -o a.pdf --format short");
    assert!(!stderr(&output).contains("other-book"), "{}", stderr(&output));
}

/// A run that watches, ended with the test.
struct Watching(std::process::Child);

impl Watching {
    /// Its messages go to the file `said` in the folder.
    fn start(folder: &Path, arguments: &str) -> Watching {
        let said = fs::File::create(folder.join("said")).expect("a file can be made");
        let mut program = Command::new(env!("CARGO_BIN_EXE_bifolio"));
        program.args(arguments.split(' ')).current_dir(folder).stderr(said);
        Watching(program.spawn().expect("the program starts"))
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn what_is_watched_is_made_again_after_each_change() {
    let folder = folder(&[
        (
            "book/1-one.md",
            b"---\ntitle: Tea\nlang: en\n---\n\n# One\n\n{{#include part.txt}}\n\n![A dot](dot.png)\n",
        ),
        ("book/part.txt", b"Pour.\n"),
    ]);
    let at = |name: &str| folder.path().join(name);
    let _watching = Watching::start(folder.path(), "watch book -o a.epub --format short");
    let said = || fs::read_to_string(at("said")).expect("it is there");
    // Each time until it says that it waits, for as long as a loaded machine may take.
    let made = |times: usize| {
        for _ in 0..1200 {
            if said().matches("watching").count() >= times {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("not made {times} times: {}", said());
    };
    let holds = |words: &str| {
        let bytes = fs::read(at("a.epub")).expect("a book");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
        let chapters = names.iter().filter(|name| name.contains("chapter"));
        chapters.into_iter().any(|name| {
            let mut text = String::new();
            let mut entry = archive.by_name(name).expect("it is there");
            std::io::Read::read_to_string(&mut entry, &mut text).is_ok_and(|_| text.contains(words))
        })
    };
    made(1);
    assert!(holds("Pour."), "{}", said());
    let changes: [(&str, &dyn Fn(), &str, bool); 6] = [
        (
            "an include",
            &|| fs::write(at("book/part.txt"), "Steep.\n").expect("it is written"),
            "Steep.",
            true,
        ),
        (
            "a new chapter",
            &|| fs::write(at("book/2-two.md"), "# Two\n\nSip.\n").expect("it is written"),
            "Sip.",
            true,
        ),
        (
            "a new image",
            &|| fs::write(at("book/dot.png"), include_bytes!("nesting/dot.png")).expect("it is written"),
            "image-001.png",
            true,
        ),
        (
            "another name",
            &|| fs::rename(at("book/2-two.md"), at("book/3-two.md")).expect("it is renamed"),
            "Sip.",
            true,
        ),
        (
            "a fault",
            &|| fs::write(at("book/3-two.md"), "# Two\n\n[gone](#gone)\n").expect("it is written"),
            "gone",
            true,
        ),
        (
            "a chapter that is gone",
            &|| fs::remove_file(at("book/3-two.md")).expect("it is there"),
            "gone",
            false,
        ),
    ];
    for (index, (name, change, words, there)) in changes.into_iter().enumerate() {
        change();
        made(index + 2);
        assert_eq!(holds(words), there, "{name}: {}", said());
    }
    // Nothing is left to read, and then there is something again.
    fs::rename(at("book"), at("away")).expect("it is renamed");
    made(8);
    assert!(said().contains("error[unreadable-input]"), "{}", said());
    fs::rename(at("away"), at("book")).expect("it is renamed");
    made(9);
    assert!(holds("Steep."), "{}", said());
}

/// What a first session stumbles over, and what is said then.
#[test]
fn slips_are_answered_in_the_words_of_who_made_them() {
    let link = "# One\n\nSee [it](#gone).\n";
    let denying = format!("---\nlang: en\nmessages:\n  deny: [links, linsk]\n---\n\n{link}");
    let folder = folder(&[
        ("book.md", BOOK.as_bytes()),
        ("deny.md", denying.as_bytes()),
        ("a.txt", b"One\n\nWords.\n"),
        ("image.md", b"---\nlang: en\n---\n\n# One\n\n![A pot](gone.png)\n"),
        ("empty.json", b""),
        ("deep/sub/a.md", b"# One\n\nWords.\n"),
        ("deep/sub/metadata.yaml", b"title: Deep\n"),
        ("cover/a.md", b"# One\n\nWords.\n"),
        ("cover/metadata.yaml", b"lang: en\ncover-image: images/front.jpg\n"),
        ("listed/book.toml", b"[book]\nlanguage = \"en\"\n"),
        ("listed/src/SUMMARY.md", b"- [Boxes](boxes.md)\n"),
        ("listed/src/box.md", b"# Boxes\n"),
        ("trim.md", b"---\nlang: en\npdf.trim: 5x8\n---\n\n# One\n"),
        ("note.md", b"---\nlang: en\n---\n\n# One\n\nWords.[^1]\n\n[^1]: Five words in a note.\n"),
        ("cut.epub", b"PK\x03\x04"),
        ("cut.pdf", b"%PDF-1.7\n"),
        ("other.md", b"---\ntitle: Ale\nlang: en\n---\n\n# One\n\nBrew it.\n"),
    ]);
    assert_eq!(run(folder.path(), "other.md -o o.epub -o o.pdf").status.code(), Some(0));
    assert_eq!(run(folder.path(), "book.md -o b.epub -o b.pdf").status.code(), Some(0));
    let cases = [
        // What is known of a list is in force.
        ("deny.md", 3, "and `linsk` is neither; did you mean `links`?"),
        ("book.md --set messages.deny=links,linsk", 2, "and `linsk` is neither; did you mean `links`?"),
        ("book.md -o away/b.epub", 1, "there is no folder `away`"),
        ("watch nosuch.md", 4, "cannot read `nosuch.md`: no such file"),
        ("verify --baseline b.json b.epub b.pdf", 2, "`verify` has no baseline"),
        // An option of another command.
        (
            "check book.md -o dist/",
            2,
            "`-o` is an option of `bifolio build` and `bifolio watch`; leave it out here",
        ),
        ("book.md --serve", 2, "`--serve` is an option of `bifolio watch`; leave it out here"),
        ("book.md -t epub -o - --deps b.d", 2, "`--deps` writes a rule for a file: name one by `-o FILE`"),
        ("book.md -j 0", 2, "it takes a number from 1 to 256"),
        ("book.md --set date=2026-13-45", 2, "`date` cannot be `2026-13-45`: it takes a date such as 2026"),
        ("book.md --set pdf.trim=5x8", 2, "did you mean `5x8in`?"),
        ("book.md --set trim=a5", 2, "there is no setting `trim`; did you mean `pdf.trim`?"),
        ("book.md --set fonts.x=1", 2, "there is no setting `fonts.x`; did you mean `pdf.font`?"),
        ("book.md --set pdf.font=Garamond", 2, "none of the faces at hand has that name"),
        ("check book.md --baseline empty.json", 0, "`empty.json` is empty: no message is known from before"),
        (
            "check book.md --baseline empty.json",
            0,
            "messages are written to standard error: `2> empty.json` keeps them",
        ),
        ("check image.md -t epub", 0, "cannot read the image `gone.png`: no such file"),
        ("verify gone.epub", 4, "cannot read `gone.epub`: no such file"),
        ("verify .", 4, "it is a folder; name an EPUB, a PDF, or both"),
        ("verify cut.epub", 4, "it is cut off or damaged"),
        ("verify cut.pdf", 4, "it is cut off or damaged"),
        ("check deep", 0, "`deep/sub/metadata.yaml` is not read: it lies deeper than the folder of the book"),
        (
            "check cover -t epub --format short",
            0,
            "cover/metadata.yaml:2:14: warning[missing-image]: cannot read the image",
        ),
        (
            "check listed -t epub",
            0,
            "cannot read the chapter `boxes.md`: no such file; did you mean `box.md`?",
        ),
        ("check book.md book.md", 0, "`book.md` stands in the book more than once"),
        ("check listed/src listed/src/box.md", 0, "box.md` stands in the book more than once"),
        ("check trim.md", 0, "did you mean `5x8in`?"),
        ("check trim.md", 0, "it is left out; the default is `6x9in`"),
        ("", 2, "nothing is named to work on; begin with one of these:"),
        ("--explain nonsens", 2, "no such code or group; `--explain list` lists them"),
    ];
    for (arguments, code, expected) in cases {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", stderr(&output));
        assert!(stderr(&output).contains(expected), "{arguments}: {}", stderr(&output));
    }
    let two = run(folder.path(), "verify o.epub b.pdf");
    let said = String::from_utf8_lossy(&two.stdout).into_owned();
    assert!(said.starts_with("These are two books: “Ale” and “Tea; or, The Kettle”.\n"), "{said}");
    assert_eq!((two.status.code(), said.lines().count()), (Some(5), 5), "{said}");
    assert!(run(folder.path(), "verify o.epub b.pdf -v").stdout.len() > said.len());
    let verified = run(folder.path(), "verify b.epub b.pdf -q");
    assert_eq!((verified.status.code(), verified.stdout.len()), (Some(0), 0), "{}", stderr(&verified));
    let here = run(folder.path(), "check . --format short");
    assert!(!stderr(&here).contains("Untitled"), "{}", stderr(&here));
    let info = run(folder.path(), "info note.md");
    let said = String::from_utf8_lossy(&info.stdout).into_owned();
    let notes = said.lines().find(|line| line.trim_start().starts_with("(notes)"));
    assert!(notes.is_some_and(|line| line.ends_with(" 5")), "{said}");
    let explained = run_with(folder.path(), "explain -", b"One\n\nWords.\n");
    assert_eq!(explained.status.code(), Some(0), "{}", stderr(&explained));
    let meaning = run(folder.path(), "--explain missing-alt");
    assert!(String::from_utf8_lossy(&meaning.stdout).contains("`![…](…)`"));
}
