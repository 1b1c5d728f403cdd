//! One-time codes: at most one open code for an account and purpose.

mod entity;

use camket_domain::accounts::one_time_code::{CodePurpose, OneTimeCode};
use camket_domain::ids::{AccountId, CodeId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The code of an account for a purpose, expired or not.
pub async fn find_code(
    reader: &impl Reader,
    account: AccountId,
    purpose: CodePurpose,
) -> Result<Option<OneTimeCode>, StoreError> {
    let query =
        Entity::find().filter(Column::AccountId.eq(account.0)).filter(Column::Purpose.eq(purpose.code()));
    let Some(row) = query.one(reader.connection()).await? else { return Ok(None) };
    Ok(Some(OneTimeCode {
        id: CodeId(row.id),
        account,
        purpose,
        hash: row.hash,
        expires_at: from_micros(row.expires_at)?,
        attempts: row.attempts,
    }))
}

/// Inserts a code and deletes the older one of the same account and purpose.
pub async fn replace_code(tx: &Tx, code: &OneTimeCode) -> Result<(), StoreError> {
    delete_codes(tx, code.account, code.purpose).await?;
    let row = Model {
        id: code.id.0,
        account_id: code.account.0,
        purpose: code.purpose.code().to_owned(),
        hash: code.hash.clone(),
        expires_at: to_micros(code.expires_at),
        attempts: code.attempts,
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Counts one more failed attempt.
pub async fn record_attempt(tx: &Tx, code: &OneTimeCode) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.eq(code.id.0));
    update.exec(tx.connection()).await?;
    Ok(())
}

/// Deletes the codes of an account for a purpose, after one was used or replaced.
pub async fn delete_codes(tx: &Tx, account: AccountId, purpose: CodePurpose) -> Result<(), StoreError> {
    let delete = Entity::delete_many()
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::Purpose.eq(purpose.code()));
    delete.exec(tx.connection()).await?;
    Ok(())
}
