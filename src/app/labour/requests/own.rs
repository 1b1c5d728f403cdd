//! The owner's side of the threads.

use camket_domain::accounts::ActorStamp;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{LabourRequestId, VenueId};
use camket_domain::labour::requests::{Command, LabourRequest, RequestMessage, RequestSide, decide};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::venues::Venue;
use camket_store::accounts;
use camket_store::labour::request::{self as rows, message};
use uuid::Uuid;

use super::super::{MAX_SHOWN_REQUESTS, OwnerPermit};
use super::{Sent, ShownRequest, insert_message, require_message};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::venues::load_own_venue;
use crate::{App, AppError};

/// A thread as the owner reads it.
#[derive(Clone, Debug)]
pub struct OwnRequest {
    pub request: LabourRequest,
    pub venue: Venue,
    pub messages: Vec<RequestMessage>,
}

/// The latest threads of an owner's venue, the newest first.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list_own_requests(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
) -> Result<Vec<LabourRequest>, AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    Ok(rows::list_of_venue(app.store(), venue.id, MAX_SHOWN_REQUESTS as u64).await?)
}

/// One thread of an owner's venue.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_own_request(
    app: &App,
    permit: &OwnerPermit,
    (venue, id): (VenueId, LabourRequestId),
) -> Result<OwnRequest, AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    let found = rows::find(app.store(), &permit.actor().scope(), id).await?;
    let request = found.filter(|request| request.venue == venue.id).ok_or(AppError::NotFound)?;
    Ok(OwnRequest { request, venue, messages: message::list(app.store(), id).await? })
}

/// Answers a question, also a second time. A repeated `key` answers nothing. `version` is that of the shown thread.
///
/// # Errors
/// [`AppError::Invalid`] without a `text`; [`Refusal::WrongState`](camket_domain::refusal::Refusal::WrongState) once it is
/// ended; [`AppError::Conflict`], [`AppError::NotFound`], [`AppError::KeyReused`].
pub async fn answer_request(
    app: &App,
    permit: &OwnerPermit,
    key: Uuid,
    (venue, id, version): (VenueId, LabourRequestId, i32),
    text: &str,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let text = require_message(text)?;
    let content = CommandContent::new("labour.answer_request").with(id).with(version).with(text);
    let run = match idempotency::begin::<LabourRequestId>(app, actor.account, key, &content).await? {
        Attempt::Repeat(_) => return Ok(()),
        Attempt::First(run) => run,
    };
    let venue = load_own_venue(&run.tx, actor, venue).await?;
    let found = rows::find(&run.tx, &actor.scope(), id).await?;
    let before = found.filter(|request| request.venue == venue.id).ok_or(AppError::NotFound)?;
    let answered = decide(&before.with_shown(version)?, Command::Answer, app.now())?;
    rows::save(&run.tx, &answered).await?;
    let sent = Sent { side: RequestSide::Owner, text, by: ActorStamp::new(actor, app.now()) };
    insert_message(app, &run.tx, id, sent).await?;
    if let Some(officer) = accounts::find(&run.tx, answered.officer).await? {
        let link = LinkedPage::LabourThread { request: id }.into();
        app.notify(&run.tx, &officer, Notice::LabourAnswered { venue: venue.name, link }).await?;
    }
    let event = app.build_event(Some(actor), AuditAction::LabourAnswered, id.0).with_venue(venue.id);
    app.audit(&run.tx, event.with_note(answered.check.code())).await?;
    run.finish(&id).await
}
