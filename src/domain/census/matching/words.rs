//! Names and addresses as they are compared: composed, tone marks in one place, without words that say only the kind of
//! venue or business, with abbreviations written out.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::ratio::ComparedText;
use crate::census::kinds;

/// Huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{0300}', '\u{0309}', '\u{0303}', '\u{0301}', '\u{0323}'];

/// Words of the form of a business, longest first.
const BUSINESS_FORMS: [&[&str]; 24] = [
    &["cong", "ty", "trach", "nhiem", "huu", "han"],
    &["doanh", "nghiep", "tu", "nhan"],
    &["thuong", "mai", "va", "dich", "vu"],
    &["thuong", "mai", "dich", "vu"],
    &["co", "so", "kinh", "doanh"],
    &["mot", "thanh", "vien"],
    &["1", "thanh", "vien"],
    &["ho", "kinh", "doanh"],
    &["cong", "ty", "tnhh"],
    &["cong", "ty", "cp"],
    &["co", "phan"],
    &["cong", "ty"],
    &["chi", "nhanh"],
    &["cty", "tnhh"],
    &["cty", "cp"],
    &["tm", "dv"],
    &["cty"],
    &["tnhh"],
    &["mtv"],
    &["dntn"],
    &["hkd"],
    &["tmdv"],
    &["cskd"],
    &["kd"],
];

/// Abbreviations in addresses; with `true` only before a dot, as they may be letters of a lane.
const ABBREVIATIONS: [(&str, bool, &[&str]); 14] = [
    ("p", true, &["phuong"]),
    ("x", true, &["xa"]),
    ("tt", false, &["thi", "tran"]),
    ("d", true, &["duong"]),
    ("ql", false, &["quoc", "lo"]),
    ("tl", false, &["tinh", "lo"]),
    ("kp", false, &["khu", "pho"]),
    ("tdp", false, &["to", "dan", "pho"]),
    ("tp", false, &["thanh", "pho"]),
    ("tx", false, &["thi", "xa"]),
    ("h", true, &["huyen"]),
    ("q", true, &["quan"]),
    ("t", true, &["tinh"]),
    ("th", true, &["thon"]),
];

/// First words of parts that name an area, which is compared by its code.
const AREA_WORDS: [&[&str]; 9] = [
    &["phuong"],
    &["xa"],
    &["thi", "tran"],
    &["dac", "khu"],
    &["huyen"],
    &["quan"],
    &["thanh", "pho"],
    &["thi", "xa"],
    &["tinh"],
];

/// A word of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// Small letters without accents and tones.
    pub plain: String,
    /// Small letters, the tone at the end: Hòa and Hoà are one.
    pub marked: String,
    /// In the text.
    pub range: Range<usize>,
}

/// The words of a text: letters and digits; every other sign separates them.
pub(super) fn split_words(text: &str) -> Vec<Word> {
    let (mut words, mut start) = (Vec::new(), None);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || is_combining_mark(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word::parse(&text[from..at], from..at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

impl Word {
    fn parse(text: &str, range: Range<usize>) -> Self {
        if text.is_ascii() {
            let plain = text.to_ascii_lowercase();
            return Self { marked: plain.clone(), plain, range };
        }
        let (mut plain, mut marked, mut tone) =
            (String::with_capacity(text.len()), String::with_capacity(text.len()), None);
        for c in text.to_lowercase().nfd() {
            if TONES.contains(&c) {
                tone = Some(c);
                continue;
            }
            marked.push(c);
            if !is_combining_mark(c) {
                plain.push(if c == 'đ' { 'd' } else { c });
            }
        }
        marked.extend(tone);
        Self { plain, marked, range }
    }
}

/// A name without the words that say only the kind of venue or business. A name of nothing else keeps them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ComparedName {
    pub words: Vec<Word>,
    marked: ComparedText,
    plain: ComparedText,
    squashed: ComparedText,
    /// Whether any word has an accent: lists are often typed without.
    has_accents: bool,
}

impl ComparedName {
    pub fn parse(name: &str) -> Self {
        let all = split_words(name);
        let has_accents = all.iter().any(|word| word.plain != word.marked);
        let kept = strip_forms(&all);
        let words = if kept.is_empty() { all } else { kept };
        let plain = || words.iter().map(|word| word.plain.as_str());
        Self {
            marked: ComparedText::new(&join(words.iter().map(|word| word.marked.as_str()), " ")),
            plain: ComparedText::new(&join(plain(), " ")),
            squashed: ComparedText::new(&join(plain(), "")),
            has_accents,
            words,
        }
    }

    /// The letters without accents and spaces.
    pub fn squashed_letters(&self) -> &[char] {
        self.squashed.letters()
    }

    /// Similarity in per cent; without accents if one of the names has none. `None` if they are different names.
    pub fn compare(&self, other: &Self) -> Option<u8> {
        if self.words.is_empty() || other.words.is_empty() {
            return None;
        }
        let by_words = if self.has_accents && other.has_accents {
            self.marked.compare(&other.marked)
        } else {
            self.plain.compare(&other.plain)
        };
        if self.words.len() == other.words.len() {
            return by_words;
        }
        // Spaces are often left out or added; the tones of words joined so have no place.
        by_words.max(self.squashed.compare(&other.squashed))
    }
}

fn strip_forms(words: &[Word]) -> Vec<Word> {
    let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    let (mut kept, mut at) = (Vec::with_capacity(words.len()), 0);
    while at < words.len() {
        let rest = &plain[at..];
        let form = BUSINESS_FORMS.iter().find(|form| rest.starts_with(form)).map(|form| form.len());
        let kind = kinds::find_at(rest).map(|(_, length)| length);
        match form.max(kind) {
            Some(length) => at += length,
            None => {
                kept.push(words[at].clone());
                at += 1;
            }
        }
    }
    kept
}

/// An address as it is compared.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct ComparedAddress {
    /// House number, empty without one: "12/5a".
    pub number: String,
    /// Streets and hamlets, plain, without house number and without the areas above.
    pub places: Vec<String>,
}

impl ComparedAddress {
    pub fn parse(address: &str) -> Self {
        let mut parsed = Self::default();
        for (place, part) in address.split([',', ';', '\n']).enumerate() {
            let words = expand(part);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if AREA_WORDS.iter().any(|area| words.starts_with(area) && words.len() > area.len()) {
                continue;
            }
            let rest = if place == 0 { parsed.take_number(&words) } else { &words };
            let rest = rest.strip_prefix(&["duong"]).filter(|rest| !rest.is_empty()).unwrap_or(rest);
            let text = join(rest.iter().copied(), " ");
            if !text.is_empty() && !parsed.places.contains(&text) {
                parsed.places.push(text);
            }
        }
        parsed
    }

    fn take_number<'a, 'b>(&mut self, words: &'a [&'b str]) -> &'a [&'b str] {
        let labels = words.iter().take_while(|word| matches!(**word, "so" | "nha" | "lo")).count();
        let has_digit = |word: &&&str| word.bytes().any(|byte| byte.is_ascii_digit());
        let length = words[labels..].iter().take_while(has_digit).count();
        if length == 0 {
            return words;
        }
        self.number = words[labels..labels + length].join("/");
        &words[labels + length..]
    }

    pub fn shares_place(&self, other: &Self) -> bool {
        self.places.iter().any(|place| other.places.contains(place))
    }

    /// The same house in the same street.
    pub fn is_same_house(&self, other: &Self) -> bool {
        !self.number.is_empty() && self.number == other.number && self.shares_place(other)
    }
}

/// The plain words of a part, with abbreviations written out.
fn expand(part: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in split_words(part) {
        let before_dot = part.as_bytes().get(word.range.end) == Some(&b'.');
        let digits = word.plain.find(|c: char| c.is_ascii_digit()).unwrap_or(word.plain.len());
        let (letters, number) = word.plain.split_at(digits);
        let known = ABBREVIATIONS.iter().find(|(short, dotted, _)| {
            // "KP3" and "QL1A" are written together.
            *short == letters && (number.is_empty() || !dotted) && (!dotted || before_dot)
        });
        match known {
            Some((_, _, long)) => {
                words.extend(long.iter().map(|word| (*word).to_owned()));
                words.extend((!number.is_empty()).then(|| number.to_owned()));
            }
            None => words.push(word.plain),
        }
    }
    words
}

fn join<'a>(words: impl Iterator<Item = &'a str>, separator: &str) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push_str(separator);
        }
        joined.push_str(word);
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn similarity(a: &str, b: &str) -> Option<u8> {
        ComparedName::parse(a).compare(&ComparedName::parse(b))
    }

    #[test]
    fn names_are_compared_without_what_says_nothing() {
        for (a, b, percent) in [
            ("Khách sạn Hòa Bình", "KS Hoà  Bình", Some(100)),
            ("CTY TNHH MTV Sen Vàng", "Karaoke Sen Vàng", Some(100)),
            ("Nhà nghỉ Hồng Hạnh", "NN HONG HANH", Some(100)),
            ("Hộ kinh doanh Nguyễn Thị Sen", "Nguyễn Thị Sén", Some(94)),
            ("Sen Vàng", "Sen Hồng", None),
            ("Hòa Mai", "Hóa Mãi", None),
            ("Khách sạn", "Khách sạn", Some(100)),
            ("Khách sạn", "Nhà nghỉ", None),
            ("Hoàng Gia", "Hoànggia", Some(100)),
            ("", "Sen", None),
        ] {
            assert_eq!(similarity(a, b), percent, "{a} / {b}");
        }
    }

    #[test]
    fn addresses_are_house_street_and_hamlet() {
        for (address, number, places) in [
            ("12/5A Đ. Thống Nhất, KP3, P. Phan Rang", "12/5a", &["thong nhat", "khu pho 3"][..]),
            ("Số 12 đường Thống Nhất", "12", &["thong nhat"]),
            ("Thôn Mỹ Tường, xã Vĩnh Hải, tỉnh Khánh Hòa", "", &["thon my tuong"]),
            ("QL1A, thôn Ba Tháp", "", &["quoc lo 1a", "thon ba thap"]),
            ("Lô B2 Yên Ninh", "b2", &["yen ninh"]),
            ("", "", &[]),
        ] {
            let parsed = ComparedAddress::parse(address);
            assert_eq!(
                (parsed.number.as_str(), &parsed.places),
                (number, &places.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>()),
                "{address}"
            );
        }
        let house = |a: &str, b: &str| ComparedAddress::parse(a).is_same_house(&ComparedAddress::parse(b));
        assert!(
            house("12 Thống Nhất", "số 12, Thống Nhất, KP 3")
                || house("12 Thống Nhất", "số 12 đường Thống Nhất, KP 3")
        );
        assert!(!house("12 Thống Nhất", "14 Thống Nhất") && !house("Thôn Mỹ Tường", "thôn Mỹ Tường"));
    }

    proptest! {
        #[test]
        fn tone_placement_case_and_spaces_never_count(words in proptest::collection::vec("[bcdghklmnt](oà|òa|uý|úy|oẻ|ỏe|an|ê)", 1..4)) {
            let name = words.join(" ");
            let moved = name.replace("oà", "òa").replace("uý", "úy").replace("oẻ", "ỏe").to_uppercase();
            prop_assert_eq!(similarity(&name, &moved.replace(' ', "\u{A0} ")), Some(100));
            let folded: String = moved.nfd().collect();
            prop_assert_eq!(similarity(&name, &folded), Some(100));
        }
    }
}
