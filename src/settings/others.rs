//! What other tools call what can be set here.

use super::TABLE;

/// Names of other tools, in small letters and with hyphens, and what says the same here: those of pandoc's manual
/// ("Variables", "Options"), of Quarto's reference, of bookdown, of mdBook's `book.toml`, of CSS, and words that
/// writers have for it.
const OF_OTHERS: &[(&str, &str)] = &[
    ("book-title", "title"),
    ("writer", "author"),
    ("institute", "publisher"),
    ("copyright", "rights"),
    ("license", "rights"),
    ("licence", "rights"),
    ("summary", "description"),
    ("dir", "text-direction"),
    ("direction", "text-direction"),
    ("cover", "cover-image"),
    ("epub-cover-image", "cover-image"),
    ("epub-chapter-level", "split-level"),
    ("chapter-level", "split-level"),
    ("split-by", "split-level"),
    ("top-level-division", "split-level"),
    ("numbersections", "number-sections"),
    ("numbered-sections", "number-sections"),
    ("number-headings", "number-sections"),
    ("lof", "lists"),
    ("lot", "lists"),
    ("list-of-figures", "lists"),
    ("list-of-tables", "lists"),
    ("numerals", "digits"),
    ("numbering-system", "digits"),
    ("smart", "typography"),
    ("smart-punctuation", "typography"),
    ("smartypants", "typography"),
    ("curly-quotes", "typography"),
    ("linebreak", "line-break"),
    ("kinsoku", "line-break"),
    ("burasage", "hanging-punctuation"),
    ("autospace", "text-autospace"),
    ("xkanjiskip", "text-autospace"),
    ("toc", "toc-depth"),
    ("table-of-contents", "toc-depth"),
    ("tocdepth", "toc-depth"),
    ("papersize", "pdf.trim"),
    ("paper-size", "pdf.trim"),
    ("paper", "pdf.trim"),
    ("page-size", "pdf.trim"),
    ("pagesize", "pdf.trim"),
    ("trim-size", "pdf.trim"),
    ("format-size", "pdf.trim"),
    ("geometry", "pdf.margins"),
    ("margin", "pdf.margins"),
    ("page-margins", "pdf.margins"),
    ("mainfont", "pdf.font"),
    ("main-font", "pdf.font"),
    ("font-family", "pdf.font"),
    ("fontfamily", "pdf.font"),
    ("body-font", "pdf.font"),
    ("typeface", "pdf.font"),
    ("fonts", "pdf.font"),
    ("fontsize", "pdf.size"),
    ("font-size", "pdf.size"),
    ("text-size", "pdf.size"),
    ("hyphens", "hyphenation"),
    ("hyphenation-exceptions", "hyphenation"),
    ("linestretch", "pdf.leading"),
    ("line-stretch", "pdf.leading"),
    ("line-height", "pdf.leading"),
    ("line-spacing", "pdf.leading"),
    ("linespacing", "pdf.leading"),
    ("pdfa", "pdf.standard"),
    ("pdf-standard", "pdf.standard"),
    ("links-as-notes", "pdf.link-urls"),
    ("link-as-notes", "pdf.link-urls"),
    ("fig-pos", "pdf.figures"),
    ("openright", "pdf.openers"),
    ("open-right", "pdf.openers"),
    ("reference-location", "epub.notes"),
    ("footnotes", "epub.notes"),
];

/// What a key says by the name that another tool has for it, or without the table that it stands in here: `papersize`,
/// `pdf.page_size`, `trim`.
pub(super) fn ours(key: &str) -> Option<&'static str> {
    let key = key.to_ascii_lowercase().replace('_', "-");
    let last = key.rsplit('.').next().unwrap_or_default();
    let first = key.split('.').next().unwrap_or_default();
    let of_others = |key: &str| OF_OTHERS.iter().find(|(theirs, _)| *theirs == key).map(|(_, ours)| *ours);
    let by_last = || {
        let mut names = TABLE.iter().map(|setting| setting.name);
        names.find(|name| {
            name.split_once('.').is_some_and(|(group, rest)| matches!(group, "pdf" | "epub") && rest == last)
        })
    };
    of_others(last).or_else(by_last).or_else(|| of_others(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_leads_from_no_setting_to_one() {
        let is_ours = |key: &str| TABLE.iter().flat_map(|setting| setting.names()).any(|name| name == key);
        for (theirs, ours) in OF_OTHERS {
            assert!(!is_ours(theirs) && is_ours(ours), "{theirs}: {ours}");
            assert_eq!(OF_OTHERS.iter().filter(|(name, _)| name == theirs).count(), 1, "{theirs}");
        }
    }
}
