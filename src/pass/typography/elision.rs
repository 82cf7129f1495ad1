//! Words that an apostrophe begins or ends: there it opens or closes no quotation.

/// The elided words of one language, in lower case without their apostrophe.
pub(super) struct Elisions {
    /// `'tis`. Only words that are none without their apostrophe, so that a quotation which begins
    /// with the full word is not mistaken.
    begin: &'static [&'static str],
    /// `o'`, `an'`.
    end: &'static [&'static str],
}

impl Elisions {
    pub(super) fn of(language: &str) -> &'static Elisions {
        match language {
            "en" => &ENGLISH,
            "nl" => &DUTCH,
            "af" => &AFRIKAANS,
            "de" => &GERMAN,
            "it" => &ITALIAN,
            _ => &NONE,
        }
    }

    /// Whether the word loses its beginning.
    pub(super) fn begins(&self, word: &str) -> bool {
        self.begin.contains(&word)
    }

    /// Whether the word loses its end.
    pub(super) fn ends(&self, word: &str) -> bool {
        self.end.contains(&word)
    }
}

static NONE: Elisions = Elisions { begin: &[], end: &[] };

static ENGLISH: Elisions = Elisions {
    begin: &[
        "n", "tis", "tisn", "twas", "twasn", "twere", "twill", "twould", "twon", "twixt", "tain", "em",
        "til", "neath", "nother", "pon", "gainst", "gin", "mongst", "cept", "fraid", "spose", "scuse",
        "nuff", "cos", "coz", "cuz", "un", "uns", "ud", "ll", "ve", "re", "s", "d", "im", "ere", "alf",
        "appen", "ead", "eard", "ome", "ouse", "orse", "ope", "undred", "ow", "oo", "ave", "e", "tude",
        "sblood", "sdeath", "struth", "strewth", "zounds", "prentice", "balmed", "bout",
    ],
    end: &[
        "o", "an", "th", "wi", "ol", "mo", "tha", "ha", "fo", "t", "d", "i", "jus", "ere", "y", "aft", "fi",
    ],
};

static DUTCH: Elisions = Elisions { begin: &["s", "t", "n", "k", "m", "r", "ns", "tis", "twas"], end: &[] };

static AFRIKAANS: Elisions = Elisions { begin: &["n", "t", "s", "k"], end: &[] };

static GERMAN: Elisions = Elisions {
    begin: &[
        "s", "n", "ne", "nen", "nem", "ner", "nes", "ran", "rauf", "raus", "rein", "rum", "runter", "sist",
    ],
    end: &[],
};

static ITALIAN: Elisions = Elisions {
    begin: &["sto", "sta", "sti", "ste", "l", "ndrangheta", "ndranghetista"],
    end: &["po", "mo", "be", "di", "fa", "va", "sta", "da", "de"],
};
