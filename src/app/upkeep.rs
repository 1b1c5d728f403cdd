//! Housekeeping of the database: deletes what has ended (`camket_domain::retention` says when), and fills the calendar of a new
//! registry.

mod deleting;
mod erasing;

use camket_domain::calendar::default_holidays;
use camket_store::StoreError;
use camket_store::settings::holiday::{self, SpecialDay};

use crate::{App, AppError};

pub use deleting::SweptRows;

/// Deletes what has ended and was kept long enough; returns how much of each kind.
pub async fn sweep(app: &App) -> Result<Vec<SweptRows>, AppError> {
    let tx = app.store().begin_write().await?;
    let swept = deleting::delete_all(app, &tx).await?;
    tx.commit().await?;
    Ok(swept)
}

/// What [`sweep`] would delete now: it is deleted and rolled back. Others wait meanwhile, as they do for a sweep.
pub async fn preview_sweep(app: &App) -> Result<Vec<SweptRows>, AppError> {
    let tx = app.store().begin_write().await?;
    let swept = deleting::delete_all(app, &tx).await?;
    drop(tx);
    Ok(swept)
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
