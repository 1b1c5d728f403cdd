//! Submitting an application, and withdrawing it.

use camket_credential::digest::sha256_hex;
use camket_domain::accounts::Actor;
use camket_domain::agencies::{AgencyFunction, find_responsible};
use camket_domain::applications::lifecycle::{self, Command, Submission, check_submission, submit_first};
use camket_domain::applications::resubmission::{ENTRIES_AT_COUNTER, has_owner_changes};
use camket_domain::applications::{
    Application, ApplicationState, FileNumber, Track, TrackAssignment, TrackKind,
};
use camket_domain::audit::AuditAction;
use camket_domain::calendar::{Holidays, add_working_days, format_date};
use camket_domain::certificates::renewal::ApplicationPurpose;
use camket_domain::ids::{AccountId, ApplicationId, VenueId};
use camket_domain::labour::Worker;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::Pledge;
use camket_domain::refusal::Refusal;
use camket_domain::settings::Settings;
use camket_domain::venue_register::Operation;
use camket_domain::venues::{MissingStep, Venue};
use camket_store::applications::counter;
use camket_store::settings::holiday;
use camket_store::{Tx, accounts, agencies, applications, audit, settings, venue_register};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::pledges::is_current;
use crate::printable::check_qr_fit;
use crate::venues::{VenueDossier, lock_own_venue};
use crate::{App, AppError, claim_codes, labour};

type OwnerPermit = Permit<rights::KeepVenues>;

/// The steps that are missing before submission.
pub fn list_missing_steps(dossier: &VenueDossier, today: time::Date) -> Vec<MissingStep> {
    let mut gaps = dossier.venue.list_missing_sections();
    // A renewal needs a new pledge and a new confirmation of the workers: those from before the last certificate do not
    // count.
    let since = find_renewal_start(dossier, today);
    match &dossier.pledge {
        None => gaps.push(MissingStep::Pledge),
        Some(pledge) if !is_current(pledge, &dossier.venue, today) => gaps.push(MissingStep::PledgeOutdated),
        Some(pledge) if since.is_some_and(|since| pledge.signed_at < since) => {
            gaps.push(MissingStep::PledgeRenewal);
        }
        Some(_) => {}
    }
    if dossier.workers.is_empty() && !dossier.venue.no_employees {
        gaps.push(MissingStep::Workers);
    } else if since.is_some_and(|since| !labour::is_confirmed(dossier, since)) {
        gaps.push(MissingStep::WorkersUnconfirmed);
    }
    gaps
}

/// When the certificate was issued that an application of today would renew.
fn find_renewal_start(dossier: &VenueDossier, today: time::Date) -> Option<time::OffsetDateTime> {
    let renews = dossier.purpose(today) == ApplicationPurpose::Renewal;
    dossier.certificate.as_ref().filter(|_| renews).map(|certificate| certificate.issued_at)
}

/// Refuses an application without a change: a certificate that is not due for renewal can only be corrected, so
/// something on it must differ.
async fn check_correction_changes(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    dossier: &VenueDossier,
    sides: &[TrackAssignment; 2],
) -> Result<(), AppError> {
    let Some(certificate) = &dossier.certificate else { return Ok(()) };
    if dossier.purpose(app.today()) != ApplicationPurpose::Correction {
        return Ok(());
    }
    let answered = applications::find(tx, &actor.scope(), certificate.application).await?;
    let same = answered.is_some_and(|application| {
        application.tracks().iter().zip(sides).all(|(track, side)| track.matter == side.matter)
    });
    if same { Err(Refusal::RenewalNotOpen.into()) } else { Ok(()) }
}

/// One of the two offices that review an application.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReviewingOffice {
    pub track: TrackKind,
    /// Name of the agency; `None` if no agency is responsible.
    pub name: Option<String>,
    /// Last day for the decision: as assigned, or as it would be for a submission today.
    pub due_on: time::Date,
}

/// The offices that review the venue's open application, or would review one submitted today.
pub async fn list_reviewing_offices(
    app: &App,
    dossier: &VenueDossier,
) -> Result<[ReviewingOffice; 2], AppError> {
    if let Some(application) = dossier.application.as_ref().filter(|a| a.state.locks_venue()) {
        let [pledge, labour] = application.tracks();
        return Ok([load_assigned_office(app, pledge).await?, load_assigned_office(app, labour).await?]);
    }
    let rules = settings::load(app.store()).await?;
    let calendar = holiday::load_calendar(app.store()).await?;
    let today = app.today();
    let place = dossier.venue.place.as_ref();
    let near = match place {
        Some(place) => agencies::list_by_place(app.store(), &place.commune, &place.province).await?,
        None => Vec::new(),
    };
    let ahead = |track: TrackKind, days| ReviewingOffice {
        track,
        name: place
            .and_then(|place| {
                find_responsible(&near, track.function(), &place.commune, &place.province, today)
            })
            .map(|agency| agency.name.clone()),
        due_on: compute_due_date(today, days, &calendar),
    };
    Ok([ahead(TrackKind::Pledge, rules.pledge_days), ahead(TrackKind::Labour, rules.labour_days)])
}

async fn load_assigned_office(app: &App, track: &Track) -> Result<ReviewingOffice, AppError> {
    let name = agencies::find(app.store(), track.agency).await?.map(|agency| agency.name);
    Ok(ReviewingOffice { track: track.kind, name, due_on: track.due_on })
}

/// Submits the application, or submits it again after a return.
///
/// # Errors
/// [`Refusal::Incomplete`], [`Refusal::AlreadySubmitted`], [`Refusal::NoAgency`], [`Refusal::RenewalNotOpen`],
/// [`Refusal::TooLongForPaper`], [`Refusal::VenueClosed`]; [`Refusal::NothingChanged`] after a return, unless the owner says with `unchanged` that
/// this is meant.
pub async fn submit(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
    key: Uuid,
    unchanged: bool,
) -> Result<ApplicationId, AppError> {
    let actor = permit.actor();
    let content = CommandContent::new("applications.submit").with(venue);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let venue = lock_own_venue(tx, actor, venue).await?;
    let dossier = crate::venues::load_venue_dossier(tx, venue).await?;
    let before = dossier.application.clone().filter(|a| !a.state.is_final());
    check_submission(before.as_ref().map_or(ApplicationState::Draft, |a| a.state))?;
    if dossier.operation == Operation::Closed {
        return Err(Refusal::VenueClosed.into());
    }
    let gaps = list_missing_steps(&dossier, app.today());
    let (Some(pledge), true) = (&dossier.pledge, gaps.is_empty()) else {
        return Err(Refusal::Incomplete(gaps).into());
    };
    if !unchanged && is_unchanged_since_return(&dossier) {
        return Err(Refusal::NothingChanged.into());
    }
    check_qr_fit(app, &dossier.venue)?;
    let sides = build_assignments(app, tx, &dossier).await?;
    check_correction_changes(app, tx, actor, &dossier, &sides).await?;
    let workers = count_workers(&dossier.workers);
    let entered_by = list_entering_officers(tx, actor, pledge).await?;
    let submission = Submission { pledge: pledge.id, workers, assignments: sides, entered_by };
    let (application, action) = match before {
        None => (create_application(app, tx, &dossier.venue, submission).await?, AuditAction::Submitted),
        Some(before) => {
            let again = lifecycle::decide(&before, Command::Submit(submission), actor, app.now())?;
            (again, AuditAction::Resubmitted)
        }
    };
    match action {
        AuditAction::Submitted => applications::insert(tx, &application).await?,
        _ => applications::save(tx, &application).await?,
    }
    venue_register::refresh(tx, &[application.venue]).await?;
    app.audit(tx, app.build_event(Some(actor), action, application.id.0).with_venue(dossier.venue.id))
        .await?;
    claim_codes::make_for_receipt(app, tx, actor, &dossier.venue).await?;
    notify_receipt(app, tx, &dossier.venue, &application).await?;
    run.finish(&application.id).await?;
    Ok(application.id)
}

/// The officers who entered a part of what is submitted at the counter: who submits, who printed, scanned or matched the
/// pledge, and who changed the venue or its workers as the owner would.
async fn list_entering_officers(tx: &Tx, actor: &Actor, pledge: &Pledge) -> Result<Vec<AccountId>, AppError> {
    let mut all = audit::list_staff_actors(tx, pledge.venue, &ENTRIES_AT_COUNTER).await?;
    all.extend(actor.entered_by.iter().map(|officer| officer.account));
    all.extend(pledge.by_hand.iter().flat_map(|signature| signature.officers.iter().copied()));
    all.sort();
    all.dedup();
    Ok(all)
}

/// Tells the owner the file number and the day of the result.
async fn notify_receipt(
    app: &App,
    tx: &Tx,
    venue: &Venue,
    application: &Application,
) -> Result<(), AppError> {
    let owner = accounts::find(tx, venue.owner).await?.ok_or(AppError::NotFound)?;
    let notice = Notice::Received {
        venue: venue.name.clone(),
        number: application.number.to_string(),
        due: format_date(application.due_on()),
        link: LinkedPage::Receipt { venue: venue.id }.into(),
    };
    app.notify(tx, &owner, notice).await
}

/// Whether the application was returned and the owner has changed nothing since.
pub fn is_unchanged_since_return(dossier: &VenueDossier) -> bool {
    let returned = dossier.application.as_ref().filter(|a| a.state == ApplicationState::Returned);
    returned.is_some_and(|application| !has_owner_changes(&dossier.timeline, application.submitted_at))
}

async fn create_application(
    app: &App,
    tx: &Tx,
    venue: &Venue,
    submission: Submission,
) -> Result<Application, AppError> {
    let id = ApplicationId::new(app.now(), app.entropy());
    let receiver = submission.assignments[0].agency;
    let receiver = agencies::find(tx, receiver).await?.ok_or(AppError::NotFound)?;
    let year = app.today().year();
    let serial = counter::take_serial(tx, receiver.id, year).await?;
    let number = FileNumber::new(&receiver.code, year, serial);
    Ok(submit_first((id, number), (venue.id, venue.owner), submission, app.now()))
}

fn count_workers(workers: &[Worker]) -> u32 {
    u32::try_from(workers.len()).unwrap_or(u32::MAX)
}

/// The agency, due date and digest of each track.
async fn build_assignments(
    app: &App,
    tx: &Tx,
    dossier: &VenueDossier,
) -> Result<[TrackAssignment; 2], AppError> {
    let rules: Settings = settings::load(tx).await?;
    let calendar = holiday::load_calendar(tx).await?;
    let place = dossier.venue.place.as_ref().ok_or(Refusal::Incomplete(vec![MissingStep::Place]))?;
    let offices = agencies::list_by_place(tx, &place.commune, &place.province).await?;
    let today = app.today();
    let assign = |function: AgencyFunction, days: u8, matter: String| {
        find_responsible(&offices, function, &place.commune, &place.province, today)
            .map(|agency| TrackAssignment {
                agency: agency.id,
                due_on: compute_due_date(today, days, &calendar),
                matter,
            })
            .ok_or(Refusal::NoAgency(function.code()))
    };
    let [pledge, labour] = digest_matters(&dossier.venue, dossier.pledge.as_ref(), &dossier.workers);
    Ok([
        assign(AgencyFunction::ConfirmPledges, rules.pledge_days, pledge)?,
        assign(AgencyFunction::AcceptLabour, rules.labour_days, labour)?,
    ])
}

fn compute_due_date(today: time::Date, days: u8, calendar: &Holidays) -> time::Date {
    add_working_days(today, u32::from(days), calendar)
}

/// Digests of what each office decides on: the venue with its pledge, and the venue with its workers.
fn digest_matters(venue: &Venue, pledge: Option<&Pledge>, workers: &[Worker]) -> [String; 2] {
    let facts = venue.matter();
    let pledged = pledge.map(|p| p.text_hash.as_str()).unwrap_or_default();
    let declared: Vec<_> = workers.iter().map(Worker::matter).collect();
    let labour = format!("{facts}\n{}\n{}", venue.no_employees, declared.join("\n"));
    [sha256_hex(format!("{facts}\n{pledged}").as_bytes()), sha256_hex(labour.as_bytes())]
}

/// Withdraws the application. The venue can then be changed and the application submitted again. `version` is the version
/// of the application that the page showed.
///
/// # Errors
/// [`Refusal::WrongState`] once it is decided; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn withdraw(app: &App, permit: &OwnerPermit, venue: VenueId, version: i32) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let venue: Venue = lock_own_venue(&tx, actor, venue).await?;
    let before = applications::find_latest(&tx, venue.id).await?.ok_or(AppError::NotFound)?;
    let after = lifecycle::decide(&before, Command::Withdraw, actor, app.now())?;
    applications::save(&tx, &Application { version, ..after }).await?;
    venue_register::refresh(&tx, &[venue.id]).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::Withdrawn, before.id.0).with_venue(venue.id))
        .await?;
    Ok(tx.commit().await?)
}
