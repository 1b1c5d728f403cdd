//! Sign-up: an owner creates an account and confirms the login with a one-time code.

use camket_domain::accounts::one_time_code::{CodePurpose, SignUpDetails};
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{Account, AccountStatus, Login, Role};
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_domain::outbox::Notice;
use camket_store::{Tx, accounts};

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

/// Creates an unconfirmed account and sends a code to the client's attempt. Several people may sign up with one login
/// at a time: the account becomes that of the attempt whose code is typed, with the name and the password of that
/// attempt.
///
/// # Errors
/// [`AppError::Invalid`] for `login` if it is taken or its channel is not configured; [`AppError::Throttled`].
pub async fn sign_up(app: &App, given: SignUp, client: &Client) -> Result<(), AppError> {
    if !app.options().channels.contains(&given.login.channel()) {
        return Err(AppError::invalid("login", InputProblem::LoginChannel));
    }
    let turn = passwords::take_turn(app)?;
    let _ = throttle::count_attempt(app, ThrottleLimit::CodeSend, given.login.as_str(), client).await?;
    let hash = turn.hash(given.password).await?;
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
    send_confirmation(app, &tx, &account, read_details(&account), client).await?;
    app.audit(&tx, app.build_event(Some(&account.as_actor()), AuditAction::SignedUp, account.id.0)).await?;
    Ok(tx.commit().await?)
}

/// What was entered last to sign up.
fn read_details(account: &Account) -> Option<SignUpDetails> {
    let password_hash = account.password_hash.clone()?;
    Some(SignUpDetails { name: account.name.clone(), password_hash, language: account.language.clone() })
}

async fn send_confirmation(
    app: &App,
    tx: &Tx,
    account: &Account,
    details: Option<SignUpDetails>,
    client: &Client,
) -> Result<(), AppError> {
    // The message is in the language of its own attempt.
    let language = details.as_ref().map_or(&account.language, |details| &details.language);
    let account = Account { language: language.clone(), ..account.clone() };
    let notice = |code| Notice::ConfirmCode { code };
    send_code(app, tx, &account, (CodePurpose::Confirm, details), client, notice).await
}

/// Sends another code of the client's attempt. For an attempt that did not sign up, or a confirmed login, nothing is
/// sent, and that is no error.
///
/// # Errors
/// [`AppError::Throttled`]
pub async fn resend_code(app: &App, login: &Login, client: &Client) -> Result<(), AppError> {
    let _ = throttle::count_attempt(app, ThrottleLimit::CodeSend, login.as_str(), client).await?;
    let tx = app.store().begin_write().await?;
    let Some(account) = find_unconfirmed(&tx, login).await? else { return Ok(()) };
    if let Some(details) = super::codes::find_sign_up(app, &tx, &account, client).await? {
        send_confirmation(app, &tx, &account, Some(details), client).await?;
    }
    Ok(tx.commit().await?)
}

/// Goes on with a sign-up in another browser, or after its attempt is over: the password proves that it is the same
/// person's, and a code is sent to the client's attempt.
///
/// # Errors
/// [`AppError::Invalid`] for `login` if the login is not unconfirmed or the password is another; [`AppError::Throttled`].
pub async fn resume_sign_up(
    app: &App,
    login: &Login,
    password: String,
    client: &Client,
) -> Result<(), AppError> {
    let turn = passwords::take_turn(app)?;
    let _ = throttle::count_attempt(app, ThrottleLimit::CodeSend, login.as_str(), client).await?;
    let account = find_unconfirmed(app.store(), login).await?;
    let details = account.as_ref().and_then(read_details);
    let right = turn.verify(password, details.as_ref().map(|d| d.password_hash.clone())).await?;
    let (Some(account), true) = (account, right.is_right()) else {
        return Err(AppError::invalid("login", InputProblem::LogInWrong));
    };
    let tx = app.store().begin_write().await?;
    send_confirmation(app, &tx, &account, details, client).await?;
    Ok(tx.commit().await?)
}

async fn find_unconfirmed(
    reader: &impl camket_store::Reader,
    login: &Login,
) -> Result<Option<Account>, AppError> {
    let account = accounts::find_by_login(reader, login.as_str()).await?;
    Ok(account.filter(|a| a.status == AccountStatus::Unconfirmed && !a.role.is_staff()))
}

/// Confirms the sign-up of the client's attempt by its code, and logs in.
///
/// # Errors
/// [`AppError::Invalid`] for `code`; [`AppError::Throttled`].
pub async fn confirm(app: &App, login: &Login, code: &str, client: &Client) -> Result<LoggedIn, AppError> {
    let over = || AppError::invalid("code", InputProblem::CodeOver);
    let account = find_unconfirmed(app.store(), login).await?.ok_or_else(over)?;
    let used = check_code(app, &account, CodePurpose::Confirm, code, client).await?;
    let SignUpDetails { name, password_hash, language } = used.sign_up.ok_or_else(over)?;
    let tx = app.store().begin_write().await?;
    // Another attempt may have changed the row since.
    let account = find_unconfirmed(&tx, login).await?.ok_or_else(over)?;
    let password_hash = Some(password_hash);
    let account = Account { name, password_hash, language, status: AccountStatus::Active, ..account };
    accounts::save(&tx, &account).await?;
    app.audit(&tx, app.build_event(Some(&account.as_actor()), AuditAction::LoginConfirmed, account.id.0))
        .await?;
    let logged_in = session::open_session(app, &tx, &account, &client.user_agent, None).await?;
    tx.commit().await?;
    Ok(logged_in)
}
