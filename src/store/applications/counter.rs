//! The counter of the files that an agency receives: from 1 each year. It is advanced in the transaction that submits, so no
//! number is given twice.

pub(crate) mod entity;

use camket_domain::ids::AgencyId;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The next serial of an agency in a year. Other submissions to the agency wait until `tx` ends.
pub async fn take_serial(tx: &Tx, agency: AgencyId, year: i32) -> Result<i32, StoreError> {
    let row = Model { agency_id: agency.0, year, last: 1 };
    let conflict = OnConflict::columns([Column::AgencyId, Column::Year])
        .value(Column::Last, Expr::col((Entity, Column::Last)).add(1))
        .to_owned();
    let insert = Entity::insert(set_all_columns(row)).on_conflict(conflict);
    insert.exec_without_returning(tx.connection()).await?;
    let query = Entity::find().filter(Column::AgencyId.eq(agency.0)).filter(Column::Year.eq(year));
    require_known(query.one(tx.connection()).await?, "file_counter").map(|row| row.last)
}
