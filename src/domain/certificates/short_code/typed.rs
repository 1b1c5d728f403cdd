//! Short codes as people type and paste them: with a label, punctuation or a whole address around them, and with letters
//! that a Vietnamese keyboard (Telex or VNI) has joined.

use unicode_normalization::UnicodeNormalization;

use super::{ShortCode, ShortCodeError};
use crate::text::clean_input;

/// The most characters that are searched for a code.
const MAX_CHARACTERS: usize = 200;
/// The most words that are searched for a code.
const MAX_WORDS: usize = 24;
/// The most readings of one text: letters of a Vietnamese keyboard have several.
const MAX_READINGS: usize = 256;

/// Reads a code out of a typed or pasted text. A change is only made if the check character then holds, and if no other
/// reading fits.
///
/// # Errors
/// [`ShortCodeError::Check`] for ten characters that do not fit each other, [`ShortCodeError::Keyboard`] for letters
/// with Vietnamese marks that cannot be undone, else [`ShortCodeError::Shape`].
pub(super) fn read(text: &str) -> Result<ShortCode, ShortCodeError> {
    let cleaned = clean_input(text);
    if cleaned.chars().count() > MAX_CHARACTERS {
        return Err(ShortCodeError::Shape);
    }
    let bare = strip_address(cleaned.trim());
    let plain = ShortCode::parse(bare);
    if plain.is_ok() {
        return plain;
    }
    let spans = list_spans(bare);
    let mut found: Vec<ShortCode> = spans.iter().flat_map(|span| list_readings(span)).collect();
    found.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    found.dedup();
    match found.pop() {
        Some(only) if found.is_empty() => Ok(only),
        _ => Err(find_error(&spans)),
    }
}

fn find_error(spans: &[String]) -> ShortCodeError {
    let marked = |span: &String| !span.is_ascii() && span.chars().any(|c| c.is_ascii_digit());
    if spans.iter().any(|span| ShortCode::parse(span) == Err(ShortCodeError::Check)) {
        ShortCodeError::Check
    } else if spans.iter().any(marked) {
        ShortCodeError::Keyboard
    } else {
        ShortCodeError::Shape
    }
}

/// The last part of an address, without query and fragment.
fn strip_address(text: &str) -> &str {
    let path = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches(['/', ' ']);
    if path.contains("://") || path.contains("/v/") {
        path.rsplit('/').next().unwrap_or_default()
    } else {
        path
    }
}

/// The runs of words that may be the code, without the punctuation around them: "Mã: 01234 56784." has several.
fn list_spans(text: &str) -> Vec<String> {
    let marks = |c: char| !c.is_alphanumeric();
    let split = text.split([' ', ':', '\n', '\t', '=']).map(|word| word.trim_matches(marks));
    let words: Vec<&str> = split.filter(|word| !word.is_empty()).take(MAX_WORDS).collect();
    let spans = |from: usize| (from..words.len().min(from + 10)).map(move |to| (from, to));
    (0..words.len()).flat_map(spans).map(|(from, to)| words[from..=to].concat()).collect()
}

/// Every code that a run of characters can stand for.
fn list_readings(span: &str) -> Vec<ShortCode> {
    let mut readings = vec![String::new()];
    for c in span.chars() {
        let typed = list_keys(c);
        readings = readings
            .iter()
            .flat_map(|before| typed.iter().map(move |keys| format!("{before}{keys}")))
            .collect();
        if readings.len() > MAX_READINGS || readings.iter().all(|reading| reading.chars().count() > 24) {
            return Vec::new();
        }
    }
    readings.iter().filter_map(|reading| ShortCode::parse(reading).ok()).collect()
}

/// The keys that may have made a character, by Telex and by VNI; of a plain character the character.
fn list_keys(c: char) -> Vec<String> {
    if c.to_lowercase().eq(['đ']) {
        return ["DD", "D9", "D"].map(str::to_owned).into();
    }
    let mut parts = c.nfd();
    let Some(base) = parts.next().filter(char::is_ascii) else { return vec![c.to_string()] };
    let mut typed = vec![base.to_string()];
    for mark in parts {
        let keys: &[&str] = match mark {
            '\u{0302}' => &["^", "6"],
            '\u{0306}' => &["W", "8"],
            '\u{031B}' => &["W", "7"],
            '\u{0301}' => &["S", "1"],
            '\u{0300}' => &["F", "2"],
            '\u{0309}' => &["R", "3"],
            '\u{0303}' => &["X", "4"],
            '\u{0323}' => &["J", "5"],
            _ => return vec![c.to_string()],
        };
        // Telex doubles the vowel for a circumflex.
        let key = |key: &&str| if *key == "^" { base.to_string() } else { (*key).to_owned() };
        let with =
            |before: &String| keys.iter().map(|one| format!("{before}{}", key(one))).collect::<Vec<_>>();
        typed = typed.iter().flat_map(with).collect();
    }
    // A lone W becomes ư.
    if c.to_lowercase().eq(['ư']) {
        typed.push("W".to_owned());
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_code_is_left_out() {
        for typed in [
            "01234-56784",
            "Mã: 01234-56784",
            "Mã tra cứu: 01234 56784.",
            "mã 0123456784",
            "Ma so 01234-56784!",
            "(01234-56784)",
            "Code: 01234-56784,",
            "code=01234-56784",
            "\u{202D}01234\u{A0}56784\u{202C}",
            "https://camket.example/v/01234-56784",
            "https://camket.example/v/01234-56784/?fbclid=IwAR0abc&utm_source=zalo",
            "camket.example/v/01234-56784#x",
            "\"01234-56784\"",
        ] {
            assert_eq!(read(typed).as_ref().map(ShortCode::as_str), Ok("0123456784"), "{typed}");
        }
    }

    /// A code of nine characters with its check character.
    fn complete(nine: &str) -> String {
        let all = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars();
        all.map(|last| format!("{nine}{last}")).find(|code| ShortCode::parse(code).is_ok()).unwrap()
    }

    #[test]
    fn letters_that_a_vietnamese_keyboard_joined_are_taken_apart() {
        for (nine, joined, typed) in [
            ("7DD3M9XTQ", "DD", "đ"),
            ("7AA3M9XTQ", "AA", "â"),
            ("7AW3M9XTQ", "AW", "ă"),
            ("73W3M9XTQ", "W3", "ư3"),
            ("7EES39XTQ", "EES", "ế"),
            ("7AS3M9XTQ", "AS", "á"),
            ("7A13M9XTQ", "A1", "á"),
            ("7D93M8XTQ", "D9", "đ"),
            ("7YF3M9XTQ", "YF", "ỳ"),
        ] {
            let code = complete(nine);
            let changed = code.replacen(joined, typed, 1).to_lowercase();
            assert_ne!(changed, code.to_lowercase());
            assert_eq!(read(&changed).map(|read| read.as_str().to_owned()), Ok(code), "{changed}");
        }
    }

    #[test]
    fn what_cannot_be_undone_is_explained() {
        assert_eq!(read("01234-56785"), Err(ShortCodeError::Check));
        assert_eq!(read("Mã: 01234-56785."), Err(ShortCodeError::Check));
        for typed in ["", "đđđđđđđđđđ", "0123456", "058099001234", "KH-SNV-2026-000042", &"0 ".repeat(200)]
        {
            assert_eq!(read(typed), Err(ShortCodeError::Shape), "{typed}");
        }
        for typed in ["7đ3M9XT", "7đ3m9ư1234567"] {
            assert_eq!(read(typed), Err(ShortCodeError::Keyboard), "{typed}");
        }
    }
}
