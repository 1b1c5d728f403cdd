//! The words by which a venue is found: of its facts and of its papers, folded, each without the signs inside it.

use std::collections::BTreeSet;

use crate::certificates::CertificateFacts;
use crate::identifiers::{Phone, TaxCode};
use crate::pledges::Pledge;
use crate::text::fold;
use crate::venues::{Place, TaxNumber, Venue};

/// Most words of a search; more are not looked at.
pub const MAX_SEARCH_WORDS: usize = 8;
/// Most parts, between spaces, that are looked at to find them: a telephone number has up to five.
const MAX_TYPED_PARTS: usize = 4 * MAX_SEARCH_WORDS;
/// Most bytes of a word; longer ones are cut.
const MAX_WORD_BYTES: usize = 40;

/// Which words a venue has, as far as 61 bits tell: a bit for the first letters of each. It may claim more than there is, never
/// less, so that a search asks only the venues that it lets through. It is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct WordSignature(pub i64);

impl WordSignature {
    /// The first bytes of a word that its bit tells; what is shorter may be the beginning of any.
    const BYTES: usize = 3;
    /// A prime, so that all bits are used alike; the sign is not.
    const BITS: u64 = 61;

    /// The bits of words, or of the beginnings of words.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(words.into_iter().fold(0, |bits, word| bits | Self::find_bit(word)))
    }

    /// Together with another one.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn find_bit(word: &str) -> i64 {
        let Some(first) = word.as_bytes().get(..Self::BYTES) else { return 0 };
        let number = first.iter().fold(0, |number, byte| number * 257 + u64::from(*byte));
        1 << (number % Self::BITS)
    }
}

/// The words that a search looks for, each the beginning of a word of the venue. A telephone number or a tax code may be typed
/// with spaces, alone or among other words.
pub fn list_search_words(typed: &str) -> Vec<String> {
    if let Ok(phone) = Phone::parse(typed) {
        return vec![phone.as_str().to_owned()];
    }
    let folded = fold(typed);
    let parts = folded.split(' ').map(join_signs).filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.take(MAX_TYPED_PARTS).collect();
    let (mut words, mut rest) = (Vec::new(), parts.as_slice());
    while let Some((first, others)) = rest.split_first() {
        let (word, after) = split_number(rest).unwrap_or_else(|| (first.clone(), others));
        words.push(word);
        rest = after;
    }
    words.truncate(MAX_SEARCH_WORDS);
    words
}

/// The number that the first parts are, as a venue has it, and the parts after it.
fn split_number(parts: &[String]) -> Option<(String, &[String])> {
    let is_number = |part: &&String| part.bytes().all(|byte| byte.is_ascii_digit());
    let count = parts.iter().take_while(is_number).count();
    (1..=count).rev().find_map(|count| {
        let (number, rest) = parts.split_at(count);
        Some((read_number(&number.concat())?, rest))
    })
}

fn read_number(digits: &str) -> Option<String> {
    let may_be_phone = digits.starts_with('0') || digits.starts_with("84");
    let phone = Phone::parse(digits).ok().filter(|_| may_be_phone);
    phone.map(|phone| phone.as_str().to_owned()).or_else(|| match TaxCode::parse(digits) {
        Ok(TaxCode::Organisation(_)) => Some(digits.to_owned()),
        _ => None,
    })
}

/// The words of a venue's present facts. Personal numbers are found by their keyed hash, never by a word.
pub fn list_venue_words(venue: &Venue) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    add_words(&mut words, &venue.name);
    add_words(&mut words, &venue.kind_note);
    if let Some(place) = &venue.place {
        add_words(&mut words, &place.address);
        add_words(&mut words, &place.former_address);
        add_area(&mut words, place);
    }
    if let Some(business) = &venue.business {
        add_words(&mut words, business.phone.as_str());
        add_words(&mut words, &business.registration);
        if let TaxNumber::Organisation(code) = &business.tax {
            add_words(&mut words, code);
        }
    }
    if let Some(security) = &venue.security {
        add_words(&mut words, &security.person);
        add_words(&mut words, &security.certificate);
    }
    if let Some(person) = &venue.representative {
        add_words(&mut words, &person.name);
        add_words(&mut words, person.phone.as_str());
    }
    words
}

fn add_area(words: &mut BTreeSet<String>, place: &Place) {
    let full = place.full_address();
    add_words(words, full.strip_prefix(place.address.as_str()).unwrap_or(&full));
}

/// The words that a signed pledge prints.
pub fn list_pledge_words(pledge: &Pledge) -> BTreeSet<String> {
    let facts = &pledge.facts;
    let mut words = BTreeSet::new();
    for text in [
        &facts.name,
        &facts.address,
        &facts.registration,
        &facts.certificate,
        &facts.security_person,
        &facts.representative,
        &pledge.signer_name,
    ] {
        add_words(&mut words, text);
    }
    add_tax_code(&mut words, &facts.tax_code);
    words
}

/// The words that a certificate prints, without its numbers, which have columns of their own.
pub fn list_certificate_words(facts: &CertificateFacts) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in [&facts.name, &facts.address, &facts.commune_name, &facts.representative] {
        add_words(&mut words, text);
    }
    add_tax_code(&mut words, &facts.tax_code);
    words
}

/// The words of another number that a paper prints.
pub fn list_number_words(number: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    add_words(&mut words, number);
    words
}

/// A masked code is a personal number.
fn add_tax_code(words: &mut BTreeSet<String>, code: &str) {
    if code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        add_words(words, code);
    }
}

/// Adds each word without its signs, and the parts that the signs separate: "Nhật-Nam" is found as "nhatnam" and "nam".
fn add_words(words: &mut BTreeSet<String>, text: &str) {
    for word in fold(text).split(' ') {
        let parts = word.split(|c: char| !c.is_alphanumeric()).map(cut);
        words.extend(parts.chain([join_signs(word)]).filter(|part| !part.is_empty()));
    }
}

fn join_signs(word: &str) -> String {
    cut(&word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
}

fn cut(word: &str) -> String {
    let mut end = word.len().min(MAX_WORD_BYTES);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    word[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_folded_and_without_signs() {
        for (typed, words) in [
            ("Khách sạn BIỂN xanh", vec!["khach", "san", "bien", "xanh"]),
            ("343/XN-SNV", vec!["343xnsnv"]),
            ("01234-56784", vec!["0123456784"]),
            (" 0905 123.456 ", vec!["0905123456"]),
            ("+84905123456", vec!["0905123456"]),
            ("Lan +84 905 123 456 biển", vec!["lan", "0905123456", "bien"]),
            ("Lan +84905123456", vec!["lan", "0905123456"]),
            ("16 0905 123 456", vec!["16", "0905123456"]),
            ("MST 0100 109 106", vec!["mst", "0100109106"]),
            ("12 3 tháng 2", vec!["12", "3", "thang", "2"]),
            ("so 90 5123456", vec!["so", "90", "5123456"]),
            ("Hoà", vec!["hoa"]),
            ("- / %", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(list_search_words(typed), words, "{typed}");
        }
        assert_eq!(list_search_words("a b c d e f g h i j").len(), MAX_SEARCH_WORDS);
    }

    #[test]
    fn a_word_with_signs_is_found_whole_and_by_its_parts() {
        let words = list_number_words("Nhật-Nam 12/3 0100109106-001");
        for word in ["nhatnam", "nhat", "nam", "123", "12", "3", "0100109106001", "0100109106"] {
            assert!(words.contains(word), "{word} in {words:?}");
        }
    }

    #[test]
    fn a_signature_never_hides_a_venue_that_has_the_words() {
        let sign = |words: &BTreeSet<String>| WordSignature::of(words.iter().map(String::as_str));
        let venue = sign(&list_number_words("Nhà nghỉ Biển Xanh 12 Thống Nhất 0905123456"));
        for typed in ["nha nghi", "bien x", "b", "0905 123 456", "thon nha", "xan"] {
            let asked = sign(&list_search_words(typed).into_iter().collect());
            assert_eq!(asked.0 & venue.0, asked.0, "{typed}");
        }
        let other = WordSignature::of(["karaoke"]);
        assert_ne!(other.0 & venue.0, other.0);
        assert_eq!(venue.with(other).0, venue.0 | other.0);
        // It is stored: of another value the search would hide venues.
        assert_eq!((other.0.trailing_zeros(), other.0.count_ones()), (60, 1));
        assert_eq!(WordSignature::of(["ab", "4"]).0, 0, "too short to tell");
    }

    #[test]
    fn a_masked_number_is_no_word() {
        let mut words = BTreeSet::new();
        add_tax_code(&mut words, "•••• 1234");
        assert!(words.is_empty());
        add_tax_code(&mut words, "0100109106-001");
        assert!(words.contains("0100109106"));
    }

    #[test]
    fn a_long_word_is_cut_between_letters() {
        let words = list_number_words(&"ж".repeat(50));
        assert_eq!(words.into_iter().next().map(|word| word.len()), Some(MAX_WORD_BYTES));
    }
}
