//! Activities of communes and provinces.

pub(crate) mod entity;
pub mod picture;
mod row;

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::activities::{Activity, ActivityState, ActivitySum};
use camket_domain::areas::AreaCode;
use camket_domain::ids::ActivityId;
use camket_domain::paging::{Cursor, Paged};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use time::{Date, Month};

use crate::error::{require_known, require_one_row};
use crate::paging::page_by_moment;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};
use row::{from_row, list_moment, parse_topics, to_row};

/// Which recorded activities are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ActivityFilter {
    pub area: Option<AreaCode>,
    /// Calendar year in which it was held.
    pub year: Option<i32>,
}

/// The activity with this id, if it is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: ActivityId,
) -> Result<Option<Activity>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// A page of the recorded activities within `scope` that pass `filter`, the latest first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    filter: ActivityFilter,
    after: Option<Cursor>,
) -> Result<Paged<Activity>, StoreError> {
    let mut query = Entity::find().filter(within(scope)).filter(has_state(ActivityState::Recorded));
    if let Some(area) = filter.area {
        query = query.filter(Column::Area.eq(area.as_str()));
    }
    if let Some((first, last)) = filter.year.and_then(bounds_of_year) {
        query = query.filter(Column::HeldOn.between(first, last));
    }
    let query = page_by_moment(query, (Column::ListedAt, Column::Id), Order::Desc, after);
    let rows = query.all(reader.connection()).await?;
    let activities = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(activities, |activity| Cursor { at: list_moment(activity), id: activity.id.0 }))
}

/// The drafts of an area, the latest first: all of them, an office finishes what it begins.
pub async fn list_drafts(reader: &impl Reader, area: AreaCode) -> Result<Vec<Activity>, StoreError> {
    let query = Entity::find()
        .filter(Column::Area.eq(area.as_str()))
        .filter(has_state(ActivityState::Draft))
        .order_by_desc(Column::ListedAt)
        .order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The activity of an area that was recorded last.
pub async fn find_latest(reader: &impl Reader, area: AreaCode) -> Result<Option<Activity>, StoreError> {
    let query = Entity::find()
        .filter(Column::Area.eq(area.as_str()))
        .filter(has_state(ActivityState::Recorded))
        .order_by_desc(Column::WrittenAt)
        .order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The sums of the recorded activities of a province and its communes in a calendar year, by area; nothing for an area
/// without one.
pub async fn sum_by_area(
    reader: &impl Reader,
    province: AreaCode,
    year: i32,
) -> Result<HashMap<AreaCode, ActivitySum>, StoreError> {
    let Some((first, last)) = bounds_of_year(year) else { return Ok(HashMap::new()) };
    let query = Entity::find()
        .select_only()
        .columns([Column::Area, Column::Topics])
        .column_as(Column::Id.count(), "activities")
        .column_as(Column::Sessions.sum(), "sessions")
        .column_as(Column::People.sum(), "people")
        .filter(Column::Province.eq(province.as_str()))
        .filter(has_state(ActivityState::Recorded))
        .filter(Column::HeldOn.between(first, last))
        .group_by(Column::Area)
        .group_by(Column::Topics)
        .into_tuple::<(String, String, i64, Option<i64>, Option<i64>)>();
    let mut sums: HashMap<AreaCode, ActivitySum> = HashMap::new();
    for (area, topics, activities, sessions, people) in query.all(reader.connection()).await? {
        let area = require_known(AreaCode::new(&area), "activity.area")?;
        let number = |number: Option<i64>| u32::try_from(number.unwrap_or_default()).unwrap_or(u32::MAX);
        let (sessions, people) = (number(sessions), number(people));
        let sum = ActivitySum::of_topics(number(Some(activities)), sessions, people, &parse_topics(&topics)?);
        sums.entry(area).or_default().add(sum);
    }
    Ok(sums)
}

/// Inserts or updates an activity; `activity.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, province: AreaCode, activity: &Activity) -> Result<(), StoreError> {
    let row = Model { version: activity.version + 1, ..to_row(province, activity)? };
    if activity.version == 0 {
        Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
        return Ok(());
    }
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(activity.id.0))
        .filter(Column::Version.eq(activity.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes an activity without pictures, of this version.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: ActivityId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn has_state(state: ActivityState) -> Condition {
    Condition::all().add(Column::State.eq(state.code()))
}

fn within(scope: &Scope) -> Condition {
    crate::scope::within(scope, [Column::Province, Column::Area, Column::Id])
}

fn bounds_of_year(year: i32) -> Option<(Date, Date)> {
    let first = Date::from_calendar_date(year, Month::January, 1).ok()?;
    Some((first, Date::from_calendar_date(year, Month::December, 31).ok()?))
}
