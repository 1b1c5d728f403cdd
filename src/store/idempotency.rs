//! Idempotency keys: a form sent twice has one effect, also when the first answer was lost.

mod entity;

use camket_domain::ids::AccountId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::moment::to_micros;
use crate::row::all_set;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// What came of the form with this key, if it was sent before.
///
/// # Errors
/// The database.
pub async fn outcome(
    reader: &impl Reader,
    account: AccountId,
    key: Uuid,
) -> Result<Option<String>, StoreError> {
    let row = Entity::find_by_id((account.0, key)).one(reader.connection()).await?;
    Ok(row.map(|row| row.outcome))
}

/// Writes down what came of a form, in the transaction of its effect.
///
/// # Errors
/// [`StoreError::Duplicate`] if the same form is being saved at this moment.
pub async fn remember(
    tx: &Tx,
    account: AccountId,
    key: Uuid,
    outcome: &str,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = Model { account_id: account.0, key, outcome: outcome.to_owned(), created_at: to_micros(now) };
    Entity::insert(all_set(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Removes keys older than `before`.
///
/// # Errors
/// The database.
pub async fn sweep(tx: &Tx, before: OffsetDateTime) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::CreatedAt.lt(to_micros(before))).exec(tx.connection()).await?;
    Ok(())
}
