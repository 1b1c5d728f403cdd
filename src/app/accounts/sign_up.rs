//! Sign-up: an owner creates an account and confirms the login with a one-time code.

use camket_domain::accounts::one_time_code::CodePurpose;
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{Account, AccountStatus, Login, Role};
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_domain::outbox::Notice;
use camket_store::accounts;

use super::session::{self, LoggedIn};
use super::{check_code, send_code};
use crate::throttle::{self, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem, passwords};

/// What an owner enters to sign up.
#[derive(Clone, Debug)]
pub struct SignUp {
    pub name: String,
    /// E-mail or mobile number.
    pub login: Login,
    pub password: Password,
    /// "vi" or "en".
    pub language: String,
}

/// Creates an account and sends a code. An unconfirmed account with the same login is overwritten: only who can read
/// the code can confirm it.
///
/// # Errors
/// [`AppError::Invalid`] for `login` if it is taken or its channel is not configured; [`AppError::Throttled`].
pub async fn sign_up(app: &App, given: SignUp, client: &Client) -> Result<(), AppError> {
    if !app.options().channels.contains(&given.login.channel()) {
        return Err(AppError::invalid("login", InputProblem::LoginChannel));
    }
    throttle::count_attempt(app, ThrottleLimit::CodeSend, given.login.as_str(), client).await?;
    let hash = passwords::hash(app, given.password).await?;
    let tx = app.store().begin_write().await?;
    let before = accounts::find_by_login(&tx, given.login.as_str()).await?;
    if before.as_ref().is_some_and(|a| a.status != AccountStatus::Unconfirmed || a.role.is_staff()) {
        return Err(AppError::invalid("login", InputProblem::LoginTaken));
    }
    let now = app.now();
    let account = Account {
        id: before.as_ref().map_or_else(|| AccountId::new(now, app.entropy()), |a| a.id),
        role: Role::Owner,
        name: given.name,
        login: given.login,
        password_hash: Some(hash),
        status: AccountStatus::Unconfirmed,
        agency: None,
        area: None,
        title: String::new(),
        language: given.language,
        created_at: before.as_ref().map_or(now, |a| a.created_at),
        version: before.as_ref().map_or(1, |a| a.version),
    };
    match before {
        None => accounts::insert(&tx, &account).await?,
        Some(_) => accounts::save(&tx, &account).await?,
    }
    send_code(app, &tx, &account, CodePurpose::Confirm, |code| Notice::ConfirmCode { code }).await?;
    app.audit(&tx, app.build_event(Some(&account.as_actor()), AuditAction::SignedUp, account.id.0)).await?;
    Ok(tx.commit().await?)
}

/// Sends a new confirmation code. For an unknown or confirmed login nothing is sent, and that is no error.
///
/// # Errors
/// [`AppError::Throttled`]
pub async fn resend_code(app: &App, login: &Login, client: &Client) -> Result<(), AppError> {
    throttle::count_attempt(app, ThrottleLimit::CodeSend, login.as_str(), client).await?;
    let tx = app.store().begin_write().await?;
    let Some(account) = accounts::find_by_login(&tx, login.as_str()).await? else { return Ok(()) };
    if account.status == AccountStatus::Unconfirmed {
        send_code(app, &tx, &account, CodePurpose::Confirm, |code| Notice::ConfirmCode { code }).await?;
    }
    Ok(tx.commit().await?)
}

/// Confirms an account by its code and logs it in.
///
/// # Errors
/// [`AppError::Invalid`] for `code`; [`AppError::Throttled`].
pub async fn confirm(app: &App, login: &Login, code: &str, client: &Client) -> Result<LoggedIn, AppError> {
    let account = accounts::find_by_login(app.store(), login.as_str()).await?;
    let Some(account) = account.filter(|a| a.status == AccountStatus::Unconfirmed && !a.role.is_staff())
    else {
        return Err(AppError::invalid("code", InputProblem::CodeOver));
    };
    check_code(app, &account, CodePurpose::Confirm, code, client).await?;
    let tx = app.store().begin_write().await?;
    let account = Account { status: AccountStatus::Active, ..account };
    accounts::save(&tx, &account).await?;
    app.audit(&tx, app.build_event(Some(&account.as_actor()), AuditAction::LoginConfirmed, account.id.0))
        .await?;
    let logged_in = session::open_session(app, &tx, &account).await?;
    tx.commit().await?;
    Ok(logged_in)
}
