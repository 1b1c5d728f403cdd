//! A new password: by one-time code when it is forgotten, by signed link when invited.

use camket_credential::links::{LinkSigner, LinkUse};
use camket_domain::accounts::one_time_code::CodePurpose;
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{Account, AccountStatus, Login};
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_domain::outbox::Notice;
use camket_store::{accounts, api_tokens, sessions};
use uuid::Uuid;

use super::second_step::{LogInStep, take_first_step};
use super::{check_code, send_code};
use crate::passwords::{self, HashingTurn};
use crate::throttle::{self, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem, staff};

/// Sends a code to an owner's active account; for a member of staff, asks an administrator to confirm. The answer is the same whether or not the account exists, and as much is written.
///
/// # Errors
/// [`AppError::Throttled`]
pub async fn request_reset(app: &App, login: &Login, client: &Client) -> Result<(), AppError> {
    let _ = throttle::count_attempt(app, ThrottleLimit::CodeSend, login.as_str(), client).await?;
    let tx = app.store().begin_write().await?;
    throttle::count_without_code(app, &tx, login.as_str()).await?;
    let account = accounts::find_by_login(&tx, login.as_str()).await?;
    match account.filter(|a| a.status == AccountStatus::Active) {
        Some(account) if account.role.is_staff() => staff::ask_recovery(app, &tx, &account).await?,
        Some(account) => {
            let notice = |code| Notice::ResetCode { code };
            send_code(app, &tx, &account, (CodePurpose::Reset, None), client, notice).await?;
        }
        None => {}
    }
    Ok(tx.commit().await?)
}

/// Sets a new password by code, ends all sessions and opens a new one; an account with a second factor is asked for it first.
///
/// # Errors
/// [`AppError::Invalid`] for `code`: always `code-refused`, which does not say whether there is an account;
/// [`AppError::Throttled`], [`AppError::Busy`].
pub async fn reset_password(
    app: &App,
    login: &Login,
    code: &str,
    new: Password,
    client: &Client,
) -> Result<LogInStep, AppError> {
    let turn = passwords::take_turn(app)?;
    let account = accounts::find_by_login(app.store(), login.as_str()).await?;
    let Some(account) = account.filter(|a| a.status == AccountStatus::Active && !a.role.is_staff()) else {
        let _ = throttle::count_attempt(app, ThrottleLimit::CodeTry, login.as_str(), client).await?;
        let tx = app.store().begin_write().await?;
        throttle::count_without_code(app, &tx, login.as_str()).await?;
        tx.commit().await?;
        return Err(AppError::invalid("code", InputProblem::CodeRefused));
    };
    match check_code(app, &account, CodePurpose::Reset, code, client).await {
        Err(AppError::Invalid(_)) => Err(AppError::invalid("code", InputProblem::CodeRefused)),
        checked => checked.map(drop),
    }?;
    set_password(app, &turn, account, new, &client.user_agent).await
}

/// The account of a valid invitation link.
///
/// # Errors
/// [`AppError::NotFound`] for a link that is invalid, expired or used.
pub async fn load_invited(app: &App, link: &str) -> Result<Account, AppError> {
    let id = LinkSigner::parse_id(link).ok_or(AppError::NotFound)?;
    let account =
        accounts::find(app.store(), AccountId(Uuid::from_bytes(id))).await?.ok_or(AppError::NotFound)?;
    // The link carries the account's version: it is void once it was used or the account was changed.
    let good = app.links().is_valid(LinkUse::Invitation, link, &account.version.to_string(), app.now());
    if good && account.status != AccountStatus::Disabled { Ok(account) } else { Err(AppError::NotFound) }
}

/// Accepts an invitation: sets the password, activates the account and logs in; an account with a second factor, whose access was
/// reset, is asked for it first.
///
/// # Errors
/// [`AppError::NotFound`] for a link that is invalid, expired or used.
pub async fn accept_invitation(
    app: &App,
    link: &str,
    new: Password,
    client: &Client,
) -> Result<LogInStep, AppError> {
    let turn = passwords::take_turn(app)?;
    let account = load_invited(app, link).await?;
    set_password(app, &turn, account, new, &client.user_agent).await
}

async fn set_password(
    app: &App,
    turn: &HashingTurn<'_>,
    account: Account,
    new: Password,
    user_agent: &str,
) -> Result<LogInStep, AppError> {
    let hash = turn.hash(new).await?;
    let account = Account { password_hash: Some(hash), status: AccountStatus::Active, ..account };
    let tx = app.store().begin_write().await?;
    accounts::save(&tx, &account).await?;
    let account = Account { version: account.version + 1, ..account };
    sessions::end_all(&tx, account.id).await?;
    api_tokens::end_all(&tx, account.id, app.now()).await?;
    let step = take_first_step(app, &tx, &account, user_agent).await?;
    app.audit(&tx, app.build_event(Some(&account.as_actor()), AuditAction::PasswordChanged, account.id.0))
        .await?;
    tx.commit().await?;
    Ok(step)
}
