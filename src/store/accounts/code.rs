//! One-time codes: at most one open code for an account, a purpose and an attempt.

mod entity;

use camket_domain::accounts::PasswordHash;
use camket_domain::accounts::one_time_code::{CodePurpose, OneTimeCode, SignUpDetails};
use camket_domain::ids::{AccountId, CodeId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The code of an account for a purpose that belongs to `attempt` (a keyed hash), expired or not.
pub async fn find_code(
    reader: &impl Reader,
    account: AccountId,
    purpose: CodePurpose,
    attempt: &str,
) -> Result<Option<OneTimeCode>, StoreError> {
    let query = Entity::find().filter(all_of(account, purpose)).filter(Column::Attempt.eq(attempt));
    let Some(row) = query.one(reader.connection()).await? else { return Ok(None) };
    Ok(Some(OneTimeCode {
        id: CodeId(row.id),
        account,
        purpose,
        attempt: row.attempt.unwrap_or_default(),
        hash: row.hash,
        expires_at: from_micros(row.expires_at)?,
        attempts: row.attempts,
        sign_up: row.sign_up.map(read_sign_up).transpose()?,
    }))
}

/// Inserts a code and deletes the older one of the same account, purpose and attempt.
pub async fn replace_code(tx: &Tx, code: &OneTimeCode) -> Result<(), StoreError> {
    let older = all_of(code.account, code.purpose).add(Column::Attempt.eq(&*code.attempt));
    Entity::delete_many().filter(older).exec(tx.connection()).await?;
    let row = Model {
        id: code.id.0,
        account_id: code.account.0,
        purpose: code.purpose.code().to_owned(),
        attempt: Some(code.attempt.clone()),
        hash: code.hash.clone(),
        expires_at: to_micros(code.expires_at),
        attempts: code.attempts,
        sign_up: code.sign_up.as_ref().map(write_sign_up).transpose()?,
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

/// Deletes the codes of an account for a purpose, of all attempts, after one was used.
pub async fn delete_codes(tx: &Tx, account: AccountId, purpose: CodePurpose) -> Result<(), StoreError> {
    Entity::delete_many().filter(all_of(account, purpose)).exec(tx.connection()).await?;
    Ok(())
}

/// Deletes the codes that expired before `before`, with what was entered to sign up.
pub async fn delete_expired_codes(tx: &Tx, before: OffsetDateTime) -> Result<u64, StoreError> {
    let over = Column::ExpiresAt.lt(to_micros(before));
    Ok(Entity::delete_many().filter(over).exec(tx.connection()).await?.rows_affected)
}

fn all_of(account: AccountId, purpose: CodePurpose) -> Condition {
    Condition::all().add(Column::AccountId.eq(account.0)).add(Column::Purpose.eq(purpose.code()))
}

/// [`SignUpDetails`] as the column keeps them.
#[derive(Serialize, Deserialize)]
struct StoredSignUp {
    name: String,
    password_hash: String,
    language: String,
}

fn write_sign_up(details: &SignUpDetails) -> Result<serde_json::Value, StoreError> {
    let stored = StoredSignUp {
        name: details.name.clone(),
        password_hash: details.password_hash.0.clone(),
        language: details.language.clone(),
    };
    require_known(serde_json::to_value(stored).ok(), "one_time_code.sign_up")
}

fn read_sign_up(value: serde_json::Value) -> Result<SignUpDetails, StoreError> {
    let stored: StoredSignUp = require_known(serde_json::from_value(value).ok(), "one_time_code.sign_up")?;
    let StoredSignUp { name, password_hash, language } = stored;
    Ok(SignUpDetails { name, password_hash: PasswordHash(password_hash), language })
}
