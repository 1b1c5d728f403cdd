//! Messages that were not sent, as an operator handles them from the console, and an administrator on a page.

use camket_domain::accounts::Actor;
use camket_domain::audit::AuditAction;
use camket_domain::permissions::{Permit, rights};
use camket_store::outbox::{self, UnsentMessage};
use uuid::Uuid;

use crate::{App, AppError};

pub use camket_store::outbox::UnsentChoice;

/// Most messages that are listed.
pub const MAX_UNSENT: u64 = 500;

/// Who handles messages that were not sent.
#[derive(Clone, Copy, Debug)]
pub enum OutboxKeeper<'a> {
    /// Whoever may run the program's commands.
    Console,
    Administrator(&'a Permit<rights::KeepOutbox>),
}

impl OutboxKeeper<'_> {
    fn actor(&self) -> Option<&Actor> {
        match self {
            Self::Console => None,
            Self::Administrator(permit) => Some(permit.actor()),
        }
    }
}

/// The messages that were not sent, the oldest first: at most [`MAX_UNSENT`] and one.
pub async fn list_unsent(app: &App, _keeper: OutboxKeeper<'_>) -> Result<Vec<UnsentMessage>, AppError> {
    Ok(outbox::list_unsent(app.store(), MAX_UNSENT + 1).await?)
}

/// Makes messages due now, as if nothing had been tried; returns how many. One whose code or link was blanked when it was
/// given up is left: it would say nothing, and its recipient asks for a new one.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn retry_unsent(
    app: &App,
    keeper: OutboxKeeper<'_>,
    which: UnsentChoice,
) -> Result<usize, AppError> {
    let tx = app.store().begin_write().await?;
    let mut messages = outbox::find_unsent(&tx, which).await?;
    messages.retain_mut(|message| message.notice.secret_mut().is_none_or(|secret| !secret.is_empty()));
    if messages.is_empty() {
        return Err(AppError::NotFound);
    }
    let ids: Vec<_> = messages.iter().map(|message| message.id).collect();
    outbox::retry(&tx, &ids, app.now()).await?;
    let event = app.build_event(keeper.actor(), AuditAction::MessagesRetried, target_of(which));
    app.audit(&tx, event.with_note(ids.len().to_string())).await?;
    tx.commit().await?;
    Ok(ids.len())
}

/// Deletes messages that were not sent; returns how many.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn drop_unsent(app: &App, keeper: OutboxKeeper<'_>, which: UnsentChoice) -> Result<u64, AppError> {
    let tx = app.store().begin_write().await?;
    let count = outbox::delete_unsent(&tx, which).await?;
    if count == 0 {
        return Err(AppError::NotFound);
    }
    let event = app.build_event(keeper.actor(), AuditAction::MessagesDropped, target_of(which));
    app.audit(&tx, event.with_note(count.to_string())).await?;
    tx.commit().await?;
    Ok(count)
}

fn target_of(which: UnsentChoice) -> Uuid {
    match which {
        UnsentChoice::One(id) => id.0,
        UnsentChoice::GivenUp => Uuid::nil(),
    }
}
