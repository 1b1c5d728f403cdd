//! Offers of venues to other owners.

pub(crate) mod entity;

use camket_domain::ids::{AccountId, TransferId, VenueId};
use camket_domain::transfers::{TransferState, VenueTransfer};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::paging::limit_block;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Most offers to one log-in that its owner's page shows; it says that there may be more.
pub const MAX_SHOWN: u64 = 20;

/// The offer with this id. Without a scope: only who offered it and who has its log-in may see it, which the caller checks.
pub async fn find(reader: &impl Reader, id: TransferId) -> Result<Option<VenueTransfer>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The offer of a venue that is not settled, also after its time. Whoever asks may see the venue.
pub async fn find_unsettled(
    reader: &impl Reader,
    venue: VenueId,
) -> Result<Option<VenueTransfer>, StoreError> {
    let query = Entity::find()
        .filter(Column::VenueId.eq(venue.0))
        .filter(Column::State.eq(TransferState::Offered.code()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The offers to a log-in that are not settled, the latest first, at most [`MAX_SHOWN`].
pub async fn list_unsettled_to(reader: &impl Reader, login: &str) -> Result<Vec<VenueTransfer>, StoreError> {
    let query = Entity::find()
        .filter(Column::Login.eq(login))
        .filter(Column::State.eq(TransferState::Offered.code()))
        .order_by_desc(Column::OfferedAt)
        .order_by_desc(Column::Id)
        .limit(MAX_SHOWN);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// At most `most` offers that an account made or answered, after an id, in the order of their ids.
pub async fn list_block_of_account(
    reader: &impl Reader,
    account: AccountId,
    after: Option<TransferId>,
    most: u64,
) -> Result<Vec<VenueTransfer>, StoreError> {
    let query = Entity::find().filter(is_of_account(account));
    let query = limit_block(query, Column::Id, after.map(|transfer| transfer.0), most);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Number of offers that an account made or answered.
pub async fn count_of_account(reader: &impl Reader, account: AccountId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(is_of_account(account)).count(reader.connection()).await?)
}

fn is_of_account(account: AccountId) -> Condition {
    Condition::any().add(Column::FromId.eq(account.0)).add(Column::ToId.eq(account.0))
}

/// Inserts an offer.
///
/// # Errors
/// [`StoreError::Duplicate`] if another one of the venue is not settled.
pub async fn insert(tx: &Tx, transfer: &VenueTransfer) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(transfer))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates an offer; `transfer.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, transfer: &VenueTransfer) -> Result<(), StoreError> {
    let row = Model { version: transfer.version + 1, ..to_row(transfer) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(transfer.id.0))
        .filter(Column::Version.eq(transfer.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(transfer: &VenueTransfer) -> Model {
    Model {
        id: transfer.id.0,
        venue_id: transfer.venue.0,
        from_id: transfer.from.0,
        login: transfer.login.clone(),
        to_id: transfer.to.map(|account| account.0),
        state: transfer.state.code().to_owned(),
        offered_at: to_micros(transfer.offered_at),
        settled_at: transfer.settled_at.map(to_micros),
        version: transfer.version,
    }
}

fn from_row(row: Model) -> Result<VenueTransfer, StoreError> {
    Ok(VenueTransfer {
        id: TransferId(row.id),
        venue: VenueId(row.venue_id),
        from: AccountId(row.from_id),
        login: row.login,
        to: row.to_id.map(AccountId),
        state: require_known(TransferState::from_code(&row.state), "venue_transfer.state")?,
        offered_at: from_micros(row.offered_at)?,
        settled_at: from_micros_opt(row.settled_at)?,
        version: row.version,
    })
}
