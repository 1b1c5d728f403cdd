//! Which venue an entry is: compared side by side, decided by an officer, one by one or several sure ones at once.

use camket_domain::audit::AuditAction;
use camket_domain::census::lifecycle::Command;
use camket_domain::census::matching::{
    Candidate, EntryRecord, FieldEvidence, MatchLevel, VenueRecord, compare_fields,
};
use camket_domain::census::{CandidateFilter, CensusEntry, EntryFilter, OpenStatus};
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::refusal::Refusal;
use camket_domain::venue_register::ListedVenue;
use camket_domain::venues::{Venue, VenueKind};
use camket_store::census::different::SaidDifferent;
use camket_store::census::{candidate, different, entry};
use camket_store::{Reader, Tx, venue_register, venues};

use super::lifecycle::apply;
use super::{CensusKeeperPermit, CensusReaderPermit, build_event, find_entry, stamp};
use crate::{App, AppError};

/// Most pairs that are confirmed at once.
pub const MAX_BULK: usize = 200;

/// An entry beside a venue that it may be.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub entry: CensusEntry,
    /// The venues that it may be and that the officer may see, best first.
    pub candidates: Vec<(Candidate, String)>,
    pub venue: Venue,
    /// Where the venue stands; `None` while it is in no area.
    pub listed: Option<ListedVenue>,
    /// `None` for a venue that an officer chose and matching did not find.
    pub level: Option<MatchLevel>,
    pub fields: Vec<FieldEvidence>,
    pub is_postponed: bool,
    /// What an officer said of this pair before.
    pub said_different: Option<SaidDifferent>,
}

/// A pair that an officer confirms, with the version of the entry that the page showed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatchPair {
    pub entry: CensusEntryId,
    pub version: i32,
    pub venue: VenueId,
}

/// What became of several pairs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MatchOutcome {
    pub matched: usize,
    /// Pairs that changed meanwhile, are not sure any more, or are refused to this officer.
    pub left: usize,
}

/// Compares an entry with a venue, or with its best candidate. `None`: there is no candidate.
///
/// # Errors
/// [`AppError::NotFound`] for what is outside the officer's area.
pub async fn compare(
    app: &App,
    permit: &CensusKeeperPermit,
    id: CensusEntryId,
    venue: Option<VenueId>,
    describe_kind: impl Fn(VenueKind) -> String,
) -> Result<Option<Comparison>, AppError> {
    let (scope, store) = (permit.actor().scope(), app.store());
    let found = find_entry(store, &scope, id).await?;
    let kept = candidate::list(store, &[id]).await?.remove(&id).unwrap_or_default();
    let ids: Vec<VenueId> = kept.iter().map(|kept| kept.candidate.venue).collect();
    let names = venues::find_many(store, &scope, &ids).await?;
    let name = |id: VenueId| names.iter().find(|venue| venue.id == id).map(|venue| venue.name.clone());
    let candidates: Vec<(Candidate, String)> =
        kept.iter().filter_map(|kept| Some((kept.candidate, name(kept.candidate.venue)?))).collect();
    let Some(chosen) = venue.or(candidates.first().map(|(candidate, _)| candidate.venue)) else {
        return Ok(None);
    };
    let venue = venues::find(store, &scope, chosen).await?.ok_or(AppError::NotFound)?;
    let records = (EntryRecord::from_entry(&found, |_, _| 1), VenueRecord::from_venue(&venue, |_, _| 1));
    let fields = compare_fields(&records.0, &records.1, app.today(), describe_kind);
    let known = kept.iter().find(|kept| kept.candidate.venue == chosen);
    let said = different::list(store, id).await?.into_iter().find(|said| said.venue == chosen);
    Ok(Some(Comparison {
        entry: found,
        candidates,
        listed: venue_register::list_by_ids(store, &scope, &[chosen]).await?.pop(),
        venue,
        level: known.map(|kept| kept.candidate.level),
        fields,
        is_postponed: known.is_some_and(|kept| kept.postponed),
        said_different: said,
    }))
}

/// Confirms pairs that are surely the same, each for itself.
///
/// # Errors
/// A fault of the database.
pub async fn match_sure(
    app: &App,
    permit: &CensusKeeperPermit,
    pairs: &[MatchPair],
) -> Result<MatchOutcome, AppError> {
    let mut outcome = MatchOutcome::default();
    for pair in pairs.iter().take(MAX_BULK) {
        match match_one(app, permit, *pair).await {
            Ok(()) => outcome.matched += 1,
            Err(AppError::Conflict | AppError::NotFound | AppError::Refused(_)) => outcome.left += 1,
            Err(other) => return Err(other),
        }
    }
    outcome.left += pairs.len().saturating_sub(MAX_BULK);
    Ok(outcome)
}

async fn match_one(app: &App, permit: &CensusKeeperPermit, pair: MatchPair) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    let kept = candidate::list(&tx, &[pair.entry]).await?.remove(&pair.entry).unwrap_or_default();
    let sure = kept.iter().filter(|kept| kept.candidate.level.may_be_confirmed_in_bulk());
    if !sure.map(|kept| kept.candidate.venue).eq([pair.venue]) {
        return Err(AppError::Conflict);
    }
    let command = Command::match_with(pair.venue);
    apply(app, &tx, permit, pair.entry, pair.version, command).await?;
    Ok(tx.commit().await?)
}

/// Remembers that an entry and a venue are not the same: they are no candidates any more.
///
/// # Errors
/// [`Refusal::WrongState`] if the entry is matched or left out; [`AppError::Conflict`] if another officer said so already, or
/// the entry changed; [`AppError::NotFound`].
pub async fn tell_apart(
    app: &App,
    permit: &CensusKeeperPermit,
    pair: MatchPair,
    note: &str,
) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    require_pair(app, &tx, permit, pair).await?;
    let said =
        SaidDifferent { entry: pair.entry, venue: pair.venue, note: note.to_owned(), by: stamp(app, permit) };
    different::insert(&tx, &said).await?;
    candidate::delete(&tx, pair.entry, pair.venue).await?;
    let event = build_event(app, permit, AuditAction::CensusEntryToldApart, pair.entry);
    app.audit(&tx, event.with_note(format!("{}: {note}", pair.venue))).await?;
    Ok(tx.commit().await?)
}

/// Takes back that an entry and a venue are not the same.
///
/// # Errors
/// [`AppError::Conflict`] if nobody said so, or the entry changed; [`AppError::NotFound`].
pub async fn take_back_difference(
    app: &App,
    permit: &CensusKeeperPermit,
    pair: MatchPair,
) -> Result<(), AppError> {
    let scope = permit.actor().scope();
    let tx = app.store().begin_write().await?;
    let found = find_entry(&tx, &scope, pair.entry).await?;
    venues::find(&tx, &scope, pair.venue).await?.ok_or(AppError::NotFound)?;
    if found.version != pair.version {
        return Err(AppError::Conflict);
    }
    different::delete(&tx, pair.entry, pair.venue).await?;
    // Its candidates are computed again.
    entry::save(&tx, &found).await?;
    let event = build_event(app, permit, AuditAction::CensusEntryToldApart, pair.entry);
    app.audit(&tx, event.with_note(format!("{}: -", pair.venue))).await?;
    Ok(tx.commit().await?)
}

/// Leaves a candidate for later.
///
/// # Errors
/// As [`tell_apart`]; [`AppError::Conflict`] if it is no candidate any more.
pub async fn postpone(app: &App, permit: &CensusKeeperPermit, pair: MatchPair) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    require_pair(app, &tx, permit, pair).await?;
    candidate::postpone(&tx, pair.entry, pair.venue).await?;
    let event = build_event(app, permit, AuditAction::CensusMatchPostponed, pair.entry);
    app.audit(&tx, event.with_note(pair.venue.to_string())).await?;
    Ok(tx.commit().await?)
}

/// Checks that both are within the officer's scope, unchanged, and not decided yet.
async fn require_pair(
    app: &App,
    reader: &Tx,
    permit: &CensusKeeperPermit,
    pair: MatchPair,
) -> Result<(), AppError> {
    let scope = permit.actor().scope();
    let found = find_entry(reader, &scope, pair.entry).await?;
    venues::find(reader, &scope, pair.venue).await?.ok_or(AppError::NotFound)?;
    if found.version != pair.version {
        return Err(AppError::Conflict);
    }
    let is_out = found.status.exclusion_on(app.today()).is_some();
    match found.status.open() {
        OpenStatus::NotReached | OpenStatus::Contacted(_) if !is_out => Ok(()),
        _ => Err(Refusal::WrongState.into()),
    }
}

/// How many entries of the officer's area have candidates, in the order of [`CandidateFilter::ALL`].
pub async fn count_candidates(app: &App, permit: &CensusReaderPermit) -> Result<[u64; 4], AppError> {
    let mut counts = [0; CandidateFilter::ALL.len()];
    for (count, candidates) in counts.iter_mut().zip(CandidateFilter::ALL) {
        let filter = EntryFilter { candidates: Some(candidates), ..EntryFilter::default() };
        *count = entry::count(app.store(), &permit.actor().scope(), &filter, app.today()).await?;
    }
    Ok(counts)
}

/// The best candidate of each entry, of a level or of any, that the officer may see, with the venue's name.
pub async fn list_best(
    app: &App,
    permit: &CensusReaderPermit,
    entries: &[CensusEntry],
    level: Option<MatchLevel>,
) -> Result<Vec<Option<(Candidate, String)>>, AppError> {
    let (scope, store) = (permit.actor().scope(), app.store());
    let ids: Vec<CensusEntryId> = entries.iter().map(|entry| entry.id).collect();
    let mut kept = candidate::list(store, &ids).await?;
    let best: Vec<Option<Candidate>> = ids
        .iter()
        .map(|id| {
            let mut candidates = kept.remove(id)?.into_iter().map(|kept| kept.candidate);
            candidates.find(|candidate| level.is_none_or(|level| level == candidate.level))
        })
        .collect();
    let named: Vec<VenueId> = best.iter().flatten().map(|candidate| candidate.venue).collect();
    let seen = find_names(store, &scope, &named).await?;
    let with_name = |candidate: Candidate| Some((candidate, seen.get(&candidate.venue)?.clone()));
    Ok(best.into_iter().map(|candidate| candidate.and_then(with_name)).collect())
}

async fn find_names(
    reader: &impl Reader,
    scope: &camket_domain::accounts::Scope,
    ids: &[VenueId],
) -> Result<std::collections::HashMap<VenueId, String>, AppError> {
    let found = venues::find_many(reader, scope, ids).await?;
    Ok(found.into_iter().map(|venue| (venue.id, venue.name)).collect())
}
