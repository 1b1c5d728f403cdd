//! What a venue does: makes a code for a worker, ends it, records a signature on paper.

use camket_domain::audit::AuditAction;
use camket_domain::ids::{VenueId, WorkerId, WorkerInvitationId, WorkerPledgeId};
use camket_domain::labour::Worker;
use camket_domain::pledges::worker_texts::WorkerText;
use camket_domain::worker_pledges::{
    LIFETIME, MAX_TRIES, PledgedWorker, WorkerInvitation, WorkerPledge, WorkerPledgeMethod,
};
use camket_store::worker_pledges::{self as rows, invitation};
use camket_store::{labour, venue_register};
use time::Date;
use uuid::Uuid;

use super::{KeeperPermit, derive_hash, hash_text};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::labour::{WorkerUpdate, history};
use crate::managers::{load_kept_venue, lock_kept_venue};
use crate::pledges::find_terms_for_day;
use crate::{App, AppError, InputProblem};

/// Makes a code for a worker, in place of an open one. A repeated `key` returns the first one.
///
/// # Errors
/// [`camket_domain::refusal::Refusal::InReview`], because nothing could be signed; [`AppError::NotFound`],
/// [`AppError::KeyReused`].
pub async fn invite(
    app: &App,
    permit: &KeeperPermit,
    key: Uuid,
    (venue, worker): (VenueId, WorkerId),
) -> Result<WorkerInvitationId, AppError> {
    let actor = permit.actor();
    let content = CommandContent::new("worker_pledges.invite").with(venue).with(worker);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let venue = lock_kept_venue(&run.tx, permit, venue).await?;
    let worker = labour::find(&run.tx, venue.id, worker).await?.ok_or(AppError::NotFound)?;
    let now = app.now();
    invitation::end_pending(&run.tx, venue.id, worker.id, now).await?;
    let id = WorkerInvitationId::new(now, app.entropy());
    let made = WorkerInvitation {
        id,
        hash: derive_hash(app, id),
        worker: worker.id,
        venue: venue.id,
        made_by: actor.recorded_as().0,
        made_at: now,
        expires_at: now + LIFETIME,
        tries_left: MAX_TRIES,
        used_at: None,
        ended_at: None,
    };
    invitation::insert(&run.tx, &made).await?;
    let event = app.build_event(Some(actor), AuditAction::WorkerInvited, worker.id.0);
    app.audit(&run.tx, event.with_venue(venue.id)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// Ends the open code of a worker. Without one, it changes nothing.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn end_invitation(
    app: &App,
    permit: &KeeperPermit,
    (venue, worker): (VenueId, WorkerId),
) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    let venue = load_kept_venue(&tx, permit, venue).await?;
    labour::find(&tx, venue.id, worker).await?.ok_or(AppError::NotFound)?;
    if !invitation::end_pending(&tx, venue.id, worker, app.now()).await? {
        return Ok(());
    }
    let event = app.build_event(Some(permit.actor()), AuditAction::WorkerInvitationEnded, worker.0);
    app.audit(&tx, event.with_venue(venue.id)).await?;
    Ok(tx.commit().await?)
}

/// Records that a worker signed the printed form on `signed_on`. An open code ends. `version` is the version of the worker that
/// the page showed.
///
/// # Errors
/// [`AppError::Invalid`] for `signed_on` in the future; [`camket_domain::refusal::Refusal::InReview`];
/// [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn record_paper(
    app: &App,
    permit: &KeeperPermit,
    (venue, worker): (VenueId, WorkerId),
    version: i32,
    signed_on: Date,
) -> Result<(), AppError> {
    let actor = permit.actor();
    if signed_on > app.today() {
        return Err(AppError::invalid("signed_on", InputProblem::DayInFuture));
    }
    let tx = app.store().begin_write().await?;
    let venue = lock_kept_venue(&tx, permit, venue).await?;
    let before = labour::find(&tx, venue.id, worker).await?.ok_or(AppError::NotFound)?;
    let text = WorkerText::original(find_terms_for_day(signed_on));
    let facts = PledgedWorker::new(&venue, &before);
    let pledge = WorkerPledge {
        id: WorkerPledgeId::new(app.now(), app.entropy()),
        worker,
        venue: venue.id,
        method: WorkerPledgeMethod::Paper,
        terms_version: text.version,
        language: text.language.to_owned(),
        text_hash: hash_text(&text, &facts),
        facts,
        signed_on,
        recorded_at: app.now(),
        address: String::new(),
        user_agent: String::new(),
        recorded_by: Some(actor.recorded_as().0),
    };
    let after = Worker { pledged_on: Some(signed_on), version, ..before.clone() };
    labour::save(&tx, &after).await?;
    history::record_changes(app, &tx, &[WorkerUpdate { before, after }]).await?;
    rows::insert(&tx, &pledge).await?;
    invitation::end_pending(&tx, venue.id, worker, app.now()).await?;
    venue_register::refresh_labour(&tx, venue.id).await?;
    let event = app.build_event(Some(actor), AuditAction::WorkerPledgeRecorded, worker.0);
    app.audit(&tx, event.with_venue(venue.id)).await?;
    Ok(tx.commit().await?)
}
