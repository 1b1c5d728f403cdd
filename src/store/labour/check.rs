//! When each venue is assessed by the rules of the labour authority; what it meets is in `finding`.
//!
//! Whoever changes a register of workers, or a fact of a venue that counts, calls [`mark_stale`] in the same transaction: the
//! register of venues does it for every change of a venue, and `labour` for the other venues of a person.

mod entity;

use std::collections::BTreeSet;

use camket_domain::ids::VenueId;
use sea_orm::sea_query::{Expr, LockBehavior, LockType, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use time::Date;
use uuid::Uuid;

use super::entity::{Column as WorkerColumn, Entity as Workers};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Rows of one statement.
const CHUNK: usize = 1_000;

/// Marks that facts of these venues changed.
pub async fn mark_stale(tx: &Tx, venues: &[VenueId]) -> Result<(), StoreError> {
    for venues in venues.chunks(CHUNK) {
        let row = |venue: &VenueId| Model { venue_id: venue.0, changes_on: None, stale: true };
        let rows = venues.iter().map(row).map(set_all_columns::<entity::ActiveModel>);
        let known = OnConflict::column(Column::VenueId).update_column(Column::Stale).to_owned();
        Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Marks the other venues at which people with these numbers, as keyed hashes, are present.
pub(super) async fn mark_others(tx: &Tx, own: VenueId, fingerprints: &[String]) -> Result<(), StoreError> {
    let mut others = BTreeSet::new();
    for some in fingerprints.chunks(CHUNK) {
        let query = Workers::find()
            .select_only()
            .column(WorkerColumn::VenueId)
            .distinct()
            .filter(WorkerColumn::NumberFingerprint.is_in(some.iter().map(String::as_str)))
            .filter(WorkerColumn::LeftOn.is_null())
            .filter(WorkerColumn::VenueId.ne(own.0));
        others.extend(query.into_tuple::<Uuid>().all(tx.connection()).await?);
    }
    mark_stale(tx, &others.into_iter().map(VenueId).collect::<Vec<_>>()).await
}

/// Marks the other venues at which people of this one are present too: it closed, or operates again, and who is present at a
/// closed venue is not present at two.
pub async fn mark_neighbours(tx: &Tx, venue: VenueId) -> Result<(), StoreError> {
    let query = Workers::find()
        .select_only()
        .column(WorkerColumn::NumberFingerprint)
        .filter(WorkerColumn::VenueId.eq(venue.0))
        .filter(WorkerColumn::LeftOn.is_null());
    let numbers: Vec<String> = query.into_tuple().all(tx.connection()).await?;
    mark_others(tx, venue, &numbers).await
}

/// Marks every venue: rules changed. Of another province than that of the rules a venue keeps what it meets.
pub async fn mark_all_stale(tx: &Tx) -> Result<(), StoreError> {
    let update = Entity::update_many().col_expr(Column::Stale, Expr::value(true));
    update.filter(Column::Stale.eq(false)).exec(tx.connection()).await?;
    Ok(())
}

/// The venues that must be assessed on `today` (Vietnamese date).
fn is_due(today: Date) -> Condition {
    Condition::any().add(Column::Stale.eq(true)).add(Column::ChangesOn.lte(today))
}

/// How many venues wait to be assessed, at most `most`.
pub async fn count_due(reader: &impl Reader, today: Date, most: u64) -> Result<u64, StoreError> {
    let query = Entity::find().select_only().column(Column::VenueId).filter(is_due(today)).limit(most);
    Ok(query.count(reader.connection()).await?)
}

/// At most `most` venues that wait. They are locked until `tx` ends, so that a change which is committed meanwhile marks them
/// again; those that another transaction changes now are left to the next batch.
pub async fn lock_due(tx: &Tx, today: Date, most: u64) -> Result<Vec<VenueId>, StoreError> {
    let (update, skip) = (LockType::Update, LockBehavior::SkipLocked);
    // Each of the two queries follows an index: both in one would read all that wait for each batch of them.
    let stale = Entity::find().filter(Column::Stale.eq(true)).order_by_asc(Column::VenueId).limit(most);
    let mut rows = stale.lock_with_behavior(update, skip).all(tx.connection()).await?;
    if (rows.len() as u64) < most {
        let of_day = Entity::find()
            .filter(Column::ChangesOn.lte(today))
            .order_by_asc(Column::ChangesOn)
            .order_by_asc(Column::VenueId)
            .limit(most);
        let of_day = of_day.lock_with_behavior(update, skip).all(tx.connection()).await?;
        rows.extend(of_day.into_iter().filter(|row| !row.stale));
    }
    Ok(rows.into_iter().map(|row| VenueId(row.venue_id)).collect())
}

/// Writes for venues that were assessed the day on which they must be again.
pub async fn save_days(tx: &Tx, days: &[(VenueId, Option<Date>)]) -> Result<(), StoreError> {
    for days in days.chunks(CHUNK) {
        let row = |(venue, day): &(VenueId, Option<Date>)| Model {
            venue_id: venue.0,
            changes_on: *day,
            stale: false,
        };
        let rows = days.iter().map(row).map(set_all_columns::<entity::ActiveModel>);
        let known =
            OnConflict::column(Column::VenueId).update_columns([Column::ChangesOn, Column::Stale]).to_owned();
        Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}
