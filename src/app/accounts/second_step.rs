//! The second step of a log-in. Between the password and the code there is no session: what the browser holds is sealed and opens
//! nothing by itself.

use camket_domain::accounts::factor::{SECOND_STEP_LIFETIME, TypedFactor};
use camket_domain::accounts::{Account, AccountStatus};
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_store::{Tx, accounts, sessions};
use serde::{Deserialize, Serialize};

use super::factors::{FactorOffer, checking, load_offer};
use super::session::{LoggedIn, hash_token, open_session};
use crate::{App, AppError, Client};

/// How far a log-in is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LogInStep {
    /// The session is open.
    Done(LoggedIn),
    /// The account has a second factor, which is asked for.
    CodeNeeded(SecondStep),
}

impl LogInStep {
    /// The session, if no second factor is asked for.
    pub fn into_session(self) -> Option<LoggedIn> {
        match self {
            Self::Done(logged_in) => Some(logged_in),
            Self::CodeNeeded(_) => None,
        }
    }
}

/// That the password was right, sealed, for its way through the browser. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondStep(String);

impl SecondStep {
    /// What the browser brought back.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Letters, digits, `-` and `_`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SecondStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecondStep(***)")
    }
}

/// What is sealed. The account's version makes it void when the password is changed meanwhile.
#[derive(Serialize, Deserialize)]
struct SealedStep {
    second_step_of: AccountId,
    version: i32,
    /// Unix time from which it is void.
    until: i64,
}

/// After the right password, or what stands for it: opens a session in `tx`, or asks for the second factor. `account` is as it is
/// stored now.
pub(crate) async fn take_first_step(
    app: &App,
    tx: &Tx,
    account: &Account,
    user_agent: &str,
) -> Result<LogInStep, AppError> {
    if !checking::has_factor(tx, account.id).await? {
        return Ok(LogInStep::Done(open_session(app, tx, account, user_agent, None).await?));
    }
    let until = (app.now() + SECOND_STEP_LIFETIME).unix_timestamp();
    let step = SealedStep { second_step_of: account.id, version: account.version, until };
    let plain = serde_json::to_vec(&step).map_err(AppError::internal)?;
    Ok(LogInStep::CodeNeeded(SecondStep(app.form_vault().seal(app.entropy(), &plain))))
}

/// Logs in by the second factor. An earlier session of the same browser (`before`) ends.
///
/// # Errors
/// [`AppError::NotFound`] if the log-in must begin anew; [`AppError::Invalid`] for `code`, `recovery` or `passkey`;
/// [`AppError::Throttled`].
pub async fn finish_log_in(
    app: &App,
    step: &SecondStep,
    typed: &TypedFactor,
    before: Option<&str>,
    client: &Client,
) -> Result<LoggedIn, AppError> {
    let account = load_account(app, step).await?;
    let tx = checking::begin_accepted(app, &account, typed, client).await?;
    if let Some(token) = before {
        sessions::end(&tx, &hash_token(token)).await?;
    }
    let logged_in = open_session(app, &tx, &account, &client.user_agent, Some(app.now())).await?;
    app.audit(&tx, app.build_event(Some(&logged_in.actor), AuditAction::LoggedIn, account.id.0)).await?;
    tx.commit().await?;
    Ok(logged_in)
}

/// What may be typed after the password.
///
/// # Errors
/// [`AppError::NotFound`] if the log-in must begin anew.
pub async fn find_offer_at_log_in(app: &App, step: &SecondStep) -> Result<FactorOffer, AppError> {
    let account = load_account(app, step).await?;
    load_offer(app, account.id).await
}

/// The account of a log-in whose password was right.
///
/// # Errors
/// [`AppError::NotFound`] if the log-in must begin anew.
pub(super) async fn load_account(app: &App, SecondStep(sealed): &SecondStep) -> Result<Account, AppError> {
    let plain = app.form_vault().open(sealed).map_err(|_| AppError::NotFound)?;
    let step: SealedStep = serde_json::from_slice(&plain).map_err(|_| AppError::NotFound)?;
    let account = accounts::find(app.store(), step.second_step_of).await?;
    let is_open = app.now().unix_timestamp() < step.until;
    account
        .filter(|account| {
            is_open && account.status == AccountStatus::Active && account.version == step.version
        })
        .ok_or(AppError::NotFound)
}
