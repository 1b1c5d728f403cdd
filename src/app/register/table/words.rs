//! Words shared by many rows: agencies, communes, symbols, and prefixes of numbers. Each is stored once.

use std::collections::HashMap;

use camket_domain::certificates::CertificateNumber;

#[derive(Debug, Default)]
pub(super) struct WordTable {
    all: Vec<Box<str>>,
    places: HashMap<Box<str>, u32>,
}

impl WordTable {
    pub(super) fn add(&mut self, word: &str) -> u32 {
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        let place = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(word.into());
        self.places.insert(word.into(), place);
        place
    }

    pub(super) fn get(&self, place: u32) -> Option<String> {
        self.all.get(place as usize).map(|word| word.as_ref().to_owned())
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
        let before = self.all.get(word as usize)?;
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
        assert_eq!(words.all.len(), 4, "the first two share a word, and the fourth is that word");
    }
}
