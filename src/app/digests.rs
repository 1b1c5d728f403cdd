//! The daily digest: each officer who wants it hears on working days what is new, due today and overdue.

use camket_domain::accounts::Account;
use camket_domain::applications::TrackKind;
use camket_domain::audit::AuditAction;
use camket_domain::digests::{WorkDigest, find_digest_day};
use camket_domain::outbox::{Channel, LinkedPage, Notice};
use camket_domain::permissions::{Action, Permit, rights};
use camket_store::settings::holiday;
use camket_store::{digests, outbox, queues};
use time::Date;

use crate::{App, AppError};

type OfficerPermit = Permit<rights::HearOfWork>;

/// Digests written in one transaction.
const BATCH_SIZE: u64 = 100;

/// Writes the digests that are due, one a day and officer, by whichever node comes first; returns their number. Officers for
/// whom nothing waits get none that day.
pub async fn queue_digests(app: &App) -> Result<usize, AppError> {
    let calendar = holiday::load_calendar(app.store()).await?;
    let by_mail = app.options().channels.contains(&Channel::Email);
    let Some(day) = find_digest_day(app.now(), &calendar).filter(|_| by_mail) else { return Ok(0) };
    let mut written = 0;
    loop {
        let officers = digests::list_due(app.store(), Action::HearOfWork.roles(), day, BATCH_SIZE).await?;
        if officers.is_empty() {
            return Ok(written);
        }
        written += queue_batch(app, day, &officers).await?;
    }
}

async fn queue_batch(app: &App, day: Date, officers: &[Account]) -> Result<usize, AppError> {
    let mut counted = Vec::new();
    for officer in officers {
        counted.push((officer, count_work(app, officer, day).await?));
    }
    let tx = app.store().begin_write().await?;
    let mut messages = Vec::new();
    for (officer, work) in counted {
        if digests::record(&tx, officer.id, day).await? && !work.is_empty() {
            messages.extend(app.build_message(officer, build_notice(officer, work)));
        }
    }
    outbox::insert_many(&tx, &messages).await?;
    tx.commit().await?;
    Ok(messages.len())
}

async fn count_work(app: &App, officer: &Account, today: Date) -> Result<WorkDigest, AppError> {
    match TrackKind::for_role(officer.role) {
        Some(track) => {
            let scope = officer.as_actor().scope();
            Ok(queues::count_work(app.store(), &scope, track, today).await?)
        }
        None => Ok(WorkDigest::default()),
    }
}

fn build_notice(officer: &Account, work: WorkDigest) -> Notice {
    Notice::WorkWaits {
        name: officer.name.clone(),
        new: work.new.to_string(),
        due: work.due_today.to_string(),
        overdue: work.overdue.to_string(),
        link: LinkedPage::ReviewQueue.into(),
    }
}

/// Whether the officer wants the digest.
pub async fn is_wanted(app: &App, permit: &OfficerPermit) -> Result<bool, AppError> {
    Ok(digests::is_wanted(app.store(), permit.actor().account).await?)
}

/// Switches the digest on or off.
pub async fn set_wanted(app: &App, permit: &OfficerPermit, wanted: bool) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    if digests::is_wanted(&tx, actor.account).await? != wanted {
        digests::save_wanted(&tx, actor.account, wanted).await?;
        let event = app.build_event(Some(actor), AuditAction::DigestSwitched, actor.account.0);
        app.audit(&tx, event.with_note(if wanted { "on" } else { "off" })).await?;
    }
    Ok(tx.commit().await?)
}
