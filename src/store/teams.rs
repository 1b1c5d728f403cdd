//! Inspection teams.

pub(crate) mod counter;
pub(crate) mod entity;

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::agencies::AgencyLevel;
use camket_domain::areas::{self, AreaCode};
use camket_domain::ids::TeamId;
use camket_domain::teams::Team;
use camket_domain::text;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

pub use counter::take_serial;
use entity::{Column, Entity, Model};

use crate::error::{require_known, require_one_row};
use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx};

/// The teams within `scope`, those of provinces first, then by name in Vietnamese order.
pub async fn list(reader: &impl Reader, scope: &Scope) -> Result<Vec<Team>, StoreError> {
    list_where(reader, within(scope)).await
}

/// The teams of exactly these areas, in the order of [`list`].
pub async fn list_by_areas(reader: &impl Reader, areas: &[AreaCode]) -> Result<Vec<Team>, StoreError> {
    let codes = areas.iter().map(AreaCode::as_str);
    list_where(reader, Condition::all().add(Column::Area.is_in(codes))).await
}

async fn list_where(reader: &impl Reader, which: Condition) -> Result<Vec<Team>, StoreError> {
    let rows = Entity::find().filter(which).all(reader.connection()).await?;
    let mut teams = rows.into_iter().map(from_row).collect::<Result<Vec<Team>, _>>()?;
    teams.sort_by_cached_key(|team| (team.level == AgencyLevel::Commune, text::sort_key(&team.name)));
    Ok(teams)
}

/// The team with this id, if it is within `scope`.
pub async fn find(reader: &impl Reader, scope: &Scope, id: TeamId) -> Result<Option<Team>, StoreError> {
    Entity::find_by_id(id.0).filter(within(scope)).one(reader.connection()).await?.map(from_row).transpose()
}

/// The team with this id, without a scope: the id comes from a row within the caller's scope.
pub async fn find_by_id(reader: &impl Reader, id: TeamId) -> Result<Option<Team>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The teams within `scope`, by the area of the team.
pub(crate) fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) => {
            let codes = areas::list_codes_within(area);
            Condition::all().add(Column::Area.is_in(codes.iter().map(AreaCode::as_str)))
        }
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

/// The names of these teams.
pub async fn list_names(reader: &impl Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, StoreError> {
    let query = Entity::find().select_only().columns([Column::Id, Column::Name]);
    let query = query.filter(Column::Id.is_in(ids.iter().copied())).into_tuple();
    Ok(query.all(reader.connection()).await?.into_iter().collect())
}

/// Inserts a team.
pub async fn insert(tx: &Tx, team: &Team) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(team)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a team; `team.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, team: &Team) -> Result<(), StoreError> {
    let row = Model { version: team.version + 1, ..to_row(team)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(team.id.0))
        .filter(Column::Version.eq(team.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(team: &Team) -> Result<Model, StoreError> {
    Ok(Model {
        id: team.id.0,
        name: team.name.clone(),
        parent_name: team.parent_name.clone(),
        symbol: team.symbol.clone(),
        place: team.place.clone(),
        level: team.level.code().to_owned(),
        area: team.area.as_str().to_owned(),
        members: to_json(&team.members, "team.members")?,
        valid_from: team.valid_from,
        valid_to: team.valid_to,
        version: team.version,
    })
}

fn from_row(row: Model) -> Result<Team, StoreError> {
    Ok(Team {
        id: TeamId(row.id),
        name: row.name,
        parent_name: row.parent_name,
        symbol: row.symbol,
        place: row.place,
        level: require_known(AgencyLevel::ALL.into_iter().find(|l| l.code() == row.level), "team.level")?,
        area: require_known(AreaCode::new(&row.area), "team.area")?,
        members: from_json(row.members, "team.members")?,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        version: row.version,
    })
}
