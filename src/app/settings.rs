//! Settings and the calendar, managed by an administrator.

use camket_domain::audit::Deed;
use camket_domain::permissions::{Permit, rights};
use camket_domain::settings::Settings;
use camket_store::StoreError;
use camket_store::settings::{self, holiday};
use time::Date;
use uuid::Uuid;

use crate::{App, AppError};

pub use camket_store::settings::holiday::SpecialDay;

type Keeper = Permit<rights::ManageSettings>;

/// The settings, which are public.
pub async fn load(app: &App) -> Result<Settings, AppError> {
    Ok(settings::load(app.store()).await?)
}

/// Saves the settings.
///
/// # Errors
/// [`AppError::Invalid`] for the first field out of bounds.
pub async fn save(app: &App, permit: &Keeper, settings: &Settings) -> Result<(), AppError> {
    if let Err(fields) = settings.check() {
        return Err(AppError::Invalid(fields[0], "setting-bounds"));
    }
    let tx = app.store().write().await?;
    settings::save(&tx, settings).await?;
    app.audit(&tx, app.event(Some(permit.actor()), Deed::SettingsSaved, Uuid::nil())).await?;
    tx.commit().await?;
    app.register().set_limits(settings.limits());
    Ok(())
}

/// The special days of the calendar.
pub async fn calendar(app: &App) -> Result<Vec<SpecialDay>, AppError> {
    Ok(holiday::list(app.store()).await?)
}

/// Adds a special day to the calendar.
///
/// # Errors
/// [`AppError::Invalid`] for `day` if it is there already.
pub async fn add_day(app: &App, permit: &Keeper, day: SpecialDay) -> Result<(), AppError> {
    let tx = app.store().write().await?;
    match holiday::insert(&tx, std::slice::from_ref(&day)).await {
        Err(StoreError::Duplicate) => return Err(AppError::Invalid("day", "day-taken")),
        other => other?,
    }
    let event = app.event(Some(permit.actor()), Deed::SettingsSaved, Uuid::nil());
    app.audit(&tx, event.noted(format!("+{}", day.day))).await?;
    Ok(tx.commit().await?)
}

pub async fn remove_day(app: &App, permit: &Keeper, day: Date) -> Result<(), AppError> {
    let tx = app.store().write().await?;
    holiday::remove(&tx, day).await?;
    let event = app.event(Some(permit.actor()), Deed::SettingsSaved, Uuid::nil());
    app.audit(&tx, event.noted(format!("-{day}"))).await?;
    Ok(tx.commit().await?)
}
