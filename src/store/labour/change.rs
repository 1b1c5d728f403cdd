//! The history of workers; lists of a period are in `labour_changes`. Its rows go with the worker's own.

pub(crate) mod entity;

use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::history::{WorkerChange, WorkerChangeKind, WorkerField};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// SQLite binds at most 32,766 values in a statement; a row has 8.
const CHUNK: usize = 1_000;

/// Inserts these changes.
pub async fn insert_many(tx: &Tx, changes: &[WorkerChange]) -> Result<(), StoreError> {
    for changes in changes.chunks(CHUNK) {
        let rows = changes.iter().map(to_row).map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Writes the days of these changes anew.
pub async fn save_days(tx: &Tx, changes: &[WorkerChange]) -> Result<(), StoreError> {
    let saved = OnConflict::column(Column::Id).update_column(Column::HappenedOn).to_owned();
    for changes in changes.chunks(CHUNK) {
        let rows = changes.iter().map(to_row).map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(rows).on_conflict(saved.clone()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// The starts of these workers, in no order.
pub async fn list_starts(
    reader: &impl Reader,
    workers: &[WorkerId],
) -> Result<Vec<WorkerChange>, StoreError> {
    let mut starts = Vec::with_capacity(workers.len());
    for workers in workers.chunks(CHUNK) {
        let query = Entity::find()
            .filter(Column::WorkerId.is_in(workers.iter().map(|worker| worker.0)))
            .filter(Column::Kind.eq(WorkerChangeKind::Started.code()));
        starts.extend(query.all(reader.connection()).await?);
    }
    starts.into_iter().map(from_row).collect()
}

/// The whole history of a worker of this venue, the latest first.
pub async fn list_of_worker(
    reader: &impl Reader,
    venue: VenueId,
    worker: WorkerId,
) -> Result<Vec<WorkerChange>, StoreError> {
    let query = Entity::find()
        .filter(Column::WorkerId.eq(worker.0))
        .filter(Column::VenueId.eq(venue.0))
        .order_by_desc(Column::HappenedOn)
        .order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Deletes the end of a worker who did not leave.
///
/// # Errors
/// [`StoreError::Conflict`] if there is none.
pub async fn delete_end(tx: &Tx, worker: WorkerId) -> Result<(), StoreError> {
    let delete = Entity::delete_many()
        .filter(Column::WorkerId.eq(worker.0))
        .filter(Column::Kind.eq(WorkerChangeKind::Left.code()));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

/// Deletes the whole history of a worker, whose own row goes too.
pub(super) async fn delete_all(tx: &Tx, venue: VenueId, worker: WorkerId) -> Result<(), StoreError> {
    let delete =
        Entity::delete_many().filter(Column::WorkerId.eq(worker.0)).filter(Column::VenueId.eq(venue.0));
    delete.exec(tx.connection()).await?;
    Ok(())
}

fn to_row(change: &WorkerChange) -> Model {
    let fields: Vec<_> = change.fields.iter().map(|field| field.code()).collect();
    Model {
        id: change.id,
        worker_id: change.worker.0,
        venue_id: change.venue.0,
        kind: change.kind.code().to_owned(),
        happened_on: change.happened_on,
        fields: fields.join(","),
        position: change.position.clone(),
        recorded_at: to_micros(change.recorded_at),
    }
}

pub(crate) fn from_row(row: Model) -> Result<WorkerChange, StoreError> {
    let codes = row.fields.split(',').filter(|code| !code.is_empty());
    let fields = codes.map(|code| require_known(WorkerField::from_code(code), "worker_change.fields"));
    Ok(WorkerChange {
        id: row.id,
        worker: WorkerId(row.worker_id),
        venue: VenueId(row.venue_id),
        kind: require_known(WorkerChangeKind::from_code(&row.kind), "worker_change.kind")?,
        happened_on: row.happened_on,
        fields: fields.collect::<Result<_, _>>()?,
        position: row.position,
        recorded_at: from_micros(row.recorded_at)?,
    })
}
