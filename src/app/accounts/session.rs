//! Sessions, opened and found. The cookie's value is 256 random bits; the database holds its SHA-256.

use camket_credential::digest::sha256_hex;
use camket_domain::accounts::factor::FactorStanding;
use camket_domain::accounts::session::{Session, name_agent};
use camket_domain::accounts::{Account, AccountStatus, Actor, EnteringOfficer};
use camket_domain::clock::random_bytes;
use camket_domain::ids::AccountId;
use camket_domain::permissions::Action;
use camket_store::{Tx, accounts, sessions};
use data_encoding::BASE64URL_NOPAD;
use time::OffsetDateTime;

use super::closing;
use crate::{App, AppError};

/// A session that was just opened.
#[derive(Clone, PartialEq, Eq)]
pub struct LoggedIn {
    /// The cookie's value.
    pub token: String,
    pub actor: Actor,
    /// Whether the log-in took back that the account is closed.
    pub took_closing_back: bool,
}

impl std::fmt::Debug for LoggedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoggedIn").field("actor", &self.actor.account).finish_non_exhaustive()
    }
}

/// Opens a session in `tx`, in the browser with this `User-Agent` header. `confirmed_at`: when a second factor was typed; `None`
/// only if the account has none. If its owner closed the account, that is taken back.
pub(crate) async fn open_session(
    app: &App,
    tx: &Tx,
    account: &Account,
    user_agent: &str,
    confirmed_at: Option<OffsetDateTime>,
) -> Result<LoggedIn, AppError> {
    let token = BASE64URL_NOPAD.encode(&random_bytes::<32>(app.entropy()));
    let now = app.now();
    let session = Session {
        hash: hash_token(&token),
        account: account.id,
        counter_for: None,
        agent: name_agent(user_agent),
        confirmed_at,
        created_at: now,
        seen_at: now,
    };
    sessions::insert(tx, &session).await?;
    let took_closing_back = closing::take_back(app, tx, account).await?;
    Ok(LoggedIn { token, actor: account.as_actor(), took_closing_back })
}

/// Who calls with a session cookie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caller {
    pub actor: Actor,
    /// What the session owes of a second factor; at the counter that of the officer.
    pub factor: FactorStanding,
}

/// The actor of a session cookie, if its session is open and its account active.
pub async fn find_actor(app: &App, token: &str) -> Result<Option<Actor>, AppError> {
    Ok(find_caller(app, token).await?.map(|caller| caller.actor))
}

/// As [`find_actor`], with what the session owes of a second factor.
pub async fn find_caller(app: &App, token: &str) -> Result<Option<Caller>, AppError> {
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
    let factor = FactorStanding::new(session.confirmed_at, account.role, app.options().factors, now);
    let actor = match session.counter_for {
        Some(owner) => find_counter_actor(app, &account, owner).await?,
        None => account.as_actor(),
    };
    Ok(Some(Caller { actor, factor }))
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
