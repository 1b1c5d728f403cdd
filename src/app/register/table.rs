//! The public facts of a million certificates in little memory: packed rows in sequence, repeated words stored once,
//! found by short code and by status list index. Facts never change, so rows are only added.

mod blocks;
mod words;

use std::hash::{BuildHasher, RandomState};

use camket_domain::certificates::{
    CertificateNumber, DocumentNumber, PublicDetails, PublicFacts, ShortCode, StatusIndex,
};
use camket_domain::venues::VenueKind;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use blocks::RowBlocks;
use words::WordTable;

/// Public facts by short code and by status list index.
#[derive(Debug, Default)]
pub(crate) struct CertificateTable {
    blocks: RowBlocks,
    words: WordTable,
    /// Offsets of rows, found by the hash of the code. Five bytes for each code: the rows themselves hold the codes.
    by_code: HashTable<u32>,
    hasher: RandomState,
    /// Offset of a row plus one, by status list index; 0 for none.
    by_index: Vec<u32>,
}

/// Replaces the hidden digits of a personal tax code.
const MASK: char = '•';

/// What follows the short code of a row. The short code comes first: packed, big-endian, 8 bytes.
#[derive(Serialize, Deserialize)]
struct PackedRow<'a> {
    index: u32,
    /// The number's prefix as a word, and its serial: most numbers share the prefix.
    number: (u32, Option<u32>),
    serial: i32,
    year: i32,
    symbol: u32,
    name: &'a str,
    kind: VenueKind,
    kind_note: &'a str,
    /// The address without the commune.
    street: &'a str,
    commune: u32,
    /// Number of hidden digits, and the visible rest.
    tax_code: (u32, &'a str),
    /// Unix seconds.
    issued_at: i64,
    /// Julian day number.
    expires_on: i32,
    workers: u32,
    confirmed: (u32, i32),
    accepted: (u32, i32),
    issuer: u32,
}

impl CertificateTable {
    /// Reserves memory for this many certificates and indices: tables that grow in steps fragment the memory.
    pub(super) fn reserve(&mut self, certificates: u32, places: u32) {
        let additional = (certificates as usize).saturating_sub(self.len());
        self.by_code.reserve(additional, |place| self.hasher.hash_one(read_code(&self.blocks, *place)));
        self.by_index.reserve_exact((places as usize).saturating_sub(self.by_index.len()));
    }

    /// Adds a certificate; one that exists stays as it is.
    pub(super) fn insert(&mut self, index: StatusIndex, code: &ShortCode, facts: &PublicFacts) {
        let Some(details) = &facts.details else { return };
        if self.find_offset(code).is_some() {
            return;
        }
        let row = PackedRow::new(index, facts, details, &mut self.words);
        // Serialising texts and numbers cannot fail.
        let Ok(bytes) = postcard::to_extend(&row, code.to_bits().to_be_bytes().to_vec()) else { return };
        let Some(place) = self.blocks.push(&bytes) else { return };
        let hash = |code: Option<u64>| self.hasher.hash_one(code);
        self.by_code
            .insert_unique(hash(Some(code.to_bits())), place, |place| hash(read_code(&self.blocks, *place)));
        let at = index.0 as usize;
        if self.by_index.len() <= at {
            self.by_index.resize(at + 1, 0);
        }
        self.by_index[at] = place + 1;
    }

    pub(crate) fn len(&self) -> usize {
        self.by_code.len()
    }

    /// The certificate with this short code, and its status list index.
    pub(crate) fn find_by_code(&self, code: &ShortCode) -> Option<(PublicFacts, StatusIndex)> {
        let row = self.read_row(self.find_offset(code)?)?;
        Some((self.decode_facts(&row)?, StatusIndex(row.index)))
    }

    fn find_offset(&self, code: &ShortCode) -> Option<u32> {
        let code = Some(code.to_bits());
        self.by_code
            .find(self.hasher.hash_one(code), |place| read_code(&self.blocks, *place) == code)
            .copied()
    }

    /// What is known beyond the token, for the certificate with this index and number.
    pub(crate) fn find_details(
        &self,
        index: StatusIndex,
        number: &CertificateNumber,
    ) -> Option<PublicDetails> {
        let place = self.by_index.get(index.0 as usize)?.checked_sub(1)?;
        let row = self.read_row(place)?;
        if self.words.find_number(row.number)? == *number { self.decode_details(&row) } else { None }
    }

    fn read_row(&self, place: u32) -> Option<PackedRow<'_>> {
        let bytes = self.blocks.bytes_from(place)?.get(size_of::<u64>()..)?;
        postcard::take_from_bytes(bytes).ok().map(|(row, _)| row)
    }

    fn decode_facts(&self, row: &PackedRow<'_>) -> Option<PublicFacts> {
        let details = self.decode_details(row)?;
        let address = if row.street.is_empty() {
            details.commune_name.clone()
        } else {
            format!("{}, {}", row.street, details.commune_name)
        };
        Some(PublicFacts {
            number: self.words.find_number(row.number)?,
            name: row.name.to_owned(),
            kind: row.kind,
            address,
            issued_at: OffsetDateTime::from_unix_timestamp(row.issued_at).ok()?,
            expires_on: Date::from_julian_day(row.expires_on).ok()?,
            details: Some(details),
        })
    }

    fn decode_details(&self, row: &PackedRow<'_>) -> Option<PublicDetails> {
        let dated = |(word, day): (u32, i32)| Some((self.words.get(word)?, Date::from_julian_day(day).ok()?));
        Some(PublicDetails {
            document: DocumentNumber {
                serial: row.serial,
                year: row.year,
                symbol: self.words.get(row.symbol)?,
            },
            kind_note: row.kind_note.to_owned(),
            commune_name: self.words.get(row.commune)?,
            tax_code: join_mask(row.tax_code),
            workers: row.workers,
            confirmed: dated(row.confirmed)?,
            accepted: dated(row.accepted)?,
            issuer: self.words.get(row.issuer)?,
        })
    }
}

impl<'a> PackedRow<'a> {
    fn new(
        index: StatusIndex,
        facts: &'a PublicFacts,
        details: &'a PublicDetails,
        words: &mut WordTable,
    ) -> Self {
        let end = format!(", {}", details.commune_name);
        let street = facts.address.strip_suffix(&end);
        let commune = if street.is_some() { &details.commune_name } else { &facts.address };
        let mut dated = |(word, day): &(String, Date)| (words.add(word), day.to_julian_day());
        let (confirmed, accepted) = (dated(&details.confirmed), dated(&details.accepted));
        Self {
            index: index.0,
            number: words.add_number(&facts.number),
            serial: details.document.serial,
            year: details.document.year,
            symbol: words.add(&details.document.symbol),
            name: &facts.name,
            kind: facts.kind,
            kind_note: &details.kind_note,
            street: street.unwrap_or_default(),
            commune: words.add(commune),
            tax_code: split_mask(&details.tax_code),
            issued_at: facts.issued_at.unix_timestamp(),
            expires_on: facts.expires_on.to_julian_day(),
            workers: details.workers,
            confirmed,
            accepted,
            issuer: words.add(&details.issuer),
        }
    }
}

fn read_code(blocks: &RowBlocks, place: u32) -> Option<u64> {
    blocks.bytes_from(place)?.first_chunk().map(|bytes| u64::from_be_bytes(*bytes))
}

fn split_mask(tax_code: &str) -> (u32, &str) {
    let shown = tax_code.trim_start_matches(MASK);
    let hidden = tax_code[..tax_code.len() - shown.len()].chars().count();
    (u32::try_from(hidden).unwrap_or(u32::MAX), shown)
}

fn join_mask((hidden, shown): (u32, &str)) -> String {
    (0..hidden).map(|_| MASK).chain(shown.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    fn facts(serial: i32) -> PublicFacts {
        PublicFacts {
            number: CertificateNumber::new("KH-SNV", 2026, serial),
            name: format!("Khách sạn Biển Xanh {serial}"),
            kind: VenueKind::Hotel,
            address: "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa".into(),
            issued_at: datetime!(2026-01-01 03:00 UTC),
            expires_on: date!(2026 - 12 - 31),
            details: Some(PublicDetails {
                document: DocumentNumber { serial, year: 2026, symbol: "SNV".into() },
                kind_note: String::new(),
                commune_name: "Phường Ninh Chử, tỉnh Khánh Hòa".into(),
                tax_code: "••••••••1234".into(),
                workers: 3,
                confirmed: ("Ủy ban nhân dân phường Ninh Chử".into(), date!(2025 - 12 - 24)),
                accepted: ("Sở Nội vụ tỉnh Khánh Hòa".into(), date!(2025 - 12 - 29)),
                issuer: "Sở Nội vụ tỉnh Khánh Hòa".into(),
            }),
        }
    }

    /// A short code of nine digits and its check character.
    fn code(serial: u32) -> ShortCode {
        let body = format!("{serial:09}");
        let fits = |last: &char| ShortCode::parse(&format!("{body}{last}")).is_ok();
        let last = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().find(fits).unwrap();
        ShortCode::parse(&format!("{body}{last}")).unwrap()
    }

    #[test]
    fn table_returns_inserted_facts() {
        let mut table =
            CertificateTable { blocks: RowBlocks::with_block_size(1 << 20), ..CertificateTable::default() };
        for serial in 0..20_000 {
            table.insert(StatusIndex(serial * 3), &code(serial), &facts(serial.try_into().unwrap()));
        }
        for serial in [0, 1, 9_999, 19_999] {
            let expected = facts(serial.try_into().unwrap());
            let (found, index) = table.find_by_code(&code(serial)).unwrap();
            assert_eq!((found, index), (expected.clone(), StatusIndex(serial * 3)));
            assert_eq!(table.find_details(index, &expected.number), expected.details);
            assert_eq!(table.find_details(StatusIndex(index.0 + 1), &expected.number), None);
            assert_eq!(table.find_details(index, &CertificateNumber("another".into())), None);
        }
        assert_eq!(table.find_by_code(&code(20_000)), None);
        let bytes = table.blocks.len();
        assert!(bytes / 20_000 < 110, "{} bytes each", bytes / 20_000);
    }

    #[test]
    fn facts_are_entered_once_and_an_odd_address_survives() {
        let mut table = CertificateTable::default();
        let odd = PublicFacts { address: "nơi khác".into(), ..facts(1) };
        table.insert(StatusIndex(1), &code(1), &odd);
        table.insert(StatusIndex(1), &code(1), &facts(2));
        assert_eq!(table.len(), 1);
        assert_eq!(table.find_by_code(&code(1)).unwrap().0.address, "nơi khác");
    }
}
