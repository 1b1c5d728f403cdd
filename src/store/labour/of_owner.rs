//! All workers of an owner's venues, those who left too, with their history: for the copy of her data.

use camket_domain::ids::{AccountId, WorkerId};
use camket_domain::labour::Worker;
use camket_domain::labour::history::WorkerChange;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use time::Date;

use super::change::{self, entity as changed};
use super::entity::{Column, Entity};
use super::from_row;
use crate::paging::limit_block;
use crate::venues::select_of_owner;
use crate::{Reader, StoreError};

/// At most `most` workers after an id, in the order of their ids, with the last day of those who left.
pub async fn list_block(
    reader: &impl Reader,
    owner: AccountId,
    after: Option<WorkerId>,
    most: u64,
) -> Result<Vec<(Worker, Option<Date>)>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.in_subquery(select_of_owner(owner)));
    let query = limit_block(query, Column::Id, after.map(|worker| worker.0), most);
    let rows = query.all(reader.connection()).await?.into_iter();
    rows.map(|row| {
        let left_on = row.left_on;
        Ok((from_row(row)?, left_on))
    })
    .collect()
}

/// The history of these workers, few enough for one statement, oldest first.
pub async fn list_changes(
    reader: &impl Reader,
    workers: &[WorkerId],
) -> Result<Vec<WorkerChange>, StoreError> {
    let query = changed::Entity::find()
        .filter(changed::Column::WorkerId.is_in(workers.iter().map(|worker| worker.0)))
        .order_by_asc(changed::Column::Id);
    query.all(reader.connection()).await?.into_iter().map(change::from_row).collect()
}

/// Number of workers, those who left included.
pub async fn count(reader: &impl Reader, owner: AccountId) -> Result<u64, StoreError> {
    let query = Entity::find().filter(Column::VenueId.in_subquery(select_of_owner(owner)));
    Ok(query.count(reader.connection()).await?)
}
