//! The cards of targets: one of each target and area, from the first word on. Whoever asks has found the target within
//! the scope and chosen areas of it.

mod entity;

use camket_domain::accounts::ActorStamp;
use camket_domain::areas::AreaCode;
use camket_domain::ids::{AccountId, TargetCardId, TargetId};
use camket_domain::targets::{CardCheck, CardEntry, CardState, CardStatus, TargetCard};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::error::{require_known, require_one_row};
use crate::moment::{from_micros, to_micros};
use crate::row::{from_json_opt, set_all_columns, to_json_opt};
use crate::{Reader, StoreError, Tx};
use entity::{Column, Entity, Model};

/// The card of an area.
pub async fn find(
    reader: &impl Reader,
    target: TargetId,
    area: AreaCode,
) -> Result<Option<TargetCard>, StoreError> {
    let query = Entity::find().filter(Column::TargetId.eq(target.0)).filter(Column::Area.eq(area.as_str()));
    query.one(reader.connection()).await?.map(from_row).transpose()
}

/// The cards of these targets, in no order.
pub async fn list(reader: &impl Reader, targets: &[TargetId]) -> Result<Vec<TargetCard>, StoreError> {
    let query = Entity::find().filter(Column::TargetId.is_in(targets.iter().map(|id| id.0)));
    query.all(reader.connection()).await?.into_iter().map(from_row).collect()
}

/// Area and state of each card of these targets, in no order.
pub async fn list_states(
    reader: &impl Reader,
    targets: &[TargetId],
) -> Result<Vec<(TargetId, AreaCode, CardState)>, StoreError> {
    let query = Entity::find()
        .select_only()
        .columns([Column::TargetId, Column::Area, Column::State])
        .filter(Column::TargetId.is_in(targets.iter().map(|id| id.0)))
        .into_tuple::<(Uuid, String, String)>();
    let parse = |(target, area, state): (Uuid, String, String)| {
        let area = require_known(AreaCode::new(&area), "target_card.area")?;
        Ok((TargetId(target), area, require_known(CardState::from_code(&state), "target_card.state")?))
    };
    query.all(reader.connection()).await?.into_iter().map(parse).collect()
}

/// How many cards a target has.
pub async fn count(reader: &impl Reader, target: TargetId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::TargetId.eq(target.0)).count(reader.connection()).await?)
}

/// Inserts or updates a card; `card.version` is the version that was loaded, 0 for none.
///
/// # Errors
/// [`StoreError::Conflict`], also for a card that someone else began meanwhile.
pub async fn save(tx: &Tx, card: &TargetCard) -> Result<(), StoreError> {
    let row = set_all_columns(Model { version: card.version + 1, ..to_row(card)? });
    if card.version == 0 {
        return match Entity::insert(row).exec_without_returning(tx.connection()).await.map_err(Into::into) {
            Err(StoreError::Duplicate) => Err(StoreError::Conflict),
            other => other.map(drop),
        };
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(card.id.0))
        .filter(Column::Version.eq(card.version));
    require_one_row(update.exec(tx.connection()).await?.rows_affected)
}

fn to_row(card: &TargetCard) -> Result<Model, StoreError> {
    let (met, reason, by) = match &card.status {
        CardStatus::NotBegun | CardStatus::Draft(_) => (None, "", None),
        CardStatus::Sent { by, .. } => (None, "", Some(by)),
        CardStatus::Returned { reason, by, .. } => (None, reason.as_str(), Some(by)),
        CardStatus::Approved { check, .. } => (Some(check.met), check.reason.as_str(), Some(&check.by)),
    };
    Ok(Model {
        id: card.id.0,
        target_id: card.target.0,
        area: card.area.as_str().to_owned(),
        state: card.state().code().to_owned(),
        entry: to_json_opt(card.status.entry(), "target_card.entry")?,
        checked_met: met,
        reason: reason.to_owned(),
        by_id: by.map(|by| by.account.0),
        by_name: by.map(|by| by.name.clone()).unwrap_or_default(),
        by_at: by.map(|by| to_micros(by.at)),
        version: card.version,
    })
}

fn from_row(row: Model) -> Result<TargetCard, StoreError> {
    Ok(TargetCard {
        id: TargetCardId(row.id),
        target: TargetId(row.target_id),
        area: require_known(AreaCode::new(&row.area), "target_card.area")?,
        version: row.version,
        status: status_from_row(row)?,
    })
}

fn status_from_row(row: Model) -> Result<CardStatus, StoreError> {
    let state = require_known(CardState::from_code(&row.state), "target_card.state")?;
    let Some(entry) = from_json_opt::<CardEntry>(row.entry, "target_card.entry")? else {
        return if state == CardState::NotBegun {
            Ok(CardStatus::NotBegun)
        } else {
            Err(StoreError::Corrupt("target_card.entry"))
        };
    };
    if state == CardState::Draft {
        return Ok(CardStatus::Draft(entry));
    }
    let account = AccountId(require_known(row.by_id, "target_card.by_id")?);
    let at = from_micros(require_known(row.by_at, "target_card.by_at")?)?;
    let by = ActorStamp { account, name: row.by_name, at };
    match (state, row.checked_met) {
        (CardState::Sent, None) => Ok(CardStatus::Sent { entry, by }),
        (CardState::Returned, None) => Ok(CardStatus::Returned { entry, reason: row.reason, by }),
        (CardState::Approved, Some(met)) => {
            Ok(CardStatus::Approved { entry, check: CardCheck { met, reason: row.reason, by } })
        }
        _ => Err(StoreError::Corrupt("target_card.state")),
    }
}
