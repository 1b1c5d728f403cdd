//! At the counter: an officer opens an owner without a log-in, and enters for them as the owner would. What is entered is
//! the officer's in the audit trail, and the officer may not confirm it.

use std::collections::HashMap;

use camket_domain::accounts::{Account, AccountStatus, Login, Role};
use camket_domain::audit::AuditAction;
use camket_domain::identifiers::Email;
use camket_domain::ids::AccountId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::Venue;
use camket_store::{accounts, sessions, venues};
use time::Duration;
use uuid::Uuid;

use crate::accounts::hash_token;
use crate::idempotency::{self, Attempt, CommandContent};
use crate::printable::require_printable;
use crate::{App, AppError};

type CounterPermit = Permit<rights::EnterAtCounter>;

pub use camket_store::accounts::MAX_COUNTER;

/// An owner without a log-in, with the venues entered for them.
#[derive(Clone, Debug)]
pub struct CounterOwner {
    pub account: Account,
    pub venues: Vec<Venue>,
}

/// Opens an owner without a log-in. A repeated `key` returns the first one.
///
/// # Errors
/// [`AppError::Invalid`] for a name that cannot be printed; [`Refusal::NotAllowed`] without an area.
pub async fn open_owner(
    app: &App,
    permit: &CounterPermit,
    key: Uuid,
    name: &str,
) -> Result<AccountId, AppError> {
    let actor = permit.actor();
    let area = actor.area.ok_or(Refusal::NotAllowed)?;
    require_printable(&[("name", name)])?;
    let content = CommandContent::new("counter.open_owner").with(name);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let id = AccountId::new(app.now(), app.entropy());
    let account = Account {
        id,
        role: Role::Owner,
        name: name.to_owned(),
        login: build_login(id)?,
        password_hash: None,
        status: AccountStatus::Counter,
        agency: None,
        area: Some(area),
        title: String::new(),
        language: "vi".to_owned(),
        created_at: app.now(),
        version: 1,
    };
    accounts::insert(&run.tx, &account).await?;
    app.audit(&run.tx, app.build_event(Some(actor), AuditAction::CounterOpened, id.0)).await?;
    run.finish(&id).await?;
    Ok(id)
}

/// A log-in that nobody can type: the domain `invalid` is never assigned (RFC 2606).
fn build_login(id: AccountId) -> Result<Login, AppError> {
    let address = format!("{}@counter.invalid", id.0.simple());
    Email::parse(&address).map(Login::Email).map_err(|_| AppError::internal("no log-in for the counter"))
}

/// The owners without a log-in of the officer's area, newest first.
pub async fn list_owners(app: &App, permit: &CounterPermit) -> Result<Vec<CounterOwner>, AppError> {
    let accounts = accounts::list_counter(app.store(), &permit.actor().scope()).await?;
    let ids: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
    let mut by_owner: HashMap<AccountId, Vec<Venue>> = HashMap::new();
    for venue in venues::list_by_owners(app.store(), &ids).await? {
        by_owner.entry(venue.owner).or_default().push(venue);
    }
    let owners = accounts.into_iter().map(|account| {
        let venues = by_owner.remove(&account.id).unwrap_or_default();
        CounterOwner { account, venues }
    });
    // An owner without a venue was opened just now, or took the venues over.
    let is_shown = |owner: &CounterOwner| {
        !owner.venues.is_empty() || owner.account.created_at > app.now() - Duration::DAY
    };
    Ok(owners.filter(is_shown).collect())
}

/// The venues of an owner without a log-in.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list_venues(
    app: &App,
    permit: &CounterPermit,
    owner: AccountId,
) -> Result<Vec<Venue>, AppError> {
    let scope = permit.actor().scope();
    accounts::find_counter(app.store(), &scope, owner).await?.ok_or(AppError::NotFound)?;
    Ok(venues::list_by_owner(app.store(), owner).await?)
}

/// Begins to enter for an owner: the officer's session acts for them until [`leave`].
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn enter(
    app: &App,
    permit: &CounterPermit,
    session: &str,
    owner: AccountId,
) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    accounts::find_counter(&tx, &permit.actor().scope(), owner).await?.ok_or(AppError::NotFound)?;
    sessions::set_counter(&tx, &hash_token(session), Some(owner)).await?;
    Ok(tx.commit().await?)
}

/// Ends entering for an owner.
pub async fn leave(app: &App, session: &str) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    sessions::set_counter(&tx, &hash_token(session), None).await?;
    Ok(tx.commit().await?)
}
