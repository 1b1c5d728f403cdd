//! The roster of officers.

pub(crate) mod entity;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, RosterOfficerId};
use camket_domain::text;
use camket_domain::training::{RosterDetails, RosterOfficer};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};
use time::Date;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::scope::within;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

const PLACE: [Column; 3] = [Column::Province, Column::Area, Column::Id];

/// Who is on the roster within `scope` on a day: by area, then by name in Vietnamese order.
pub async fn list(reader: &impl Reader, scope: &Scope, day: Date) -> Result<Vec<RosterOfficer>, StoreError> {
    let query = Entity::find().filter(within(scope, PLACE)).filter(listed_on(day));
    let rows = query.all(reader.connection()).await?.into_iter();
    let mut officers = rows.map(from_row).collect::<Result<Vec<_>, _>>()?;
    officers.sort_by_cached_key(|officer| (officer.area, text::sort_key(&officer.details.name), officer.id));
    Ok(officers)
}

/// The officers with these ids, in no order.
pub async fn list_by_ids(
    reader: &impl Reader,
    ids: &[RosterOfficerId],
) -> Result<Vec<RosterOfficer>, StoreError> {
    let query = Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The officer with this id, if within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: RosterOfficerId,
) -> Result<Option<RosterOfficer>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope, PLACE));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// How many officers of exactly this area no day before `day` took off the roster.
pub async fn count_present(reader: &impl Reader, area: AreaCode, day: Date) -> Result<u64, StoreError> {
    let lasting = Condition::any().add(Column::Until.is_null()).add(Column::Until.gte(day));
    let query = Entity::find().filter(Column::Area.eq(area.as_str())).filter(lasting);
    Ok(query.count(reader.connection()).await?)
}

/// Inserts or updates an officer; `officer.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, province: AreaCode, officer: &RosterOfficer) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: officer.version + 1, ..to_row(province, officer) });
    if officer.version == 0 {
        Entity::insert(row).exec_without_returning(tx.connection()).await?;
        return Ok(());
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(officer.id.0))
        .filter(Column::Version.eq(officer.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes an officer who attended nothing, of this version.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: RosterOfficerId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn listed_on(day: Date) -> Condition {
    let lasting = Condition::any().add(Column::Until.is_null()).add(Column::Until.gte(day));
    Condition::all().add(Column::Since.lte(day)).add(lasting)
}

fn to_row(province: AreaCode, officer: &RosterOfficer) -> Model {
    Model {
        id: officer.id.0,
        province: province.as_str().to_owned(),
        area: officer.area.as_str().to_owned(),
        name: officer.details.name.clone(),
        office: officer.details.office.clone(),
        since: officer.details.since,
        until: officer.details.until,
        written_by: officer.written.account.0,
        written_name: officer.written.name.clone(),
        written_at: to_micros(officer.written.at),
        version: officer.version,
    }
}

fn from_row(row: Model) -> Result<RosterOfficer, StoreError> {
    let at = from_micros(row.written_at)?;
    Ok(RosterOfficer {
        id: RosterOfficerId(row.id),
        area: require_known(AreaCode::new(&row.area), "roster_officer.area")?,
        details: RosterDetails { name: row.name, office: row.office, since: row.since, until: row.until },
        written: ActorStamp { account: AccountId(row.written_by), name: row.written_name, at },
        version: row.version,
    })
}
