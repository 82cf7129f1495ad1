//! The standard types of structure elements, and how others are mapped to them.

use super::objects::{File, as_name};
use lopdf::{Dictionary, Object};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const PDF_17: &str = "http://iso.org/pdf/ssn";
pub(super) const PDF_20: &str = "http://iso.org/pdf2/ssn";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// ISO 32000-1, 14.8.4.
const TYPES_17: &[&str] = &[
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
    "Form",
];

/// ISO 32000-2, 14.8.4; headings of any depth besides.
const TYPES_20: &[&str] = &[
    "Document",
    "DocumentFragment",
    "Part",
    "Div",
    "Aside",
    "Sect",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "Title",
    "FENote",
    "Sub",
    "Lbl",
    "Em",
    "Strong",
    "Span",
    "Link",
    "Annot",
    "Form",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "L",
    "LI",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Caption",
    "Figure",
    "Formula",
    "Artifact",
];

/// What an element is once mappings are followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Role {
    /// The standard type; empty where there is none. `Hn` is a heading deeper than six.
    pub kind: &'static str,
    /// The depth of a heading with a number.
    pub level: Option<u32>,
    /// Whether the type belongs to the namespace of PDF 2.0.
    pub modern: bool,
    /// What is wrong with the mapping.
    pub fault: Option<&'static str>,
}

/// The maps of a file.
pub(super) struct Roles<'a> {
    file: &'a File,
    map: Option<&'a Dictionary>,
    /// The dictionary of every namespace that is listed.
    namespaces: BTreeMap<String, &'a Dictionary>,
    known: BTreeMap<(String, String), Role>,
}

impl<'a> Roles<'a> {
    pub fn read(file: &'a File, root: &'a Dictionary) -> Roles<'a> {
        let listed = file.items(root, "Namespaces").iter().filter_map(|object| file.to_dictionary(object));
        let namespaces = listed.filter_map(|space| Some((file.text(space, "NS")?, space))).collect();
        Roles { file, map: file.dictionary(root, "RoleMap"), namespaces, known: BTreeMap::new() }
    }

    /// The role of a type in a namespace; without one it belongs to PDF 1.7 (ISO 32000-2, 14.8.6.1).
    pub fn role(&mut self, name: &str, namespace: Option<String>) -> Role {
        let key = (namespace.unwrap_or_else(|| PDF_17.into()), name.to_owned());
        if let Some(role) = self.known.get(&key) {
            return *role;
        }
        let role = self.follow(key.clone());
        self.known.insert(key, role);
        role
    }

    fn follow(&self, start: (String, String)) -> Role {
        let mut seen = BTreeSet::new();
        let mut next = start;
        while seen.insert(next.clone()) {
            let (space, name) = &next;
            let mapped = self.mapped(space, name);
            if let Some(role) = standard(space, name) {
                let fault =
                    mapped.filter(|to| *to != next).map(|_| "is a standard type, but mapped to another");
                return Role { fault, ..role };
            }
            match mapped {
                Some(to) => next = to,
                None => {
                    return Role { fault: Some("is no standard type and mapped to none"), ..Role::default() };
                }
            }
        }
        Role { fault: Some("is mapped in a circle"), ..Role::default() }
    }

    /// Where a type is mapped to, by its namespace or by the file's map.
    fn mapped(&self, space: &str, name: &str) -> Option<(String, String)> {
        let of_namespace = self.namespaces.get(space).and_then(|it| self.file.dictionary(it, "RoleMapNS"));
        let object = of_namespace.and_then(|map| self.file.get(map, name));
        let object = object.or_else(|| self.file.get(self.map.filter(|_| space == PDF_17)?, name));
        match object? {
            Object::Array(pair) => {
                let [name, space] = pair.as_slice() else { return None };
                let space = self.file.to_dictionary(space)?;
                Some((self.file.text(space, "NS")?, as_name(self.file.resolve(name)?)?.into()))
            }
            single => Some((PDF_17.into(), as_name(single)?.into())),
        }
    }
}

/// The role of what needs no mapping.
fn standard(space: &str, name: &str) -> Option<Role> {
    let modern = space == PDF_20;
    let types = match space {
        PDF_17 => TYPES_17,
        PDF_20 => TYPES_20,
        MATHML => return Some(Role { kind: "MathML", ..Role::default() }),
        _ => return None,
    };
    // `parse` would take a sign and zeros at the front, which no type has.
    let number = name.strip_prefix('H').filter(|digits| !digits.starts_with(['0', '+']));
    let level = number.and_then(|digits| digits.parse().ok());
    let kind = types.iter().copied().find(|kind| *kind == name);
    let kind = kind.or_else(|| level.filter(|_| modern).map(|_| "Hn"))?;
    Some(Role { kind, level, modern, fault: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_belong_to_namespaces() {
        let kind = |space, name| standard(space, name).map(|role| (role.kind, role.level));
        assert_eq!(kind(PDF_17, "Note"), Some(("Note", None)));
        assert_eq!(kind(PDF_20, "Note"), None);
        assert_eq!(kind(PDF_20, "FENote"), Some(("FENote", None)));
        assert_eq!(kind(PDF_17, "H3"), Some(("H3", Some(3))));
        assert_eq!(kind(PDF_20, "H9"), Some(("Hn", Some(9))));
        for (space, name) in
            [(PDF_17, "H7"), (PDF_20, "H0"), (PDF_20, "H+1"), (PDF_17, "Chapter"), ("x", "P")]
        {
            assert_eq!(kind(space, name), None, "{space} {name}");
        }
        assert_eq!(kind(MATHML, "mrow"), Some(("MathML", None)));
    }
}
