//! The labour register: workers declared, changed and removed by the owner; `history` records every change.

mod assessing;
mod changes;
mod checks;
mod declaration;
mod export;
pub(crate) mod history;
mod import;
mod requests;

use camket_credential::digest::sha256_hex;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{VenueId, WorkerId, uuid_v7};
use camket_domain::labour::Worker;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::{MissingStep, Venue};
use camket_store::labour::confirmation::{self, LabourConfirmation};
use camket_store::{StoreError, Tx, labour, venue_register, venues as rows, worker_pledges};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::idempotency::{self, Attempt};
use crate::managers::{load_kept_venue, lock_kept_venue};
use crate::venues::{VenueDossier, lock_editable_venue};
use crate::{App, AppError};

use declaration::{build_worker, describe_declaration};

pub use assessing::assess_registers;
pub use camket_store::labour::departed::DepartedWorker;
pub use changes::{
    ChangesExport, ChangesPage, export_changes, export_own_changes, find_present_period, list_changes,
    list_own_changes,
};
pub use checks::{
    LabourRulesSheet, LabourSheet, VenueChecks, load_labour_rules, load_sheet, load_venue_checks,
    save_labour_rules,
};
pub use declaration::{IdNumberInput, WorkerDeclaration};
pub use export::{export_labour_form, export_workers};
pub use history::{declare_departure, list_departed, list_history, withdraw_departure};
pub use import::{
    CellValue, FileContent, FileError, FileRow, ImportPlan, ImportRow, KnownWorkers, MergedArea, Sheet,
    WorkerUpdate, WorkersImported, digest_versions, format_column, import, open_list, plan_import, read_file,
    seal_list,
};

pub use requests::{
    OwnRequest, RequestDraft, RequestThread, answer_request, ask_again, ask_owner, count_answered,
    end_request, find_own_request, list_own_requests, list_requests, load_request, prepare_request,
};

type OwnerPermit = Permit<rights::KeepVenues>;
/// Of an owner or a manager.
type KeeperPermit = Permit<rights::WorkAtVenues>;

/// The most workers of a venue: pages, applications and reviews handle all of them at once. No venue of the province has a
/// fifth of it.
const MAX_WORKERS: u64 = 5_000;
/// The most threads with the labour authority that a page of a venue shows.
pub const MAX_SHOWN_REQUESTS: usize = 20;

/// The venue and its workers.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list(
    app: &App,
    permit: &KeeperPermit,
    venue: VenueId,
) -> Result<(Venue, Vec<Worker>), AppError> {
    let venue = load_kept_venue(app.store(), permit, venue).await?;
    let workers = labour::list(app.store(), venue.id).await?;
    Ok((venue, workers))
}

/// A digest of the labour register in its present state, which a confirmation refers to.
pub fn digest_register(venue: &Venue, workers: &[Worker]) -> String {
    let declared: Vec<_> = workers.iter().map(Worker::matter).collect();
    sha256_hex(format!("{}\n{}", venue.no_employees, declared.join("\n")).as_bytes())
}

/// Whether the owner has confirmed the register in its present state, after `since`.
pub fn is_confirmed(dossier: &VenueDossier, since: OffsetDateTime) -> bool {
    dossier.confirmed.as_ref().is_some_and(|confirmed| {
        confirmed.at > since && confirmed.matter == digest_register(&dossier.venue, &dossier.workers)
    })
}

/// Confirms that the register is up to date. `shown` is the digest of what the page showed.
///
/// # Errors
/// [`AppError::Conflict`] if the register changed since; [`Refusal::Incomplete`] while nothing is declared;
/// [`Refusal::InReview`], [`AppError::NotFound`].
pub async fn confirm(app: &App, permit: &OwnerPermit, venue: VenueId, shown: &str) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let venue = lock_editable_venue(&tx, actor, venue).await?;
    let workers = labour::list(&tx, venue.id).await?;
    if workers.is_empty() && !venue.no_employees {
        return Err(Refusal::Incomplete(vec![MissingStep::Workers]).into());
    }
    let matter = digest_register(&venue, &workers);
    if matter != shown {
        return Err(AppError::Conflict);
    }
    let now = app.now();
    let id = uuid_v7(now, app.entropy());
    let confirmed = LabourConfirmation { id, venue: venue.id, account: actor.account, matter, at: now };
    confirmation::insert(&tx, &confirmed).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::LabourConfirmed, id).with_venue(venue.id))
        .await?;
    Ok(tx.commit().await?)
}

/// One worker.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &KeeperPermit,
    venue: VenueId,
    worker: WorkerId,
) -> Result<(Venue, Worker), AppError> {
    let venue = load_kept_venue(app.store(), permit, venue).await?;
    let worker = labour::find(app.store(), venue.id, worker).await?.ok_or(AppError::NotFound)?;
    Ok((venue, worker))
}

/// Declares a worker. A repeated `key` declares nothing.
///
/// # Errors
/// [`Refusal::WorkerTwice`], [`Refusal::DeclaredNone`], [`Refusal::ListFull`], [`Refusal::InReview`]; [`AppError::Invalid`] for `born_on` if
/// the age rules refuse it (`docs/law.md 3`), for an impossible day ([`camket_domain::labour::dates::DateFault`]), for `number` if it
/// contradicts sex or birth year, for `name` or `position` if they cannot be printed.
pub async fn declare(
    app: &App,
    permit: &KeeperPermit,
    venue: VenueId,
    key: Uuid,
    given: WorkerDeclaration,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let content = describe_declaration(venue, &given);
    let run = match idempotency::begin::<WorkerId>(app, actor.account, key, &content).await? {
        Attempt::Repeat(_) => return Ok(()),
        Attempt::First(run) => run,
    };
    let venue = lock_kept_venue(&run.tx, permit, venue).await?;
    if venue.no_employees {
        return Err(Refusal::DeclaredNone.into());
    }
    if labour::count(&run.tx, venue.id).await? >= MAX_WORKERS {
        return Err(Refusal::ListFull.into());
    }
    let now = app.now();
    let id = WorkerId::new(now, app.entropy());
    let worker = build_worker(app, &venue, given, None)?;
    let worker = Worker { id, created_at: now, version: 1, ..worker };
    labour::insert(&run.tx, &worker).await.map_err(map_duplicate_worker)?;
    history::record_starts(app, &run.tx, std::slice::from_ref(&worker)).await?;
    venue_register::refresh_labour(&run.tx, venue.id).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::WorkerDeclared, id.0).with_venue(venue.id))
        .await?;
    run.finish(&id).await
}

/// Begins a change of one worker: the transaction, and the venue, which it locks.
///
/// # Errors
/// [`Refusal::InReview`], [`AppError::NotFound`].
async fn begin_change(app: &App, permit: &KeeperPermit, venue: VenueId) -> Result<(Tx, Venue), AppError> {
    let tx = app.store().begin_write().await?;
    let venue = lock_kept_venue(&tx, permit, venue).await?;
    Ok((tx, venue))
}

/// Ends a change of one worker: the facts of the venue, the event, the commit.
async fn finish_change(
    app: &App,
    permit: &KeeperPermit,
    tx: Tx,
    (action, worker): (AuditAction, WorkerId),
    venue: VenueId,
) -> Result<(), AppError> {
    venue_register::refresh_labour(&tx, venue).await?;
    app.audit(&tx, app.build_event(Some(permit.actor()), action, worker.0).with_venue(venue)).await?;
    Ok(tx.commit().await?)
}

/// Changes a worker. `version` is the version that the form showed.
///
/// # Errors
/// As [`declare`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn update(
    app: &App,
    permit: &KeeperPermit,
    (venue, id): (VenueId, WorkerId),
    version: i32,
    given: WorkerDeclaration,
) -> Result<(), AppError> {
    let (tx, venue) = begin_change(app, permit, venue).await?;
    let before = labour::find(&tx, venue.id, id).await?.ok_or(AppError::NotFound)?;
    let after = build_worker(app, &venue, given, Some(&before))?;
    let after = Worker { id, created_at: before.created_at, version, ..after };
    labour::save(&tx, &after).await.map_err(map_duplicate_worker)?;
    history::record_changes(app, &tx, &[WorkerUpdate { before, after }]).await?;
    finish_change(app, permit, tx, (AuditAction::WorkerChanged, id), venue.id).await
}

/// Removes a worker who was declared by mistake, with the whole history and what was signed. `version` is the version that the page showed.
///
/// # Errors
/// [`Refusal::InReview`], [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn remove(
    app: &App,
    permit: &KeeperPermit,
    (venue, id): (VenueId, WorkerId),
    version: i32,
) -> Result<(), AppError> {
    let (tx, venue) = begin_change(app, permit, venue).await?;
    labour::find(&tx, venue.id, id).await?.ok_or(AppError::NotFound)?;
    worker_pledges::delete_all(&tx, venue.id, id).await?;
    labour::delete(&tx, venue.id, id, version).await?;
    finish_change(app, permit, tx, (AuditAction::WorkerRemoved, id), venue.id).await
}

/// Declares that the venue has no employees, or withdraws that declaration. `version` is the venue's version that the page
/// showed; a repeated declaration changes nothing.
///
/// # Errors
/// [`Refusal::HasWorkers`], [`Refusal::InReview`], [`AppError::Conflict`].
pub async fn declare_no_employees(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
    version: i32,
    none: bool,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let venue = lock_editable_venue(&tx, actor, venue).await?;
    if none && labour::count(&tx, venue.id).await? > 0 {
        return Err(Refusal::HasWorkers.into());
    }
    if venue.no_employees == none {
        return Ok(());
    }
    rows::save(&tx, &Venue { no_employees: none, version, ..venue.clone() }).await?;
    venue_register::refresh_labour(&tx, venue.id).await?;
    let event =
        app.build_event(Some(actor), AuditAction::NoEmployeesDeclared, venue.id.0).with_venue(venue.id);
    app.audit(&tx, event.with_note(if none { "yes" } else { "no" })).await?;
    Ok(tx.commit().await?)
}

fn map_duplicate_worker(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate => Refusal::WorkerTwice.into(),
        other => other.into(),
    }
}
