//! The one row by which nodes see that certificates or keys changed, and how long the status list is.

mod entity;
mod rows;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::known;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity};
pub use rows::{Entry, Fall, assigned, by_code, changed, fallen, given, page, taken};

/// The state of the register as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    /// Counts changes, in the order of their commits.
    pub sequence: i64,
    /// Length of the status list.
    pub capacity: u32,
}

/// The state.
///
/// # Errors
/// The database.
pub async fn state(reader: &impl Reader) -> Result<State, StoreError> {
    let row = known(Entity::find_by_id(1).one(reader.connection()).await?, "register_state")?;
    let capacity = known(u32::try_from(row.capacity).ok(), "register_state.capacity")?;
    Ok(State { sequence: row.sequence, capacity })
}

/// Counts a change and gives its number. Others who change something wait until `tx` ends, so numbers become visible
/// in their order.
///
/// # Errors
/// The database.
pub async fn next(tx: &Tx) -> Result<i64, StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Sequence, Expr::col(Column::Sequence).add(1))
        .filter(Column::Id.eq(1));
    update.exec(tx.connection()).await?;
    Ok(state(tx).await?.sequence)
}

/// Makes the status list longer.
///
/// # Errors
/// The database.
pub async fn grow(tx: &Tx, capacity: u32) -> Result<(), StoreError> {
    let length = i32::try_from(capacity).map_err(|_| StoreError::Corrupt("register_state.capacity"))?;
    let update = Entity::update_many()
        .col_expr(Column::Capacity, Expr::value(length))
        .filter(Column::Id.eq(1))
        .filter(Column::Capacity.lt(length));
    update.exec(tx.connection()).await?;
    Ok(())
}
