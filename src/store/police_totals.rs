//! Totals of the police, and what the register itself counts for the same time.

pub(crate) mod entity;
pub mod own_counts;

use std::collections::HashMap;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, PoliceTotalId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::police_totals::{PoliceFigures, PoliceTotal, PoliceTotalDetails};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter};
use time::{Date, OffsetDateTime};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::paging::page_by_moment;
use crate::row::set_all_columns;
use crate::scope::within;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

const PLACE: [Column; 3] = [Column::Province, Column::Area, Column::Id];

/// The total with this id, if it is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: PoliceTotalId,
) -> Result<Option<PoliceTotal>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope, PLACE));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// A page of the totals within `scope`, of one area if given, those with the latest last day first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    area: Option<AreaCode>,
    after: Option<Cursor>,
) -> Result<Paged<PoliceTotal>, StoreError> {
    let mut query = Entity::find().filter(within(scope, PLACE));
    if let Some(area) = area {
        query = query.filter(Column::Area.eq(area.as_str()));
    }
    let query = page_by_moment(query, (Column::ListedAt, Column::Id), Order::Desc, after);
    let rows = query.all(reader.connection()).await?;
    let totals = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(totals, |total: &PoliceTotal| Cursor {
        at: list_moment(total.details.to),
        id: total.id.0,
    }))
}

/// The sums of a province and its communes over the totals whose time lies within `from` and `to`, both included, by area;
/// nothing for an area without one. Totals of times that overlap are added, too: whoever writes them keeps them apart.
pub async fn sum_by_area(
    reader: &impl Reader,
    province: AreaCode,
    from: Date,
    to: Date,
) -> Result<HashMap<AreaCode, PoliceFigures>, StoreError> {
    let query = Entity::find()
        .filter(Column::Province.eq(province.as_str()))
        .filter(Column::FromOn.gte(from))
        .filter(Column::ToOn.lte(to));
    let mut sums: HashMap<AreaCode, PoliceFigures> = HashMap::new();
    for row in query.all(reader.connection()).await? {
        let total = from_row(row)?;
        sums.entry(total.area).or_default().add(total.details.figures);
    }
    Ok(sums)
}

/// Inserts or updates a total; `total.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, province: AreaCode, total: &PoliceTotal) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: total.version + 1, ..to_row(province, total)? });
    if total.version == 0 {
        Entity::insert(row).exec_without_returning(tx.connection()).await?;
        return Ok(());
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(total.id.0))
        .filter(Column::Version.eq(total.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes a total of this version.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: PoliceTotalId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn list_moment(day: Date) -> OffsetDateTime {
    day.midnight().assume_utc()
}

fn to_row(province: AreaCode, total: &PoliceTotal) -> Result<Model, StoreError> {
    let PoliceTotalDetails { from, to, figures, source, number, note } = &total.details;
    let figure = |figure: Option<u32>| {
        figure.map(i32::try_from).transpose().map_err(|_| StoreError::Corrupt("police_total.cases"))
    };
    Ok(Model {
        id: total.id.0,
        province: province.as_str().to_owned(),
        area: total.area.as_str().to_owned(),
        from_on: *from,
        to_on: *to,
        cases: figure(figures.cases)?,
        people: figure(figures.people)?,
        hot_spots: figure(figures.hot_spots)?,
        venues_before: figure(figures.venues_before)?,
        venues_after: figure(figures.venues_after)?,
        source: source.clone(),
        number: number.clone(),
        note: note.clone(),
        written_by: total.written.account.0,
        written_name: total.written.name.clone(),
        written_at: to_micros(total.written.at),
        listed_at: to_micros(list_moment(*to)),
        version: total.version,
    })
}

fn from_row(row: Model) -> Result<PoliceTotal, StoreError> {
    let figure = |figure: Option<i32>| {
        figure.map(u32::try_from).transpose().map_err(|_| StoreError::Corrupt("police_total.cases"))
    };
    let figures = PoliceFigures {
        cases: figure(row.cases)?,
        people: figure(row.people)?,
        hot_spots: figure(row.hot_spots)?,
        venues_before: figure(row.venues_before)?,
        venues_after: figure(row.venues_after)?,
    };
    let at = from_micros(row.written_at)?;
    Ok(PoliceTotal {
        id: PoliceTotalId(row.id),
        area: require_known(AreaCode::new(&row.area), "police_total.area")?,
        details: PoliceTotalDetails {
            from: row.from_on,
            to: row.to_on,
            figures,
            source: row.source,
            number: row.number,
            note: row.note,
        },
        written: ActorStamp { account: AccountId(row.written_by), name: row.written_name, at },
        version: row.version,
    })
}
