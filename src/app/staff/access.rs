//! The way into a staff account: the link that sets a password, who gets it, and the requests that another
//! administrator confirms. A link goes to the person; it is shown only where no channel reaches them.

use camket_credential::links::LinkUse;
use camket_domain::accounts::access_request::{AccessRequest, AccessRequestVersion};
use camket_domain::accounts::{Account, AccountStatus, Actor};
use camket_domain::audit::AuditAction;
use camket_domain::ids::AccountId;
use camket_domain::outbox::{Destination, LinkedPage, Notice};
use camket_domain::refusal::Refusal;
use camket_store::{Tx, accounts, api_tokens, sessions};
use time::Duration;

use super::{StaffManagerPermit, find};
use crate::{App, AppError};

/// How long the link that sets a password works.
pub(crate) const INVITATION_LIFETIME: Duration = Duration::days(7);

/// What becomes of the link that sets a password.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StaffLink {
    /// It is on its way to the person.
    Sent,
    /// No channel reaches the person: the address to hand over. It is shown once.
    HandOver(String),
    /// There is none yet: no channel reaches the person, and another administrator must confirm.
    Waiting,
}

fn is_reached(app: &App, account: &Account) -> bool {
    app.options().channels.contains(&account.login.channel())
}

/// Whether one administrator alone may not get the link.
fn needs_confirmation(app: &App, account: &Account) -> bool {
    !is_reached(app, account) && account.role.needs_second_administrator()
}

/// Offers the link of a new account.
pub(crate) async fn offer_invitation(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    account: &Account,
) -> Result<StaffLink, AppError> {
    if needs_confirmation(app, account) {
        return ask_for_access(app, tx, actor, account).await;
    }
    let name = account.name.clone();
    send_link(app, tx, account, |link| Notice::Invitation { name, link }).await
}

/// What became of the link of an account that was invited before.
pub(crate) fn describe_invitation(app: &App, account: &Account) -> StaffLink {
    match (is_reached(app, account), needs_confirmation(app, account)) {
        (true, _) => StaffLink::Sent,
        (false, true) => StaffLink::Waiting,
        (false, false) => StaffLink::HandOver(build_address(app, &sign_link(app, account))),
    }
}

async fn send_link(
    app: &App,
    tx: &Tx,
    account: &Account,
    notice: impl FnOnce(Destination) -> Notice,
) -> Result<StaffLink, AppError> {
    let token = sign_link(app, account);
    if !is_reached(app, account) {
        return Ok(StaffLink::HandOver(build_address(app, &token)));
    }
    app.notify(tx, account, notice(LinkedPage::Invitation { token }.into())).await?;
    Ok(StaffLink::Sent)
}

fn sign_link(app: &App, account: &Account) -> String {
    let until = app.now() + INVITATION_LIFETIME;
    app.links().sign(LinkUse::Invitation, *account.id.0.as_bytes(), until, &account.version.to_string())
}

fn build_address(app: &App, token: &str) -> String {
    app.url(app.paths().invitation(token))
}

async fn ask_for_access(app: &App, tx: &Tx, actor: &Actor, account: &Account) -> Result<StaffLink, AppError> {
    let request = AccessRequest {
        account: account.id,
        asked_by: actor.account,
        asked_by_name: actor.name.clone(),
        asked_at: app.now(),
    };
    accounts::save_access_request(tx, &request).await?;
    app.audit(tx, app.build_event(Some(actor), AuditAction::AccessAsked, account.id.0)).await?;
    Ok(StaffLink::Waiting)
}

/// Resets an account, or asks another administrator to confirm it.
pub(super) async fn reset_or_ask(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    account: Account,
) -> Result<StaffLink, AppError> {
    if account.status == AccountStatus::Disabled {
        return Err(Refusal::WrongState.into());
    }
    if needs_confirmation(app, &account) {
        return ask_for_access(app, tx, actor, &account).await;
    }
    reset(app, tx, actor, account).await
}

/// Takes the password away, ends sessions and API tokens, and sends a link. The person is told who did it.
async fn reset(app: &App, tx: &Tx, actor: &Actor, account: Account) -> Result<StaffLink, AppError> {
    let account = Account { password_hash: None, status: AccountStatus::Unconfirmed, ..account };
    accounts::save(tx, &account).await?;
    sessions::end_all(tx, account.id).await?;
    api_tokens::end_all(tx, account.id, app.now()).await?;
    accounts::delete_access_request(tx, account.id).await?;
    app.audit(tx, app.build_event(Some(actor), AuditAction::AccountReset, account.id.0)).await?;
    let (name, by) = (account.name.clone(), actor.name.clone());
    // The link is bound to the version that the save created.
    let saved = Account { version: account.version + 1, ..account };
    send_link(app, tx, &saved, |link| Notice::AccessReset { name, by, link }).await
}

/// Asks for a new way into a staff account whose holder forgot the password: six digits are too few for it, so an
/// administrator confirms and a link is sent. A request of an administrator is not replaced.
pub(crate) async fn ask_recovery(app: &App, tx: &Tx, account: &Account) -> Result<(), AppError> {
    if !is_reached(app, account) {
        return Ok(());
    }
    let open = accounts::find_access_request(tx, account.id).await?.filter(|one| one.is_open(app.now()));
    if open.is_none() {
        ask_for_access(app, tx, &account.as_actor(), account).await?;
    }
    app.notify(tx, account, Notice::RecoveryAsked { name: account.name.clone() }).await
}

/// The open requests for accounts within the administrator's area, oldest first, with their accounts.
pub async fn list_access_requests(
    app: &App,
    permit: &StaffManagerPermit,
) -> Result<Vec<(AccessRequest, Account)>, AppError> {
    let requests = accounts::list_access_requests(app.store(), &permit.actor().scope()).await?;
    let ids: Vec<_> = requests.iter().map(|request| request.account).collect();
    let people = accounts::find_many(app.store(), &ids).await?;
    let of = |request: AccessRequest| {
        let account = people.iter().find(|account| account.id == request.account)?.clone();
        Some((request, account))
    };
    Ok(requests.into_iter().filter(|request| request.is_open(app.now())).filter_map(of).collect())
}

/// The open request for an account.
///
/// # Errors
/// [`AppError::NotFound`] for an account outside the administrator's area.
pub async fn find_access_request(
    app: &App,
    permit: &StaffManagerPermit,
    id: AccountId,
) -> Result<Option<AccessRequest>, AppError> {
    let account = find(app, permit, id).await?;
    let request = accounts::find_access_request(app.store(), account.id).await?;
    Ok(request.filter(|request| request.is_open(app.now())))
}

/// Confirms a request: the account is reset, and the link goes to the person, or to this administrator if no channel
/// reaches the person. `shown` is what the administrator decides on.
///
/// # Errors
/// [`Refusal::SecondPerson`] for who asked, and for the person themself; [`Refusal::WrongState`] if the account is
/// disabled; [`AppError::NotFound`], [`AppError::Conflict`].
pub async fn confirm_access(
    app: &App,
    permit: &StaffManagerPermit,
    id: AccountId,
    shown: AccessRequestVersion,
) -> Result<StaffLink, AppError> {
    let account = find(app, permit, id).await?;
    let tx = app.store().begin_write().await?;
    let request = load_shown_request(app, &tx, &account, shown).await?;
    request.check_confirmer(permit.actor())?;
    let link = if request.asked_by == account.id || account.status == AccountStatus::Disabled {
        // Nobody can tell who sent a recovery form: this administrator counts as the first person.
        reset_or_ask(app, &tx, permit.actor(), account).await?
    } else {
        reset(app, &tx, permit.actor(), account).await?
    };
    tx.commit().await?;
    Ok(link)
}

/// Declines a request; the account stays as it is.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Conflict`].
pub async fn decline_access(
    app: &App,
    permit: &StaffManagerPermit,
    id: AccountId,
    shown: AccessRequestVersion,
) -> Result<(), AppError> {
    let account = find(app, permit, id).await?;
    let tx = app.store().begin_write().await?;
    let request = load_shown_request(app, &tx, &account, shown).await?;
    accounts::delete_access_request(&tx, request.account).await?;
    app.audit(&tx, app.build_event(Some(permit.actor()), AuditAction::AccessDeclined, id.0)).await?;
    Ok(tx.commit().await?)
}

/// The open request for `account`, unless it or the account is not as it was shown.
async fn load_shown_request(
    app: &App,
    tx: &Tx,
    account: &Account,
    shown: AccessRequestVersion,
) -> Result<AccessRequest, AppError> {
    let request = accounts::find_access_request(tx, account.id).await?;
    let request = request.filter(|request| request.is_open(app.now())).ok_or(AppError::NotFound)?;
    if request.version(account) == shown { Ok(request) } else { Err(AppError::Conflict) }
}
