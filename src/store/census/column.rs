//! What officers of an area said of the columns of a source's sheets.

mod entity;

use camket_domain::accounts::ActorStamp;
use camket_domain::areas::AreaCode;
use camket_domain::census::SourceKind;
use camket_domain::census::columns::{CensusColumn, RememberedColumns};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::require_known;
use crate::moment::to_micros;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// What is remembered for a source in an area.
pub async fn load(
    reader: &impl Reader,
    area: AreaCode,
    source: SourceKind,
) -> Result<RememberedColumns, StoreError> {
    let query =
        Entity::find().filter(Column::Area.eq(area.as_str())).filter(Column::Source.eq(source.code()));
    let rows = query.all(reader.connection()).await?;
    rows.into_iter().map(|row| Ok((row.header, parse_meaning(&row.meaning)?))).collect()
}

/// Remembers columns; what was remembered of the same headers is replaced. Headers are folded
/// ([`camket_domain::census::columns::ColumnGuess::remembered_as`]).
pub async fn remember(
    tx: &Tx,
    area: AreaCode,
    source: SourceKind,
    columns: &RememberedColumns,
    by: &ActorStamp,
) -> Result<(), StoreError> {
    let row = |(header, meaning): (&String, &Option<CensusColumn>)| Model {
        area: area.as_str().to_owned(),
        source: source.code().to_owned(),
        header: header.clone(),
        meaning: meaning.map_or("", CensusColumn::code).to_owned(),
        account_id: by.account.0,
        at: to_micros(by.at),
    };
    let rows: Vec<_> = columns.iter().map(row).map(set_all_columns::<entity::ActiveModel>).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let known = OnConflict::columns([Column::Area, Column::Source, Column::Header])
        .update_columns([Column::Meaning, Column::AccountId, Column::At])
        .to_owned();
    Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn parse_meaning(code: &str) -> Result<Option<CensusColumn>, StoreError> {
    if code.is_empty() {
        return Ok(None);
    }
    require_known(CensusColumn::from_code(code), "census_column.meaning").map(Some)
}
