//! Request bodies that phones signed, byte for byte, kept as proof of their sender. Rows are inserted, never updated.
//! Those of scans are deleted with them.

mod entity;

use camket_domain::ids::DeviceId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// A signed request body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parcel {
    pub id: Uuid,
    /// The phone that signed it.
    pub device: DeviceId,
    /// SHA-256 of the body, in lower-case hexadecimal.
    pub sha256: String,
    /// Method and path of the request, with a line break between them, which the signature covers too; `None` for rows from
    /// before, whose signature covers the body alone.
    pub target: Option<String>,
    pub body: Vec<u8>,
    /// ECDSA signature: r and s, 64 bytes.
    pub signature: Vec<u8>,
    pub received_at: OffsetDateTime,
}

/// Inserts a signed body.
pub async fn insert_parcel(tx: &Tx, parcel: &Parcel) -> Result<(), StoreError> {
    let row = Model {
        id: parcel.id,
        device_id: parcel.device.0,
        sha256: parcel.sha256.clone(),
        target: parcel.target.clone(),
        body: parcel.body.clone(),
        signature: parcel.signature.clone(),
        received_at: to_micros(parcel.received_at),
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The signed body with this id.
pub async fn find_parcel(reader: &impl Reader, id: Uuid) -> Result<Option<Parcel>, StoreError> {
    let row = Entity::find_by_id(id).one(reader.connection()).await?;
    row.map(|row| {
        Ok(Parcel {
            id: row.id,
            device: DeviceId(row.device_id),
            sha256: row.sha256,
            target: row.target,
            body: row.body,
            signature: row.signature,
            received_at: from_micros(row.received_at)?,
        })
    })
    .transpose()
}

/// Deletes the signed bodies that were sent to `target` and received before a moment; the number. What was sent there may be
/// named by no other row.
pub async fn delete_parcels_to(tx: &Tx, target: &str, before: OffsetDateTime) -> Result<u64, StoreError> {
    let old = Entity::delete_many()
        .filter(Column::Target.eq(target))
        .filter(Column::ReceivedAt.lt(to_micros(before)));
    Ok(old.exec(tx.connection()).await?.rows_affected)
}
