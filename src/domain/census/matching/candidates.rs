//! Candidates of many entries among many venues. The entries of a list are indexed by what a match needs (code, telephone,
//! owner, house, street with name); the venues pass by in blocks of any size, so memory grows with the list and not with the
//! register. Only pairs that share a key are compared.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use super::words::{ComparedAddress, ComparedName};
use super::{EntryRecord, MatchField, MatchLevel, MatchRecord, VenueRecord};
use crate::ids::{CensusEntryId, VenueId};
use crate::text::fold_words;

/// Most candidates of an entry that are kept, the best ones.
pub const MAX_CANDIDATES: usize = 5;
/// A key that more entries of a list share says too little: one word in one street, the telephone of an agent.
const MAX_BLOCK: usize = 50;
/// Fewest letters of a name in which one error is a typing error (0.85 of similarity).
const MIN_TYPO_LETTERS: usize = 7;
/// Letters of a name that keys are made of.
const MAX_KEY_LETTERS: usize = 30;
/// Streets and hamlets of an address that keys are made of.
const MAX_KEY_PLACES: usize = 4;

/// A venue that an entry may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    pub venue: VenueId,
    pub level: MatchLevel,
    /// Fields that speak for it, weighed; orders the candidates of one level.
    pub score: u16,
}

impl Candidate {
    /// Orders candidates, best first.
    pub fn rank(&self) -> (MatchLevel, u16, VenueId) {
        (self.level, u16::MAX - self.score, self.venue)
    }
}

/// The candidates of an entry, best first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryCandidates {
    pub entry: CensusEntryId,
    pub candidates: Vec<Candidate>,
}

/// Finds the candidates of entries. Of what changed since, only the changed entries or venues need to pass again.
#[derive(Debug)]
pub struct Matcher<'a> {
    entries: Vec<Compared<'a, CensusEntryId>>,
    /// Place and number of a key's entries in `postings`.
    blocks: HashMap<u64, (u32, u32), BuildHasherDefault<KeyHasher>>,
    postings: Vec<u32>,
    said_different: &'a HashSet<(CensusEntryId, VenueId)>,
    best: Vec<Vec<Candidate>>,
}

/// The keys are hashes already.
#[derive(Debug, Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A record with what is compared of it.
#[derive(Debug)]
struct Compared<'a, Id> {
    record: &'a MatchRecord<Id>,
    name: ComparedName,
    address: ComparedAddress,
    owner: Option<(String, i32)>,
}

impl<'a, Id> Compared<'a, Id> {
    fn new(record: &'a MatchRecord<Id>) -> Self {
        let name = ComparedName::parse(&record.name);
        let owner = fold_words(&record.owner_name);
        Self {
            record,
            name,
            address: ComparedAddress::parse(&record.address),
            owner: record.owner_birth_year.filter(|_| !owner.is_empty()).map(|year| (owner, year)),
        }
    }

    /// The keys under which it is found, some twice.
    fn list_keys(&self, keys: &mut Vec<u64>) {
        keys.clear();
        keys.extend(self.record.codes.iter().map(|code| hash(("code", code.field, &code.key))));
        keys.extend(self.record.phones.iter().map(|phone| hash(("phone", phone))));
        keys.extend(self.owner.iter().map(|owner| hash(("owner", owner))));
        let Some(commune) = self.record.commune else { return };
        let squashed = self.name.squashed_letters();
        let squashed = &squashed[..squashed.len().min(MAX_KEY_LETTERS)];
        keys.push(hash(("name", commune, squashed)));
        for place in self.address.places.iter().take(MAX_KEY_PLACES) {
            if !self.address.number.is_empty() {
                keys.push(hash(("house", commune, &self.address.number, place)));
            }
            let block = hash(("place", commune, place));
            keys.push(hash((block, squashed)));
            add_typo_keys(block, squashed, keys);
            let words = self.name.words.iter().filter(|word| word.plain.len() > 1);
            keys.extend(words.map(|word| hash((block, "word", word.plain.as_str()))));
        }
    }
}

/// A key for the name without each of its letters: names one error apart share one.
fn add_typo_keys(block: u64, name: &[char], keys: &mut Vec<u64>) {
    if name.len() + 1 < MIN_TYPO_LETTERS {
        return;
    }
    for left_out in 0..name.len() {
        let mut hasher = DefaultHasher::new();
        block.hash(&mut hasher);
        name.len().saturating_sub(1).hash(&mut hasher);
        for (_, letter) in name.iter().enumerate().filter(|(at, _)| *at != left_out) {
            letter.hash(&mut hasher);
        }
        keys.push(hasher.finish());
    }
}

fn hash(key: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

impl<'a> Matcher<'a> {
    /// `said_different` are the pairs of which an officer said that they are not the same.
    pub fn new(entries: &'a [EntryRecord], said_different: &'a HashSet<(CensusEntryId, VenueId)>) -> Self {
        let entries: Vec<Compared<'a, CensusEntryId>> = entries.iter().map(Compared::new).collect();
        let (mut pairs, mut keys) = (Vec::new(), Vec::new());
        for (place, entry) in (0_u32..).zip(&entries) {
            entry.list_keys(&mut keys);
            pairs.extend(keys.iter().map(|key| (*key, place)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut blocks: HashMap<u64, (u32, u32), _> =
            HashMap::with_capacity_and_hasher(pairs.len(), BuildHasherDefault::default());
        for (at, (key, _)) in (0_u32..).zip(&pairs) {
            blocks.entry(*key).or_insert((at, 0)).1 += 1;
        }
        let postings = pairs.into_iter().map(|(_, place)| place).collect();
        let best = vec![Vec::new(); entries.len()];
        Self { entries, blocks, postings, said_different, best }
    }

    /// Compares a block of venues with the entries that share a key with them.
    pub fn add(&mut self, venues: &[VenueRecord]) {
        let (mut keys, mut places) = (Vec::new(), Vec::new());
        for record in venues {
            let venue = Compared::new(record);
            venue.list_keys(&mut keys);
            places.clear();
            places.extend(keys.iter().flat_map(|key| self.find_block(*key)));
            places.sort_unstable();
            places.dedup();
            for place in &places {
                self.consider(*place, &venue);
            }
        }
    }

    fn find_block(&self, key: u64) -> impl Iterator<Item = u32> {
        let block = self.blocks.get(&key).filter(|(_, length)| *length as usize <= MAX_BLOCK);
        let (at, length) = block.copied().unwrap_or_default();
        self.postings[at as usize..(at + length) as usize].iter().copied()
    }

    fn consider(&mut self, place: u32, venue: &Compared<'_, VenueId>) {
        let place = place as usize;
        let entry = &self.entries[place];
        if self.said_different.contains(&(entry.record.id, venue.record.id)) {
            return;
        }
        let Some((level, score)) = judge(entry, venue) else { return };
        let best = &mut self.best[place];
        best.push(Candidate { venue: venue.record.id, level, score });
        best.sort_unstable_by_key(Candidate::rank);
        best.truncate(MAX_CANDIDATES);
    }

    /// The entries with candidates.
    pub fn finish(self) -> Vec<EntryCandidates> {
        let found = self.entries.iter().zip(self.best).filter(|(_, candidates)| !candidates.is_empty());
        found.map(|(entry, candidates)| EntryCandidates { entry: entry.record.id, candidates }).collect()
    }
}

/// The level of a pair; `None` if nothing speaks for it.
fn judge(entry: &Compared<'_, CensusEntryId>, venue: &Compared<'_, VenueId>) -> Option<(MatchLevel, u16)> {
    let same_commune = entry.record.commune.is_some() && entry.record.commune == venue.record.commune;
    let same_code = find_same_code(entry.record, venue.record);
    let same_phone = entry.record.phones.iter().any(|phone| venue.record.phones.contains(phone));
    let same_owner = entry.owner.is_some() && entry.owner == venue.owner;
    let name = entry.name.compare(&venue.name);
    let strong = same_code.is_some() || same_phone || same_owner;
    // Most pairs share only a word of their names and a street: they are done here.
    if !strong && name.is_none() && entry.address.number != venue.address.number {
        return None;
    }
    let same_house = same_commune && entry.address.is_same_house(&venue.address);
    let near = same_commune && entry.address.shares_place(&venue.address);
    // An equal name is asked about also where one side has no street at all.
    let no_place = same_commune && (entry.address.places.is_empty() || venue.address.places.is_empty());
    let same_name_and_place = name.is_some() && near || name == Some(100) && no_place;
    let level = match same_code {
        Some(true) if same_commune => MatchLevel::Sure,
        Some(_) => MatchLevel::Ask,
        None if same_phone || same_owner || same_name_and_place => MatchLevel::Ask,
        None if same_house => MatchLevel::SamePlace,
        None => return None,
    };
    let weights = [
        (same_code.is_some(), 400),
        (same_phone, 100),
        (same_owner, 100),
        (same_house, 60),
        (near, 40),
        (same_commune, 20),
        (entry.record.kind == venue.record.kind, 10),
    ];
    let score: u16 = weights.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum();
    Some((level, score + name.map_or(0, u16::from)))
}

/// Whether a code is the same, and then whether it is one row's on each side. The tax code of a household business is its
/// owner's for all venues, so it never makes a match sure.
fn find_same_code(entry: &EntryRecord, venue: &VenueRecord) -> Option<bool> {
    let pairs = entry.codes.iter().flat_map(|own| venue.codes.iter().map(move |other| (own, other)));
    let same = pairs.filter(|(own, other)| {
        own.field == other.field && own.key == other.key && own.is_personal == other.is_personal
    });
    let unique = same.map(|(own, other)| {
        own.rows == 1 && other.rows == 1 && !own.is_personal && own.field != MatchField::Registration
    });
    unique.max()
}

/// The level of a pair, compared without keys.
#[cfg(test)]
pub(super) fn judge_records(entry: &EntryRecord, venue: &VenueRecord) -> Option<MatchLevel> {
    judge(&Compared::new(entry), &Compared::new(venue)).map(|(level, _)| level)
}
