//! Integrated plans of communes and provinces.

mod entity;
pub mod page;

use std::collections::HashMap;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, IntegratedPlanId};
use camket_domain::integrated_plans::{IntegratedPlan, IntegratedPlanDetails, JoinedProgramme};
use camket_domain::paging::{Cursor, Paged};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QuerySelect};
use time::{Date, OffsetDateTime};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::paging::page_by_moment;
use crate::row::set_all_columns;
use crate::scope::within;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

const PLACE: [Column; 3] = [Column::Province, Column::Area, Column::Id];

/// Which plans are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct IntegratedPlanFilter {
    pub area: Option<AreaCode>,
    /// First and last day of the date, both included.
    pub days: Option<(Date, Date)>,
}

/// The plan with this id, if it is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: IntegratedPlanId,
) -> Result<Option<IntegratedPlan>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope, PLACE));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// A page of the plans within `scope` that pass `filter`, the latest first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    filter: IntegratedPlanFilter,
    after: Option<Cursor>,
) -> Result<Paged<IntegratedPlan>, StoreError> {
    let mut query = Entity::find().filter(within(scope, PLACE));
    if let Some(area) = filter.area {
        query = query.filter(Column::Area.eq(area.as_str()));
    }
    if let Some((first, last)) = filter.days {
        query = query.filter(Column::DatedOn.between(first, last));
    }
    let query = page_by_moment(query, (Column::ListedAt, Column::Id), Order::Desc, after);
    let rows = query.all(reader.connection()).await?;
    let plans = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(plans, |plan: &IntegratedPlan| Cursor {
        at: list_moment(plan.details.dated_on),
        id: plan.id.0,
    }))
}

/// How many plans a province and its communes dated from a day to a day, both included, by area; nothing for an area without one.
pub async fn sum_by_area(
    reader: &impl Reader,
    province: AreaCode,
    from: Date,
    to: Date,
) -> Result<HashMap<AreaCode, u32>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Area)
        .column_as(Column::Id.count(), "plans")
        .filter(Column::Province.eq(province.as_str()))
        .filter(Column::DatedOn.between(from, to))
        .group_by(Column::Area)
        .into_tuple::<(String, i64)>();
    let sum = |(area, plans): (String, i64)| {
        let area = require_known(AreaCode::new(&area), "integrated_plan.area")?;
        Ok((area, u32::try_from(plans).unwrap_or(u32::MAX)))
    };
    query.all(reader.connection()).await?.into_iter().map(sum).collect()
}

/// Inserts or updates a plan; `plan.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, province: AreaCode, plan: &IntegratedPlan) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: plan.version + 1, ..to_row(province, plan) });
    if plan.version == 0 {
        Entity::insert(row).exec_without_returning(tx.connection()).await?;
        return Ok(());
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(plan.id.0))
        .filter(Column::Version.eq(plan.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes a plan without pages, of this version.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: IntegratedPlanId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn list_moment(day: Date) -> OffsetDateTime {
    day.midnight().assume_utc()
}

fn to_row(province: AreaCode, plan: &IntegratedPlan) -> Model {
    let details = &plan.details;
    let programmes: Vec<_> = details.programmes.iter().map(|programme| programme.code()).collect();
    Model {
        id: plan.id.0,
        province: province.as_str().to_owned(),
        area: plan.area.as_str().to_owned(),
        number: details.number.clone(),
        dated_on: details.dated_on,
        office: details.office.clone(),
        programmes: programmes.join(","),
        written_by: plan.written.account.0,
        written_name: plan.written.name.clone(),
        written_at: to_micros(plan.written.at),
        listed_at: to_micros(list_moment(details.dated_on)),
        version: plan.version,
    }
}

fn from_row(row: Model) -> Result<IntegratedPlan, StoreError> {
    let at = from_micros(row.written_at)?;
    let programme =
        |code: &str| require_known(JoinedProgramme::from_code(code), "integrated_plan.programmes");
    let details = IntegratedPlanDetails {
        number: row.number,
        dated_on: row.dated_on,
        office: row.office,
        programmes: row.programmes.split(',').map(programme).collect::<Result<_, _>>()?,
    };
    Ok(IntegratedPlan {
        id: IntegratedPlanId(row.id),
        area: require_known(AreaCode::new(&row.area), "integrated_plan.area")?,
        details,
        written: ActorStamp { account: AccountId(row.written_by), name: row.written_name, at },
        version: row.version,
    })
}
