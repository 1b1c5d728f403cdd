//! Log-in by password.

use std::sync::atomic::Ordering;

use camket_domain::accounts::{Account, AccountStatus, Login, PasswordHash};
use camket_domain::audit::AuditAction;
use camket_store::{Tx, accounts, sessions};

use super::second_step::{LogInStep, take_first_step};
use super::session::hash_token;
use crate::passwords::{self, PasswordMatch};
use crate::throttle::{self, MAX_RECORDED_FAILURES, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem};

/// Logs in by password; an account with a second factor is then asked for it. An earlier session of the same browser (`before`)
/// ends when the new one is opened: a session never passes to another account.
///
/// # Errors
/// [`AppError::Invalid`] for `login`: `log-in-wrong`, `log-in-unconfirmed` or, with the right password,
/// `log-in-disabled`; [`AppError::Throttled`], [`AppError::Busy`].
pub async fn log_in(
    app: &App,
    login: &Login,
    password: String,
    before: Option<&str>,
    client: &Client,
) -> Result<LogInStep, AppError> {
    let turn = passwords::take_turn(app)?;
    let attempt = throttle::count_attempt(app, ThrottleLimit::Password, login.as_str(), client).await?;
    let account = accounts::find_by_login(app.store(), login.as_str()).await?;
    let hash = account.as_ref().and_then(|a| a.password_hash.clone());
    let found = turn.verify(password.clone(), hash).await?;
    let account = match account {
        Some(account) if found.is_right() => account,
        other => return Err(record_failure(app, login, other.as_ref()).await?),
    };
    match account.status {
        AccountStatus::Disabled | AccountStatus::Counter | AccountStatus::Closed => {
            return Err(AppError::invalid("login", InputProblem::LogInDisabled));
        }
        AccountStatus::Unconfirmed => return Err(AppError::invalid("login", InputProblem::LogInUnconfirmed)),
        AccountStatus::Active => {}
    }
    let rehashed = match found {
        PasswordMatch::AsTyped => Some(turn.rehash(&password).await?),
        PasswordMatch::None | PasswordMatch::Composed => None,
    };
    let tx = app.store().begin_write().await?;
    attempt.take_back(&tx).await?;
    let account = save_rehashed(&tx, account, rehashed).await?;
    let step = take_first_step(app, &tx, &account, &client.user_agent).await?;
    if let LogInStep::Done(logged_in) = &step {
        if let Some(token) = before {
            sessions::end(&tx, &hash_token(token)).await?;
        }
        app.audit(&tx, app.build_event(Some(&logged_in.actor), AuditAction::LoggedIn, account.id.0)).await?;
    }
    tx.commit().await?;
    Ok(step)
}

async fn save_rehashed(
    tx: &Tx,
    account: Account,
    rehashed: Option<PasswordHash>,
) -> Result<Account, AppError> {
    if rehashed.is_none() {
        return Ok(account);
    }
    accounts::save(tx, &Account { password_hash: rehashed.clone(), ..account.clone() }).await?;
    Ok(Account { password_hash: rehashed, version: account.version + 1, ..account })
}

/// Records a failed log-in in the trail of the account, a few times a day: a stranger must not fill it. Without an
/// account as much is written, so that the response time does not reveal whether there is one.
async fn record_failure(app: &App, login: &Login, account: Option<&Account>) -> Result<AppError, AppError> {
    app.failed_log_ins().fetch_add(1, Ordering::Relaxed);
    let tx = app.store().begin_write().await?;
    let is_recorded = throttle::count_failure(app, &tx, login.as_str()).await? <= MAX_RECORDED_FAILURES;
    if let Some(account) = account.filter(|_| is_recorded) {
        app.audit(&tx, app.build_event(None, AuditAction::LogInFailed, account.id.0)).await?;
    }
    tx.commit().await?;
    Ok(AppError::invalid("login", InputProblem::LogInWrong))
}
