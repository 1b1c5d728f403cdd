//! Settings and the calendar, managed by an administrator.

use camket_domain::audit::AuditAction;
use camket_domain::permissions::{Permit, rights};
use camket_domain::settings::Settings;
use camket_store::StoreError;
use camket_store::settings::{self, holiday};
use time::Date;
use uuid::Uuid;

use crate::{App, AppError, InputProblem};

pub use camket_store::settings::holiday::SpecialDay;

type SettingsManagerPermit = Permit<rights::ManageSettings>;

/// The settings, which are public.
pub async fn load(app: &App) -> Result<Settings, AppError> {
    Ok(settings::load(app.store()).await?)
}

/// Saves the settings. Their version is the one that the form showed.
///
/// # Errors
/// [`AppError::Invalid`] for the first field out of bounds; [`AppError::Conflict`].
pub async fn save(app: &App, permit: &SettingsManagerPermit, settings: &Settings) -> Result<(), AppError> {
    if let Err(fields) = settings.check() {
        return Err(AppError::invalid(fields[0], InputProblem::SettingBounds));
    }
    let tx = app.store().begin_write().await?;
    settings::save(&tx, settings).await?;
    app.audit(&tx, app.build_event(Some(permit.actor()), AuditAction::SettingsSaved, Uuid::nil())).await?;
    tx.commit().await?;
    app.register().set_limits(settings.freshness_limits());
    Ok(())
}

/// The special days of the calendar.
pub async fn list_special_days(app: &App) -> Result<Vec<SpecialDay>, AppError> {
    Ok(holiday::list(app.store()).await?)
}

/// Adds a special day to the calendar.
///
/// # Errors
/// [`AppError::Invalid`] for `day` if it is there already.
pub async fn add_day(app: &App, permit: &SettingsManagerPermit, day: SpecialDay) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    match holiday::insert(&tx, std::slice::from_ref(&day)).await {
        Err(StoreError::Duplicate) => return Err(AppError::invalid("day", InputProblem::DayTaken)),
        other => other?,
    }
    let event = app.build_event(Some(permit.actor()), AuditAction::SettingsSaved, Uuid::nil());
    app.audit(&tx, event.with_note(format!("+{}", day.day))).await?;
    Ok(tx.commit().await?)
}

pub async fn remove_day(app: &App, permit: &SettingsManagerPermit, day: Date) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    holiday::delete(&tx, day).await?;
    let event = app.build_event(Some(permit.actor()), AuditAction::SettingsSaved, Uuid::nil());
    app.audit(&tx, event.with_note(format!("-{day}"))).await?;
    Ok(tx.commit().await?)
}
