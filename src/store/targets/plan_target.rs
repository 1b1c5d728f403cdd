//! The targets of plans.

mod entity;

use camket_domain::accounts::Scope;
use camket_domain::ids::{TargetId, YearPlanId};
use camket_domain::targets::{Target, TargetDetails, TargetGoal, TargetKind};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use super::plan;
use crate::error::{require_known, require_one_row};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The targets of a plan in their order. Without a scope: the caller has found the plan within it.
pub async fn list(reader: &impl Reader, plan: YearPlanId) -> Result<Vec<Target>, StoreError> {
    let query = Entity::find()
        .filter(Column::PlanId.eq(plan.0))
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Id);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The targets of these plans, in no order. Without a scope: the caller has found the plans within it.
pub async fn list_of(reader: &impl Reader, plans: &[YearPlanId]) -> Result<Vec<Target>, StoreError> {
    let query = Entity::find().filter(Column::PlanId.is_in(plans.iter().map(|id| id.0)));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The target with this id, if its plan is within `scope`.
pub async fn find(reader: &impl Reader, scope: &Scope, id: TargetId) -> Result<Option<Target>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Inserts a target.
pub async fn insert(tx: &Tx, target: &Target) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(target)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a target; `target.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, target: &Target) -> Result<(), StoreError> {
    let row = Model { version: target.version + 1, ..to_row(target)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(target.id.0))
        .filter(Column::Version.eq(target.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

/// Deletes a target without cards, of this version.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn delete(tx: &Tx, id: TargetId, version: i32) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::Version.eq(version));
    require_one_row(delete.exec(tx.connection()).await?.rows_affected)
}

fn within(scope: &Scope) -> Condition {
    let plans = Query::select()
        .column(plan::entity::Column::Id)
        .from(plan::entity::Entity)
        .cond_where(plan::within(scope))
        .to_owned();
    Condition::all().add(Column::PlanId.in_subquery(plans))
}

fn to_row(target: &Target) -> Result<Model, StoreError> {
    let details = &target.details;
    let figure = |figure: u32| i32::try_from(figure).map_err(|_| StoreError::Corrupt("plan_target.goal"));
    Ok(Model {
        id: target.id.0,
        plan_id: target.plan.0,
        position: i32::from(target.position),
        text: details.text.clone(),
        kind: details.kind.code().to_owned(),
        goal: figure(details.goal.value)?,
        goal_more: details.goal.more.map(figure).transpose()?,
        unit: details.unit.clone(),
        evidence: details.evidence.clone(),
        due_on: details.due_on,
        reminded_on: target.reminded_on,
        version: target.version,
    })
}

fn from_row(row: Model) -> Result<Target, StoreError> {
    let figure = |figure: i32| u32::try_from(figure).map_err(|_| StoreError::Corrupt("plan_target.goal"));
    Ok(Target {
        id: TargetId(row.id),
        plan: YearPlanId(row.plan_id),
        position: require_known(u16::try_from(row.position).ok(), "plan_target.position")?,
        details: TargetDetails {
            text: row.text,
            kind: require_known(TargetKind::from_code(&row.kind), "plan_target.kind")?,
            goal: TargetGoal { value: figure(row.goal)?, more: row.goal_more.map(figure).transpose()? },
            unit: row.unit,
            evidence: row.evidence,
            due_on: row.due_on,
        },
        reminded_on: row.reminded_on,
        version: row.version,
    })
}
