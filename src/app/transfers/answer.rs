//! The other owner's side: what is offered to her, what she would take over, and her answer.

use camket_domain::accounts::{Account, Role};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::claim_codes::ClaimTarget;
use camket_domain::ids::{TransferId, VenueId};
use camket_domain::labour::requests::LabourRequestState;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::refusal::Refusal;
use camket_domain::transfers::{Command, TransferState, VenueTransfer, decide, hand_on};
use camket_domain::venues::{MissingStep, Venue};
use camket_store::labour::{self, request};
use camket_store::{Reader, Tx, accounts, claim_codes, demands, outbox, transfers as rows, venues};

use super::{OwnerPermit, check_transferable, require_the_owner_herself};
use crate::claim_codes::save_with_new_owner;
use crate::venue_operations::closing::find_open_certificate;
use crate::venues::MAX_VENUES;
use crate::{App, AppError};

/// A venue as it is offered: what comes with it, and what its new owner must do.
#[derive(Clone, Debug)]
pub struct OfferedVenue {
    pub transfer: VenueTransfer,
    pub venue: Venue,
    /// Name of the account that offers it.
    pub from: String,
    /// Workers who are present; not who they are.
    pub workers: u64,
    /// The certificate in force or suspended.
    pub certificate: Option<Certificate>,
    /// Open demands of inspections.
    pub demands: u64,
    /// Questions of the labour authority that wait for an answer, among the latest.
    pub questions: usize,
    /// Sections that must be filled in anew before the pledge is signed.
    pub anew: Vec<MissingStep>,
}

/// The offers to the account's log-in that can be accepted, the latest first, with the names of their venues; none at the
/// counter.
pub async fn list_offered(app: &App, permit: &OwnerPermit) -> Result<Vec<(VenueTransfer, String)>, AppError> {
    let actor = permit.actor();
    if actor.entered_by.is_some() {
        return Ok(Vec::new());
    }
    let own = accounts::find(app.store(), actor.account).await?.ok_or(AppError::NotFound)?;
    let offers = rows::list_unsettled_to(app.store(), own.login.as_str()).await?;
    let names = venues::load_names(app.store(), offers.iter().map(|offer| offer.venue)).await?;
    let name = |offer: &VenueTransfer| names.get(&offer.venue).cloned().unwrap_or_default();
    Ok(offers
        .into_iter()
        .filter(|offer| offer.is_open(app.now()))
        .map(|offer| (offer.clone(), name(&offer)))
        .collect())
}

/// A venue that is offered to the account's log-in, or that was and was answered by this account.
///
/// # Errors
/// [`AppError::NotFound`], also for an offer to somebody else and one that was taken back.
pub async fn load_offered(app: &App, permit: &OwnerPermit, id: TransferId) -> Result<OfferedVenue, AppError> {
    let store = app.store();
    let (transfer, _) = find_offered(store, permit, id).await?;
    let venue = find_venue(store, transfer.venue).await?;
    let from = accounts::find(store, transfer.from).await?.ok_or(AppError::NotFound)?;
    let asked = request::list_of_venue(store, venue.id, crate::labour::MAX_SHOWN_REQUESTS as u64).await?;
    let handed_on = hand_on(venue.clone(), permit.actor().account);
    Ok(OfferedVenue {
        from: from.name,
        workers: labour::count(store, venue.id).await?,
        certificate: find_open_certificate(app, store, venue.id).await?,
        demands: demands::count_open_of_venue(store, venue.id).await?,
        questions: asked.iter().filter(|one| one.state == LabourRequestState::Asked).count(),
        anew: handed_on.list_missing_sections(),
        transfer,
        venue,
    })
}

/// The offer with the account to which it is offered.
async fn find_offered(
    reader: &impl Reader,
    permit: &OwnerPermit,
    id: TransferId,
) -> Result<(VenueTransfer, Account), AppError> {
    let actor = permit.actor();
    require_the_owner_herself(actor)?;
    let own = accounts::find(reader, actor.account).await?.ok_or(AppError::NotFound)?;
    let transfer = rows::find(reader, id).await?.ok_or(AppError::NotFound)?;
    let is_offered = transfer.state == TransferState::Offered && transfer.login == own.login.as_str();
    if is_offered || transfer.to == Some(actor.account) {
        Ok((transfer, own))
    } else {
        Err(AppError::NotFound)
    }
}

async fn find_venue(reader: &impl Reader, id: VenueId) -> Result<Venue, AppError> {
    venues::find_any(reader, id).await?.ok_or(AppError::NotFound)
}

/// Takes the venue over. What was declared and decided stays with it; its former owner has no access any more, and neither
/// does whoever holds a claim code for it. Accepted again by the same account, it changes nothing.
///
/// # Errors
/// [`Refusal::OfferOver`]; [`Refusal::WrongState`] if it was declined or has another owner meanwhile; [`Refusal::InReview`],
/// [`Refusal::VenueClosed`], [`Refusal::ListFull`], [`Refusal::NotAllowed`] at the counter; [`AppError::Conflict`],
/// [`AppError::NotFound`].
pub async fn accept(
    app: &App,
    permit: &OwnerPermit,
    id: TransferId,
    version: i32,
) -> Result<VenueId, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let (transfer, own) = find_offered(&tx, permit, id).await?;
    if transfer.state == TransferState::Accepted {
        return Ok(transfer.venue);
    }
    let venue = lock_offered(&tx, &transfer, version).await?;
    check_transferable(&tx, &venue).await?;
    if venues::count_by_owner(&tx, actor.account).await? >= MAX_VENUES {
        return Err(Refusal::ListFull.into());
    }
    rows::save(&tx, &decide(&transfer, Command::Accept(actor.account), app.now())?).await?;
    let handed_on = hand_on(venue, actor.account);
    save_with_new_owner(&tx, &handed_on).await?;
    claim_codes::revoke_same(&tx, &ClaimTarget::Venue(handed_on.id), app.now()).await?;
    let event = app.build_event(Some(actor), AuditAction::VenueTransferred, id.0);
    app.audit(&tx, event.with_venue(handed_on.id)).await?;
    let accepted = Notice::TransferAccepted { venue: handed_on.name.clone(), name: own.name };
    notify_former(app, &tx, &transfer, accepted).await?;
    notify_commune(app, &tx, &handed_on).await?;
    tx.commit().await?;
    Ok(handed_on.id)
}

/// Declines the venue. Declined again by the same account, it changes nothing.
///
/// # Errors
/// As [`accept`].
pub async fn decline(app: &App, permit: &OwnerPermit, id: TransferId, version: i32) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let (transfer, own) = find_offered(&tx, permit, id).await?;
    if transfer.state == TransferState::Declined {
        return Ok(());
    }
    let venue = lock_offered(&tx, &transfer, version).await?;
    rows::save(&tx, &decide(&transfer, Command::Decline(actor.account), app.now())?).await?;
    let event = app.build_event(Some(actor), AuditAction::TransferDeclined, id.0);
    app.audit(&tx, event.with_venue(venue.id)).await?;
    let link = LinkedPage::Venue { venue: venue.id }.into();
    let declined = Notice::TransferDeclined { venue: venue.name, name: own.name, link };
    notify_former(app, &tx, &transfer, declined).await?;
    Ok(tx.commit().await?)
}

/// The venue of an offer at `version`, locked until `tx` ends.
async fn lock_offered(tx: &Tx, transfer: &VenueTransfer, version: i32) -> Result<Venue, AppError> {
    if transfer.version != version {
        return Err(AppError::Conflict);
    }
    let venue = venues::lock_any(tx, transfer.venue).await?.ok_or(AppError::NotFound)?;
    if venue.owner == transfer.from { Ok(venue) } else { Err(Refusal::WrongState.into()) }
}

async fn notify_former(app: &App, tx: &Tx, transfer: &VenueTransfer, notice: Notice) -> Result<(), AppError> {
    match accounts::find(tx, transfer.from).await? {
        Some(former) => app.notify(tx, &former, notice).await,
        None => Ok(()),
    }
}

/// Tells the officers of the commune that a venue has another owner.
async fn notify_commune(app: &App, tx: &Tx, venue: &Venue) -> Result<(), AppError> {
    let Some(place) = &venue.place else { return Ok(()) };
    let officers = accounts::list_active_staff(tx, Role::CommuneOfficer, &place.commune).await?;
    let message = |officer: &Account| {
        let notice = Notice::VenueTransferred {
            name: officer.name.clone(),
            venue: venue.name.clone(),
            link: LinkedPage::VenueRecord { venue: venue.id }.into(),
        };
        app.build_message(officer, notice)
    };
    Ok(outbox::insert_many(tx, &officers.iter().filter_map(message).collect::<Vec<_>>()).await?)
}
