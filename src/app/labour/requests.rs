//! The labour authority asks an owner about the register of workers, the owner answers, and the authority ends the matter.

mod own;

use std::collections::HashMap;

use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{LabourRequestId, VenueId, uuid_v7};
use camket_domain::labour::checks::{LabourCheck, LabourFinding};
use camket_domain::labour::requests::{
    Command, LabourRequest, LabourRequestState, RequestMessage, RequestSide, decide,
};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::paging::{BoundedCount, Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::Venue;
use camket_store::labour::request::{self as rows, message};
use camket_store::{StoreError, Tx, accounts, venues};
use uuid::Uuid;

use super::checks::list_findings;
use crate::idempotency::{self, Attempt, CommandContent};
use crate::venues::load_own_venue;
use crate::{App, AppError, InputProblem};

pub use own::{OwnRequest, answer_request, find_own_request, list_own_requests};

type AskingPermit = Permit<rights::AskOwners>;

/// A thread as an officer reads it.
#[derive(Clone, Debug)]
pub struct RequestThread {
    pub request: LabourRequest,
    pub venue: Venue,
    pub messages: Vec<RequestMessage>,
    /// What the venue meets of the same rule now; `None` once it does not any more.
    pub finding: Option<LabourFinding>,
}

/// What a new question begins with.
#[derive(Clone, Debug)]
pub struct RequestDraft {
    pub venue: Venue,
    /// Of the owner: "vi" or "en".
    pub language: String,
    /// What the venue meets of the rule now.
    pub finding: Option<LabourFinding>,
}

/// The venue and what to ask its owner about.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn prepare_request(
    app: &App,
    permit: &AskingPermit,
    venue: VenueId,
    check: LabourCheck,
) -> Result<RequestDraft, AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    let owner = accounts::find(app.store(), venue.owner).await?.ok_or(AppError::NotFound)?;
    let finding = find_finding(app, venue.id, check).await?;
    Ok(RequestDraft { venue, language: owner.language, finding })
}

async fn find_finding(
    app: &App,
    venue: VenueId,
    check: LabourCheck,
) -> Result<Option<LabourFinding>, AppError> {
    Ok(list_findings(app, venue).await?.into_iter().find(|finding| finding.check == check))
}

/// Asks the owner of a venue of the officer's area. A repeated `key` asks nothing.
///
/// # Errors
/// [`AppError::Invalid`] without a `text`; [`Refusal::AskedAlready`] while a question on the same matter is not ended;
/// [`AppError::NotFound`], [`AppError::KeyReused`].
pub async fn ask_owner(
    app: &App,
    permit: &AskingPermit,
    key: Uuid,
    (venue, check): (VenueId, LabourCheck),
    text: &str,
) -> Result<LabourRequestId, AppError> {
    let actor = permit.actor();
    let text = require_message(text)?;
    let content = CommandContent::new("labour.ask_owner").with(venue).with(check.code()).with(text);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(id) => return Ok(id),
        Attempt::First(run) => run,
    };
    let venue = load_own_venue(&run.tx, actor, venue).await?;
    let now = app.now();
    let asked = LabourRequest {
        id: LabourRequestId::new(now, app.entropy()),
        venue: venue.id,
        check,
        state: LabourRequestState::Asked,
        officer: actor.account,
        created_at: now,
        changed_at: now,
        version: 1,
    };
    rows::insert(&run.tx, &asked).await.map_err(|error| match error {
        StoreError::Duplicate => Refusal::AskedAlready.into(),
        other => AppError::from(other),
    })?;
    let sent = Sent { side: RequestSide::Office, text, by: ActorStamp::new(actor, now) };
    insert_message(app, &run.tx, asked.id, sent).await?;
    notify_owner(app, &run.tx, &asked, &venue).await?;
    let event = app.build_event(Some(actor), AuditAction::LabourAsked, asked.id.0).with_venue(venue.id);
    app.audit(&run.tx, event.with_note(check.code())).await?;
    run.finish(&asked.id).await?;
    Ok(asked.id)
}

/// Asks again in a thread that the owner answered. A repeated `key` asks nothing. `version` is that of the shown thread.
///
/// # Errors
/// As [`ask_owner`]; [`Refusal::WrongState`] unless it is answered; [`AppError::Conflict`].
pub async fn ask_again(
    app: &App,
    permit: &AskingPermit,
    key: Uuid,
    (id, version): (LabourRequestId, i32),
    text: &str,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let text = require_message(text)?;
    let content = CommandContent::new("labour.ask_again").with(id).with(version).with(text);
    let run = match idempotency::begin::<LabourRequestId>(app, actor.account, key, &content).await? {
        Attempt::Repeat(_) => return Ok(()),
        Attempt::First(run) => run,
    };
    let before = rows::find(&run.tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let asked = decide(&before.with_shown(version)?, Command::AskAgain(actor.account), app.now())?;
    rows::save(&run.tx, &asked).await?;
    let sent = Sent { side: RequestSide::Office, text, by: ActorStamp::new(actor, app.now()) };
    insert_message(app, &run.tx, id, sent).await?;
    let venue = load_own_venue(&run.tx, actor, asked.venue).await?;
    notify_owner(app, &run.tx, &asked, &venue).await?;
    let event = app.build_event(Some(actor), AuditAction::LabourAsked, id.0).with_venue(asked.venue);
    app.audit(&run.tx, event.with_note(asked.check.code())).await?;
    run.finish(&id).await
}

/// Ends a thread, answered or not. `version` is that of the shown thread.
///
/// # Errors
/// [`Refusal::WrongState`] if it is ended; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn end_request(
    app: &App,
    permit: &AskingPermit,
    id: LabourRequestId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = rows::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let ended = decide(&before.with_shown(version)?, Command::End, app.now())?;
    rows::save(&tx, &ended).await?;
    let event = app.build_event(Some(actor), AuditAction::LabourRequestEnded, id.0).with_venue(ended.venue);
    app.audit(&tx, event.with_note(ended.check.code())).await?;
    Ok(tx.commit().await?)
}

/// A page of the threads of the officer's area in a state, with the names of their venues.
pub async fn list_requests(
    app: &App,
    permit: &AskingPermit,
    state: LabourRequestState,
    after: Option<Cursor>,
) -> Result<(Paged<LabourRequest>, HashMap<VenueId, String>), AppError> {
    let found = rows::list(app.store(), &permit.actor().scope(), state, after).await?;
    let names = venues::load_names(app.store(), found.items.iter().map(|request| request.venue)).await?;
    Ok((found, names))
}

/// How many threads of the officer's area have an answer that the office has to read.
pub async fn count_answered(app: &App, permit: &AskingPermit) -> Result<BoundedCount, AppError> {
    Ok(rows::count(app.store(), &permit.actor().scope(), LabourRequestState::Answered).await?)
}

/// One thread of the officer's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_request(
    app: &App,
    permit: &AskingPermit,
    id: LabourRequestId,
) -> Result<RequestThread, AppError> {
    let actor = permit.actor();
    let request = rows::find(app.store(), &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let venue = load_own_venue(app.store(), actor, request.venue).await?;
    let messages = message::list(app.store(), id).await?;
    let finding = find_finding(app, request.venue, request.check).await?;
    Ok(RequestThread { request, venue, messages, finding })
}

/// A message to add to a thread.
struct Sent<'a> {
    side: RequestSide,
    text: &'a str,
    by: ActorStamp,
}

async fn insert_message(
    app: &App,
    tx: &Tx,
    request: LabourRequestId,
    Sent { side, text, by }: Sent<'_>,
) -> Result<(), AppError> {
    let id = uuid_v7(app.now(), app.entropy());
    Ok(message::insert(tx, &RequestMessage { id, request, side, text: text.to_owned(), by }).await?)
}

async fn notify_owner(app: &App, tx: &Tx, asked: &LabourRequest, venue: &Venue) -> Result<(), AppError> {
    let owner = accounts::find(tx, venue.owner).await?.ok_or(AppError::NotFound)?;
    let link = LinkedPage::LabourRequest { venue: venue.id, request: asked.id }.into();
    app.notify(tx, &owner, Notice::LabourAsked { venue: venue.name.clone(), link }).await
}

fn require_message(text: &str) -> Result<&str, AppError> {
    let text = text.trim();
    if text.is_empty() { Err(AppError::invalid("text", InputProblem::LabourMessage)) } else { Ok(text) }
}

trait ShownRequest: Sized {
    /// # Errors
    /// [`AppError::Conflict`] if a page showed another version.
    fn with_shown(self, version: i32) -> Result<Self, AppError>;
}

impl ShownRequest for LabourRequest {
    fn with_shown(self, version: i32) -> Result<Self, AppError> {
        if self.version == version { Ok(self) } else { Err(AppError::Conflict) }
    }
}
