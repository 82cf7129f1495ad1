//! What is told of once a name and file: a row a kind, with its severity, its code and its message, in which
//! the name stands for the braces.

use crate::diagnostic::{Code, Severity};

macro_rules! mentions {
    ($($(#[$what:meta])* $kind:ident: $severity:ident, $code:ident, $message:literal;)*) => {
        /// A kind of thing that has a name, such as a tag.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(in crate::reader) enum Mention {
            $($(#[$what])* $kind,)*
        }

        impl Mention {
            pub(super) fn severity(self) -> Severity {
                match self {
                    $(Mention::$kind => Severity::$severity,)*
                }
            }

            pub(super) fn code(self) -> Code {
                match self {
                    $(Mention::$kind => Code::$code,)*
                }
            }

            /// What is said of what is written so.
            pub(super) fn message(self, written: &str) -> String {
                let message = match self {
                    $(Mention::$kind => $message,)*
                };
                message.replace("{}", written)
            }
        }
    };
}

mentions! {
    /// A tag that is left out.
    Tag: Warning, RawHtml,
        "`<{}>` is raw HTML: the tag is left out, the text around it is kept";
    /// `<?php … ?>`
    Instruction: Warning, RawHtml,
        "`<{}…>` is meant for another program, and is left out";
    /// `<!ENTITY …>`
    Declaration: Warning, RawHtml,
        "`<{}…>` is a declaration of HTML, and is left out";
    /// An element that is left out with all that it holds.
    Hidden: Warning, RawHtml,
        "`<{}>` is left out with all that it holds";
    /// An element to be left out whole that has no end.
    NeverClosed: Warning, RawHtml,
        "`<{}>` is never closed: all up to the end of its block is left out";
    /// An element that is not to be seen, by what says so.
    Unseen: Note, RawHtml,
        "`{}` hides an element from those who read the page: what it holds is in neither edition";
    /// An element that is not to be seen and has no end.
    Shown: Warning, RawHtml,
        "`{}` asks to hide an element that is never closed; what it holds is shown";
    /// An element that screen readers are not to say.
    Silent: Note, RawHtml,
        "`<{}>` is to be hidden from screen readers alone; its words are said as they are seen";
    /// A drawing or a formula that is made of tags.
    Drawn: Warning, RawHtml,
        "what `<{}>` draws is in neither edition; its words are kept";
    /// An element that shows what is not in the book, said in words.
    Embedded: Warning, EmbeddedMedia,
        "{}";
    /// A heading that is to stand elsewhere than the others.
    AlignedHeading: Note, RawHtml,
        "`<{}>` asks for a place of its own; headings stand as those of the book do";
    /// A link around blocks of Markdown, which are not linked.
    Unlinked: Warning, RawHtml,
        "the link to `{}` is around blocks of Markdown, which are kept without it";
    /// Letters that are to run another way than those of their script do.
    Reordered: Warning, RawHtml,
        "`{}` is kept as a direction of lines; letters run as those of their script do";
    /// A link within another, which is not linked.
    LinkWithin: Warning, RawHtml,
        "the link to `{}` stands within another, and links do not nest: its words are kept";
    /// An image that names no file.
    Sourceless: Warning, MissingImage,
        "`<{}>` names no file: its alternative text stands for it";
    /// Markdown where none is read.
    MarkdownInHtml: Warning, RawHtml,
        "`{}` stands within HTML, where Markdown is read between blank lines alone; it is text";
    /// A tag within an open element that its indent makes code.
    IndentedTag: Warning, RawHtml,
        "`<{}>` is printed as code, since it stands below an empty line and four blanks deep; leave out the line, or indent the tag by less";
    /// A list that is to be numbered in some other way.
    Numbering: Warning, RawHtml,
        "`{}` asks for other numbers than a book's lists have; they count one by one";
    /// A tag that gives a colour, which neither edition has.
    Color: Warning, ColorOnly,
        "`<{}>` gives a colour, which neither edition has: what colour alone says is lost";
    /// A rule of a style that nothing comes of.
    Look: Note, RawHtml,
        "the rule `{}` of a style is left out: settings say what a book looks like, for all of it";
    /// A `lang` that names no language.
    UnknownLang: Warning, RawHtml,
        "`lang=\"{}\"` names no language that the registry of IANA knows; it says nothing";
    /// A call of a note that is not written.
    UndefinedNote: Warning, UndefinedNote,
        "the note `[^{}]` is referenced but not defined; the mark stays as text";
    /// The mark of a note in the title of a link or an image.
    NoteInTitle: Warning, UndefinedNote,
        "`[^{}]` stands in the title of a link or an image, which is plain text and calls no note; the mark stays as text";
    /// The mark of a note that is written, in HTML, where it calls none.
    UncalledNote: Warning, UndefinedNote,
        "`[^{}]` stands in HTML, where Markdown calls no note; the mark stays as text";
}
