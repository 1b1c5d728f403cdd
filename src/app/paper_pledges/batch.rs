//! The upload of scanned or photographed pages, which are all kept at once.

use std::fmt::{self, Display};
use std::num::ParseIntError;
use std::str::FromStr;

use camket_documents::scan::ScannedPage;
use camket_domain::accounts::Actor;
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::ids::PaperPageId;
use camket_domain::paper_pledges::PaperPage;
use camket_domain::refusal::Refusal;
use camket_store::Tx;
use camket_store::paper_pledges::page;
use uuid::Uuid;

use super::CounterPermit;
use super::matching::{self, CoverMatch};
use crate::idempotency::{self, Attempt, CommandContent};
use crate::scan_batch::ScanBatch;
use crate::{App, AppError, InputProblem};

/// What became of the pages of an upload.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UploadOutcome {
    /// Matched by their cover line.
    pub matched: usize,
    /// To be matched by hand.
    pub unmatched: usize,
    /// Not kept: their pledge has all its pages already.
    pub known: usize,
    /// Number of pledges that are signed with the pages.
    pub signed: usize,
}

impl Display for UploadOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.matched, self.unmatched, self.known, self.signed)
    }
}

impl FromStr for UploadOutcome {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut numbers = text.split(' ').map(str::parse);
        let mut next = || numbers.next().unwrap_or(Ok(0));
        Ok(Self { matched: next()?, unmatched: next()?, known: next()?, signed: next()? })
    }
}

/// Keeps the pages of a batch, and matches them by their cover lines.
///
/// # Errors
/// [`AppError::Invalid`] for `files` if there is no page.
pub async fn upload_pages(
    app: &App,
    permit: &CounterPermit,
    key: Uuid,
    batch: ScanBatch,
) -> Result<UploadOutcome, AppError> {
    let actor = permit.actor();
    let area = actor.area.ok_or(Refusal::NotAllowed)?;
    if batch.count_pages() == 0 {
        return Err(AppError::invalid("files", InputProblem::ScanMissing));
    }
    let content = CommandContent::new("paper_pledges.upload").with_debug(&batch.digests());
    let run = match idempotency::begin(app, actor.account, key, &content).await? {
        Attempt::Repeat(before) => return Ok(before),
        Attempt::First(run) => run,
    };
    let mut outcome = UploadOutcome::default();
    for scanned in batch.into_pages() {
        keep_page(app, &run.tx, actor, area, scanned, &mut outcome).await?;
    }
    let event = app.build_event(Some(actor), AuditAction::PaperUploaded, actor.account.0);
    app.audit(&run.tx, event.with_note(outcome.to_string())).await?;
    run.finish(&outcome).await?;
    Ok(outcome)
}

async fn keep_page(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    area: AreaCode,
    scanned: ScannedPage,
    outcome: &mut UploadOutcome,
) -> Result<(), AppError> {
    let found = match matching::find_by_cover(tx, actor, scanned.code.as_deref()).await? {
        CoverMatch::Known => {
            outcome.known += 1;
            return Ok(());
        }
        CoverMatch::None => None,
        CoverMatch::Open(paper, number) => Some((paper, number)),
    };
    let id = PaperPageId::new(app.now(), app.entropy());
    let kept = PaperPage {
        id,
        area,
        uploaded_by: actor.account,
        uploaded_at: app.now(),
        matched: found.as_ref().map(|(paper, number)| (paper.id, *number)),
        matched_by: None,
    };
    let sealed = app.file_vault().seal(app.entropy(), id.0.as_bytes(), &scanned.jpeg);
    page::insert(tx, &kept, sealed).await?;
    match found {
        None => outcome.unmatched += 1,
        Some((paper, _)) => {
            outcome.matched += 1;
            outcome.signed += usize::from(matching::sign_if_whole(app, tx, actor, &paper).await?);
        }
    }
    Ok(())
}
