//! Idempotency keys: a form that is sent twice takes effect once.

mod entity;

use camket_domain::ids::AccountId;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::require_one_row;
use crate::moment::to_micros;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// What is kept of a form that was sent before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedOutcome {
    pub outcome: String,
    /// Digest of the form's content; `None` in rows from before digests were kept.
    pub digest: Option<String>,
}

/// The saved outcome of the form with this key, if it was sent before.
pub async fn find_outcome(
    reader: &impl Reader,
    account: AccountId,
    key: Uuid,
) -> Result<Option<SavedOutcome>, StoreError> {
    let row = Entity::find_by_id((account.0, key)).one(reader.connection()).await?;
    Ok(row.map(|row| SavedOutcome { outcome: row.outcome, digest: row.digest }))
}

/// Claims a key for content with this digest, in the transaction of the form's effect. Returns the saved outcome if the form was sent before.
/// Waits for a transaction that claims the same key, so that both requests get the same answer.
pub async fn claim(
    tx: &Tx,
    account: AccountId,
    key: Uuid,
    digest: &str,
    now: OffsetDateTime,
) -> Result<Option<SavedOutcome>, StoreError> {
    let row = Model {
        account_id: account.0,
        key,
        outcome: String::new(),
        digest: Some(digest.to_owned()),
        created_at: to_micros(now),
    };
    let known = OnConflict::columns([Column::AccountId, Column::Key]).do_nothing().to_owned();
    let insert = Entity::insert(set_all_columns(row)).on_conflict(known);
    if insert.exec_without_returning(tx.connection()).await? == 1 {
        return Ok(None);
    }
    find_outcome(tx, account, key).await
}

/// Saves the outcome of a form whose key was claimed in this transaction.
///
/// # Errors
/// [`StoreError::Conflict`] if the key was not claimed.
pub async fn save_outcome(tx: &Tx, account: AccountId, key: Uuid, outcome: &str) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(outcome))
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::Key.eq(key));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes keys claimed before `before`.
pub async fn delete_expired(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    Ok(Entity::delete_many()
        .filter(Column::CreatedAt.lt(to_micros(before)))
        .exec(tx.connection())
        .await?
        .rows_affected)
}
