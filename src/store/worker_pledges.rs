//! Workers' own pledges as they were signed. Rows are inserted, never updated; they go with the worker's own row.

pub(crate) mod entity;
pub mod invitation;
pub mod reminder;

use std::collections::HashSet;

use camket_domain::ids::{AccountId, VenueId, WorkerId, WorkerPledgeId};
use camket_domain::worker_pledges::{WorkerPledge, WorkerPledgeMethod};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

pub async fn insert(tx: &Tx, pledge: &WorkerPledge) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(pledge)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The latest pledge of a worker of this venue.
pub async fn find_latest(
    reader: &impl Reader,
    venue: VenueId,
    worker: WorkerId,
) -> Result<Option<WorkerPledge>, StoreError> {
    let query = Entity::find()
        .filter(Column::WorkerId.eq(worker.0))
        .filter(Column::VenueId.eq(venue.0))
        .order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The pledges of these workers, few enough for one statement, oldest first.
pub async fn list_of_workers(
    reader: &impl Reader,
    workers: &[WorkerId],
) -> Result<Vec<WorkerPledge>, StoreError> {
    let query = Entity::find()
        .filter(Column::WorkerId.is_in(workers.iter().map(|worker| worker.0)))
        .order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Those of a venue's workers who signed on their own phones.
pub async fn list_signers(reader: &impl Reader, venue: VenueId) -> Result<HashSet<WorkerId>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.eq(venue.0))
        .filter(Column::Method.eq(WorkerPledgeMethod::Phone.code()));
    let rows = query.all(reader.connection()).await?;
    Ok(rows.into_iter().map(|row| WorkerId(row.worker_id)).collect())
}

/// Deletes the pledges and invitations of a worker, whose own row goes too.
pub async fn delete_all(tx: &Tx, venue: VenueId, worker: WorkerId) -> Result<(), StoreError> {
    let delete =
        Entity::delete_many().filter(Column::WorkerId.eq(worker.0)).filter(Column::VenueId.eq(venue.0));
    delete.exec(tx.connection()).await?;
    invitation::delete_all(tx, venue, worker).await
}

fn to_row(pledge: &WorkerPledge) -> Result<Model, StoreError> {
    Ok(Model {
        id: pledge.id.0,
        worker_id: pledge.worker.0,
        venue_id: pledge.venue.0,
        method: pledge.method.code().to_owned(),
        terms_version: i32::try_from(pledge.terms_version)
            .map_err(|_| StoreError::Corrupt("worker_pledge.terms_version"))?,
        language: pledge.language.clone(),
        text_hash: pledge.text_hash.clone(),
        facts: serde_json::to_value(&pledge.facts).map_err(|_| StoreError::Corrupt("worker_pledge.facts"))?,
        signed_on: pledge.signed_on,
        recorded_at: to_micros(pledge.recorded_at),
        address: pledge.address.clone(),
        user_agent: pledge.user_agent.clone(),
        recorded_by: pledge.recorded_by.map(|account| account.0),
    })
}

fn from_row(row: Model) -> Result<WorkerPledge, StoreError> {
    Ok(WorkerPledge {
        id: WorkerPledgeId(row.id),
        worker: WorkerId(row.worker_id),
        venue: VenueId(row.venue_id),
        method: require_known(WorkerPledgeMethod::from_code(&row.method), "worker_pledge.method")?,
        terms_version: require_known(u32::try_from(row.terms_version).ok(), "worker_pledge.terms_version")?,
        language: row.language,
        text_hash: row.text_hash,
        facts: require_known(serde_json::from_value(row.facts).ok(), "worker_pledge.facts")?,
        signed_on: row.signed_on,
        recorded_at: from_micros(row.recorded_at)?,
        address: row.address,
        user_agent: row.user_agent,
        recorded_by: row.recorded_by.map(AccountId),
    })
}
