//! Submitting an application, and withdrawing it.

use camket_credential::digest::sha256_hex;
use camket_domain::accounts::Actor;
use camket_domain::agencies::{Function, responsible};
use camket_domain::applications::lifecycle::{self, Command, resubmitted};
use camket_domain::applications::{Application, Assignment, State, Track, TrackKind};
use camket_domain::audit::Deed;
use camket_domain::calendar::{Holidays, add_working_days};
use camket_domain::certificates::renewal::Purpose;
use camket_domain::ids::{ApplicationId, PledgeId, VenueId};
use camket_domain::labour::Worker;
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::Pledge;
use camket_domain::refusal::Refusal;
use camket_domain::settings::Settings;
use camket_domain::venues::{Section, Venue};
use camket_store::settings::holiday;
use camket_store::{Tx, agencies, applications, idempotency, settings};
use uuid::Uuid;

use crate::certificates::size;
use crate::pledges::is_current;
use crate::venues::{Dossier, held};
use crate::{App, AppError, labour};

type Owner = Permit<rights::KeepVenues>;

/// The steps that are missing before submission, as codes: a section, `pledge`, `pledge-outdated` or `workers`; for a
/// renewal also `pledge-renewal` and `workers-unconfirmed`.
pub fn missing(dossier: &Dossier, today: time::Date) -> Vec<&'static str> {
    let mut gaps: Vec<_> =
        Section::ALL.into_iter().filter(|s| !dossier.venue.has(*s)).map(Section::code).collect();
    // A renewal needs a new pledge and a new confirmation of the workers: those from before the last certificate do not
    // count.
    let since = renewed_since(dossier, today);
    match &dossier.pledge {
        None => gaps.push("pledge"),
        Some(pledge) if !is_current(pledge, &dossier.venue, today) => gaps.push("pledge-outdated"),
        Some(pledge) if since.is_some_and(|since| pledge.signed_at < since) => gaps.push("pledge-renewal"),
        Some(_) => {}
    }
    if dossier.workers.is_empty() && !dossier.venue.no_employees {
        gaps.push("workers");
    } else if since.is_some_and(|since| !labour::is_confirmed(dossier, since)) {
        gaps.push("workers-unconfirmed");
    }
    gaps
}

/// When the certificate was issued that an application of today would renew.
fn renewed_since(dossier: &Dossier, today: time::Date) -> Option<time::OffsetDateTime> {
    let renews = dossier.purpose(today) == Purpose::Renewal;
    dossier.certificate.as_ref().filter(|_| renews).map(|certificate| certificate.issued_at)
}

/// Refuses an application without a change: a certificate that is not due for renewal can only be corrected, so
/// something on it must differ.
async fn worth_it(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    dossier: &Dossier,
    sides: &[Assignment; 2],
) -> Result<(), AppError> {
    let Some(certificate) = &dossier.certificate else { return Ok(()) };
    if dossier.purpose(app.today()) != Purpose::Correction {
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
pub struct Office {
    pub track: TrackKind,
    /// Name of the agency; `None` if no agency is responsible.
    pub name: Option<String>,
    /// Last day for the decision: as assigned, or as it would be for a submission today.
    pub due_on: time::Date,
}

/// The offices that review the venue's open application, or would review one submitted today.
pub async fn offices_ahead(app: &App, dossier: &Dossier) -> Result<[Office; 2], AppError> {
    if let Some(application) = dossier.application.as_ref().filter(|a| a.state.locks_venue()) {
        let [pledge, labour] = application.tracks();
        return Ok([assigned(app, pledge).await?, assigned(app, labour).await?]);
    }
    let rules = settings::load(app.store()).await?;
    let calendar = holiday::calendar(app.store()).await?;
    let today = app.today();
    let place = dossier.venue.place.as_ref();
    let near = match place {
        Some(place) => agencies::of_place(app.store(), &place.commune, &place.province).await?,
        None => Vec::new(),
    };
    let ahead = |track: TrackKind, days| Office {
        track,
        name: place
            .and_then(|place| responsible(&near, track.function(), &place.commune, &place.province, today))
            .map(|agency| agency.name.clone()),
        due_on: due(today, days, &calendar),
    };
    Ok([ahead(TrackKind::Pledge, rules.pledge_days), ahead(TrackKind::Labour, rules.labour_days)])
}

async fn assigned(app: &App, track: &Track) -> Result<Office, AppError> {
    let name = agencies::find(app.store(), track.agency).await?.map(|agency| agency.name);
    Ok(Office { track: track.kind, name, due_on: track.due_on })
}

/// Submits the application, or submits it again after a return.
///
/// # Errors
/// [`Refusal::Incomplete`], [`Refusal::AlreadySubmitted`], [`Refusal::NoAgency`], [`Refusal::RenewalNotOpen`],
/// [`Refusal::TooLongForPaper`].
pub async fn submit(app: &App, permit: &Owner, venue: VenueId, key: Uuid) -> Result<ApplicationId, AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let known = idempotency::claim(&tx, actor.account, key, app.now()).await?;
    if let Some(before) = known.and_then(|text| text.parse().ok()) {
        return Ok(before);
    }
    let venue = held(&tx, actor, venue).await?;
    let dossier = crate::venues::dossier_of(&tx, venue).await?;
    let before = dossier.application.clone().filter(|a| !a.state.is_final());
    let state = lifecycle::decide(before.as_ref().map_or(State::Draft, |a| a.state), Command::Submit)?;
    let gaps = missing(&dossier, app.today());
    let (Some(pledge), true) = (&dossier.pledge, gaps.is_empty()) else {
        return Err(Refusal::Incomplete(gaps).into());
    };
    size::fits(app, &dossier.venue)?;
    let sides = assignments(app, &tx, &dossier).await?;
    worth_it(app, &tx, actor, &dossier, &sides).await?;
    let [pledge_side, labour_side] = sides;
    let (application, deed) = match before {
        None => (fresh(app, &dossier, pledge.id, [pledge_side, labour_side], state), Deed::Submitted),
        Some(before) => {
            (again(app, &before, &dossier, pledge.id, [pledge_side, labour_side], state), Deed::Resubmitted)
        }
    };
    match deed {
        Deed::Submitted => applications::insert(&tx, &application).await?,
        _ => applications::save(&tx, &application).await?,
    }
    idempotency::remember(&tx, actor.account, key, &application.id.to_string()).await?;
    app.audit(&tx, app.event(Some(actor), deed, application.id.0).of_venue(dossier.venue.id)).await?;
    tx.commit().await?;
    Ok(application.id)
}

fn fresh(
    app: &App,
    dossier: &Dossier,
    pledge: PledgeId,
    [pledge_side, labour_side]: [Assignment; 2],
    state: State,
) -> Application {
    let now = app.now();
    Application {
        id: ApplicationId::new(now, app.entropy()),
        venue: dossier.venue.id,
        owner: dossier.venue.owner,
        pledge,
        workers: count(&dossier.workers),
        state,
        submitted_at: now,
        pledge_track: Track::waiting(TrackKind::Pledge, pledge_side),
        labour_track: Track::waiting(TrackKind::Labour, labour_side),
        version: 1,
    }
}

fn again(
    app: &App,
    before: &Application,
    dossier: &Dossier,
    pledge: PledgeId,
    [pledge_side, labour_side]: [Assignment; 2],
    state: State,
) -> Application {
    Application {
        pledge,
        workers: count(&dossier.workers),
        state,
        submitted_at: app.now(),
        pledge_track: resubmitted(&before.pledge_track, pledge_side),
        labour_track: resubmitted(&before.labour_track, labour_side),
        ..before.clone()
    }
}

fn count(workers: &[Worker]) -> u32 {
    u32::try_from(workers.len()).unwrap_or(u32::MAX)
}

/// The agency, due date and digest of each track.
async fn assignments(app: &App, tx: &Tx, dossier: &Dossier) -> Result<[Assignment; 2], AppError> {
    let rules: Settings = settings::load(tx).await?;
    let calendar = holiday::calendar(tx).await?;
    let place = dossier.venue.place.as_ref().ok_or(Refusal::Incomplete(vec![Section::Place.code()]))?;
    let offices = agencies::of_place(tx, &place.commune, &place.province).await?;
    let today = app.today();
    let assign = |function: Function, days: u8, matter: String| {
        responsible(&offices, function, &place.commune, &place.province, today)
            .map(|agency| Assignment { agency: agency.id, due_on: due(today, days, &calendar), matter })
            .ok_or(Refusal::NoAgency(function.code()))
    };
    let [pledge, labour] = matters(&dossier.venue, dossier.pledge.as_ref(), &dossier.workers);
    Ok([
        assign(Function::ConfirmPledges, rules.pledge_days, pledge)?,
        assign(Function::AcceptLabour, rules.labour_days, labour)?,
    ])
}

fn due(today: time::Date, days: u8, calendar: &Holidays) -> time::Date {
    add_working_days(today, u32::from(days), calendar)
}

/// Digests of what each office decides on: the venue with its pledge, and the venue with its workers.
pub fn matters(venue: &Venue, pledge: Option<&Pledge>, workers: &[Worker]) -> [String; 2] {
    let facts = venue.matter();
    let pledged = pledge.map(|p| p.text_hash.as_str()).unwrap_or_default();
    let declared: Vec<_> = workers.iter().map(Worker::matter).collect();
    let labour = format!("{facts}\n{}\n{}", venue.no_employees, declared.join("\n"));
    [sha256_hex(format!("{facts}\n{pledged}").as_bytes()), sha256_hex(labour.as_bytes())]
}

/// Withdraws the application. The venue can then be changed and the application submitted again.
///
/// # Errors
/// [`Refusal::WrongState`] once it is decided; [`AppError::NotFound`].
pub async fn withdraw(app: &App, permit: &Owner, venue: VenueId) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let venue: Venue = held(&tx, actor, venue).await?;
    let before = applications::latest(&tx, venue.id).await?.ok_or(AppError::NotFound)?;
    let state = lifecycle::decide(before.state, Command::Withdraw)?;
    applications::save(&tx, &Application { state, ..before.clone() }).await?;
    app.audit(&tx, app.event(Some(actor), Deed::Withdrawn, before.id.0).of_venue(venue.id)).await?;
    Ok(tx.commit().await?)
}
