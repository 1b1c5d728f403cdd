//! The sessions of the own account, and who logged in when.

use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::permissions::{Permit, rights};
use camket_store::{audit, sessions};
use time::OffsetDateTime;

use super::session::hash_token;
use crate::{App, AppError};

/// Events of the history that are shown.
const MAX_EVENTS: usize = 30;
/// Characters of the hash that name a session on a page: no cookie follows from them.
const HANDLE_CHARS: usize = 16;

/// A session that is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnSession {
    /// Names it on the page.
    pub handle: String,
    /// The browser; empty where it is not known.
    pub agent: String,
    pub opened_at: OffsetDateTime,
    /// To the minute.
    pub used_at: OffsetDateTime,
    /// Whether it is the one that asks.
    pub is_present: bool,
}

#[derive(Clone, Debug)]
pub struct SessionsSheet {
    /// The last used first.
    pub sessions: Vec<OwnSession>,
    /// Log-ins, failed ones, changed passwords and ended sessions, the latest first.
    pub history: Vec<AuditEvent>,
}

/// The open sessions of the own account; `token` is the cookie of the one that asks.
pub async fn load_sessions(
    app: &App,
    permit: &Permit<rights::UseAccount>,
    token: &str,
) -> Result<SessionsSheet, AppError> {
    let account = permit.actor().account;
    let (present, now, limits) = (hash_token(token), app.now(), app.options().sessions);
    let found = sessions::list(app.store(), account).await?;
    let open = found.into_iter().filter(|session| session.is_valid(now, limits));
    let sessions = open.map(|session| OwnSession {
        is_present: session.hash == present,
        handle: shorten(&session.hash).to_owned(),
        agent: session.agent,
        opened_at: session.created_at,
        used_at: session.seen_at,
    });
    let is_shown = |event: &AuditEvent| {
        matches!(
            event.action,
            AuditAction::LoggedIn
                | AuditAction::LogInFailed
                | AuditAction::PasswordChanged
                | AuditAction::SessionsEnded
                | AuditAction::AccountClosingAsked
                | AuditAction::AccountClosingTakenBack
                | AuditAction::AccountDataCopied
                | AuditAction::FactorSetUp
                | AuditAction::FactorRemoved
                | AuditAction::FactorFailed
                | AuditAction::RecoveryCodeUsed
                | AuditAction::RecoveryCodesMade
        )
    };
    let history = audit::list_by_target(app.store(), account.0).await?;
    let history = history.into_iter().filter(is_shown).take(MAX_EVENTS).collect();
    Ok(SessionsSheet { sessions: sessions.collect(), history })
}

fn shorten(hash: &str) -> &str {
    hash.get(..HANDLE_CHARS).unwrap_or(hash)
}

/// Ends a session of the own account.
///
/// # Errors
/// [`AppError::NotFound`] for one that is over, or another account's.
pub async fn end_session(
    app: &App,
    permit: &Permit<rights::UseAccount>,
    handle: &str,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let found = sessions::list(&tx, actor.account).await?;
    let session = found.iter().find(|session| shorten(&session.hash) == handle).ok_or(AppError::NotFound)?;
    sessions::end(&tx, &session.hash).await?;
    let event = app.build_event(Some(actor), AuditAction::SessionsEnded, actor.account.0);
    app.audit(&tx, event.with_note(session.agent.clone())).await?;
    Ok(tx.commit().await?)
}

/// Ends all sessions of the own account but the one that asks, whose cookie is `token`; returns how many.
pub async fn end_other_sessions(
    app: &App,
    permit: &Permit<rights::UseAccount>,
    token: &str,
) -> Result<u64, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let ended = sessions::end_others(&tx, actor.account, &hash_token(token)).await?;
    if ended > 0 {
        app.audit(&tx, app.build_event(Some(actor), AuditAction::SessionsEnded, actor.account.0)).await?;
    }
    tx.commit().await?;
    Ok(ended)
}
