//! The messages of a thread.

mod entity;

use camket_domain::accounts::ActorStamp;
use camket_domain::ids::{AccountId, LabourRequestId};
use camket_domain::labour::requests::{RequestMessage, RequestSide};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::paging::limit_block;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, venues};
use entity::{Column, Entity, Model};

/// The messages of a thread in their order. Whoever asks may see the thread.
pub async fn list(reader: &impl Reader, request: LabourRequestId) -> Result<Vec<RequestMessage>, StoreError> {
    let query = Entity::find()
        .filter(Column::RequestId.eq(request.0))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// At most `most` messages about an owner's venues after an id, in the order of their ids, of both sides.
pub async fn list_block_of_owner(
    reader: &impl Reader,
    owner: AccountId,
    after: Option<Uuid>,
    most: u64,
) -> Result<Vec<RequestMessage>, StoreError> {
    let query = limit_block(select_of_owner(owner), Column::Id, after, most);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Number of messages about an owner's venues.
pub async fn count_of_owner(reader: &impl Reader, owner: AccountId) -> Result<u64, StoreError> {
    Ok(select_of_owner(owner).count(reader.connection()).await?)
}

fn select_of_owner(owner: AccountId) -> Select<Entity> {
    let threads = super::Entity::find()
        .select_only()
        .column(super::Column::Id)
        .filter(super::Column::VenueId.in_subquery(venues::select_of_owner(owner)));
    Entity::find().filter(Column::RequestId.in_subquery(threads.into_query()))
}

/// Inserts a message.
pub async fn insert(tx: &Tx, message: &RequestMessage) -> Result<(), StoreError> {
    let row = Model {
        id: message.id,
        request_id: message.request.0,
        side: message.side.code().to_owned(),
        text: message.text.clone(),
        account_id: message.by.account.0,
        account_name: message.by.name.clone(),
        at: to_micros(message.by.at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn from_row(row: Model) -> Result<RequestMessage, StoreError> {
    let (account, at) = (AccountId(row.account_id), from_micros(row.at)?);
    Ok(RequestMessage {
        id: row.id,
        request: LabourRequestId(row.request_id),
        side: require_known(RequestSide::from_code(&row.side), "labour_request_message.side")?,
        text: row.text,
        by: ActorStamp { account, name: row.account_name, at },
    })
}
