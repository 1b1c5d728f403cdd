//! Second factors of accounts, and their recovery codes.

mod entity;
mod recovery_code;

use camket_domain::accounts::factor::{FactorState, SecondFactor};
use camket_domain::ids::AccountId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::error::require_one_row;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};
pub use recovery_code::{count_codes, count_unused_codes, delete_codes, replace_codes, use_code};

/// The factor of an account, being set up or on.
pub async fn find(reader: &impl Reader, account: AccountId) -> Result<Option<SecondFactor>, StoreError> {
    Entity::find_by_id(account.0).one(reader.connection()).await?.map(from_row).transpose()
}

fn from_row(row: Model) -> Result<SecondFactor, StoreError> {
    let state = match (row.on_since, row.last_step) {
        (Some(since), Some(last_step)) => FactorState::On { since: from_micros(since)?, last_step },
        _ => FactorState::Begun,
    };
    Ok(SecondFactor {
        account: AccountId(row.account_id),
        sealed: row.sealed,
        begun_at: from_micros(row.begun_at)?,
        state,
    })
}

/// Inserts a factor that is being set up, in place of another that was never on.
///
/// # Errors
/// [`StoreError::Duplicate`] if one is on.
pub async fn insert(tx: &Tx, factor: &SecondFactor) -> Result<(), StoreError> {
    let begun = Entity::delete_many()
        .filter(Column::AccountId.eq(factor.account.0))
        .filter(Column::OnSince.is_null());
    begun.exec(tx.connection()).await?;
    let (on_since, last_step) = split_state(factor);
    let row = Model {
        account_id: factor.account.0,
        sealed: factor.sealed.clone(),
        begun_at: to_micros(factor.begun_at),
        on_since,
        last_step,
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn split_state(factor: &SecondFactor) -> (Option<i64>, Option<i64>) {
    match factor.state {
        FactorState::Begun => (None, None),
        FactorState::On { since, last_step } => (Some(to_micros(since)), Some(last_step)),
    }
}

/// Keeps the time step of a code that was accepted.
///
/// # Errors
/// [`StoreError::Conflict`] if this step or a later one was accepted meanwhile, or another secret was begun.
pub async fn save_step(tx: &Tx, factor: &SecondFactor) -> Result<(), StoreError> {
    let (on_since, last_step) = split_state(factor);
    let earlier = Condition::any().add(Column::LastStep.is_null()).add(Column::LastStep.lt(last_step));
    let update = Entity::update_many()
        .col_expr(Column::OnSince, on_since.into())
        .col_expr(Column::LastStep, last_step.into())
        .filter(Column::AccountId.eq(factor.account.0))
        .filter(Column::Sealed.eq(&*factor.sealed))
        .filter(earlier);
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes the factor of an account, whose recovery codes stay; returns whether there was one.
pub async fn delete(tx: &Tx, account: AccountId) -> Result<bool, StoreError> {
    let deleted = Entity::delete_by_id(account.0).exec(tx.connection()).await?;
    Ok(deleted.rows_affected > 0)
}
