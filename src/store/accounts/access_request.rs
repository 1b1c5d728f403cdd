//! Requests for a new way into staff accounts, at most one for an account.

mod entity;

use camket_domain::accounts::Scope;
use camket_domain::accounts::access_request::AccessRequest;
use camket_domain::ids::AccountId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use super::entity as account;
use super::within;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The open request for an account.
pub async fn find_access_request(
    reader: &impl Reader,
    id: AccountId,
) -> Result<Option<AccessRequest>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The requests for the accounts within `scope`, oldest first. An account has one at most.
pub async fn list_access_requests(
    reader: &impl Reader,
    scope: &Scope,
) -> Result<Vec<AccessRequest>, StoreError> {
    let own = account::Entity::find().select_only().column(account::Column::Id).filter(within(scope));
    let query = Entity::find()
        .filter(Column::AccountId.in_subquery(own.into_query()))
        .order_by_asc(Column::AskedAt)
        .order_by_asc(Column::AccountId);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Opens a request, in place of an older one for the same account.
pub async fn save_access_request(tx: &Tx, request: &AccessRequest) -> Result<(), StoreError> {
    delete_access_request(tx, request.account).await?;
    let row = Model {
        account_id: request.account.0,
        asked_by: request.asked_by.0,
        asked_by_name: request.asked_by_name.clone(),
        asked_at: to_micros(request.asked_at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Closes the request for an account, if there is one.
pub async fn delete_access_request(tx: &Tx, id: AccountId) -> Result<(), StoreError> {
    Entity::delete_by_id(id.0).exec(tx.connection()).await?;
    Ok(())
}

/// Deletes the requests that were asked before `before`.
pub async fn delete_old_access_requests(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let old = Column::AskedAt.lt(to_micros(before));
    Ok(Entity::delete_many().filter(old).exec(tx.connection()).await?.rows_affected)
}

fn from_row(row: Model) -> Result<AccessRequest, StoreError> {
    Ok(AccessRequest {
        account: AccountId(row.account_id),
        asked_by: AccountId(row.asked_by),
        asked_by_name: row.asked_by_name,
        asked_at: from_micros(row.asked_at)?,
    })
}
