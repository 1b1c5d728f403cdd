//! What areas send for a period: one row of each period and area, from the first word on. Whoever asks has found the
//! period within the scope and chosen areas of it.

mod entity;

use std::collections::HashMap;

use camket_domain::accounts::ActorStamp;
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, AreaReportId, ReportPeriodId};
use camket_domain::reports::{AreaReport, ReportEntry, ReportState, ReportStatus};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json_opt, set_all_columns, to_json_opt};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The report of an area.
pub async fn find(
    reader: &impl Reader,
    period: ReportPeriodId,
    area: AreaCode,
) -> Result<Option<AreaReport>, StoreError> {
    let query = Entity::find().filter(Column::PeriodId.eq(period.0)).filter(Column::Area.eq(area.as_str()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The reports for these periods, in no order.
pub async fn list(reader: &impl Reader, periods: &[ReportPeriodId]) -> Result<Vec<AreaReport>, StoreError> {
    let query = Entity::find().filter(Column::PeriodId.is_in(periods.iter().map(|id| id.0)));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// How many reports of each period are in each state; nothing for a state that none has.
pub async fn count_states(
    reader: &impl Reader,
    periods: &[ReportPeriodId],
) -> Result<HashMap<ReportPeriodId, HashMap<ReportState, usize>>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::PeriodId, Column::State])
        .column_as(Column::Id.count(), "reports")
        .filter(Column::PeriodId.is_in(periods.iter().map(|id| id.0)))
        .group_by(Column::PeriodId)
        .group_by(Column::State)
        .into_tuple::<(Uuid, String, i64)>();
    let mut counted: HashMap<_, HashMap<_, _>> = HashMap::new();
    for (period, state, reports) in query.all(reader.connection()).await? {
        let reports = require_known(usize::try_from(reports).ok(), "count of reports")?;
        counted.entry(ReportPeriodId(period)).or_default().insert(parse_state(&state)?, reports);
    }
    Ok(counted)
}

/// The state of an area's report of each period; nothing where it wrote nothing.
pub async fn list_states_of(
    reader: &impl Reader,
    periods: &[ReportPeriodId],
    area: AreaCode,
) -> Result<HashMap<ReportPeriodId, ReportState>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::PeriodId, Column::State])
        .filter(Column::PeriodId.is_in(periods.iter().map(|id| id.0)))
        .filter(Column::Area.eq(area.as_str()))
        .into_tuple::<(Uuid, String)>();
    let rows = query.all(reader.connection()).await?;
    rows.into_iter().map(|(period, state)| Ok((ReportPeriodId(period), parse_state(&state)?))).collect()
}

/// Inserts or updates a report; `report.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`], also for a report that someone else began meanwhile.
pub async fn save(tx: &Tx, report: &AreaReport) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: report.version + 1, ..to_row(report)? });
    if report.version == 0 {
        return match Entity::insert(row).exec_without_returning(tx.connection()).await.map_err(Into::into) {
            Err(StoreError::Duplicate) => Err(StoreError::Conflict),
            other => other.map(drop),
        };
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(report.id.0))
        .filter(Column::Version.eq(report.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(report: &AreaReport) -> Result<Model, StoreError> {
    let (reason, by) = match &report.status {
        ReportStatus::NotBegun | ReportStatus::Draft(_) => ("", None),
        ReportStatus::Sent { by, .. } | ReportStatus::Accepted { by, .. } => ("", Some(by)),
        ReportStatus::Returned { reason, by, .. } => (reason.as_str(), Some(by)),
    };
    Ok(Model {
        id: report.id.0,
        period_id: report.period.0,
        area: report.area.as_str().to_owned(),
        state: report.state().code().to_owned(),
        entry: to_json_opt(report.status.entry(), "area_report.entry")?,
        reason: reason.to_owned(),
        by_id: by.map(|by| by.account.0),
        by_name: by.map(|by| by.name.clone()).unwrap_or_default(),
        by_at: by.map(|by| to_micros(by.at)),
        version: report.version,
    })
}

fn from_row(row: Model) -> Result<AreaReport, StoreError> {
    Ok(AreaReport {
        id: AreaReportId(row.id),
        period: ReportPeriodId(row.period_id),
        area: require_known(AreaCode::new(&row.area), "area_report.area")?,
        version: row.version,
        status: status_from_row(row)?,
    })
}

fn parse_state(code: &str) -> Result<ReportState, StoreError> {
    require_known(ReportState::from_code(code), "area_report.state")
}

fn status_from_row(row: Model) -> Result<ReportStatus, StoreError> {
    let state = parse_state(&row.state)?;
    let entry = from_json_opt::<ReportEntry>(row.entry, "area_report.entry")?;
    let by = match (row.by_id, row.by_at) {
        (Some(id), Some(at)) => {
            Some(ActorStamp { account: AccountId(id), name: row.by_name, at: from_micros(at)? })
        }
        _ => None,
    };
    match (state, entry, by) {
        (ReportState::NotBegun, None, None) => Ok(ReportStatus::NotBegun),
        (ReportState::Draft, Some(entry), None) => Ok(ReportStatus::Draft(entry)),
        (ReportState::Sent, Some(entry), Some(by)) => Ok(ReportStatus::Sent { entry, by }),
        (ReportState::Returned, Some(entry), Some(by)) => {
            Ok(ReportStatus::Returned { entry, reason: row.reason, by })
        }
        (ReportState::Accepted, Some(entry), Some(by)) => Ok(ReportStatus::Accepted { entry, by }),
        _ => Err(StoreError::Corrupt("area_report.state")),
    }
}
