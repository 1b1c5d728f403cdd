//! The codes with which workers sign. A worker has one at a time that is neither used nor ended.

mod entity;

use camket_domain::ids::{AccountId, VenueId, WorkerId, WorkerInvitationId};
use camket_domain::worker_pledges::WorkerInvitation;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// # Errors
/// [`StoreError::Duplicate`] if the worker has another one that is neither used nor ended.
pub async fn insert(tx: &Tx, invitation: &WorkerInvitation) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(invitation))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

pub async fn find(
    reader: &impl Reader,
    id: WorkerInvitationId,
) -> Result<Option<WorkerInvitation>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

pub async fn find_by_hash(reader: &impl Reader, hash: &str) -> Result<Option<WorkerInvitation>, StoreError> {
    let query = Entity::find().filter(Column::Hash.eq(hash));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The invitation with this hash, locked until the transaction ends.
pub async fn lock_by_hash(tx: &Tx, hash: &str) -> Result<Option<WorkerInvitation>, StoreError> {
    let query = Entity::find().filter(Column::Hash.eq(hash)).lock_exclusive();
    query.one(tx.connection()).await?.map(from_row).transpose()
}

/// The latest invitation of a worker of this venue, open or not.
pub async fn find_latest(
    reader: &impl Reader,
    venue: VenueId,
    worker: WorkerId,
) -> Result<Option<WorkerInvitation>, StoreError> {
    let query = Entity::find()
        .filter(Column::WorkerId.eq(worker.0))
        .filter(Column::VenueId.eq(venue.0))
        .order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The invitations of a venue that are neither used nor ended, at most one for each worker.
pub async fn list_pending(reader: &impl Reader, venue: VenueId) -> Result<Vec<WorkerInvitation>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).filter(pending());
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The invitations of these workers, few enough for one statement, oldest first.
pub async fn list_of_workers(
    reader: &impl Reader,
    workers: &[WorkerId],
) -> Result<Vec<WorkerInvitation>, StoreError> {
    let query = Entity::find()
        .filter(Column::WorkerId.is_in(workers.iter().map(|worker| worker.0)))
        .order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Ends the invitation of a worker that is neither used nor ended; whether there was one.
pub async fn end_pending(
    tx: &Tx,
    venue: VenueId,
    worker: WorkerId,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(to_micros(now))))
        .filter(pending())
        .filter(Column::WorkerId.eq(worker.0))
        .filter(Column::VenueId.eq(venue.0));
    Ok(update.exec(tx.connection()).await?.rows_affected > 0)
}

/// Counts a wrong answer.
pub async fn use_try(tx: &Tx, id: WorkerInvitationId) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::TriesLeft, Expr::col(Column::TriesLeft).sub(1))
        .filter(Column::Id.eq(id.0))
        .filter(Column::TriesLeft.gt(0));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Uses an invitation up. False if it was used or ended already.
pub async fn use_up(tx: &Tx, id: WorkerInvitationId, now: OffsetDateTime) -> Result<bool, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(Some(to_micros(now))))
        .filter(pending())
        .filter(Column::Id.eq(id.0));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Deletes the invitations that were over before `before`, used or not: the audit trail tells of them.
pub async fn delete_ended(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let delete = Entity::delete_many().filter(Column::ExpiresAt.lt(to_micros(before)));
    Ok(delete.exec(tx.connection()).await?.rows_affected)
}

pub(super) async fn delete_all(tx: &Tx, venue: VenueId, worker: WorkerId) -> Result<(), StoreError> {
    let delete =
        Entity::delete_many().filter(Column::WorkerId.eq(worker.0)).filter(Column::VenueId.eq(venue.0));
    delete.exec(tx.connection()).await?;
    Ok(())
}

fn pending() -> Condition {
    Condition::all().add(Column::UsedAt.is_null()).add(Column::EndedAt.is_null())
}

fn to_row(invitation: &WorkerInvitation) -> Model {
    Model {
        id: invitation.id.0,
        hash: invitation.hash.clone(),
        worker_id: invitation.worker.0,
        venue_id: invitation.venue.0,
        made_by: invitation.made_by.0,
        made_at: to_micros(invitation.made_at),
        expires_at: to_micros(invitation.expires_at),
        tries_left: invitation.tries_left,
        used_at: invitation.used_at.map(to_micros),
        ended_at: invitation.ended_at.map(to_micros),
    }
}

fn from_row(row: Model) -> Result<WorkerInvitation, StoreError> {
    Ok(WorkerInvitation {
        id: WorkerInvitationId(row.id),
        hash: row.hash,
        worker: WorkerId(row.worker_id),
        venue: VenueId(row.venue_id),
        made_by: AccountId(row.made_by),
        made_at: from_micros(row.made_at)?,
        expires_at: from_micros(row.expires_at)?,
        tries_left: row.tries_left,
        used_at: row.used_at.map(from_micros).transpose()?,
        ended_at: row.ended_at.map(from_micros).transpose()?,
    })
}
