//! Passkeys of one's own account: added, renamed, removed; challenges for those who confirm or log in with one.

mod registration;

use camket_credential::passkey::RelyingParty;
use camket_domain::accounts::Account;
use camket_domain::accounts::passkey::{ChallengePurpose, Passkey, check_removal};
use camket_domain::audit::AuditAction;
use camket_domain::ids::PasskeyId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_store::{accounts, factors, passkeys};
use data_encoding::BASE64URL_NOPAD;

use super::factors::{FactorPermit, end_without_factor, load_account, signing};
use super::second_step::{self, SecondStep};
use crate::throttle::{self, ThrottleLimit};
use crate::{App, AppError, Client};

pub use registration::{PasskeyRequest, begin_passkey, finish_passkey, load_begun_passkey};

/// What a browser asks its authenticators in place of a code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PasskeyQuestion {
    pub party: RelyingParty,
    /// Base64url.
    pub challenge: String,
    /// The ids of the account's passkeys, base64url.
    pub credentials: Vec<String>,
}

/// A challenge for the session with the cookie `token`.
///
/// # Errors
/// [`AppError::NotFound`] without a passkey, a session or an address that can have passkeys; [`AppError::Throttled`].
pub async fn challenge_session(
    app: &App,
    permit: &FactorPermit,
    token: &str,
    client: &Client,
) -> Result<PasskeyQuestion, AppError> {
    let account = load_account(app, permit).await?;
    ask(app, &account, token, client).await
}

/// A challenge for a log-in whose password was right.
///
/// # Errors
/// [`AppError::NotFound`] if the log-in must begin anew, or as of [`challenge_session`]; [`AppError::Throttled`].
pub async fn challenge_log_in(
    app: &App,
    step: &SecondStep,
    client: &Client,
) -> Result<PasskeyQuestion, AppError> {
    let account = second_step::load_account(app, step).await?;
    ask(app, &account, step.as_str(), client).await
}

async fn ask(app: &App, account: &Account, held: &str, client: &Client) -> Result<PasskeyQuestion, AppError> {
    let party = signing::find_party(app).filter(|_| !held.is_empty()).ok_or(AppError::NotFound)?;
    let known = passkeys::list(app.store(), account.id).await?;
    if known.is_empty() {
        return Err(AppError::NotFound);
    }
    let whom = account.login.as_str();
    // A bound on rows, not on guesses: it is not taken back.
    let _counted = throttle::count_attempt(app, ThrottleLimit::PasskeyChallenge, whom, client).await?;
    let tx = app.store().begin_write().await?;
    let made = signing::insert_challenge(app, &tx, account.id, held, ChallengePurpose::Confirmation).await?;
    tx.commit().await?;
    Ok(PasskeyQuestion { party, challenge: made.challenge, credentials: format_credentials(&known) })
}

fn format_credentials(known: &[Passkey]) -> Vec<String> {
    known.iter().map(|passkey| BASE64URL_NOPAD.encode(&passkey.credential)).collect()
}

/// One of the own passkeys.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_passkey(app: &App, permit: &FactorPermit, id: PasskeyId) -> Result<Passkey, AppError> {
    passkeys::find(app.store(), permit.actor().account, id).await?.ok_or(AppError::NotFound)
}

/// Gives a passkey another name. The same name changes nothing.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Conflict`] if it was renamed since `version`.
pub async fn rename_passkey(
    app: &App,
    permit: &FactorPermit,
    id: PasskeyId,
    version: i32,
    name: &str,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let passkey = passkeys::find(&tx, actor.account, id).await?.ok_or(AppError::NotFound)?;
    if passkey.version != version {
        return Err(AppError::Conflict);
    }
    if passkey.name == name {
        return Ok(());
    }
    passkeys::rename(&tx, &passkey, name).await?;
    let event = app.build_event(Some(actor), AuditAction::PasskeyRenamed, actor.account.0);
    app.audit(&tx, event.with_note(format!("{} → {name}", passkey.name))).await?;
    Ok(tx.commit().await?)
}

/// Removes a passkey; the recovery codes go with the last factor. The password proves that they are more than an open browser.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] for `current`; [`Refusal::LastFactor`]; [`AppError::Throttled`],
/// [`AppError::Busy`].
///
/// [`Refusal::LastFactor`]: camket_domain::refusal::Refusal::LastFactor
pub async fn remove_passkey(
    app: &App,
    permit: &FactorPermit,
    id: PasskeyId,
    password: String,
    client: &Client,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let account = load_account(app, permit).await?;
    super::check_password(app, &account, password, client).await?;
    let tx = app.store().begin_write().await?;
    // Two last factors that are removed at once would both see the other one.
    accounts::lock(&tx, account.id).await?;
    let passkey = passkeys::find(&tx, account.id, id).await?.ok_or(AppError::NotFound)?;
    let has_app = factors::find(&tx, account.id).await?.is_some_and(|factor| factor.is_on());
    let has_other = has_app || passkeys::count(&tx, account.id).await? > 1;
    check_removal(has_other, app.options().factors.requires(actor.role))?;
    passkeys::delete(&tx, account.id, id).await?;
    end_without_factor(&tx, account.id).await?;
    let event = app.build_event(Some(actor), AuditAction::PasskeyRemoved, account.id.0);
    app.audit(&tx, event.with_note(passkey.name.as_str())).await?;
    let (name, link) = (account.name.clone(), LinkedPage::OwnFactors.into());
    let notice = match has_other {
        true => Notice::PasskeyRemoved { name, passkey: passkey.name, link },
        false => Notice::FactorRemoved { name, link },
    };
    app.notify(&tx, &account, notice).await?;
    Ok(tx.commit().await?)
}
