//! Decisions on certificates: proposed, decided, declined, withdrawn. A suspension takes effect at once if its proposer
//! may decide; every other decision needs a second person.

mod effect;
mod reading;

pub use reading::{
    DecisionStance, find, find_stance, is_possible, list, list_for_certificate, may_decide_on,
};

use camket_domain::accounts::Actor;
use camket_domain::agencies::{AgencyFunction, find_responsible};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{
    ActorStamp, Decision, DecisionCommand, DecisionKind, DecisionProposal, DecisionStatus, ProposalFacts,
    decide as rule,
};
use camket_domain::certificates::lifecycle::check_proposal;
use camket_domain::ids::{CertificateId, DecisionId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::text::lengths::{MAX_DECISION_NUMBER_CHARS, MAX_REASONS_CHARS, MIN_REASON_CHARS};
use camket_domain::text::{normalize_line, to_nfc};
use camket_domain::venues::Venue;
use camket_store::certificates::decisions;
use camket_store::{Reader, StoreError, Tx, agencies, certificates, venues};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::{App, AppError, InputProblem};

type ProposerPermit = Permit<rights::ProposeDecisions>;
type DeciderPermit = Permit<rights::DecideCertificates>;

/// A decision with the certificate it is about.
#[derive(Clone, Debug)]
pub struct DecisionDossier {
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
    permit: &ProposerPermit,
    key: Uuid,
    (id, version): (CertificateId, i32),
    proposal: DecisionProposal,
) -> Result<Decision, AppError> {
    let actor = permit.actor();
    let content = CommandContent::new("decisions.propose").with(id).with(version).with_debug(&proposal);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => {
            return decisions::find(app.store(), &actor.scope(), before).await?.ok_or(AppError::NotFound);
        }
        Attempt::First(run) => run,
    };
    let certificate = certificates::find(&run.tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if certificate.version != version {
        return Err(AppError::Conflict);
    }
    let decision = propose_in(app, &run.tx, actor, &certificate, proposal).await?;
    run.finish(&decision.id).await?;
    app.try_refresh_register().await;
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
    proposal: DecisionProposal,
) -> Result<Decision, AppError> {
    let proposal = normalise_proposal(&proposal)?;
    let venue = load_venue(tx, actor, certificate).await?;
    check_proposal(certificate, proposal.to_command()?, venue.owner, actor.account, app.now())?;
    let at_once = proposal.kind == DecisionKind::Suspend && may_decide_at(app, tx, actor, &venue).await?;
    let by = ActorStamp::new(actor, app.now());
    let decision = Decision {
        id: DecisionId::new(app.now(), app.entropy()),
        certificate: certificate.id,
        venue: certificate.venue,
        status: if at_once { DecisionStatus::Decided(by.clone()) } else { DecisionStatus::Proposed },
        proposed: by,
        proposal,
        version: 1,
    };
    decisions::insert(tx, &decision).await.map_err(map_duplicate_proposal)?;
    if at_once {
        effect::apply_decision(app, tx, actor, certificate, &decision, venue.owner).await?;
    } else {
        record_event(app, tx, actor, AuditAction::DecisionProposed, &decision).await?;
    }
    Ok(decision)
}

/// Records a decision that two people took after an inspection: `first` endorsed it, `actor` decides it.
///
/// # Errors
/// [`Refusal::SecondPerson`], [`Refusal::NotAllowed`] and other refusals of the state machine; as [`propose`].
pub(crate) async fn decide_endorsed(
    app: &App,
    tx: &Tx,
    first: ActorStamp,
    actor: &Actor,
    certificate: &Certificate,
    proposal: DecisionProposal,
) -> Result<(), AppError> {
    let proposal = normalise_proposal(&proposal)?;
    let venue = load_venue(tx, actor, certificate).await?;
    check_proposal(certificate, proposal.to_command()?, venue.owner, first.account, app.now())?;
    require_decider(app, tx, actor, &venue).await?;
    let proposed = Decision {
        id: DecisionId::new(app.now(), app.entropy()),
        certificate: certificate.id,
        venue: certificate.venue,
        status: DecisionStatus::Proposed,
        proposed: first,
        proposal,
        version: 1,
    };
    let command = DecisionCommand::Decide(proposed.proposal.number.clone());
    let decision = rule(&proposed, command, &ProposalFacts { actor, owner: venue.owner }, app.now())?;
    decisions::insert(tx, &decision).await.map_err(map_duplicate_proposal)?;
    effect::apply_decision(app, tx, actor, certificate, &decision, venue.owner).await
}

fn map_duplicate_proposal(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate => Refusal::AlreadyProposed.into(),
        other => other.into(),
    }
}

/// Checks a proposal and normalises its text and number (NFC, white space).
fn normalise_proposal(proposal: &DecisionProposal) -> Result<DecisionProposal, AppError> {
    let text = to_nfc(proposal.text.trim());
    match text.chars().count() {
        ..MIN_REASON_CHARS => return Err(AppError::invalid("text", InputProblem::DecisionTextShort)),
        count if count > MAX_REASONS_CHARS => {
            return Err(AppError::invalid("text", InputProblem::DecisionTextLong));
        }
        _ => {}
    }
    Ok(DecisionProposal { text, number: parse_number(&proposal.number)?, ..proposal.clone() })
}

fn parse_number(typed: &str) -> Result<String, AppError> {
    let number =
        normalize_line(typed).map_err(|error| AppError::invalid("number", InputProblem::Text(error)))?;
    if number.chars().count() > MAX_DECISION_NUMBER_CHARS {
        return Err(AppError::invalid("number", InputProblem::DecisionNumberLong));
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
    permit: &DeciderPermit,
    (id, version): (DecisionId, i32),
    typed: &str,
) -> Result<Decision, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let (before, certificate, venue) = load_at_version(&tx, actor, id, version).await?;
    let facts = ProposalFacts { actor, owner: venue.owner };
    // A refusal of the rule comes before one of the agency, and both before a mistake in the number.
    rule(&before, DecisionCommand::Decide(String::new()), &facts, app.now())?;
    require_decider(app, &tx, actor, &venue).await?;
    let decision = rule(&before, DecisionCommand::Decide(parse_number(typed)?), &facts, app.now())?;
    decisions::save(&tx, &decision).await?;
    effect::apply_decision(app, &tx, actor, &certificate, &decision, venue.owner).await?;
    tx.commit().await?;
    app.try_refresh_register().await;
    Ok(decision)
}

/// Declines a colleague's proposal, with a reason.
///
/// # Errors
/// As [`decide`]; [`AppError::Invalid`] for `note`.
pub async fn decline(
    app: &App,
    permit: &DeciderPermit,
    (id, version): (DecisionId, i32),
    why: &str,
) -> Result<Decision, AppError> {
    let actor = permit.actor();
    let why = to_nfc(why.trim());
    if why.chars().count() < MIN_REASON_CHARS {
        return Err(AppError::invalid("note", InputProblem::ReasonShort));
    }
    if why.chars().count() > MAX_REASONS_CHARS {
        return Err(AppError::invalid("note", InputProblem::DecisionTextLong));
    }
    let tx = app.store().begin_write().await?;
    let (before, _, venue) = load_at_version(&tx, actor, id, version).await?;
    let facts = ProposalFacts { actor, owner: venue.owner };
    let decision = rule(&before, DecisionCommand::Decline(why), &facts, app.now())?;
    require_decider(app, &tx, actor, &venue).await?;
    decisions::save(&tx, &decision).await?;
    record_event(app, &tx, actor, AuditAction::DecisionDeclined, &decision).await?;
    tx.commit().await?;
    Ok(decision)
}

/// Withdraws one's own proposal.
///
/// # Errors
/// [`Refusal::NotAllowed`] for another's; [`Refusal::WrongState`]; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn withdraw(
    app: &App,
    permit: &ProposerPermit,
    (id, version): (DecisionId, i32),
) -> Result<Decision, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let (before, _, venue) = load_at_version(&tx, actor, id, version).await?;
    let facts = ProposalFacts { actor, owner: venue.owner };
    let decision = rule(&before, DecisionCommand::Withdraw, &facts, app.now())?;
    decisions::save(&tx, &decision).await?;
    record_event(app, &tx, actor, AuditAction::DecisionWithdrawn, &decision).await?;
    tx.commit().await?;
    Ok(decision)
}

/// Loads the decision at `version`, with its certificate and venue.
async fn load_at_version(
    tx: &Tx,
    actor: &Actor,
    id: DecisionId,
    version: i32,
) -> Result<(Decision, Certificate, Venue), AppError> {
    let matter = load_dossier(tx, actor, id).await?;
    if matter.decision.version != version {
        return Err(AppError::Conflict);
    }
    let venue = load_venue(tx, actor, &matter.certificate).await?;
    Ok((matter.decision, matter.certificate, venue))
}

async fn load_venue(tx: &Tx, actor: &Actor, certificate: &Certificate) -> Result<Venue, AppError> {
    venues::find(tx, &actor.scope(), certificate.venue).await?.ok_or(AppError::NotFound)
}

async fn require_decider(app: &App, tx: &Tx, actor: &Actor, venue: &Venue) -> Result<(), AppError> {
    if may_decide_at(app, tx, actor, venue).await? { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
}

/// Whether `actor` decides on the certificates of `venue`: by role, and for the agency that issues there today.
async fn may_decide_at(
    app: &App,
    reader: &impl Reader,
    actor: &Actor,
    venue: &Venue,
) -> Result<bool, AppError> {
    let (Some(place), Some(_)) = (&venue.place, DeciderPermit::for_actor(actor)) else { return Ok(false) };
    let offices = agencies::list_by_place(reader, &place.commune, &place.province).await?;
    let issuing =
        find_responsible(&offices, AgencyFunction::Issue, &place.commune, &place.province, app.today());
    Ok(issuing.is_some_and(|agency| actor.agency == Some(agency.id)))
}

/// Records an event of the office only: the venue's timeline, which its owner reads, does not show it.
async fn record_event(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    action: AuditAction,
    decision: &Decision,
) -> Result<(), AppError> {
    let event = app.build_event(Some(actor), action, decision.certificate.0);
    app.audit(tx, event.with_note(decision.proposal.kind.code())).await
}

async fn load_dossier(
    reader: &impl Reader,
    actor: &Actor,
    id: DecisionId,
) -> Result<DecisionDossier, AppError> {
    let scope = actor.scope();
    let decision = decisions::find(reader, &scope, id).await?.ok_or(AppError::NotFound)?;
    let certificate = certificates::find(reader, &scope, decision.certificate).await?;
    Ok(DecisionDossier { decision, certificate: certificate.ok_or(AppError::NotFound)? })
}
