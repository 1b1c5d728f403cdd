//! Matching of scanned pages with the pledges that they are of: by their cover line, or by hand.

use std::collections::BTreeSet;

use camket_domain::accounts::Actor;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::local_date;
use camket_domain::ids::{AccountId, PaperPageId, PledgeId, VenueId};
use camket_domain::paper_pledges::{PaperPage, PaperPledge, PaperState, parse_cover};
use camket_domain::pledges::{ConfirmationMethod, HandSignature, Pledge};
use camket_domain::refusal::Refusal;
use camket_store::paper_pledges::{self as rows, page};
use camket_store::{Tx, applications, pledges, venue_register, venues};

use super::CounterPermit;
use crate::{App, AppError, InputProblem};

/// A pledge that a page can be matched with.
#[derive(Clone, PartialEq, Debug)]
pub struct MatchTarget {
    pub paper: PaperPledge,
    pub venue: String,
    /// The pages, from 1, that are missing.
    pub missing: Vec<u8>,
}

/// The printed pledges of the officer's area that lack pages, newest first.
pub async fn list_targets(app: &App, permit: &CounterPermit) -> Result<Vec<MatchTarget>, AppError> {
    let papers = rows::list_open(app.store(), &permit.actor().scope()).await?;
    let ids: Vec<PledgeId> = papers.iter().map(|paper| paper.id).collect();
    let numbers = page::list_numbers(app.store(), &ids).await?;
    let none = BTreeSet::new();
    let build_target = |paper: PaperPledge| MatchTarget {
        venue: paper.text.facts.name.clone(),
        missing: paper.list_missing(numbers.get(&paper.id).unwrap_or(&none)),
        paper,
    };
    Ok(papers.into_iter().map(build_target).collect())
}

/// What the cover line of a page names.
pub(super) enum CoverMatch {
    /// Nothing that the page can be matched with: no pledge of the officer's area, or one that was printed again, or one whose
    /// venue is in review.
    None,
    /// A pledge whose pages are all there.
    Known,
    /// The page of a pledge.
    Open(Box<PaperPledge>, u8),
}

/// Finds the pledge and the page of a cover line in the officer's area.
pub(super) async fn find_by_cover(
    tx: &Tx,
    actor: &Actor,
    text: Option<&str>,
) -> Result<CoverMatch, AppError> {
    let Some((code, number)) = text.and_then(parse_cover) else { return Ok(CoverMatch::None) };
    let paper = rows::lock_by_code(tx, &actor.scope(), &code).await?;
    let Some(paper) = paper.filter(|paper| number <= paper.pages) else { return Ok(CoverMatch::None) };
    Ok(match paper.state {
        PaperState::Signed(_) => CoverMatch::Known,
        PaperState::Open if is_editable(tx, paper.venue).await? => CoverMatch::Open(Box::new(paper), number),
        PaperState::Open | PaperState::Replaced(_) => CoverMatch::None,
    })
}

/// Whether the venue may be changed now: no application is in review.
async fn is_editable(tx: &Tx, venue: VenueId) -> Result<bool, AppError> {
    let application = applications::find_latest(tx, venue).await?;
    Ok(application.is_none_or(|application| !application.state.locks_venue()))
}

/// Checks that a page is in the officer's area.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn require_page(app: &App, permit: &CounterPermit, id: PaperPageId) -> Result<(), AppError> {
    page::find(app.store(), &permit.actor().scope(), id).await?.map(drop).ok_or(AppError::NotFound)
}

/// Matches a page by hand with the next missing page of a pledge. True if the pledge is signed with it.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Invalid`] for `pledge`; [`Refusal::InReview`] while an application of the venue is in
/// review; [`AppError::Conflict`] if the page or the pledge was matched meanwhile.
pub async fn match_page(
    app: &App,
    permit: &CounterPermit,
    id: PaperPageId,
    pledge: PledgeId,
) -> Result<bool, AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    let found = page::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    let paper = rows::lock(&tx, &actor.scope(), pledge)
        .await?
        .ok_or(AppError::invalid("pledge", InputProblem::PaperUnknown))?;
    let matched = page::list_numbers(&tx, &[paper.id]).await?.remove(&paper.id).unwrap_or_default();
    let missing = paper.list_missing(&matched);
    let Some(number) = missing.first().copied().filter(|_| paper.state == PaperState::Open) else {
        return Err(AppError::Conflict);
    };
    if !is_editable(&tx, paper.venue).await? {
        return Err(Refusal::InReview.into());
    }
    page::save_match(&tx, found.id, (paper.id, number), actor.account).await?;
    let signed = sign_if_whole(app, &tx, actor, &paper).await?;
    let event = app.build_event(Some(actor), AuditAction::PaperMatched, id.0).with_venue(paper.venue);
    app.audit(&tx, event.with_note(number.to_string())).await?;
    tx.commit().await?;
    Ok(signed)
}

/// Deletes a page that is of no pledge.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Conflict`] if it is matched.
pub async fn delete_page(app: &App, permit: &CounterPermit, id: PaperPageId) -> Result<(), AppError> {
    let actor = permit.actor();
    let tx = app.store().begin_write().await?;
    page::find(&tx, &actor.scope(), id).await?.ok_or(AppError::NotFound)?;
    page::delete_unmatched(&tx, &actor.scope(), id).await?;
    app.audit(&tx, app.build_event(Some(actor), AuditAction::PaperDeleted, id.0)).await?;
    Ok(tx.commit().await?)
}

/// Signs the pledge if all its pages are matched. True if it did.
pub(super) async fn sign_if_whole(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    paper: &PaperPledge,
) -> Result<bool, AppError> {
    let pages = page::list_of_pledge(tx, paper.id).await?;
    let numbers = pages.iter().filter_map(|page| page.matched.map(|(_, number)| number)).collect();
    if !paper.list_missing(&numbers).is_empty() {
        return Ok(false);
    }
    rows::save_signed(tx, paper.id, app.now()).await?;
    let venue = venues::lock_any(tx, paper.venue).await?.ok_or(AppError::NotFound)?;
    let pledge = build_pledge(app, paper, venue.owner, actor, &pages);
    pledges::insert(tx, &pledge).await?;
    venue_register::index_pledges(tx, std::slice::from_ref(&pledge)).await?;
    venue_register::refresh(tx, &[venue.id]).await?;
    let event = app.build_event(Some(actor), AuditAction::PledgeSigned, pledge.id.0).with_venue(venue.id);
    app.audit(tx, event.with_note(format!("v{}", pledge.terms_version))).await?;
    Ok(true)
}

fn build_pledge(
    app: &App,
    paper: &PaperPledge,
    signer: AccountId,
    actor: &Actor,
    pages: &[PaperPage],
) -> Pledge {
    let text = paper.text.clone();
    let mut officers = vec![paper.made_by, actor.account];
    officers.extend(pages.iter().flat_map(|page| [Some(page.uploaded_by), page.matched_by]).flatten());
    officers.sort();
    officers.dedup();
    Pledge {
        id: paper.id,
        venue: paper.venue,
        terms_version: text.terms_version,
        text_hash: text.text_hash,
        clauses: text.clauses,
        facts: text.facts,
        signer_name: text.signer_name,
        signer_capacity: text.signer_capacity,
        signer,
        drawing: None,
        confirmation: ConfirmationMethod::Hand,
        signed_at: app.now(),
        address: String::new(),
        user_agent: String::new(),
        by_hand: Some(HandSignature {
            scanned_on: local_date(app.now()),
            entered_by: actor.name.clone(),
            officers,
        }),
    }
}
