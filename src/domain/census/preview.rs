//! What an import would change: its rows against the entries of the same source before it.

use std::collections::HashMap;

use super::columns::CensusColumn;
use super::rows::ReadRow;
use super::{EntryDetails, EntryDraft, ListedOwner};
use crate::codes::codes;
use crate::identifiers::{PersonalId, TaxCode};
use crate::ids::CensusEntryId;
use crate::text::fold_words;
use crate::venues::TaxNumber;

/// An entry of the list before.
#[derive(Clone, PartialEq, Debug)]
pub struct KnownEntry {
    pub id: CensusEntryId,
    pub details: EntryDetails,
}

codes! {
    /// What an import does with a row.
    RowOutcome {
        New = "new",
        Changed = "changed",
        Same = "same",
        /// The row has errors or open questions.
        Error = "error",
        /// No entry: out of scope, or part of the row above.
        Skipped = "skipped",
        /// An earlier row of the file is the same venue.
        Twice = "twice",
    }
}

/// A row with its outcome.
#[derive(Clone, PartialEq, Debug)]
pub struct PreviewRow {
    /// The file's own number.
    pub row: u32,
    pub outcome: RowOutcome,
    /// The entry that it is, if there is one.
    pub entry: Option<CensusEntryId>,
    /// What changes.
    pub changes: Vec<CensusColumn>,
    /// The earlier row of the file that is the same.
    pub same_as: Option<u32>,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Preview {
    pub rows: Vec<PreviewRow>,
    /// Entries that the file no longer has. They are asked about, and not left out by themselves.
    pub gone: Vec<CensusEntryId>,
}

impl Preview {
    pub fn count(&self, outcome: RowOutcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == outcome).count()
    }

    /// All or nothing: whether the file can be imported.
    pub fn is_ready(&self) -> bool {
        self.count(RowOutcome::Error) == 0
    }
}

/// By what an entry is recognised: a code if it has one, otherwise name and address.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum EntryKey {
    Tax(String),
    Security(String),
    Registration(String),
    Name(String),
}

/// Compares the rows of an import with the entries of the list before. `fingerprint` is the keyed hash by which personal
/// numbers are found.
pub fn compare_rows(
    rows: &[ReadRow],
    known: &[KnownEntry],
    fingerprint: impl Fn(&PersonalId) -> String,
) -> Preview {
    let mut entries = KnownEntries::new(known);
    let mut seen: HashMap<(EntryKey, String), u32> = HashMap::new();
    let mut preview = Preview::default();
    for row in rows {
        let unmatched =
            |outcome| PreviewRow { row: row.row, outcome, entry: None, changes: Vec::new(), same_as: None };
        let Some(draft) = &row.entry else {
            preview.rows.push(unmatched(RowOutcome::Skipped));
            continue;
        };
        let key = draft_key(draft, &fingerprint);
        let entry = entries.take(&key, draft);
        let place = fold_words(&format!("{} {}", draft.name, draft.address));
        let first = seen.insert((key, place), row.row);
        let (outcome, changes) = match (entry, first) {
            _ if !row.is_clean() => (RowOutcome::Error, Vec::new()),
            (_, Some(_)) => (RowOutcome::Twice, Vec::new()),
            (None, None) => (RowOutcome::New, Vec::new()),
            (Some(entry), None) => match list_changes(draft, &entry.details, &fingerprint) {
                changes if changes.is_empty() => (RowOutcome::Same, changes),
                changes => (RowOutcome::Changed, changes),
            },
        };
        preview.rows.push(PreviewRow {
            outcome,
            changes,
            entry: entry.map(|entry| entry.id),
            same_as: first,
            ..unmatched(outcome)
        });
    }
    preview.gone = entries.list_left();
    preview
}

/// The entries before, by key; each is taken once.
struct KnownEntries<'a> {
    known: &'a [KnownEntry],
    by_key: HashMap<EntryKey, Vec<usize>>,
    taken: Vec<bool>,
}

impl<'a> KnownEntries<'a> {
    fn new(known: &'a [KnownEntry]) -> Self {
        let mut by_key: HashMap<EntryKey, Vec<usize>> = HashMap::with_capacity(known.len());
        for (place, entry) in known.iter().enumerate() {
            by_key.entry(entry_key(&entry.details)).or_default().push(place);
        }
        Self { known, by_key, taken: vec![false; known.len()] }
    }

    /// The entry of a key. Of several (one tax code may run two places) the one at the same address, then any.
    fn take(&mut self, key: &EntryKey, draft: &EntryDraft) -> Option<&'a KnownEntry> {
        let places = self.by_key.get(key)?;
        let free = || places.iter().copied().filter(|place| !self.taken[*place]);
        let address = (places.len() > 1).then(|| fold_words(&draft.address));
        let at_address = |place: &usize| {
            address.as_ref().is_none_or(|address| fold_words(&self.known[*place].details.address) == *address)
        };
        let place = free().find(at_address).or_else(|| free().next())?;
        self.taken[place] = true;
        self.known.get(place)
    }

    fn list_left(&self) -> Vec<CensusEntryId> {
        let left = self.known.iter().zip(&self.taken).filter(|(_, taken)| !**taken);
        left.map(|(entry, _)| entry.id).collect()
    }
}

fn draft_key(draft: &EntryDraft, fingerprint: impl Fn(&PersonalId) -> String) -> EntryKey {
    let tax = draft.tax.as_ref().map(|code| match code {
        TaxCode::Organisation(code) => code.as_str().to_owned(),
        TaxCode::Personal(number) => fingerprint(number),
    });
    choose_key(tax, &draft.security_number, &draft.registration, (&draft.name, &draft.address))
}

fn entry_key(details: &EntryDetails) -> EntryKey {
    let tax = details.tax.as_ref().map(|tax| tax.identity().to_owned());
    choose_key(tax, &details.security_number, &details.registration, (&details.name, &details.address))
}

fn choose_key(
    tax: Option<String>,
    security: &str,
    registration: &str,
    (name, address): (&str, &str),
) -> EntryKey {
    match tax {
        Some(tax) => EntryKey::Tax(tax),
        None if !security.is_empty() => EntryKey::Security(fold_words(security)),
        None if !registration.is_empty() => EntryKey::Registration(fold_words(registration)),
        None => EntryKey::Name(fold_words(&format!("{name} {address}"))),
    }
}

/// The columns in which a row differs from the entry.
fn list_changes(
    draft: &EntryDraft,
    before: &EntryDetails,
    fingerprint: impl Fn(&PersonalId) -> String,
) -> Vec<CensusColumn> {
    let owner = before.owner.clone().unwrap_or(ListedOwner { name: String::new(), born: None, number: None });
    let is_same_tax = match (&draft.tax, &before.tax) {
        (None, None) => true,
        (Some(TaxCode::Organisation(code)), Some(TaxNumber::Organisation(known))) => code.as_str() == known,
        (Some(TaxCode::Personal(number)), Some(TaxNumber::Personal(known))) => {
            fingerprint(number) == known.fingerprint
        }
        _ => false,
    };
    let is_same_id =
        draft.owner_id.as_ref().map(&fingerprint) == owner.number.map(|number| number.fingerprint);
    let fields = [
        (CensusColumn::Name, draft.name == before.name),
        (CensusColumn::Kind, draft.kind == before.kind && draft.kind_text == before.kind_text),
        (CensusColumn::Address, draft.address == before.address),
        (CensusColumn::Commune, draft.commune == Some(before.commune)),
        (CensusColumn::TaxCode, is_same_tax),
        (CensusColumn::Registration, draft.registration == before.registration),
        (CensusColumn::SecurityNumber, draft.security_number == before.security_number),
        (CensusColumn::SecurityDate, draft.security_on == before.security_on),
        (CensusColumn::OwnerName, draft.owner_name == owner.name),
        (CensusColumn::OwnerBirth, draft.owner_birth == owner.born),
        (CensusColumn::OwnerId, is_same_id),
        (CensusColumn::Phone, draft.phones == before.phones),
        (CensusColumn::Rooms, draft.rooms == before.rooms),
        (CensusColumn::Staff, draft.staff == before.staff),
        (CensusColumn::FemaleStaff, draft.female_staff == before.female_staff),
        (CensusColumn::Status, draft.listed == before.listed),
        (CensusColumn::Note, draft.note == before.note),
    ];
    fields.into_iter().filter(|(_, same)| !same).map(|(column, _)| column).collect()
}

#[cfg(test)]
mod tests;
