//! Census lists, and what hangs on them: entries, their history, pairs with venues, remembered columns.

pub mod candidate;
pub mod change;
pub mod column;
pub mod compared;
pub mod different;
mod entity;
pub mod entry;
pub mod import_step;
pub mod upload;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::census::{CensusList, ImportedFile, ListOrigin, SourceKind};
use camket_domain::ids::{AccountId, CensusListId};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The list with this id, if it is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: CensusListId,
) -> Result<Option<CensusList>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The lists within `scope`, newest first.
pub async fn list(reader: &impl Reader, scope: &Scope) -> Result<Vec<CensusList>, StoreError> {
    let query = Entity::find().filter(within(scope)).order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The oldest list of exactly this area and source, to which what has no list of its own is added.
pub async fn find_oldest(
    reader: &impl Reader,
    area: AreaCode,
    source: SourceKind,
) -> Result<Option<CensusList>, StoreError> {
    let query = Entity::find()
        .filter(Column::Area.eq(area.as_str()))
        .filter(Column::Source.eq(source.code()))
        .order_by_asc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The newest list within `scope` that was imported from a file with these bytes.
pub async fn find_by_file(
    reader: &impl Reader,
    scope: &Scope,
    sha256: &[u8; 32],
) -> Result<Option<CensusList>, StoreError> {
    let query = Entity::find()
        .filter(within(scope))
        .filter(Column::FileSha256.eq(sha256.to_vec()))
        .order_by_desc(Column::Id);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Inserts a list.
pub async fn insert(tx: &Tx, list: &CensusList) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(list))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a list; `list.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, list: &CensusList) -> Result<(), StoreError> {
    let row = Model { version: list.version + 1, ..to_row(list) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(list.id.0))
        .filter(Column::Version.eq(list.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes a list without entries, for the undo of an import.
pub async fn delete(tx: &Tx, id: CensusListId) -> Result<(), StoreError> {
    Entity::delete_by_id(id.0).exec(tx.connection()).await?;
    Ok(())
}

/// The lists of a province; of a commune those of its own, and those that have an entry in it.
fn within(scope: &Scope) -> Condition {
    let all = Condition::all();
    match scope {
        Scope::Area(area) if area.level() == AreaLevel::Province => {
            all.add(Column::Province.eq(area.as_str()))
        }
        Scope::Area(area) => {
            let entries = Query::select()
                .expr(Expr::value(1))
                .from(entry::entity::Entity)
                .and_where(entry::entity::Column::Commune.eq(area.as_str()))
                .and_where(
                    Expr::col((entry::entity::Entity, entry::entity::Column::ListId))
                        .equals((Entity, Column::Id)),
                )
                .to_owned();
            Condition::any().add(Column::Area.eq(area.as_str())).add(Expr::exists(entries))
        }
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => all.add(Column::Id.is_null()),
    }
}

fn to_row(list: &CensusList) -> Model {
    let file = match &list.origin {
        ListOrigin::Imported(file) => Some(file),
        ListOrigin::Walked => None,
    };
    let by = list.created_by.as_ref();
    Model {
        id: list.id.0,
        source: list.source.code().to_owned(),
        holder: list.holder.clone(),
        as_of: list.as_of,
        area: list.area.as_str().to_owned(),
        province: list.province.as_str().to_owned(),
        file_name: file.map(|file| file.name.clone()).unwrap_or_default(),
        file_sha256: file.map(|file| file.sha256.to_vec()),
        created_by: by.map(|by| by.account.0),
        created_name: by.map(|by| by.name.clone()).unwrap_or_default(),
        created_at: by.map(|by| to_micros(by.at)),
        version: list.version,
    }
}

fn from_row(row: Model) -> Result<CensusList, StoreError> {
    let origin = match row.file_sha256 {
        Some(bytes) => {
            let sha256 = require_known(bytes.try_into().ok(), "census_list.file_sha256")?;
            ListOrigin::Imported(ImportedFile { name: row.file_name, sha256 })
        }
        None => ListOrigin::Walked,
    };
    let created_by = match (row.created_by, row.created_at) {
        (Some(account), Some(at)) => {
            Some(ActorStamp { account: AccountId(account), name: row.created_name, at: from_micros(at)? })
        }
        _ => None,
    };
    Ok(CensusList {
        id: CensusListId(row.id),
        source: require_known(SourceKind::from_code(&row.source), "census_list.source")?,
        holder: row.holder,
        as_of: row.as_of,
        area: require_known(AreaCode::new(&row.area), "census_list.area")?,
        province: require_known(AreaCode::new(&row.province), "census_list.province")?,
        origin,
        created_by,
        version: row.version,
    })
}
