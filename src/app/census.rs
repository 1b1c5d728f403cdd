//! The census: lists of the venues that should sign, their entries, and which venue of the register each entry is.

mod entries;
pub mod import;
mod lifecycle;
mod lists;
mod matching;
mod proposals;
mod refresh;
mod registering;
mod upkeep;

use std::collections::HashMap;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::census::{CensusEntry, CensusList, EntryChange, EntryFilter};
use camket_domain::claim_codes::ClaimCode;
use camket_domain::identifiers::find_personal_number;
use camket_domain::ids::{CensusEntryId, CensusListId, LetterRunId, VenueId};
use camket_domain::letters::{Letter, LetterRun};
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::{Permit, rights};
use camket_store::census::different::SaidDifferent;
use camket_store::census::{candidate, change, different, entry};
use camket_store::{audit, census as lists_store, letters, venues};

use crate::person_search::check_person_search;
use crate::{App, AppError};

pub use camket_store::census::entry::ListCounts;
pub use entries::{EntryInput, create_entry, update_entry};
pub use lifecycle::apply_command;
pub use lists::{ListInput, create_list, find_list, list_lists};
pub use matching::{
    Comparison, MatchOutcome, MatchPair, compare, count_candidates, list_best, match_sure, postpone,
    take_back_difference, tell_apart,
};
pub use refresh::{MatchProgress, count_waiting, refresh_candidates};
pub(crate) use registering::{answer_letter, match_registered, note_contacts};
pub use registering::{find_invited, list_invited, load_suggestion};
pub use upkeep::keep_up;

type CensusReaderPermit = Permit<rights::ReadCensus>;
type CensusKeeperPermit = Permit<rights::KeepCensus>;

/// A page of entries.
#[derive(Clone, Debug)]
pub struct EntryPage {
    pub entries: Vec<CensusEntry>,
    /// The entry after which the next page begins, if there is one.
    pub next: Option<CensusEntryId>,
    /// How many entries the filter finds.
    pub count: u64,
    /// The lists of the entries on this page.
    pub lists: HashMap<CensusListId, CensusList>,
}

/// Everything that an officer sees of an entry.
#[derive(Clone, Debug)]
pub struct EntryDossier {
    pub entry: CensusEntry,
    pub list: CensusList,
    /// Oldest first.
    pub history: Vec<EntryChange>,
    /// Its audit events, newest first.
    pub trail: Vec<AuditEvent>,
    /// Venues that it may be and that the officer may see.
    pub candidates: usize,
    pub told_apart: Vec<SaidDifferent>,
    /// Newest first.
    pub letters: Vec<EntryLetter>,
    /// Names of the venues that these name.
    pub venues: HashMap<VenueId, String>,
    /// The entry that it is a duplicate of.
    pub original: Option<CensusEntry>,
}

/// A letter to the venue of an entry.
#[derive(Clone, Debug)]
pub struct EntryLetter {
    pub letter: Letter,
    pub claim: ClaimCode,
    pub run: LetterRun,
}

/// A page of the entries of the officer's area that pass `filter`, by name.
pub async fn list_entries(
    app: &App,
    permit: &CensusReaderPermit,
    filter: &EntryFilter,
    after: Option<CensusEntryId>,
) -> Result<EntryPage, AppError> {
    check_person_search(permit.actor(), &filter.words)?;
    let (scope, today) = (permit.actor().scope(), app.today());
    let filter = with_fingerprint(app, filter);
    let mut entries = entry::list(app.store(), &scope, &filter, today, after, PAGE_SIZE + 1).await?;
    let count = entry::count(app.store(), &scope, &filter, today).await?;
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = entries.len() > size;
    entries.truncate(size);
    let next = entries.last().filter(|_| more).map(|entry| entry.id);
    let lists = lists_store::list(app.store(), &scope).await?.into_iter().map(|list| (list.id, list));
    Ok(EntryPage { entries, next, count, lists: lists.collect() })
}

/// One entry with its history.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_entry(
    app: &App,
    permit: &CensusReaderPermit,
    id: CensusEntryId,
) -> Result<EntryDossier, AppError> {
    let (scope, store) = (permit.actor().scope(), app.store());
    let found = find_entry(store, &scope, id).await?;
    let list = lists_store::find(store, &scope, found.list).await?.ok_or(AppError::NotFound)?;
    let history = change::list(store, id).await?;
    let told_apart = different::list(store, id).await?;
    let kept = candidate::list(store, &[id]).await?.remove(&id).unwrap_or_default();
    let kept: Vec<VenueId> = kept.iter().map(|kept| kept.candidate.venue).collect();
    let named = history.iter().filter_map(|change| change.venue).chain(found.status.open().venue());
    let named = named.chain(told_apart.iter().map(|said| said.venue)).chain(kept.iter().copied());
    let named: Vec<VenueId> = named.collect();
    let seen = venues::find_many(store, &scope, &named).await?;
    let seen: HashMap<VenueId, String> = seen.into_iter().map(|venue| (venue.id, venue.name)).collect();
    let original = match found.status.exclusion_on(app.today()).map(|out| out.cause) {
        Some(camket_domain::census::ExclusionCause::DuplicateOf(original)) => {
            entry::find(store, &scope, original).await?
        }
        _ => None,
    };
    Ok(EntryDossier {
        candidates: kept.iter().filter(|venue| seen.contains_key(venue)).count(),
        trail: audit::list_by_target(store, id.0).await?,
        venues: seen,
        entry: found,
        list,
        history,
        told_apart,
        letters: list_letters(store, id).await?,
        original,
    })
}

async fn list_letters(
    reader: &impl camket_store::Reader,
    entry: CensusEntryId,
) -> Result<Vec<EntryLetter>, AppError> {
    let found = letters::list_of_entry(reader, entry).await?;
    let runs: Vec<LetterRunId> = found.iter().map(|(letter, _)| letter.run).collect();
    let runs = letters::load_runs(reader, &runs).await?;
    let with_run = |(letter, claim): (Letter, ClaimCode)| {
        let run = runs.get(&letter.run)?.clone();
        Some(EntryLetter { letter, claim, run })
    };
    Ok(found.into_iter().filter_map(with_run).collect())
}

/// An entry of the officer's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn require_entry(
    app: &App,
    permit: &CensusKeeperPermit,
    id: CensusEntryId,
) -> Result<CensusEntry, AppError> {
    find_entry(app.store(), &permit.actor().scope(), id).await
}

async fn find_entry(
    reader: &impl camket_store::Reader,
    scope: &Scope,
    id: CensusEntryId,
) -> Result<CensusEntry, AppError> {
    entry::find(reader, scope, id).await?.ok_or(AppError::NotFound)
}

/// The filter with the keyed hash of a personal number, if that is what is searched.
pub(crate) fn with_fingerprint(app: &App, filter: &EntryFilter) -> EntryFilter {
    let fingerprint = find_personal_number(&filter.words).map(|number| app.vault().fingerprint(&number));
    EntryFilter { fingerprint, ..filter.clone() }
}

/// An event of an entry. Without a venue: the venue's timeline, which its owner reads, must not show the census.
fn build_event(app: &App, permit: &CensusKeeperPermit, action: AuditAction, id: CensusEntryId) -> AuditEvent {
    app.build_event(Some(permit.actor()), action, id.0)
}

fn stamp(app: &App, permit: &CensusKeeperPermit) -> ActorStamp {
    ActorStamp::new(permit.actor(), app.now())
}
