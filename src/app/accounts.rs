//! Owners' accounts, and log-in for all accounts.

mod codes;
mod recovery;
mod session;
mod sign_up;

use camket_domain::accounts::Account;
use camket_domain::accounts::password::Password;
use camket_domain::audit::AuditAction;
use camket_domain::permissions::{Permit, rights};
use camket_store::{accounts, sessions};

use crate::throttle::{self, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem, passwords};

pub(crate) use codes::{check_code, send_code};
pub use recovery::{accept_invitation, load_invited, request_reset, reset_password};
pub use session::{LoggedIn, find_actor, find_session_end, log_in, log_out};
pub use sign_up::{SignUp, confirm, resend_code, sign_up};

/// Loads the account of the permit's holder.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_own(app: &App, permit: &Permit<rights::UseAccount>) -> Result<Account, AppError> {
    accounts::find(app.store(), permit.actor().account).await?.ok_or(AppError::NotFound)
}

/// Changes the password of the permit's holder and ends the account's other sessions. `session` is the value of the
/// session cookie.
///
/// # Errors
/// [`AppError::Invalid`] for `current` if the present password is wrong; [`AppError::Throttled`].
pub async fn change_password(
    app: &App,
    permit: &Permit<rights::UseAccount>,
    current: String,
    new: Password,
    session: &str,
    client: &Client,
) -> Result<(), AppError> {
    let account = load_own(app, permit).await?;
    check_password(app, &account, current, client).await?;
    let hash = passwords::hash(app, new).await?;
    let tx = app.store().begin_write().await?;
    accounts::save(&tx, &Account { password_hash: Some(hash), ..account.clone() }).await?;
    sessions::end_all(&tx, account.id, Some(&session::hash_token(session))).await?;
    app.audit(&tx, app.build_event(Some(permit.actor()), AuditAction::PasswordChanged, account.id.0)).await?;
    Ok(tx.commit().await?)
}

/// Checks that `typed` is the account's password, and counts the attempt.
pub(crate) async fn check_password(
    app: &App,
    account: &Account,
    typed: String,
    client: &Client,
) -> Result<(), AppError> {
    let whom = account.login.as_str();
    throttle::count_attempt(app, ThrottleLimit::Password, whom, client).await?;
    if !passwords::verify(app, typed, account.password_hash.clone()).await? {
        return Err(AppError::invalid("current", InputProblem::PasswordWrong));
    }
    throttle::clear(app, ThrottleLimit::Password, whom).await
}

/// Sets the language of the account's messages.
///
/// # Errors
/// [`AppError::Conflict`]
pub async fn set_language(
    app: &App,
    permit: &Permit<rights::UseAccount>,
    language: &str,
) -> Result<(), AppError> {
    let account = load_own(app, permit).await?;
    let tx = app.store().begin_write().await?;
    accounts::save(&tx, &Account { language: language.to_owned(), ..account }).await?;
    Ok(tx.commit().await?)
}
