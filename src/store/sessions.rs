//! Sessions of signed-in accounts, found by the hash of their cookie.

mod entity;
mod on_device;

use camket_domain::accounts::session::{Session, SessionLimits};
use camket_domain::ids::AccountId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use time::OffsetDateTime;

use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};
pub use on_device::{end_on_device, insert_on_device, is_on_device};

/// The session with this hash, expired or not.
pub async fn find(reader: &impl Reader, hash: &str) -> Result<Option<Session>, StoreError> {
    Entity::find_by_id(hash).one(reader.connection()).await?.map(from_row).transpose()
}

/// The sessions of an account, expired or not, the last used first.
pub async fn list(reader: &impl Reader, account: AccountId) -> Result<Vec<Session>, StoreError> {
    let query = Entity::find().filter(Column::AccountId.eq(account.0)).order_by_desc(Column::SeenAt);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

fn from_row(row: Model) -> Result<Session, StoreError> {
    Ok(Session {
        hash: row.hash,
        account: AccountId(row.account_id),
        counter_for: row.counter_for.map(AccountId),
        agent: row.agent,
        confirmed_at: row.confirmed_at.map(from_micros).transpose()?,
        created_at: from_micros(row.created_at)?,
        seen_at: from_micros(row.seen_at)?,
    })
}

/// Inserts a session.
pub async fn insert(tx: &Tx, session: &Session) -> Result<(), StoreError> {
    let row = Model {
        hash: session.hash.clone(),
        account_id: session.account.0,
        counter_for: session.counter_for.map(|owner| owner.0),
        agent: session.agent.clone(),
        confirmed_at: session.confirmed_at.map(to_micros),
        created_at: to_micros(session.created_at),
        seen_at: to_micros(session.seen_at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Sets the last use of a session.
pub async fn record_use(tx: &Tx, hash: &str, now: OffsetDateTime) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(to_micros(now)))
        .filter(Column::Hash.eq(hash));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Sets when a second factor was typed last in a session.
pub async fn record_confirmation(tx: &Tx, hash: &str, at: OffsetDateTime) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::ConfirmedAt, Expr::value(to_micros(at)))
        .filter(Column::Hash.eq(hash));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Forgets in every session of an account that a second factor was typed: it has none any more.
pub async fn forget_confirmations(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::ConfirmedAt, Expr::value(None::<i64>))
        .filter(Column::AccountId.eq(account.0));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Sets the owner for whom the session's officer enters at the counter, or nobody.
pub async fn set_counter(tx: &Tx, hash: &str, owner: Option<AccountId>) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::CounterFor, Expr::value(owner.map(|owner| owner.0)))
        .filter(Column::Hash.eq(hash));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Ends one session; the row is deleted.
pub async fn end(tx: &Tx, hash: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(hash).exec(tx.connection()).await?;
    Ok(())
}

/// Ends every session of an account but the one with this hash; returns how many.
pub async fn end_others(tx: &Tx, account: AccountId, hash: &str) -> Result<u64, StoreError> {
    let others = Entity::delete_many().filter(Column::AccountId.eq(account.0)).filter(Column::Hash.ne(hash));
    Ok(others.exec(tx.connection()).await?.rows_affected)
}

/// Ends every session of an account.
pub async fn end_all(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::AccountId.eq(account.0)).exec(tx.connection()).await?;
    Ok(())
}

/// Ends every session of everybody.
pub async fn end_everywhere(tx: &Tx) -> Result<(), StoreError> {
    Entity::delete_many().exec(tx.connection()).await?;
    Ok(())
}

/// Deletes expired sessions: idle for longer than `limits.idle`, or older than `limits.absolute`.
pub async fn delete_expired(tx: &Tx, limits: SessionLimits, now: OffsetDateTime) -> Result<u64, StoreError> {
    let over = Condition::any()
        .add(Column::SeenAt.lt(to_micros(now - limits.idle)))
        .add(Column::CreatedAt.lt(to_micros(now - limits.absolute)));
    Ok(Entity::delete_many().filter(over).exec(tx.connection()).await?.rows_affected)
}
