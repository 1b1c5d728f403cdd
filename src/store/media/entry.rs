//! How often outlets reported in a month: one row of each outlet and month. Whoever asks has found the outlets within the
//! scope.

mod entity;

use camket_domain::accounts::ActorStamp;
use camket_domain::ids::{AccountId, MediaOutletId};
use camket_domain::media::{MediaEntry, MediaMonth};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The entries of these outlets in a calendar year, in no order.
pub async fn list(
    reader: &impl Reader,
    outlets: &[MediaOutletId],
    year: i32,
) -> Result<Vec<MediaEntry>, StoreError> {
    let query = Entity::find()
        .filter(Column::OutletId.is_in(outlets.iter().map(|id| id.0)))
        .filter(Column::Year.eq(year));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Inserts or updates an entry; `entry.version` is the version that was loaded, 0 for none, with a new `id`.
///
/// # Errors
/// [`StoreError::Conflict`], also for an entry that someone else began meanwhile.
pub async fn save(tx: &Tx, id: Uuid, entry: &MediaEntry) -> Result<(), StoreError> {
    let row = Model { version: entry.version + 1, ..to_row(id, entry)? };
    if entry.version == 0 {
        let inserted = Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await;
        return match inserted.map_err(Into::into) {
            Err(StoreError::Duplicate) => Err(StoreError::Conflict),
            other => other.map(drop),
        };
    }
    let update = Entity::update_many()
        .col_expr(Column::Pieces, row.pieces.into())
        .col_expr(Column::Note, row.note.into())
        .col_expr(Column::WrittenBy, row.written_by.into())
        .col_expr(Column::WrittenName, row.written_name.into())
        .col_expr(Column::WrittenAt, row.written_at.into())
        .col_expr(Column::Version, row.version.into())
        .filter(Column::OutletId.eq(entry.outlet.0))
        .filter(Column::Year.eq(row.year))
        .filter(Column::Month.eq(row.month))
        .filter(Column::Version.eq(entry.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(id: Uuid, entry: &MediaEntry) -> Result<Model, StoreError> {
    Ok(Model {
        id,
        outlet_id: entry.outlet.0,
        year: entry.month.year,
        month: entry.month.month.into(),
        pieces: i32::try_from(entry.pieces).map_err(|_| StoreError::Corrupt("media_entry.pieces"))?,
        note: entry.note.clone(),
        written_by: entry.written.account.0,
        written_name: entry.written.name.clone(),
        written_at: to_micros(entry.written.at),
        version: entry.version,
    })
}

fn from_row(row: Model) -> Result<MediaEntry, StoreError> {
    let month = u8::try_from(row.month).ok().and_then(|month| MediaMonth::new(row.year, month));
    let at = from_micros(row.written_at)?;
    Ok(MediaEntry {
        outlet: MediaOutletId(row.outlet_id),
        month: require_known(month, "media_entry.month")?,
        pieces: require_known(u32::try_from(row.pieces).ok(), "media_entry.pieces")?,
        note: row.note,
        written: ActorStamp { account: AccountId(row.written_by), name: row.written_name, at },
        version: row.version,
    })
}
