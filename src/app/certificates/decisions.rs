//! Decisions on certificates: proposed, decided, declined, withdrawn. A suspension takes effect at once if its proposer
//! may decide; every other decision needs a second person.

mod effect;

use camket_domain::accounts::Actor;
use camket_domain::agencies::{AgencyFunction, find_responsible};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::{
    ActorStamp, Decision, DecisionCommand, DecisionKind, DecisionProposal, DecisionState, DecisionStatus,
    ProposalFacts, decide as rule,
};
use camket_domain::certificates::lifecycle::{CertificateStage, check_proposal};
use camket_domain::ids::{CertificateId, DecisionId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::text::{normalize_line, to_nfc};
use camket_domain::venues::Venue;
use camket_store::certificates::decisions;
use camket_store::{Reader, StoreError, Tx, agencies, certificates, venues};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::{App, AppError, InputProblem};

type ProposerPermit = Permit<rights::ProposeDecisions>;
type DeciderPermit = Permit<rights::DecideCertificates>;

/// Longest number of a decision, in characters.
pub const MAX_NUMBER_LENGTH: usize = 60;
/// Longest text of a proposal or note, in characters.
pub const MAX_TEXT_LENGTH: usize = 2000;
/// Shortest text of a proposal or note, in characters.
const MIN_TEXT_LENGTH: usize = 5;

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
/// [`AppError::Invalid`] for `text` or `parse_number`; a [`Refusal`] of the state machine; [`Refusal::AlreadyProposed`];
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
        ..MIN_TEXT_LENGTH => return Err(AppError::invalid("text", InputProblem::DecisionTextShort)),
        count if count > MAX_TEXT_LENGTH => {
            return Err(AppError::invalid("text", InputProblem::DecisionTextLong));
        }
        _ => {}
    }
    Ok(DecisionProposal { text, number: parse_number(&proposal.number)?, ..proposal.clone() })
}

fn parse_number(typed: &str) -> Result<String, AppError> {
    let number =
        normalize_line(typed).map_err(|error| AppError::invalid("number", InputProblem::Text(error)))?;
    if number.chars().count() > MAX_NUMBER_LENGTH {
        return Err(AppError::invalid("number", InputProblem::DecisionNumberLong));
    }
    Ok(number)
}

/// Decides a colleague's proposal. `typed` is the decision's number; `version` is the version that the page showed.
///
/// # Errors
/// [`Refusal::SecondPerson`] for one's own proposal, [`Refusal::NotAllowed`] for another agency's, other refusals of
/// the state machine; [`AppError::Invalid`] for `parse_number`; [`AppError::Conflict`], [`AppError::NotFound`].
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
/// As [`decide`]; [`AppError::Invalid`] for `record_event`.
pub async fn decline(
    app: &App,
    permit: &DeciderPermit,
    (id, version): (DecisionId, i32),
    why: &str,
) -> Result<Decision, AppError> {
    let actor = permit.actor();
    let why = to_nfc(why.trim());
    if why.chars().count() < MIN_TEXT_LENGTH {
        return Err(AppError::invalid("note", InputProblem::ReasonShort));
    }
    if why.chars().count() > MAX_TEXT_LENGTH {
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

/// One decision with its certificate.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: DecisionId,
) -> Result<DecisionDossier, AppError> {
    load_dossier(app.store(), permit.actor(), id).await
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

/// A page of the open proposals (oldest first) or of the settled ones (newest first).
pub async fn list(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    waiting: bool,
    after: Option<Cursor>,
) -> Result<Paged<DecisionDossier>, AppError> {
    let found = decisions::list(app.store(), &permit.actor().scope(), waiting, after).await?;
    let ids: Vec<_> = found.items.iter().map(|decision| decision.certificate).collect();
    let about = certificates::find_many(app.store(), &ids).await?;
    let matter = |decision: Decision| {
        let certificate = about.iter().find(|one| one.id == decision.certificate)?.clone();
        Some(DecisionDossier { decision, certificate })
    };
    Ok(Paged { items: found.items.into_iter().filter_map(matter).collect(), next: found.next })
}

/// The proposals and decisions on a certificate, newest first.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list_for_certificate(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    id: CertificateId,
) -> Result<Vec<Decision>, AppError> {
    let certificate = super::find(app, permit, id).await?;
    Ok(decisions::list_by_certificate(app.store(), certificate.id).await?)
}

/// Whether a decision of this kind is possible in the certificate's present state.
pub fn is_possible(app: &App, certificate: &Certificate, kind: DecisionKind) -> bool {
    match (CertificateStage::on_day(certificate, app.today()), kind) {
        (CertificateStage::Suspended, _) => true,
        (CertificateStage::InForce, kind) => kind != DecisionKind::Lift,
        _ => false,
    }
}

/// What a member of staff can do with a decision now, so that a page offers only what the rules allow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionStance {
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
pub async fn find_stance(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    matter: &DecisionDossier,
) -> Result<DecisionStance, AppError> {
    let (store, actor) = (app.store(), permit.actor());
    let venue = venues::find(store, &actor.scope(), matter.certificate.venue).await?;
    let venue = venue.ok_or(AppError::NotFound)?;
    let here = may_decide_at(app, store, actor, &venue).await?;
    let facts = ProposalFacts { actor, owner: venue.owner };
    let says = |command| rule(&matter.decision, command, &facts, app.now());
    let deciding = says(DecisionCommand::Decide(String::new()));
    let open = matter.decision.state() == DecisionState::Proposed;
    Ok(DecisionStance {
        decides: here && deciding.is_ok(),
        withdraws: says(DecisionCommand::Withdraw).is_ok(),
        barred: deciding.err().filter(|_| here && open),
    })
}

/// Whether a member of staff decides on the certificates of a venue, so that a page offers only what the rules allow.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn may_decide_on(
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    certificate: &Certificate,
) -> Result<bool, AppError> {
    let (store, actor) = (app.store(), permit.actor());
    let venue = venues::find(store, &actor.scope(), certificate.venue).await?.ok_or(AppError::NotFound)?;
    may_decide_at(app, store, actor, &venue).await
}
