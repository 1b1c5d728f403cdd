//! Vietnamese text: one stored form, folding for search, alphabetical order.
//!
//! Belongs here: operations on any text. Does not belong here: rules of one kind of identifier
//! (`identifiers`) and dates (`calendar`).

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

mod collation;
mod folding;
pub mod lengths;
pub mod printable;

pub use collation::sort_key;

/// Declares the errors of a typed value: an enum whose `code()` is stable and is the end of the locale
/// key. `CODES` lists all codes; a test checks that each has text in the locale files.
macro_rules! input_error {
    ($(#[$doc:meta])* $name:ident { $($(#[$case:meta])* $variant:ident => $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum $name {
            $($(#[$case])* $variant,)+
        }

        impl $name {
            /// All codes; a test checks that each has text in the locale files.
            pub const CODES: &'static [&'static str] = &[$($code,)+];

            /// Stable code; the end of the locale key.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::error::Error for $name {}
    };
}
pub(crate) use input_error;

input_error! {
    /// Why a line of text is not accepted.
    TextError {
        /// A control character, or one that changes the reading direction: it could make one name look
        /// like another on paper.
        ControlCharacter => "text-control-character",
    }
}

/// The text in Unicode normalisation form C (NFC), the form that the store keeps.
pub fn to_nfc(text: &str) -> String {
    text.nfc().collect()
}

/// Whether the text is in NFC.
pub fn is_nfc(text: &str) -> bool {
    // Vietnamese letters need no look into the tables of Unicode.
    let composed = |c: char| c < '\u{300}' || matches!(c, '\u{1EA0}'..='\u{1EF9}');
    text.chars().all(composed) || unicode_normalization::is_nfc(text)
}

/// Typed text as every field takes it: NFC, without invisible marks, no-break spaces as spaces.
///
/// Telephones and chat programs add such marks around numbers, dates and addresses that are pasted. Users cannot see
/// them and so could not correct them. Passwords are not cleaned.
pub fn clean_input(text: &str) -> Cow<'_, str> {
    if text.is_ascii()
        || (is_nfc(text) && !text.contains(|c| is_invisible(c) || turns_direction(c) || is_no_break(c)))
    {
        return Cow::Borrowed(text);
    }
    let visible = text.chars().filter(|c| !is_invisible(*c) && !turns_direction(*c));
    Cow::Owned(visible.map(|c| if is_no_break(c) { ' ' } else { c }).nfc().collect())
}

/// The text as search compares it: lower case, without accents and tones, đ as d, one space between
/// words. Both placements of a tone mark (Hòa, Hoà) give the same result.
pub fn fold(text: &str) -> String {
    join_words(&folding::fold_letters(text))
}

/// Folded words, separated by one space. Apostrophes are removed (Ea H'Leo is typed "ea hleo"); any other mark
/// separates words (Phan Rang-Tháp Chàm).
pub fn fold_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut is_separated = false;
    for c in folding::fold_letters(text).chars() {
        if c.is_alphanumeric() {
            if is_separated && !words.is_empty() {
                words.push(' ');
            }
            words.push(c);
            is_separated = false;
        } else if !matches!(c, '\'' | '’' | '`' | 'ʼ') {
            is_separated = true;
        }
    }
    words
}

/// The text in ASCII, for short messages: without accents and tones, đ as d, typographic marks as typewriter ones. A part of
/// such a message has 160 characters (GSM 7-bit, 3GPP TS 23.038); with one accent it has 70.
pub fn to_ascii(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c));
    bare.map(|c| match c {
        'đ' => 'd',
        'Đ' => 'D',
        '\u{2018}'..='\u{201B}' => '\'',
        '\u{201C}'..='\u{201F}' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '·' | '•' => '-',
        // In the extension table, where they count twice, or not in the alphabet at all.
        '{' | '[' | '`' | '^' | '\\' | '}' | ']' | '~' | '|' => ' ',
        c if c.is_ascii() => c,
        _ => '?',
    })
    .collect()
}

/// One line of typed text as it is stored: NFC, trimmed, one space between words.
///
/// Line breaks and tabs count as spaces. Characters without width, which come with pasted text, are
/// removed: users cannot see them and so could not correct them.
///
/// # Errors
/// [`TextError::ControlCharacter`] if a character remains that may not be in a line.
pub fn normalize_line(text: &str) -> Result<String, TextError> {
    let composed = if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(to_nfc(text)) };
    let line = if composed.contains(is_invisible) {
        join_words(&composed.replace(is_invisible, ""))
    } else {
        join_words(&composed)
    };
    if line.chars().any(|c| c.is_control() || turns_direction(c)) {
        return Err(TextError::ControlCharacter);
    }
    Ok(line)
}

/// Whether the text is a line as it is stored, without a look into the tables of Unicode: of a text with letters that are rare in
/// Vietnam it says no.
pub fn is_line(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        let is_known =
            matches!(c, '!'..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{1EA0}'..='\u{1EF9}');
        if !is_known && (c != ' ' || after_space) {
            return false;
        }
        after_space = c == ' ';
    }
    text.is_empty() || !after_space
}

/// A text of several lines as it is stored: each line as by [`normalize_line`].
///
/// # Errors
/// As [`normalize_line`].
pub fn normalize_lines(text: &str) -> Result<String, TextError> {
    Ok(text.lines().map(normalize_line).collect::<Result<Vec<_>, _>>()?.join("\n"))
}

fn join_words(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// No-break space, figure space, narrow no-break space.
fn is_no_break(c: char) -> bool {
    matches!(c, '\u{00A0}' | '\u{2007}' | '\u{202F}')
}

/// Zero-width space and joiners, soft hyphen, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// The bidirectional marks, embeddings, overrides and isolates of Unicode annex 9.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes() {
        assert_eq!(to_nfc("Khánh Ho\u{0300}a"), "Khánh Hòa");
        assert_eq!(to_nfc("Hòa"), "Hòa");
    }

    #[test]
    fn input_has_no_invisible_marks() {
        for mark in "\u{00AD}\u{061C}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{FEFF}".chars() {
            assert_eq!(clean_input(&format!("{mark}0912{mark} 345 678{mark}")), "0912 345 678", "{mark:?}");
        }
        for (typed, kept) in [
            ("\u{202D}058\u{A0}199\u{202F}001\u{2007}234\u{202C}", "058 199 001 234"),
            ("Ho\u{300}a Bình", "Hòa Bình"),
            // The mark stood between a letter and its tone.
            ("Ho\u{200B}\u{300}a", "Hòa"),
            ("  two\nlines\t", "  two\nlines\t"),
            ("a\u{7}", "a\u{7}"),
            ("👩\u{200D}🍳", "👩🍳"),
        ] {
            assert_eq!(clean_input(typed), kept, "{typed:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_line_is_stored_as_it_is(text in "[ a-zĐđÀ-ỹ\u{a0}\u{ad}\u{200b}\t\u{300}-\u{303}]{0,12}") {
            let stored = normalize_line(&clean_input(&text));
            proptest::prop_assert!(!is_line(&text) || stored.as_deref() == Ok(&*text), "{text:?}");
        }
    }

    #[test]
    fn usual_texts_are_lines() {
        assert!(["Số 5, đường Thống Nhất", "", "Ý & Đ"].into_iter().all(is_line));
        assert!([" a", "a ", "a  b", "a\tb", "Ho\u{300}a", "a\u{200B}"].iter().all(|text| !is_line(text)));
    }

    #[test]
    fn short_messages_are_ascii() {
        for (text, ascii) in [
            ("Mã của Khách sạn Đồi Sứ", "Ma cua Khach san Doi Su"),
            ("“Sen” – số 5…", "\"Sen\" - so 5..."),
            ("Hồng\u{A0}Hạnh [2]", "Hong Hanh  2 "),
            ("東京", "??"),
        ] {
            assert_eq!(to_ascii(text), ascii);
        }
    }

    #[test]
    fn folds_accents_tones_and_d() {
        for (typed, folded) in [
            ("Phan Rang", "phan rang"),
            ("Ninh Chử", "ninh chu"),
            ("Đông Hải", "dong hai"),
            ("ĐÔ VINH", "do vinh"),
            ("Hòa", "hoa"),
            ("Hoà", "hoa"),
            ("Thuỷ", "thuy"),
            ("Thủy", "thuy"),
            ("Cà Na\u{0301}", "ca na"),
            ("Tiếng  Việt\tcó dấu ", "tieng viet co dau"),
            ("ươ ƯỚ ệ ỡ", "uo uo e o"),
            ("\u{FF11}\u{FF12}", "12"),
            ("", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn squashes_one_line() {
        assert_eq!(normalize_line("  Khách sạn\n\tSen   Vàng ").as_deref(), Ok("Khách sạn Sen Vàng"));
        assert_eq!(normalize_line("Sen\u{200B} Vàng\u{FEFF}").as_deref(), Ok("Sen Vàng"));
        assert_eq!(normalize_line("Ho\u{0300}a").as_deref(), Ok("Hòa"));
        assert_eq!(normalize_line(" \n ").as_deref(), Ok(""));
    }

    #[test]
    fn refuses_what_cannot_be_seen_or_read() {
        for bad in ["a\u{0}b", "a\u{7}", "\u{1b}[31m", "\u{202E}gnaV neS", "a\u{2066}b", "x\u{85}\u{9f}"] {
            assert_eq!(normalize_line(bad), Err(TextError::ControlCharacter), "{bad:?}");
        }
        assert_eq!(TextError::ControlCharacter.code(), "text-control-character");
    }
}
