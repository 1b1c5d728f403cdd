//! Inspection plans.

mod entity;

use camket_domain::accounts::Scope;
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, PlanId, TeamId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::plans::{Plan, PlanDecision, PlanState, PlanStatus, Seed};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, Order, QueryFilter, QuerySelect, RelationTrait};

use entity::{Column, Entity, Model, Relation};

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, from_micros_opt, to_micros};
use crate::paging::page_by_moment;
use crate::row::{from_json, set_all_columns, to_json};
use crate::teams::{self, entity::Column as TeamColumn};
use crate::{Reader, StoreError, Tx};

/// A page of the plans whose teams are within `scope`, newest first.
pub async fn list(
    reader: &impl Reader,
    scope: &Scope,
    after: Option<Cursor>,
) -> Result<Paged<Plan>, StoreError> {
    let query = Entity::find().join(JoinType::InnerJoin, Relation::Team.def()).filter(teams::within(scope));
    let query = page_by_moment(query, (Column::CreatedAt, Column::Id), Order::Desc, after);
    let rows = query.all(reader.connection()).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Paged::from_rows(found, |p: &Plan| Cursor { at: p.created_at, id: p.id.0 }))
}

/// The plan with this id, if its team is within `scope`.
pub async fn find(reader: &impl Reader, scope: &Scope, id: PlanId) -> Result<Option<Plan>, StoreError> {
    let query =
        Entity::find_by_id(id.0).join(JoinType::InnerJoin, Relation::Team.def()).filter(teams::within(scope));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The plans of a team for a calendar year, without the dropped ones.
pub async fn list_by_team(reader: &impl Reader, team: TeamId, year: i32) -> Result<Vec<Plan>, StoreError> {
    let query = Entity::find()
        .filter(Column::TeamId.eq(team.0))
        .filter(Column::Year.eq(year))
        .filter(Column::State.ne(PlanState::Dropped.code()));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// The approved plans for a calendar year of all teams of these areas. A venue in one of them is planned by no other team.
pub async fn list_approved(
    reader: &impl Reader,
    areas: &[AreaCode],
    year: i32,
) -> Result<Vec<Plan>, StoreError> {
    let query = Entity::find()
        .join(JoinType::InnerJoin, Relation::Team.def())
        .filter(TeamColumn::Area.is_in(areas.iter().map(AreaCode::as_str)))
        .filter(Column::Year.eq(year))
        .filter(Column::State.eq(PlanState::Approved.code()));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Inserts a plan.
pub async fn insert(tx: &Tx, plan: &Plan) -> Result<(), StoreError> {
    Entity::insert(set_all_columns(to_row(plan)?)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Updates a plan; `plan.version` is the version that was loaded.
///
/// # Errors
/// [`StoreError::Conflict`]
pub async fn save(tx: &Tx, plan: &Plan) -> Result<(), StoreError> {
    let row = Model { version: plan.version + 1, ..to_row(plan)? };
    let update = Entity::update_many()
        .set(set_all_columns(row))
        .filter(Column::Id.eq(plan.id.0))
        .filter(Column::Version.eq(plan.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(plan: &Plan) -> Result<Model, StoreError> {
    Ok(Model {
        id: plan.id.0,
        team_id: plan.team.0,
        year: plan.year,
        quarter: plan.quarter.map(i32::from),
        state: plan.state().code().to_owned(),
        rules: to_json(&plan.rules, "visit_plan.rules")?,
        seed: plan.seed.to_string(),
        candidates: i32::try_from(plan.candidates)
            .map_err(|_| StoreError::Corrupt("visit_plan.candidates"))?,
        visits: to_json(&plan.visits, "visit_plan.visits")?,
        author_id: plan.author.0,
        author_name: plan.author_name.clone(),
        created_at: to_micros(plan.created_at),
        approver_name: plan.decision().map(|by| by.by_name.clone()).unwrap_or_default(),
        decided_at: plan.decision().map(|by| to_micros(by.at)),
        version: plan.version,
    })
}

fn status_from_row(row: &Model) -> Result<PlanStatus, StoreError> {
    let at = from_micros_opt(row.decided_at)?;
    let decision = at.map(|at| PlanDecision { by_name: row.approver_name.clone(), at });
    match (PlanState::from_code(&row.state), decision) {
        (Some(PlanState::Draft), None) => Ok(PlanStatus::Draft),
        (Some(PlanState::Approved), Some(decision)) => Ok(PlanStatus::Approved(decision)),
        (Some(PlanState::Dropped), Some(decision)) => Ok(PlanStatus::Dropped(decision)),
        _ => Err(StoreError::Corrupt("visit_plan.state")),
    }
}

fn from_row(row: Model) -> Result<Plan, StoreError> {
    let quarter = row.quarter.map(u8::try_from).transpose();
    let status = status_from_row(&row)?;
    Ok(Plan {
        id: PlanId(row.id),
        team: TeamId(row.team_id),
        year: row.year,
        quarter: quarter.map_err(|_| StoreError::Corrupt("visit_plan.quarter"))?,
        status,
        rules: from_json(row.rules, "visit_plan.rules")?,
        seed: require_known(Seed::parse(&row.seed), "visit_plan.seed")?,
        candidates: require_known(u32::try_from(row.candidates).ok(), "visit_plan.candidates")?,
        visits: from_json(row.visits, "visit_plan.visits")?,
        author: AccountId(row.author_id),
        author_name: row.author_name,
        created_at: from_micros(row.created_at)?,
        version: row.version,
    })
}
