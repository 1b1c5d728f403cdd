//! Inspection teams.

mod counter;
pub(crate) mod entity;

use camket_domain::accounts::Scope;
use camket_domain::agencies::Level;
use camket_domain::areas::{self, AreaCode};
use camket_domain::ids::TeamId;
use camket_domain::teams::Team;
use camket_domain::text;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

pub use counter::next_serial;
use entity::{Column, Entity, Model};

use crate::error::{known, saved};
use crate::row::{all_set, from_json, to_json};
use crate::{Reader, StoreError, Tx};

/// Most teams one list holds: a province has one a commune.
const MOST: u64 = 500;

/// The teams of an area, the province's first, by name in Vietnamese order.
///
/// # Errors
/// The database.
pub async fn list(reader: &impl Reader, scope: &Scope) -> Result<Vec<Team>, StoreError> {
    listed(reader, within(scope)).await
}

/// The teams that may come to a place: those of the given areas, a commune and its province for example.
///
/// # Errors
/// The database.
pub async fn of_areas(reader: &impl Reader, areas: &[AreaCode]) -> Result<Vec<Team>, StoreError> {
    let codes = areas.iter().map(AreaCode::as_str);
    listed(reader, Condition::all().add(Column::Area.is_in(codes))).await
}

async fn listed(reader: &impl Reader, which: Condition) -> Result<Vec<Team>, StoreError> {
    let rows = Entity::find().filter(which).limit(MOST).all(reader.connection()).await?;
    let mut teams = rows.into_iter().map(from_row).collect::<Result<Vec<Team>, _>>()?;
    teams.sort_by_cached_key(|team| (team.level == Level::Commune, text::sort_key(&team.name)));
    Ok(teams)
}

/// One team of an area.
///
/// # Errors
/// The database.
pub async fn find(reader: &impl Reader, scope: &Scope, id: TeamId) -> Result<Option<Team>, StoreError> {
    Entity::find_by_id(id.0).filter(within(scope)).one(reader.connection()).await?.map(from_row).transpose()
}

/// The team with this id, whose reader is bounded by what led to it.
///
/// # Errors
/// The database.
pub async fn by_id(reader: &impl Reader, id: TeamId) -> Result<Option<Team>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// Teams have an area of their own, as agencies do.
pub(crate) fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) => {
            let codes = areas::codes_within(area);
            Condition::all().add(Column::Area.is_in(codes.iter().map(AreaCode::as_str)))
        }
        Scope::Owned(_) | Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

/// Saves a new team.
///
/// # Errors
/// The database.
pub async fn insert(tx: &Tx, team: &Team) -> Result<(), StoreError> {
    Entity::insert(all_set(to_row(team)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Saves a changed team; `team.version` is the one that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, team: &Team) -> Result<(), StoreError> {
    let row = Model { version: team.version + 1, ..to_row(team)? };
    let update = Entity::update_many()
        .set(all_set(row))
        .filter(Column::Id.eq(team.id.0))
        .filter(Column::Version.eq(team.version));
    saved(update.exec(tx.connection()).await?.rows_affected)
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
        level: known(Level::ALL.into_iter().find(|l| l.code() == row.level), "team.level")?,
        area: known(AreaCode::new(&row.area), "team.area")?,
        members: from_json(row.members, "team.members")?,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        version: row.version,
    })
}
