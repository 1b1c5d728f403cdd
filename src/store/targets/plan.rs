//! Plans of years. Scopes are those of provinces: communes read the plan of theirs.

pub(super) mod entity;

use camket_domain::accounts::{ActorStamp, Scope};
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, YearPlanId};
use camket_domain::targets::{PlanDetails, YearPlan};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::set_all_columns;
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The plans within `scope`, the latest year first.
pub async fn list(reader: &impl Reader, scope: &Scope) -> Result<Vec<YearPlan>, StoreError> {
    let query = Entity::find().filter(within(scope)).order_by_desc(Column::Year);
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The plan with this id, if it is within `scope`.
pub async fn find(
    reader: &impl Reader,
    scope: &Scope,
    id: YearPlanId,
) -> Result<Option<YearPlan>, StoreError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The plan of a paper whose code was typed: anyone may ask.
pub async fn find_any(reader: &impl Reader, id: YearPlanId) -> Result<Option<YearPlan>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// Inserts a plan.
///
/// # Errors
/// [`StoreError::Duplicate`] if the province has a plan of this year.
pub async fn insert(tx: &Tx, plan: &YearPlan) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(plan))).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a plan; `plan.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, plan: &YearPlan) -> Result<(), StoreError> {
    let row = Model { version: plan.version + 1, ..to_row(plan) };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(plan.id.0))
        .filter(Column::Version.eq(plan.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

pub(super) fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::Area(area) => Condition::all().add(Column::Area.eq(area.as_str())),
        Scope::Owned(_) | Scope::Kept(_) | Scope::Nothing => Condition::all().add(Column::Id.is_null()),
    }
}

fn to_row(plan: &YearPlan) -> Model {
    Model {
        id: plan.id.0,
        area: plan.area.as_str().to_owned(),
        year: plan.year,
        number: plan.details.number.clone(),
        decided_on: plan.details.decided_on,
        bases: plan.details.bases.clone(),
        created_by: plan.created_by.account.0,
        created_name: plan.created_by.name.clone(),
        created_at: to_micros(plan.created_by.at),
        version: plan.version,
    }
}

fn from_row(row: Model) -> Result<YearPlan, StoreError> {
    let account = AccountId(row.created_by);
    Ok(YearPlan {
        id: YearPlanId(row.id),
        area: require_known(AreaCode::new(&row.area), "year_plan.area")?,
        year: row.year,
        details: PlanDetails { number: row.number, decided_on: row.decided_on, bases: row.bases },
        created_by: ActorStamp { account, name: row.created_name, at: from_micros(row.created_at)? },
        version: row.version,
    })
}
