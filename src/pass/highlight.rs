//! What the parts of a listing are, by its language. Decided once, so that both editions show the
//! same.

mod work;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{BlockKind, Document, Listing, Token, TokenClass};
use crate::memo::Memo;
use crate::pass::walk;
use crate::source::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// The grammars are regular expressions, some of which take long for long lines: what is beyond
/// these bytes is data more often than code, and stays plain.
const LONGEST_TEXT: usize = 200_000;
const LONGEST_LINE: usize = 2_000;

/// Names that a grammar goes by in manuscripts and not in the library; an empty name is plain text,
/// which needs no note.
const ALIASES: &[(&str, &str)] = &[
    ("text", ""),
    ("txt", ""),
    ("plain", ""),
    ("plaintext", ""),
    ("none", ""),
    ("output", ""),
    ("console", ""),
    ("terminal", ""),
    ("shell-session", ""),
    ("shellsession", ""),
    ("session", ""),
    ("ignore", ""),
    ("c++", "cpp"),
    ("c#", "cs"),
    ("csharp", "cs"),
    ("golang", "go"),
    ("shell", "sh"),
    ("docker", "dockerfile"),
    ("make", "makefile"),
    ("objective-c", "m"),
    ("jsonc", "json"),
    ("node", "js"),
    ("asm", "nasm"),
    ("ps1", "powershell"),
    ("elisp", "el"),
];

/// What each grammar's scopes mean; the first that fits counts. `None` stops the search, so that
/// what lies in a string or comment without being of it is plain.
const SCOPES: &[(&str, Option<TokenClass>)] = &[
    ("comment", Some(TokenClass::Comment)),
    ("string", Some(TokenClass::String)),
    ("meta.interpolation", None),
    ("source.shell.embedded", None),
    ("constant.numeric", Some(TokenClass::Number)),
    ("constant", Some(TokenClass::Constant)),
    ("entity.name.function", Some(TokenClass::Function)),
    ("entity.name.macro", Some(TokenClass::Function)),
    ("support.function", Some(TokenClass::Function)),
    ("support.macro", Some(TokenClass::Function)),
    ("variable.function", Some(TokenClass::Function)),
    ("entity.name.tag", Some(TokenClass::Tag)),
    ("entity.name.section", Some(TokenClass::Heading)),
    ("entity.other.attribute-name", Some(TokenClass::Attribute)),
    ("variable.annotation", Some(TokenClass::Attribute)),
    ("meta.annotation", Some(TokenClass::Attribute)),
    ("entity.name.namespace", None),
    ("entity.name", Some(TokenClass::Type)),
    ("support.type", Some(TokenClass::Type)),
    ("support.class", Some(TokenClass::Type)),
    ("storage", Some(TokenClass::Keyword)),
    ("keyword.operator.word", Some(TokenClass::Keyword)),
    ("keyword.operator.logical.python", Some(TokenClass::Keyword)),
    ("keyword.operator", None),
    ("keyword", Some(TokenClass::Keyword)),
    ("variable.language", Some(TokenClass::Keyword)),
    ("markup.heading", Some(TokenClass::Heading)),
    ("markup.inserted", Some(TokenClass::Inserted)),
    ("markup.deleted", Some(TokenClass::Deleted)),
];

/// Finds the tokens of every listing, and names each language that is not known once.
pub(super) fn set(document: &mut Document, memo: &Memo, diagnostics: &mut Vec<Diagnostic>) {
    // Each text once, however often the book repeats it, and in an order that no thread changes.
    let mut wanted: BTreeMap<(String, String), Span> = BTreeMap::new();
    each_listing(document, &mut |listing, span| {
        if let Some(language) = &listing.language {
            wanted.entry((language.to_lowercase(), listing.text.clone())).or_insert(span);
        }
    });
    let read: Vec<_> = wanted
        .into_par_iter()
        .map(|(key, span)| (memo.get(&key, || tokens(&key.0, &key.1)), key, span))
        .collect();
    let mut unknown: BTreeMap<String, Span> = BTreeMap::new();
    let mut found: BTreeMap<(String, String), Vec<Token>> = BTreeMap::new();
    for (tokens, key, span) in read {
        match Arc::unwrap_or_clone(tokens) {
            Some(tokens) => drop(found.insert(key, tokens)),
            None => {
                let first = unknown.entry(key.0).or_insert(span);
                *first = span.min(*first);
            }
        }
    }
    diagnostics.extend(unknown.into_iter().map(|(language, span)| {
        let message = format!("the language `{language}` is not known; its listings are plain");
        Diagnostic::note(Code::UnknownLanguage, span, message)
    }));
    each_listing(document, &mut |listing, _| {
        let Some(language) = &listing.language else { return };
        if let Some(tokens) = found.get(&(language.to_lowercase(), listing.text.clone())) {
            listing.tokens.clone_from(tokens);
        }
    });
}

fn each_listing(document: &mut Document, visit: &mut dyn FnMut(&mut Listing, Span)) {
    let mut block = |block: &mut crate::document::Block| {
        if let BlockKind::Code(listing) = &mut block.kind {
            visit(listing, block.span);
        }
    };
    walk::sections_mut(&mut document.sections, &mut |section| {
        walk::blocks_mut(&mut section.blocks, &mut block)
    });
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut block);
    }
}

/// The tokens of a text; `None` where nothing is known of its language.
fn tokens(language: &str, text: &str) -> Option<Vec<Token>> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language, |(_, name)| name);
    let plain =
        name.is_empty() || text.len() > LONGEST_TEXT || text.lines().any(|line| line.len() > LONGEST_LINE);
    if plain {
        return Some(Vec::new());
    }
    let syntax = syntaxes().find_syntax_by_token(name)?;
    if !work::is_little(&syntax.name, text) {
        return Some(Vec::new());
    }
    // A grammar that fails in the middle of a text says nothing of it rather than half.
    Some(parse(syntax, text).unwrap_or_default())
}

/// Grammars are unpacked when the first book with code asks for them.
fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(two_face::syntax::extra_newlines)
}

fn parse(syntax: &SyntaxReference, text: &str) -> Result<Vec<Token>, syntect::Error> {
    let (mut state, mut stack) = (ParseState::new(syntax), ScopeStack::new());
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // The grammars want every line to end.
        let ended = if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") };
        let mut at = 0;
        for (offset, operation) in state.parse_line(&ended, syntaxes())? {
            let offset = offset.min(line.len());
            push(&mut tokens, start + at..start + offset, &stack, text);
            stack.apply(&operation)?;
            at = offset.max(at);
        }
        push(&mut tokens, start + at..start + line.len(), &stack, text);
        start += line.len();
    }
    Ok(tokens)
}

/// Adds a token, without the white space at its ends; one that goes on is one.
fn push(tokens: &mut Vec<Token>, range: std::ops::Range<usize>, stack: &ScopeStack, text: &str) {
    let Some(written) = text.get(range.clone()) else { return };
    let trimmed = written.trim_start();
    let start = range.start + written.len() - trimmed.len();
    let end = start + trimmed.trim_end().len();
    // Grammars open and close scopes of nothing at one place again and again.
    if start >= end {
        return;
    }
    let Some(class) = class_of(stack) else { return };
    match tokens.last_mut() {
        Some(last) if last.class == class && goes_on(last, start, text) => last.range.end = end as u32,
        _ => tokens.push(Token { range: start as u32..end as u32, class }),
    }
}

/// Whether what begins at an offset is the same token still: directly behind it or, since grammars
/// part them at will, behind a space in the same comment or string.
fn goes_on(last: &Token, start: usize, text: &str) -> bool {
    let between = text.get(last.range.end as usize..start).unwrap_or("\n");
    let spaced = matches!(last.class, TokenClass::Comment | TokenClass::String);
    between.is_empty() || spaced && between.chars().all(|c| c == ' ')
}

/// The meaning of the innermost scope that has one.
fn class_of(stack: &ScopeStack) -> Option<TokenClass> {
    static CLASSES: OnceLock<Vec<(Scope, Option<TokenClass>)>> = OnceLock::new();
    let classes = CLASSES.get_or_init(|| {
        let scope = |&(name, class): &(&str, _)| Some((Scope::new(name).ok()?, class));
        SCOPES.iter().filter_map(scope).collect()
    });
    let meaning = |scope: &Scope| classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
    stack.as_slice().iter().rev().find_map(meaning).and_then(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(language: &str, text: &str) -> Option<String> {
        let tokens = tokens(language, text)?;
        let shown = tokens.iter().map(|token| {
            let range = token.range.start as usize..token.range.end as usize;
            format!("{}:{}", token.class.as_str(), &text[range])
        });
        Some(shown.collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn listings_have_the_tokens_of_their_language() {
        for (language, text, expected) in [
            ("rust", "fn main() { // hi", Some("keyword:fn | function:main | comment:// hi")),
            ("rs", "let x = \"a\\n\";", Some("keyword:let | string:\"a | constant:\\n | string:\"")),
            ("python", "def f(): return 1", Some("keyword:def | function:f | keyword:return | number:1")),
            ("json", "{\"a\": true}", Some("string:\"a\" | constant:true")),
            ("html", "<b class=\"x\">", Some("tag:b | attribute:class | string:\"x\"")),
            ("diff", "+new\n-old", Some("inserted:+new | deleted:-old")),
            ("toml", "a = 1 # b", Some("tag:a | number:1 | comment:# b")),
            ("text", "fn main()", Some("")),
            ("console", "$ ls", Some("")),
            ("klingon", "qapla'", None),
        ] {
            assert_eq!(shown(language, text).as_deref(), expected, "{language}: {text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn tokens_are_ordered_and_whole(text in "([a-z\"'/*#{}()<>=é \n\\\\]|fn |\"|//){0,80}", language in 0usize..6) {
            let language = ["rust", "python", "html", "c", "sh", "markdown"][language];
            let mut end = 0;
            for token in tokens(language, &text).expect("the language is known") {
                let range = token.range.start as usize..token.range.end as usize;
                prop_assert!(range.start >= end && range.start < range.end);
                prop_assert!(text.get(range.clone()).is_some());
                end = range.end;
            }
        }
    }
}
