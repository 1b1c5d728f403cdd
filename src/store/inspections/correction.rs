//! Corrections of reports, each with the version that it replaced. Rows are inserted, never updated.

mod entity;

use std::collections::HashMap;

use camket_domain::accounts::ActorStamp;
use camket_domain::ids::{AccountId, CorrectionId, InspectionId};
use camket_domain::inspections::Conclusion;
use camket_domain::inspections::corrections::{Correction, ReplacedVersion};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::entity::Column as InspectionColumn;
use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json, from_json_opt, set_all_columns, to_json, to_json_opt};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model, Relation};

/// The corrections of an inspection, oldest first.
pub async fn list_by_inspection(
    reader: &impl Reader,
    inspection: InspectionId,
) -> Result<Vec<Correction>, StoreError> {
    let query = Entity::find().filter(Column::InspectionId.eq(inspection.0));
    let rows = query.order_by_asc(Column::ReplacedNumber).all(reader.connection()).await?;
    rows.into_iter().map(from_row).collect()
}

/// Number of corrections of an inspection.
pub async fn count(reader: &impl Reader, inspection: InspectionId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::InspectionId.eq(inspection.0)).count(reader.connection()).await?)
}

/// Numbers of corrections of an inspector's reports that were received at or after `since`; those without any are left out.
pub async fn count_by_inspector(
    reader: &impl Reader,
    inspector: AccountId,
    since: OffsetDateTime,
) -> Result<HashMap<InspectionId, u64>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::InspectionId)
        .column_as(Column::Id.count(), "corrections")
        .join(JoinType::InnerJoin, Relation::Inspection.def())
        .filter(InspectionColumn::InspectorId.eq(inspector.0))
        .filter(InspectionColumn::ReceivedAt.gte(to_micros(since)))
        .group_by(Column::InspectionId);
    let rows: Vec<(Uuid, i64)> = query.into_tuple().all(reader.connection()).await?;
    Ok(rows.into_iter().map(|(id, count)| (InspectionId(id), count.unsigned_abs())).collect())
}

/// The correction with this id, and the id of the parcel that brought it; `None` for one that was made on a page.
pub async fn find_with_parcel(
    reader: &impl Reader,
    id: CorrectionId,
) -> Result<Option<(Correction, Option<Uuid>)>, StoreError> {
    let Some(row) = Entity::find_by_id(id.0).one(reader.connection()).await? else { return Ok(None) };
    let parcel = row.parcel_id;
    Ok(Some((from_row(row)?, parcel)))
}

/// Inserts a correction with the id of the parcel that brought it.
///
/// # Errors
/// [`StoreError::Duplicate`] if the id or the number is taken.
pub async fn insert(tx: &Tx, correction: &Correction, parcel: Option<Uuid>) -> Result<(), StoreError> {
    let row = set_all_columns(to_row(correction, parcel)?);
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn to_row(correction: &Correction, parcel: Option<Uuid>) -> Result<Model, StoreError> {
    let replaced = &correction.replaced;
    Ok(Model {
        id: correction.id.0,
        inspection_id: correction.inspection.0,
        replaced_number: i32::from(replaced.number),
        replaced_conclusion: replaced.conclusion.code().to_owned(),
        replaced_report: to_json(&replaced.report, "inspection_correction.replaced_report")?,
        replaced_reply: to_json_opt(replaced.reply.as_ref(), "inspection_correction.replaced_reply")?,
        reason: correction.reason.clone(),
        by_account: correction.by.account.0,
        by_name: correction.by.name.clone(),
        written_at: to_micros(correction.by.at),
        received_at: to_micros(correction.received_at),
        followed: correction.followed,
        parcel_id: parcel,
    })
}

fn from_row(row: Model) -> Result<Correction, StoreError> {
    let number = u16::try_from(row.replaced_number).ok();
    let conclusion = Conclusion::from_code(&row.replaced_conclusion);
    Ok(Correction {
        id: CorrectionId(row.id),
        inspection: InspectionId(row.inspection_id),
        replaced: ReplacedVersion {
            number: require_known(number, "inspection_correction.replaced_number")?,
            conclusion: require_known(conclusion, "inspection_correction.replaced_conclusion")?,
            report: from_json(row.replaced_report, "inspection_correction.replaced_report")?,
            reply: from_json_opt(row.replaced_reply, "inspection_correction.replaced_reply")?,
        },
        reason: row.reason,
        by: ActorStamp {
            account: AccountId(row.by_account),
            name: row.by_name,
            at: from_micros(row.written_at)?,
        },
        received_at: from_micros(row.received_at)?,
        followed: row.followed,
    })
}
