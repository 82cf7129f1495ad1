//! What a run says, in which shape, on which stream, and what it ends with.

use super::{files, folder, run, run_with, stderr};
use serde_json::Value;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The codes that were said, in their order, of a run with `--format json`.
fn codes(output: &Output) -> String {
    let said = stderr(output);
    let objects = said.lines().map(|line| serde_json::from_str(line).expect("a line is an object"));
    let codes: Vec<String> =
        objects.map(|object: Value| object["code"].as_str().unwrap_or_default().to_owned()).collect();
    codes.join(" ")
}

/// Runs the program with arguments that hold what no shell would let pass.
fn run_raw(folder: &Path, arguments: &[&str]) -> Output {
    let arguments = arguments.iter().map(OsString::from);
    let command = Command::new(env!("CARGO_BIN_EXE_bifolio")).args(arguments).current_dir(folder).output();
    command.expect("the program starts")
}

fn object(text: &str) -> Value {
    serde_json::from_str(text).expect("it is one document of JSON")
}

#[test]
fn a_book_denies_and_allows_and_the_command_line_wins() {
    // What the book says, what is typed, the exit code, and whether the link is named.
    let cases = [
        ("", "", 0, true),
        ("messages.deny: dangling-link", "", 3, true),
        ("messages:\n  deny: [images, links]", "", 3, true),
        ("messages.deny: images", "", 0, true),
        ("messages.allow: links", "", 0, false),
        ("messages: {deny: warnings, allow: dangling-link}", "", 0, false),
        ("messages.allow: links", "-W dangling-link", 3, true),
        ("messages.deny: warnings", "-A links", 0, false),
        ("messages.deny: warnings", "-A images", 3, true),
        ("messages.deny: warnings", "--set messages.deny=none", 0, true),
        ("", "--set messages.deny=links", 3, true),
        ("", "--set messages.allow=links,images", 0, false),
    ];
    for (front, typed, code, is_said) in cases {
        let text = format!("---\nlang: en\n{front}\n---\n\n# One\n\n[a](#gone)\n");
        let folder = folder(&[("book.md", text.as_bytes())]);
        let output = run(folder.path(), &format!("book.md -o b.epub --format json {typed}"));
        assert_eq!(output.status.code(), Some(code), "{front} {typed}: {}", stderr(&output));
        assert_eq!(codes(&output), if is_said { "dangling-link" } else { "" }, "{front} {typed}");
        assert_eq!(folder.path().join("b.epub").exists(), code == 0, "{front} {typed}");
    }
}

#[test]
fn a_policy_of_names_that_there_are_not_is_named() {
    let folder = folder(&[
        ("book.md", b"---\nlang: en\nmessages.deny: dangling-lnk\n---\n\n# One\n"),
        ("text.txt", b"One\n\nWords [x] and more of them.\n"),
        ("listed/book.toml", b"[book]\nlanguage = \"en\"\n[output.bifolio]\nmessages.deny = [\"links\"]\n"),
        ("listed/src/SUMMARY.md", b"- [One](one.md)\n"),
        ("listed/src/one.md", b"# One\n\n[a](gone.md)\n"),
    ]);
    let output = run(folder.path(), "check book.md --format short");
    let expected = "book.md:3:16: warning[bad-setting]: `messages.deny` cannot be `dangling-lnk`: \
                    it takes codes of messages and groups of them, and `dangling-lnk` is neither; did you mean `dangling-link`?\n";
    assert!(stderr(&output).starts_with(expected), "{}", stderr(&output));
    assert_eq!(run(folder.path(), "check book.md --set messages.allow=nonsense").status.code(), Some(2));
    assert_eq!(run(folder.path(), "check listed").status.code(), Some(3));
    assert_eq!(run(folder.path(), "check listed -A links").status.code(), Some(0));
    assert_eq!(
        run(folder.path(), "explain text.txt --set messages.deny=outline-guessed").status.code(),
        Some(3)
    );
}

/// `{x}` stands for a comment that allows links; what is left is the anchors of the links that are named.
#[test]
fn a_comment_allows_messages_in_the_next_block_alone() {
    let cases = [
        ("{x}\n[a](#1) b [c](#2)\n\n[d](#3)", "3"),
        ("{x}\n\n[a](#1)\n\n[d](#3)", "3"),
        ("{x}\n# [a](#1)\n\n[b](#2)", "2"),
        ("{x}\n- [a](#1)\n- b\n\n  [c](#2)\n\n[d](#3)", "3"),
        ("- {x}\n  [a](#1)\n\n  [b](#2)\n- [c](#3)", "2 3"),
        ("> {x}\n> [a](#1)\n>\n> [b](#2)", "2"),
        ("{x}\n> [a](#1)\n>\n> [b](#2)", ""),
        ("{x}\n| a | b |\n|---|---|\n| [c](#1) | d |\n\n: See [t](#2)\n\n[e](#3)", "3"),
        ("{x}\n1. a\n\n   - [b](#1)\n", ""),
        ("<div>\n{x}\n<p><a href=\"#1\">a</a></p>\n<p><a href=\"#2\">b</a></p>\n</div>", "2"),
        ("{x}<p><a href=\"#1\">a</a></p>\n\n[b](#2)", "2"),
        ("{x}\n::: tip\n[a](#1)\n\n[b](#2)\n:::\n\n[c](#3)", "3"),
        (
            "{x}\n<figure><img src=\"data:,\"><figcaption><a href=\"#1\">a</a></figcaption></figure>\n\n[b](#2)",
            "2",
        ),
        ("{x}\n<table><tr><td><a href=\"#1\">a</a></td></tr></table>\n\n[b](#2)", "2"),
        ("{x}\nTerm [a](#1)\n: Words [b](#2)\n\n    More [c](#3)\n\n[d](#4)", "4"),
        ("{x}\nTable: Words [a](#1)\n\n| a | b |\n|---|---|\n| [b](#2) | c |\n\n[d](#3)", "3"),
        ("{x}\n| a [b](#1)\n| c\n\n[d](#2)", "2"),
        ("::: tip\n{x}\n[a](#1)\n\n[b](#2)\n:::", "2"),
        ("Words[^n].\n\n{x}\n[^n]: [a](#1)\n\n    [b](#2)\n\n[c](#3)", "3"),
        ("<!-- bifolio allow: dangling-link -->\n{y}\n[a](#1)", ""),
        ("<!-- bifolio allow: images -->\n[a](#1)", "1"),
        ("<!-- bifolio allow: warnings -->\n[a](#1)", ""),
        ("<!-- BIFOLIO allow:\nimages\nlinks\n-->\n[a](#1)", ""),
        ("```\n{x}\n```\n\n[a](#1)", "1"),
        ("{x}\n\n---\n\n[a](#1)", "1"),
    ];
    for (text, expected) in cases {
        let comment = "<!-- bifolio allow: links -->";
        let text = text.replace("{x}", comment).replace("{y}", "<!-- another -->");
        let text = format!("---\nlang: en\n---\n\n# One\n\n{text}\n");
        let folder = folder(&[("book.md", text.as_bytes())]);
        // Whoever has looked at the place knows better than who denies everything.
        let output = run(folder.path(), "check book.md -t epub --format short -W links");
        let said = stderr(&output);
        let named: Vec<&str> = said.lines().filter_map(|line| line.split("anchor `#").nth(1)).collect();
        let named: Vec<&str> = named.iter().filter_map(|rest| rest.split('`').next()).collect();
        assert_eq!(named.join(" "), expected, "{text}: {said}");
        assert_eq!(output.status.code(), Some(if expected.is_empty() { 0 } else { 3 }), "{text}: {said}");
    }
}

/// What is said once a kind does not hide what is elsewhere behind what is allowed at its first place.
#[test]
fn what_is_counted_is_counted_without_what_is_allowed() {
    let piece = "{{< x >}} <blink>a</blink> \u{7} \u{10000}";
    let text = format!(
        "---\nlang: en\n---\n\n# One\n\n<!-- bifolio allow: warnings -->\n{piece}\n\nThen {piece}\n\nThen {piece}\n"
    );
    let folder = folder(&[("book.md", text.as_bytes())]);
    let said = stderr(&run(folder.path(), "check book.md --set fonts.system=off --format short"));
    for (code, count) in [
        ("foreign-markup", "(1 more like it)"),
        ("raw-html", "(1 more like it in this file)"),
        ("control-character", "(and 1 more in this file)"),
        ("missing-glyph", "2 times"),
    ] {
        let line = said.lines().find(|line| line.contains(code)).unwrap_or_default();
        assert!(line.starts_with("book.md:10:") && line.contains(count), "{code}: {said}");
    }
}

#[test]
fn comments_that_allow_nothing_are_named() {
    let cases = [
        (
            "<!-- bifolio allow: dangling-lnk -->\n\nA.",
            "7:21: warning[allow-comment]: `dangling-lnk` cannot be allowed: no such code or group; did you mean `dangling-link`?",
        ),
        (
            "<!-- bifolio alow: links nonsense -->\n\nA.",
            "7:26: warning[allow-comment]: `nonsense` cannot be allowed: no such code or group",
        ),
        (
            "A <!-- bifolio allow: links --> b.",
            "7:3: warning[allow-comment]: this comment stands among words",
        ),
        ("A.\n\n<!-- bifolio allow: links -->", "9:1: warning[allow-comment]: no block follows this comment"),
        (
            "> A.\n>\n> <!-- bifolio allow: links -->\n\nB.",
            "9:3: warning[allow-comment]: no block follows this comment",
        ),
    ];
    for (text, expected) in cases {
        let text = format!("---\nlang: en\n---\n\n# One\n\n{text}\n");
        let folder = folder(&[("book.md", text.as_bytes())]);
        let said = stderr(&run(folder.path(), "check book.md -t epub --format short"));
        assert!(said.starts_with(&format!("book.md:{expected}")), "{text}: {said}");
    }
    let folder =
        folder(&[("book.md", b"---\nlang: en\n---\n\n# One\n\n<!-- bifolio allow: links -->\nUnseen.\n")]);
    let output = run(folder.path(), "book.md -o b.epub -o b.pdf");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for book in ["b.epub", "b.pdf"] {
        let bytes = fs::read(folder.path().join(book)).expect("it is there");
        assert!(!bytes.windows(5).any(|word| word == b"allow"), "{book} shows the comment");
    }
}

const LINKS: &str = "# One\n\n[a](#gone)\n\nSee [a](#gone) and [a](#gone), [b](#lost).\n\n## Two\n";

#[test]
fn what_was_known_is_neither_said_nor_denied() {
    // What becomes of the text, what is typed, and what is new.
    let cases = [
        (LINKS.to_owned(), "", 0),
        (format!("Words before.\n\nMore.\n\n{LINKS}"), "", 0),
        (LINKS.replace("# One\n\n", "# One\n\nWords [c](#gone).\n\n"), "", 1),
        (LINKS.replace("[b](#lost)", "[b](#loss)"), "", 3),
        (LINKS.replace("## Two", "## Two\n\n[a](#gone)"), "", 1),
        (LINKS.replace("[a](#gone)\n\nSee", "See"), "", 0),
        (LINKS.to_owned(), "-W lang-not-set", 0),
    ];
    for format in ["json", "sarif"] {
        for (text, typed, new) in &cases {
            let folder = folder(&[("book.md", LINKS.as_bytes())]);
            let first = run(folder.path(), &format!("check book.md -t epub --format {format}"));
            fs::write(folder.path().join("known"), &first.stderr).expect("a file can be written");
            fs::write(folder.path().join("book.md"), text).expect("a file can be written");
            let arguments = format!("./book.md -t epub -o b.epub --baseline known -W warnings {typed}");
            let output = run(folder.path(), &arguments);
            let said = stderr(&output);
            assert_eq!(said.matches("dangling-link]").count(), *new, "{format} {text}: {said}");
            assert_eq!(output.status.code(), Some(if *new == 0 { 0 } else { 3 }), "{format} {text}: {said}");
            assert!(said.contains(" known findings"), "{said}");
        }
    }
    let folder = folder(&[("book.md", LINKS.as_bytes()), ("other", b"# Tea\n"), ("known.json", b"")]);
    for (baseline, message) in [
        ("gone.json", "cannot read `gone.json`: no such file"),
        ("kown.json", "cannot read `kown.json`: no such file; did you mean `known.json`?"),
        ("other", "cannot read `other`: it is not a file of messages written by `--format json` or `sarif`"),
    ] {
        let output = run(folder.path(), &format!("book.md -o b.epub --baseline {baseline}"));
        assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
    let output = run(folder.path(), "book.md -o known.json/ --baseline known.json");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(files(folder.path()), ["book.md", "known.json", "other"]);
}

#[test]
fn errors_of_the_command_line_have_the_shape_that_is_asked_for() {
    let folder = folder(&[("book.md", b"# One\n")]);
    let cases = [
        ("book.md --frob", "unexpected argument '--frob' found"),
        ("chek book.md", "there is no command and no file `chek`; did you mean `bifolio check`?"),
        ("book.md -j 0", "invalid value '0' for '--jobs <N>': it takes a number from 1 to 256"),
        ("book.md -o book.docx", "`book.docx` ends neither in .epub nor in .pdf"),
        ("check", "the following required arguments were not provided: <INPUT>..."),
        ("book.md --deny nonsense", "invalid value 'nonsense' for '--deny <CODE>': no such code or group"),
    ];
    for (arguments, message) in cases {
        for typed in [format!("--format FORM {arguments}"), format!("{arguments} --format=FORM")] {
            let said = |form: &str| {
                // The word of the command comes first.
                let typed = match typed.strip_prefix("--format FORM check") {
                    Some(_) => "check --format FORM".to_owned(),
                    None => typed.clone(),
                };
                let output = run(folder.path(), &typed.replace("FORM", form));
                assert_eq!(output.status.code(), Some(2), "{typed} {form}: {}", stderr(&output));
                assert!(output.stdout.is_empty());
                stderr(&output)
            };
            if arguments.starts_with("chek") && typed.starts_with("--format") {
                continue;
            }
            let short = said("short");
            assert!(short.starts_with(&format!("bifolio: error[usage]: {message}")), "{typed}: {short}");
            assert_eq!(short.lines().count(), 1, "{short}");
            let json = object(&said("json"));
            assert!(json["message"].as_str().is_some_and(|said| said.starts_with(message)), "{json}");
            assert_eq!((&json["code"], &json["severity"]), (&"usage".into(), &"error".into()));
            let sarif = object(&said("sarif"));
            assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "usage");
            assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
            let human = said("human");
            assert!(human.starts_with("error: ") && human.contains("--help"), "{human}");
        }
    }
    let output = run(folder.path(), "book.md --set titel=x --format json");
    assert_eq!(
        (output.status.code(), object(&stderr(&output))["code"].as_str()),
        (Some(2), Some("unknown-setting"))
    );
    for arguments in ["--help --format json", "--version --format sarif"] {
        let output = run(folder.path(), arguments);
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{arguments}");
    }
}

/// Whether text holds what a terminal acts on, or what turns the direction of what follows.
fn is_treacherous(text: &str) -> bool {
    text.chars().any(|c| {
        c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[test]
fn nothing_that_is_repeated_reaches_a_terminal_as_it_is() {
    let evil = "e\u{1b}[31m\u{202e}v";
    let file = format!("{evil}.md");
    let book = format!(
        "---\nlang: {evil}\n{evil}: 1\n---\n\n# {evil}\n\n[{evil}](#{evil}) ![{evil}]({evil}.png) <{evil}>\n\n[^x{evil}]: a\n"
    );
    let text = format!("{evil}\n\n1. {evil}\n\n{evil}\n");
    let folder = folder(&[
        (&file, book.as_bytes()),
        ("a.txt", text.as_bytes()),
        (&format!("{evil}.txt"), text.as_bytes()),
    ]);
    let setting = format!("{evil}=1");
    let (option, value) = (format!("--{evil}"), format!("--color={evil}"));
    let (epub, report) = (format!("{evil}.epub"), format!("{evil}.json"));
    let (near, gone, text) = (format!("{evil}.mx"), format!("gone/{evil}.epub"), format!("{evil}.txt"));
    let runs: &[&[&str]] = &[
        &["check", &file, "-v"],
        &[&file, "-o", &epub, "--report", &report],
        &[&file, "-o", &gone],
        &[&file, "-o", &near],
        &[&near],
        &[evil],
        &[&file, &option],
        &[&file, &value],
        &["check", &file, "--set", &setting],
        &["check", &file, "--set", evil],
        &["check", &file, "--deny", evil],
        &["check", &file, "--baseline", &file],
        &["check", &file, "--from", evil],
        &["--explain", evil],
        &["explain", "a.txt"],
        &["explain", &text],
        &["explain", &text, "--write-outline", &text],
        &["explain", &file],
        &["completions", evil],
        &["info", &file],
        &["info", &gone],
        &["fonts", &file],
        &["verify", &epub],
        &["verify", &gone, &file],
        &["help", evil],
        &["check", &file, "--", &option],
    ];
    for arguments in runs {
        for form in [&[][..], &["--format", "short"], &["--format", "json"], &["--format", "sarif"]] {
            // Behind `--` no option is one.
            let arguments: Vec<&str> = form.iter().chain(*arguments).copied().collect();
            let arguments = match arguments.get(2) {
                Some(
                    &command @ ("check" | "explain" | "help" | "completions" | "info" | "fonts" | "verify"),
                ) if !form.is_empty() => [&[command], form, &arguments[3..]].concat(),
                _ => arguments,
            };
            let output = run_raw(folder.path(), &arguments);
            for stream in [&output.stderr, &output.stdout] {
                let said = String::from_utf8_lossy(stream);
                assert!(!is_treacherous(&said), "{arguments:?}: {said:?}");
            }
            let says = output.status.success() || !output.stderr.is_empty();
            assert!(says, "{arguments:?} says why it ends with {:?}", output.status.code());
        }
    }
    let output = run_raw(folder.path(), &[&option]);
    assert!(stderr(&output).contains("'--e\\u{1b}[31m\\u{202e}v'"), "{}", stderr(&output));
    let output = run_raw(folder.path(), &["check", &near]);
    assert!(stderr(&output).contains("did you mean `e\\u{1b}[31m\\u{202e}v.md`?"), "{}", stderr(&output));
}

#[test]
fn sarif_is_one_document_with_rules_places_and_fingerprints() {
    let text = "---\nlang: en\n---\n\n# Été\n\nSé [a](#gone\n) there.\n\n[^n]: Never.\n";
    let folder = folder(&[("my book.md", text.as_bytes()), ("gone/x.md", b"")]);
    let said = |arguments: &[&str]| {
        let output = run_raw(folder.path(), arguments);
        assert!(output.stdout.is_empty(), "{arguments:?}");
        (output.status.code(), object(&stderr(&output)))
    };
    let (code, log) = said(&["check", "my book.md", "--format", "sarif", "-W", "unused-note"]);
    let one = &log["runs"][0];
    assert_eq!(
        (code, &log["version"], &one["columnKind"]),
        (Some(3), &"2.1.0".into(), &"unicodeCodePoints".into())
    );
    let driver = &one["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["version"]), (&"Bifolio".into(), &env!("CARGO_PKG_VERSION").into()));
    let ids: Vec<&str> =
        driver["rules"].as_array().expect("rules").iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids, ["dangling-link", "unused-note"]);
    let help = driver["rules"][1]["help"]["text"].as_str().unwrap_or_default();
    let explained = run_raw(folder.path(), &["--explain", "unused-note"]);
    assert!(help.len() > 20 && String::from_utf8_lossy(&explained.stdout).contains(help), "{help}");
    let result = &one["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["ruleIndex"], &result["level"]),
        (&"dangling-link".into(), &0.into(), &"warning".into())
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20book.md");
    let region =
        ["startLine", "startColumn", "endLine", "endColumn"].map(|key| place["region"][key].as_u64());
    assert_eq!(region, [7, 4, 8, 2].map(Some));
    assert_eq!(one["invocations"][0], object("{\"executionSuccessful\":true,\"exitCode\":3}"));
    let json = run_raw(folder.path(), &["check", "my book.md", "--format", "json"]);
    let first = object(stderr(&json).lines().next().unwrap_or_default());
    assert_eq!(result["partialFingerprints"]["bifolioFinding/v1"], first["fingerprint"]);
    // Whatever ends a run is in the one document too.
    for (arguments, code, rule) in [
        (&["gone.md"][..], 4, "unreadable-input"),
        (&["my book.md", "-o", "none/b.epub"], 1, "unwritable-output"),
        (&["my book.md", "--set", "pdf.trim=huge"], 2, "bad-setting"),
    ] {
        let (ended, log) = said(&[arguments, &["--format", "sarif"]].concat());
        let results = log["runs"][0]["results"].as_array().expect("results");
        assert_eq!(
            (ended, results.last().map(|last| &last["ruleId"])),
            (Some(code), Some(&rule.into())),
            "{log:#}"
        );
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    }
    let many: String = (0..30).map(|number| format!("[a](#gone{number}) ")).collect();
    let output = run_with(folder.path(), "check - --from markdown --format sarif", many.as_bytes());
    let log = object(&stderr(&output));
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(31), "all of them, and the language");
}

/// The whole of what is said, for each shape: whoever reads it by a program relies on it.
#[test]
fn shapes_stay_as_they_are() {
    let folder = folder(&[
        ("book.md", b"---\nlang: en\n---\n\n# One {#one}\n\nSee [it](#on).\n"),
        ("a.txt", b"One\n\nWords.\n"),
    ]);
    let json = "{\"code\":\"dangling-link\",\"column\":5,\"end\":45,\"file\":\"book.md\",\"fingerprint\":\"FINGERPRINT\",\
                \"hints\":[\"did you mean `#one`?\"],\"line\":7,\
                \"message\":\"no heading of this book has the anchor `#on`\",\"severity\":\"warning\",\"start\":36}\n";
    let short = "book.md:7:5: warning[dangling-link]: no heading of this book has the anchor `#on` (did you mean `#one`?)\n";
    let human = "warning[dangling-link]: no heading of this book has the anchor `#on`\n --> book.md:7:5\n  |\n7 | See [it](#on).\n  |     ^^^^^^^^^\n  |\n  = help: did you mean `#one`?\n";
    let nothing = "bifolio: 1 warning\n";
    let denied = "bifolio: dangling-link is denied; 1 warning\n";
    let gone = "{\"code\":\"unreadable-input\",\"column\":null,\"end\":null,\"file\":null,\"fingerprint\":\"FINGERPRINT\",\
                \"hints\":[],\"line\":null,\"message\":\"cannot read `bok.md`: no such file; did you mean `book.md`?\",\
                \"severity\":\"error\",\"start\":null}\n";
    let line =
        "{\"left_out\":false,\"level\":null,\"line\":2,\"role\":\"blank\",\"text\":\"\",\"why\":\"\"}\n";
    let cases = [
        ("check book.md -t epub --format json", 0, String::new(), json.to_owned()),
        ("check book.md -t epub --format short", 0, String::new(), short.to_owned() + nothing),
        ("check book.md -t epub --format short -W links", 3, String::new(), short.to_owned() + denied),
        ("check book.md -t epub", 0, String::new(), human.to_owned() + nothing),
        ("check book.md -t epub -q", 0, String::new(), human.to_owned()),
        ("check book.md -t epub -A links --format json", 0, String::new(), String::new()),
        ("bok.md --format json", 4, String::new(), gone.to_owned()),
        ("explain a.txt --format json", 0, line.to_owned(), String::new()),
    ];
    for (arguments, code, stdout, expected) in cases {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", stderr(&output));
        assert!(String::from_utf8_lossy(&output.stdout).contains(&stdout), "{arguments}");
        if !arguments.starts_with("explain") {
            assert_eq!(without_fingerprint(&stderr(&output)), expected, "{arguments}");
        }
    }
}

/// Fingerprints may be made of other things one day.
fn without_fingerprint(said: &str) -> String {
    let key = "\"fingerprint\":\"";
    said.split_once(key).map_or_else(
        || said.to_owned(),
        |(before, rest)| {
            let (digits, rest) = rest.split_at(32);
            assert!(digits.chars().all(|digit| digit.is_ascii_hexdigit()), "{digits}");
            format!("{before}{key}FINGERPRINT{rest}")
        },
    )
}

#[test]
fn a_missing_file_is_answered_with_the_nearest() {
    let folder = folder(&[
        ("book.md", b"# One\n"),
        ("in/Chapter-1.md", b"# One\n"),
        ("a.txt", b"One\n"),
        ("outline.txt", b"One\n"),
    ]);
    for (arguments, message) in [
        ("bok.md", "cannot read `bok.md`: no such file; did you mean `book.md`?"),
        (
            "book.md in/chapter1.md",
            "cannot read `in/chapter1.md`: no such file; did you mean `in/Chapter-1.md`?",
        ),
        ("a.txt --outline outlin.txt", "cannot read `outlin.txt`: no such file; did you mean `outline.txt`?"),
        ("nothing-like-it.md", "cannot read `nothing-like-it.md`: no such file\n"),
    ] {
        let output = run(folder.path(), &format!("{arguments} --format short -o b.epub"));
        assert_eq!(output.status.code(), Some(4), "{arguments}: {}", stderr(&output));
        assert_eq!(
            stderr(&output).trim_end(),
            format!("bifolio: error[unreadable-input]: {message}").trim_end()
        );
    }
}
