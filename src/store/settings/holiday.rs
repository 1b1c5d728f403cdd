//! Public holidays, which are no working days, and the Saturdays worked instead (BLLĐ 2019 Điều 112).

mod entity;

use camket_domain::calendar::{HolidayKind, Holidays};
use sea_orm::{EntityTrait, QueryOrder};
use time::Date;

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// A weekday that is not worked, or a weekend day that is worked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecialDay {
    /// Day in Asia/Ho_Chi_Minh.
    pub day: Date,
    pub kind: HolidayKind,
    /// Name of the holiday as an administrator entered it.
    pub name: String,
}

/// All special days, earliest first.
pub async fn list(reader: &impl Reader) -> Result<Vec<SpecialDay>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Day).all(reader.connection()).await?;
    rows.into_iter().map(from_row).collect()
}

/// The calendar for counting the working days of deadlines.
pub async fn load_calendar(reader: &impl Reader) -> Result<Holidays, StoreError> {
    let days = list(reader).await?;
    let of = |kind| days.iter().filter(move |day| day.kind == kind).map(|day| day.day);
    Ok(Holidays::new(of(HolidayKind::Off), of(HolidayKind::Worked)))
}

/// Inserts days.
///
/// # Errors
/// [`StoreError::Duplicate`] if a day has a row already.
pub async fn insert(tx: &Tx, days: &[SpecialDay]) -> Result<(), StoreError> {
    let rows = days.iter().map(|day| {
        set_all_columns(Model { day: day.day, kind: day.kind.code().to_owned(), name: day.name.clone() })
    });
    Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Deletes a day.
pub async fn delete(tx: &Tx, day: Date) -> Result<(), StoreError> {
    Entity::delete_by_id(day).exec(tx.connection()).await?;
    Ok(())
}

fn from_row(row: Model) -> Result<SpecialDay, StoreError> {
    let kind = require_known(HolidayKind::from_code(&row.kind), "holiday.kind")?;
    Ok(SpecialDay { day: row.day, kind, name: row.name })
}
