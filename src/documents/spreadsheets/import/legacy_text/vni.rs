//! VNI for Windows: a vowel and then its mark, or one code.

use camket_domain::text::to_nfc;

/// How many vowels are followed by a mark that only this encoding writes there.
pub(super) fn count_signs(text: &str) -> usize {
    let characters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let pairs = characters.windows(2).filter(|pair| is_sign(pair[0], pair[1])).count();
    let starts = characters.iter().enumerate().filter(|(at, code)| {
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let after = characters.get(at + 1).copied().unwrap_or(' ');
        **code == 'ñ' && before.is_none_or(|before| !before.is_alphabetic()) && "aeiouyöôæ".contains(after)
    });
    pairs + starts.count()
}

/// Pairs that are neither two letters of Vietnamese nor common in names of other languages.
fn is_sign(vowel: char, mark: char) -> bool {
    match vowel {
        'a' => "ùøûõâêåäëü".contains(mark),
        'e' => "ùøûõïâáàåãä".contains(mark),
        'o' => "øûïâåä".contains(mark),
        'u' | 'ô' => "ùøûõï".contains(mark),
        'y' => "ùøûõ".contains(mark),
        'ö' => "ùøûõïô".contains(mark),
        _ => false,
    }
}

/// The text in Unicode.
pub(super) fn convert(text: &str) -> String {
    let mut converted = String::with_capacity(text.len() + 8);
    let mut vowel = ' ';
    for code in text.chars() {
        let mark = find_mark(vowel, code.to_lowercase().next().unwrap_or(code));
        if mark.is_empty() {
            converted.push(to_letter(code));
            vowel = code.to_lowercase().next().unwrap_or(code);
        } else {
            converted.push_str(mark);
            vowel = ' ';
        }
    }
    to_nfc(&converted)
}

/// The combining marks of a code after a vowel; empty if it is a letter of its own.
fn find_mark(vowel: char, code: char) -> &'static str {
    let has_circumflex = matches!(vowel, 'a' | 'e' | 'o');
    let has_tones = has_circumflex || matches!(vowel, 'u' | 'y' | 'ô' | 'ö');
    match code {
        'ù' if has_tones => "\u{301}",
        'ø' if has_tones => "\u{300}",
        'û' if has_tones => "\u{309}",
        'õ' if has_tones => "\u{303}",
        'ï' if has_tones => "\u{323}",
        'â' if has_circumflex => "\u{302}",
        'á' if has_circumflex => "\u{302}\u{301}",
        'à' if has_circumflex => "\u{302}\u{300}",
        'å' if has_circumflex => "\u{302}\u{309}",
        'ã' if has_circumflex => "\u{302}\u{303}",
        'ä' if has_circumflex => "\u{302}\u{323}",
        'ê' if vowel == 'a' => "\u{306}",
        'é' if vowel == 'a' => "\u{306}\u{301}",
        'è' if vowel == 'a' => "\u{306}\u{300}",
        'ú' if vowel == 'a' => "\u{306}\u{309}",
        'ü' if vowel == 'a' => "\u{306}\u{303}",
        'ë' if vowel == 'a' => "\u{306}\u{323}",
        _ => "",
    }
}

/// Codes that are a letter by themselves.
fn to_letter(code: char) -> char {
    match code {
        'ñ' => 'đ',
        'Ñ' => 'Đ',
        'ô' => 'ơ',
        'Ô' => 'Ơ',
        'ö' => 'ư',
        'Ö' => 'Ư',
        'æ' => 'ỉ',
        'Æ' => 'Ỉ',
        'ó' => 'ĩ',
        'Ó' => 'Ĩ',
        'ò' => 'ị',
        'Ò' => 'Ị',
        'î' => 'ỵ',
        'Î' => 'Ỵ',
        other => other,
    }
}
