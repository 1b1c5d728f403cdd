//! The counter of a team's inspection records: from 1 each year, without gaps, as that of certificates.

pub(crate) mod entity;

use camket_domain::ids::TeamId;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The next serial of a team in a year. Other transactions that number a record of the team wait until `tx` ends.
pub async fn take_serial(tx: &Tx, team: TeamId, year: i32) -> Result<i32, StoreError> {
    let row = Model { team_id: team.0, year, last: 1 };
    let conflict = OnConflict::columns([Column::TeamId, Column::Year])
        .value(Column::Last, Expr::col((Entity, Column::Last)).add(1))
        .to_owned();
    let insert = Entity::insert(set_all_columns(row)).on_conflict(conflict);
    insert.exec_without_returning(tx.connection()).await?;
    let query = Entity::find().filter(Column::TeamId.eq(team.0)).filter(Column::Year.eq(year));
    require_known(query.one(tx.connection()).await?, "record_counter").map(|row| row.last)
}
