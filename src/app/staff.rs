//! Staff accounts: managed by an administrator; the first administrator is added from the command line.

mod access;

use camket_domain::accounts::password::Password;
use camket_domain::accounts::{Account, AccountStatus, Login, Role};
use camket_domain::agencies::Agency;
use camket_domain::areas::{self, AreaCode};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{AccountId, AgencyId};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::paging::{Cursor, Paged};
use camket_domain::permissions::{Permit, rights};
use camket_store::{accounts, agencies, api_tokens, factors, passkeys, sessions};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::input::require_own_area;
use crate::printable::require_printable;
use crate::{App, AppError, InputProblem, passwords};

pub(crate) use access::{INVITATION_LIFETIME, ask_recovery, describe_invitation, offer_invitation};
pub use access::{StaffLink, confirm_access, decline_access, find_access_request, list_access_requests};
pub use camket_store::accounts::AccountFilter;

type StaffManagerPermit = Permit<rights::ManageAccounts>;

/// What an administrator enters for a member of staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffInput {
    pub name: String,
    pub login: Login,
    /// Never [`Role::Owner`].
    pub role: Role,
    pub agency: AgencyId,
    pub area: AreaCode,
    /// Title printed above an approver's name.
    pub title: String,
}

/// A page of the staff within the administrator's area.
pub async fn list(
    app: &App,
    permit: &StaffManagerPermit,
    filter: &AccountFilter,
    after: Option<Cursor>,
) -> Result<Paged<Account>, AppError> {
    Ok(accounts::list_staff(app.store(), &permit.actor().scope(), filter, after).await?)
}

/// One member of staff.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find(app: &App, permit: &StaffManagerPermit, id: AccountId) -> Result<Account, AppError> {
    accounts::find_staff(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// Invites a member of staff: creates an account without a password, and a link to set one. A repeated `key` returns the
/// same account and its link.
///
/// # Errors
/// [`AppError::Invalid`] for `login` (taken), `agency`, `area` or `role`.
pub async fn invite(
    app: &App,
    permit: &StaffManagerPermit,
    key: Uuid,
    member: StaffInput,
) -> Result<(AccountId, StaffLink), AppError> {
    check_member(app, permit, &member).await?;
    let content = describe_member(&member);
    let run = match idempotency::begin(app, permit.actor().account, key, &content).await? {
        Attempt::Repeat(id) => return load_repeated_invitation(app, permit, id).await,
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    if accounts::find_by_login(tx, member.login.as_str()).await?.is_some() {
        return Err(AppError::invalid("login", InputProblem::LoginTaken));
    }
    let account = build_unconfirmed(app, member);
    accounts::insert(tx, &account).await?;
    let link = access::offer_invitation(app, tx, permit.actor(), &account).await?;
    app.audit(tx, app.build_event(Some(permit.actor()), AuditAction::AccountInvited, account.id.0)).await?;
    run.finish(&account.id).await?;
    Ok((account.id, link))
}

fn describe_member(member: &StaffInput) -> CommandContent {
    CommandContent::new("staff.invite")
        .with(&member.name)
        .with(member.login.as_str())
        .with(member.role.code())
        .with_debug(&(member.agency, member.area))
        .with(&member.title)
}

/// The account and link of a repeated invitation, unless it has been accepted.
async fn load_repeated_invitation(
    app: &App,
    permit: &StaffManagerPermit,
    id: AccountId,
) -> Result<(AccountId, StaffLink), AppError> {
    let account = find(app, permit, id).await?;
    match account.status {
        AccountStatus::Unconfirmed => Ok((id, access::describe_invitation(app, &account))),
        AccountStatus::Active | AccountStatus::Disabled | AccountStatus::Counter | AccountStatus::Closed => {
            Err(AppError::Conflict)
        }
    }
}

pub(crate) fn build_unconfirmed(app: &App, member: StaffInput) -> Account {
    let now = app.now();
    Account {
        id: AccountId::new(now, app.entropy()),
        role: member.role,
        name: member.name,
        login: member.login,
        password_hash: None,
        status: AccountStatus::Unconfirmed,
        agency: Some(member.agency),
        area: Some(member.area),
        title: member.title,
        language: "vi".to_owned(),
        created_at: now,
        version: 1,
    }
}

/// Changes name, role, agency, area and title. Sessions and API tokens end, so that the new rights apply at once.
///
/// # Errors
/// [`AppError::Conflict`], [`AppError::Invalid`], [`AppError::NotFound`].
pub async fn update(
    app: &App,
    permit: &StaffManagerPermit,
    id: AccountId,
    version: i32,
    member: StaffInput,
) -> Result<(), AppError> {
    check_member(app, permit, &member).await?;
    let before = find(app, permit, id).await?;
    if before.id == permit.actor().account && member.role != Role::Administrator {
        return Err(AppError::invalid("role", InputProblem::RoleOwn));
    }
    let after = Account {
        name: member.name,
        role: member.role,
        agency: Some(member.agency),
        area: Some(member.area),
        title: member.title,
        version,
        ..before
    };
    save(app, permit, &after, AuditAction::AccountChanged).await
}

/// Disables an account; its sessions and API tokens end at once.
///
/// # Errors
/// [`AppError::Invalid`] for one's own; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn disable(
    app: &App,
    permit: &StaffManagerPermit,
    id: AccountId,
    version: i32,
) -> Result<(), AppError> {
    if id == permit.actor().account {
        return Err(AppError::invalid("role", InputProblem::AccountOwn));
    }
    let account = find(app, permit, id).await?;
    let disabled = Account { status: AccountStatus::Disabled, version, ..account };
    save(app, permit, &disabled, AuditAction::AccountDisabled).await
}

/// Enables a disabled account; without a password it waits for its invitation.
///
/// # Errors
/// [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn enable(
    app: &App,
    permit: &StaffManagerPermit,
    id: AccountId,
    version: i32,
) -> Result<(), AppError> {
    let account = find(app, permit, id).await?;
    let status =
        if account.password_hash.is_some() { AccountStatus::Active } else { AccountStatus::Unconfirmed };
    save(app, permit, &Account { status, version, ..account }, AuditAction::AccountEnabled).await
}

async fn save(
    app: &App,
    permit: &StaffManagerPermit,
    account: &Account,
    action: AuditAction,
) -> Result<(), AppError> {
    let tx = app.store().begin_write().await?;
    accounts::save(&tx, account).await?;
    sessions::end_all(&tx, account.id).await?;
    api_tokens::end_all(&tx, account.id, app.now()).await?;
    app.audit(&tx, app.build_event(Some(permit.actor()), action, account.id.0)).await?;
    Ok(tx.commit().await?)
}

/// Resets an account: takes the password away and sends a link to set a new one. Where no channel reaches the person,
/// the link of some roles waits for another administrator, and nothing is changed until then.
///
/// # Errors
/// [`Refusal::WrongState`](camket_domain::refusal::Refusal::WrongState) for a disabled account;
/// [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn reset_password(
    app: &App,
    permit: &StaffManagerPermit,
    id: AccountId,
    version: i32,
) -> Result<StaffLink, AppError> {
    let account = find(app, permit, id).await?;
    if account.version != version {
        return Err(AppError::Conflict);
    }
    let tx = app.store().begin_write().await?;
    let link = access::reset_or_ask(app, &tx, permit.actor(), account).await?;
    tx.commit().await?;
    Ok(link)
}

/// Checks that role, agency and area fit together and lie within the administrator's area.
async fn check_member(app: &App, permit: &StaffManagerPermit, member: &StaffInput) -> Result<(), AppError> {
    check_person(permit, member)?;
    let scope = permit.actor().scope();
    match agencies::find_in_scope(app.store(), &scope, member.agency).await? {
        None => Err(AppError::invalid("agency", InputProblem::AgencyUnknown)),
        Some(agency) => check_employment(member, &agency),
    }
}

fn check_person(permit: &StaffManagerPermit, member: &StaffInput) -> Result<(), AppError> {
    require_printable(&[("name", &member.name), ("title", &member.title)])?;
    require_own_area(permit.actor().area.as_ref(), member.area)?;
    if !member.role.is_staff() {
        return Err(AppError::invalid("role", InputProblem::RoleStaff));
    }
    Ok(())
}

/// As [`check_member`], where the agency may not be in the register yet.
pub(crate) fn check_member_of(
    permit: &StaffManagerPermit,
    member: &StaffInput,
    agency: &Agency,
) -> Result<(), AppError> {
    check_person(permit, member)?;
    check_employment(member, agency)
}

fn check_employment(member: &StaffInput, agency: &Agency) -> Result<(), AppError> {
    if !areas::list_codes_within(&agency.area).contains(&member.area) {
        return Err(AppError::invalid("area", InputProblem::AreaOutsideAgency));
    }
    if !agency.may_employ(member.role) {
        return Err(AppError::invalid("agency", InputProblem::AgencyFunction));
    }
    Ok(())
}

/// Adds an active member of staff with a password from the command line, such as the first administrator.
///
/// # Errors
/// [`AppError::Invalid`] if the login is taken.
pub async fn create_from_console(
    app: &App,
    name: String,
    login: Login,
    role: Role,
    agency: Option<AgencyId>,
    area: Option<AreaCode>,
    password: Password,
) -> Result<AccountId, AppError> {
    let hash = passwords::take_turn(app)?.hash(password).await?;
    let tx = app.store().begin_write().await?;
    if accounts::find_by_login(&tx, login.as_str()).await?.is_some() {
        return Err(AppError::invalid("login", InputProblem::LoginTaken));
    }
    let now = app.now();
    let account = Account {
        id: AccountId::new(now, app.entropy()),
        role,
        name,
        login,
        password_hash: Some(hash),
        status: AccountStatus::Active,
        agency,
        area,
        title: String::new(),
        language: "vi".to_owned(),
        created_at: now,
        version: 1,
    };
    accounts::insert(&tx, &account).await?;
    app.audit(&tx, app.build_event(None, AuditAction::AccountInvited, account.id.0).with_note("console"))
        .await?;
    tx.commit().await?;
    Ok(account.id)
}

/// Disables an account from the command line.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn disable_from_console(app: &App, login: &Login) -> Result<(), AppError> {
    let account = accounts::find_by_login(app.store(), login.as_str()).await?.ok_or(AppError::NotFound)?;
    let tx = app.store().begin_write().await?;
    accounts::save(&tx, &Account { status: AccountStatus::Disabled, ..account.clone() }).await?;
    sessions::end_all(&tx, account.id).await?;
    api_tokens::end_all(&tx, account.id, app.now()).await?;
    app.audit(&tx, app.build_event(None, AuditAction::AccountDisabled, account.id.0).with_note("console"))
        .await?;
    Ok(tx.commit().await?)
}

/// Enables a disabled account from the command line; without a password it waits for its invitation.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn enable_from_console(app: &App, login: &Login) -> Result<(), AppError> {
    let account = accounts::find_by_login(app.store(), login.as_str()).await?.ok_or(AppError::NotFound)?;
    let status =
        if account.password_hash.is_some() { AccountStatus::Active } else { AccountStatus::Unconfirmed };
    let tx = app.store().begin_write().await?;
    accounts::save(&tx, &Account { status, ..account.clone() }).await?;
    app.audit(&tx, app.build_event(None, AuditAction::AccountEnabled, account.id.0).with_note("console"))
        .await?;
    Ok(tx.commit().await?)
}

/// Sets a password from the command line, for someone who lost it and cannot receive messages. Activates an account that
/// waits for its invitation; a disabled one stays disabled.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn reset_from_console(app: &App, login: &Login, password: Password) -> Result<(), AppError> {
    let account = accounts::find_by_login(app.store(), login.as_str()).await?.ok_or(AppError::NotFound)?;
    let hash = passwords::take_turn(app)?.hash(password).await?;
    let tx = app.store().begin_write().await?;
    let status = match account.status {
        other @ (AccountStatus::Disabled | AccountStatus::Counter | AccountStatus::Closed) => other,
        AccountStatus::Active | AccountStatus::Unconfirmed => AccountStatus::Active,
    };
    let account = Account { password_hash: Some(hash), status, ..account };
    accounts::save(&tx, &account).await?;
    sessions::end_all(&tx, account.id).await?;
    api_tokens::end_all(&tx, account.id, app.now()).await?;
    app.audit(&tx, app.build_event(None, AuditAction::AccountReset, account.id.0).with_note("console"))
        .await?;
    Ok(tx.commit().await?)
}

/// Removes the second factors of an account, passkeys too, from the command line, for someone who lost the phone and the recovery codes: its
/// sessions end, and where one is required the next log-in sets up another. Returns whether there was one.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn remove_factor_from_console(app: &App, login: &Login) -> Result<bool, AppError> {
    let account = accounts::find_by_login(app.store(), login.as_str()).await?.ok_or(AppError::NotFound)?;
    let tx = app.store().begin_write().await?;
    let had_app = factors::delete(&tx, account.id).await?;
    let had_passkeys = passkeys::delete_all(&tx, account.id).await? > 0;
    if !had_app && !had_passkeys {
        return Ok(false);
    }
    factors::delete_codes(&tx, account.id).await?;
    sessions::end_all(&tx, account.id).await?;
    app.audit(&tx, app.build_event(None, AuditAction::FactorRemoved, account.id.0).with_note("console"))
        .await?;
    let notice = Notice::FactorRemoved { name: account.name.clone(), link: LinkedPage::OwnFactors.into() };
    app.notify(&tx, &account, notice).await?;
    tx.commit().await?;
    Ok(true)
}
