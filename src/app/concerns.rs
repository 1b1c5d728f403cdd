//! Concerns of the public: reported by anyone, handled by the officers of the commune.

mod report;

use camket_domain::accounts::{Actor, Scope};
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::certificates::ShortCode;
use camket_domain::concerns::lifecycle::{Command, decide};
use camket_domain::concerns::{Concern, ConcernState, SealedContact};
use camket_domain::ids::{ConcernId, VenueId};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_domain::sealed::SealedNumber;
use camket_store::{audit, concerns};

use crate::input::require_reason;
use crate::{App, AppError, throttle};

pub use camket_store::concerns::{ConcernCounts, ConcernView};
pub use report::{SubmittedConcern, report};

type ConcernReaderPermit = Permit<rights::ReadConcerns>;
type ConcernOfficerPermit = Permit<rights::TriageConcerns>;

/// Everything that an officer sees of a concern.
#[derive(Clone, Debug)]
pub struct ConcernDossier {
    pub concern: Concern,
    pub has_photo: bool,
    /// Its audit events, newest first.
    pub trail: Vec<AuditEvent>,
}

/// A page of the queue within the officer's area.
pub async fn list(
    app: &App,
    permit: &ConcernReaderPermit,
    view: ConcernView,
    after: Option<Cursor>,
) -> Result<Paged<Concern>, AppError> {
    Ok(concerns::list(app.store(), &permit.actor().scope(), view, after).await?)
}

/// The open urgent concerns, oldest first.
pub async fn list_urgent(app: &App, permit: &ConcernReaderPermit) -> Result<Paged<Concern>, AppError> {
    Ok(concerns::list_urgent(app.store(), &permit.actor().scope()).await?)
}

/// The number of concerns in each of the officer's views.
pub async fn count_views(app: &App, permit: &ConcernReaderPermit) -> Result<ConcernCounts, AppError> {
    let actor = permit.actor();
    Ok(concerns::count_views(app.store(), &actor.scope(), actor.account).await?)
}

pub async fn find(app: &App, permit: &ConcernReaderPermit, id: ConcernId) -> Result<Concern, AppError> {
    concerns::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// One concern with its audit trail.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_dossier(
    app: &App,
    permit: &ConcernReaderPermit,
    id: ConcernId,
) -> Result<ConcernDossier, AppError> {
    let concern = find(app, permit, id).await?;
    let has_photo = concerns::photo::find(app.store(), id).await?.is_some();
    Ok(ConcernDossier { concern, has_photo, trail: audit::list_by_target(app.store(), id.0).await? })
}

/// The photo of a concern, as JPEG.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_photo(app: &App, permit: &ConcernReaderPermit, id: ConcernId) -> Result<Vec<u8>, AppError> {
    find(app, permit, id).await?;
    concerns::photo::find(app.store(), id).await?.ok_or(AppError::NotFound)
}

/// Applies `command` to a concern. `version` is the version that the page showed.
///
/// # Errors
/// A refusal of the state machine; [`AppError::Conflict`] if the concern changed meanwhile; [`AppError::NotFound`].
pub async fn apply_command(
    app: &App,
    permit: &ConcernOfficerPermit,
    id: ConcernId,
    version: i32,
    command: Command,
) -> Result<Concern, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let before = concerns::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    if before.version != version {
        return Err(AppError::Conflict);
    }
    let action = map_to_audit_action(&command);
    let after = decide(&before, command, actor, app.now())?;
    concerns::save(&tx, &after).await?;
    let note = after.closure().map_or("", |closure| closure.outcome.state().code());
    app.audit(&tx, build_event(app, actor, action, id).with_note(note)).await?;
    tx.commit().await?;
    Ok(after)
}

fn map_to_audit_action(command: &Command) -> AuditAction {
    match command {
        Command::Take | Command::TakeOver => AuditAction::ConcernTaken,
        Command::Release => AuditAction::ConcernReleased,
        Command::Close(..) => AuditAction::ConcernClosed,
    }
}

/// An event without a venue: the venue's timeline, which its owner reads, must never show a concern.
fn build_event(app: &App, actor: &Actor, action: AuditAction, id: ConcernId) -> AuditEvent {
    app.build_event(Some(actor), action, id.0)
}

/// Reveals the reporter's contact, and records who did and why.
///
/// # Errors
/// [`AppError::Invalid`] for a `reason` that is too short, or above the quota of a day; [`AppError::NotFound`], also
/// where no contact was given.
pub async fn reveal_contact(
    app: &App,
    permit: &ConcernOfficerPermit,
    id: ConcernId,
    reason: &str,
) -> Result<String, AppError> {
    let reason = require_reason(reason)?;
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let concern = concerns::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let sealed = concern.contact.ok_or(AppError::NotFound)?;
    throttle::count_reveal(app, &tx, actor.account).await?;
    let contact = open_contact(app, sealed)?;
    app.audit(&tx, build_event(app, actor, AuditAction::ContactRevealed, id).with_note(reason)).await?;
    tx.commit().await?;
    Ok(contact)
}

fn seal_contact(app: &App, contact: &str) -> SealedContact {
    SealedContact(app.vault().seal(app.entropy(), contact).sealed)
}

fn open_contact(app: &App, contact: SealedContact) -> Result<String, AppError> {
    let sealed = SealedNumber { sealed: contact.0, fingerprint: String::new(), last4: String::new() };
    app.vault().open(&sealed).map_err(AppError::internal)
}

/// The founded concern with this reference about `venue`: a ground for a surprise inspection there. `None` for any
/// other concern.
pub async fn find_founded(
    app: &App,
    permit: &ConcernReaderPermit,
    venue: VenueId,
    reference: &ShortCode,
) -> Result<Option<ConcernId>, AppError> {
    find_founded_concern(app.store(), &permit.actor().scope(), venue, reference).await
}

/// The founded concern with this reference about `venue`, within another use case.
pub(crate) async fn find_founded_concern(
    reader: &impl camket_store::Reader,
    scope: &Scope,
    venue: VenueId,
    reference: &ShortCode,
) -> Result<Option<ConcernId>, AppError> {
    let found = concerns::find_by_reference(reader, scope, reference).await?;
    let counts = |concern: &Concern| concern.state() == ConcernState::Founded && concern.venue == Some(venue);
    Ok(found.filter(counts).map(|concern| concern.id))
}
