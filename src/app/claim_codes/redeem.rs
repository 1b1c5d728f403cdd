//! Using a claim code: to sign up with it, or on one's own account; to take a venue over, or to register the venue of a letter.

use camket_domain::accounts::{Account, AccountStatus, Actor, Login, Role};
use camket_domain::applications::Application;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::ShortCode;
use camket_domain::claim_codes::{ClaimCode, ClaimStanding, ClaimTarget};
use camket_domain::ids::{AccountId, CensusEntryId, VenueId};
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venues::Venue;
use camket_store::{
    Tx, accounts, api_tokens, applications, claim_codes, managers, sessions, venue_register, venues,
};

use super::{hash_code, may_stand_for};
use crate::accounts::{LogInStep, SignUp, take_first_step};
use crate::throttle::{self, CountedAttempt, ThrottleLimit};
use crate::{App, AppError, Client, InputProblem, census, passwords};

const REFUSED: AppError = AppError::invalid("code", InputProblem::ClaimCodeRefused);

/// A new account, and what its code was for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redeemed {
    /// The session, or the question for the second factor of an account that had one.
    pub step: LogInStep,
    /// The census entry whose venue is to be registered now.
    pub entry: Option<CensusEntryId>,
}

/// What a code gave to an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claimed {
    /// This venue was taken over.
    Venue(VenueId),
    /// The venue of this census entry is to be registered now.
    Entry(CensusEntryId),
}

/// Signs up with a code in place of a one-time code, and logs in. A code for a person is bound to the mobile number and gives
/// the account the name on the slip; a code for a venue gives it to the new account; with the code of a letter the account
/// registers the letter's venue.
///
/// # Errors
/// [`AppError::Invalid`] for `code` (wrong, used, revoked or over) or `login` (taken, or another number than on the slip); [`AppError::Throttled`], [`AppError::Busy`].
pub async fn redeem(app: &App, code: &str, given: SignUp, client: &Client) -> Result<Redeemed, AppError> {
    let turn = passwords::take_turn(app)?;
    let counted = throttle::count_attempt(app, ThrottleLimit::CodeTry, given.login.as_str(), client).await?;
    let hash = turn.hash(given.password.clone()).await?;
    let tx = app.store().begin_write().await?;
    let claim = lock_open(app, &tx, code).await?;
    let name = match &claim.target {
        ClaimTarget::Person { name, phone } => {
            if !matches!(&given.login, Login::Mobile(typed) if typed == phone) {
                return Err(AppError::invalid("login", InputProblem::ClaimPhoneOther));
            }
            name.clone()
        }
        ClaimTarget::Venue(_) | ClaimTarget::Entry(_) => given.name.clone(),
    };
    let account = save_account(app, &tx, &claim, Account { name, ..build_account(app, given, hash) }).await?;
    use_up(app, &tx, &claim, counted, &account.as_actor()).await?;
    app.audit(&tx, app.build_event(Some(&account.as_actor()), AuditAction::SignedUp, account.id.0)).await?;
    let step = take_first_step(app, &tx, &account, &client.user_agent).await?;
    tx.commit().await?;
    let entry = match claim.target {
        ClaimTarget::Entry(entry) => Some(entry),
        ClaimTarget::Venue(_) | ClaimTarget::Person { .. } => None,
    };
    Ok(Redeemed { step, entry })
}

/// Uses a code on the owner's own account.
///
/// # Errors
/// [`AppError::Invalid`] for `code`, also if it is bound to a person; [`AppError::Throttled`].
pub async fn claim(
    app: &App,
    permit: &Permit<rights::KeepVenues>,
    code: &str,
    client: &Client,
) -> Result<Claimed, AppError> {
    let actor = permit.actor();
    let who = actor.account.to_string();
    let counted = throttle::count_attempt(app, ThrottleLimit::CodeTry, &who, client).await?;
    let tx = app.store().begin_write().await?;
    let claim = lock_open(app, &tx, code).await?;
    let claimed = match claim.target {
        ClaimTarget::Venue(venue) => Claimed::Venue(venue),
        ClaimTarget::Entry(entry) => Claimed::Entry(entry),
        ClaimTarget::Person { .. } => return Err(REFUSED),
    };
    use_up(app, &tx, &claim, counted, actor).await?;
    tx.commit().await?;
    Ok(claimed)
}

async fn lock_open(app: &App, tx: &Tx, typed: &str) -> Result<ClaimCode, AppError> {
    let code = ShortCode::read(typed).map_err(|_| REFUSED)?;
    let claim = claim_codes::lock_by_hash(tx, &hash_code(app, &code)).await?;
    let claim = claim.ok_or(REFUSED)?;
    let refuse = |problem| Err(AppError::invalid("code", problem));
    // Who has the whole code may know what became of it.
    match claim.standing(app.now()) {
        ClaimStanding::Open => Ok(claim),
        ClaimStanding::Used => refuse(InputProblem::ClaimCodeUsed),
        ClaimStanding::Revoked => refuse(InputProblem::ClaimCodeRevoked),
        ClaimStanding::Over => refuse(InputProblem::ClaimCodeOver),
    }
}

async fn use_up(
    app: &App,
    tx: &Tx,
    claim: &ClaimCode,
    counted: CountedAttempt,
    owner: &Actor,
) -> Result<(), AppError> {
    if !claim_codes::use_up(tx, claim.id, owner.account, app.now()).await? {
        return Err(REFUSED);
    }
    counted.take_back(tx).await?;
    let mut event = app.build_event(Some(owner), AuditAction::ClaimCodeUsed, claim.id.0);
    match claim.target {
        ClaimTarget::Venue(venue) => {
            hand_over(app, tx, venue, owner.account).await?;
            event = event.with_venue(venue);
        }
        ClaimTarget::Entry(entry) => census::answer_letter(app, tx, owner, entry).await?,
        ClaimTarget::Person { .. } => {}
    }
    app.audit(tx, event).await
}

fn build_account(app: &App, given: SignUp, hash: camket_domain::accounts::PasswordHash) -> Account {
    let now = app.now();
    Account {
        id: AccountId::new(now, app.entropy()),
        role: Role::Owner,
        name: given.name,
        login: given.login,
        password_hash: Some(hash),
        status: AccountStatus::Active,
        agency: None,
        area: None,
        title: String::new(),
        language: given.language,
        created_at: now,
        version: 1,
    }
}

/// Saves the account that signs up: a new one, or that of the same phone which no message can reach, whose sessions end.
///
/// # Errors
/// [`AppError::Invalid`] for `login` if it is taken.
async fn save_account(app: &App, tx: &Tx, claim: &ClaimCode, given: Account) -> Result<Account, AppError> {
    let Some(before) = accounts::find_by_login(tx, given.login.as_str()).await? else {
        accounts::insert(tx, &given).await?;
        return Ok(given);
    };
    let bound = matches!(claim.target, ClaimTarget::Person { .. });
    let stands = before.status == AccountStatus::Unconfirmed || bound;
    if !stands || !may_stand_for(app, &before) {
        return Err(AppError::invalid("login", InputProblem::LoginTaken));
    }
    let account = Account { id: before.id, created_at: before.created_at, version: before.version, ..given };
    accounts::save(tx, &account).await?;
    sessions::end_all(tx, account.id).await?;
    api_tokens::end_all(tx, account.id, app.now()).await?;
    Ok(Account { version: account.version + 1, ..account })
}

/// Gives a venue with its applications to another owner, and tells the former one.
async fn hand_over(app: &App, tx: &Tx, id: VenueId, owner: AccountId) -> Result<(), AppError> {
    let venue = venues::lock_any(tx, id).await?.ok_or(REFUSED)?;
    let former = accounts::find(tx, venue.owner).await?;
    let name = venue.name.clone();
    save_with_new_owner(tx, &Venue { owner, ..venue }).await?;
    match former.filter(|former| former.id != owner && former.status == AccountStatus::Active) {
        Some(former) => app.notify(tx, &former, Notice::HandedOver { venue: name }).await,
        None => Ok(()),
    }
}

/// Saves a venue that has another owner, with its applications and what the register says of it. Its managers were the former
/// owner's choice, and are none any more.
pub(crate) async fn save_with_new_owner(tx: &Tx, venue: &Venue) -> Result<(), AppError> {
    for application in applications::list_by_venue(tx, venue.id).await? {
        let owner = venue.owner;
        applications::save(tx, &Application { owner, ..application }).await?;
    }
    managers::delete_of_venue(tx, venue.id).await?;
    venues::save(tx, venue).await?;
    venue_register::index_venues(tx, std::slice::from_ref(venue)).await?;
    Ok(venue_register::refresh(tx, &[venue.id]).await?)
}
