//! The licences of what a built program holds besides Bifolio: crates, faces, patterns of hyphenation, grammars.

/// All of them with their texts. Those of crates, faces and patterns are written by `tests/notices.py`; the grammars' come with
/// them.
pub fn notices() -> String {
    let grammars = two_face::acknowledgement::listing().to_md();
    format!("{}\n{grammars}", include_str!("../content/notices.txt"))
}
