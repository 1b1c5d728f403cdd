//! Scores of plans: written once, never changed. Whoever asks for one by its id has found its plan within the scope.

mod entity;

use camket_domain::accounts::ActorStamp;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{AccountId, TargetScoreId, YearPlanId};
use camket_domain::targets::score::TargetScore;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::require_known;
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json, set_all_columns, to_json};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// Most scores of a plan that a page lists.
const MAX_LISTED: u64 = 50;

/// The latest score of a plan.
pub async fn find_latest(reader: &impl Reader, plan: YearPlanId) -> Result<Option<TargetScore>, StoreError> {
    let query = Entity::find().filter(Column::PlanId.eq(plan.0)).order_by_desc(Column::Number);
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Numbers and ids of the scores of a plan, the latest first, at most 50.
pub async fn list_numbers(
    reader: &impl Reader,
    plan: YearPlanId,
) -> Result<Vec<(i32, TargetScoreId)>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::Number, Column::Id])
        .filter(Column::PlanId.eq(plan.0))
        .order_by_desc(Column::Number)
        .limit(MAX_LISTED)
        .into_tuple::<(i32, Uuid)>();
    let rows = query.all(reader.connection()).await?;
    Ok(rows.into_iter().map(|(number, id)| (number, TargetScoreId(id))).collect())
}

pub async fn find(reader: &impl Reader, id: TargetScoreId) -> Result<Option<TargetScore>, StoreError> {
    Entity::find_by_id(id.0).one(reader.connection()).await?.map(from_row).transpose()
}

/// The score on whose papers this code is printed: anyone may ask.
pub async fn find_by_code(reader: &impl Reader, code: &ShortCode) -> Result<Option<TargetScore>, StoreError> {
    let query = Entity::find().filter(Column::Code.eq(code.as_str()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// Inserts a score.
///
/// # Errors
/// [`StoreError::Conflict`] if someone else took the same number meanwhile.
pub async fn insert(tx: &Tx, score: &TargetScore) -> Result<(), StoreError> {
    let row = set_all_columns(to_row(score)?);
    match Entity::insert(row).exec_without_returning(tx.connection()).await.map_err(Into::into) {
        Err(StoreError::Duplicate) => Err(StoreError::Conflict),
        other => other.map(drop),
    }
}

fn to_row(score: &TargetScore) -> Result<Model, StoreError> {
    Ok(Model {
        id: score.id.0,
        plan_id: score.plan.0,
        number: score.number,
        code: score.code.as_str().to_owned(),
        content: to_json(&score.content, "target_score.content")?,
        digest: score.digest.clone(),
        taken_by: score.taken.account.0,
        taken_name: score.taken.name.clone(),
        taken_at: to_micros(score.taken.at),
    })
}

fn from_row(row: Model) -> Result<TargetScore, StoreError> {
    let at = from_micros(row.taken_at)?;
    Ok(TargetScore {
        id: TargetScoreId(row.id),
        plan: YearPlanId(row.plan_id),
        number: row.number,
        code: require_known(ShortCode::parse(&row.code).ok(), "target_score.code")?,
        taken: ActorStamp { account: AccountId(row.taken_by), name: row.taken_name, at },
        digest: row.digest,
        content: from_json(row.content, "target_score.content")?,
    })
}
