//! Counters that limit guessing of passwords and codes. They are in the database, so that all nodes share them.

mod entity;

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use time::{Duration, OffsetDateTime};

use crate::moment::to_micros;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Counts one more attempt under `key` and returns the number of attempts in the current window. A window begins with
/// the first attempt after the previous one ended, and lasts `window`.
pub async fn record_hit(
    tx: &Tx,
    key: &str,
    window: Duration,
    now: OffsetDateTime,
) -> Result<i32, StoreError> {
    let (present, ends) = (to_micros(now), to_micros(now + window));
    let row = Model { key: key.to_owned(), hits: 1, window_ends_at: ends };
    let over = || Expr::col((Entity, Column::WindowEndsAt)).lte(present);
    let conflict = OnConflict::column(Column::Key)
        .value(
            Column::Hits,
            CaseStatement::new().case(over(), 1).finally(Expr::col((Entity, Column::Hits)).add(1)),
        )
        .value(
            Column::WindowEndsAt,
            CaseStatement::new().case(over(), ends).finally(Expr::col((Entity, Column::WindowEndsAt))),
        )
        .to_owned();
    let insert = Entity::insert(set_all_columns(row)).on_conflict(conflict);
    insert.exec_without_returning(tx.connection()).await?;
    let row = Entity::find_by_id(key).one(tx.connection()).await?;
    Ok(row.map_or(1, |row| row.hits))
}

/// Takes one attempt back: it was a success.
pub async fn take_back_hit(tx: &Tx, key: &str) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Hits, Expr::col(Column::Hits).sub(1))
        .filter(Column::Key.eq(key))
        .filter(Column::Hits.gt(0));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Deletes the counter of a key, after a success.
pub async fn clear(tx: &Tx, key: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(key).exec(tx.connection()).await?;
    Ok(())
}

/// Deletes windows that have ended, so that no address is kept longer than needed.
pub async fn delete_expired(tx: &Tx, now: OffsetDateTime) -> Result<u64, StoreError> {
    Ok(Entity::delete_many()
        .filter(Column::WindowEndsAt.lt(to_micros(now)))
        .exec(tx.connection())
        .await?
        .rows_affected)
}
