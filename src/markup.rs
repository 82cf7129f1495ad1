//! A writer of XML that cannot write anything but well-formed XML. HTML is written with it too: the
//! end tags of all elements but the void ones are there.

mod elements;

pub(crate) use elements::{is_block, is_table_part, is_void};

/// XML under construction: elements nest by calls, text and attributes are escaped on the way.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    out: String,
    open: Vec<&'static str>,
    /// The last start tag still takes attributes.
    in_tag: bool,
}

impl Markup {
    /// A document with its XML declaration.
    pub fn document() -> Markup {
        Markup { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into(), ..Markup::default() }
    }

    /// Writes the document type that EPUB's content documents have.
    pub fn html_doctype(&mut self) -> &mut Self {
        self.out.push_str("<!DOCTYPE html>\n");
        self
    }

    /// Opens an element; `attr` may follow.
    pub fn start(&mut self, name: &'static str) -> &mut Self {
        self.finish_tag();
        self.out.push('<');
        self.out.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// An attribute of the element just opened.
    pub fn attr(&mut self, name: &str, value: &str) -> &mut Self {
        debug_assert!(self.in_tag, "{name} comes after the start tag");
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, true, &mut self.out);
        self.out.push('"');
        self
    }

    /// An attribute that is left out where there is no value.
    pub fn attr_if(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Escaped text; characters that XML forbids are left out.
    pub fn text(&mut self, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.finish_tag();
            escape(text, false, &mut self.out);
        }
        self
    }

    /// A line end between elements, where white space means nothing.
    pub fn line(&mut self) -> &mut Self {
        self.finish_tag();
        self.out.push('\n');
        self
    }

    /// Closes the innermost element with an end tag of its own: readers that take XHTML for HTML
    /// would run on over `<span/>`.
    pub fn end(&mut self) -> &mut Self {
        self.finish_tag();
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// Closes the element just opened as one that never has content.
    pub fn void(&mut self) -> &mut Self {
        debug_assert!(self.in_tag, "a void element has no content");
        self.open.pop();
        self.in_tag = false;
        self.out.push_str("/>");
        self
    }

    /// An element that holds nothing but text, after the attributes of `start`.
    pub fn text_end(&mut self, text: &str) -> &mut Self {
        self.text(text).end()
    }

    /// The finished document; whatever is open is closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out.push('\n');
        self.out
    }

    fn finish_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }
}

/// Text as character data of XML: escaped, without the characters that XML forbids.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape(text, false, &mut escaped);
    escaped
}

/// Appends text with XML's special characters escaped, in runs as long as can be.
fn escape(text: &str, attribute: bool, out: &mut String) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let replacement = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if attribute => "&quot;",
            // A parser turns these into a space in attributes, and a bare CR into LF anywhere.
            b'\t' if attribute => "&#9;",
            b'\n' if attribute => "&#10;",
            b'\r' => "&#13;",
            b'\t' | b'\n' => continue,
            0..0x20 => "",
            // U+FFFE and U+FFFF, the only other characters outside XML's production Char that
            // a Rust string can hold.
            0xEF if matches!(text.as_bytes().get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])) => {
                out.push_str(&text[written..at]);
                written = at + 3;
                continue;
            }
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(replacement);
        written = at + 1;
    }
    out.push_str(&text[written..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped_and_cleaned() {
        for (text, in_text, in_attribute) in [
            ("A & B <i>", "A &amp; B &lt;i&gt;", "A &amp; B &lt;i&gt;"),
            ("say \"hi\"", "say \"hi\"", "say &quot;hi&quot;"),
            ("a\0b\u{1}c\u{1F}", "abc", "abc"),
            ("a\u{FFFE}b\u{FFFF}", "ab", "ab"),
            ("\u{FFFD}\u{FEFF}é", "\u{FFFD}\u{FEFF}é", "\u{FFFD}\u{FEFF}é"),
            ("a\tb\nc\r", "a\tb\nc&#13;", "a&#9;b&#10;c&#13;"),
            ("]]>", "]]&gt;", "]]&gt;"),
        ] {
            let mut markup = Markup::default();
            markup.start("x").attr("y", text).text_end(text);
            assert_eq!(markup.finish(), format!("<x y=\"{in_attribute}\">{in_text}</x>\n"), "{text:?}");
        }
    }

    #[test]
    fn what_is_open_is_closed() {
        let mut markup = Markup::document();
        markup.start("a").start("b").attr_if("c", None).start("d").void();
        assert_eq!(markup.finish(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a><b><d/></b></a>\n");
    }
}
