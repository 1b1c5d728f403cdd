//! Frozen figures: written once, never changed. Whoever asks for one by its id has found its period within the scope.

mod entity;

use std::collections::HashMap;

use camket_domain::accounts::ActorStamp;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{AccountId, ReportPeriodId, SnapshotId};
use camket_domain::reports::snapshot::Snapshot;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The snapshots of a period, the latest first.
pub async fn list(reader: &impl Reader, period: ReportPeriodId) -> Result<Vec<Snapshot>, StoreError> {
    let query = Entity::find().filter(Column::PeriodId.eq(period.0)).order_by_desc(Column::Number);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

pub async fn find(reader: &impl Reader, id: SnapshotId) -> Result<Option<Snapshot>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The snapshot on whose papers this code is printed: anyone may ask.
pub async fn find_by_code(reader: &impl Reader, code: &ShortCode) -> Result<Option<Snapshot>, StoreError> {
    let query = Entity::find().filter(Column::Code.eq(code.as_str()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Number and id of the latest snapshot of each period that has one.
pub async fn list_latest(
    reader: &impl Reader,
    periods: &[ReportPeriodId],
) -> Result<HashMap<ReportPeriodId, (i32, SnapshotId)>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::PeriodId, Column::Number, Column::Id])
        .filter(Column::PeriodId.is_in(periods.iter().map(|id| id.0)))
        .order_by_asc(Column::Number)
        .into_tuple::<(Uuid, i32, Uuid)>();
    // A later one replaces an earlier one.
    let rows = query.all(reader.connection()).await?;
    Ok(rows
        .into_iter()
        .map(|(period, number, id)| (ReportPeriodId(period), (number, SnapshotId(id))))
        .collect())
}

/// Inserts a snapshot.
///
/// # Errors
/// [`StoreError::Conflict`] if someone else froze the same version meanwhile.
pub async fn insert(tx: &Tx, snapshot: &Snapshot) -> Result<(), StoreError> {
    let row = set_all_columns(to_row(snapshot)?);
    match Entity::insert(row).exec_without_returning(tx.connection()).await.map_err(Into::into) {
        Err(StoreError::Duplicate) => Err(StoreError::Conflict),
        other => other.map(drop),
    }
}

fn to_row(snapshot: &Snapshot) -> Result<Model, StoreError> {
    Ok(Model {
        id: snapshot.id.0,
        period_id: snapshot.period.0,
        number: snapshot.number,
        code: snapshot.code.as_str().to_owned(),
        content: to_json(&snapshot.content, "snapshot.content")?,
        digest: snapshot.digest.clone(),
        program: snapshot.program.clone(),
        frozen_by: snapshot.frozen.account.0,
        frozen_name: snapshot.frozen.name.clone(),
        frozen_at: to_micros(snapshot.frozen.at),
    })
}

fn from_row(row: Model) -> Result<Snapshot, StoreError> {
    let at = from_micros(row.frozen_at)?;
    Ok(Snapshot {
        id: SnapshotId(row.id),
        period: ReportPeriodId(row.period_id),
        number: row.number,
        code: require_known(ShortCode::parse(&row.code).ok(), "snapshot.code")?,
        frozen: ActorStamp { account: AccountId(row.frozen_by), name: row.frozen_name, at },
        program: row.program,
        digest: row.digest,
        content: from_json(row.content, "snapshot.content")?,
    })
}
