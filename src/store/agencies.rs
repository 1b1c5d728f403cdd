//! Agencies.

mod entity;

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::agencies::{Agency, AgencyLevel};
use camket_domain::areas::{self, AreaCode};
use camket_domain::ids::AgencyId;
use camket_domain::text;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::row::set_all_columns;
use crate::value_lists::{in_any_list, list_values};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The agencies of a commune and of its province, including those no longer valid.
pub async fn list_by_place(
    reader: &impl Reader,
    commune: &AreaCode,
    province: &AreaCode,
) -> Result<Vec<Agency>, StoreError> {
    let query = Entity::find().filter(Column::Area.is_in([commune.as_str(), province.as_str()]));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The agencies with these ids and the agencies of these areas, including those no longer valid.
pub async fn find_many(
    reader: &impl Reader,
    ids: &[AgencyId],
    areas: &[AreaCode],
) -> Result<Vec<Agency>, StoreError> {
    let wanted = in_any_list([
        (Column::Id, list_values(ids.iter().map(|id| id.0))),
        (Column::Area, list_values(areas.iter().map(AreaCode::as_str))),
    ]);
    Entity::find().filter(wanted).all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The agency with this id.
pub async fn find(reader: &impl Reader, id: AgencyId) -> Result<Option<Agency>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The agency with this code.
pub async fn find_by_code(reader: &impl Reader, code: &str) -> Result<Option<Agency>, StoreError> {
    Entity::find().filter(Column::Code.eq(code)).one(reader.connection()).await?.map(from_row).transpose()
}

/// The areas of all agencies.
pub async fn list_areas(reader: &impl Reader) -> Result<Vec<AreaCode>, StoreError> {
    let query = Entity::find().select_only().column(Column::Area).distinct();
    let codes: Vec<String> = query.into_tuple().all(reader.connection()).await?;
    codes.iter().map(|code| require_known(AreaCode::new(code), "agency.area")).collect()
}

/// The agencies within `scope`, provinces first, then by name. Sorted in memory: neither database
/// has Vietnamese collation, and there are few agencies.
pub async fn list(reader: &impl Reader, scope: &Scope) -> Result<Vec<Agency>, StoreError> {
    let rows = Entity::find().filter(within(scope)).all(reader.connection()).await?;
    let mut agencies = rows.into_iter().map(from_row).collect::<Result<Vec<Agency>, _>>()?;
    agencies
        .sort_by_cached_key(|agency| (agency.level == AgencyLevel::Commune, text::sort_key(&agency.name)));
    Ok(agencies)
}

/// The agency with this id, if it is within `scope`.
pub async fn find_in_scope(
    reader: &impl Reader,
    scope: &Scope,
    id: AgencyId,
) -> Result<Option<Agency>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) => {
            let codes = areas::list_codes_within(area);
            Condition::all().add(Column::Area.is_in(codes.iter().map(AreaCode::as_str)))
        }
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

/// The names of agencies by their ids.
pub async fn list_names(reader: &impl Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, StoreError> {
    let query = Entity::find().select_only().columns([Column::Id, Column::Name]);
    let rows =
        query.filter(Column::Id.is_in(ids.iter().copied())).into_tuple().all(reader.connection()).await?;
    Ok(rows.into_iter().collect())
}

/// Inserts an agency.
///
/// # Errors
/// [`StoreError::Duplicate`] if the code is taken.
pub async fn insert(tx: &Tx, agency: &Agency) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(agency)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates an agency; `agency.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`], [`StoreError::Duplicate`].
pub async fn save(tx: &Tx, agency: &Agency) -> Result<(), StoreError> {
    let row = Model { version: agency.version + 1, ..to_row(agency)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(agency.id.0))
        .filter(Column::Version.eq(agency.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(agency: &Agency) -> Result<Model, StoreError> {
    Ok(Model {
        id: agency.id.0,
        name: agency.name.clone(),
        parent_name: agency.parent_name.clone(),
        symbol: agency.symbol.clone(),
        place: agency.place.clone(),
        code: agency.code.clone(),
        level: agency.level.code().to_owned(),
        area: agency.area.as_str().to_owned(),
        functions: serde_json::to_value(&agency.functions)
            .map_err(|_| StoreError::Corrupt("agency.functions"))?,
        valid_from: agency.valid_from,
        valid_to: agency.valid_to,
        version: agency.version,
    })
}

fn from_row(row: Model) -> Result<Agency, StoreError> {
    Ok(Agency {
        id: AgencyId(row.id),
        name: row.name,
        parent_name: row.parent_name,
        symbol: row.symbol,
        place: row.place,
        code: row.code,
        level: require_known(AgencyLevel::ALL.into_iter().find(|l| l.code() == row.level), "agency.level")?,
        area: require_known(AreaCode::new(&row.area), "agency.area")?,
        functions: require_known(serde_json::from_value(row.functions).ok(), "agency.functions")?,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        version: row.version,
    })
}
