//! Workers from a spreadsheet: a preview, and the import of all rows or none.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use camket_credential::digest::sha256_hex;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::Worker;
use camket_domain::refusal::Refusal;
use camket_domain::venues::Venue;
use camket_store::{audit, labour, venue_register};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    IdNumberInput, KeeperPermit, MAX_WORKERS, WorkerDeclaration, build_worker, history, map_duplicate_worker,
};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::managers::lock_kept_venue;
use crate::{App, AppError, InputProblem, InvalidInput};

pub use camket_documents::MergedArea;

pub use crate::office_import::{CellValue, FileContent, FileError, FileRow, Sheet, format_column, read_file};

/// A row of the file as a declaration.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportRow {
    /// The row's number in the file, from 1.
    pub number: u32,
    /// With the whole number of the paper.
    pub given: WorkerDeclaration,
}

/// A worker of the register as a row changes it.
#[derive(Clone, PartialEq, Debug)]
pub struct WorkerUpdate {
    pub before: Worker,
    pub after: Worker,
}

/// What an import would do.
#[derive(Clone, Default, Debug)]
pub struct ImportPlan {
    pub new: Vec<Worker>,
    pub changed: Vec<WorkerUpdate>,
    pub same: usize,
    /// Why nothing is imported; in the order of the rows.
    pub problems: Vec<(u32, InvalidInput)>,
}

/// What an import did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WorkersImported {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
}

impl fmt::Display for WorkersImported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.new, self.changed, self.same)
    }
}

impl FromStr for WorkersImported {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split(' ').map(|part| part.parse().map_err(|_| ()));
        let mut next = || parts.next().unwrap_or(Err(()));
        Ok(Self { new: next()?, changed: next()?, same: next()? })
    }
}

/// The workers of a register by the number of their paper, to find those that a file names again.
#[derive(Debug)]
pub struct KnownWorkers<'a> {
    app: &'a App,
    by_fingerprint: HashMap<&'a str, &'a Worker>,
}

impl<'a> KnownWorkers<'a> {
    pub fn new(app: &'a App, workers: &'a [Worker]) -> Self {
        let key = |worker: &'a Worker| (worker.person.number.fingerprint.as_str(), worker);
        Self { app, by_fingerprint: workers.iter().map(key).collect() }
    }

    /// The worker with this number.
    pub fn find(&self, number: &IdNumberInput) -> Option<&'a Worker> {
        let number = match number {
            IdNumberInput::Personal(number) => number.expose(),
            IdNumberInput::Passport(number) => number.expose(),
            IdNumberInput::OnFile => return None,
        };
        self.by_fingerprint.get(self.app.vault().fingerprint(number).as_str()).copied()
    }
}

/// A digest of which workers a register has, in which version: a preview is true as long as it stays.
pub fn digest_versions(workers: &[Worker]) -> String {
    let lines: Vec<String> =
        workers.iter().map(|worker| format!("{} {}", worker.id, worker.version)).collect();
    sha256_hex(lines.join("\n").as_bytes())
}

/// What an import of these rows would do. Saves nothing.
///
/// # Errors
/// [`AppError::Internal`]
pub fn plan_import(
    app: &App,
    venue: &Venue,
    workers: &[Worker],
    rows: &[ImportRow],
) -> Result<ImportPlan, AppError> {
    let known = KnownWorkers::new(app, workers);
    let mut plan = ImportPlan::default();
    for ImportRow { number, given } in rows {
        let before = known.find(&given.number);
        match build_worker(app, venue, given.clone(), before) {
            Ok(built) => plan.place(app, before, built),
            Err(AppError::Invalid(problem)) => plan.problems.push((*number, problem)),
            Err(other) => return Err(other),
        }
    }
    Ok(plan)
}

impl ImportPlan {
    fn place(&mut self, app: &App, before: Option<&Worker>, built: Worker) {
        let Some(before) = before else {
            self.new.push(Worker { id: WorkerId::new(app.now(), app.entropy()), ..built });
            return;
        };
        let after = Worker { created_at: before.created_at, version: before.version, ..built };
        if before.declares_same(&after) {
            self.same += 1;
        } else {
            self.changed.push(WorkerUpdate { before: before.clone(), after });
        }
    }

    fn count(&self) -> WorkersImported {
        WorkersImported { new: self.new.len(), changed: self.changed.len(), same: self.same }
    }
}

/// Declares the workers of these rows that are not there yet and changes those that are declared otherwise: all of it or
/// nothing. `seen` is [`digest_versions`] of the register that the preview showed; `list` is the file's list as the preview
/// sealed it. A repeated `key` returns the same outcome.
///
/// # Errors
/// [`AppError::Conflict`] if the register changed since; [`AppError::Invalid`] for `rows` if one cannot be declared;
/// [`Refusal::DeclaredNone`], [`Refusal::ListFull`], [`Refusal::InReview`], [`Refusal::WorkerTwice`]; [`AppError::NotFound`].
pub async fn import(
    app: &App,
    permit: &KeeperPermit,
    venue: VenueId,
    key: Uuid,
    (list, seen): (&[u8], &str),
    rows: &[ImportRow],
) -> Result<WorkersImported, AppError> {
    let actor = permit.actor();
    let content = CommandContent::new("labour.import").with(venue).with(sha256_hex(list));
    let run = match idempotency::begin::<WorkersImported>(app, actor.account, key, &content).await? {
        Attempt::Repeat(outcome) => return Ok(outcome),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let venue = lock_kept_venue(tx, permit, venue).await?;
    if venue.no_employees {
        return Err(Refusal::DeclaredNone.into());
    }
    let workers = labour::list(tx, venue.id).await?;
    if digest_versions(&workers) != seen {
        return Err(AppError::Conflict);
    }
    let plan = plan_import(app, &venue, &workers, rows)?;
    if !plan.problems.is_empty() {
        return Err(AppError::invalid("rows", InputProblem::ImportOutdated));
    }
    if (workers.len() + plan.new.len()) as u64 > MAX_WORKERS {
        return Err(Refusal::ListFull.into());
    }
    let changed: Vec<Worker> = plan.changed.iter().map(|update| update.after.clone()).collect();
    labour::insert_many(tx, &plan.new).await.map_err(map_duplicate_worker)?;
    labour::save_many(tx, &changed).await.map_err(map_duplicate_worker)?;
    history::record_starts(app, tx, &plan.new).await?;
    history::record_changes(app, tx, &plan.changed).await?;
    venue_register::refresh_labour(tx, venue.id).await?;
    let outcome = plan.count();
    let event = |action, target| app.build_event(Some(actor), action, target).with_venue(venue.id);
    let note = format!("{} new, {} changed, {} same", outcome.new, outcome.changed, outcome.same);
    let mut events = vec![event(AuditAction::WorkersImported, venue.id.0).with_note(note)];
    events.extend(plan.new.iter().map(|worker| event(AuditAction::WorkerDeclared, worker.id.0)));
    events.extend(changed.iter().map(|worker| event(AuditAction::WorkerChanged, worker.id.0)));
    audit::insert_many(tx, &events).await?;
    run.finish(&outcome).await?;
    Ok(outcome)
}

/// A list on its way through the browser of its owner, who may import it into this register only.
#[derive(Serialize, Deserialize)]
struct SealedList {
    purpose: String,
    venue: VenueId,
    account: Uuid,
    list: String,
    seen: String,
}

const PURPOSE: &str = "labour.import";

/// Seals the list of a file between preview and import: it has whole numbers of papers, and nothing of it may change.
///
/// # Errors
/// [`AppError::Internal`]
pub fn seal_list(
    app: &App,
    permit: &KeeperPermit,
    venue: VenueId,
    list: String,
    workers: &[Worker],
) -> Result<String, AppError> {
    let account = permit.actor().account.0;
    let seen = digest_versions(workers);
    let sealed = SealedList { purpose: PURPOSE.to_owned(), venue, account, list, seen };
    let plain = serde_json::to_vec(&sealed).map_err(AppError::internal)?;
    Ok(app.form_vault().seal(app.entropy(), &plain))
}

/// The list and the digest of the register that the preview showed; `None` if it was not sealed for this person and venue.
pub fn open_list(app: &App, permit: &KeeperPermit, venue: VenueId, sealed: &str) -> Option<(String, String)> {
    let plain = app.form_vault().open(sealed).ok()?;
    let found: SealedList = serde_json::from_slice(&plain).ok()?;
    let own = found.venue == venue && found.account == permit.actor().account.0;
    (own && found.purpose == PURPOSE).then_some((found.list, found.seen))
}
