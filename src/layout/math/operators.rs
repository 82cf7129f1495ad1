//! The operator dictionary: spacing and behaviour of signs by their form.
//!
//! After appendix B of MathML Core (W3C), whose categories these are; the ranges are given by what
//! they hold, and a sign that none has is a relation.

use super::face::StretchAxis;
use crate::document::{Operator, OperatorForm};

/// What a sign does; spacing is in eighteenths of an em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Properties {
    pub left: i32,
    pub right: i32,
    pub stretches: Option<StretchAxis>,
    /// Larger on a line of its own.
    pub large: bool,
    /// Limits stand beside it among words.
    pub movable: bool,
}

const NOTHING: Properties = spaced(0, 0);

const fn spaced(left: i32, right: i32) -> Properties {
    Properties { left, right, stretches: None, large: false, movable: false }
}

/// The properties of a sign in a form, or in the form that the dictionary has of it.
pub fn properties(operator: &Operator, form: OperatorForm) -> Properties {
    let mut characters = operator.text.chars();
    let (Some(sign), None) = (characters.next(), characters.next()) else {
        // `lim`, `sin` and others of letters; two signs are a relation, as `:=`.
        let words = operator.text.starts_with(char::is_alphabetic) || operator.text.is_empty();
        return if words { NOTHING } else { spaced(5, 5) };
    };
    let forms = [form, OperatorForm::Infix, OperatorForm::Postfix, OperatorForm::Prefix];
    forms.into_iter().find_map(|form| entry(sign, form)).unwrap_or(if arrow(sign) {
        Properties { stretches: Some(StretchAxis::Horizontal), ..spaced(5, 5) }
    } else {
        spaced(5, 5)
    })
}

fn entry(sign: char, form: OperatorForm) -> Option<Properties> {
    match form {
        OperatorForm::Prefix => prefix(sign),
        OperatorForm::Infix => infix(sign),
        OperatorForm::Postfix => postfix(sign),
    }
}

fn prefix(sign: char) -> Option<Properties> {
    let fence = Properties { stretches: Some(StretchAxis::Vertical), ..NOTHING };
    let large = Properties { large: true, ..spaced(3, 3) };
    Some(match sign {
        '(' | '[' | '{' | '|' | '‖' | '⌈' | '⌊' | '⟨' | '⟦' | '⟪' | '⟬' | '⟮' | '⦀' | '⦃' | '⦅' | '⟅' => {
            fence
        }
        '∫'..='∳' | '⨋'..='⨜' => large,
        '∏' | '∐' | '∑' | '⋀'..='⋃' | '⨀'..='⨊' | '⫼' | '⫿' => {
            Properties { movable: true, ..large }
        }
        '!' | '+' | '-' | '−' | '±' | '∓' | '¬' | '∀' | '∃' | '∄' | '∁' | '∇' | '‘' | '“' | '∠' | '∡'
        | '∢' | '∴' | '∵' | '∼' | '⌐' | '∟' => NOTHING,
        'ⅅ' | 'ⅆ' | '∂' | '√' | '∛' | '∜' => spaced(3, 0),
        _ => return None,
    })
}

fn postfix(sign: char) -> Option<Properties> {
    Some(match sign {
        ')' | ']' | '}' | '|' | '‖' | '⌉' | '⌋' | '⟩' | '⟧' | '⟫' | '⟭' | '⟯' | '⦀' | '⦄' | '⦆' | '⟆' => {
            Properties { stretches: Some(StretchAxis::Vertical), ..NOTHING }
        }
        '_'
        | '~'
        | '^'
        | '¯'
        | '\u{2C6}'
        | '\u{2C7}'
        | '\u{2C9}'
        | '\u{2CD}'
        | '\u{2DC}'
        | '\u{2F7}'
        | '\u{302}'
        | '‾'
        | '⌢'
        | '⌣'
        | '⎴'
        | '⎵'
        | '⏜'..='⏡' => Properties { stretches: Some(StretchAxis::Horizontal), ..NOTHING },
        '!'
        | '"'
        | '%'
        | '&'
        | '\''
        | '`'
        | '¨'
        | '°'
        | '²'
        | '³'
        | '´'
        | '¸'
        | '¹'
        | '˘'
        | '˙'
        | '˚'
        | '˝'
        | '’'
        | '”'
        | '′'..='‷'
        | '⁗'
        | '\u{300}'..='\u{36F}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{2CA}'
        | '\u{2CB}' => NOTHING,
        _ => return None,
    })
}

fn infix(sign: char) -> Option<Properties> {
    Some(match sign {
        '+'
        | '-'
        | '±'
        | '÷'
        | '⁄'
        | '−'..='∖'
        | '∧'..='∪'
        | '∸'
        | '⊌'..='⊎'
        | '⊓'..='⊖'
        | '⊘'
        | '⊝'..='⊟'
        | '⊻'..='⊽'
        | '⋎'
        | '⋏'
        | '⋒'
        | '⋓'
        | '⧵'..='⧻'
        | '⨟'..='⨮'
        | '⨸'..='⨺'
        | '⩀'..='⩣' => spaced(4, 4),
        '%'
        | '*'
        | '.'
        | '?'
        | '@'
        | '^'
        | '·'
        | '×'
        | '•'
        | '⁃'
        | '∗'..='∙'
        | '≀'
        | '⊗'
        | '⊙'..='⊛'
        | '⊠'
        | '⊡'
        | '⋄'..='⋇'
        | '⋉'..='⋌'
        | '⌅'
        | '⌆'
        | '⨝'..='⨞'
        | '⨯'..='⨷'
        | '⨻'..='⨿' => spaced(3, 3),
        '/' | '\\' | '_' | '\u{2061}'..='\u{2064}' | '∆' => NOTHING,
        ',' | ':' | ';' => spaced(0, 3),
        '⋯' | '…' | '⋮' | '⋰' | '⋱' => spaced(3, 3),
        _ => return None,
    })
}

fn arrow(sign: char) -> bool {
    matches!(sign, '←' | '→' | '↔' | '↚'..='↮' | '↰'..='↵' | '↼'..='⇁' | '⇄' | '⇆' | '⇇' | '⇉' | '⇋'..='⇐' | '⇒' | '⇔'
        | '⇚'..='⇿' | '⟵'..='⟿' | '=')
}
