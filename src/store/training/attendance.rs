//! Who attended which class. Whoever asks has found the class or the officer within the scope.

pub(crate) mod entity;

use std::collections::HashMap;

use camket_domain::areas::AreaCode;
use camket_domain::ids::{RosterOfficerId, TrainingClassId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect, RelationTrait,
};
use time::Date;
use uuid::Uuid;

use super::class::entity::{Column as ClassColumn, Entity as ClassEntity};
use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{ActiveModel, Column, Entity, Model, Relation};

/// First and last day, both included.
pub type Days = (Date, Date);

/// Who attended a class, in no order.
pub async fn list(reader: &impl Reader, class: TrainingClassId) -> Result<Vec<RosterOfficerId>, StoreError> {
    let query = Entity::find().filter(Column::ClassId.eq(class.0));
    let rows = query.all(reader.connection()).await?;
    Ok(rows.into_iter().map(|row| RosterOfficerId(row.officer_id)).collect())
}

/// How many attended each of these classes; nothing for a class that nobody attended.
pub async fn count_by_class(
    reader: &impl Reader,
    classes: &[TrainingClassId],
) -> Result<HashMap<TrainingClassId, u32>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::ClassId)
        .column_as(Column::Id.count(), "attendances")
        .filter(Column::ClassId.is_in(classes.iter().map(|id| id.0)))
        .group_by(Column::ClassId)
        .into_tuple::<(Uuid, i64)>();
    let rows = query.all(reader.connection()).await?.into_iter();
    Ok(rows.map(|(class, count)| (TrainingClassId(class), saturate(count))).collect())
}

/// How many classes an officer attended.
pub async fn count_of_officer(reader: &impl Reader, officer: RosterOfficerId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::OfficerId.eq(officer.0)).count(reader.connection()).await?)
}

/// The day of the last class of each officer among those held in a province in a time.
pub async fn list_last_days(
    reader: &impl Reader,
    province: AreaCode,
    (from, to): Days,
) -> Result<HashMap<RosterOfficerId, Date>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::OfficerId)
        .column(ClassColumn::HeldOn)
        .join(JoinType::InnerJoin, Relation::Class.def())
        .filter(ClassColumn::Province.eq(province.as_str()))
        .filter(ClassColumn::HeldOn.between(from, to))
        .into_tuple::<(Uuid, Date)>();
    let mut days = HashMap::new();
    for (officer, held_on) in query.all(reader.connection()).await? {
        let last = days.entry(RosterOfficerId(officer)).or_insert(held_on);
        *last = Ord::max(held_on, *last);
    }
    Ok(days)
}

/// Classes and attendances of each area of a province that held a class in a time.
pub(super) async fn count_by_area(
    reader: &impl Reader,
    province: AreaCode,
    (from, to): Days,
) -> Result<Vec<(AreaCode, u32, u32)>, StoreError> {
    let query = ClassEntity::find()
        .select_only()
        .column(ClassColumn::Area)
        .column_as(Expr::col((ClassEntity, ClassColumn::Id)).count_distinct(), "classes")
        .column_as(Column::Id.count(), "attendances")
        .join(JoinType::LeftJoin, Relation::Class.def().rev())
        .filter(ClassColumn::Province.eq(province.as_str()))
        .filter(ClassColumn::HeldOn.between(from, to))
        .group_by(ClassColumn::Area)
        .into_tuple::<(String, i64, i64)>();
    let rows = query.all(reader.connection()).await?.into_iter();
    let sum = |(area, classes, attendances): (String, i64, i64)| {
        let area = require_known(AreaCode::new(&area), "training_class.area")?;
        Ok((area, saturate(classes), saturate(attendances)))
    };
    rows.map(sum).collect()
}

/// Writes who attended a class, in place of what was written.
pub async fn replace(
    tx: &Tx,
    class: TrainingClassId,
    attended: &[(Uuid, RosterOfficerId)],
) -> Result<(), StoreError> {
    delete_all(tx, class).await?;
    if attended.is_empty() {
        return Ok(());
    }
    let row = |(id, officer): &(Uuid, RosterOfficerId)| {
        set_all_columns::<ActiveModel>(Model { id: *id, class_id: class.0, officer_id: officer.0 })
    };
    Entity::insert_many(attended.iter().map(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Deletes what is written about who attended a class.
pub async fn delete_all(tx: &Tx, class: TrainingClassId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::ClassId.eq(class.0)).exec(tx.connection()).await?;
    Ok(())
}

fn saturate(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
