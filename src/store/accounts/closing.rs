//! Accounts that their owners close, until they are erased or a log-in takes it back.

mod entity;

use camket_domain::account_data::closing::{AccountClosing, CLOSED_NAME};
use camket_domain::accounts::{Account, AccountStatus};
use camket_domain::ids::AccountId;
use camket_domain::text;
use camket_domain::transfers::TransferState;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Query, SimpleExpr, UpdateStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;
use uuid::Uuid;

use super::entity as account;
use super::find_many;
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The closing of an account that was asked for.
pub async fn find(reader: &impl Reader, account: AccountId) -> Result<Option<AccountClosing>, StoreError> {
    let row = Entity::find_by_id(account.0).one(reader.connection()).await?;
    row.map(|row| {
        Ok(AccountClosing {
            account: AccountId(row.account_id),
            asked_at: from_micros(row.asked_at)?,
            ends_at: from_micros(row.ends_at)?,
        })
    })
    .transpose()
}

/// Inserts a closing.
///
/// # Errors
/// [`StoreError::Duplicate`] if the account is being closed already.
pub async fn insert(tx: &Tx, closing: &AccountClosing) -> Result<(), StoreError> {
    let row = Model {
        account_id: closing.account.0,
        asked_at: to_micros(closing.asked_at),
        ends_at: to_micros(closing.ends_at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Deletes the closing of an account; returns whether there was one.
pub async fn delete(tx: &Tx, account: AccountId) -> Result<bool, StoreError> {
    Ok(Entity::delete_by_id(account.0).exec(tx.connection()).await?.rows_affected > 0)
}

/// Deletes at most `most` closings that end before `before`, the first ones first; returns their accounts.
pub async fn delete_due(tx: &Tx, before: OffsetDateTime, most: u64) -> Result<Vec<Account>, StoreError> {
    let query = Entity::find()
        .filter(Column::EndsAt.lte(to_micros(before)))
        .order_by_asc(Column::EndsAt)
        .order_by_asc(Column::AccountId)
        .limit(most);
    let ids: Vec<Uuid> = query.all(tx.connection()).await?.into_iter().map(|row| row.account_id).collect();
    let done = Entity::delete_many().filter(Column::AccountId.is_in(ids.iter().copied()));
    done.exec(tx.connection()).await?;
    find_many(tx, &ids.into_iter().map(AccountId).collect::<Vec<_>>()).await
}

/// Tables of which the rows of an account go with it.
const ERASED_TABLES: [&str; 8] = [
    "session",
    "one_time_code",
    "api_token",
    "recovery_code",
    "second_factor",
    "passkey",
    "passkey_challenge",
    "idempotency",
];

/// Takes name and log-in out of these accounts, and deletes what served to log in and what was sent to them. The log-ins
/// may be used again.
pub async fn erase(tx: &Tx, accounts: &[Account], now: OffsetDateTime) -> Result<(), StoreError> {
    if accounts.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = accounts.iter().map(|one| one.id.0).collect();
    let logins: Vec<&str> = accounts.iter().map(|one| one.login.as_str()).collect();
    let db = tx.connection();
    for table in ERASED_TABLES {
        let rows = Expr::col("account_id").is_in(ids.iter().copied());
        db.execute(&Query::delete().from_table(table).and_where(rows).to_owned()).await?;
    }
    let sent = Expr::col("recipient").is_in(logins.iter().copied());
    db.execute(&Query::delete().from_table("outbox").and_where(sent).to_owned()).await?;
    let by_login = Expr::col("login").is_in(logins.iter().copied());
    let managers = Expr::col("account_id").is_in(ids.iter().copied()).or(by_login.clone());
    db.execute(&Query::delete().from_table("venue_manager").and_where(managers).to_owned()).await?;
    let declined = Query::update()
        .table("venue_transfer")
        .value("state", TransferState::Declined.code())
        .value("login", "")
        .value("settled_at", to_micros(now))
        .value("version", Expr::col("version").add(1))
        .and_where(by_login)
        .and_where(Expr::col("state").eq(TransferState::Offered.code()))
        .to_owned();
    db.execute(&declined).await?;
    let answers = Query::update()
        .table("labour_request_message")
        .value("account_name", CLOSED_NAME)
        .and_where(Expr::col("account_id").is_in(ids.iter().copied()))
        .to_owned();
    db.execute(&answers).await?;
    db.execute(&blur_accounts(accounts)).await?;
    Ok(())
}

/// The rows stay, because pledges and the audit trail refer to them. The domain `invalid` is never assigned (RFC 2606).
fn blur_accounts(accounts: &[Account]) -> UpdateStatement {
    let login: SimpleExpr = accounts
        .iter()
        .fold(CaseStatement::new(), |case, one| {
            let address = format!("{}@closed.invalid", one.id.0.simple());
            case.case(Expr::col(account::Column::Id).eq(one.id.0), Expr::value(address))
        })
        .finally(Expr::col(account::Column::Login))
        .into();
    Query::update()
        .table(account::Entity)
        .value(account::Column::Name, CLOSED_NAME)
        .value(account::Column::NameFolded, text::fold(CLOSED_NAME))
        .value(account::Column::Channel, camket_domain::outbox::Channel::Email.code())
        .value(account::Column::Login, login)
        .value(account::Column::PasswordHash, None::<String>)
        .value(account::Column::Standing, AccountStatus::Closed.code())
        .value(account::Column::Version, Expr::col(account::Column::Version).add(1))
        .and_where(Expr::col(account::Column::Id).is_in(accounts.iter().map(|one| one.id.0)))
        .to_owned()
}
