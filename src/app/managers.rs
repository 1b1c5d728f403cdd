//! Managers of a venue: invited and removed by its owner; accepted, declined and left by whoever has the log-in.
//!
//! What a manager may do is in [`camket_domain::permissions`] (`WorkAtVenues`). Whether an account has the log-in that an owner
//! types, the answer does not tell.

use camket_domain::accounts::{Account, AccountStatus, Actor, Login, Role};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::ids::{ManagerId, VenueId};
use camket_domain::managers::{self as rule, VenueManager};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::Venue;
use camket_store::{Reader, StoreError, Tx, accounts, certificates, labour, managers as rows, venues};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::venues::{
    MAX_VENUES, VenueDossier, check_venue_editable, load_own_venue, load_venue_dossier, lock_own_venue,
};
use crate::{App, AppError, InputProblem, throttle};

pub use camket_store::managers::MAX_INVITATIONS;

type OwnerPermit = Permit<rights::KeepVenues>;
type KeeperPermit = Permit<rights::WorkAtVenues>;

/// The managers of one of the owner's venues, invited ones included.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
) -> Result<(Venue, Vec<VenueManager>), AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    let managers = rows::list_of_venue(app.store(), venue.id).await?;
    Ok((venue, managers))
}

/// Invites a log-in to manage a venue. If an owner's account has it, a message tells. A repeated `key` invites nobody twice.
///
/// # Errors
/// [`AppError::Invalid`] for the own `login`; [`Refusal::NotAllowed`] at the counter; [`Refusal::InvitedAlready`],
/// [`Refusal::ListFull`]; [`AppError::Throttled`], [`AppError::NotFound`].
pub async fn invite(
    app: &App,
    permit: &OwnerPermit,
    key: Uuid,
    venue: VenueId,
    login: &Login,
) -> Result<ManagerId, AppError> {
    let actor = permit.actor();
    require_own_account(actor)?;
    let content = CommandContent::new("managers.invite").with(venue).with(login.as_str());
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(id) => return Ok(id),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let venue = lock_own_venue(tx, actor, venue).await?;
    let own = accounts::find(tx, actor.account).await?.ok_or(AppError::NotFound)?;
    if own.login == *login {
        return Err(AppError::invalid("login", InputProblem::ManagerIsOwner));
    }
    rule::check_room(rows::list_of_venue(tx, venue.id).await?.len())?;
    throttle::count_offer(app, tx, actor.account).await?;
    let now = app.now();
    let manager = VenueManager {
        id: ManagerId::new(now, app.entropy()),
        venue: venue.id,
        login: login.as_str().to_owned(),
        invited_at: now,
        standing: rule::ManagerStanding::Invited,
        version: 1,
    };
    rows::insert(tx, &manager).await.map_err(|error| match error {
        StoreError::Duplicate => Refusal::InvitedAlready.into(),
        other => AppError::from(other),
    })?;
    tell_who_is_invited(app, tx, &manager, &venue, own.name).await?;
    let event = app.build_event(Some(actor), AuditAction::ManagerInvited, manager.id.0);
    app.audit(tx, event.with_venue(venue.id)).await?;
    run.finish(&manager.id).await?;
    Ok(manager.id)
}

/// The time of an answer must not tell whether there is an account: something is written in both cases.
async fn tell_who_is_invited(
    app: &App,
    tx: &Tx,
    manager: &VenueManager,
    venue: &Venue,
    name: String,
) -> Result<(), AppError> {
    let found = accounts::find_by_login(tx, &manager.login).await?;
    match found.filter(|to| to.role == Role::Owner && to.status == AccountStatus::Active) {
        Some(to) => {
            let link = LinkedPage::ManagerInvitation { manager: manager.id }.into();
            app.notify(tx, &to, Notice::ManagerInvited { venue: venue.name.clone(), name, link }).await
        }
        None => throttle::count_without_code(app, tx, &manager.login).await,
    }
}

/// At the counter nobody is invited, and nobody becomes a manager.
fn require_own_account(actor: &Actor) -> Result<(), Refusal> {
    if actor.entered_by.is_some() { Err(Refusal::NotAllowed) } else { Ok(()) }
}

/// Removes a manager, or takes an invitation back. Removed already, it changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] for another owner's venue.
pub async fn remove(app: &App, permit: &OwnerPermit, venue: VenueId, id: ManagerId) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let venue = lock_own_venue(&tx, actor, venue).await?;
    let Some(manager) = rows::find(&tx, id).await? else { return Ok(()) };
    if manager.venue != venue.id {
        return Err(AppError::NotFound);
    }
    rows::delete(&tx, id).await?;
    let event = app.build_event(Some(actor), AuditAction::ManagerRemoved, id.0).with_venue(venue.id);
    app.audit(&tx, event).await?;
    if let rule::ManagerStanding::Manages { account, .. } = manager.standing
        && let Some(former) = accounts::find(&tx, account).await?
    {
        app.notify(&tx, &former, Notice::ManagerRemoved { venue: venue.name }).await?;
    }
    Ok(tx.commit().await?)
}

/// The venues that the account manages, the latest first; with the ids under which it can leave them.
pub async fn list_managed(app: &App, permit: &KeeperPermit) -> Result<Vec<(VenueManager, Venue)>, AppError> {
    let managers = rows::list_of_account(app.store(), permit.actor().account).await?;
    let ids: Vec<_> = managers.iter().map(|manager| manager.venue).collect();
    let found = venues::find_many(app.store(), &permit.scope(), &ids).await?;
    let venue = |id: VenueId| found.iter().find(|venue| venue.id == id).cloned();
    Ok(managers.into_iter().filter_map(|one| venue(one.venue).map(|venue| (one, venue))).collect())
}

/// A venue as its manager sees it.
#[derive(Clone, Debug)]
pub struct ManagedVenue {
    pub manager: VenueManager,
    pub venue: Venue,
    pub certificate: Option<Certificate>,
    /// Workers who are present.
    pub workers: u64,
}

/// A venue that the account manages; `None` if it is the account's own.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_managed(
    app: &App,
    permit: &KeeperPermit,
    id: VenueId,
) -> Result<Option<ManagedVenue>, AppError> {
    let (store, account) = (app.store(), permit.actor().account);
    let venue = venues::find(store, &permit.scope(), id).await?.ok_or(AppError::NotFound)?;
    if venue.owner == account {
        return Ok(None);
    }
    let manager = rows::list_of_venue(store, id).await?.into_iter().find(|one| one.is_account(account));
    Ok(Some(ManagedVenue {
        manager: manager.ok_or(AppError::NotFound)?,
        certificate: certificates::find_latest(store, id).await?,
        workers: labour::count(store, id).await?,
        venue,
    }))
}

/// The invitations of the account's log-in, the latest first, with the names of their venues; none at the counter.
pub async fn list_invitations(
    app: &App,
    permit: &OwnerPermit,
) -> Result<Vec<(VenueManager, String)>, AppError> {
    let actor = permit.actor();
    if actor.entered_by.is_some() {
        return Ok(Vec::new());
    }
    let own = accounts::find(app.store(), actor.account).await?.ok_or(AppError::NotFound)?;
    let found = rows::list_invitations(app.store(), own.login.as_str()).await?;
    let names = venues::load_names(app.store(), found.iter().map(|one| one.venue)).await?;
    let name = |one: &VenueManager| names.get(&one.venue).cloned().unwrap_or_default();
    Ok(found.into_iter().map(|one| (one.clone(), name(&one))).collect())
}

/// An invitation of the account's log-in, or what the account manages, with the venue and the name of its owner.
///
/// # Errors
/// [`AppError::NotFound`]; [`Refusal::NotAllowed`] at the counter.
pub async fn load_invitation(
    app: &App,
    permit: &OwnerPermit,
    id: ManagerId,
) -> Result<(VenueManager, Venue, String), AppError> {
    let (manager, _) = find_invitation(app.store(), permit, id).await?;
    let venue = venues::find_any(app.store(), manager.venue).await?.ok_or(AppError::NotFound)?;
    let owner = accounts::find(app.store(), venue.owner).await?.ok_or(AppError::NotFound)?;
    Ok((manager, venue, owner.name))
}

async fn find_invitation(
    reader: &impl Reader,
    permit: &OwnerPermit,
    id: ManagerId,
) -> Result<(VenueManager, Account), AppError> {
    let actor = permit.actor();
    require_own_account(actor)?;
    let own = accounts::find(reader, actor.account).await?.ok_or(AppError::NotFound)?;
    let manager = rows::find(reader, id).await?.ok_or(AppError::NotFound)?;
    let is_invited = manager.is_invited() && manager.login == own.login.as_str();
    if is_invited || manager.is_account(actor.account) { Ok((manager, own)) } else { Err(AppError::NotFound) }
}

/// Accepts an invitation. Accepted again, it changes nothing.
///
/// # Errors
/// [`Refusal::ListFull`]; [`Refusal::NotAllowed`] at the counter; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn accept(app: &App, permit: &OwnerPermit, id: ManagerId) -> Result<VenueId, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let (invited, own) = find_invitation(&tx, permit, id).await?;
    if invited.is_account(actor.account) {
        return Ok(invited.venue);
    }
    if rows::count_of_account(&tx, actor.account).await? >= MAX_VENUES {
        return Err(Refusal::ListFull.into());
    }
    rows::save(&tx, &rule::accept(&invited, (actor.account, &own.name), app.now())?).await?;
    let event = app.build_event(Some(actor), AuditAction::ManagerAccepted, id.0).with_venue(invited.venue);
    app.audit(&tx, event).await?;
    tx.commit().await?;
    Ok(invited.venue)
}

/// Declines an invitation, or leaves a venue that the account manages.
///
/// # Errors
/// [`Refusal::NotAllowed`] at the counter; [`AppError::NotFound`].
pub async fn leave_venue(app: &App, permit: &OwnerPermit, id: ManagerId) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let (manager, _) = find_invitation(&tx, permit, id).await?;
    rows::delete(&tx, id).await?;
    let event = app.build_event(Some(actor), AuditAction::ManagerLeft, id.0).with_venue(manager.venue);
    app.audit(&tx, event).await?;
    Ok(tx.commit().await?)
}

/// A venue that the account owns or manages.
///
/// # Errors
/// [`AppError::NotFound`]
pub(crate) async fn load_kept_venue(
    reader: &impl Reader,
    permit: &KeeperPermit,
    id: VenueId,
) -> Result<Venue, AppError> {
    venues::find(reader, &permit.scope(), id).await?.ok_or(AppError::NotFound)
}

/// A venue that the account owns or manages and that may be changed now, locked until `tx` ends.
///
/// # Errors
/// [`Refusal::InReview`] while an application is in review; [`AppError::NotFound`].
pub(crate) async fn lock_kept_venue(tx: &Tx, permit: &KeeperPermit, id: VenueId) -> Result<Venue, AppError> {
    let venue = venues::lock(tx, &permit.scope(), id).await?.ok_or(AppError::NotFound)?;
    check_venue_editable(tx, &venue).await?;
    Ok(venue)
}

/// Everything about a venue that the account owns or manages.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_kept_dossier(
    app: &App,
    permit: &KeeperPermit,
    id: VenueId,
) -> Result<VenueDossier, AppError> {
    let venue = load_kept_venue(app.store(), permit, id).await?;
    load_venue_dossier(app.store(), venue).await
}
