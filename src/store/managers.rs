//! Managers of venues, invited and accepted.

pub(crate) mod entity;

use camket_domain::ids::{AccountId, ManagerId, VenueId};
use camket_domain::managers::{ManagerStanding, VenueManager};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Most invitations of one log-in that its owner's page shows; it says that there may be more.
pub const MAX_INVITATIONS: u64 = 20;

/// The manager with this id. Without a scope: the caller checks whose it is.
pub async fn find(reader: &impl Reader, id: ManagerId) -> Result<Option<VenueManager>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The managers of a venue, invited ones included, in the order of their invitations.
pub async fn list_of_venue(reader: &impl Reader, venue: VenueId) -> Result<Vec<VenueManager>, StoreError> {
    let query = Entity::find().filter(Column::VenueId.eq(venue.0)).order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// What an account manages, the latest first.
pub async fn list_of_account(
    reader: &impl Reader,
    account: AccountId,
) -> Result<Vec<VenueManager>, StoreError> {
    let query = Entity::find().filter(Column::AccountId.eq(account.0)).order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Everybody who manages one of these venues or is invited to: at most a few of each ([`camket_domain::managers`]).
pub async fn list_of_venues(
    reader: &impl Reader,
    venues: &[VenueId],
) -> Result<Vec<VenueManager>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.is_in(venues.iter().map(|venue| venue.0)))
        .order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// How many venues an account manages.
pub async fn count_of_account(reader: &impl Reader, account: AccountId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::AccountId.eq(account.0)).count(reader.connection()).await?)
}

/// The invitations of a log-in that were not accepted, the latest first, at most [`MAX_INVITATIONS`].
pub async fn list_invitations(reader: &impl Reader, login: &str) -> Result<Vec<VenueManager>, StoreError> {
    let query = Entity::find()
        .filter(Column::Login.eq(login))
        .filter(Column::AccountId.is_null())
        .order_by_desc(Column::Id)
        .limit(MAX_INVITATIONS);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// A subquery: the venues that an account manages.
pub(crate) fn select_venues(account: AccountId) -> SelectStatement {
    QueryTrait::into_query(
        Entity::find().select_only().column(Column::VenueId).filter(Column::AccountId.eq(account.0)),
    )
}

/// Inserts an invitation.
///
/// # Errors
/// [`StoreError::Duplicate`] if the log-in is invited to the venue already.
pub async fn insert(tx: &Tx, manager: &VenueManager) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(manager))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a manager; `manager.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, manager: &VenueManager) -> Result<(), StoreError> {
    let row = Model { version: manager.version + 1, ..to_row(manager) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(manager.id.0))
        .filter(Column::Version.eq(manager.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

pub async fn delete(tx: &Tx, id: ManagerId) -> Result<(), StoreError> {
    Entity::delete_by_id(id.0).exec(tx.connection()).await?;
    Ok(())
}

/// Deletes the managers of a venue, invited ones included: it has another owner.
pub async fn delete_of_venue(tx: &Tx, venue: VenueId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::VenueId.eq(venue.0)).exec(tx.connection()).await?;
    Ok(())
}

fn to_row(manager: &VenueManager) -> Model {
    let (account, name, since) = match &manager.standing {
        ManagerStanding::Invited => (None, "", None),
        ManagerStanding::Manages { account, name, since } => {
            (Some(account.0), name.as_str(), Some(to_micros(*since)))
        }
    };
    Model {
        id: manager.id.0,
        venue_id: manager.venue.0,
        login: manager.login.clone(),
        invited_at: to_micros(manager.invited_at),
        account_id: account,
        account_name: name.to_owned(),
        accepted_at: since,
        version: manager.version,
    }
}

fn from_row(row: Model) -> Result<VenueManager, StoreError> {
    let standing = match (row.account_id, from_micros_opt(row.accepted_at)?) {
        (None, None) => ManagerStanding::Invited,
        (Some(account), Some(since)) => {
            ManagerStanding::Manages { account: AccountId(account), name: row.account_name, since }
        }
        _ => require_known(None, "venue_manager.accepted_at")?,
    };
    Ok(VenueManager {
        id: ManagerId(row.id),
        venue: VenueId(row.venue_id),
        login: row.login,
        invited_at: from_micros(row.invited_at)?,
        standing,
        version: row.version,
    })
}
