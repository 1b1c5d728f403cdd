//! The list of a venue's workers with what is missing, and the declaration that there are none.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::applications::list_missing_steps;
use camket_app::labour::{self, DepartedWorker};
use camket_app::managers::load_kept_dossier;
use camket_app::venues::VenueDossier;
use camket_domain::calendar::local_date;
use camket_domain::certificates::CertificateStatus;
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::history::Staffing;
use camket_domain::labour::{Worker, WorkerGap};
use camket_domain::permissions::{Permit, rights};
use camket_domain::venues::{MissingStep, Venue};
use time::Date;

use super::changes::format_staffing;
use crate::codes;
use crate::labour_questions::{QuestionRow, build_questions};
use crate::paths;
use crate::venues::{KeptVenue, OwnVenue, StepReturn, TaskSpot};
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};

#[derive(Template)]
#[template(path = "labour/list.html")]
struct WorkerListPage {
    page: Page,
    id: VenueId,
    venue: String,
    version: i32,
    none: bool,
    /// Whether the reader is the owner, not a manager.
    is_owner: bool,
    locked: bool,
    lines: Vec<WorkerRow>,
    gaps: Vec<Chip>,
    returned: StepReturn,
    heads: [String; 5],
    /// Digest of the register that the owner must confirm for a renewal.
    confirm: Option<String>,
    /// How many workers the certificate says, and how many there are.
    staffing: Option<String>,
    /// What the labour authority asked.
    questions: Vec<QuestionRow>,
    /// Workers who have not signed their own pledge.
    unpledged: usize,
    departed: Vec<DepartedRow>,
    departed_heads: [String; 4],
}

/// Somebody who left.
struct DepartedRow {
    id: WorkerId,
    version: i32,
    name: String,
    position: String,
    left: String,
}

/// One worker in the list.
struct WorkerRow {
    id: WorkerId,
    name: String,
    number: String,
    position: String,
    contract: String,
    term: String,
    gaps: Vec<Chip>,
}

/// GET `/venues/{id}/workers`
pub(super) async fn list(KeptVenue { page, app, permit, id }: KeptVenue) -> Result<Response, PageError> {
    let dossier = load_kept_dossier(&app, &permit, id).await?;
    let departed = labour::list_departed(&app, &permit, id).await?;
    // What is the owner's alone, a manager's page does not show.
    let owner = Permit::<rights::KeepVenues>::for_actor(permit.actor())
        .filter(|owner| owner.actor().account == dossier.venue.owner);
    let questions = match &owner {
        Some(owner) => labour::list_own_requests(&app, owner, id).await?,
        None => Vec::new(),
    };
    let page = page.with_title("labour-title");
    let VenueDossier { venue, workers, .. } = &dossier;
    let today = app.today();
    Ok(Html(WorkerListPage {
        id,
        version: venue.version,
        none: venue.no_employees,
        is_owner: owner.is_some(),
        locked: dossier.is_locked(),
        lines: workers.iter().map(|worker| build_row(&page, venue, worker, today)).collect(),
        gaps: count_gaps(&page, venue, workers, today),
        returned: StepReturn::of(&page, dossier.application.as_ref(), TaskSpot::Workers),
        heads: ["labour-name", "labour-position", "labour-contract", "labour-gaps", "labour-actions"]
            .map(|key| page.t(key)),
        confirm: list_missing_steps(&dossier, today)
            .contains(&MissingStep::WorkersUnconfirmed)
            .then_some(())
            .filter(|()| owner.is_some())
            .map(|()| labour::digest_register(venue, workers)),
        staffing: find_staffing(&dossier, today).map(|staffing| format_staffing(&page, staffing)),
        questions: build_questions(&page, &questions),
        unpledged: workers.iter().filter(|worker| worker.pledged_on.is_none()).count(),
        departed: departed.iter().map(|left| build_departed_row(&page, left)).collect(),
        departed_heads: ["labour-name", "labour-position", "labour-left-on", "labour-actions"]
            .map(|key| page.t(key)),
        venue: venue.name.clone(),
        page,
    })
    .into_response())
}

/// Unless there is no certificate, or it was revoked.
fn find_staffing(dossier: &VenueDossier, today: Date) -> Option<Staffing> {
    let certificate = dossier.certificate.as_ref()?;
    (certificate.status_on(today) != CertificateStatus::Revoked).then(|| Staffing {
        printed: certificate.facts.workers,
        printed_on: local_date(certificate.issued_at),
        present: u32::try_from(dossier.workers.len()).unwrap_or(u32::MAX),
    })
}

fn build_departed_row(page: &Page, DepartedWorker { worker, left_on }: &DepartedWorker) -> DepartedRow {
    DepartedRow {
        id: worker.id,
        version: worker.version,
        name: worker.person.name.clone(),
        position: worker.job.position.clone(),
        left: page.date(left_on),
    }
}

fn build_row(page: &Page, venue: &Venue, worker: &Worker, today: Date) -> WorkerRow {
    let job = &worker.job;
    let started = page.date(&job.started_on);
    WorkerRow {
        id: worker.id,
        name: worker.person.name.clone(),
        number: worker.person.number.masked(),
        position: job.position.clone(),
        contract: codes::translate_code(page, "contract", job.contract.code()),
        term: match &job.ends_on {
            Some(end) => page.t2("labour-from-to", "from", started, "to", page.date(end)),
            None => page.t1("labour-from", "from", started),
        },
        gaps: worker.list_gaps(venue.kind, today).into_iter().map(|gap| build_gap_chip(page, gap)).collect(),
    }
}

pub(super) fn build_gap_chip(page: &Page, gap: WorkerGap) -> Chip {
    Chip::new(Tone::Warn, codes::translate_code(page, "gap", gap.code()))
}

/// How many workers have each gap, for the line above the list.
pub(crate) fn count_gaps(page: &Page, venue: &Venue, workers: &[Worker], today: Date) -> Vec<Chip> {
    let found: Vec<WorkerGap> =
        workers.iter().flat_map(|worker| worker.list_gaps(venue.kind, today)).collect();
    let count = |gap: WorkerGap| found.iter().filter(|other| **other == gap).count();
    let chip = |gap: WorkerGap| {
        let what = codes::translate_code(page, "gap", gap.code());
        Chip::new(Tone::Warn, page.t2("labour-gap-count", "what", what, "count", count(gap)))
    };
    WorkerGap::ALL.into_iter().filter(|gap| count(*gap) > 0).map(chip).collect()
}

/// POST `/venues/{id}/workers/none`: declares that nobody is employed (`none=yes`), or takes that back.
pub(super) async fn declare_none(
    OwnVenue { app, permit, id, .. }: OwnVenue,
    form: Form,
) -> Result<Response, PageError> {
    let none = form.text("none") == "yes";
    let declared = labour::declare_no_employees(&app, &permit, id, form.require_version()?, none).await;
    declared.redirect_refusal(paths::Workers(id))?;
    let flash_key = if none { "labour-none-declared" } else { "labour-none-taken-back" };
    Ok(Flash::success(flash_key).redirect(paths::Workers(id)))
}

/// POST `/venues/{id}/workers/confirm`: confirms for a renewal that the register is up to date.
pub(super) async fn confirm(
    OwnVenue { app, permit, id, .. }: OwnVenue,
    form: Form,
) -> Result<Response, PageError> {
    let back = paths::Workers(id);
    let confirmed = labour::confirm(&app, &permit, id, form.text("shown")).await.redirect_refusal(&back);
    confirmed.redirect_conflict("labour-confirm-changed", back)?;
    Ok(Flash::success("labour-confirmed").redirect(paths::Venue(id)))
}
