//! The single row that holds the change counter of certificates and keys, which every node polls, and the length of the
//! status list; queries for the register in memory are in `rows`.

mod entity;
mod rows;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::{require_known, require_one_row};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity};
pub use rows::{
    RegisterEntry, StatusOverride, count_indexes, find_by_code, list_assigned_of, list_by_id, list_changed,
    list_indexes, list_overrides,
};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RegisterState {
    /// Number of changes of certificates and keys so far, in the order of their commits.
    pub sequence: i64,
    /// Length of the status list, in entries.
    pub capacity: u32,
    /// Number of the register's history; a restore begins a new one.
    pub epoch: i64,
    /// Indexes below it are not assigned any more.
    pub first_index: u32,
}

pub async fn load_state(reader: &impl Reader) -> Result<RegisterState, StoreError> {
    let row = require_known(Entity::find_by_id(1).one(reader.connection()).await?, "register_state")?;
    let capacity = require_known(u32::try_from(row.capacity).ok(), "register_state.capacity")?;
    let first_index = require_known(u32::try_from(row.first_index).ok(), "register_state.first_index")?;
    Ok(RegisterState { sequence: row.sequence, capacity, epoch: row.epoch, first_index })
}

/// Adds one to the change counter and returns it. Other transactions that call this wait until `tx` ends, so the
/// numbers become visible in order.
///
/// # Errors
/// [`StoreError::SetBack`] if this node has seen the number before; the transaction must then be rolled back.
pub async fn advance_sequence(tx: &Tx) -> Result<i64, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Sequence, Expr::col(Column::Sequence).add(1))
        .filter(Column::Id.eq(1));
    update.exec(tx.connection()).await?;
    let sequence = load_state(tx).await?.sequence;
    tx.gate().check_sequence(sequence)?;
    Ok(sequence)
}

/// Begins a new history: a higher epoch and sequence, a longer list, and indexes that no certificate of the old one has.
pub async fn begin_epoch(tx: &Tx, state: &RegisterState) -> Result<(), StoreError> {
    let number = |value: u32| i32::try_from(value).map_err(|_| StoreError::Corrupt("register_state"));
    let update = Entity::update_many()
        .col_expr(Column::Epoch, Expr::value(state.epoch))
        .col_expr(Column::Sequence, Expr::value(state.sequence))
        .col_expr(Column::Capacity, Expr::value(number(state.capacity)?))
        .col_expr(Column::FirstIndex, Expr::value(number(state.first_index)?))
        .filter(Column::Id.eq(1))
        .filter(Column::Epoch.lt(state.epoch));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Sets the length of the status list, if `capacity` is longer than the present length.
pub async fn grow_capacity(tx: &Tx, capacity: u32) -> Result<(), StoreError> {
    let length = i32::try_from(capacity).map_err(|_| StoreError::Corrupt("register_state.capacity"))?;
    let update = Entity::update_many()
        .col_expr(Column::Capacity, Expr::value(length))
        .filter(Column::Id.eq(1))
        .filter(Column::Capacity.lt(length));
    update.exec(tx.connection()).await?;
    Ok(())
}
