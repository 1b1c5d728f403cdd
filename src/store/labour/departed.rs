//! Workers who left: no part of the register, and kept for its history.

use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::Worker;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use time::Date;

use super::entity::{Column, Entity, Model};
use super::{check, from_row};
use crate::error::{require_known, require_one_row};
use crate::{Reader, StoreError, Tx};

/// A worker who left, with the last day of work.
#[derive(Clone, PartialEq, Debug)]
pub struct DepartedWorker {
    pub worker: Worker,
    pub left_on: Date,
}

/// Those of a venue who left on `since` or later, the latest first.
pub async fn list(
    reader: &impl Reader,
    venue: VenueId,
    since: Date,
) -> Result<Vec<DepartedWorker>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.eq(venue.0))
        .filter(Column::LeftOn.gte(since))
        .order_by_desc(Column::LeftOn)
        .order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_departed_row).collect()
}

/// The worker with this id who left this venue.
pub async fn find(
    reader: &impl Reader,
    venue: VenueId,
    id: WorkerId,
) -> Result<Option<DepartedWorker>, StoreError> {
    let query =
        Entity::find_by_id(id.0).filter(Column::VenueId.eq(venue.0)).filter(Column::LeftOn.is_not_null());
    query.one(reader.connection()).await?.map(from_departed_row).transpose()
}

/// Writes the last day of a worker; `None` makes one who left present again. `worker.version` is the version that was
/// loaded.
///
/// # Errors
/// [`StoreError::Conflict`]; [`StoreError::Duplicate`] if another present worker of the venue has the same number.
pub async fn save(tx: &Tx, worker: &Worker, left_on: Option<Date>) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::LeftOn, Expr::val(left_on))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(worker.id.0))
        .filter(Column::VenueId.eq(worker.venue.0))
        .filter(Column::Version.eq(worker.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)?;
    check::mark_others(tx, worker.venue, std::slice::from_ref(&worker.person.number.fingerprint)).await
}

fn from_departed_row(row: Model) -> Result<DepartedWorker, StoreError> {
    let left_on = require_known(row.left_on, "worker.left_on")?;
    Ok(DepartedWorker { worker: from_row(row)?, left_on })
}
