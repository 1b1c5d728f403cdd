//! What a worker does, without an account: opens the code, says who she is, reads, signs.
//!
//! That she said who she is, her browser keeps sealed: it counts for one code, for an hour, and as long as the venue does not change
//! her row.

use camket_domain::audit::AuditAction;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{AccountId, WorkerInvitationId, WorkerPledgeId};
use camket_domain::labour::Worker;
use camket_domain::pledges::worker_texts::WorkerText;
use camket_domain::venues::Venue;
use camket_domain::worker_pledges::{
    CONFIRMED_LIFETIME, ClaimedIdentity, InvitationStanding, PledgedWorker, WorkerInvitation, WorkerPledge,
    WorkerPledgeFault, WorkerPledgeMethod,
};
use camket_store::worker_pledges::{self as rows, invitation};
use camket_store::{Reader, Tx, labour, venue_register, venues};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{hash_code, hash_text, is_locked, refuse};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::labour::{WorkerUpdate, history};
use crate::pledges::find_terms_for_day;
use crate::throttle::{self, ThrottleLimit};
use crate::venues::check_venue_editable;
use crate::{App, AppError, Client};

/// The account under which the public's idempotency keys are stored.
const PUBLIC_ACCOUNT: AccountId = AccountId(Uuid::nil());

/// A code that somebody opened, before it is known who does.
#[derive(Clone, Debug)]
pub struct OpenedCode {
    /// Name of the venue.
    pub venue: String,
    pub standing: InvitationStanding,
    pub tries_left: i32,
}

/// That a worker said who she is, sealed, for its way through the browser. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmedWorker(String);

impl ConfirmedWorker {
    /// What the browser brought back.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Letters, digits, `-` and `_`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ConfirmedWorker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ConfirmedWorker(***)")
    }
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct SealedWorker {
    worker_of_invitation: WorkerInvitationId,
    version: i32,
    /// Unix time from which it is void.
    until: i64,
}

/// What a worker who said who she is sees.
#[derive(Clone, Debug)]
pub struct PledgeSheet {
    pub facts: PledgedWorker,
    pub stage: PledgeStage,
}

#[derive(Clone, Debug)]
pub enum PledgeStage {
    /// She may sign this text, whose hash is `shown`.
    Sign {
        text: WorkerText,
        languages: Vec<WorkerText>,
        shown: String,
    },
    /// The venue's application is in review: nothing in its register changes until that is over.
    InReview,
    Signed(Box<WorkerPledge>),
}

/// A code as it is typed or scanned.
///
/// # Errors
/// [`AppError::Invalid`] for `code` that the register does not know.
pub async fn open_code(app: &App, typed: &str) -> Result<OpenedCode, AppError> {
    let unknown = refuse("code", WorkerPledgeFault::CodeUnknown);
    let Ok(code) = ShortCode::read(typed) else { return Err(unknown) };
    let found = invitation::find_by_hash(app.store(), &hash_code(app, &code)).await?;
    let Some(found) = found else { return Err(unknown) };
    let venue = venues::find_any(app.store(), found.venue).await?.ok_or(AppError::NotFound)?;
    Ok(OpenedCode { venue: venue.name, standing: found.standing(app.now()), tries_left: found.tries_left })
}

/// Checks who the worker is. A wrong answer uses one of the code's tries up, and does not tell what was wrong.
///
/// # Errors
/// [`AppError::Invalid`] for `code` that cannot be used, or for `born` if the answers are wrong; [`AppError::Throttled`].
pub async fn confirm_identity(
    app: &App,
    typed: &str,
    claimed: &ClaimedIdentity,
    client: &Client,
) -> Result<ConfirmedWorker, AppError> {
    let code = ShortCode::read(typed).map_err(|_| refuse("code", WorkerPledgeFault::CodeUnknown))?;
    let hash = hash_code(app, &code);
    let counted = throttle::count_attempt(app, ThrottleLimit::CodeTry, &hash, client).await?;
    let tx = app.store().begin_write().await?;
    let found = invitation::lock_by_hash(&tx, &hash).await?;
    let found = found.ok_or(refuse("code", WorkerPledgeFault::CodeUnknown))?;
    let worker = require_worker(app, &tx, &found).await?;
    if !claimed.fits(&worker.person) {
        invitation::use_try(&tx, found.id).await?;
        let event = app.build_event(None, AuditAction::WorkerIdentityFailed, worker.id.0);
        app.audit(&tx, event.with_venue(found.venue)).await?;
        tx.commit().await?;
        return Err(match found.tries_left {
            ..=1 => refuse("code", WorkerPledgeFault::TriesUsed),
            _ => refuse("born", WorkerPledgeFault::IdentityWrong),
        });
    }
    counted.take_back(&tx).await?;
    let event = app.build_event(None, AuditAction::WorkerIdentityConfirmed, worker.id.0);
    app.audit(&tx, event.with_venue(found.venue)).await?;
    tx.commit().await?;
    seal_confirmed(app, &found, &worker)
}

/// The worker of an open code.
async fn require_worker(
    app: &App,
    reader: &impl Reader,
    invitation: &WorkerInvitation,
) -> Result<Worker, AppError> {
    invitation.standing(app.now()).require_open().map_err(|fault| refuse("code", fault))?;
    // Whoever left signs no more.
    let worker = labour::find(reader, invitation.venue, invitation.worker).await?;
    worker.ok_or(refuse("code", WorkerPledgeFault::CodeEnded))
}

fn seal_confirmed(
    app: &App,
    invitation: &WorkerInvitation,
    worker: &Worker,
) -> Result<ConfirmedWorker, AppError> {
    let until = (app.now() + CONFIRMED_LIFETIME).unix_timestamp();
    let confirmed = SealedWorker { worker_of_invitation: invitation.id, version: worker.version, until };
    let plain = serde_json::to_vec(&confirmed).map_err(AppError::internal)?;
    Ok(ConfirmedWorker(app.form_vault().seal(app.entropy(), &plain)))
}

fn open_confirmed(app: &App, ConfirmedWorker(sealed): &ConfirmedWorker) -> Result<SealedWorker, AppError> {
    let plain = app.form_vault().open(sealed).map_err(|_| AppError::NotFound)?;
    let confirmed: SealedWorker = serde_json::from_slice(&plain).map_err(|_| AppError::NotFound)?;
    let is_open = app.now().unix_timestamp() < confirmed.until;
    if is_open { Ok(confirmed) } else { Err(AppError::NotFound) }
}

/// What the worker reads: the text to sign in `language`, or what she signed.
///
/// # Errors
/// [`AppError::NotFound`] if she has to say again who she is; [`AppError::Invalid`] for `code` that cannot be used any more.
pub async fn load_sheet(
    app: &App,
    confirmed: &ConfirmedWorker,
    language: &str,
) -> Result<PledgeSheet, AppError> {
    let confirmed = open_confirmed(app, confirmed)?;
    let store = app.store();
    let found = invitation::find(store, confirmed.worker_of_invitation).await?.ok_or(AppError::NotFound)?;
    if let Some(used_at) = found.used_at {
        let pledge = rows::find_latest(store, found.venue, found.worker).await?;
        let pledge = pledge.filter(|pledge| pledge.recorded_at == used_at).ok_or(AppError::NotFound)?;
        return Ok(PledgeSheet { facts: pledge.facts.clone(), stage: PledgeStage::Signed(Box::new(pledge)) });
    }
    let worker = require_worker(app, store, &found).await?;
    if worker.version != confirmed.version {
        return Err(AppError::NotFound);
    }
    let venue = venues::find_any(store, found.venue).await?.ok_or(AppError::NotFound)?;
    let facts = PledgedWorker::new(&venue, &worker);
    if is_locked(store, &venue).await? {
        return Ok(PledgeSheet { facts, stage: PledgeStage::InReview });
    }
    let terms = find_terms_for_day(app.today());
    let (text, languages) = (WorkerText::find(terms, language), WorkerText::list(terms));
    let shown = hash_text(&text, &facts);
    Ok(PledgeSheet { facts, stage: PledgeStage::Sign { text, languages, shown } })
}

/// Signs the text in `language`. `shown` is the hash of what the page showed. A repeated `key` returns the first pledge.
///
/// # Errors
/// As [`load_sheet`]; [`camket_domain::refusal::Refusal::InReview`]; [`AppError::Conflict`] if text or facts changed since they
/// were shown; [`AppError::KeyReused`].
pub async fn sign(
    app: &App,
    confirmed: &ConfirmedWorker,
    key: Uuid,
    (language, shown): (&str, &str),
    client: &Client,
) -> Result<WorkerPledgeId, AppError> {
    let confirmed = open_confirmed(app, confirmed)?;
    let id = confirmed.worker_of_invitation;
    let content = CommandContent::new("worker_pledges.sign").with(id).with(language).with(shown);
    let run = match idempotency::begin(app, PUBLIC_ACCOUNT, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let found = invitation::find(tx, id).await?.ok_or(AppError::NotFound)?;
    // Venues are locked first.
    let venue = venues::lock_any(tx, found.venue).await?.ok_or(AppError::NotFound)?;
    let found = invitation::lock_by_hash(tx, &found.hash).await?.ok_or(AppError::NotFound)?;
    let worker = require_worker(app, tx, &found).await?;
    check_venue_editable(tx, &venue).await?;
    if worker.version != confirmed.version {
        return Err(AppError::NotFound);
    }
    let pledge = build_pledge(app, &venue, &worker, language, client);
    if pledge.text_hash != shown {
        return Err(AppError::Conflict);
    }
    save_signed(app, tx, &found, worker, &pledge).await?;
    run.finish(&pledge.id).await?;
    Ok(pledge.id)
}

fn build_pledge(app: &App, venue: &Venue, worker: &Worker, language: &str, client: &Client) -> WorkerPledge {
    let text = WorkerText::find(find_terms_for_day(app.today()), language);
    let facts = PledgedWorker::new(venue, worker);
    WorkerPledge {
        id: WorkerPledgeId::new(app.now(), app.entropy()),
        worker: worker.id,
        venue: venue.id,
        method: WorkerPledgeMethod::Phone,
        terms_version: text.version,
        language: text.language.to_owned(),
        text_hash: hash_text(&text, &facts),
        facts,
        signed_on: app.today(),
        recorded_at: app.now(),
        address: client.address.clone(),
        user_agent: client.user_agent.clone(),
        recorded_by: None,
    }
}

async fn save_signed(
    app: &App,
    tx: &Tx,
    found: &WorkerInvitation,
    before: Worker,
    pledge: &WorkerPledge,
) -> Result<(), AppError> {
    let after = Worker { pledged_on: Some(pledge.signed_on), ..before.clone() };
    labour::save(tx, &after).await?;
    history::record_changes(app, tx, &[WorkerUpdate { before, after }]).await?;
    rows::insert(tx, pledge).await?;
    if !invitation::use_up(tx, found.id, pledge.recorded_at).await? {
        return Err(refuse("code", WorkerPledgeFault::CodeUsed));
    }
    venue_register::refresh_labour(tx, pledge.venue).await?;
    let event = app.build_event(None, AuditAction::WorkerPledgeSigned, pledge.worker.0);
    let note = format!("v{} {}", pledge.terms_version, pledge.language);
    app.audit(tx, event.with_venue(pledge.venue).with_note(note)).await
}
