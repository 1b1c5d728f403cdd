//! Workers' own pledges: the codes that a venue makes for its workers, signing on the worker's own phone, and what was signed on
//! paper. A code is derived from its id, so that it can be shown again; the database holds a hash.

mod inviting;
mod reminders;
mod signing;

use camket_credential::digest::sha256_hex;
use camket_documents::QrSymbol;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{VenueId, WorkerId, WorkerInvitationId};
use camket_domain::labour::Worker;
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::worker_texts::WorkerText;
use camket_domain::venues::Venue;
use camket_domain::worker_pledges::{
    InvitationStanding, PledgedWorker, WorkerInvitation, WorkerPledge, WorkerPledgeFault,
};
use camket_store::worker_pledges::{self as rows, invitation};
use camket_store::{Reader, labour};

use crate::claim_codes::derive_short_code;
use crate::managers::load_kept_venue;
use crate::venues::check_venue_editable;
use crate::{App, AppError, InputProblem};

pub use inviting::{end_invitation, invite, record_paper};
pub use reminders::queue_reminders;
pub use signing::{
    ConfirmedWorker, OpenedCode, PledgeSheet, PledgeStage, confirm_identity, load_sheet, open_code, sign,
};

/// Of an owner or a manager.
type KeeperPermit = Permit<rights::WorkAtVenues>;

/// An open code as the venue shows it.
#[derive(Clone, Debug)]
pub struct ShownInvitation {
    pub invitation: WorkerInvitation,
    pub code: ShortCode,
    /// Where the worker types it.
    pub typed_at: String,
    /// What the QR symbol says, and what is sent.
    pub address: String,
    pub symbol: QrSymbol,
}

/// What the venue sees of the pledge of one worker.
#[derive(Clone, Debug)]
pub struct WorkerPledgeDossier {
    pub venue: Venue,
    pub worker: Worker,
    /// Whether an application in review locks the register.
    pub is_locked: bool,
    /// The latest pledge of which the registry has evidence.
    pub pledge: Option<WorkerPledge>,
    pub open: Option<ShownInvitation>,
    /// What became of the latest code, if it is not open.
    pub closed: Option<InvitationStanding>,
}

/// A worker without a pledge.
#[derive(Clone, Debug)]
pub struct PledgeGap {
    pub worker: Worker,
    /// The code that is open.
    pub open: Option<WorkerInvitation>,
}

/// What the venue sees of the pledges that are missing.
#[derive(Clone, Debug)]
pub struct PledgeGaps {
    pub venue: Venue,
    pub is_locked: bool,
    /// In the order in which they were declared.
    pub gaps: Vec<PledgeGap>,
    /// Workers who have signed.
    pub signed: usize,
}

/// The pledge of one worker.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_dossier(
    app: &App,
    permit: &KeeperPermit,
    (venue, worker): (VenueId, WorkerId),
) -> Result<WorkerPledgeDossier, AppError> {
    let (store, now) = (app.store(), app.now());
    let venue = load_kept_venue(store, permit, venue).await?;
    let worker = labour::find(store, venue.id, worker).await?.ok_or(AppError::NotFound)?;
    let latest = invitation::find_latest(store, venue.id, worker.id).await?;
    let standing = latest.as_ref().map(|latest| latest.standing(now));
    let open = latest.filter(|_| standing == Some(InvitationStanding::Open));
    Ok(WorkerPledgeDossier {
        is_locked: is_locked(store, &venue).await?,
        pledge: rows::find_latest(store, venue.id, worker.id).await?,
        open: open.map(|open| build_shown(app, open)).transpose()?,
        closed: standing.filter(|standing| *standing != InvitationStanding::Open),
        venue,
        worker,
    })
}

/// The workers of a venue who have not signed.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list_gaps(app: &App, permit: &KeeperPermit, venue: VenueId) -> Result<PledgeGaps, AppError> {
    let (store, now) = (app.store(), app.now());
    let venue = load_kept_venue(store, permit, venue).await?;
    let (signed, missing): (Vec<_>, Vec<_>) =
        labour::list(store, venue.id).await?.into_iter().partition(|worker| worker.pledged_on.is_some());
    let mut open = invitation::list_pending(store, venue.id).await?;
    open.retain(|one| one.standing(now) == InvitationStanding::Open);
    let gap =
        |worker: Worker| PledgeGap { open: open.iter().find(|one| one.worker == worker.id).cloned(), worker };
    Ok(PledgeGaps {
        is_locked: is_locked(store, &venue).await?,
        gaps: missing.into_iter().map(gap).collect(),
        signed: signed.len(),
        venue,
    })
}

async fn is_locked(reader: &impl Reader, venue: &Venue) -> Result<bool, AppError> {
    use camket_domain::refusal::Refusal;
    match check_venue_editable(reader, venue).await {
        Ok(()) => Ok(false),
        Err(AppError::Refused(Refusal::InReview)) => Ok(true),
        Err(other) => Err(other),
    }
}

fn build_shown(app: &App, invitation: WorkerInvitation) -> Result<ShownInvitation, AppError> {
    let code = derive_code(app, invitation.id);
    let address = app.url(app.options().paths.worker_pledge(&code));
    let typed_at = address.split('?').next().unwrap_or_default().to_owned();
    let symbol = QrSymbol::encode(&address).map_err(AppError::internal)?;
    Ok(ShownInvitation { code, typed_at, symbol, address, invitation })
}

/// 45 bits that only this registry can derive from the id.
fn derive_code(app: &App, id: WorkerInvitationId) -> ShortCode {
    derive_short_code(app, "code of a worker", &id.to_string())
}

/// The digest by which the invitation with this id is found.
pub(crate) fn derive_hash(app: &App, id: WorkerInvitationId) -> String {
    hash_code(app, &derive_code(app, id))
}

fn hash_code(app: &App, code: &ShortCode) -> String {
    app.digests().hex(&["hash of a worker's code", code.as_str()])
}

/// SHA-256, in hexadecimal, of a text as worded in one language and of the worker's facts.
pub fn hash_text(text: &WorkerText, facts: &PledgedWorker) -> String {
    sha256_hex(format!("{}\n{}", text.canonical_text(), facts.canonical_text()).as_bytes())
}

const fn refuse(field: &'static str, fault: WorkerPledgeFault) -> AppError {
    AppError::invalid(field, InputProblem::WorkerPledge(fault))
}
