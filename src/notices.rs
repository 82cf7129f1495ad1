//! The licences of what a built program holds besides Bifolio: crates, faces, grammars.

/// All of them with their texts. Those of crates and faces are written by `tests/notices.py`; the grammars' come with
/// them.
pub fn notices() -> String {
    let grammars = two_face::acknowledgement::listing().to_md();
    format!("{}\n{grammars}", include_str!("../content/notices.txt"))
}
