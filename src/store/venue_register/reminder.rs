//! The last reminder of each kind to the owner of each venue.

mod entity;

use std::collections::HashMap;

use camket_domain::ids::VenueId;
use camket_domain::venue_register::ReminderReason;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use time::OffsetDateTime;

use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// When each of these venues got its last reminder of a kind; those without one are left out.
pub async fn load_last(
    reader: &impl Reader,
    venues: &[VenueId],
    reason: ReminderReason,
) -> Result<HashMap<VenueId, OffsetDateTime>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.is_in(venues.iter().map(|venue| venue.0)))
        .filter(Column::Reason.eq(reason.code()));
    let rows = query.all(reader.connection()).await?;
    rows.into_iter().map(|row| Ok((VenueId(row.venue_id), from_micros(row.at)?))).collect()
}

/// Records a reminder at `at`, unless the last one of its kind was after `before`. False if it was: also if another
/// officer's transaction was faster.
pub async fn record(
    tx: &Tx,
    venue: VenueId,
    reason: ReminderReason,
    at: OffsetDateTime,
    before: OffsetDateTime,
) -> Result<bool, StoreError> {
    let row = Model { venue_id: venue.0, reason: reason.code().to_owned(), at: to_micros(at) };
    let again = OnConflict::columns([Column::VenueId, Column::Reason])
        .update_column(Column::At)
        .action_and_where(Expr::col((Entity, Column::At)).lte(to_micros(before)))
        .to_owned();
    let insert = Entity::insert(set_all_columns(row)).on_conflict(again);
    Ok(insert.exec_without_returning(tx.connection()).await? == 1)
}

/// Deletes the reminders from before a moment; the number.
pub async fn delete_old(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let old = Entity::delete_many().filter(Column::At.lt(to_micros(before)));
    Ok(old.exec(tx.connection()).await?.rows_affected)
}
