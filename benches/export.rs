//! How long the stages of the road take, on a book that is generated: no file is needed, and the
//! same words every time.
//!
//! Compare figures of one run with each other only: machines differ, and so does their load.

use bifolio::document::{Document, Metadata, Timestamp};
use bifolio::epub::EpubOptions;
use bifolio::pdf::PdfOptions;
use bifolio::resource::{Images, Resources};
use bifolio::source::{FileId, Memory, Source};
use bifolio::{Edition, Memo, Project, epub, export, layout, pass, pdf, reader};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const CHAPTERS: usize = 40;
const PARAGRAPHS: usize = 60;

/// Syllables that English words are made of; a fixed sequence of numbers chooses among them.
const SYLLABLES: &[&str] = &[
    "al", "an", "be", "com", "con", "de", "di", "er", "ex", "fi", "for", "ha", "in", "is", "it", "le", "ly",
    "ma", "ment", "ness", "of", "on", "or", "per", "pro", "re", "sa", "ta", "ter", "the", "ti", "to", "un",
    "ver", "wa", "y",
];

/// A linear congruential sequence (Knuth, "The Art of Computer Programming" 3.3.4, line 26).
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

fn manuscript() -> String {
    let mut sequence = Sequence(1);
    let mut text = String::from("---\ntitle: A Generated Book\nlang: en\n---\n");
    for chapter in 1..=CHAPTERS {
        text += &format!("\n# Chapter {chapter}\n");
        for _ in 0..PARAGRAPHS {
            text.push('\n');
            paragraph(&mut sequence, &mut text);
        }
    }
    text
}

fn paragraph(sequence: &mut Sequence, text: &mut String) {
    for word in 0..40 + sequence.below(80) {
        let marked = if sequence.below(50) == 0 { "*" } else { "" };
        text.push_str(marked);
        for _ in 0..1 + sequence.below(3) {
            text.push_str(SYLLABLES[sequence.below(SYLLABLES.len())]);
        }
        text.push_str(marked);
        text.push_str(if word % 13 == 12 { ".\n" } else { " " });
    }
    text.push('\n');
}

fn document(source: &Source) -> Document {
    let draft = reader::markdown::read(FileId(0), source, Default::default()).value;
    let drafts = vec![("book.md".to_string(), draft)];
    pass::prepare(drafts, Metadata::default(), &Images::default(), &Default::default(), &Default::default())
        .value
}

fn stages(criterion: &mut Criterion) {
    let source = Source { path: "book.md".into(), text: manuscript() };
    let resources = Resources::default();
    let document = document(&source);
    let paged = layout::lay_out(&document, &resources).value;
    let date = Timestamp::default();
    let mut group = criterion.benchmark_group(format!("{} pages", paged.pages.len()));
    group.throughput(Throughput::Elements(paged.pages.len() as u64)).sample_size(20);
    group.bench_function("read and prepare", |bencher| bencher.iter(|| self::document(&source)));
    group.bench_function("lay out", |bencher| bencher.iter(|| layout::lay_out(&document, &resources)));
    group.bench_function("write the PDF", |bencher| {
        let run = "urn:example:run";
        let options =
            PdfOptions { date, standards: Default::default(), attachments: vec![], run: run.into() };
        let write = |paged| pdf::export(&document, paged, &resources, &options);
        bencher.iter_batched(|| paged.clone(), write, BatchSize::LargeInput);
    });
    group.bench_function("write the EPUB", |bencher| {
        let options = EpubOptions { date, toc_depth: 3, run: "urn:example:run".into() };
        bencher.iter(|| epub::export(&document, Some(&paged.page_map), &resources, &options));
    });
    group.finish();
}

/// A book of a file for each chapter; in `round` a word of one paragraph is another.
fn folder(round: usize) -> Memory {
    let text = manuscript();
    let chapters = text.split("\n# ").enumerate().map(|(index, chapter)| {
        let chapter = if index == 0 { chapter.to_owned() } else { format!("# {chapter}") };
        let chapter = if index == CHAPTERS / 2 {
            format!("{chapter}\n{} it is.\n", SYLLABLES[round % SYLLABLES.len()])
        } else {
            chapter
        };
        (format!("book/{index:02}.md"), chapter.into_bytes())
    });
    chapters.collect()
}

/// What a change of one paragraph costs while a book is watched, beside making it anew.
fn watching(criterion: &mut Criterion) {
    let project = Project {
        inputs: vec!["book".into()],
        editions: vec![Edition::Epub, Edition::Pdf],
        ..Project::default()
    };
    let mut group = criterion.benchmark_group("both editions");
    group.sample_size(20);
    group.bench_function("anew", |bencher| {
        let files = folder(0);
        bencher.iter(|| export(&project, &files));
    });
    // Outside of what is measured, which is begun anew for each sample: one memo for all of them.
    let (project, mut round) = (Project { memo: Memo::keeping(), ..project }, 0);
    group.bench_function("again, after a change of one paragraph", |bencher| {
        let next = || {
            round += 1;
            folder(round)
        };
        bencher.iter_batched(next, |files| export(&project, &files), BatchSize::PerIteration);
    });
    group.finish();
}

criterion_group!(benches, stages, watching);
criterion_main!(benches);
