//! The texts of a book: which files they are, where each stands in it, and by whom each is read.

mod chapter_titles;
mod drafts;
mod file_titles;
mod includes;
mod order;
mod repository;
mod sieve;
mod slips;
mod text_reader;
mod title_page;

use crate::address::{lies_beneath, speaks_for_folder};
use crate::diagnostic::{Code, Diagnostic, Error, Warned};
use crate::document::{Draft, Matter, Node, Standing};
use crate::input::{self, Format, Found, Told};
use crate::limits::Limits;
use crate::lists::{self, Listed};
use crate::mdbook;
use crate::project::Project;
use crate::reader::ForeignMarks;
use crate::reader::markdown::{self, Dialect};
use crate::reader::plain::{self, Explanation};
use crate::settings::{self, PlainSettings, TextSettings, Value};
use crate::source::{FileId, Files, Segment, Source, Sources, Span};
use chapter_titles::Titled;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::Arc;
use text_reader::{ReadText, Reader};

/// The texts of a book, before they are read.
#[derive(Default)]
pub struct Manuscript {
    pub sources: Sources,
    /// What each text of the book is, where something says so: an index, or the folder it lies in.
    /// The sources behind them are what they were made of, and an outline.
    standings: Vec<Option<Standing>>,
    /// What an index of the book says besides.
    pub config: Option<Draft>,
    /// What a file of metadata beside the texts says.
    pub metadata: Option<Draft>,
    /// The folders out of which no image is taken.
    pub roots: Vec<PathBuf>,
    outline: Option<FileId>,
    /// What is said of how texts are read, before any is.
    settings: TextSettings,
    /// Whose Markdown texts are written in, where a file of the book says so.
    told: BTreeMap<FileId, Format>,
    /// Code in it may have hidden lines, as in the books of mdBook.
    hidden_lines: bool,
    /// The index names the book, whatever headings it has.
    is_named_by_index: bool,
    /// The text that is the title page of the book.
    title_page: Option<FileId>,
    /// The folder that a book is called by which nothing names.
    pub folder: Option<PathBuf>,
    /// The file that lists the chapters, where one does.
    pub list: Option<PathBuf>,
    /// How much of the machine it may take. No text raises that for itself.
    pub limits: Limits,
}

impl Manuscript {
    /// Opens the inputs of a project, or the book that one of them is the index of.
    ///
    /// Errors: `unreadable-input` and `no-manuscript`; `bad-setting` for inputs that do not go
    /// together.
    pub fn open(project: &Project, files: &dyn Files) -> Result<Warned<Manuscript>, Error> {
        let listed = project.inputs.iter().find_map(|input| mdbook::config_of(input, files));
        let handed_over = project.inputs.first().filter(|_| project.from == Some(Format::RenderContext));
        let index = handed_over.cloned().or(listed);
        let mut opened = match &index {
            Some(index) => open_listed(project, index, files)?,
            None => open_inputs(project, files)?,
        };
        opened.value.roots.extend(project.roots.iter().cloned());
        let metadata = opened.value.read_metadata(project, files)?;
        opened.value.metadata = metadata.collect(&mut opened.diagnostics);
        let manuscript = &mut opened.value;
        // What is stronger comes last.
        let stated = manuscript.metadata.iter().chain(&manuscript.config);
        let stated: Vec<&[(String, String, Span)]> =
            stated.map(|stated| stated.settings.as_slice()).collect();
        let settings = settings::before_reading(&project.settings, stated);
        (manuscript.settings, manuscript.limits) = (settings.text, settings.limits);
        if index.is_none() {
            opened.diagnostics.extend(includes::take_in(manuscript, project, files));
        }
        manuscript.open_outline(project, files)?.collect(&mut opened.diagnostics);
        Ok(opened)
    }

    /// Opens the outline that a setting names: from where the user stands, or beneath the book's folder.
    fn open_outline(&mut self, project: &Project, files: &dyn Files) -> Result<Warned<()>, Error> {
        let Some(named) = self.settings.plain.outline.clone() else { return Ok(().into()) };
        if self.text(project).is_none() {
            let message = "an outline goes with one plain text (`--from text` reads any file as one)";
            return Err(Error::new(Code::BadSetting, message));
        }
        let file = FileId(self.sources.iter().count() as u32);
        let typed = settings::before_reading(&project.settings, []).text.plain.outline;
        let source = match (typed, self.roots.first()) {
            // What a file of the book names is the book's.
            (None, Some(root)) => {
                input::read_beneath(slice::from_ref(root), None, file, &root.join(named), files)
            }
            (typed, _) => input::read_named(file, Path::new(&typed.unwrap_or(named)), files),
        };
        let mut diagnostics = Vec::new();
        let source = source?.collect(&mut diagnostics);
        diagnostics.extend(empty(file, &source));
        self.outline = Some(self.sources.add(source));
        Ok(Warned { value: (), diagnostics })
    }

    /// Reads the file of metadata in the book's own folder, or that of the first input.
    fn read_metadata(
        &mut self,
        project: &Project,
        files: &dyn Files,
    ) -> Result<Warned<Option<Draft>>, Error> {
        let path = self.metadata_file(project, files);
        let mut diagnostics: Vec<Diagnostic> =
            slips::metadata_not_read(self, path.as_deref(), files).into_iter().collect();
        let Some(path) = path else { return Ok(Warned { value: None, diagnostics }) };
        let file = FileId(self.sources.iter().count() as u32);
        let folder = [path.parent().unwrap_or(Path::new("")).to_owned()];
        let source = input::read_beneath(&folder, None, file, &path, files)?.collect(&mut diagnostics);
        let draft = markdown::read_metadata(file, &source).collect(&mut diagnostics);
        self.sources.add(source);
        Ok(Warned { value: Some(draft), diagnostics })
    }

    /// Beside the texts, or in the folder that is the input, where they lie in one within.
    fn metadata_file(&self, project: &Project, files: &dyn Files) -> Option<PathBuf> {
        // Standard input lies in no folder.
        let lies_there = |input: &&PathBuf| self.config.is_some() || files.resolve(input).is_ok();
        let input = project.inputs.first().filter(lies_there)?;
        let outer = Some(input).filter(|input| files.is_folder(input));
        self.roots.iter().take(1).chain(outer).find_map(|folder| metadata_in(folder, files))
    }

    /// Reads the texts, each by the reader of its format.
    pub fn read(&self, project: &Project) -> Warned<Vec<Draft>> {
        let sources: Vec<(FileId, &Source)> = self.sources.iter().take(self.standings.len()).collect();
        let read = |&(file, source): &(FileId, &Source)| {
            let reader = self.reader(self.format(project, file, source));
            project.memo.get(&(file, source, reader), || reader.read(file, source))
        };
        let read: Vec<Arc<ReadText>> = sources.par_iter().map(read).collect();
        let (mut drafts, mut diagnostics) = (Vec::new(), Vec::new());
        let mut foreign = ForeignMarks::default();
        for ReadText { draft, marks } in read.into_iter().map(Arc::unwrap_or_clone) {
            drafts.push(draft.collect(&mut diagnostics));
            foreign.append(marks);
        }
        diagnostics.extend(foreign.diagnostics());
        for ((draft, standing), (file, _)) in drafts.iter_mut().zip(&self.standings).zip(sources) {
            draft.standing = standing.clone().map(|standing| (file, standing));
        }
        let unnamed = file_titles::unnamed(self, project, &drafts);
        diagnostics.extend(self.title_chapters(&mut drafts));
        file_titles::put(self, &unnamed, &mut drafts);
        mark_matter(&mut drafts);
        Warned { value: drafts, diagnostics }
    }

    /// Who reads texts of a format.
    fn reader(&self, format: Format) -> Reader<'_> {
        let dialect = match format {
            Format::Markdown | Format::RenderContext => Dialect::Bifolio,
            Format::Pandoc => Dialect::Pandoc,
            Format::Leanpub => Dialect::Leanpub,
            Format::Quarto => Dialect::Quarto,
            Format::Myst => Dialect::Myst,
            Format::Obsidian => Dialect::Obsidian,
            Format::Gfm => Dialect::Gfm,
            Format::CommonMark => Dialect::CommonMark,
            Format::Text => {
                return Reader::Plain { options: self.plain(), is_chapter: self.standings.len() > 1 };
            }
        };
        let (hidden_lines, bracket_math) = (self.hidden_lines, self.settings.bracket_math);
        Reader::Markdown(markdown::Options { dialect, hidden_lines, bracket_math, ..Default::default() })
    }

    /// In a book of several files titles in front matter are those of chapters, as a rule.
    fn title_chapters(&self, drafts: &mut [Draft]) -> Option<Diagnostic> {
        let is_named = |draft: &Draft| draft.standing.as_ref().is_some_and(|(_, own)| !own.title.is_blank());
        let list = self.config.as_ref().filter(|_| !self.hidden_lines);
        let is_named_beside = self.metadata.iter().chain(list).any(|beside| beside.metadata.title.is_some());
        let titled =
            self.sources.iter().zip(&mut *drafts).enumerate().map(|(index, ((file, source), draft))| {
                Titled {
                    file,
                    is_index: index == 0 && speaks_for_folder(&source.path),
                    is_named: self.hidden_lines && is_named(draft),
                    names_book: self.is_named_by_index && index == 0 && speaks_for_folder(&source.path),
                    is_text: draft.typewritten,
                    is_title_page: self.title_page == Some(file),
                    draft,
                }
            });
        let said = chapter_titles::settle(titled.collect(), is_named_beside);
        if !self.hidden_lines {
            chapter_titles::take_shared(drafts);
        }
        said
    }

    /// How each line of the only text is understood.
    ///
    /// Errors: `bad-setting` where it is not one plain text.
    pub fn explain(&self, project: &Project) -> Result<Warned<Explanation>, Error> {
        let Some((file, source)) = self.text(project) else {
            let message = "`explain` works on one plain text; `--from text` reads any file as one";
            return Err(Error::new(Code::BadSetting, message));
        };
        Ok(plain::explain(file, source, self.plain()))
    }

    /// The plain text that is the whole manuscript.
    fn text(&self, project: &Project) -> Option<(FileId, &Source)> {
        let only = self.sources.iter().next().filter(|_| self.standings.len() == 1);
        only.filter(|&(file, source)| self.format(project, file, source) == Format::Text)
    }

    fn format(&self, project: &Project, file: FileId, source: &Source) -> Format {
        project
            .from
            .or(self.settings.from)
            .or(self.told.get(&file).copied())
            .unwrap_or(Format::of(&source.path))
    }

    /// What the folders of the texts say of them, or a list of all.
    fn told_by(&self, told: &mut Told<'_>, listed: Option<Format>) -> BTreeMap<FileId, Format> {
        let is_markdown = |source: &Source| listed.is_some() || Format::of(&source.path) != Format::Text;
        let markdown = self.sources.iter().filter(|(_, source)| is_markdown(source));
        let told = markdown.filter_map(|(file, source)| {
            let book = self.roots.iter().find(|root| source.path.starts_with(root))?;
            Some((file, told.format_of(&source.path, book).or(listed)?))
        });
        told.collect()
    }

    fn plain(&self) -> plain::Options<'_> {
        let outline = self.outline.and_then(|file| Some((file, self.sources.get(file)?)));
        let PlainSettings { structure, heading, keep_lines, keep_furniture, .. } = &self.settings.plain;
        plain::Options {
            keep_furniture: *keep_furniture,
            keep_lines: *keep_lines,
            structure: *structure,
            heading: heading.as_ref(),
            outline,
        }
    }
}

fn metadata_in(folder: &Path, files: &dyn Files) -> Option<PathBuf> {
    let listed = files.list(folder).unwrap_or_default();
    let is_there = |path: &PathBuf| listed.iter().any(|there| there.file_name() == path.file_name());
    let path = METADATA.map(|name| folder.join(name)).into_iter().find(is_there)?;
    // A link may lead out of the folder, to what is not the book's.
    let (real, root) = (files.resolve(&path).ok()?, files.resolve(folder).ok()?);
    lies_beneath(&real, &root).then_some(path)
}

/// Pandoc's names for a file of metadata.
const METADATA: [&str; 2] = ["metadata.yaml", "metadata.yml"];

/// Puts chapters into the part of the book that marks before them name, be it in a file before theirs.
fn mark_matter(drafts: &mut [Draft]) {
    let mut current: Option<&str> = None;
    for draft in drafts {
        let mut marks = draft.matters.iter().peekable();
        for node in &mut draft.nodes {
            let Node::Heading { id, level: 1, heading, .. } = node else { continue };
            while let Some((_, matter)) = marks.next_if(|(from, _)| from <= id) {
                current = Some(class_of(*matter));
            }
            heading.classes.extend(current.map(str::to_owned));
        }
        current = marks.last().map(|(_, matter)| class_of(*matter)).or(current);
    }
}

/// The class by which a heading says where its chapter belongs.
fn class_of(matter: Matter) -> &'static str {
    match matter {
        Matter::Front => "frontmatter",
        Matter::Body => "mainmatter",
        Matter::Back => "backmatter",
    }
}

/// A book of which an index lists the chapters.
fn open_listed(project: &Project, index: &Path, files: &dyn Files) -> Result<Warned<Manuscript>, Error> {
    if project.inputs.len() > 1 {
        let message = format!("`{}` is a whole book, and takes no other inputs beside it", index.display());
        return Err(Error::new(Code::BadSetting, message));
    }
    let Warned { value: book, diagnostics } = match project.from {
        Some(Format::RenderContext) => mdbook::context::read(index, files)?,
        _ => mdbook::read(index, files, &project.roots, &|config| limits(project, index, config, files))?,
    };
    let value = Manuscript {
        sources: book.sources,
        standings: book.standings.into_iter().map(Some).collect(),
        config: Some(book.config),
        roots: vec![book.root],
        metadata: None,
        outline: None,
        settings: TextSettings::default(),
        told: BTreeMap::new(),
        hidden_lines: true,
        is_named_by_index: false,
        title_page: None,
        folder: None,
        list: Some(book.summary),
        limits: Limits::default(),
    };
    Ok(Warned { value, diagnostics })
}

/// How much a book may take in that is put together before its file of metadata is read.
fn limits(project: &Project, index: &Path, config: &Draft, files: &dyn Files) -> Limits {
    let beside = metadata_in(index.parent().unwrap_or(Path::new("")), files);
    let source = beside.and_then(|path| input::read(FileId::GENERATED, &path, files).ok());
    let metadata = source.map(|source| markdown::read_metadata(FileId::GENERATED, &source.value).value);
    let stated = metadata.iter().chain([config]).map(|stated| stated.settings.as_slice());
    settings::before_reading(&project.settings, stated).limits
}

/// The files that the inputs name, those of the folders among them, and those that a list in the only folder
/// names.
fn open_inputs(project: &Project, files: &dyn Files) -> Result<Warned<Manuscript>, Error> {
    let mut diagnostics = Vec::new();
    let only = project.inputs.first().filter(|_| project.inputs.len() == 1);
    // What the user calls a text is no list of paths.
    let only = only.filter(|_| project.from != Some(Format::Text));
    let mut listed = only.map(|only| lists::open(only, files)).transpose()?.flatten();
    let list = listed.as_ref().filter(|listed| listed.found.is_some()).map(|listed| listed.list.path.clone());
    let texts = gather(project, listed.as_mut(), files)?.collect(&mut diagnostics);
    let mut manuscript = Manuscript { roots: roots(project, files), list, ..Manuscript::default() };
    manuscript.add(texts, &mut diagnostics);
    // A list of another tool may have its reasons.
    if project.inputs.len() > 1 {
        diagnostics.extend(slips::named_twice(&manuscript, files));
    }
    let format = listed.as_ref().and_then(|listed| listed.format);
    if let Some(listed) = listed {
        manuscript.add_list(listed, project, files, &mut diagnostics);
    }
    if project.from.is_none() && settings::before_reading(&project.settings, []).text.from.is_none() {
        let texts = manuscript.sources.iter().take(manuscript.standings.len());
        diagnostics.extend(texts.filter_map(|(file, source)| input::read_as_markdown(file, &source.path)));
        let mut told = Told::new(files);
        manuscript.told = manuscript.told_by(&mut told, format);
        diagnostics.append(&mut told.notes());
        let page = manuscript.title_page.and_then(|file| Some((file, manuscript.sources.get(file)?)));
        let format = page.and_then(|(file, source)| Some((file, title_page::format(source)?)));
        manuscript.told.extend(format);
    }
    Ok(Warned { value: manuscript, diagnostics })
}

/// The texts that a list names, else those of the inputs in the order that they say themselves.
fn gather(
    project: &Project,
    listed: Option<&mut Listed>,
    files: &dyn Files,
) -> Result<Warned<Vec<Text>>, Error> {
    let has_list = listed.is_some();
    let mut lang = project.lang();
    let (found, inputs) = match listed {
        Some(Listed { found, folder, config, .. }) => {
            lang = lang.or(config.metadata.lang.clone());
            (found.take(), vec![folder.clone()])
        }
        None => (None, project.inputs.clone()),
    };
    if let Some(found) = found {
        return Ok(texts(found, lang, &inputs, files)?.into());
    }
    let mut diagnostics = Vec::new();
    let found = input::discover(&inputs, files)?.collect(&mut diagnostics);
    let texts = texts(found, lang, &inputs, files)?;
    let is_folder = matches!(project.inputs.as_slice(), [only] if files.is_folder(only));
    let Some(path) = inputs.first().filter(|_| is_folder) else {
        return Ok(Warned { value: texts, diagnostics });
    };
    let mut told = Told::new(files);
    let mut format_of = |text: &Path| {
        let own = Format::of(text);
        let told = || told.format_of(text, path).filter(|_| own != Format::Text);
        project.from.or_else(told).unwrap_or(own)
    };
    let folder = order::Folder { path, files, has_list };
    let value = order::settle(texts, &folder, &mut format_of).collect(&mut diagnostics);
    Ok(Warned { value, diagnostics })
}

/// A text as it was read, before it has its number.
struct Text {
    found: Found,
    source: Source,
    diagnostics: Vec<Diagnostic>,
    standing: Option<Standing>,
    /// It is the title page of the book.
    is_title_page: bool,
    /// Where the folder comes that it speaks for.
    position: Option<Value>,
}

/// Reads the texts that were found for inputs: those that are inputs themselves wherever they lie, others beneath
/// the folders among them.
fn texts(
    found: Vec<Found>,
    lang: Option<String>,
    inputs: &[PathBuf],
    files: &dyn Files,
) -> Result<Vec<Text>, Error> {
    let lang = lang.as_deref();
    let source = |path: &PathBuf| match inputs.contains(path) {
        true => input::read_in(lang, FileId::GENERATED, path, files),
        false => input::read_beneath(inputs, lang, FileId::GENERATED, path, files),
    };
    let read = |found: Found| {
        let Warned { value: source, diagnostics } = match found.is_folder {
            true => Source { path: found.path.clone(), text: String::new() }.into(),
            false => source(&found.path).map_err(|error| (found.path.clone(), error))?,
        };
        let standing = found.standing();
        Ok(Text { found, source, diagnostics, standing, is_title_page: false, position: None })
    };
    let texts: Vec<_> = found.into_par_iter().map(read).collect();
    let texts: Result<Vec<Text>, (PathBuf, Error)> = texts.into_iter().collect();
    // Only the first that is missing is told of.
    texts.map_err(|(path, error)| input::with_neighbour(error, &path, files))
}

impl Manuscript {
    /// Adds texts in their order.
    fn add(&mut self, texts: Vec<Text>, diagnostics: &mut Vec<Diagnostic>) {
        let list = FileId(texts.len() as u32);
        for Text { found, source, diagnostics: said, standing, is_title_page, .. } in texts {
            let file = FileId(self.standings.len() as u32);
            self.title_page = self.title_page.or(is_title_page.then_some(file));
            diagnostics.extend(said.into_iter().map(|said| said.in_file(file)));
            diagnostics.extend(empty(file, &source).filter(|_| !found.is_folder));
            match found.is_folder && found.is_listed() {
                // A part without a text stands where the list names it.
                true => self.sources.add_made_of(source, vec![Segment { at: 0, file: list, from: 0 }]),
                false => self.sources.add(source),
            };
            self.standings.push(standing);
        }
    }

    /// Adds the list behind the texts.
    fn add_list(
        &mut self,
        listed: Listed,
        project: &Project,
        files: &dyn Files,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let list = self.sources.add(listed.list);
        let is_of_list = |said: &Diagnostic| said.span.file == lists::LIST;
        let said = listed.diagnostics.into_iter();
        diagnostics.extend(said.map(|said| if is_of_list(&said) { said.in_file(list) } else { said }));
        self.config = Some(listed.config.in_file(list));
        self.is_named_by_index = listed.is_named_by_index;
        let is_file = !project.inputs.iter().any(|input| files.is_folder(input));
        self.folder = files.resolve(&listed.root).ok().filter(|_| is_file);
        self.roots = vec![listed.root];
    }
}

fn empty(file: FileId, source: &Source) -> Option<Diagnostic> {
    let is_empty = source.text.trim().is_empty();
    is_empty.then(|| Diagnostic::warning(Code::EmptyInput, Span::new(file, 0..0), "the input holds no text"))
}

/// The folders of the inputs.
fn roots(project: &Project, files: &dyn Files) -> Vec<PathBuf> {
    let folder = |input: &PathBuf| match files.is_folder(input) {
        true => input.clone(),
        false => input.parent().unwrap_or(Path::new("")).to_owned(),
    };
    project.inputs.iter().map(folder).collect()
}
