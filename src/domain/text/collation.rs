//! Vietnamese alphabetical order: the 29 letters with f, j, w and z inserted, then the tones.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The alphabet in order. The position of a letter is its weight.
const ALPHABET: [char; 33] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ',
    'p', 'q', 'r', 's', 't', 'u', 'ư', 'v', 'w', 'x', 'y', 'z',
];

/// Combining marks that turn the letter before them into another letter: breve, circumflex, horn.
const MARKS: [(char, &[(char, char)]); 3] = [
    ('\u{0306}', &[('a', 'ă')]),
    ('\u{0302}', &[('a', 'â'), ('e', 'ê'), ('o', 'ô')]),
    ('\u{031B}', &[('o', 'ơ'), ('u', 'ư')]),
];

/// The tones in dictionary order after no tone: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{0300}', '\u{0309}', '\u{0303}', '\u{0301}', '\u{0323}'];

/// Character for the weight of the first letter: above digits, so that all weights are printable ASCII.
const FIRST_LETTER: u8 = b'A';

/// A key whose byte order is Vietnamese alphabetical order; numbers sort by value.
///
/// Letters are compared first, then the tones, one per word, so that Hòa and Hoà are equal. Case is ignored. In
/// PostgreSQL compare the key with `COLLATE "C"`.
pub fn sort_key(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut words: Vec<WordKey> = Vec::new();
    for part in lower.split(|c: char| !is_word_character(c)).filter(|part| !part.is_empty()) {
        words.push(WordKey::parse(part));
    }
    // '-' separates words and ' ' precedes the tones. Both are below every weight, and ' ' is below '-', so that a name
    // comes before longer names that begin with it.
    let letters: Vec<&str> = words.iter().map(|w| w.letters.as_str()).collect();
    let tones: String = words.iter().map(|w| w.tone).collect();
    format!("{} {tones}", letters.join("-"))
}

fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The weights of a word's letters, and its tone.
struct WordKey {
    letters: String,
    tone: char,
}

impl WordKey {
    fn parse(part: &str) -> Self {
        let mut word = Self { letters: String::with_capacity(part.len()), tone: '0' };
        let mut digits = String::new();
        for c in part.nfd() {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            word.push_number(&mut digits);
            word.push_letter(c);
        }
        word.push_number(&mut digits);
        word
    }

    /// Adds a letter, or applies a combining mark: a tone to the word, or a change to the last letter.
    fn push_letter(&mut self, c: char) {
        if let Some((_, place)) = TONES.iter().zip('1'..).find(|(tone, _)| **tone == c) {
            self.tone = place;
        } else if let Some(steps) = MARKS.iter().find(|(mark, _)| *mark == c).map(|(_, steps)| steps) {
            let base = self.letters.pop();
            let shift = steps
                .iter()
                .find(|(letter, _)| base == Some(letter_weight(*letter)))
                .map(|(_, to)| letter_weight(*to));
            self.letters.extend(shift.or(base));
        } else if !is_combining_mark(c) {
            self.letters.push(letter_weight(c));
        }
    }

    /// A number sorts by its length and then by its digits: 2 before 10.
    fn push_number(&mut self, digits: &mut String) {
        if digits.is_empty() {
            return;
        }
        let number = digits.trim_start_matches('0');
        let length = u32::try_from(number.len()).unwrap_or(9).min(9);
        self.letters.push(char::from_digit(length, 10).unwrap_or('9'));
        self.letters.push_str(number);
        digits.clear();
    }
}

/// The weight of a letter. A letter of another alphabet is its own weight, above that of z.
fn letter_weight(c: char) -> char {
    let place = ALPHABET.iter().position(|letter| *letter == c);
    place.and_then(|p| u8::try_from(p).ok()).map_or(c, |p| char::from(FIRST_LETTER + p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_by_alphabet() {
        let mut names = vec![
            "Đông Hải",
            "Đô Vinh",
            "Bảo An",
            "Phan Rang",
            "Ninh Chử",
            "Anh Dũng",
            "Ấp Bắc",
            "Ăn",
            "Cà Ná",
        ];
        names.sort_by_key(|n| sort_key(n));
        assert_eq!(
            names,
            ["Anh Dũng", "Ăn", "Ấp Bắc", "Bảo An", "Cà Ná", "Đô Vinh", "Đông Hải", "Ninh Chử", "Phan Rang"]
        );
    }

    #[test]
    fn tones_come_second() {
        let mut words = vec!["mạ", "má", "mã", "mả", "mà", "ma", "mai", "mă"];
        words.sort_by_key(|w| sort_key(w));
        assert_eq!(words, ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mă"]);
    }

    #[test]
    fn every_letter_after_the_one_before() {
        let letters: Vec<String> = ALPHABET.into_iter().map(String::from).collect();
        assert!(letters.windows(2).all(|pair| sort_key(&pair[0]) < sort_key(&pair[1])));
    }

    #[test]
    fn tone_placement_case_and_form_do_not_count() {
        assert_eq!(sort_key("Hòa"), sort_key("HOÀ"));
        assert_eq!(sort_key("Thủy"), sort_key("thu\u{0309}y"));
        assert_eq!(sort_key("Phan Rang-Tháp Chàm"), sort_key("Phan Rang - Tháp Chàm"));
        assert_ne!(sort_key("Hoa"), sort_key("Hòa"));
    }

    #[test]
    fn numbers_by_value_and_shorter_first() {
        let mut names = vec!["Quận 10", "Quận 2", "Quận 1", "Quận", "Quận 02b", "Quân"];
        names.sort_by_key(|n| sort_key(n));
        assert_eq!(names, ["Quân", "Quận", "Quận 1", "Quận 2", "Quận 02b", "Quận 10"]);
    }
}
