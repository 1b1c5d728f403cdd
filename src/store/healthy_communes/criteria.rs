//! Sets of criteria of provinces. Scopes are those of provinces: communes read the sets of theirs.

mod entity;

use camket_domain::accounts::ActorStamp;
use camket_domain::areas::AreaCode;
use camket_domain::healthy_communes::criteria::{CriteriaDetails, CriteriaSet};
use camket_domain::ids::{AccountId, CriteriaSetId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The sets of exactly this province, the latest first.
pub async fn list(reader: &impl Reader, area: AreaCode) -> Result<Vec<CriteriaSet>, StoreError> {
    let query = Entity::find()
        .filter(Column::Area.eq(area.as_str()))
        .order_by_desc(Column::ValidFrom)
        .order_by_desc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The set with this id, if it is of this province.
pub async fn find(
    reader: &impl Reader,
    area: AreaCode,
    id: CriteriaSetId,
) -> Result<Option<CriteriaSet>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(Column::Area.eq(area.as_str()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Inserts or updates a set; `set.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, set: &CriteriaSet) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: set.version + 1, ..to_row(set) });
    if set.version == 0 {
        Entity::insert(row).exec_without_returning(tx.connection()).await?;
        return Ok(());
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(set.id.0))
        .filter(Column::Version.eq(set.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes a set of this version.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: CriteriaSetId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn to_row(set: &CriteriaSet) -> Model {
    let details = &set.details;
    Model {
        id: set.id.0,
        area: set.area.as_str().to_owned(),
        name: details.name.clone(),
        legal_basis: details.legal_basis.clone(),
        valid_from: details.valid_from,
        valid_to: details.valid_to,
        items: details.items.join("\n"),
        written_by: set.written.account.0,
        written_name: set.written.name.clone(),
        written_at: to_micros(set.written.at),
        version: set.version,
    }
}

fn from_row(row: Model) -> Result<CriteriaSet, StoreError> {
    let at = from_micros(row.written_at)?;
    let details = CriteriaDetails {
        name: row.name,
        legal_basis: row.legal_basis,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        items: row.items.lines().map(str::to_owned).collect(),
    };
    Ok(CriteriaSet {
        id: CriteriaSetId(row.id),
        area: require_known(AreaCode::new(&row.area), "criteria_set.area")?,
        details,
        written: ActorStamp { account: AccountId(row.written_by), name: row.written_name, at },
        version: row.version,
    })
}
