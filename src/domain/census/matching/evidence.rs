//! What speaks for and against a match, field by field, as pages show it side by side.

use std::ops::Range;

use time::Date;

use super::differences::find_differences;
use super::words::{ComparedAddress, ComparedName, Word, split_words};
use super::{EntryRecord, MatchField, MatchRecord, VenueRecord};
use crate::areas::{self, AreaCode};
use crate::identifiers::Phone;
use crate::text::fold_words;
use crate::venues::VenueKind;

/// How far two values agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Agreement {
    Same,
    /// Typing errors apart, in per cent.
    Similar(u8),
    /// The same street or hamlet, but not the same house.
    Near,
    Different,
    /// One side has no value: it speaks neither for nor against.
    Missing,
}

/// One field of both sides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldEvidence {
    pub field: MatchField,
    pub agreement: Agreement,
    pub entry: String,
    pub venue: String,
    /// Differing characters, as ranges of bytes in the texts.
    pub entry_differences: Vec<Range<usize>>,
    pub venue_differences: Vec<Range<usize>>,
}

impl FieldEvidence {
    pub fn speaks_for(&self) -> bool {
        matches!(self.agreement, Agreement::Same | Agreement::Similar(_) | Agreement::Near)
    }

    pub fn speaks_against(&self) -> bool {
        self.agreement == Agreement::Different
    }

    fn new(field: MatchField, agreement: Agreement, entry: String, venue: String) -> Self {
        let none = Vec::new;
        let agreement = if entry.is_empty() || venue.is_empty() { Agreement::Missing } else { agreement };
        Self { field, agreement, entry, venue, entry_differences: none(), venue_differences: none() }
    }

    /// With the differing characters of the given words.
    fn mark(mut self, entry_words: &[Word], venue_words: &[Word]) -> Self {
        if self.agreement != Agreement::Missing {
            let has_accents = |words: &[Word]| words.iter().any(|word| word.plain != word.marked);
            let plain = !has_accents(entry_words) || !has_accents(venue_words);
            let differences = find_differences((&self.entry, entry_words), (&self.venue, venue_words), plain);
            (self.entry_differences, self.venue_differences) = differences;
        }
        self
    }
}

/// Compares all fields, the strongest first. Areas are named as on `day`. `describe_kind` gives a kind's words.
pub fn compare_fields(
    entry: &EntryRecord,
    venue: &VenueRecord,
    day: Date,
    describe_kind: impl Fn(VenueKind) -> String,
) -> Vec<FieldEvidence> {
    let mut fields: Vec<FieldEvidence> =
        [MatchField::TaxCode, MatchField::SecurityNumber, MatchField::Registration]
            .map(|field| compare_code(field, entry, venue))
            .into();
    fields.push(compare_phones(entry, venue));
    fields.push(compare_names(entry, venue));
    fields.push(compare_owners(entry, venue));
    fields.push(compare_addresses(entry, venue));
    let commune =
        |code: Option<AreaCode>| code.and_then(|code| areas::all().full_name(code, day)).unwrap_or_default();
    let communes = (commune(entry.commune), commune(venue.commune));
    fields.push(FieldEvidence::new(
        MatchField::Commune,
        agree(entry.commune == venue.commune),
        communes.0,
        communes.1,
    ));
    let kind = |kind: Option<_>| kind.map(&describe_kind).unwrap_or_default();
    fields.push(FieldEvidence::new(
        MatchField::Kind,
        agree(entry.kind == venue.kind),
        kind(entry.kind),
        kind(venue.kind),
    ));
    fields.retain(|field| !(field.entry.is_empty() && field.venue.is_empty()));
    fields
}

fn agree(same: bool) -> Agreement {
    if same { Agreement::Same } else { Agreement::Different }
}

fn compare_code(field: MatchField, entry: &EntryRecord, venue: &VenueRecord) -> FieldEvidence {
    let own = entry.codes.iter().find(|code| code.field == field);
    let other = venue.codes.iter().find(|code| code.field == field);
    let is_same = own
        .zip(other)
        .is_some_and(|(own, other)| own.key == other.key && own.is_personal == other.is_personal);
    let shown = |code: Option<&super::MatchCode>| code.map(|code| code.shown.clone()).unwrap_or_default();
    let evidence = FieldEvidence::new(field, agree(is_same), shown(own), shown(other));
    // The characters of a masked number say nothing.
    if is_same || own.is_some_and(|code| code.is_personal) || other.is_some_and(|code| code.is_personal) {
        return evidence;
    }
    let words = (split_words(&evidence.entry), split_words(&evidence.venue));
    evidence.mark(&words.0, &words.1)
}

fn compare_phones(entry: &EntryRecord, venue: &VenueRecord) -> FieldEvidence {
    let is_same = entry.phones.iter().any(|phone| venue.phones.contains(phone));
    let shown = |phones: &[Phone]| phones.iter().map(Phone::format_grouped).collect::<Vec<_>>().join(", ");
    FieldEvidence::new(MatchField::Phone, agree(is_same), shown(&entry.phones), shown(&venue.phones))
}

fn compare_names(entry: &EntryRecord, venue: &VenueRecord) -> FieldEvidence {
    let (own, other) = (ComparedName::parse(&entry.name), ComparedName::parse(&venue.name));
    let agreement = match own.compare(&other) {
        Some(100) => Agreement::Same,
        Some(percent) => Agreement::Similar(percent),
        None => Agreement::Different,
    };
    let evidence = FieldEvidence::new(MatchField::Name, agreement, entry.name.clone(), venue.name.clone());
    evidence.mark(&own.words, &other.words)
}

fn compare_owners(entry: &EntryRecord, venue: &VenueRecord) -> FieldEvidence {
    fn shown<Id>(record: &MatchRecord<Id>) -> String {
        match record.owner_birth_year {
            Some(year) if !record.owner_name.is_empty() => format!("{} ({year})", record.owner_name),
            _ => record.owner_name.clone(),
        }
    }
    let agreement = match (entry.owner_birth_year, venue.owner_birth_year) {
        _ if fold_words(&entry.owner_name) != fold_words(&venue.owner_name) => Agreement::Different,
        (Some(own), Some(other)) => agree(own == other),
        // A name alone is shared by many.
        _ => Agreement::Missing,
    };
    let evidence = FieldEvidence::new(MatchField::Owner, agreement, shown(entry), shown(venue));
    let words = (split_words(&evidence.entry), split_words(&evidence.venue));
    evidence.mark(&words.0, &words.1)
}

fn compare_addresses(entry: &EntryRecord, venue: &VenueRecord) -> FieldEvidence {
    let (own, other) = (ComparedAddress::parse(&entry.address), ComparedAddress::parse(&venue.address));
    let agreement = match () {
        () if own == other || own.is_same_house(&other) => Agreement::Same,
        () if own.shares_place(&other) => Agreement::Near,
        () => Agreement::Different,
    };
    let evidence =
        FieldEvidence::new(MatchField::Address, agreement, entry.address.clone(), venue.address.clone());
    let words = (split_words(&evidence.entry), split_words(&evidence.venue));
    evidence.mark(&words.0, &words.1)
}
