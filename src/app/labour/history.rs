//! The history of workers, written with every change of the register; who leaves, and who did not leave after all.

use std::collections::HashMap;

use camket_domain::audit::AuditAction;
use camket_domain::calendar::{add_months, local_date};
use camket_domain::ids::{VenueId, WorkerId, uuid_v7};
use camket_domain::labour::Worker;
use camket_domain::labour::history::{
    WorkerChange, WorkerChangeKind, WorkerField, check_leave, corrects_start, judge_change,
    list_changed_fields,
};
use camket_domain::refusal::Refusal;
use camket_store::Tx;
use camket_store::labour::departed::{self, DepartedWorker};
use camket_store::labour::{self, change};
use time::Date;

use super::{KeeperPermit, MAX_WORKERS, WorkerUpdate, begin_change, finish_change, map_duplicate_worker};
use crate::managers::load_kept_venue;
use crate::{App, AppError, InputProblem};

/// Months for which the page shows who left.
const DEPARTED_MONTHS: i32 = 12;

/// Records that these workers began.
pub(super) async fn record_starts(app: &App, tx: &Tx, workers: &[Worker]) -> Result<(), AppError> {
    let start = |worker: &Worker| {
        build_change(app, worker, WorkerChangeKind::Started, worker.job.started_on, Vec::new())
    };
    Ok(change::insert_many(tx, &workers.iter().map(start).collect::<Vec<_>>()).await?)
}

/// Records what changed of these workers. A corrected first day moves the start instead.
pub(crate) async fn record_changes(app: &App, tx: &Tx, updates: &[WorkerUpdate]) -> Result<(), AppError> {
    let is_moved = |update: &&WorkerUpdate| update.before.job.started_on != update.after.job.started_on;
    let moved: Vec<WorkerId> = updates.iter().filter(is_moved).map(|update| update.after.id).collect();
    let starts = change::list_starts(tx, &moved).await?;
    let mut starts: HashMap<WorkerId, WorkerChange> =
        starts.into_iter().map(|start| (start.worker, start)).collect();
    let (mut corrected, mut changes) = (Vec::new(), Vec::new());
    for WorkerUpdate { before, after } in updates {
        let mut fields = list_changed_fields(before, after);
        if let Some(start) = starts.remove(&after.id).and_then(|start| correct_start(app, start, after)) {
            fields.retain(|field| *field != WorkerField::StartedOn);
            corrected.push(start);
        }
        if let Some(kind) = judge_change(&fields) {
            changes.push(build_change(app, after, kind, app.today(), fields));
        }
    }
    change::save_days(tx, &corrected).await?;
    Ok(change::insert_many(tx, &changes).await?)
}

/// The start with the worker's new first day, if that corrects it.
fn correct_start(app: &App, start: WorkerChange, after: &Worker) -> Option<WorkerChange> {
    let (declared_on, started_on) = (local_date(start.recorded_at), after.job.started_on);
    corrects_start(start.happened_on, declared_on, started_on, app.today())
        .then_some(WorkerChange { happened_on: started_on, ..start })
}

fn build_change(
    app: &App,
    worker: &Worker,
    kind: WorkerChangeKind,
    happened_on: Date,
    fields: Vec<WorkerField>,
) -> WorkerChange {
    WorkerChange {
        id: uuid_v7(app.now(), app.entropy()),
        worker: worker.id,
        venue: worker.venue,
        kind,
        happened_on,
        fields,
        position: worker.job.position.clone(),
        recorded_at: app.now(),
    }
}

/// Records that a worker left; `left_on` is the last day of work. `version` is the version that the page showed.
///
/// # Errors
/// [`AppError::Invalid`] for `left_on` ([`check_leave`]); [`Refusal::InReview`], [`AppError::Conflict`],
/// [`AppError::NotFound`] also for one who left already.
pub async fn declare_departure(
    app: &App,
    permit: &KeeperPermit,
    (venue, id): (VenueId, WorkerId),
    version: i32,
    left_on: Date,
) -> Result<(), AppError> {
    let (tx, venue) = begin_change(app, permit, venue).await?;
    let worker = labour::find(&tx, venue.id, id).await?.ok_or(AppError::NotFound)?;
    let start = change::list_starts(&tx, &[id]).await?;
    let began_on = start.first().map_or(worker.job.started_on, |start| start.happened_on);
    check_leave(began_on, left_on, app.today())
        .map_err(|fault| AppError::invalid("left_on", InputProblem::Leave(fault)))?;
    departed::save(&tx, &Worker { version, ..worker.clone() }, Some(left_on)).await?;
    let end = build_change(app, &worker, WorkerChangeKind::Left, left_on, Vec::new());
    change::insert_many(&tx, &[end]).await?;
    finish_change(app, permit, tx, (AuditAction::WorkerLeft, id), venue.id).await
}

/// Takes back that a worker left: the end never was. `version` is the version that the page showed.
///
/// # Errors
/// [`Refusal::WorkerTwice`] if the same person was declared again since; [`Refusal::DeclaredNone`],
/// [`Refusal::ListFull`], [`Refusal::InReview`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn withdraw_departure(
    app: &App,
    permit: &KeeperPermit,
    (venue, id): (VenueId, WorkerId),
    version: i32,
) -> Result<(), AppError> {
    let (tx, venue) = begin_change(app, permit, venue).await?;
    let DepartedWorker { worker, .. } = departed::find(&tx, venue.id, id).await?.ok_or(AppError::NotFound)?;
    if venue.no_employees {
        return Err(Refusal::DeclaredNone.into());
    }
    if labour::count(&tx, venue.id).await? >= MAX_WORKERS {
        return Err(Refusal::ListFull.into());
    }
    let returned = Worker { version, ..worker };
    departed::save(&tx, &returned, None).await.map_err(map_duplicate_worker)?;
    change::delete_end(&tx, id).await?;
    finish_change(app, permit, tx, (AuditAction::WorkerLeaveTakenBack, id), venue.id).await
}

/// Who left a venue in the last year, the latest first.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list_departed(
    app: &App,
    permit: &KeeperPermit,
    venue: VenueId,
) -> Result<Vec<DepartedWorker>, AppError> {
    let venue = load_kept_venue(app.store(), permit, venue).await?;
    Ok(departed::list(app.store(), venue.id, add_months(app.today(), -DEPARTED_MONTHS)).await?)
}

/// The history of a worker, also of one who left, the latest first.
///
/// # Errors
/// [`AppError::NotFound`] for a venue that the account neither owns nor manages.
pub async fn list_history(
    app: &App,
    permit: &KeeperPermit,
    venue: VenueId,
    worker: WorkerId,
) -> Result<Vec<WorkerChange>, AppError> {
    let venue = load_kept_venue(app.store(), permit, venue).await?;
    Ok(change::list_of_worker(app.store(), venue.id, worker).await?)
}
