//! Passkeys of accounts.

mod challenge;
mod entity;

use camket_domain::accounts::passkey::Passkey;
use camket_domain::ids::{AccountId, PasskeyId};
use data_encoding::BASE64URL_NOPAD;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
pub use challenge::{delete_expired_challenges, find_challenge, replace_challenge, take_challenge};
use entity::{Column, Entity, Model};

/// The passkeys of an account, the oldest first; it has ten at most.
pub async fn list(reader: &impl Reader, account: AccountId) -> Result<Vec<Passkey>, StoreError> {
    let query = Entity::find().filter(Column::AccountId.eq(account.0)).order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

pub async fn count(reader: &impl Reader, account: AccountId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::AccountId.eq(account.0)).count(reader.connection()).await?)
}

/// The passkey of this account with this id.
pub async fn find(
    reader: &impl Reader,
    account: AccountId,
    id: PasskeyId,
) -> Result<Option<Passkey>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(Column::AccountId.eq(account.0));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The passkey, of whatever account, to which an authenticator gave this id.
pub async fn find_by_credential(
    reader: &impl Reader,
    credential: &[u8],
) -> Result<Option<Passkey>, StoreError> {
    let query = Entity::find().filter(Column::Credential.eq(BASE64URL_NOPAD.encode(credential)));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

fn from_row(row: Model) -> Result<Passkey, StoreError> {
    let credential = BASE64URL_NOPAD.decode(row.credential.as_bytes()).ok();
    Ok(Passkey {
        id: PasskeyId(row.id),
        account: AccountId(row.account_id),
        credential: require_known(credential, "passkey.credential")?,
        public_key: row.public_key,
        counter: require_known(row.counter.try_into().ok(), "passkey.counter")?,
        name: row.name,
        created_at: from_micros(row.created_at)?,
        used_at: from_micros_opt(row.used_at)?,
        version: row.version,
    })
}

/// Inserts a passkey.
///
/// # Errors
/// [`StoreError::Duplicate`] if one with this credential is registered.
pub async fn insert(tx: &Tx, passkey: &Passkey) -> Result<(), StoreError> {
    let row = Model {
        id: passkey.id.0,
        account_id: passkey.account.0,
        credential: BASE64URL_NOPAD.encode(&passkey.credential),
        public_key: passkey.public_key.clone(),
        counter: passkey.counter.into(),
        name: passkey.name.clone(),
        created_at: to_micros(passkey.created_at),
        used_at: passkey.used_at.map(to_micros),
        version: passkey.version,
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Gives a passkey another name; `passkey` is as it was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn rename(tx: &Tx, passkey: &Passkey, name: &str) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(passkey.id.0))
        .filter(Column::Version.eq(passkey.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Keeps the counter of a signature that was accepted.
///
/// # Errors
/// [`StoreError::Conflict`] if this counter or a later one was accepted meanwhile, or the passkey was removed.
pub async fn save_use(tx: &Tx, passkey: &Passkey) -> Result<(), StoreError> {
    let counter = i64::from(passkey.counter);
    let earlier = Condition::any().add(Column::Counter.lt(counter)).add(Expr::value(counter).eq(0));
    let update = Entity::update_many()
        .col_expr(Column::Counter, Expr::value(counter))
        .col_expr(Column::UsedAt, Expr::value(passkey.used_at.map(to_micros)))
        .filter(Column::Id.eq(passkey.id.0))
        .filter(earlier);
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes a passkey of an account; returns whether it was there.
pub async fn delete(tx: &Tx, account: AccountId, id: PasskeyId) -> Result<bool, StoreError> {
    let query = Entity::delete_many().filter(Column::AccountId.eq(account.0)).filter(Column::Id.eq(id.0));
    Ok(query.exec(tx.connection()).await?.rows_affected > 0)
}

/// Deletes the passkeys of an account; returns how many.
pub async fn delete_all(tx: &Tx, account: AccountId) -> Result<u64, StoreError> {
    let query = Entity::delete_many().filter(Column::AccountId.eq(account.0));
    Ok(query.exec(tx.connection()).await?.rows_affected)
}
