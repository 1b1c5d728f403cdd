//! Setting the class of a venue for a time, and ending that.

use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::format_date;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::risk::{RiskClass, RiskOverride};
use camket_store::{risk as rows, venues};
use time::Date;

use crate::{App, AppError, InputProblem};

type RiskOfficerPermit = Permit<rights::OverrideRisk>;

/// What an officer sets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewOverride {
    pub class: RiskClass,
    pub reason: String,
    /// Last day (Vietnamese date).
    pub until: Date,
}

/// Sets the class of a venue of the officer's area until a day. `version` is that of the shown override, 0 for none.
///
/// # Errors
/// [`AppError::Invalid`] for a field; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn set_override(
    app: &App,
    permit: &RiskOfficerPermit,
    venue: VenueId,
    version: i32,
    new: NewOverride,
) -> Result<(), AppError> {
    let actor = permit.actor();
    venues::find(app.store(), &actor.scope(), venue).await?.ok_or(AppError::NotFound)?;
    let NewOverride { class, reason, until } = new;
    let set = RiskOverride { class, reason, until, by: ActorStamp::new(actor, app.now()) };
    let checked = set.check(app.today());
    checked.map_err(|(field, fault)| AppError::invalid(field, InputProblem::RiskOverride(fault)))?;
    let tx = app.store().begin_write().await?;
    rows::save_override(&tx, venue, version, Some(&set)).await?;
    let note = format!("{}; {}; {}", class.code(), format_date(until), set.reason);
    let event = app.build_event(Some(actor), AuditAction::RiskOverridden, venue.0);
    app.audit(&tx, event.with_note(note)).await?;
    Ok(tx.commit().await?)
}

/// Ends the override of a venue before its last day.
///
/// # Errors
/// [`Refusal::NotOverridden`] where none counts; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn end_override(
    app: &App,
    permit: &RiskOfficerPermit,
    venue: VenueId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    venues::find(app.store(), &actor.scope(), venue).await?.ok_or(AppError::NotFound)?;
    let tx = app.store().begin_write().await?;
    let stored = rows::find(&tx, venue).await?;
    let set = stored.and_then(|stored| stored.overridden).and_then(|set| set.class_on(app.today()));
    if set.is_none() {
        return Err(Refusal::NotOverridden.into());
    }
    rows::save_override(&tx, venue, version, None).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::RiskOverrideEnded, venue.0)).await?;
    Ok(tx.commit().await?)
}
