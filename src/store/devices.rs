//! Inspectors' phones, which sign what they send.

mod entity;
mod parcel;
mod unlock;

use camket_domain::accounts::Scope;
use camket_domain::devices::{Device, DeviceState, DeviceStatus};
use camket_domain::ids::{AccountId, DeviceId};
use camket_domain::paging::{Cursor, Paged};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, JoinType, Order, QueryFilter, QuerySelect, RelationTrait};
use time::OffsetDateTime;

use entity::{Column, Entity, Model, Relation};
pub use parcel::{Parcel, delete_parcels_to, find_parcel, insert_parcel};
pub use unlock::{delete_ended_codes, delete_unlock, find_unlock, insert_unlock, save_unlock};

use crate::error::require_one_row;
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::paging::page_by_moment;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx, accounts};

/// The phone with this id, without a scope: for requests that the phone itself signs.
pub async fn find(reader: &impl Reader, id: DeviceId) -> Result<Option<Device>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The phone with this id, if its account is within `scope`.
pub async fn find_in_scope(
    reader: &impl Reader,
    scope: &Scope,
    id: DeviceId,
) -> Result<Option<Device>, StoreError> {
    let query = Entity::find_by_id(id.0)
        .join(JoinType::InnerJoin, Relation::Account.def())
        .filter(accounts::within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// A page of the phones whose accounts are within `scope`, each with the name of its account, the last seen first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    after: Option<Cursor>,
) -> Result<Paged<(Device, String)>, StoreError> {
    let query = page_by_moment(Entity::find(), (Column::SeenAt, Column::Id), Order::Desc, after)
        .find_also_related(accounts::entity::Entity)
        .filter(accounts::within(scope));
    let rows = query.all(reader.connection()).await?;
    let named = |(row, account): (Model, Option<accounts::entity::Model>)| {
        Ok((from_row(row)?, account.map(|account| account.name).unwrap_or_default()))
    };
    let found = rows.into_iter().map(named).collect::<Result<_, StoreError>>()?;
    Ok(Paged::from_rows(found, |(device, _): &(Device, String)| Cursor {
        at: device.seen_at,
        id: device.id.0,
    }))
}

/// Inserts a phone.
///
/// # Errors
/// [`StoreError::Duplicate`] if the id is taken.
pub async fn insert(tx: &Tx, device: &Device) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(device))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a phone; `device.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, device: &Device) -> Result<(), StoreError> {
    let row = Model { version: device.version + 1, ..to_row(device) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(device.id.0))
        .filter(Column::Version.eq(device.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Sets when a phone last sent a request. The version stays: no decision depends on this column.
pub async fn record_seen(tx: &Tx, id: DeviceId, at: OffsetDateTime) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(to_micros(at)))
        .filter(Column::Id.eq(id.0));
    update.exec(tx.connection()).await?;
    Ok(())
}

fn to_row(device: &Device) -> Model {
    Model {
        id: device.id.0,
        account_id: device.account.0,
        name: device.name.clone(),
        point: device.public_key.clone(),
        standing: device.state().code().to_owned(),
        registered_at: to_micros(device.registered_at),
        seen_at: to_micros(device.seen_at),
        cut_off_at: device.cut_off_at().map(to_micros),
        version: device.version,
    }
}

fn status_from_row(row: &Model) -> Result<DeviceStatus, StoreError> {
    match (DeviceState::from_code(&row.standing), from_micros_opt(row.cut_off_at)?) {
        (Some(DeviceState::Active), None) => Ok(DeviceStatus::Active),
        (Some(DeviceState::CutOff), Some(at)) => Ok(DeviceStatus::CutOff(at)),
        (Some(DeviceState::ToldToWipe), Some(at)) => Ok(DeviceStatus::ToldToWipe(at)),
        _ => Err(StoreError::Corrupt("device.standing")),
    }
}

fn from_row(row: Model) -> Result<Device, StoreError> {
    let status = status_from_row(&row)?;
    Ok(Device {
        id: DeviceId(row.id),
        account: AccountId(row.account_id),
        name: row.name,
        public_key: row.point,
        status,
        registered_at: from_micros(row.registered_at)?,
        seen_at: from_micros(row.seen_at)?,
        version: row.version,
    })
}
