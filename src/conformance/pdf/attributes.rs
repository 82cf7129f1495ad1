//! The attributes of structure elements, by themselves or through a class.

use super::objects::{File, as_name};
use super::tree::Element;
use lopdf::{Dictionary, Object};

/// An attribute of an element (ISO 32000-1, 14.7.5).
pub(super) fn attribute<'a>(
    file: &'a File,
    root: Option<&'a Dictionary>,
    element: &Element<'a>,
    owner: &str,
    name: &str,
) -> Option<&'a Object> {
    let wanted = |object: &'a Object| {
        let attributes = file.to_dictionary(object)?;
        let owned = file.name(attributes, "O") == Some(owner);
        file.get(attributes, name).filter(|_| owned)
    };
    let own = file.items(element.dictionary, "A").iter().find_map(wanted);
    own.or_else(|| {
        let classes = file.dictionary(root?, "ClassMap")?;
        let names =
            file.items(element.dictionary, "C").iter().filter_map(|name| as_name(file.resolve(name)?));
        names.flat_map(|name| file.items(classes, name)).find_map(wanted)
    })
}
