//! TCVN 5712:1993, third set (VN3).

/// The letters of the codes 0xA1 to 0xFE; a space where there is none. Capital letters with tones have no code: other
/// fonts (.VnTimeH) show the small ones as capitals.
const LETTERS: &str =
    "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

const FIRST_CODE: u32 = 0xA1;

/// Letters of a word start whose codes other texts use as signs.
const WORD_STARTS: [char; 4] = ['®', '«', '©', '¨'];

/// How many codes stand where only this encoding has them.
pub(super) fn count_signs(text: &str) -> usize {
    let characters: Vec<char> = text.chars().collect();
    (0..characters.len())
        .filter(|at| {
            let before = at.checked_sub(1).and_then(|at| characters.get(at)).copied().unwrap_or(' ');
            let after = characters.get(at + 1).copied().unwrap_or(' ');
            is_sign(before, characters[*at], after)
        })
        .count()
}

fn is_sign(before: char, code: char, after: char) -> bool {
    match code {
        // ă, â and their tones are followed by a consonant.
        '¨' | '©' | '»' | '¼' | '½' | '¾' if after.is_ascii_lowercase() => {
            before.is_ascii_alphabetic() || (WORD_STARTS.contains(&code) && !before.is_alphanumeric())
        }
        '®' | '§' => {
            !before.is_alphanumeric() && (after.is_ascii_lowercase() || to_letter(after).is_some())
        }
        'ª' | '¬' | 'µ' | '¶' | '·' | '¸' | '¹' => before.is_ascii_alphabetic(),
        // Capital letters of Latin-1 inside a word.
        'Æ'..='Þ' => before.is_ascii_lowercase() && to_letter(code).is_some(),
        '«' | 'ß' | '÷' | 'þ' => before.is_ascii_lowercase() && after.is_ascii_lowercase(),
        _ => false,
    }
}

fn to_letter(code: char) -> Option<char> {
    let at = u32::from(code).checked_sub(FIRST_CODE)?;
    LETTERS.chars().nth(usize::try_from(at).ok()?).filter(|letter| *letter != ' ')
}

/// The text in Unicode. A word whose other letters are all capitals gets capitals throughout.
pub(super) fn convert(text: &str) -> String {
    let mut converted = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()) {
        let letters = word.chars().map(|c| to_letter(c).unwrap_or(c));
        let capitals = word.chars().filter(char::is_ascii_uppercase).count();
        if capitals >= 2 && !word.contains(|c: char| c.is_ascii_lowercase()) {
            converted.extend(letters.flat_map(char::to_uppercase));
        } else {
            converted.extend(letters);
        }
    }
    converted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_letter() {
        assert_eq!(LETTERS.chars().count(), 0xFE - 0xA1 + 1);
        for (code, letter) in [
            (0xA1, 'Ă'),
            (0xA7, 'Đ'),
            (0xA8, 'ă'),
            (0xAD, 'ư'),
            (0xAE, 'đ'),
            (0xB5, 'à'),
            (0xB9, 'ạ'),
            (0xBB, 'ằ'),
            (0xBE, 'ắ'),
            (0xC6, 'ặ'),
            (0xCB, 'ậ'),
            (0xCC, 'è'),
            (0xCE, 'ẻ'),
            (0xD1, 'ẹ'),
            (0xD2, 'ề'),
            (0xD6, 'ệ'),
            (0xD7, 'ì'),
            (0xD8, 'ỉ'),
            (0xDC, 'ĩ'),
            (0xDE, 'ị'),
            (0xDF, 'ò'),
            (0xE1, 'ỏ'),
            (0xE4, 'ọ'),
            (0xE5, 'ồ'),
            (0xE9, 'ộ'),
            (0xEA, 'ờ'),
            (0xEE, 'ợ'),
            (0xEF, 'ù'),
            (0xF1, 'ủ'),
            (0xF4, 'ụ'),
            (0xF5, 'ừ'),
            (0xF9, 'ự'),
            (0xFA, 'ỳ'),
            (0xFB, 'ỷ'),
            (0xFE, 'ỵ'),
        ] {
            assert_eq!(char::from_u32(code).and_then(to_letter), Some(letter), "{code:X}");
        }
        for code in ['\u{AF}', '\u{BA}', '\u{CD}', '\u{E0}', '\u{F0}', 'a', '\u{FF}', '\u{A0}'] {
            assert_eq!(to_letter(code), None);
        }
    }
}
