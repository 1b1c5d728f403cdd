//! What an import would change: its rows against the entries of the same source before it.

use std::collections::HashMap;

use super::columns::CensusColumn;
use super::rows::ReadRow;
use super::{EntryDetails, EntryDraft, ListedOwner, ListedStatus};
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

/// By what an entry is recognised: its codes, and name with address for a list that lacks them.
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
        let keys = list_draft_keys(draft, &fingerprint);
        let entry = entries.take(&keys, draft);
        let place = fold_words(&format!("{} {}", draft.name, draft.address));
        let first = keys.into_iter().next().and_then(|key| seen.insert((key, place), row.row));
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
    /// The keys of each entry, the surest first.
    keys: Vec<Vec<EntryKey>>,
    by_key: HashMap<EntryKey, Vec<usize>>,
    taken: Vec<bool>,
}

impl<'a> KnownEntries<'a> {
    fn new(known: &'a [KnownEntry]) -> Self {
        let keys: Vec<Vec<EntryKey>> = known.iter().map(|entry| list_entry_keys(&entry.details)).collect();
        let mut by_key: HashMap<EntryKey, Vec<usize>> = HashMap::with_capacity(known.len());
        for (place, keys) in keys.iter().enumerate() {
            for key in keys {
                by_key.entry(key.clone()).or_default().push(place);
            }
        }
        Self { known, keys, by_key, taken: vec![false; known.len()] }
    }

    /// The entry of the surest key. By a later key none whose codes are others. Of several (one tax code may run two places)
    /// the one at the same address, then any.
    fn take(&mut self, keys: &[EntryKey], draft: &EntryDraft) -> Option<&'a KnownEntry> {
        let place = keys.iter().enumerate().find_map(|(rank, key)| {
            let places = self.by_key.get(key)?;
            let is_free =
                |place: &usize| !self.taken[*place] && (rank == 0 || !contradict(keys, &self.keys[*place]));
            let free = || places.iter().copied().filter(is_free);
            let address = (places.len() > 1).then(|| fold_words(&draft.address));
            let at_address = |place: &usize| {
                address
                    .as_ref()
                    .is_none_or(|address| fold_words(&self.known[*place].details.address) == *address)
            };
            free().find(at_address).or_else(|| free().next())
        })?;
        self.taken[place] = true;
        self.known.get(place)
    }

    fn list_left(&self) -> Vec<CensusEntryId> {
        let left = self.known.iter().zip(&self.taken).filter(|(_, taken)| !**taken);
        left.map(|(entry, _)| entry.id).collect()
    }
}

/// Whether both have a code of one kind, and not the same.
fn contradict(one: &[EntryKey], other: &[EntryKey]) -> bool {
    let is_code = |key: &&EntryKey| !matches!(key, EntryKey::Name(_));
    one.iter().filter(is_code).any(|key| {
        other.iter().any(|known| std::mem::discriminant(key) == std::mem::discriminant(known) && key != known)
    })
}

fn list_draft_keys(draft: &EntryDraft, fingerprint: impl Fn(&PersonalId) -> String) -> Vec<EntryKey> {
    let tax = draft.tax.as_ref().map(|code| match code {
        TaxCode::Organisation(code) => code.as_str().to_owned(),
        TaxCode::Personal(number) => fingerprint(number),
    });
    list_keys(tax, &draft.security_number, &draft.registration, (&draft.name, &draft.address))
}

fn list_entry_keys(details: &EntryDetails) -> Vec<EntryKey> {
    let tax = details.tax.as_ref().map(|tax| tax.identity().to_owned());
    list_keys(tax, &details.security_number, &details.registration, (&details.name, &details.address))
}

/// The surest first.
fn list_keys(
    tax: Option<String>,
    security: &str,
    registration: &str,
    (name, address): (&str, &str),
) -> Vec<EntryKey> {
    let said = |text: &str| (!text.is_empty()).then(|| fold_words(text));
    let name = EntryKey::Name(fold_words(&format!("{name} {address}")));
    let codes = [
        tax.map(EntryKey::Tax),
        said(security).map(EntryKey::Security),
        said(registration).map(EntryKey::Registration),
    ];
    codes.into_iter().flatten().chain([name]).collect()
}

/// The columns in which a row differs from the entry. What it does not say stays (`EntryDetails::completed_from`).
fn list_changes(
    draft: &EntryDraft,
    before: &EntryDetails,
    fingerprint: impl Fn(&PersonalId) -> String,
) -> Vec<CensusColumn> {
    let owner = before.owner.clone().unwrap_or(ListedOwner { name: String::new(), born: None, number: None });
    let is_same_tax = match (&draft.tax, &before.tax) {
        (None, _) => true,
        (Some(TaxCode::Organisation(code)), Some(TaxNumber::Organisation(known))) => code.as_str() == known,
        (Some(TaxCode::Personal(number)), Some(TaxNumber::Personal(known))) => {
            fingerprint(number) == known.fingerprint
        }
        _ => false,
    };
    let owner_id = draft.owner_id.as_ref().map(&fingerprint);
    let known_id = owner.number.as_ref().map(|number| &number.fingerprint);
    let kept_text = |said: &str, known: &str| said.is_empty() || said == known;
    let same_kind = draft.kind.is_none() || draft.kind == before.kind;
    let fields = [
        (CensusColumn::Name, draft.name == before.name),
        (CensusColumn::Kind, same_kind && kept_text(&draft.kind_text, &before.kind_text)),
        (CensusColumn::Address, kept_text(&draft.address, &before.address)),
        (CensusColumn::Commune, draft.commune == Some(before.commune)),
        (CensusColumn::TaxCode, is_same_tax),
        (CensusColumn::Registration, kept_text(&draft.registration, &before.registration)),
        (CensusColumn::SecurityNumber, kept_text(&draft.security_number, &before.security_number)),
        (CensusColumn::SecurityDate, is_kept(draft.security_on.as_ref(), before.security_on.as_ref())),
        (CensusColumn::OwnerName, kept_text(&draft.owner_name, &owner.name)),
        (CensusColumn::OwnerBirth, is_kept(draft.owner_birth.as_ref(), owner.born.as_ref())),
        (CensusColumn::OwnerId, is_kept(owner_id.as_ref(), known_id)),
        (CensusColumn::Phone, draft.phones.is_empty() || draft.phones == before.phones),
        (CensusColumn::Rooms, is_kept(draft.rooms.as_ref(), before.rooms.as_ref())),
        (CensusColumn::Staff, is_kept(draft.staff.as_ref(), before.staff.as_ref())),
        (CensusColumn::FemaleStaff, is_kept(draft.female_staff.as_ref(), before.female_staff.as_ref())),
        (CensusColumn::Status, draft.listed == ListedStatus::Unknown || draft.listed == before.listed),
        (CensusColumn::Note, kept_text(&draft.note, &before.note)),
    ];
    fields.into_iter().filter(|(_, same)| !same).map(|(column, _)| column).collect()
}

fn is_kept<T: PartialEq>(said: Option<&T>, known: Option<&T>) -> bool {
    said.is_none() || said == known
}

#[cfg(test)]
mod tests;
