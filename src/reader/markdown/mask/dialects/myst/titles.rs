//! What directives are called that have a title of their own kind. The words are English, since the words of a
//! book's language do not hold them.

/// What a directive says of versions, before the one that it names (Sphinx's manual, "Describing changes between
/// versions").
const CHANGES: [(&str, &str, &str); 4] = [
    ("versionadded", "Added in version", "Added"),
    ("versionchanged", "Changed in version", "Changed"),
    ("deprecated", "Deprecated since version", "Deprecated"),
    ("versionremoved", "Removed in version", "Removed"),
];

/// The kin of theorems that have no number here.
const STATEMENTS: [(&str, &str); 6] = [
    ("algorithm", "Algorithm"),
    ("assumption", "Assumption"),
    ("axiom", "Axiom"),
    ("criterion", "Criterion"),
    ("observation", "Observation"),
    ("property", "Property"),
];

/// The title of a directive, with what its argument says.
pub(super) fn of(name: &str, argument: &str) -> Option<String> {
    if let Some((_, words, alone)) = CHANGES.iter().find(|(known, ..)| *known == name) {
        // What has changed may stand behind the version.
        return Some(match argument.split_once(char::is_whitespace) {
            Some((version, what)) => format!("{words} {version}: {}", what.trim()),
            None if argument.is_empty() => (*alone).to_owned(),
            None => format!("{words} {argument}"),
        });
    }
    let (_, word) = STATEMENTS.iter().find(|(known, _)| *known == name)?;
    Some(if argument.is_empty() { (*word).to_owned() } else { format!("{word} ({argument})") })
}
