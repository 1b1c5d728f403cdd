//! Photos and scanned pages of integrated plans, sealed. They are in the database, so that backups contain them and every node
//! can read them. Whoever asks has found the plan within the scope.

mod entity;

use camket_domain::ids::{IntegratedPlanId, IntegratedPlanPageId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::require_known;
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// A page without its bytes: id and position.
pub type PageHeader = (IntegratedPlanPageId, u16);

/// The pages of a plan, in their order.
pub async fn list(reader: &impl Reader, plan: IntegratedPlanId) -> Result<Vec<PageHeader>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Position])
        .filter(Column::PlanId.eq(plan.0))
        .order_by_asc(Column::Position)
        .into_tuple::<(Uuid, i32)>();
    let rows = query.all(reader.connection()).await?.into_iter();
    let header = |(id, position): (Uuid, i32)| {
        let position = require_known(u16::try_from(position).ok(), "integrated_plan_page.position")?;
        Ok((IntegratedPlanPageId(id), position))
    };
    rows.map(header).collect()
}

/// The sealed bytes of a page of a plan.
pub async fn find_sealed(
    reader: &impl Reader,
    plan: IntegratedPlanId,
    id: IntegratedPlanPageId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(Column::PlanId.eq(plan.0));
    Ok(query.one(reader.connection()).await?.map(|row| row.sealed))
}

/// Inserts a page.
///
/// # Errors
/// [`StoreError::Duplicate`] if the position is taken.
pub async fn insert(
    tx: &Tx,
    plan: IntegratedPlanId,
    (id, position): PageHeader,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    let row = Model { id: id.0, plan_id: plan.0, position: position.into(), sealed };
    Entity::insert(set_all_columns(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Deletes these pages of a plan; those that it does not have are passed over.
pub async fn delete(tx: &Tx, plan: IntegratedPlanId, ids: &[IntegratedPlanPageId]) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::PlanId.eq(plan.0))
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Deletes all pages of a plan.
pub async fn delete_all(tx: &Tx, plan: IntegratedPlanId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::PlanId.eq(plan.0)).exec(tx.connection()).await?;
    Ok(())
}
