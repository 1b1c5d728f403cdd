//! Owners are reminded before their certificate ends: once for each of the days that are set, whichever node looks
//! first, and only who has not applied yet. Expiry itself needs nobody: it follows from the date.

use camket_domain::accounts::Account;
use camket_domain::calendar::short;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::renewal::reminders;
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::outbox::{Message, Notice};
use camket_store::certificates::reminders as told;
use camket_store::{StoreError, Tx, accounts, outbox, settings, venues};
use std::collections::HashMap;
use time::Date;

use crate::{App, AppError};

/// How many are written in one transaction.
const BATCH: usize = 200;

/// Writes the reminders that are due, and tells how many.
///
/// # Errors
/// The database.
pub async fn remind(app: &App) -> Result<usize, AppError> {
    let days = settings::load(app.store()).await?.reminder_days;
    let mut written = 0;
    for (stage, ends) in reminders(days, app.today()) {
        loop {
            let batch = batch(app, stage, ends).await?;
            written += batch.unwrap_or(0);
            if batch.is_none_or(|count| count < BATCH) {
                break;
            }
        }
    }
    Ok(written)
}

/// Some of a stage; none if another node is at the same.
async fn batch(app: &App, stage: u16, ends: (Date, Date)) -> Result<Option<usize>, AppError> {
    let tx = app.store().write().await?;
    let due = told::due(&tx, stage, ends, app.today(), BATCH as u64).await?;
    if due.is_empty() {
        return Ok(Some(0));
    }
    let ids: Vec<_> = due.iter().map(|certificate| certificate.id).collect();
    match told::insert(&tx, stage, &ids, app.now()).await {
        Err(StoreError::Duplicate) => return Ok(None),
        inserted => inserted?,
    }
    outbox::insert_all(&tx, &messages(app, &tx, &due).await?).await?;
    tx.commit().await?;
    Ok(Some(due.len()))
}

async fn messages(app: &App, tx: &Tx, due: &[Certificate]) -> Result<Vec<Message>, AppError> {
    let places: Vec<_> = due.iter().map(|certificate| certificate.venue).collect();
    let owners: HashMap<VenueId, AccountId> = venues::owners(tx, &places).await?;
    let ids: Vec<_> = owners.values().copied().collect();
    let people: HashMap<AccountId, Account> =
        accounts::of(tx, &ids).await?.into_iter().map(|account| (account.id, account)).collect();
    let message = |certificate: &Certificate| {
        let owner = people.get(owners.get(&certificate.venue)?)?;
        app.message(owner, notice(app, certificate))
    };
    Ok(due.iter().filter_map(message).collect())
}

fn notice(app: &App, certificate: &Certificate) -> Notice {
    Notice::RenewalDue {
        venue: certificate.facts.name.clone(),
        number: certificate.number.to_string(),
        until: short(certificate.expires_on),
        link: app.url(&format!("/venues/{}", certificate.venue)),
    }
}
