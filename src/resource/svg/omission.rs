//! What the cleaning leaves out of a drawing that its author would miss.

/// Filters and pictures that are not shown.
#[derive(Default)]
pub(super) struct Omissions {
    has_filters: bool,
    outside: Vec<String>,
}

impl Omissions {
    /// Notes the attribute of a filter, which is not kept. An element that has one would not be
    /// printed at all.
    pub(super) fn filter(&mut self, value: &str) {
        self.has_filters |= value.trim() != "none";
    }

    /// Declarations of CSS, with or without the rules around them, without those of filters.
    pub(super) fn unfiltered(&mut self, css: &str) -> String {
        let mut kept = String::new();
        for piece in css.split_inclusive([';', '{', '}']) {
            let declaration = piece.trim_end_matches([';', '}']);
            match declaration.split_once(':') {
                Some((name, value))
                    if name.trim().eq_ignore_ascii_case("filter") && !piece.ends_with('{') =>
                {
                    self.filter(value);
                    // A semicolon goes with it: two in a row are an error to EPUBCheck.
                    kept.push_str(piece[declaration.len()..].trim_start_matches(';'));
                }
                _ => kept.push_str(piece),
            }
        }
        kept
    }

    /// Notes an address that a picture is not fetched from.
    pub(super) fn outside(&mut self, href: &str) {
        self.outside.push(href.to_string());
    }

    /// One clause for each kind, to stand behind "without".
    pub(super) fn clauses(&self) -> Vec<String> {
        /// An address may hold the whole picture.
        const SHOWN: usize = 60;
        let filters = self.has_filters.then(|| "its filters".to_string());
        let pictures = self.outside.first().map(|href| {
            let shown: String = href.chars().take(SHOWN).collect();
            let cut = if shown.len() < href.len() { "…" } else { "" };
            match self.outside.len() - 1 {
                0 => format!("the picture `{shown}{cut}`, which is not read from within it"),
                more => {
                    format!("the picture `{shown}{cut}` and {more} more, which are not read from within it")
                }
            }
        });
        filters.into_iter().chain(pictures).collect()
    }
}
