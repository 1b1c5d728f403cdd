//! What an import changed of each entry, so that it can be undone.

mod entity;

use camket_domain::census::imports::{EntryBefore, ImportStep};
use camket_domain::ids::{CensusEntryId, CensusListId};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::entry::entity as entries;
use crate::row::{from_json_opt, set_all_columns, to_json_opt};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Rows of one statement: SQLite binds at most 32,766 values, and a row has 4.
const CHUNK: usize = 8_000;

/// The steps of the import of a list; none for a list that was not imported, or whose import cannot be undone any more.
pub async fn list(reader: &impl Reader, list: CensusListId) -> Result<Vec<ImportStep>, StoreError> {
    let query = Entity::find().filter(Column::ListId.eq(list.0)).order_by_asc(Column::EntryId);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Whether an entry of the import is not any more as the import left it.
pub async fn has_changed(reader: &impl Reader, list: CensusListId) -> Result<bool, StoreError> {
    let as_left = Query::select()
        .expr(Expr::value(1))
        .from(entries::Entity)
        .and_where(Expr::col((entries::Entity, entries::Column::Id)).equals((Entity, Column::EntryId)))
        .and_where(Expr::col((entries::Entity, entries::Column::ListId)).equals((Entity, Column::ListId)))
        .and_where(
            Expr::col((entries::Entity, entries::Column::Version)).equals((Entity, Column::EntryVersion)),
        )
        .to_owned();
    let changed = Entity::find().filter(Column::ListId.eq(list.0)).filter(Expr::exists(as_left).not());
    Ok(changed.count(reader.connection()).await? > 0)
}

pub async fn insert_many(tx: &Tx, list: CensusListId, steps: &[ImportStep]) -> Result<(), StoreError> {
    for steps in steps.chunks(CHUNK) {
        let rows: Result<Vec<_>, StoreError> = steps.iter().map(|step| to_row(list, step)).collect();
        let rows = rows?.into_iter().map(set_all_columns::<entity::ActiveModel>);
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Entries are again as an earlier import left them, with other versions: a later import of them was undone, which had
/// increased each version by one, as the undo did.
pub async fn renew_versions(tx: &Tx, restored: &[CensusEntryId]) -> Result<(), StoreError> {
    const STEPS: i32 = 2;
    let column = |column| Expr::col((entries::Entity, column));
    let now = Query::select()
        .expr(column(entries::Column::Version).sub(STEPS))
        .from(entries::Entity)
        .and_where(column(entries::Column::Id).equals((Entity, Column::EntryId)))
        .and_where(column(entries::Column::ListId).equals((Entity, Column::ListId)))
        .to_owned();
    for restored in restored.chunks(CHUNK) {
        let update = Entity::update_many()
            .col_expr(Column::EntryVersion, Expr::col(Column::EntryVersion).add(STEPS))
            .filter(Column::EntryId.is_in(restored.iter().map(|entry| entry.0)))
            .filter(
                Expr::col((Entity, Column::EntryVersion))
                    .eq(SimpleExpr::SubQuery(None, Box::new(now.clone().into()))),
            );
        update.exec(tx.connection()).await?;
    }
    Ok(())
}

/// Deletes the steps of an import that is undone.
pub async fn delete(tx: &Tx, list: CensusListId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::ListId.eq(list.0)).exec(tx.connection()).await?;
    Ok(())
}

fn to_row(list: CensusListId, step: &ImportStep) -> Result<Model, StoreError> {
    Ok(Model {
        list_id: list.0,
        entry_id: step.entry.0,
        entry_version: step.version,
        before: to_json_opt(step.before.as_ref(), "census_import_step.before")?,
    })
}

fn from_row(row: Model) -> Result<ImportStep, StoreError> {
    let before: Option<EntryBefore> = from_json_opt(row.before, "census_import_step.before")?;
    Ok(ImportStep { entry: CensusEntryId(row.entry_id), version: row.entry_version, before })
}
