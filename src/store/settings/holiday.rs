//! Public holidays and the Saturdays worked instead: no working day falls on one (BLLĐ 2019 Điều 112).

mod entity;

use camket_domain::calendar::{HolidayKind, Holidays};
use sea_orm::{EntityTrait, QueryOrder};
use time::Date;

use crate::row::all_set;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// A day of the calendar that is not what its weekday says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecialDay {
    /// The day.
    pub day: Date,
    /// Off, or worked.
    pub kind: HolidayKind,
    /// Its name.
    pub name: String,
}

/// All special days in order.
///
/// # Errors
/// The database.
pub async fn list(reader: &impl Reader) -> Result<Vec<SpecialDay>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Day).all(reader.connection()).await?;
    Ok(rows
        .into_iter()
        .map(|row| SpecialDay { day: row.day, kind: kind(&row.kind), name: row.name })
        .collect())
}

/// The calendar that deadlines are counted by.
///
/// # Errors
/// The database.
pub async fn calendar(reader: &impl Reader) -> Result<Holidays, StoreError> {
    let days = list(reader).await?;
    let of = |kind| days.iter().filter(move |day| day.kind == kind).map(|day| day.day);
    Ok(Holidays::new(of(HolidayKind::Off), of(HolidayKind::Worked)))
}

/// Adds days.
///
/// # Errors
/// [`StoreError::Duplicate`] if one is there already.
pub async fn insert(tx: &Tx, days: &[SpecialDay]) -> Result<(), StoreError> {
    let rows = days
        .iter()
        .map(|day| all_set(Model { day: day.day, kind: code(day.kind).to_owned(), name: day.name.clone() }));
    Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Removes a day.
///
/// # Errors
/// The database.
pub async fn remove(tx: &Tx, day: Date) -> Result<(), StoreError> {
    Entity::delete_by_id(day).exec(tx.connection()).await?;
    Ok(())
}

fn code(kind: HolidayKind) -> &'static str {
    match kind {
        HolidayKind::Off => "off",
        HolidayKind::Worked => "worked",
    }
}

fn kind(code: &str) -> HolidayKind {
    if code == "worked" { HolidayKind::Worked } else { HolidayKind::Off }
}
