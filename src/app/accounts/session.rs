//! Log-in and log-out. The cookie's value is 256 random bits; the database holds its SHA-256.

use std::sync::atomic::Ordering;

use camket_credential::digest::sha256_hex;
use camket_domain::accounts::session::{Session, name_agent};
use camket_domain::accounts::{Account, AccountStatus, Actor, EnteringOfficer, Login};
use camket_domain::audit::AuditAction;
use camket_domain::clock::random_bytes;
use camket_domain::ids::AccountId;
use camket_domain::permissions::Action;
use camket_store::{Tx, accounts, sessions};
use data_encoding::BASE64URL_NOPAD;
use time::OffsetDateTime;

use crate::passwords::{self, PasswordMatch};
use crate::throttle::{self, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem};

/// Failed log-ins of one account that its trail records in 24 hours.
const MAX_RECORDED_FAILURES: i32 = 20;

/// A session that was just opened.
#[derive(Clone, PartialEq, Eq)]
pub struct LoggedIn {
    /// The cookie's value.
    pub token: String,
    pub actor: Actor,
}

impl std::fmt::Debug for LoggedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoggedIn").field("actor", &self.actor.account).finish_non_exhaustive()
    }
}

/// Logs in. An earlier session of the same browser (`before`) ends: a session never passes to another account.
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
) -> Result<LoggedIn, AppError> {
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
        AccountStatus::Disabled | AccountStatus::Counter => {
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
    if rehashed.is_some() {
        accounts::save(&tx, &Account { password_hash: rehashed, ..account.clone() }).await?;
    }
    if let Some(token) = before {
        sessions::end(&tx, &hash_token(token)).await?;
    }
    let logged_in = open_session(app, &tx, &account, &client.user_agent).await?;
    app.audit(&tx, app.build_event(Some(&logged_in.actor), AuditAction::LoggedIn, account.id.0)).await?;
    tx.commit().await?;
    Ok(logged_in)
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

/// Opens a session in `tx`, in the browser with this `User-Agent` header.
pub(crate) async fn open_session(
    app: &App,
    tx: &Tx,
    account: &Account,
    user_agent: &str,
) -> Result<LoggedIn, AppError> {
    let token = BASE64URL_NOPAD.encode(&random_bytes::<32>(app.entropy()));
    let now = app.now();
    let session = Session {
        hash: hash_token(&token),
        account: account.id,
        counter_for: None,
        agent: name_agent(user_agent),
        created_at: now,
        seen_at: now,
    };
    sessions::insert(tx, &session).await?;
    Ok(LoggedIn { token, actor: account.as_actor() })
}

/// The actor of a session cookie, if its session is open and its account active.
pub async fn find_actor(app: &App, token: &str) -> Result<Option<Actor>, AppError> {
    let hash = hash_token(token);
    let now = app.now();
    let Some(session) = sessions::find(app.store(), &hash).await? else { return Ok(None) };
    if !session.is_valid(now, app.options().sessions) {
        return Ok(None);
    }
    let account = accounts::find(app.store(), session.account).await?;
    if session.needs_touch(now) {
        match record_use(app, &hash, now).await {
            // Whoever reads is not kept from it; the next request records the use.
            Ok(()) | Err(AppError::Busy(_) | AppError::NoRoom | AppError::SetBack) => {}
            Err(error) => return Err(error),
        }
    }
    let Some(account) = account.filter(|a| a.status == AccountStatus::Active) else { return Ok(None) };
    match session.counter_for {
        Some(owner) => Ok(Some(find_counter_actor(app, &account, owner).await?)),
        None => Ok(Some(account.as_actor())),
    }
}

async fn record_use(app: &App, hash: &str, now: OffsetDateTime) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    sessions::record_use(&tx, hash, now).await?;
    Ok(tx.commit().await?)
}

/// The owner for whom an officer enters at the counter, as an actor; the officer, if that is over.
async fn find_counter_actor(app: &App, officer: &Account, owner: AccountId) -> Result<Actor, AppError> {
    let own = officer.as_actor();
    if !own.may(Action::EnterAtCounter) {
        return Ok(own);
    }
    let owner = accounts::find_counter(app.store(), &own.scope(), owner).await?;
    let entered_by = Some(EnteringOfficer {
        account: officer.id,
        name: officer.name.clone(),
        role: officer.role,
        area: officer.area,
    });
    Ok(owner.map_or(own, |owner| Actor { entered_by, ..owner.as_actor() }))
}

/// When the session of a cookie ends at the latest (UTC), however often it is used; `None` if it is not open.
pub async fn find_session_end(app: &App, token: &str) -> Result<Option<OffsetDateTime>, AppError> {
    let limits = app.options().sessions;
    let session = sessions::find(app.store(), &hash_token(token)).await?;
    Ok(session.filter(|open| open.is_valid(app.now(), limits)).map(|open| open.created_at + limits.absolute))
}

pub async fn log_out(app: &App, token: &str) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    sessions::end(&tx, &hash_token(token)).await?;
    Ok(tx.commit().await?)
}

pub(crate) fn hash_token(token: &str) -> String {
    sha256_hex(token.as_bytes())
}
