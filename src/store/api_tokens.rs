//! API tokens.

mod entity;

use camket_domain::api_tokens::ApiToken;
use camket_domain::ids::{AccountId, ApiTokenId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The most tokens that a list shows. Ended tokens are deleted after a while, so an account stays below it.
const MAX_LISTED: u64 = 100;

/// The token with this keyed digest.
pub async fn find_by_digest(reader: &impl Reader, digest: &str) -> Result<Option<ApiToken>, StoreError> {
    let row = Entity::find().filter(Column::Digest.eq(digest)).one(reader.connection()).await?;
    row.map(from_row).transpose()
}

/// The token of this account with this id.
pub async fn find(
    reader: &impl Reader,
    account: AccountId,
    id: ApiTokenId,
) -> Result<Option<ApiToken>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(Column::AccountId.eq(account.0));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The tokens of an account that are valid at `now`, newest first.
pub async fn list_valid(
    reader: &impl Reader,
    account: AccountId,
    now: OffsetDateTime,
) -> Result<Vec<ApiToken>, StoreError> {
    let query = Entity::find()
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::EndedAt.is_null())
        .filter(Column::EndsAt.gt(to_micros(now)))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(MAX_LISTED);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Inserts a token.
///
/// # Errors
/// [`StoreError::Duplicate`] if the digest is taken.
pub async fn insert(tx: &Tx, token: &ApiToken) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(token))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Sets the last use of a token.
pub async fn record_use(tx: &Tx, id: ApiTokenId, now: OffsetDateTime) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(to_micros(now)))
        .filter(Column::Id.eq(id.0));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Ends a token of an account; false if it had ended already.
pub async fn end(
    tx: &Tx,
    account: AccountId,
    id: ApiTokenId,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(to_micros(now)))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::EndedAt.is_null());
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Ends every token of an account, because it was closed or its password was reset.
pub async fn end_all(tx: &Tx, account: AccountId, now: OffsetDateTime) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(to_micros(now)))
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::EndedAt.is_null());
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Deletes tokens that ended before `before`; the audit trail keeps their events.
pub async fn delete_ended(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let before = to_micros(before);
    let over = Condition::any().add(Column::EndsAt.lt(before)).add(Column::EndedAt.lt(before));
    Ok(Entity::delete_many().filter(over).exec(tx.connection()).await?.rows_affected)
}

fn to_row(token: &ApiToken) -> Model {
    Model {
        id: token.id.0,
        account_id: token.account.0,
        name: token.name.clone(),
        digest: token.digest.clone(),
        created_at: to_micros(token.created_at),
        ends_at: to_micros(token.expires_at),
        used_at: token.used_at.map(to_micros),
        ended_at: token.revoked_at.map(to_micros),
    }
}

fn from_row(row: Model) -> Result<ApiToken, StoreError> {
    Ok(ApiToken {
        id: ApiTokenId(row.id),
        account: AccountId(row.account_id),
        name: row.name,
        digest: row.digest,
        created_at: from_micros(row.created_at)?,
        expires_at: from_micros(row.ends_at)?,
        used_at: from_micros_opt(row.used_at)?,
        revoked_at: from_micros_opt(row.ended_at)?,
    })
}
