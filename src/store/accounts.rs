//! Accounts and their one-time codes.

mod access_request;
pub mod closing;
mod code;
pub(crate) mod entity;

use camket_domain::accounts::{Account, AccountStatus, Login, PasswordHash, Role, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::identifiers::{Email, Phone};
use camket_domain::ids::{AccountId, AgencyId};
use camket_domain::outbox::Channel;
use camket_domain::paging::{Cursor, Paged};
use camket_domain::text;
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};

pub use access_request::{
    delete_access_request, delete_old_access_requests, find_access_request, list_access_requests,
    save_access_request,
};
pub use code::{delete_codes, delete_expired_codes, find_code, record_attempt, replace_code};
use entity::{Column, Entity, Model};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::paging::page_by_moment;
use crate::row::set_all_columns;
use crate::search::contains_word;
use crate::{Reader, StoreError, Tx};

/// The account with this id.
pub async fn find(reader: &impl Reader, id: AccountId) -> Result<Option<Account>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// Keeps other transactions that lock this account waiting until the end of this one.
pub async fn lock(tx: &Tx, id: AccountId) -> Result<(), StoreError> {
    Entity::find_by_id(id.0).lock_exclusive().one(tx.connection()).await?;
    Ok(())
}

/// The accounts with these ids, in no order.
pub async fn find_many(reader: &impl Reader, ids: &[AccountId]) -> Result<Vec<Account>, StoreError> {
    let query = Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The account with this login. `login` is normalized ([`Email::parse`], [`Phone::parse`]).
pub async fn find_by_login(reader: &impl Reader, login: &str) -> Result<Option<Account>, StoreError> {
    let row = Entity::find().filter(Column::Login.eq(login)).one(reader.connection()).await?;
    row.map(from_row).transpose()
}

#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    pub role: Option<Role>,
    /// Words of the name or the login; every word must occur.
    pub words: String,
}

/// A page of the staff accounts within `scope`, newest first. Owners are not staff.
pub async fn list_staff(
    reader: &impl Reader,
    scope: &Scope,
    filter: &AccountFilter,
    after: Option<Cursor>,
) -> Result<Paged<Account>, StoreError> {
    let mut query = Entity::find().filter(within(scope)).filter(Column::Role.ne(Role::Owner.code()));
    if let Some(role) = filter.role {
        query = query.filter(Column::Role.eq(role.code()));
    }
    for word in text::fold(&filter.words).split_whitespace() {
        query = query.filter(
            Condition::any()
                .add(contains_word(Column::NameFolded, word))
                .add(contains_word(Column::Login, word)),
        );
    }
    let rows = page_by_moment(query, (Column::CreatedAt, Column::Id), Order::Desc, after);
    let accounts =
        rows.all(reader.connection()).await?.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(accounts, |a: &Account| Cursor { at: a.created_at, id: a.id.0 }))
}

/// The staff account with this id, if it is within `scope`. Owners are not staff.
pub async fn find_staff(
    reader: &impl Reader,
    scope: &Scope,
    id: AccountId,
) -> Result<Option<Account>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope)).filter(Column::Role.ne(Role::Owner.code()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The owner without a log-in with this id, if it was opened within `scope`.
pub async fn find_counter(
    reader: &impl Reader,
    scope: &Scope,
    id: AccountId,
) -> Result<Option<Account>, StoreError> {
    let query = Entity::find_by_id(id.0)
        .filter(within(scope))
        .filter(Column::Standing.eq(AccountStatus::Counter.code()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Most owners of [`list_counter`].
pub const MAX_COUNTER: usize = 100;

/// The owners without a log-in within `scope`, newest first, at most [`MAX_COUNTER`].
pub async fn list_counter(reader: &impl Reader, scope: &Scope) -> Result<Vec<Account>, StoreError> {
    let query = Entity::find()
        .filter(within(scope))
        .filter(Column::Standing.eq(AccountStatus::Counter.code()))
        .order_by_desc(Column::Id)
        .limit(MAX_COUNTER as u64);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The active staff accounts with this role in exactly this area: who is notified of work there.
pub async fn list_active_staff(
    reader: &impl Reader,
    role: Role,
    area: &AreaCode,
) -> Result<Vec<Account>, StoreError> {
    let query = Entity::find()
        .filter(Column::Role.eq(role.code()))
        .filter(Column::Area.eq(area.as_str()))
        .filter(Column::Standing.eq(AccountStatus::Active.code()))
        .order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The active staff accounts of these areas, in no order.
pub async fn list_active_staff_of(
    reader: &impl Reader,
    areas: &[AreaCode],
) -> Result<Vec<Account>, StoreError> {
    let query = Entity::find()
        .filter(Column::Area.is_in(areas.iter().map(AreaCode::as_str)))
        .filter(Column::Role.ne(Role::Owner.code()))
        .filter(Column::Standing.eq(AccountStatus::Active.code()));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The staff accounts within `scope` that were invited and have no password yet, oldest first, at most `limit`.
pub async fn list_invited_staff(
    reader: &impl Reader,
    scope: &Scope,
    limit: u64,
) -> Result<Vec<Account>, StoreError> {
    let query = Entity::find()
        .filter(within(scope))
        .filter(Column::Role.ne(Role::Owner.code()))
        .filter(Column::Standing.eq(AccountStatus::Unconfirmed.code()))
        .filter(Column::PasswordHash.is_null())
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .limit(limit);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The areas of the administrators who can log in, each once.
pub async fn list_administered_areas(reader: &impl Reader) -> Result<Vec<AreaCode>, StoreError> {
    let query = Entity::find()
        .filter(Column::Role.eq(Role::Administrator.code()))
        .filter(Column::Standing.eq(AccountStatus::Active.code()));
    let rows = query.all(reader.connection()).await?.into_iter();
    let accounts = rows.map(from_row).collect::<Result<Vec<Account>, _>>()?;
    let mut areas: Vec<_> = accounts.into_iter().filter_map(|account| account.area).collect();
    areas.sort_unstable();
    areas.dedup();
    Ok(areas)
}

/// The accounts within `scope`, by the area of the account: a province includes the staff of its communes.
pub(crate) fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Owned(id) | Scope::Kept(id) => Condition::all().add(Column::Id.eq(id.0)),
        Scope::Area(area) => {
            let communes = camket_domain::areas::list_codes_within(area);
            Condition::all().add(Column::Area.is_in(communes.iter().map(AreaCode::as_str)))
        }
        Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

/// Inserts an account.
///
/// # Errors
/// [`StoreError::Duplicate`] if the login is taken.
pub async fn insert(tx: &Tx, account: &Account) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(account))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates an account; `account.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`], [`StoreError::Duplicate`].
pub async fn save(tx: &Tx, account: &Account) -> Result<(), StoreError> {
    let row = Model { version: account.version + 1, ..to_row(account) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(account.id.0))
        .filter(Column::Version.eq(account.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(account: &Account) -> Model {
    Model {
        id: account.id.0,
        role: account.role.code().to_owned(),
        name: account.name.clone(),
        name_folded: text::fold(&account.name),
        channel: account.login.channel().code().to_owned(),
        login: account.login.as_str().to_owned(),
        password_hash: account.password_hash.as_ref().map(|hash| hash.0.clone()),
        standing: account.status.code().to_owned(),
        agency_id: account.agency.map(|a| a.0),
        area: account.area.as_ref().map(|a| a.as_str().to_owned()),
        title: account.title.clone(),
        language: account.language.clone(),
        created_at: to_micros(account.created_at),
        version: account.version,
    }
}

pub(crate) fn from_row(row: Model) -> Result<Account, StoreError> {
    let login = match Channel::from_code(&row.channel) {
        Some(Channel::Email) => Email::parse(&row.login).ok().map(Login::Email),
        Some(Channel::Sms) => Phone::parse(&row.login).ok().map(Login::Mobile),
        None => None,
    };
    Ok(Account {
        id: AccountId(row.id),
        role: require_known(Role::from_code(&row.role), "account.role")?,
        name: row.name,
        login: require_known(login, "account.login")?,
        password_hash: row.password_hash.map(PasswordHash),
        status: require_known(AccountStatus::from_code(&row.standing), "account.standing")?,
        agency: row.agency_id.map(AgencyId),
        area: row.area.map(|code| require_known(AreaCode::new(&code), "account.area")).transpose()?,
        title: row.title,
        language: row.language,
        created_at: from_micros(row.created_at)?,
        version: row.version,
    })
}
