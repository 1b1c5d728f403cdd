//! The labour register: workers declared, changed and removed by the owner.

use camket_credential::digest::sha256_hex;
use camket_domain::audit::Deed;
use camket_domain::identifiers::{Passport, PersonalId, Sex};
use camket_domain::ids::{VenueId, WorkerId, uuid_v7};
use camket_domain::labour::ages::{self, AgeVerdict};
use camket_domain::labour::dates;
use camket_domain::labour::{Book, Job, Paper, Person, Worker};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::sealed::SealedNumber;
use camket_domain::venues::Venue;
use camket_store::labour::confirmation::{self, Confirmation};
use camket_store::{StoreError, idempotency, labour, venues as rows};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::certificates::papers;
use crate::venues::{Dossier, owned, unlocked};
use crate::{App, AppError};

type Owner = Permit<rights::KeepVenues>;

/// A worker's ID number as entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Number {
    /// Căn cước.
    Personal(PersonalId),
    /// Hộ chiếu.
    Passport(Passport),
    /// The stored one.
    OnFile,
}

/// What an owner declares of a worker.
#[derive(Clone, PartialEq, Debug)]
pub struct Declaration {
    pub name: String,
    pub sex: Sex,
    pub born_on: Date,
    pub nationality: String,
    pub residence: String,
    pub number: Number,
    pub job: Job,
    /// Day of the last health check.
    pub health_check_on: Option<Date>,
    /// Day of the worker's own pledge.
    pub pledged_on: Option<Date>,
    /// The other columns of the labour book (NĐ 145/2020, Điều 3).
    pub book: Book,
}

/// The venue and its workers.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list(app: &App, permit: &Owner, venue: VenueId) -> Result<(Venue, Vec<Worker>), AppError> {
    let venue = owned(app.store(), permit.actor(), venue).await?;
    let workers = labour::list(app.store(), venue.id).await?;
    Ok((venue, workers))
}

/// A digest of the labour register in its present state, which a confirmation refers to.
pub fn digest(venue: &Venue, workers: &[Worker]) -> String {
    let declared: Vec<_> = workers.iter().map(Worker::matter).collect();
    sha256_hex(format!("{}\n{}", venue.no_employees, declared.join("\n")).as_bytes())
}

/// Whether the owner has confirmed the register in its present state, after `since`.
pub fn is_confirmed(dossier: &Dossier, since: OffsetDateTime) -> bool {
    dossier.confirmed.as_ref().is_some_and(|confirmed| {
        confirmed.at > since && confirmed.matter == digest(&dossier.venue, &dossier.workers)
    })
}

/// Confirms that the register is up to date. `shown` is the digest of what the page showed.
///
/// # Errors
/// [`AppError::Conflict`] if the register changed since; [`Refusal::Incomplete`] while nothing is declared;
/// [`Refusal::InReview`], [`AppError::NotFound`].
pub async fn confirm(app: &App, permit: &Owner, venue: VenueId, shown: &str) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let venue = unlocked(&tx, actor, venue).await?;
    let workers = labour::list(&tx, venue.id).await?;
    if workers.is_empty() && !venue.no_employees {
        return Err(Refusal::Incomplete(vec!["workers"]).into());
    }
    let matter = digest(&venue, &workers);
    if matter != shown {
        return Err(AppError::Conflict);
    }
    let now = app.now();
    let id = uuid_v7(now, app.entropy());
    let said = Confirmation { id, venue: venue.id, account: actor.account, matter, at: now };
    confirmation::insert(&tx, &said).await?;
    app.audit(&tx, app.event(Some(actor), Deed::LabourConfirmed, id).of_venue(venue.id)).await?;
    Ok(tx.commit().await?)
}

/// One worker.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &Owner,
    venue: VenueId,
    worker: WorkerId,
) -> Result<(Venue, Worker), AppError> {
    let venue = owned(app.store(), permit.actor(), venue).await?;
    let worker = labour::find(app.store(), venue.id, worker).await?.ok_or(AppError::NotFound)?;
    Ok((venue, worker))
}

/// Declares a worker. A repeated `key` declares nothing.
///
/// # Errors
/// [`Refusal::WorkerTwice`], [`Refusal::DeclaredNone`], [`Refusal::InReview`]; [`AppError::Invalid`] for `born_on` if
/// the age rules refuse it (`docs/law.md`), for an impossible day ([`dates::DateFault`]), for `number` if it
/// contradicts sex or birth year, for `name` or `position` if they cannot be printed.
pub async fn declare(
    app: &App,
    permit: &Owner,
    venue: VenueId,
    key: Uuid,
    given: Declaration,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    if idempotency::claim(&tx, actor.account, key, app.now()).await?.is_some() {
        return Ok(());
    }
    let venue = unlocked(&tx, actor, venue).await?;
    if venue.no_employees {
        return Err(Refusal::DeclaredNone.into());
    }
    let now = app.now();
    let id = WorkerId::new(now, app.entropy());
    let worker = worker(app, &venue, given, None)?;
    let worker = Worker { id, created_at: now, version: 1, ..worker };
    labour::insert(&tx, &worker).await.map_err(twice)?;
    idempotency::remember(&tx, actor.account, key, &id.to_string()).await?;
    app.audit(&tx, app.event(Some(actor), Deed::WorkerDeclared, id.0).of_venue(venue.id)).await?;
    Ok(tx.commit().await?)
}

/// Changes a worker. `version` is the version that the form showed.
///
/// # Errors
/// As [`declare`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn change(
    app: &App,
    permit: &Owner,
    (venue, id): (VenueId, WorkerId),
    version: i32,
    given: Declaration,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let venue = unlocked(&tx, actor, venue).await?;
    let before = labour::find(&tx, venue.id, id).await?.ok_or(AppError::NotFound)?;
    let after = worker(app, &venue, given, Some(&before))?;
    let after = Worker { id, created_at: before.created_at, version, ..after };
    labour::save(&tx, &after).await.map_err(twice)?;
    app.audit(&tx, app.event(Some(actor), Deed::WorkerChanged, id.0).of_venue(venue.id)).await?;
    Ok(tx.commit().await?)
}

/// Removes a worker from the register.
///
/// # Errors
/// [`Refusal::InReview`], [`AppError::NotFound`].
pub async fn remove(app: &App, permit: &Owner, venue: VenueId, id: WorkerId) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let venue = unlocked(&tx, actor, venue).await?;
    labour::find(&tx, venue.id, id).await?.ok_or(AppError::NotFound)?;
    labour::remove(&tx, venue.id, id).await?;
    app.audit(&tx, app.event(Some(actor), Deed::WorkerRemoved, id.0).of_venue(venue.id)).await?;
    Ok(tx.commit().await?)
}

/// Declares that the venue has no employees, or withdraws that declaration.
///
/// # Errors
/// [`Refusal::HasWorkers`], [`Refusal::InReview`].
pub async fn declare_none(app: &App, permit: &Owner, venue: VenueId, none: bool) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let venue = unlocked(&tx, actor, venue).await?;
    if none && labour::count(&tx, venue.id).await? > 0 {
        return Err(Refusal::HasWorkers.into());
    }
    if venue.no_employees == none {
        return Ok(());
    }
    rows::save(&tx, &Venue { no_employees: none, ..venue.clone() }).await?;
    let event = app.event(Some(actor), Deed::NoEmployeesDeclared, venue.id.0).of_venue(venue.id);
    app.audit(&tx, event.noted(if none { "yes" } else { "no" })).await?;
    Ok(tx.commit().await?)
}

fn twice(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate => Refusal::WorkerTwice.into(),
        other => other.into(),
    }
}

/// Builds the worker that `given` describes; the caller sets id and version.
fn worker(app: &App, venue: &Venue, given: Declaration, before: Option<&Worker>) -> Result<Worker, AppError> {
    let verdict =
        ages::check(venue.kind, given.job.customer_facing, given.born_on, given.job.started_on, app.today());
    if let AgeVerdict::Refused { .. } = verdict {
        return Err(AppError::Invalid("born_on", "worker-under-age"));
    }
    let faults =
        dates::faults(given.born_on, &given.job, given.health_check_on, given.pledged_on, app.today());
    if let Some(fault) = faults.first() {
        return Err(AppError::Invalid(fault.field(), fault.code()));
    }
    papers::holds(&[("name", &given.name), ("position", &given.job.position)])?;
    let (paper, number) = sealed(app, &given, before)?;
    Ok(Worker {
        id: before.map_or(WorkerId(Uuid::nil()), |w| w.id),
        venue: venue.id,
        person: Person {
            name: given.name,
            sex: given.sex,
            born_on: given.born_on,
            nationality: given.nationality,
            residence: given.residence,
            paper,
            number,
        },
        job: given.job,
        health_check_on: given.health_check_on,
        pledged_on: given.pledged_on,
        book: given.book,
        created_at: app.now(),
        version: 1,
    })
}

fn sealed(
    app: &App,
    given: &Declaration,
    before: Option<&Worker>,
) -> Result<(Paper, SealedNumber), AppError> {
    let seal = |text: &str| app.vault().seal(app.entropy(), text);
    match (&given.number, before) {
        (Number::Personal(number), _) => {
            fits(number, given)?;
            Ok((Paper::Personal, seal(number.expose())))
        }
        (Number::Passport(number), _) => Ok((Paper::Passport, seal(number.expose()))),
        (Number::OnFile, Some(before)) => on_file(app, given, before),
        (Number::OnFile, None) => Err(AppError::Invalid("number", "personal-id-empty")),
    }
}

/// The stored number, checked again because sex or birth date may have changed.
fn on_file(app: &App, given: &Declaration, before: &Worker) -> Result<(Paper, SealedNumber), AppError> {
    let paper = before.person.paper;
    if paper == Paper::Personal {
        let plain = app.vault().open(&before.person.number).map_err(|e| AppError::Internal(e.to_string()))?;
        if let Ok(number) = PersonalId::parse(&plain) {
            fits(&number, given)?;
        }
    }
    Ok((paper, before.person.number.clone()))
}

fn fits(number: &PersonalId, given: &Declaration) -> Result<(), AppError> {
    number
        .matches(given.sex, given.born_on.year())
        .map_err(|mismatch| AppError::Invalid("number", mismatch.code()))
}
