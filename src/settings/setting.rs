//! What a row of the table is, and which row a key stands for.

use super::kind::Kind;
use super::parse::{self, Refused};
use super::read::Reader;
use super::{Settings, TABLE, Value, ValueKind, others};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Metadata;
use crate::length::Length;
use crate::nearest::nearest;
use crate::source::Span;

/// One thing that can be set.
#[derive(Debug)]
pub struct Setting {
    /// As it is typed. A dot parts it from the edition that it concerns.
    pub name: &'static str,
    /// Names that other programs have for it.
    pub aliases: &'static [&'static str],
    /// What holds where nothing is said, as it would be typed; `None` where that is nothing.
    pub default: Option<&'static str>,
    /// What sets it as well.
    pub(super) follows: Option<Follows>,
    /// Where it may stand.
    pub places: &'static [Place],
    /// What it is, on one line.
    pub help: &'static str,
    pub(super) takes: Takes,
}

/// Another setting that sets one as well.
#[derive(Clone, Copy, Debug)]
pub(super) struct Follows {
    pub(super) name: &'static str,
    /// What is in force then, as it would be typed.
    pub(super) in_force: fn(&Settings) -> String,
}

/// Where settings stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `--set KEY=VALUE`, and `Project::settings`.
    CommandLine,
    /// YAML or TOML at the start of a Markdown file.
    FrontMatter,
    /// `metadata.yaml` beside the text.
    MetadataFile,
    /// A table that is Bifolio's own: `[output.bifolio]`, and `bifolio` in front matter.
    Own,
    /// mdBook's `[book]`, whose other keys are mdBook's.
    Book,
}

impl Place {
    /// Whether other programs write there as well, so that what is not known need not be a slip.
    pub(super) fn is_shared(self) -> bool {
        matches!(self, Place::FrontMatter | Place::MetadataFile)
    }
}

/// How a value is taken.
#[derive(Debug)]
pub(super) enum Takes {
    /// A field of the metadata that is a text.
    Text(fn(&mut Metadata) -> &mut Option<String>),
    /// Any other field of the metadata.
    Field(fn(&mut Reader, &str, Value), Kind),
    /// A setting that is on or off.
    Switch(fn(&mut Settings, bool)),
    /// One that is a whole number, from the first to the last.
    Number(u8, u8, fn(&mut Settings, u8)),
    /// One that is a length between two in points, and what it is called.
    Length(&'static str, i64, i64, fn(&mut Settings, Length)),
    /// Any other setting.
    Setting(fn(&mut Settings, &str) -> Result<(), Refused>, Kind),
}

impl Takes {
    /// Whether what it takes are names or paths, in which there may be blanks.
    pub(super) fn are_names(&self) -> bool {
        matches!(self, Takes::Setting(_, Kind::Names))
    }

    /// Whether it is no field of the metadata.
    pub(super) fn is_setting(&self) -> bool {
        !matches!(self, Takes::Text(_) | Takes::Field(..))
    }

    /// Sets a setting; `None` for a field of the metadata.
    pub(super) fn set(&self, settings: &mut Settings, value: &str) -> Option<Result<(), Refused>> {
        match *self {
            Takes::Text(_) | Takes::Field(..) => None,
            Takes::Switch(set) => Some(parse::switch(value).map(|on| set(settings, on))),
            Takes::Number(first, last, set) => {
                Some(parse::number(value, first..=last).map(|number| set(settings, number)))
            }
            Takes::Length(name, least, most, set) => {
                let wanted = format!("{name} from {least}pt to {most}pt");
                Some(parse::length(value, least..=most, &wanted).map(|length| set(settings, length)))
            }
            Takes::Setting(set, _) => Some(set(settings, value)),
        }
    }
}

impl Setting {
    pub(super) const fn also(self, aliases: &'static [&'static str]) -> Setting {
        Setting { aliases, ..self }
    }

    pub(super) const fn at(self, places: &'static [Place]) -> Setting {
        Setting { places, ..self }
    }

    pub(super) const fn default(self, default: &'static str) -> Setting {
        Setting { default: Some(default), ..self }
    }

    pub(super) const fn follows(self, name: &'static str, in_force: fn(&Settings) -> String) -> Setting {
        Setting { follows: Some(Follows { name, in_force }), ..self }
    }

    /// Whether it is a field of the metadata, and no setting.
    pub fn is_metadata(&self) -> bool {
        !self.takes.is_setting()
    }

    /// Its name, and the other names that it goes by.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

/// What is beneath these names is Bifolio's, or is meant to be: the editions, the text and the messages, of which
/// settings are named.
pub(super) const GROUPS: [&str; 5] = ["pdf", "epub", "text", "fonts", "messages"];

/// The table of front matter that is Bifolio's own.
pub(super) const OWN: &str = "bifolio";

/// Whether a table of this name holds settings: `pdf: {trim: a5}` is `pdf.trim: a5`.
pub(super) fn is_group(key: &str) -> bool {
    GROUPS.contains(&key)
}

/// The setting that a key is the name of, and its row in the table.
pub(super) fn find(key: &str, place: Place) -> Option<(usize, &'static Setting)> {
    let mut rows = TABLE.iter().enumerate();
    rows.find(|(_, setting)| setting.places.contains(&place) && setting.names().any(|name| name == key))
}

/// The name that a key was meant for. Names are in small letters, and keys may be shouted.
fn near<'a>(key: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(&key.to_lowercase(), names)
}

/// What is to be said of a key within the map that is the value of `key`.
pub(super) fn unknown_part(key: &str, name: &str, known: &[&'static str], span: Span) -> Diagnostic {
    let near = near(name, known.iter().copied());
    let asked = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let message = format!("`{key}` has no part `{name}`{asked}");
    Diagnostic::warning(Code::UnknownSetting, span, message)
}

/// What generators of sites are told of a page in its front matter (the manuals of Jekyll, Hugo, Docusaurus and Just
/// the Docs; Obsidian's help, "Properties"): when it was written or changed, where it stands, how it is drawn and found there. It holds no words
/// for readers of a book.
const OF_SITES: [&str; 69] = [
    "aliases",
    "author_profile",
    "banner",
    "canonical",
    "canonicalUrl",
    "canonical_url",
    "cascade",
    "categories",
    "category",
    "comments",
    "created",
    "cssclass",
    "cssclasses",
    "date_created",
    "date_modified",
    "draft",
    "expiryDate",
    "featured",
    "grand_parent",
    "has_children",
    "has_toc",
    "hidden",
    "hide_table_of_contents",
    "hide_title",
    "icon",
    "last_modified",
    "last_modified_at",
    "last_updated",
    "lastmod",
    "layout",
    "linkTitle",
    "markup",
    "math",
    "mathjax",
    "menu",
    "mermaid",
    "modified",
    "nav_exclude",
    "nav_order",
    "noindex",
    "order",
    "outputs",
    "pagination_next",
    "pagination_prev",
    "parent",
    "permalink",
    "pin",
    "position",
    "post",
    "publish",
    "publishDate",
    "publishdate",
    "published",
    "redirect_from",
    "robots",
    "search_exclude",
    "sidebar",
    "sidebar_label",
    "sidebar_position",
    "sitemap",
    "slug",
    "status",
    "tags",
    "template",
    "type",
    "updated",
    "url",
    "uuid",
    "weight",
];

/// What is to be said of a key that is no setting at its place, if anything: what was meant for
/// Bifolio is a warning; other programs keep keys of their own in front matter, and mdBook in `[book]`.
pub(super) fn unknown(key: &str, place: Place, value: &Value) -> Option<Diagnostic> {
    if place == Place::FrontMatter && OF_SITES.contains(&key) {
        return None;
    }
    let known = TABLE.iter().filter(|setting| setting.places.contains(&place));
    let is_table = matches!(value.kind, ValueKind::Map(_));
    // Short words of other programs are near to anything.
    let groups =
        groups(place).filter(|group| is_table || group.eq_ignore_ascii_case(key) || key.len() > group.len());
    let near = near(key, known.flat_map(Setting::names).chain(groups));
    let ours = others::ours(key);
    match place {
        Place::Book if near.is_none() => return None,
        _ if place.is_shared() && !is_beneath_ours(key) && (near.is_none() || ours.is_some()) => {
            let there = if place == Place::FrontMatter { " in the front matter" } else { "" };
            let message = format!("`{key}`{there} is not known here");
            let mut note = Diagnostic::note(Code::UnknownSetting, value.span, message);
            note.hints.extend(ours.map(|ours| format!("did you mean `{ours}`?")));
            return Some(note);
        }
        _ => {}
    }
    let near = ours.filter(|_| place != Place::Book).or(near);
    let elsewhere = TABLE.iter().find(|setting| setting.names().any(|name| name == key));
    let message = match (elsewhere, near) {
        (Some(setting), _) => format!("`{}` cannot be set here, only in a file of the book", setting.name),
        (None, Some(near)) if near != key && !is_table && is_table_name(near) => {
            let such = example(near).map_or_else(String::new, |name| format!(", such as `{name}`"));
            format!("there is no setting `{key}`; did you mean one beneath `{near}`{such}?")
        }
        (None, Some(near)) if near != key => format!("there is no setting `{key}`; did you mean `{near}`?"),
        (None, _) => format!("there is no setting `{key}`{}", beneath(key)),
    };
    Some(Diagnostic::warning(Code::UnknownSetting, value.span, message))
}

/// The names of tables of settings at a place.
fn groups(place: Place) -> impl Iterator<Item = &'static str> {
    let own = place.is_shared().then_some(OWN);
    GROUPS.into_iter().filter(move |_| place != Place::Book).chain(own)
}

fn is_table_name(key: &str) -> bool {
    is_group(key) || key == OWN
}

/// Whether a key is beneath the name of a table of settings, or nearly so.
fn is_beneath_ours(key: &str) -> bool {
    key.split_once('.').is_some_and(|(group, _)| near(group, GROUPS).is_some())
}

/// Where a key is that of a table of settings: what it may hold.
fn beneath(key: &str) -> String {
    let first = example(key);
    first.map_or_else(String::new, |name| format!(", only those beneath it, such as `{name}`"))
}

/// A setting of a table of them.
fn example(table: &str) -> Option<&'static str> {
    let is_beneath = |name: &str| name.strip_prefix(table).is_some_and(|rest| rest.starts_with('.'));
    TABLE.iter().map(|setting| setting.name).find(|name| table == OWN || is_beneath(name))
}
