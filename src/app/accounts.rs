//! Owners' accounts, and log-in for all accounts.

mod closing;
mod codes;
mod factors;
mod log_in;
mod own_sessions;
mod passkeys;
mod recovery;
mod second_step;
mod session;
mod sign_up;

use camket_domain::accounts::Account;
use camket_domain::accounts::factor::FRESH_FOR;
use camket_domain::accounts::password::Password;
use camket_domain::audit::AuditAction;
use camket_domain::permissions::{Permit, rights};
use camket_store::{accounts, api_tokens, sessions};

use crate::passwords::{self, HashingTurn};
use crate::throttle::{self, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem};

pub use closing::{ClosingSheet, close_account, load_closing};
pub use codes::begin_attempt;
pub(crate) use codes::{check_code, send_code};
pub use factors::{
    FactorOffer, FactorSetUp, FactorsSheet, begin_set_up, confirm_session, find_offer, find_offer_in_session,
    finish_set_up, load_factors, load_set_up, remove_factor, renew_codes,
};
pub use log_in::log_in;
pub use own_sessions::{OwnSession, SessionsSheet, end_other_sessions, end_session, load_sessions};
pub use passkeys::{
    PasskeyQuestion, PasskeyRequest, begin_passkey, challenge_log_in, challenge_session, find_passkey,
    finish_passkey, load_begun_passkey, remove_passkey, rename_passkey,
};
pub use recovery::{accept_invitation, load_invited, request_reset, reset_password};
pub(crate) use second_step::take_first_step;
pub use second_step::{LogInStep, SecondStep, find_offer_at_log_in, finish_log_in};
pub(crate) use session::hash_token;
pub use session::{Caller, LoggedIn, find_actor, find_caller, find_session_end, log_out};
pub use sign_up::{SignUp, confirm, resend_code, resume_sign_up, sign_up};

/// Loads the account of the permit's holder.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_own(app: &App, permit: &Permit<rights::UseAccount>) -> Result<Account, AppError> {
    accounts::find(app.store(), permit.actor().account).await?.ok_or(AppError::NotFound)
}

/// Changes the password of the permit's holder, ends all sessions and API tokens, and opens a new session.
///
/// # Errors
/// [`AppError::Invalid`] for `current` if the present password is wrong; [`AppError::Throttled`].
pub async fn change_password(
    app: &App,
    permit: &Permit<rights::UseAccount>,
    current: String,
    new: Password,
    client: &Client,
) -> Result<LoggedIn, AppError> {
    let turn = passwords::take_turn(app)?;
    let account = load_own(app, permit).await?;
    check_password_in(&turn, app, &account, current, client).await?;
    let hash = turn.hash(new).await?;
    let tx = app.store().begin_write().await?;
    accounts::save(&tx, &Account { password_hash: Some(hash), ..account.clone() }).await?;
    sessions::end_all(&tx, account.id).await?;
    api_tokens::end_all(&tx, account.id, app.now()).await?;
    // The session before had typed the second factor, some time ago.
    let has_factor = factors::checking::has_factor(&tx, account.id).await?;
    let confirmed = has_factor.then(|| app.now() - FRESH_FOR);
    let logged_in = session::open_session(app, &tx, &account, &client.user_agent, confirmed).await?;
    app.audit(&tx, app.build_event(Some(permit.actor()), AuditAction::PasswordChanged, account.id.0)).await?;
    tx.commit().await?;
    Ok(logged_in)
}

/// Checks that `typed` is the account's password, and counts the attempt.
pub(crate) async fn check_password(
    app: &App,
    account: &Account,
    typed: String,
    client: &Client,
) -> Result<(), AppError> {
    check_password_in(&passwords::take_turn(app)?, app, account, typed, client).await
}

async fn check_password_in(
    turn: &HashingTurn<'_>,
    app: &App,
    account: &Account,
    typed: String,
    client: &Client,
) -> Result<(), AppError> {
    let whom = account.login.as_str();
    let attempt = throttle::count_attempt(app, ThrottleLimit::Password, whom, client).await?;
    if !turn.verify(typed, account.password_hash.clone()).await?.is_right() {
        return Err(AppError::invalid("current", InputProblem::PasswordWrong));
    }
    let tx = app.store().begin_write().await?;
    attempt.take_back(&tx).await?;
    Ok(tx.commit().await?)
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
