//! The venues that entries may be, as matching found them.

pub(crate) mod entity;

use std::collections::{HashMap, HashSet};

use camket_domain::census::matching::{Candidate, EntryCandidates, MatchLevel};
use camket_domain::ids::{CensusEntryId, VenueId};
use sea_orm::sea_query::{Expr, IntoCondition};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Ids of one statement.
const CHUNK: usize = 5_000;

/// A candidate as it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeptCandidate {
    pub candidate: Candidate,
    /// Whether an officer decides it later.
    pub postponed: bool,
}

/// The candidates of entries, best first; entries without any are absent.
pub async fn list(
    reader: &impl Reader,
    entries: &[CensusEntryId],
) -> Result<HashMap<CensusEntryId, Vec<KeptCandidate>>, StoreError> {
    let mut found: HashMap<CensusEntryId, Vec<KeptCandidate>> = HashMap::new();
    for entries in entries.chunks(CHUNK) {
        let query = Entity::find().filter(Column::EntryId.is_in(entries.iter().map(|id| id.0)));
        for row in query.all(reader.connection()).await? {
            found.entry(CensusEntryId(row.entry_id)).or_default().push(from_row(&row)?);
        }
    }
    for kept in found.values_mut() {
        kept.sort_unstable_by_key(|kept| kept.candidate.rank());
    }
    Ok(found)
}

/// Replaces the candidates of these entries. What an officer left for later stays so.
pub async fn replace_by_entries(
    tx: &Tx,
    entries: &[CensusEntryId],
    found: &[EntryCandidates],
) -> Result<(), StoreError> {
    let mut postponed = HashSet::new();
    for entries in entries.chunks(CHUNK) {
        let of = Column::EntryId.is_in(entries.iter().map(|id| id.0));
        postponed.extend(list_postponed(tx, of).await?);
    }
    delete_by_entries(tx, entries).await?;
    insert_many(tx, found, &postponed).await
}

/// Replaces the pairs of these venues. What an officer left for later stays so.
pub async fn replace_by_venues(
    tx: &Tx,
    venues: &[VenueId],
    found: &[EntryCandidates],
) -> Result<(), StoreError> {
    let mut postponed = HashSet::new();
    for venues in venues.chunks(CHUNK) {
        let of = || Column::VenueId.is_in(venues.iter().map(|id| id.0));
        postponed.extend(list_postponed(tx, of()).await?);
        Entity::delete_many().filter(of()).exec(tx.connection()).await?;
    }
    insert_many(tx, found, &postponed).await
}

async fn list_postponed(
    tx: &Tx,
    of: impl IntoCondition,
) -> Result<HashSet<(CensusEntryId, VenueId)>, StoreError> {
    let query = Entity::find().filter(of.into_condition()).filter(Column::Postponed.eq(true));
    let rows = query.all(tx.connection()).await?;
    Ok(rows.into_iter().map(|row| (CensusEntryId(row.entry_id), VenueId(row.venue_id))).collect())
}

async fn insert_many(
    tx: &Tx,
    found: &[EntryCandidates],
    postponed: &HashSet<(CensusEntryId, VenueId)>,
) -> Result<(), StoreError> {
    let rows: Vec<_> = found
        .iter()
        .flat_map(|of| of.candidates.iter().map(|candidate| to_row(of.entry, *candidate, postponed)))
        .map(set_all_columns::<entity::ActiveModel>)
        .collect();
    for rows in rows.chunks(CHUNK) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Notes that an officer decides a pair later.
///
/// # Errors
/// [`StoreError::Conflict`] if it is no candidate any more.
pub async fn postpone(tx: &Tx, entry: CensusEntryId, venue: VenueId) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Postponed, Expr::value(true))
        .filter(Column::EntryId.eq(entry.0))
        .filter(Column::VenueId.eq(venue.0));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes one pair.
pub async fn delete(tx: &Tx, entry: CensusEntryId, venue: VenueId) -> Result<(), StoreError> {
    Entity::delete_by_id((entry.0, venue.0)).exec(tx.connection()).await?;
    Ok(())
}

/// Deletes the candidates of entries.
pub async fn delete_by_entries(tx: &Tx, entries: &[CensusEntryId]) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = entries.iter().map(|id| id.0).collect();
    for ids in ids.chunks(CHUNK) {
        delete_of(tx, ids).await?;
    }
    Ok(())
}

pub(super) async fn delete_of(tx: &Tx, entries: &[Uuid]) -> Result<(), StoreError> {
    let of = Column::EntryId.is_in(entries.iter().copied());
    Entity::delete_many().filter(of).exec(tx.connection()).await?;
    Ok(())
}

fn to_row(
    entry: CensusEntryId,
    candidate: Candidate,
    postponed: &HashSet<(CensusEntryId, VenueId)>,
) -> Model {
    Model {
        entry_id: entry.0,
        venue_id: candidate.venue.0,
        level: candidate.level.code().to_owned(),
        score: i32::from(candidate.score),
        postponed: postponed.contains(&(entry, candidate.venue)),
    }
}

fn from_row(row: &Model) -> Result<KeptCandidate, StoreError> {
    let candidate = Candidate {
        venue: VenueId(row.venue_id),
        level: require_known(MatchLevel::from_code(&row.level), "census_candidate.level")?,
        score: require_known(u16::try_from(row.score).ok(), "census_candidate.score")?,
    };
    Ok(KeptCandidate { candidate, postponed: row.postponed })
}
