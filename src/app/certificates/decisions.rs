//! Decisions on certificates: proposed, decided, declined, withdrawn. A suspension takes effect at once if its proposer
//! may decide; every other decision needs a second person.

mod effect;

use camket_domain::accounts::Actor;
use camket_domain::agencies::{Function, responsible};
use camket_domain::audit::Deed;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{By, Command, Decision, Kind, Proposal, State, settle};
use camket_domain::certificates::lifecycle::{Stage, may_propose};
use camket_domain::ids::{CertificateId, DecisionId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::text::{nfc, squash};
use camket_domain::venues::Venue;
use camket_store::certificates::decisions;
use camket_store::{Reader, StoreError, Tx, agencies, certificates, idempotency, venues};
use uuid::Uuid;

use crate::{App, AppError};

type Proposer = Permit<rights::ProposeDecisions>;
type Decider = Permit<rights::DecideCertificates>;

/// Longest number of a decision, in characters.
pub const MOST_NUMBER: usize = 60;
/// Longest text of a proposal or note, in characters.
pub const MOST_TEXT: usize = 2000;
/// Shortest text of a proposal or note, in characters.
const LEAST_TEXT: usize = 5;

/// A decision with the certificate it is about.
#[derive(Clone, Debug)]
pub struct Matter {
    pub decision: Decision,
    /// The certificate as it is now.
    pub certificate: Certificate,
}

/// Proposes a decision. A suspension takes effect at once if the proposer may decide it. `version` is the certificate's
/// version that the page showed. A repeated `key` returns the first decision.
///
/// # Errors
/// [`AppError::Invalid`] for `text` or `number`; a [`Refusal`] of the state machine; [`Refusal::AlreadyProposed`];
/// [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn propose(
    app: &App,
    permit: &Proposer,
    key: Uuid,
    (id, version): (CertificateId, i32),
    proposal: Proposal,
) -> Result<Decision, AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    if let Some(before) = idempotency::claim(&tx, actor.account, key, app.now()).await? {
        let before = before.parse().map_err(|_| AppError::Internal("idempotency.outcome".into()))?;
        return decisions::find(&tx, &actor.scope(), before).await?.ok_or(AppError::NotFound);
    }
    let certificate = certificates::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if certificate.version != version {
        return Err(AppError::Conflict);
    }
    let decision = propose_in(app, &tx, actor, &certificate, proposal).await?;
    idempotency::remember(&tx, actor.account, key, &decision.id.to_string()).await?;
    tx.commit().await?;
    app.refresh_quietly().await;
    Ok(decision)
}

/// Proposes a decision within the transaction of another use case.
///
/// # Errors
/// As [`propose`].
pub(crate) async fn propose_in(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    certificate: &Certificate,
    proposal: Proposal,
) -> Result<Decision, AppError> {
    let proposal = written(&proposal)?;
    let venue = venue_of(tx, actor, certificate).await?;
    may_propose(certificate, proposal.command()?, venue.owner, actor.account, app.now())?;
    let at_once = proposal.kind == Kind::Suspend && decides(app, tx, actor, &venue).await?;
    let by = By::new(actor, app.now());
    let decision = Decision {
        id: DecisionId::new(app.now(), app.entropy()),
        certificate: certificate.id,
        venue: certificate.venue,
        state: if at_once { State::Decided } else { State::Proposed },
        settled: at_once.then(|| by.clone()),
        proposed: by,
        proposal,
        note: String::new(),
        version: 1,
    };
    decisions::insert(tx, &decision).await.map_err(waiting_already)?;
    if at_once {
        effect::take(app, tx, actor, certificate, &decision, venue.owner).await?;
    } else {
        note(app, tx, actor, Deed::DecisionProposed, &decision).await?;
    }
    Ok(decision)
}

/// Records a decision that two people took after an inspection: `first` endorsed it, `actor` decides it.
///
/// # Errors
/// [`Refusal::SecondPerson`], [`Refusal::NotAllowed`] and other refusals of the state machine; as [`propose`].
pub(crate) async fn take_in(
    app: &App,
    tx: &Tx,
    first: By,
    actor: &Actor,
    certificate: &Certificate,
    proposal: Proposal,
) -> Result<(), AppError> {
    let proposal = written(&proposal)?;
    let venue = venue_of(tx, actor, certificate).await?;
    may_propose(certificate, proposal.command()?, venue.owner, first.account, app.now())?;
    entitled(app, tx, actor, &venue).await?;
    let proposed = Decision {
        id: DecisionId::new(app.now(), app.entropy()),
        certificate: certificate.id,
        venue: certificate.venue,
        state: State::Proposed,
        settled: None,
        proposed: first,
        proposal,
        note: String::new(),
        version: 1,
    };
    let state = settle(&proposed, Command::Decide, actor.account, venue.owner)?;
    let decision = settled(app, actor, Decision { state, ..proposed });
    decisions::insert(tx, &decision).await.map_err(waiting_already)?;
    effect::take(app, tx, actor, certificate, &decision, venue.owner).await
}

fn waiting_already(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate => Refusal::AlreadyProposed.into(),
        other => other.into(),
    }
}

/// Checks a proposal and normalises its text and number (NFC, white space).
fn written(proposal: &Proposal) -> Result<Proposal, AppError> {
    let text = nfc(proposal.text.trim());
    match text.chars().count() {
        ..LEAST_TEXT => return Err(AppError::Invalid("text", "decision-text-short")),
        count if count > MOST_TEXT => return Err(AppError::Invalid("text", "decision-text-long")),
        _ => {}
    }
    Ok(Proposal { text, number: number(&proposal.number)?, ..proposal.clone() })
}

fn number(typed: &str) -> Result<String, AppError> {
    let number = squash(typed).map_err(|_| AppError::Invalid("number", "text-control-character"))?;
    if number.chars().count() > MOST_NUMBER {
        return Err(AppError::Invalid("number", "decision-number-long"));
    }
    Ok(number)
}

/// Decides a colleague's proposal. `typed` is the decision's number; `version` is the version that the page showed.
///
/// # Errors
/// [`Refusal::SecondPerson`] for one's own proposal, [`Refusal::NotAllowed`] for another agency's, other refusals of
/// the state machine; [`AppError::Invalid`] for `number`; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn decide(
    app: &App,
    permit: &Decider,
    (id, version): (DecisionId, i32),
    typed: &str,
) -> Result<Decision, AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let (before, certificate, venue) = open(&tx, actor, id, version).await?;
    let state = settle(&before, Command::Decide, actor.account, venue.owner)?;
    entitled(app, &tx, actor, &venue).await?;
    let proposal = Proposal { number: number(typed)?, ..before.proposal.clone() };
    let decision = settled(app, actor, Decision { state, proposal, ..before });
    decisions::save(&tx, &decision).await?;
    effect::take(app, &tx, actor, &certificate, &decision, venue.owner).await?;
    tx.commit().await?;
    app.refresh_quietly().await;
    Ok(decision)
}

/// Declines a colleague's proposal, with a reason.
///
/// # Errors
/// As [`decide`]; [`AppError::Invalid`] for `note`.
pub async fn decline(
    app: &App,
    permit: &Decider,
    (id, version): (DecisionId, i32),
    why: &str,
) -> Result<Decision, AppError> {
    let actor = permit.actor();
    let why = nfc(why.trim());
    if why.chars().count() < LEAST_TEXT {
        return Err(AppError::Invalid("note", "reason-short"));
    }
    if why.chars().count() > MOST_TEXT {
        return Err(AppError::Invalid("note", "decision-text-long"));
    }
    let tx = app.store().write().await?;
    let (before, _, venue) = open(&tx, actor, id, version).await?;
    let state = settle(&before, Command::Decline, actor.account, venue.owner)?;
    entitled(app, &tx, actor, &venue).await?;
    let decision = settled(app, actor, Decision { state, note: why, ..before });
    decisions::save(&tx, &decision).await?;
    note(app, &tx, actor, Deed::DecisionDeclined, &decision).await?;
    tx.commit().await?;
    Ok(decision)
}

/// Withdraws one's own proposal.
///
/// # Errors
/// [`Refusal::NotAllowed`] for another's; [`Refusal::WrongState`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn withdraw(
    app: &App,
    permit: &Proposer,
    (id, version): (DecisionId, i32),
) -> Result<Decision, AppError> {
    let actor = permit.actor();
    let tx = app.store().write().await?;
    let (before, _, venue) = open(&tx, actor, id, version).await?;
    let state = settle(&before, Command::Withdraw, actor.account, venue.owner)?;
    let decision = settled(app, actor, Decision { state, ..before });
    decisions::save(&tx, &decision).await?;
    note(app, &tx, actor, Deed::DecisionWithdrawn, &decision).await?;
    tx.commit().await?;
    Ok(decision)
}

/// Loads the decision at `version`, with its certificate and venue.
async fn open(
    tx: &Tx,
    actor: &Actor,
    id: DecisionId,
    version: i32,
) -> Result<(Decision, Certificate, Venue), AppError> {
    let matter = matter_in(tx, actor, id).await?;
    if matter.decision.version != version {
        return Err(AppError::Conflict);
    }
    let venue = venue_of(tx, actor, &matter.certificate).await?;
    Ok((matter.decision, matter.certificate, venue))
}

fn settled(app: &App, actor: &Actor, decision: Decision) -> Decision {
    Decision { settled: Some(By::new(actor, app.now())), ..decision }
}

async fn venue_of(tx: &Tx, actor: &Actor, certificate: &Certificate) -> Result<Venue, AppError> {
    venues::find(tx, &actor.scope(), certificate.venue).await?.ok_or(AppError::NotFound)
}

async fn entitled(app: &App, tx: &Tx, actor: &Actor, venue: &Venue) -> Result<(), AppError> {
    if decides(app, tx, actor, venue).await? { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
}

/// Whether `actor` decides on the certificates of `venue`: by role, and for the agency that issues there today.
async fn decides(app: &App, reader: &impl Reader, actor: &Actor, venue: &Venue) -> Result<bool, AppError> {
    let (Some(place), Some(_)) = (&venue.place, Decider::for_actor(actor)) else { return Ok(false) };
    let offices = agencies::of_place(reader, &place.commune, &place.province).await?;
    let issuing = responsible(&offices, Function::Issue, &place.commune, &place.province, app.today());
    Ok(issuing.is_some_and(|agency| actor.agency == Some(agency.id)))
}

/// Records an event of the office only: the venue's timeline, which its owner reads, does not show it.
async fn note(app: &App, tx: &Tx, actor: &Actor, deed: Deed, decision: &Decision) -> Result<(), AppError> {
    let event = app.event(Some(actor), deed, decision.certificate.0);
    app.audit(tx, event.noted(decision.proposal.kind.code())).await
}

/// One decision with its certificate.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: DecisionId,
) -> Result<Matter, AppError> {
    matter_in(app.store(), permit.actor(), id).await
}

async fn matter_in(reader: &impl Reader, actor: &Actor, id: DecisionId) -> Result<Matter, AppError> {
    let scope = actor.scope();
    let decision = decisions::find(reader, &scope, id).await?.ok_or(AppError::NotFound)?;
    let certificate = certificates::find(reader, &scope, decision.certificate).await?;
    Ok(Matter { decision, certificate: certificate.ok_or(AppError::NotFound)? })
}

/// A page of the open proposals (oldest first) or of the settled ones (newest first).
pub async fn list(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    waiting: bool,
    after: Option<Cursor>,
) -> Result<Paged<Matter>, AppError> {
    let found = decisions::list(app.store(), &permit.actor().scope(), waiting, after).await?;
    let ids: Vec<_> = found.items.iter().map(|decision| decision.certificate).collect();
    let about = certificates::by_ids(app.store(), &ids).await?;
    let matter = |decision: Decision| {
        let certificate = about.iter().find(|one| one.id == decision.certificate)?.clone();
        Some(Matter { decision, certificate })
    };
    Ok(Paged { items: found.items.into_iter().filter_map(matter).collect(), next: found.next })
}

/// The proposals and decisions on a certificate, newest first.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn of_certificate(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: CertificateId,
) -> Result<Vec<Decision>, AppError> {
    let certificate = super::find(app, permit, id).await?;
    Ok(decisions::of_certificate(app.store(), certificate.id).await?)
}

/// Whether a decision of this kind is possible in the certificate's present state.
pub fn fits(app: &App, certificate: &Certificate, kind: Kind) -> bool {
    match (Stage::of(certificate, app.today()), kind) {
        (Stage::Suspended, _) => true,
        (Stage::InForce, kind) => kind != Kind::Lift,
        _ => false,
    }
}

/// What a member of staff can do with a decision now, so that a page offers only what the rules allow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stance {
    /// May decide or decline it.
    pub decides: bool,
    /// May withdraw it.
    pub withdraws: bool,
    /// Why a member of staff who decides here may not decide this one.
    pub barred: Option<Refusal>,
}

/// The stance of the permit's holder, found by asking the rules.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn stance(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    matter: &Matter,
) -> Result<Stance, AppError> {
    let (store, actor) = (app.store(), permit.actor());
    let venue = venues::find(store, &actor.scope(), matter.certificate.venue).await?;
    let venue = venue.ok_or(AppError::NotFound)?;
    let here = decides(app, store, actor, &venue).await?;
    let says = |command| settle(&matter.decision, command, actor.account, venue.owner);
    let open = matter.decision.state == State::Proposed;
    Ok(Stance {
        decides: here && says(Command::Decide).is_ok(),
        withdraws: says(Command::Withdraw).is_ok(),
        barred: says(Command::Decide).err().filter(|_| here && open),
    })
}

/// Whether a member of staff decides on the certificates of a venue, so that a page offers only what the rules allow.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn decides_on(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    certificate: &Certificate,
) -> Result<bool, AppError> {
    let (store, actor) = (app.store(), permit.actor());
    let venue = venues::find(store, &actor.scope(), certificate.venue).await?.ok_or(AppError::NotFound)?;
    decides(app, store, actor, &venue).await
}
