//! Whether an officer wants the daily digest, and the day of the last one. An officer without a row wants it.

mod entity;

use camket_domain::accounts::{Account, AccountStatus, Channel, Role};
use camket_domain::ids::AccountId;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::Date;

use crate::accounts::entity::{Column as AccountColumn, Entity as Accounts};
use crate::accounts::from_row;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// At most `most` active accounts with one of these roles and an e-mail address that want the digest and have none of `day`
/// or later.
pub async fn list_due(
    reader: &impl Reader,
    roles: &[Role],
    day: Date,
    most: u64,
) -> Result<Vec<Account>, StoreError> {
    let settled = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::AccountId)).equals((Accounts, AccountColumn::Id)))
        .cond_where(
            Condition::any()
                .add(Expr::col((Entity, Column::Wanted)).eq(false))
                .add(Expr::col((Entity, Column::SentOn)).gte(day)),
        )
        .to_owned();
    let query = Accounts::find()
        .filter(AccountColumn::Role.is_in(roles.iter().map(|role| role.code())))
        .filter(AccountColumn::Standing.eq(AccountStatus::Active.code()))
        .filter(AccountColumn::Channel.eq(Channel::Email.code()))
        .filter(Expr::exists(settled).not())
        .order_by_asc(AccountColumn::Id)
        .limit(most);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Records the digest of `day`. False if another node was faster, or the account wants none.
pub async fn record(tx: &Tx, account: AccountId, day: Date) -> Result<bool, StoreError> {
    let row = Model { account_id: account.0, wanted: true, sent_on: Some(day) };
    let earlier = Condition::any()
        .add(Expr::col((Entity, Column::SentOn)).is_null())
        .add(Expr::col((Entity, Column::SentOn)).lt(day));
    let again = OnConflict::column(Column::AccountId)
        .update_column(Column::SentOn)
        .action_cond_where(Condition::all().add(Expr::col((Entity, Column::Wanted)).eq(true)).add(earlier))
        .to_owned();
    let insert = Entity::insert(set_all_columns(row)).on_conflict(again);
    Ok(insert.exec_without_returning(tx.connection()).await? == 1)
}

/// Whether the account wants the digest.
pub async fn is_wanted(reader: &impl Reader, account: AccountId) -> Result<bool, StoreError> {
    let row = Entity::find_by_id(account.0).one(reader.connection()).await?;
    Ok(row.is_none_or(|row| row.wanted))
}

pub async fn save_wanted(tx: &Tx, account: AccountId, wanted: bool) -> Result<(), StoreError> {
    let row = Model { account_id: account.0, wanted, sent_on: None };
    let known = OnConflict::column(Column::AccountId).update_column(Column::Wanted).to_owned();
    Entity::insert(set_all_columns(row)).on_conflict(known).exec_without_returning(tx.connection()).await?;
    Ok(())
}
