//! Reminders to owners of workers' pledges that are missing: at most once in 14 days, by whichever node comes first.

use std::collections::HashMap;

use camket_domain::accounts::Account;
use camket_domain::ids::{AccountId, VenueId};
use camket_domain::outbox::{LinkedPage, Message, Notice};
use camket_domain::worker_pledges::REMINDER_INTERVAL;
use camket_store::worker_pledges::reminder;
use camket_store::{Tx, accounts, labour, outbox, venues};

use crate::{App, AppError};

/// Reminders written in one transaction.
const BATCH_SIZE: usize = 200;

/// Writes the reminders that are due, and returns their number.
pub async fn queue_reminders(app: &App) -> Result<usize, AppError> {
    let mut written = 0;
    loop {
        let (due, count) = queue_batch(app).await?;
        written += count;
        if due < BATCH_SIZE {
            return Ok(written);
        }
    }
}

/// Writes one batch: how many venues were due, and how many messages there are.
async fn queue_batch(app: &App) -> Result<(usize, usize), AppError> {
    let (since, most) = (app.now() - REMINDER_INTERVAL, BATCH_SIZE as u64);
    // Most looks find nothing to do, and need no transaction that writes.
    if reminder::list_due(app.store(), since, app.today(), 1).await?.is_empty() {
        return Ok((0, 0));
    }
    let tx = app.store().begin_write().await?;
    let due = reminder::list_due(&tx, since, app.today(), most).await?;
    if due.is_empty() || !reminder::save(&tx, &due, since, app.now()).await? {
        return Ok((0, 0));
    }
    let messages = build_messages(app, &tx, &due).await?;
    outbox::insert_many(&tx, &messages).await?;
    tx.commit().await?;
    Ok((due.len(), messages.len()))
}

async fn build_messages(app: &App, tx: &Tx, due: &[VenueId]) -> Result<Vec<Message>, AppError> {
    let owners: HashMap<VenueId, AccountId> = venues::load_owners(tx, due).await?;
    let names = venues::load_names(tx, due.iter().copied()).await?;
    let ids: Vec<_> = owners.values().copied().collect();
    let people: HashMap<AccountId, Account> =
        accounts::find_many(tx, &ids).await?.into_iter().map(|account| (account.id, account)).collect();
    let missing = labour::count_unpledged(tx, due).await?;
    let message = |venue: &VenueId| {
        let owner = people.get(owners.get(venue)?)?;
        let count = missing.get(venue)?.to_string();
        let link = LinkedPage::WorkerPledges { venue: *venue }.into();
        app.build_message(
            owner,
            Notice::WorkerPledgesMissing { venue: names.get(venue)?.clone(), count, link },
        )
    };
    Ok(due.iter().filter_map(message).collect())
}
