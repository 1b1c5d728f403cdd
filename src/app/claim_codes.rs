//! Claim codes: made by officers, used by owners in place of a one-time code. A code is derived from its id, so that its slip
//! can be printed again; the database holds a hash.

mod redeem;

use camket_domain::accounts::{Account, AccountStatus, Actor, Login};
use camket_domain::agencies::Agency;
use camket_domain::areas::AreaCode;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::certificates::ShortCode;
use camket_domain::claim_codes::{ClaimCode, ClaimTarget, LIFETIME, RECEIPT_LIFETIME};
use camket_domain::clock::Entropy;
use camket_domain::ids::{ClaimCodeId, VenueId};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::Venue;
use camket_store::{Tx, accounts, agencies, claim_codes, venues};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::printable::require_printable;
use crate::venues::load_own_venue;
use crate::{App, AppError, InputProblem};

pub use camket_store::claim_codes::MAX_LISTED;
pub(crate) use redeem::save_with_new_owner;
pub use redeem::{Claimed, Redeemed, claim, redeem};

type ClaimMakerPermit = Permit<rights::MakeClaimCodes>;

/// An open code as its office sees it.
#[derive(Clone, Debug)]
pub struct ClaimDossier {
    pub claim: ClaimCode,
    /// What is printed on the slip.
    pub code: ShortCode,
    /// The venue of the code.
    pub venue: Option<Venue>,
    /// The officer who made it.
    pub made_by: String,
    /// The reader's agency, for the head of the slip.
    pub agency: Option<Agency>,
}

/// Makes a code, in place of an open one for the same person or venue. A repeated `key` returns the first one.
///
/// # Errors
/// [`AppError::Invalid`] for `phone` (no mobile number, or the log-in of another account that can receive messages) or
/// `name`; [`AppError::NotFound`] for a venue outside the officer's area; [`Refusal::NotAllowed`] without an area.
pub async fn make(
    app: &App,
    permit: &ClaimMakerPermit,
    key: Uuid,
    target: ClaimTarget,
) -> Result<ClaimCodeId, AppError> {
    let actor = permit.actor();
    let area = actor.area.ok_or(Refusal::NotAllowed)?;
    if let ClaimTarget::Person { name, .. } = &target {
        require_printable(&[("name", name)])?;
    }
    let content = CommandContent::new("claim_codes.make").with_debug(&target);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let venue = match &target {
        ClaimTarget::Venue(id) => {
            Some(venues::find(tx, &actor.scope(), *id).await?.ok_or(AppError::NotFound)?.id)
        }
        // Of an entry, letters make the codes.
        ClaimTarget::Entry(_) => return Err(AppError::NotFound),
        ClaimTarget::Person { phone, .. } => {
            let login = Login::parse(phone.as_str())
                .map_err(|_| AppError::invalid("phone", InputProblem::ClaimPhoneMobile))?;
            check_login_is_free(app, tx, &login).await?;
            None
        }
    };
    claim_codes::revoke_same(tx, &target, app.now()).await?;
    let expires_at = app.now() + LIFETIME;
    let claim = build_claim(app, permit.actor(), area, target, expires_at);
    claim_codes::insert(tx, &claim).await?;
    let event = app.build_event(Some(actor), AuditAction::ClaimCodeMade, claim.id.0);
    app.audit(tx, venue.into_iter().fold(event, AuditEvent::with_venue)).await?;
    run.finish(&claim.id).await?;
    Ok(claim.id)
}

/// A new code of `actor`, to be inserted.
pub(crate) fn build_claim(
    app: &App,
    actor: &Actor,
    area: AreaCode,
    target: ClaimTarget,
    expires_at: OffsetDateTime,
) -> ClaimCode {
    let now = app.now();
    let id = ClaimCodeId::new(now, app.entropy());
    ClaimCode {
        id,
        hash: derive_hash(app, id),
        target,
        area,
        made_by: actor.recorded_as().0,
        made_at: now,
        expires_at,
        used_at: None,
        revoked_at: None,
    }
}

/// Refuses a log-in that a code must not stand for: a staff account, a blocked one, or an account that gets its own codes
/// by message.
///
/// # Errors
/// [`AppError::Invalid`] for `phone`.
async fn check_login_is_free(app: &App, tx: &Tx, login: &Login) -> Result<(), AppError> {
    match accounts::find_by_login(tx, login.as_str()).await? {
        Some(account) if !may_stand_for(app, &account) => {
            Err(AppError::invalid("phone", InputProblem::LoginTaken))
        }
        _ => Ok(()),
    }
}

/// Whether a code bound to the account's phone gives it a password: an owner's that was never confirmed, or one that no
/// message can reach.
fn may_stand_for(app: &App, account: &Account) -> bool {
    let reachable = app.options().channels.contains(&account.login.channel());
    match account.status {
        _ if account.role.is_staff() => false,
        AccountStatus::Unconfirmed => true,
        AccountStatus::Active => !reachable,
        AccountStatus::Disabled | AccountStatus::Counter | AccountStatus::Closed => false,
    }
}

/// An open code with what is printed.
#[derive(Clone, Debug)]
pub struct OpenClaim {
    pub code: ShortCode,
    pub expires_at: OffsetDateTime,
}

/// The code that the receipt of a venue entered at the counter states, for the officer who enters.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_for_receipt(
    app: &App,
    permit: &Permit<rights::KeepVenues>,
    venue: VenueId,
) -> Result<Option<OpenClaim>, AppError> {
    if permit.actor().entered_by.is_none() {
        return Ok(None);
    }
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    let open = claim_codes::find_open_of_venue(app.store(), venue.id, app.now()).await?;
    Ok(open.map(|claim| OpenClaim { code: derive_code(app, claim.id), expires_at: claim.expires_at }))
}

/// Makes the code of a receipt, unless one is open, for a venue that an officer enters at the counter.
pub(crate) async fn make_for_receipt(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    venue: &Venue,
) -> Result<(), AppError> {
    let (Some(_), Some(place)) = (&actor.entered_by, &venue.place) else { return Ok(()) };
    if claim_codes::find_open_of_venue(tx, venue.id, app.now()).await?.is_some() {
        return Ok(());
    }
    let (target, expires_at) = (ClaimTarget::Venue(venue.id), app.now() + RECEIPT_LIFETIME);
    let claim = build_claim(app, actor, place.commune, target, expires_at);
    claim_codes::insert(tx, &claim).await?;
    let event = app.build_event(Some(actor), AuditAction::ClaimCodeMade, claim.id.0).with_venue(venue.id);
    app.audit(tx, event).await
}

/// The open codes of the officer's area, newest first.
pub async fn list_open(app: &App, permit: &ClaimMakerPermit) -> Result<Vec<ClaimDossier>, AppError> {
    let found = claim_codes::list_open(app.store(), &permit.actor().scope(), app.now()).await?;
    let mut list = Vec::with_capacity(found.len());
    for claim in found {
        list.push(build_dossier(app, permit, claim).await?);
    }
    Ok(list)
}

/// An open code, to be shown or printed again.
///
/// # Errors
/// [`AppError::NotFound`], also for a code that is used or over, and for that of a letter.
pub async fn find_open(
    app: &App,
    permit: &ClaimMakerPermit,
    id: ClaimCodeId,
) -> Result<ClaimDossier, AppError> {
    let claim = claim_codes::find(app.store(), &permit.actor().scope(), id).await?;
    let is_shown =
        |claim: &ClaimCode| claim.is_open(app.now()) && !matches!(claim.target, ClaimTarget::Entry(_));
    let claim = claim.filter(is_shown).ok_or(AppError::NotFound)?;
    build_dossier(app, permit, claim).await
}

async fn build_dossier(
    app: &App,
    permit: &ClaimMakerPermit,
    claim: ClaimCode,
) -> Result<ClaimDossier, AppError> {
    let (store, actor) = (app.store(), permit.actor());
    let venue = match claim.target {
        ClaimTarget::Venue(id) => venues::find(store, &actor.scope(), id).await?,
        ClaimTarget::Person { .. } | ClaimTarget::Entry(_) => None,
    };
    let maker = accounts::find(store, claim.made_by).await?;
    let agency = match actor.agency {
        Some(agency) => agencies::find(store, agency).await?,
        None => None,
    };
    Ok(ClaimDossier {
        code: derive_code(app, claim.id),
        made_by: maker.map(|maker| maker.name).unwrap_or_default(),
        venue,
        agency,
        claim,
    })
}

/// The venue that an officer makes a code for.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn find_venue(app: &App, permit: &ClaimMakerPermit, id: VenueId) -> Result<Venue, AppError> {
    venues::find(app.store(), &permit.actor().scope(), id).await?.ok_or(AppError::NotFound)
}

/// 45 bits that only this registry can derive from the id.
pub(crate) fn derive_code(app: &App, id: ClaimCodeId) -> ShortCode {
    derive_short_code(app, "claim code", &id.to_string())
}

/// The same for codes of another kind.
pub(crate) fn derive_short_code(app: &App, kind: &str, id: &str) -> ShortCode {
    ShortCode::new(&DerivedBytes(app.digests().hex(&[kind, id])))
}

/// The digest by which the code of the row with this id is found.
pub(crate) fn derive_hash(app: &App, id: ClaimCodeId) -> String {
    hash_code(app, &derive_code(app, id))
}

fn hash_code(app: &App, code: &ShortCode) -> String {
    app.digests().hex(&["hash of a claim code", code.as_str()])
}

/// The bytes of a digest in hexadecimal, as a source of bytes for a code.
struct DerivedBytes(String);

impl std::fmt::Debug for DerivedBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DerivedBytes")
    }
}

impl Entropy for DerivedBytes {
    fn fill(&self, out: &mut [u8]) {
        let pairs = self.0.as_bytes().chunks_exact(2).filter_map(|pair| std::str::from_utf8(pair).ok());
        let bytes = pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok());
        for (place, byte) in out.iter_mut().zip(bytes) {
            *place = byte;
        }
    }
}
