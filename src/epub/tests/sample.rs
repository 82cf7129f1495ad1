//! A book with everything in it.

use super::*;
use crate::document::{
    Creator, Float, ImageRef, List, ListItem, Listing, Note, NoteId, Number, Numbers, Series, Target, Verse,
};
use crate::resource::{Image, ImageKind};

/// The book, where its printed pages begin, and its images.
pub(super) fn book() -> (Document, Vec<PageMark>, Resources) {
    let mut document = document(vec![preface(), first_chapter(), second_chapter(), colophon()]);
    document.metadata = metadata();
    document.notes = notes();
    document.anchors.insert("an aside".into(), id(37));
    document.anchors.insert("the-table".into(), id(52));
    let marks = vec![
        mark("iii", 0, 0),
        mark("iv", 1, 60),
        mark("1", 10, 0),
        mark("2", 11, 100),
        mark("3", 33, 4),
        mark("4", 36, 12),
        mark("5", 58, 3),
        mark("6", 84, 0),
    ];
    let mut resources = Resources::default();
    resources.images.add(png("cover.png", 600, 900));
    resources.images.add(png("images/a picture.png", 640, 360));
    (document, marks, resources)
}

const PROSE: &str = "The harbour lay quiet under the morning fog, and the boats that had come in during the \
    night rode at their moorings as if nothing had ever been asked of them. Nobody spoke on the quay; the \
    only sound was the slow creak of rope against wood, and now and then the cry of a gull that had lost \
    its way inland.";

fn metadata() -> crate::document::Metadata {
    let named = |name: &str, role: &str, file_as: Option<&str>| Creator {
        name: name.into(),
        role: role.into(),
        file_as: file_as.map(Into::into),
    };
    crate::document::Metadata {
        places: Default::default(),
        title: Some("Rope & Water <or: The Quay>".into()),
        subtitle: Some("A \"sample\" of everything".into()),
        creators: vec![
            named("Ada Example", "aut", Some("Example, Ada")),
            named("Ben & Sons", "aut", None),
            named("Clara Draw", "ill", None),
            named("Dan Elsewhere", "trl", None),
            named("Eve Unknown", "nobody", None),
        ],
        date: Some("2024-05-01".into()),
        lang: Some("en-GB".into()),
        identifier: Some("https://example.org/books/rope?edition=1&x=2".into()),
        isbn: Some("978-3-16-148410-0".into()),
        publisher: Some("Quayside <Press>".into()),
        rights: Some("CC BY 4.0 & kin".into()),
        description: Some("Ropes,\nwater & <nothing> else.".into()),
        further_identifiers: vec!["doi:10.1000/182".into()],
        subjects: ["Fiction", "Boats & ships"].map(|subject| subject.to_owned().into()).into(),
        series: Some(Series { name: "Harbours & Havens".into(), position: Some("2".into()) }),
        direction: None,
        conforms_to: None,
        certified_by: None,
        cover_image: Some(ImageRef {
            path: "cover.png".into(),
            alt: String::new(),
            title: None,
            ..ImageRef::default()
        }),
    }
}

fn png(path: &str, width: u32, height: u32) -> Image {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 150])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("written to memory");
    let bytes = bytes.into_inner();
    Image { path: path.into(), width, height, ..Image::new(ImageKind::Png, bytes) }
}

fn note_mark(index: u32) -> Inline {
    inline(InlineKind::NoteMark(NoteId { file: FileId(0), index }))
}

fn strong(words: &str) -> Inline {
    inline(InlineKind::Styled(crate::document::Style::Strong, vec![text(words)]))
}

fn code(words: &str) -> Inline {
    inline(InlineKind::Code(words.into()))
}

fn link(target: Target, words: &str) -> Inline {
    inline(InlineKind::Link { target, title: Some("A \"title\"".into()), content: vec![text(words)] })
}

fn heading(words: &str) -> Heading {
    Heading { content: vec![text(words)], ..Heading::default() }
}

fn notes() -> Vec<Note> {
    let note = |index: u32, number: u32, blocks: Vec<Block>| Note {
        id: NoteId { file: FileId(0), index },
        span: Span::GENERATED,
        number,
        blocks,
    };
    let inner =
        BlockKind::InnerHeading { level: 1, heading: heading("In a note"), anchor: "in-a-note".into() };
    let list =
        List { tight: true, items: vec![item(vec![paragraph(204, "item of a note")])], ..List::default() };
    vec![
        note(
            0,
            1,
            vec![block(
                200,
                BlockKind::Paragraph(vec![text("A short note that calls another."), note_mark(2)]),
            )],
        ),
        note(1, 2, vec![block(201, inner), block(203, BlockKind::List(list))]),
        note(2, 3, vec![paragraph(205, "Called from a note."), paragraph(206, "With a second paragraph.")]),
        note(3, 1, vec![paragraph(207, "Called twice in the second chapter, and within a link.")]),
    ]
}

fn preface() -> Section {
    let mut preface = section(0, 1, "preface", "Preface & Thanks", vec![paragraph(1, PROSE)]);
    preface.matter = Matter::Front;
    preface
}

fn first_chapter() -> Section {
    let mut opening = BlockKind::Paragraph(vec![
        text(PROSE),
        note_mark(0),
        text(" "),
        inline(InlineKind::Styled(
            crate::document::Style::Emphasis,
            vec![text("Somewhere "), strong("far & deep"), text(" a bell")],
        )),
        text(" rang "),
        code("ring(&bell)"),
        text("; see "),
        link(Target::Inside("knots".into()), "the knots"),
        text(", "),
        link(Target::Inside("the-table".into()), "the table"),
        text(", "),
        link(Target::Inside("an aside".into()), "an aside"),
        text(" and "),
        link(Target::Outside("https://example.org/ä b|c?[x]=1&y=2#z".into()), "the world"),
        text(".\u{0}\u{FFFF}"),
        note_mark(1),
    ]);
    if let BlockKind::Paragraph(inlines) = &mut opening {
        inlines.push(inline(InlineKind::LineBreak));
        inlines.push(text("After the break."));
    }
    let image = ImageRef {
        path: "images/a picture.png".into(),
        alt: "Colours & a \"sky\"".into(),
        title: None,
        ..ImageRef::default()
    };
    let mut knots = section(30, 2, "knots", "Knots", vec![paragraph(31, PROSE), lists(), listing(), quote()]);
    knots.number = Some(Number::from(vec![1, 1]));
    let figure = figure(image, vec![text("The sky over the "), code("quay")]);
    let mut bowline = section(50, 3, "3 bowlines: a:b", "Three bowlines", vec![block(51, figure), table()]);
    bowline.number = Some(Number::from(vec![1, 1, 1]));
    knots.children.push(bowline);
    let blocks = vec![
        block(11, opening),
        paragraph(12, PROSE),
        verse(),
        block(14, BlockKind::Break),
        paragraph(15, PROSE),
    ];
    let mut chapter = section(10, 1, "harbour", "The Harbour", blocks);
    chapter.number = Some(Number::from(vec![1]));
    chapter.children.push(knots);
    chapter
}

/// An item of a list that is no task.
fn item(blocks: Vec<Block>) -> ListItem {
    ListItem { task: None, blocks }
}

/// A figure; its image is the block after it.
pub(super) fn figure(image: ImageRef, caption: Vec<Inline>) -> BlockKind {
    let blocks = vec![block(70, BlockKind::Image(image))];
    BlockKind::Float(Float { caption, blocks, ..Float::default() })
}

fn verse() -> Block {
    let lines =
        ["The rope is long, the water deep,", "  the fog is all there is to keep,", "and no one wakes."];
    block(13, BlockKind::Verse(Verse::of_lines(lines.iter().map(|line| vec![text(line)]))))
}

fn lists() -> Block {
    let inner = List {
        numbers: Some(Numbers::from(4)),
        tight: true,
        items: vec![
            item(vec![paragraph(34, "four of them")]),
            item(vec![paragraph(35, "and a fifth, longer than the others")]),
        ],
        ..List::default()
    };
    let items = vec![
        item(vec![paragraph(33, "The bowline, king of knots"), block(40, BlockKind::List(inner))]),
        item(vec![paragraph(41, "The sheet bend")]),
    ];
    block(32, BlockKind::List(List { tight: true, items, ..List::default() }))
}

fn listing() -> Block {
    let text = "fn main() {\n    println!(\"{}\", 1 < 2 && 3 > 2); // a long line that has to be wrapped somewhere\n}";
    block(
        36,
        BlockKind::Code(Listing { language: Some("rust".into()), text: text.into(), ..Listing::default() }),
    )
}

fn quote() -> Block {
    let inner =
        BlockKind::InnerHeading { level: 1, heading: heading("A heading inside"), anchor: "inside".into() };
    block(37, BlockKind::Quote(vec![block(38, inner), paragraph(39, PROSE)]))
}

fn table() -> Block {
    let rows = [
        ["Bowline", "loop", "fast & sure"],
        ["Sheet bend", "join", ""],
        ["Clove hitch", "post", "slips <often>"],
    ];
    let (head, rows) = (row(53, ["Knot", "Use", ""]), (56..).step_by(3).zip(rows));
    let rows = rows.map(|(index, cells)| row(index, cells)).collect();
    block(52, BlockKind::Table(headed(head, vec![rows])))
}

fn second_chapter() -> Section {
    let missing =
        ImageRef { path: "gone.png".into(), alt: "a chart".into(), title: None, ..ImageRef::default() };
    let shown = ImageRef {
        path: "images/a picture.png".into(),
        alt: "a small sky".into(),
        title: Some("Sky".into()),
        ..ImageRef::default()
    };
    let marked = inline(InlineKind::Link {
        target: Target::Inside("harbour".into()),
        title: None,
        content: vec![text("the harbour"), note_mark(3)],
    });
    let figure = BlockKind::Image(missing.clone());
    let blocks = vec![
        block(84, figure),
        block(
            85,
            BlockKind::Paragraph(vec![
                text("Back to "),
                marked,
                text(" again"),
                note_mark(3),
                text(" and to a note of before"),
                note_mark(0),
                text(", with "),
                inline(InlineKind::Image(shown)),
                text(" and "),
                inline(InlineKind::Image(missing)),
                text("."),
            ]),
        ),
    ];
    let mut chapter = section(83, 1, "water", "Water “deep” & <wide>", blocks);
    chapter.number = Some(Number::from(vec![2]));
    chapter
}

fn colophon() -> Section {
    let mut colophon = section(90, 1, "colophon", "", vec![paragraph(91, "Set without a heading.")]);
    colophon.matter = Matter::Back;
    colophon
}
