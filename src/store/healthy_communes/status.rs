//! What was recognised of communes: one row of each commune and year.

mod entity;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::healthy_communes::{HealthyDetails, HealthyStatus, ProstitutionStatus};
use camket_domain::ids::{AccountId, HealthyStatusId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::scope::within;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The statuses within `scope` of a year and the year before, in no order: at most two of each commune.
pub async fn list(reader: &impl Reader, scope: &Scope, year: i32) -> Result<Vec<HealthyStatus>, StoreError> {
    let query = Entity::find()
        .filter(within(scope, [Column::Province, Column::Area, Column::Id]))
        .filter(Column::Year.between(year - 1, year));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The status of a commune in a year, with its id. Whoever asks may see the commune.
pub async fn find(
    reader: &impl Reader,
    area: AreaCode,
    year: i32,
) -> Result<Option<(HealthyStatusId, HealthyStatus)>, StoreError> {
    let query = Entity::find().filter(Column::Area.eq(area.as_str())).filter(Column::Year.eq(year));
    let found = query.one(reader.connection()).await?;
    found.map(|row| Ok((HealthyStatusId(row.id), from_row(row)?))).transpose()
}

/// Inserts or updates a status; `status.version` is the version that was loaded, 0 for none, with a new `id`.
///
/// # Errors
/// [`StoreError::Conflict`], also for a status that someone else began meanwhile.
pub async fn save(
    tx: &Tx,
    province: AreaCode,
    id: HealthyStatusId,
    status: &HealthyStatus,
) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: status.version + 1, ..to_row(province, id, status) });
    if status.version == 0 {
        let inserted = Entity::insert(row).exec_without_returning(tx.connection()).await;
        return match inserted.map_err(Into::into) {
            Err(StoreError::Duplicate) => Err(StoreError::Conflict),
            other => other.map(drop),
        };
    }
    let update =
        Entity::update_many().set(row).filter(Column::Id.eq(id.0)).filter(Column::Version.eq(status.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes a status of this version.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: HealthyStatusId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn to_row(province: AreaCode, id: HealthyStatusId, status: &HealthyStatus) -> Model {
    let details = &status.details;
    Model {
        id: id.0,
        province: province.as_str().to_owned(),
        area: status.area.as_str().to_owned(),
        year: status.year,
        prostitution: details.prostitution.code().to_owned(),
        without_drugs: details.without_drugs,
        number: details.number.clone(),
        decided_on: details.decided_on,
        written_by: status.written.account.0,
        written_name: status.written.name.clone(),
        written_at: to_micros(status.written.at),
        version: status.version,
    }
}

fn from_row(row: Model) -> Result<HealthyStatus, StoreError> {
    let at = from_micros(row.written_at)?;
    let prostitution = ProstitutionStatus::from_code(&row.prostitution);
    let details = HealthyDetails {
        prostitution: require_known(prostitution, "healthy_status.prostitution")?,
        without_drugs: row.without_drugs,
        number: row.number,
        decided_on: row.decided_on,
    };
    Ok(HealthyStatus {
        area: require_known(AreaCode::new(&row.area), "healthy_status.area")?,
        year: row.year,
        details,
        written: ActorStamp { account: AccountId(row.written_by), name: row.written_name, at },
        version: row.version,
    })
}
