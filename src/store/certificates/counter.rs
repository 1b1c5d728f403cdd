//! The counter behind both numbers of a certificate: from 1 each year, without gaps, because it
//! is advanced in the transaction that issues and rolled back with it.

pub(crate) mod entity;

use std::ops::RangeInclusive;

use camket_domain::ids::AgencyId;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The next serial of an agency in a year. Other transactions that issue for the agency wait until `tx` ends.
pub async fn take_serial(tx: &Tx, agency: AgencyId, year: i32) -> Result<i32, StoreError> {
    Ok(*take_serials(tx, agency, year, 1).await?.start())
}

/// The next `count` serials of an agency in a year; otherwise as [`take_serial`].
pub async fn take_serials(
    tx: &Tx,
    agency: AgencyId,
    year: i32,
    count: i32,
) -> Result<RangeInclusive<i32>, StoreError> {
    let row = Model { agency_id: agency.0, year, last: count };
    let conflict = OnConflict::columns([Column::AgencyId, Column::Year])
        .value(Column::Last, Expr::col((Entity, Column::Last)).add(count))
        .to_owned();
    let insert = Entity::insert(set_all_columns(row)).on_conflict(conflict);
    insert.exec_without_returning(tx.connection()).await?;
    let query = Entity::find().filter(Column::AgencyId.eq(agency.0)).filter(Column::Year.eq(year));
    let last = require_known(query.one(tx.connection()).await?, "number_counter")?.last;
    Ok(last - count + 1..=last)
}
