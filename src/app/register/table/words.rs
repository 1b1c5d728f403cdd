//! Words shared by many rows: agencies, communes, symbols, and prefixes of numbers. Each is stored once.

use camket_domain::certificates::CertificateNumber;
use indexmap::IndexSet;

#[derive(Debug, Default)]
pub(super) struct WordTable(IndexSet<Box<str>>);

impl WordTable {
    pub(super) fn add(&mut self, word: &str) -> u32 {
        let known = self.0.get_index_of(word);
        let place = known.unwrap_or_else(|| self.0.insert_full(word.into()).0);
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    pub(super) fn get(&self, place: u32) -> Option<String> {
        self.0.get_index(place as usize).map(ToString::to_string)
    }

    /// Splits a number into a word (all before its serial) and its serial; a number of another form is one word.
    pub(super) fn add_number(&mut self, number: &CertificateNumber) -> (u32, Option<u32>) {
        let split = number.as_str().rfind('-').map(|hyphen| number.as_str().split_at(hyphen + 1));
        let read = split.and_then(|(before, serial)| Some((before, serial.parse().ok()?)));
        match read.filter(|(before, serial)| format_number(before, *serial) == number.as_str()) {
            Some((before, serial)) => (self.add(before), Some(serial)),
            None => (self.add(number.as_str()), None),
        }
    }

    pub(super) fn find_number(&self, (word, serial): (u32, Option<u32>)) -> Option<CertificateNumber> {
        let before = self.0.get_index(word as usize)?;
        Some(CertificateNumber(
            serial.map_or_else(|| before.to_string(), |serial| format_number(before, serial)),
        ))
    }
}

fn format_number(before: &str, serial: u32) -> String {
    format!("{before}{serial:06}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_table_returns_numbers_and_shares_prefixes() {
        let mut words = WordTable::default();
        for number in [
            "KH-SNV-2026-000042",
            "KH-SNV-2026-1000042",
            "KH-SNV-2026-42",
            "KH-SNV-2026-",
            "another",
            "-+00001",
        ] {
            let number = CertificateNumber(number.into());
            let kept = words.add_number(&number);
            assert_eq!(words.find_number(kept), Some(number));
        }
        assert_eq!(words.0.len(), 4, "the first two share a word, and the fourth is that word");
    }
}
