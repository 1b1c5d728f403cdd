//! Pledges on paper: printed at the counter with a cover line, signed by hand, scanned and matched. With its last page a
//! pledge is signed.

mod batch;
mod matching;

use camket_domain::accounts::{Actor, EnteringOfficer};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::ShortCode;
use camket_domain::ids::{PaperPageId, PledgeId, VenueId};
use camket_domain::paper_pledges::{PaperPage, PaperPledge, PaperState, PrintedText};
use camket_domain::permissions::{Permit, rights};
use camket_domain::pledges::PledgedFacts;
use camket_domain::refusal::Refusal;
use camket_domain::venues::Venue;
use camket_store::paper_pledges::{self as rows, page};
use camket_store::{accounts, pledges, venues};
use uuid::Uuid;

use crate::idempotency::{self, Attempt, CommandContent};
use crate::pledges::{find_terms_for_day, hash_text};
use crate::printing::count_paper_pages;
use crate::venues::{load_own_venue, lock_editable_venue};
use crate::{App, AppError};

pub use batch::{UploadOutcome, upload_pages};
pub use camket_store::paper_pledges::MAX_OPEN;
pub use camket_store::paper_pledges::page::MAX_LISTED;
pub use matching::{MatchTarget, delete_page, list_targets, match_page, require_page};

type OwnerPermit = Permit<rights::KeepVenues>;
type CounterPermit = Permit<rights::EnterAtCounter>;
type ReaderPermit = Permit<rights::ReadPapers>;

/// Prepares a pledge to be printed and signed by hand, with today's terms and facts. The same text is prepared once.
///
/// # Errors
/// [`Refusal::NotAllowed`] for an owner with an own log-in, who signs on the screen; [`Refusal::Incomplete`],
/// [`Refusal::InReview`]; [`AppError::Conflict`] if the venue was changed meanwhile; [`AppError::NotFound`].
pub async fn prepare(
    app: &App,
    permit: &OwnerPermit,
    key: Uuid,
    venue: VenueId,
) -> Result<PledgeId, AppError> {
    let actor = permit.actor();
    let shown = load_own_venue(app.store(), actor, venue).await?;
    let officer = require_officer(actor)?;
    let gaps = shown.list_missing_sections();
    if !gaps.is_empty() {
        return Err(Refusal::Incomplete(gaps).into());
    }
    let text = build_text(app, &shown);
    // Laid out before the transaction, which keeps others waiting.
    let pages = count_paper_pages(app, &text).await?;
    let content = CommandContent::new("paper_pledges.prepare").with(venue);
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let tx = &run.tx;
    let venue = lock_editable_venue(tx, actor, venue).await?;
    if build_text(app, &venue) != text {
        return Err(AppError::Conflict);
    }
    let before = rows::find_latest(tx, venue.id).await?;
    if let Some(same) = before.filter(|paper| paper.state == PaperState::Open && paper.text == text) {
        run.finish(&same.id).await?;
        return Ok(same.id);
    }
    let paper = PaperPledge {
        id: PledgeId::new(app.now(), app.entropy()),
        code: ShortCode::new(app.entropy()),
        venue: venue.id,
        pages,
        text,
        made_by: officer.account,
        made_at: app.now(),
        state: PaperState::Open,
    };
    rows::replace_open(tx, venue.id, app.now()).await?;
    rows::insert(tx, &paper).await?;
    let event = app.build_event(Some(actor), AuditAction::PaperPrinted, paper.id.0).with_venue(venue.id);
    app.audit(tx, event).await?;
    run.finish(&paper.id).await?;
    Ok(paper.id)
}

fn require_officer(actor: &Actor) -> Result<&EnteringOfficer, Refusal> {
    actor.entered_by.as_ref().ok_or(Refusal::NotAllowed)
}

fn build_text(app: &App, venue: &Venue) -> PrintedText {
    let terms = find_terms_for_day(app.today());
    PrintedText {
        terms_version: terms.version,
        text_hash: hash_text(terms, venue),
        clauses: terms.clauses_for(venue.kind),
        facts: PledgedFacts::from_venue(venue),
        signer_name: venue.representative.as_ref().map(|person| person.name.clone()).unwrap_or_default(),
        signer_capacity: "Người đại diện".to_owned(),
    }
}

/// The last pledge that was printed for the owner's venue.
///
/// # Errors
/// [`AppError::NotFound`] for another owner's venue.
pub async fn find_printed(
    app: &App,
    permit: &OwnerPermit,
    venue: VenueId,
) -> Result<Option<PaperPledge>, AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), venue).await?;
    Ok(rows::find_latest(app.store(), venue.id).await?)
}

/// A page that waits to be matched, with who uploaded it.
#[derive(Clone, Debug)]
pub struct WaitingPage {
    pub page: PaperPage,
    pub uploaded_by: String,
}

/// The pages of the officer's area that no cover line matched, oldest first.
pub async fn list_waiting(app: &App, permit: &CounterPermit) -> Result<Vec<WaitingPage>, AppError> {
    let pages = page::list_unmatched(app.store(), &permit.actor().scope()).await?;
    let officers: Vec<_> = pages.iter().map(|page| page.uploaded_by).collect();
    let names = accounts::find_many(app.store(), &officers).await?;
    let name = |page: &PaperPage| names.iter().find(|known| known.id == page.uploaded_by);
    let waiting = |page: PaperPage| WaitingPage {
        uploaded_by: name(&page).map(|known| known.name.clone()).unwrap_or_default(),
        page,
    };
    Ok(pages.into_iter().map(waiting).collect())
}

/// The picture of a page, for the offices of its area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn load_picture(app: &App, permit: &ReaderPermit, id: PaperPageId) -> Result<Vec<u8>, AppError> {
    let scope = permit.actor().scope();
    let found = page::find(app.store(), &scope, id).await?.ok_or(AppError::NotFound)?;
    let sealed = page::find_sealed(app.store(), found.id).await?.ok_or(AppError::NotFound)?;
    app.file_vault().open(id.0.as_bytes(), &sealed).map_err(AppError::internal)
}

/// The pages of a pledge of a venue, if it was signed by hand, for the offices of its area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn list_pages(
    app: &App,
    permit: &ReaderPermit,
    venue: VenueId,
    pledge: PledgeId,
) -> Result<Vec<PaperPageId>, AppError> {
    venues::find(app.store(), &permit.actor().scope(), venue).await?.ok_or(AppError::NotFound)?;
    let signed = pledges::find(app.store(), venue, pledge).await?;
    let Some(pledge) = signed.filter(|pledge| pledge.by_hand.is_some()) else { return Ok(Vec::new()) };
    let pages = page::list_of_pledge(app.store(), pledge.id).await?;
    Ok(pages.into_iter().map(|page| page.id).collect())
}
