//! The indicators of a province's reports: adding, changing, ordering.

use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::ids::IndicatorId;
use camket_domain::indicators::{Indicator, IndicatorDetails, MAX_INDICATORS, list_shipped, move_indicator};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_store::{Reader, Tx, indicators};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::printable::require_printable;
use crate::targets::plans::require_province;
use crate::{App, AppError};

type IndicatorKeeperPermit = Permit<rights::KeepIndicators>;

/// The indicators of the actor's province, in the order of its reports; before anybody changed them the shipped ones.
///
/// # Errors
/// [`Refusal::NotAllowed`] for an actor without a province.
pub async fn list_indicators(app: &App, permit: &IndicatorKeeperPermit) -> Result<Vec<Indicator>, AppError> {
    list_own(app, app.store(), require_province(permit.actor())?).await
}

/// The indicator with this id.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_indicator(
    app: &App,
    permit: &IndicatorKeeperPermit,
    id: IndicatorId,
) -> Result<Indicator, AppError> {
    find_own(&list_indicators(app, permit).await?, id)
}

/// Adds an indicator at the end. A repeated `key` adds nothing.
///
/// # Errors
/// [`AppError::Invalid`] for what cannot be printed; [`Refusal::ListFull`]; [`Refusal::NotAllowed`].
pub async fn add_indicator(
    app: &App,
    permit: &IndicatorKeeperPermit,
    key: Uuid,
    details: IndicatorDetails,
) -> Result<IndicatorId, AppError> {
    let actor = permit.actor();
    let province = require_province(actor)?;
    check(&details)?;
    let content = CommandContent::new("indicators.add_indicator").with_debug(&details);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let there = load_to_change(app, &run.tx, province).await?;
    if there.len() >= MAX_INDICATORS {
        return Err(Refusal::ListFull.into());
    }
    let position = there.last().map_or(1, |last| last.position + 1);
    let id = IndicatorId::new(app.now(), app.entropy());
    indicators::save(&run.tx, &Indicator { id, area: province, position, details, version: 0 }).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::IndicatorSaved, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// Changes an indicator. Frozen figures keep what it said.
///
/// # Errors
/// As [`add_indicator`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update_indicator(
    app: &App,
    permit: &IndicatorKeeperPermit,
    id: IndicatorId,
    version: i32,
    details: IndicatorDetails,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let province = require_province(actor)?;
    check(&details)?;
    let tx = app.store().begin_write().await?;
    let before = find_own(&load_to_change(app, &tx, province).await?, id)?;
    require_version(&before, version)?;
    indicators::save(&tx, &Indicator { details, ..before }).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::IndicatorSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Removes an indicator from later reports.
///
/// # Errors
/// [`AppError::Conflict`], [`AppError::NotFound`]; [`Refusal::NotAllowed`].
pub async fn remove_indicator(
    app: &App,
    permit: &IndicatorKeeperPermit,
    id: IndicatorId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let province = require_province(actor)?;
    let tx = app.store().begin_write().await?;
    let before = find_own(&load_to_change(app, &tx, province).await?, id)?;
    require_version(&before, version)?;
    indicators::delete(&tx, id, before.version).await?;
    let event = app.build_event(Some(actor), AuditAction::IndicatorRemoved, id.0);
    app.audit(&tx, event.with_note(before.details.label)).await?;
    Ok(tx.commit().await?)
}

/// Moves an indicator one place up or down.
///
/// # Errors
/// [`AppError::NotFound`]; [`Refusal::NotAllowed`].
pub async fn reorder_indicator(
    app: &App,
    permit: &IndicatorKeeperPermit,
    id: IndicatorId,
    up: bool,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let province = require_province(actor)?;
    let tx = app.store().begin_write().await?;
    let there = load_to_change(app, &tx, province).await?;
    find_own(&there, id)?;
    let mut order: Vec<IndicatorId> = there.iter().map(|indicator| indicator.id).collect();
    move_indicator(&mut order, id, up);
    for (position, id) in (1..).zip(order) {
        let indicator = find_own(&there, id)?;
        if indicator.position != position {
            indicators::save(&tx, &Indicator { position, ..indicator }).await?;
        }
    }
    app.audit(&tx, app.build_event(Some(actor), AuditAction::IndicatorSaved, id.0)).await?;
    Ok(tx.commit().await?)
}

/// The indicators of a province; before anybody changed them the shipped ones, always with the same ids.
pub(crate) async fn list_own(
    app: &App,
    reader: &impl Reader,
    province: AreaCode,
) -> Result<Vec<Indicator>, AppError> {
    let own = indicators::list(reader, province).await?;
    Ok(if own.is_empty() { build_shipped(app, province) } else { own })
}

/// The same within a transaction that changes them: the shipped ones are written first.
pub(crate) async fn load_to_change(
    app: &App,
    tx: &Tx,
    province: AreaCode,
) -> Result<Vec<Indicator>, AppError> {
    if indicators::list(tx, province).await?.is_empty() {
        for indicator in build_shipped(app, province) {
            indicators::save(tx, &indicator).await?;
        }
    }
    Ok(indicators::list(tx, province).await?)
}

fn build_shipped(app: &App, province: AreaCode) -> Vec<Indicator> {
    let build = |(position, details): (u16, &IndicatorDetails)| {
        let digest = app.digests().hex(&["shipped indicator", province.as_str(), &position.to_string()]);
        let number = u128::from_str_radix(&digest[..32], 16).unwrap_or_default();
        let id = IndicatorId(Uuid::from_u128(number));
        Indicator { id, area: province, position, details: details.clone(), version: 0 }
    };
    (1..).zip(list_shipped()).map(build).collect()
}

fn find_own(there: &[Indicator], id: IndicatorId) -> Result<Indicator, AppError> {
    there.iter().find(|indicator| indicator.id == id).cloned().ok_or(AppError::NotFound)
}

/// Whoever saw a shipped indicator saw version 0, and the row that is written of it has version 1.
fn require_version(before: &Indicator, version: i32) -> Result<(), AppError> {
    if before.version == version.max(1) { Ok(()) } else { Err(AppError::Conflict) }
}

fn check(details: &IndicatorDetails) -> Result<(), AppError> {
    require_printable(&[("label", &details.label), ("unit", &details.unit)])
}
