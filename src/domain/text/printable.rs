//! Which texts can be printed on documents: one rule for every text that reaches paper, checked where it is entered, so that
//! it is not first found out when a document with a number is drawn.

use std::borrow::Cow;
use std::fmt;

/// The first sign of a text that cannot be printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct UnprintableSign(pub char);

impl UnprintableSign {
    /// Stable code; the end of the locale key.
    pub const CODE: &'static str = "text-unprintable";
}

/// The sign as a message names it: `“✓” (U+2713)`.
impl fmt::Display for UnprintableSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(sign) = *self;
        let code = u32::from(sign);
        // A mark is drawn over the quotation mark, and a control character not at all.
        if sign.is_control() || matches!(sign, '\u{0300}'..='\u{036F}') {
            return write!(f, "U+{code:04X}");
        }
        write!(f, "“{sign}” (U+{code:04X})")
    }
}

/// The signs of the typefaces in `fonts/` but for white space and what they do not draw well: Latin with all its marks,
/// the punctuation of Vietnamese and English, ₫, €, №, ™. A test compares it with the faces.
const RANGES: [(char, char); 17] = [
    ('\u{21}', '\u{7E}'),
    ('\u{A1}', '\u{AC}'),
    ('\u{AE}', '\u{24F}'),
    ('\u{259}', '\u{259}'),
    ('\u{2BB}', '\u{2BC}'),
    ('\u{1E00}', '\u{1EFF}'),
    ('\u{2010}', '\u{2015}'),
    ('\u{2018}', '\u{201E}'),
    ('\u{2022}', '\u{2022}'),
    ('\u{2026}', '\u{2026}'),
    ('\u{2030}', '\u{2030}'),
    ('\u{2032}', '\u{2033}'),
    ('\u{20AB}', '\u{20AC}'),
    ('\u{2116}', '\u{2116}'),
    ('\u{2122}', '\u{2122}'),
    ('\u{2212}', '\u{2212}'),
    ('\u{2264}', '\u{2265}'),
];

fn is_printable(sign: char) -> bool {
    sign.is_whitespace() || RANGES.iter().any(|(first, last)| (*first..=*last).contains(&sign))
}

/// Checks that a text can be printed. White space of any kind is allowed; a text that is not composed (NFC) is not,
/// because the faces draw a mark beside its letter.
///
/// # Errors
/// The first sign that cannot be printed.
pub fn check_printable(text: &str) -> Result<(), UnprintableSign> {
    text.chars().find(|sign| !is_printable(*sign)).map_or(Ok(()), |sign| Err(UnprintableSign(sign)))
}

/// A text that was stored before it was checked, with `(U+2713)` for each sign that cannot be printed.
pub fn replace_unprintable(text: &str) -> Cow<'_, str> {
    if check_printable(text).is_ok() {
        return Cow::Borrowed(text);
    }
    let shown = |sign: char| {
        if is_printable(sign) { sign.to_string() } else { format!("(U+{:04X})", u32::from(sign)) }
    };
    Cow::Owned(text.chars().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_foreigners_can_be_printed_and_other_scripts_cannot() {
        for name in
            ["Łukasz Żółć", "Nguyễn Thị Sen", "Dvořák", "Gökçe Şahin", "Māori Ōe", "Sean O’Brien", "Straße"]
        {
            assert_eq!(check_printable(name), Ok(()), "{name}");
        }
        for (text, sign) in
            [("Sen 😀", '😀'), ("김민수", '김'), ("đã xong ✓", '✓'), ("Ho\u{300}a", '\u{300}')]
        {
            assert_eq!(check_printable(text), Err(UnprintableSign(sign)), "{text}");
        }
    }

    #[test]
    fn a_sign_is_named_and_replaced() {
        assert_eq!(UnprintableSign('✓').to_string(), "“✓” (U+2713)");
        assert_eq!(UnprintableSign('\u{300}').to_string(), "U+0300");
        assert_eq!(replace_unprintable("đã xong ✓"), "đã xong (U+2713)");
        assert!(matches!(replace_unprintable("đã xong"), Cow::Borrowed("đã xong")));
    }
}
