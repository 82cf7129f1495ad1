//! The words of the help that stand by themselves: examples, exit codes, settings.

use crate::settings::{Place, Setting, TABLE};

/// What is said where nothing is typed.
pub const BEGIN: &str = "\
nothing is named to work on; begin with one of these:
  bifolio init my-novel    a small book to start from
  bifolio book.md          both editions into out/, named from the title
  bifolio check book.md    what is wrong, nothing written
  bifolio --help           all commands, options and settings";

/// What is typed most.
pub const EXAMPLES: &str = "\
Examples:
  bifolio init my-novel                      a small book to start from
  bifolio book.md                            both editions into out/, named from the title
  bifolio book.md -o book.epub -o book.pdf   both editions where you say
  bifolio one.md two.md -o novel.epub        several files are chapters in the order given
  bifolio manuscript/ -o dist/               a folder: its Markdown files in natural order
  bifolio article.txt --set pdf.trim=a5      plain text, and a setting
  bifolio - --from markdown -t epub -o -     from standard input to standard output
  bifolio info manuscript/                   which settings are in force, and what it holds
  bifolio explain article.txt                how each line of plain text was understood
  bifolio watch manuscript/ -o dist/         both editions again after each change
  bifolio watch manuscript/ --serve          and both in the browser
  bifolio check book.md --deny warnings      says what is wrong, writes nothing
  bifolio book.md --report book.html         both editions, and what was checked of them
  bifolio verify book.epub book.pdf          whether the written files have the same content

Exit codes:
  0  done
  1  failed: an output cannot be written, or something went wrong inside
  2  usage: an option, a setting or a value is not known
  3  a warning came up that --deny names; no book is written
  4  an input, or a baseline, cannot be read
  5  verify found a fault or a difference

Environment:
  SOURCE_DATE_EPOCH  the date that the files carry, in seconds since 1970
  NO_COLOR           no colour in messages";

/// The examples, and every setting that the command line takes.
pub fn long_help() -> String {
    let here = TABLE.iter().filter(|setting| setting.places.contains(&Place::CommandLine));
    let line = |setting: &Setting| {
        let default = setting.default.map_or_else(String::new, |default| format!(" [default: {default}]"));
        format!("\n  {:<22} {}", setting.name, hanging(&format!("{}{default}", setting.help)))
    };
    let settings: String = here.map(line).collect();
    format!("{EXAMPLES}\n\nSettings, for `--set` and as keys of front matter:{settings}")
}

/// Words beside the name of a setting, in lines that stand below each other.
fn hanging(words: &str) -> String {
    /// What is left of the width of the help behind the names.
    const WIDTH: usize = WIDEST - 25;
    let (mut text, mut width) = (String::new(), 0);
    for word in words.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            text += &format!("\n{:25}", "");
            width = 0;
        } else if width > 0 {
            text.push(' ');
            width += 1;
        }
        text += word;
        width += length;
    }
    text
}

/// Wider than this no help is, in columns.
pub const WIDEST: usize = 100;
