//! Housekeeping of the database: deletes ended sessions, throttle windows, old idempotency keys and messages, photos of visits
//! that were never reported; and fills the calendar of a new registry.

use camket_domain::accounts::access_request;
use camket_domain::calendar::default_holidays;
use camket_domain::census::imports::UPLOAD_LIFETIME;
use camket_store::census::upload;
use camket_store::inspections::photo;
use camket_store::settings::holiday::{self, SpecialDay};
use camket_store::{
    StoreError, accounts, api_tokens, claim_codes, coverage, devices, idempotency, outbox, sessions, throttle,
};
use time::Duration;

use crate::{App, AppError};

/// Deletes expired rows. API tokens, messages and claim codes are kept for 30 days, idempotency keys for 7, one-time codes and codes for
/// phones for one, photos without a report for 90: by then no phone may still send it; those that their report does not name
/// for 7 after it.
pub async fn sweep(app: &App) -> Result<(), AppError> {
    let now = app.now();
    let tx = app.store().begin_write().await?;
    sessions::delete_expired(&tx, app.options().sessions, now).await?;
    throttle::delete_expired(&tx, now).await?;
    accounts::delete_old_access_requests(&tx, now - access_request::LIFETIME).await?;
    accounts::delete_expired_codes(&tx, now - Duration::days(1)).await?;
    api_tokens::delete_ended(&tx, now - Duration::days(30)).await?;
    idempotency::delete_expired(&tx, now - Duration::days(7)).await?;
    outbox::delete_settled(&tx, now - Duration::days(30)).await?;
    devices::delete_ended_codes(&tx, now - Duration::days(1)).await?;
    claim_codes::delete_ended(&tx, now - Duration::days(30)).await?;
    upload::delete_old(&tx, now - UPLOAD_LIFETIME).await?;
    photo::delete_unreported(&tx, now - Duration::days(90)).await?;
    crate::inspections::delete_unnamed(app, &tx).await?;
    coverage::delete_old(&tx).await?;
    Ok(tx.commit().await?)
}

/// Fills an empty calendar with the program's built-in one.
pub async fn seed_calendar(app: &App) -> Result<(), AppError> {
    // A full disk does not keep a node from starting.
    if !holiday::list(app.store()).await?.is_empty() {
        return Ok(());
    }
    let tx = app.store().begin_write().await?;
    let day =
        |h: &camket_domain::calendar::Holiday| SpecialDay { day: h.date, kind: h.kind, name: h.name.clone() };
    let days: Vec<_> = default_holidays().iter().map(day).collect();
    match holiday::insert(&tx, &days).await {
        // Another node that starts at the same moment was first, with the same days.
        Err(StoreError::Duplicate) => return Ok(()),
        inserted => inserted?,
    }
    Ok(tx.commit().await?)
}
