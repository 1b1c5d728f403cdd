//! Reminders to owners before their certificate expires: once for each of the days in the settings, by whichever node
//! comes first, and only to owners who have not applied yet. Expiry itself needs no job: it follows from the date.

use camket_domain::accounts::Account;
use camket_domain::calendar::format_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::renewal::list_reminder_windows;
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::outbox::{LinkedPage, Message, Notice};
use camket_store::{StoreError, Tx, accounts, outbox, reminders as rows, settings, venues};
use std::collections::HashMap;
use time::Date;

use crate::{App, AppError};

/// Reminders written in one transaction.
const BATCH_SIZE: usize = 200;

/// Writes the reminders that are due, and returns their number.
pub async fn queue_reminders(app: &App) -> Result<usize, AppError> {
    let days = settings::load(app.store()).await?.reminder_days;
    let mut written = 0;
    for (stage, ends) in list_reminder_windows(days, app.today()) {
        loop {
            let batch = queue_batch(app, stage, ends).await?;
            written += batch.unwrap_or(0);
            if batch.is_none_or(|count| count < BATCH_SIZE) {
                break;
            }
        }
    }
    Ok(written)
}

/// Writes one batch of a stage; `None` if another node writes the same batch.
async fn queue_batch(app: &App, stage: u16, ends: (Date, Date)) -> Result<Option<usize>, AppError> {
    let tx = app.store().begin_write().await?;
    let due = rows::list_due(&tx, stage, ends, app.today(), BATCH_SIZE as u64).await?;
    if due.is_empty() {
        return Ok(Some(0));
    }
    let ids: Vec<_> = due.iter().map(|certificate| certificate.id).collect();
    match rows::insert(&tx, stage, &ids, app.now()).await {
        Err(StoreError::Duplicate) => return Ok(None),
        inserted => inserted?,
    }
    outbox::insert_many(&tx, &build_messages(app, &tx, &due).await?).await?;
    tx.commit().await?;
    Ok(Some(due.len()))
}

async fn build_messages(app: &App, tx: &Tx, due: &[Certificate]) -> Result<Vec<Message>, AppError> {
    let places: Vec<_> = due.iter().map(|certificate| certificate.venue).collect();
    let owners: HashMap<VenueId, AccountId> = venues::load_owners(tx, &places).await?;
    let ids: Vec<_> = owners.values().copied().collect();
    let people: HashMap<AccountId, Account> =
        accounts::find_many(tx, &ids).await?.into_iter().map(|account| (account.id, account)).collect();
    let message = |certificate: &Certificate| {
        let owner = people.get(owners.get(&certificate.venue)?)?;
        app.build_message(owner, build_notice(certificate))
    };
    Ok(due.iter().filter_map(message).collect())
}

fn build_notice(certificate: &Certificate) -> Notice {
    Notice::RenewalDue {
        venue: certificate.facts.name.clone(),
        number: certificate.number.to_string(),
        until: format_date(certificate.expires_on),
        link: LinkedPage::Venue { venue: certificate.venue }.into(),
    }
}
