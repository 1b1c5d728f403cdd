//! Where a database stands, and the restores that were worked through.

mod entity;
pub mod lost_status;
pub mod series;

use camket_domain::ids::AuditId;
use camket_domain::restores::{DatabasePosition, LostTime, Restore};
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::audit::entity as event;
use crate::certificates::register;
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Where the database stands. `marked` is the event that the reader has seen in it.
pub async fn load_position(
    reader: &impl Reader,
    marked: Option<AuditId>,
) -> Result<DatabasePosition, StoreError> {
    let state = register::load_state(reader).await?;
    let newest = find_newest_event(reader).await?;
    let has_marked_event = match marked {
        None => true,
        Some(marked) if newest == Some(marked) => true,
        Some(marked) => has_event(reader, marked).await?,
    };
    Ok(DatabasePosition { epoch: state.epoch, sequence: state.sequence, event: newest, has_marked_event })
}

/// The event with the highest id: ids begin with their time.
async fn find_newest_event(reader: &impl Reader) -> Result<Option<AuditId>, StoreError> {
    let query =
        event::Entity::find().select_only().column(event::Column::Id).order_by_desc(event::Column::Id);
    let id: Option<Uuid> = query.into_tuple().one(reader.connection()).await?;
    Ok(id.map(AuditId))
}

async fn has_event(reader: &impl Reader, id: AuditId) -> Result<bool, StoreError> {
    let query = event::Entity::find_by_id(id.0).select_only().column(event::Column::Id);
    Ok(query.into_tuple::<Uuid>().one(reader.connection()).await?.is_some())
}

/// The moment of the last event that the database has.
pub async fn find_last_moment(reader: &impl Reader) -> Result<Option<OffsetDateTime>, StoreError> {
    let query =
        event::Entity::find().select_only().column(event::Column::At).order_by_desc(event::Column::Id);
    let at: Option<i64> = query.into_tuple().one(reader.connection()).await?;
    at.map(from_micros).transpose()
}

/// Every restore, newest first.
pub async fn list(reader: &impl Reader) -> Result<Vec<Restore>, StoreError> {
    let rows = Entity::find().order_by_desc(Column::Epoch).all(reader.connection()).await?;
    rows.into_iter().map(from_row).collect()
}

/// The times of which something was lost, in no order.
pub async fn list_lost_times(reader: &impl Reader) -> Result<Vec<LostTime>, StoreError> {
    let query = Entity::find().select_only().columns([Column::LostFrom, Column::At]);
    let rows: Vec<(i64, i64)> = query.into_tuple().all(reader.connection()).await?;
    rows.into_iter()
        .map(|(from, to)| Ok(LostTime { from: from_micros(from)?, to: from_micros(to)? }))
        .collect()
}

/// Inserts a restore.
///
/// # Errors
/// [`StoreError::Duplicate`] if another node began the same epoch.
pub async fn insert(tx: &Tx, restore: &Restore) -> Result<(), StoreError> {
    let row = Model {
        epoch: restore.epoch,
        lost_from: to_micros(restore.lost.from),
        at: to_micros(restore.lost.to),
        decision: restore.decision.clone(),
        report: to_json(&restore.report, "restore.report")?,
    };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn from_row(row: Model) -> Result<Restore, StoreError> {
    Ok(Restore {
        epoch: row.epoch,
        lost: LostTime { from: from_micros(row.lost_from)?, to: from_micros(row.at)? },
        decision: row.decision,
        report: from_json(row.report, "restore.report")?,
    })
}
