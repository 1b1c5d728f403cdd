//! The register of venues: one row of facts per venue, kept with every change, and the words that find it.
//!
//! Whoever changes a venue, its pledge, workers, application, certificate, inspections or demands calls [`refresh`] at the
//! end of the same transaction; a test compares the rows with what they are built from.

mod beginning;
pub mod certificates;
mod conditions;
pub(crate) mod entity;
mod facts;
pub mod frequent_word;
mod older;
pub(crate) mod open_track;
mod query;
pub mod reminder;
mod row;
pub(crate) mod search;
mod word;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use camket_domain::certificates::Certificate;
use camket_domain::ids::VenueId;
use camket_domain::inspections::Inspection;
use camket_domain::pledges::Pledge;
use camket_domain::venue_register::words::{
    list_certificate_words, list_number_words, list_pledge_words, list_venue_words,
};
use camket_domain::venues::Venue;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, coverage, labour, risk};
pub(crate) use conditions::in_reach;
use entity::{Column, Entity, Model};
pub use older::register_older;
pub use query::{RegisterPlace, count_all, list, list_by_ids, list_counted};
pub(crate) use query::{STATUS_COLUMNS, select_in_review, within};
pub use word::count_frequent;

/// Writes the facts of these venues anew.
pub async fn refresh(tx: &Tx, venues: &[VenueId]) -> Result<(), StoreError> {
    let ids: BTreeSet<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    // SQLite binds at most 32,766 values in a statement; a row has 27.
    for ids in ids.chunks(1_000) {
        let changed = lock_rows(tx, ids).await?;
        let is_changed = |venue| changed.get(&venue).copied().unwrap_or(false);
        save(tx, facts::build_rows(tx, ids, is_changed).await?).await?;
    }
    risk::mark_stale(tx, venues).await?;
    labour::check::mark_stale(tx, venues).await?;
    coverage::refresh(tx, &[], venues).await
}

/// Writes the facts of a venue anew after its labour register changed.
pub async fn refresh_labour(tx: &Tx, venue: VenueId) -> Result<(), StoreError> {
    lock_rows(tx, &[venue.0]).await?;
    save(tx, facts::build_rows(tx, &[venue.0], |_| true).await?).await?;
    risk::mark_stale(tx, &[venue]).await?;
    labour::check::mark_stale(tx, &[venue]).await
}

/// Locks the rows until `tx` ends, in the order of their ids: what is read after that is not older than what another
/// transaction wrote. Gives for each whether its labour register changed. SQLite has one writer and needs no lock.
async fn lock_rows(tx: &Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, bool>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::VenueId, Column::LabourChanged])
        .filter(Column::VenueId.is_in(ids.iter().copied()))
        .order_by_asc(Column::VenueId)
        .lock_exclusive();
    let rows: Vec<(Uuid, bool)> = query.into_tuple().all(tx.connection()).await?;
    Ok(rows.into_iter().collect())
}

async fn save(tx: &Tx, rows: Vec<Model>) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let known = OnConflict::column(Column::VenueId)
        .update_columns(Column::iter().filter(|column| !matches!(column, Column::VenueId)))
        .to_owned();
    let rows = rows.into_iter().map(set_all_columns::<entity::ActiveModel>);
    Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Makes venues found by the words of their present facts.
pub async fn index_venues(tx: &Tx, venues: &[Venue]) -> Result<(), StoreError> {
    let words: BTreeMap<_, _> = venues.iter().map(|venue| (venue.id.0, list_venue_words(venue))).collect();
    lock_all(tx, &words).await?;
    word::replace_present(tx, words).await
}

/// Makes venues found by what their pledges say, also after the venue changed.
pub async fn index_pledges(tx: &Tx, pledges: &[Pledge]) -> Result<(), StoreError> {
    index_printed(tx, pledges.iter().map(|pledge| (pledge.venue, list_pledge_words(pledge)))).await
}

/// Writes new certificates to the register of venues.
pub async fn register_certificates(tx: &Tx, certificates: &[Certificate]) -> Result<(), StoreError> {
    index_certificates(tx, certificates).await?;
    refresh(tx, &certificates.iter().map(|certificate| certificate.venue).collect::<Vec<_>>()).await
}

/// Makes venues found by what their certificates say. Their numbers and codes are found in the certificates themselves.
async fn index_certificates(tx: &Tx, certificates: &[Certificate]) -> Result<(), StoreError> {
    let of = |certificate: &Certificate| (certificate.venue, list_certificate_words(&certificate.facts));
    index_printed(tx, certificates.iter().map(of)).await
}

/// Makes venues found by the numbers and the codes of the records of their inspections.
pub async fn index_inspections(tx: &Tx, inspections: &[Inspection]) -> Result<(), StoreError> {
    let of = |inspection: &Inspection| {
        let mut words = list_number_words(&inspection.number.to_string());
        words.extend(list_number_words(inspection.code.as_str()));
        (inspection.venue, words)
    };
    index_printed(tx, inspections.iter().map(of)).await
}

/// Makes venues found by what papers say; a venue may have several.
async fn index_printed(
    tx: &Tx,
    papers: impl Iterator<Item = (VenueId, BTreeSet<String>)>,
) -> Result<(), StoreError> {
    let mut words: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
    for (venue, said) in papers {
        words.entry(venue.0).or_default().extend(said);
    }
    lock_all(tx, &words).await?;
    word::add_printed(tx, words).await
}

/// Locks the rows of venues whose words are written: two transactions would each miss the words of the other one.
async fn lock_all(tx: &Tx, words: &BTreeMap<Uuid, BTreeSet<String>>) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = words.keys().copied().collect();
    for ids in ids.chunks(1_000) {
        lock_rows(tx, ids).await?;
    }
    Ok(())
}

/// Deletes what the register knows of a venue, as if an earlier version of the program had written it: a test asks.
pub async fn forget(tx: &Tx, venue: VenueId) -> Result<(), StoreError> {
    word::delete(tx, venue.0).await?;
    Entity::delete_by_id(venue.0).exec(tx.connection()).await?;
    Ok(())
}

/// The venues, of these, whose row differs from what it is built from: a test asks.
pub async fn list_stale(reader: &impl Reader, venues: &[VenueId]) -> Result<Vec<VenueId>, StoreError> {
    let ids: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let query = Entity::find().filter(Column::VenueId.is_in(ids.iter().copied()));
    let rows = query.all(reader.connection()).await?;
    let kept: HashMap<Uuid, Model> = rows.into_iter().map(|row| (row.venue_id, row)).collect();
    let changed = |venue: Uuid| kept.get(&venue).is_some_and(|row| row.labour_changed);
    let built = facts::build_rows(reader, &ids, changed).await?;
    let stale = built.into_iter().filter(|row| kept.get(&row.venue_id) != Some(row));
    Ok(stale.map(|row| VenueId(row.venue_id)).collect())
}
