//! The floor under every exporter of Markdown: what no program can do without that sets a book in a face of
//! OpenType and packs it. It parses the text, shapes each distinct word once, writes the glyphs of all words in
//! the order of the text, and deflates them in one go; it breaks no line, and its file is no PDF.
//!
//! `floor FILE` prints how many bytes came out. How far Bifolio is above it says `benches/against/run.py`.

use flate2::{Compression, write::ZlibEncoder};
use harfrust::{Buffer, Direction, Font, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use pulldown_cmark::{Event, Parser};
use std::collections::HashMap;
use std::io::Write;

const FACE: &[u8] = include_bytes!("../fonts/libertinus-serif/LibertinusSerif-Regular.otf");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give it a file of Markdown")?;
    let text = std::fs::read_to_string(path)?;
    let font = Font::new(FACE, 0).ok_or("the face cannot be read")?;
    let latin = Script::from_iso15924_tag(Tag::new(b"Latn"));
    let plan = ShapePlan::new(&font, Direction::LeftToRight, latin, None, &[]);
    let mut buffer = Buffer::new();
    let mut words: HashMap<Box<str>, Vec<u8>> = HashMap::new();
    let mut file = ZlibEncoder::new(Vec::new(), Compression::new(6));
    for event in Parser::new(&text) {
        let Event::Text(text) = event else { continue };
        for word in text.split(' ') {
            if !words.contains_key(word) {
                words.insert(word.into(), glyphs(word, &font, &plan, &mut buffer)?);
            }
            file.write_all(&words[word])?;
        }
    }
    writeln!(std::io::stdout(), "{}", file.finish()?.len())?;
    Ok(())
}

/// The glyphs of a word as the two bytes of their ids.
fn glyphs(
    word: &str,
    font: &Font,
    plan: &ShapePlan,
    buffer: &mut Buffer,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    buffer.reset();
    buffer.push_str(word);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(Script::from_iso15924_tag(Tag::new(b"Latn")));
    harfrust::shape(&ShaperFont::new(font), buffer, ShapeOptions::new().plan(Some(plan)))
        .map_err(|error| format!("{word:?} cannot be shaped: {error:?}"))?;
    Ok(buffer.glyph_infos().iter().flat_map(|info| (info.glyph_id as u16).to_be_bytes()).collect())
}
