//! Code between the marks of Jekyll and Hugo that have it highlighted: `{% highlight ruby %}` and
//! `{% endhighlight %}`, `{{< highlight go >}}` and `{{< /highlight >}}`. Its line ends and blanks are kept.

use super::lines::{self, Line};
use super::terrain::Terrain;
use super::{Hidden, Marker};
use crate::reader::foreign::Foreign;
use std::ops::Range;

const NAME: &str = "highlight";

/// Whether such marks may stand in a text.
pub(super) fn may_stand_in(text: &str) -> bool {
    text.contains(NAME) && (text.contains("{%") || text.contains("{{"))
}

/// Finds code between two such marks, each on a line of its own. Where one is never closed, the next one
/// begins anew.
pub(super) fn find(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    let mut open: Option<(usize, Opening)> = None;
    let lines = lines::all(text, terrain);
    for (index, line) in lines.iter().enumerate() {
        let words = line.words(text);
        if let Some(opening) = opening(words).filter(|_| terrain.opaque_at(line.start).is_none()) {
            open = Some((index, opening));
        } else if let Some((first, opening)) = open.take_if(|(_, opening)| closes(words, opening)) {
            mark(text, &lines[first..=index], opening, hidden);
        }
    }
}

/// What the mark says that begins code.
struct Opening {
    /// The signs around its name, which stand around the name of its end too.
    signs: (&'static str, &'static str),
    language: Option<String>,
}

fn opening(words: &str) -> Option<Opening> {
    SIGNS.into_iter().find_map(|signs| {
        let inner = between(words, signs)?;
        let options = inner.strip_prefix(NAME)?;
        let language = options.split_whitespace().next().map(|word| word.trim_matches('"'));
        let language = language.filter(|word| !word.contains('=')).map(str::to_owned);
        (options.is_empty() || options.starts_with(' ')).then_some(Opening { signs, language })
    })
}

const SIGNS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// What stands between two signs, without the hyphens by which Liquid takes away blanks.
fn between<'t>(words: &'t str, (open, close): (&str, &str)) -> Option<&'t str> {
    Some(words.strip_prefix(open)?.strip_suffix(close)?.trim_matches(['-', ' ']))
}

fn closes(words: &str, opening: &Opening) -> bool {
    let name = between(words, opening.signs).map(|name| name.replace(' ', ""));
    matches!(name.as_deref(), Some("endhighlight" | "/highlight"))
}

/// Marks the lines from one mark to the other.
fn mark(text: &str, lines: &[Line], opening: Opening, hidden: &mut Hidden) {
    let [first, code @ .., _] = lines else { return };
    let column = first.start - first.whole.start;
    let own = |line: &Line| {
        let written = &text[line.whole.clone()];
        let prefix = written.len() - written.trim_start_matches([' ', '\t', '>']).len();
        line.whole.start + prefix.min(column)..line.whole.end
    };
    hidden.foreign(Foreign::HighlightedCode, first.range(text));
    let code: Vec<Range<usize>> = code.iter().map(own).collect();
    let all: Vec<Range<usize>> = lines.iter().map(own).collect();
    hidden.marker(&all, Marker::Code { language: opening.language, lines: code });
}
