//! Classes. A commune also reads those that its province holds.

pub(crate) mod entity;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, TrainingClassId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::training::{ClassDetails, TrainingClass};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter};
use time::{Date, OffsetDateTime};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::paging::page_by_moment;
use crate::row::set_all_columns;
use crate::scope::within;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The class with this id, if it is within `scope` or held by `province`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    province: AreaCode,
    id: TrainingClassId,
) -> Result<Option<TrainingClass>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(readable(scope, province));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// A page of the classes within `scope` and of those held by `province`, the latest first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    province: AreaCode,
    after: Option<Cursor>,
) -> Result<Paged<TrainingClass>, StoreError> {
    let query = Entity::find().filter(readable(scope, province));
    let query = page_by_moment(query, (Column::ListedAt, Column::Id), Order::Desc, after);
    let rows = query.all(reader.connection()).await?;
    let classes = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(classes, |class: &TrainingClass| Cursor {
        at: list_moment(class.details.held_on),
        id: class.id.0,
    }))
}

/// Inserts or updates a class; `class.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, province: AreaCode, class: &TrainingClass) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: class.version + 1, ..to_row(province, class) });
    if class.version == 0 {
        Entity::insert(row).exec_without_returning(tx.connection()).await?;
        return Ok(());
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(class.id.0))
        .filter(Column::Version.eq(class.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes a class without attendance, of this version.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: TrainingClassId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn readable(scope: &Scope, province: AreaCode) -> Condition {
    let own = within(scope, [Column::Province, Column::Area, Column::Id]);
    Condition::any().add(own).add(Column::Area.eq(province.as_str()))
}

fn list_moment(day: Date) -> OffsetDateTime {
    day.midnight().assume_utc()
}

fn to_row(province: AreaCode, class: &TrainingClass) -> Model {
    let details = &class.details;
    Model {
        id: class.id.0,
        province: province.as_str().to_owned(),
        area: class.area.as_str().to_owned(),
        held_on: details.held_on,
        organiser: details.organiser.clone(),
        content: details.content.clone(),
        place: details.place.clone(),
        written_by: class.written.account.0,
        written_name: class.written.name.clone(),
        written_at: to_micros(class.written.at),
        listed_at: to_micros(list_moment(details.held_on)),
        version: class.version,
    }
}

fn from_row(row: Model) -> Result<TrainingClass, StoreError> {
    let at = from_micros(row.written_at)?;
    let details = ClassDetails {
        held_on: row.held_on,
        organiser: row.organiser,
        content: row.content,
        place: row.place,
    };
    Ok(TrainingClass {
        id: TrainingClassId(row.id),
        area: require_known(AreaCode::new(&row.area), "training_class.area")?,
        details,
        written: ActorStamp { account: AccountId(row.written_by), name: row.written_name, at },
        version: row.version,
    })
}
