//! Transfer of a venue to another owner: offered and taken back by its owner; seen, accepted or declined by the other one.
//!
//! Whether an account has the log-in that an owner types, the answer does not tell. What was declared, decided and inspected
//! stays with the venue; what the new owner must sign and fill in anew follows from [`camket_domain::transfers::hand_on`].

mod answer;

use camket_domain::accounts::{Account, AccountStatus, Actor, Login, Role};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{TransferId, VenueId};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::transfers::{Command, TransferState, VenueTransfer, decide};
use camket_domain::venue_register::Operation;
use camket_domain::venues::Venue;
use camket_store::{Reader, StoreError, Tx, accounts, transfers as rows, venue_operations};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::venues::{check_venue_editable, load_own_venue, lock_own_venue};
use crate::{App, AppError, InputProblem, throttle};

pub use answer::{OfferedVenue, accept, decline, list_offered, load_offered};
pub use camket_store::transfers::MAX_SHOWN;

type OwnerPermit = Permit<rights::KeepVenues>;

/// A venue with the offer of it that waits for an answer.
#[derive(Clone, Debug)]
pub struct OwnTransfer {
    pub venue: Venue,
    /// `None` if nothing is offered, or its time is over.
    pub offer: Option<VenueTransfer>,
}

/// One of the owner's venues with its open offer.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_own(app: &App, permit: &OwnerPermit, venue: VenueId) -> Result<OwnTransfer, AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    let offer = rows::find_unsettled(app.store(), venue.id).await?.filter(|offer| offer.is_open(app.now()));
    Ok(OwnTransfer { venue, offer })
}

/// Offers a venue to a log-in. If an owner's account has it, a message tells its owner. A repeated `key` offers nothing twice.
///
/// # Errors
/// [`AppError::Invalid`] for the own `login`; [`Refusal::NotAllowed`] at the counter; [`Refusal::OfferedAlready`];
/// [`Refusal::InReview`], [`Refusal::VenueClosed`]; [`AppError::Throttled`], [`AppError::NotFound`].
pub async fn offer(
    app: &App,
    permit: &OwnerPermit,
    key: Uuid,
    venue: VenueId,
    login: &Login,
) -> Result<TransferId, AppError> {
    let actor = permit.actor();
    require_the_owner_herself(actor)?;
    let content = CommandContent::new("transfers.offer").with(venue).with(login.as_str());
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(id) => return Ok(id),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let venue = lock_own_venue(tx, actor, venue).await?;
    check_transferable(tx, &venue).await?;
    let own = accounts::find(tx, actor.account).await?.ok_or(AppError::NotFound)?;
    if own.login == *login {
        return Err(AppError::invalid("login", InputProblem::TransferToOneself));
    }
    end_what_is_over(app, tx, venue.id).await?;
    throttle::count_offer(app, tx, actor.account).await?;
    let now = app.now();
    let transfer = VenueTransfer {
        id: TransferId::new(now, app.entropy()),
        venue: venue.id,
        from: actor.account,
        login: login.as_str().to_owned(),
        to: None,
        state: TransferState::Offered,
        offered_at: now,
        settled_at: None,
        version: 1,
    };
    rows::insert(tx, &transfer).await.map_err(|error| match error {
        StoreError::Duplicate => Refusal::OfferedAlready.into(),
        other => AppError::from(other),
    })?;
    tell_whom_it_is_offered(app, tx, &transfer, &venue, &own).await?;
    let event = app.build_event(Some(actor), AuditAction::TransferOffered, transfer.id.0);
    app.audit(tx, event.with_venue(venue.id)).await?;
    run.finish(&transfer.id).await?;
    Ok(transfer.id)
}

/// The time of an answer must not tell whether there is an account: something is written in both cases.
async fn tell_whom_it_is_offered(
    app: &App,
    tx: &Tx,
    transfer: &VenueTransfer,
    venue: &Venue,
    from: &Account,
) -> Result<(), AppError> {
    match find_recipient(tx, &transfer.login).await? {
        Some(to) => {
            let notice = Notice::TransferOffered {
                venue: venue.name.clone(),
                name: from.name.clone(),
                link: LinkedPage::Transfer { transfer: transfer.id }.into(),
            };
            app.notify(tx, &to, notice).await
        }
        None => throttle::count_without_code(app, tx, &transfer.login).await,
    }
}

/// The owner's account with this log-in, to which messages can be sent.
async fn find_recipient(reader: &impl Reader, login: &str) -> Result<Option<Account>, AppError> {
    let found = accounts::find_by_login(reader, login).await?;
    Ok(found.filter(|to| to.role == Role::Owner && to.status == AccountStatus::Active))
}

/// Takes the open offer of a venue back. `version` is that of the offer that the page showed.
///
/// # Errors
/// [`Refusal::WrongState`] if nothing is offered any more; [`AppError::Conflict`], [`AppError::NotFound`].
pub async fn take_back(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
    version: i32,
) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let venue = lock_own_venue(&tx, actor, venue).await?;
    let offered = rows::find_unsettled(&tx, venue.id).await?.ok_or(Refusal::WrongState)?;
    if offered.version != version {
        return Err(AppError::Conflict);
    }
    rows::save(&tx, &decide(&offered, Command::TakeBack, app.now())?).await?;
    let event = app.build_event(Some(actor), AuditAction::TransferTakenBack, offered.id.0);
    app.audit(&tx, event.with_venue(venue.id)).await?;
    if let Some(to) = find_recipient(&tx, &offered.login).await?.filter(|_| offered.is_open(app.now())) {
        app.notify(&tx, &to, Notice::TransferTakenBack { venue: venue.name }).await?;
    }
    Ok(tx.commit().await?)
}

/// At the counter nobody gives a venue away or takes one over: owners do it themselves, or with a claim code.
fn require_the_owner_herself(actor: &Actor) -> Result<(), Refusal> {
    if actor.entered_by.is_some() { Err(Refusal::NotAllowed) } else { Ok(()) }
}

/// Checks that a venue can be offered, and taken over.
async fn check_transferable(reader: &impl Reader, venue: &Venue) -> Result<(), AppError> {
    check_venue_editable(reader, venue).await?;
    let last = venue_operations::find_latest(reader, venue.id).await?;
    if last.is_some_and(|last| last.operation == Operation::Closed) {
        return Err(Refusal::VenueClosed.into());
    }
    Ok(())
}

/// Ends an earlier offer whose time is over, so that another one can be made.
async fn end_what_is_over(app: &App, tx: &Tx, venue: VenueId) -> Result<(), AppError> {
    let earlier = rows::find_unsettled(tx, venue).await?.filter(|offer| !offer.is_open(app.now()));
    match earlier {
        Some(over) => Ok(rows::save(tx, &decide(&over, Command::TakeBack, app.now())?).await?),
        None => Ok(()),
    }
}
