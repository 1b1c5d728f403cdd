//! The venue's pages: who has not signed, and the code, the form and the evidence of one worker.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::worker_pledges::{self, PledgeGap, ShownInvitation, WorkerPledgeDossier};
use camket_app::{App, AppError};
use camket_domain::calendar::format_date;
use camket_domain::ids::{VenueId, WorkerId, uuid_v7};
use camket_domain::permissions::{Permit, rights};
use camket_domain::worker_pledges::{LIFETIME, MAX_TRIES, WorkerPledge};

use super::PRIVATE;
use crate::codes::translate_code;
use crate::paths;
use crate::venues::KeptVenue;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "worker_pledges/gaps.html")]
pub(super) struct PledgeGapsPage {
    page: Page,
    id: VenueId,
    venue: String,
    locked: bool,
    signed: usize,
    lines: Vec<GapRow>,
    heads: [String; 3],
}

struct GapRow {
    id: WorkerId,
    name: String,
    position: String,
    status: Chip,
}

/// GET `/venues/{id}/workers/pledges`
pub(super) async fn list(
    KeptVenue { page, app, permit, id }: KeptVenue,
) -> Result<Html<PledgeGapsPage>, PageError> {
    let found = worker_pledges::list_gaps(&app, &permit, id).await?;
    let page = page.with_title("worker-pledges-title");
    Ok(Html(PledgeGapsPage {
        id,
        venue: found.venue.name,
        locked: found.is_locked,
        signed: found.signed,
        lines: found.gaps.iter().map(|gap| build_gap(&page, gap)).collect(),
        heads: ["labour-name", "labour-position", "worker-pledges-status"].map(|key| page.t(key)),
        page,
    }))
}

fn build_gap(page: &Page, PledgeGap { worker, open }: &PledgeGap) -> GapRow {
    let status = match open {
        Some(open) => {
            let until = page.moment(&open.expires_at);
            Chip::new(Tone::Info, page.t1("worker-pledges-code-until", "until", until))
        }
        None => Chip::new(Tone::Warn, page.t("worker-pledges-not-invited")),
    };
    GapRow { id: worker.id, name: worker.person.name.clone(), position: worker.job.position.clone(), status }
}

#[derive(Template)]
#[template(path = "worker_pledges/invite.html")]
struct InviteWorkerPage {
    page: Page,
    form: Form,
    id: VenueId,
    worker: WorkerId,
    venue: String,
    locked: bool,
    rows: Vec<SummaryRow>,
    /// Evidence of the latest pledge.
    evidence: Vec<SummaryRow>,
    code: Option<CodeCard>,
    /// Why the latest code cannot be used.
    closed: Option<String>,
    days: i64,
    tries: i32,
}

/// An open code.
struct CodeCard {
    /// The dark modules as a path, and the modules along a side.
    path: String,
    width: u16,
    code: String,
    /// Without `https://`.
    typed_at: String,
    address: String,
    until: String,
    tries_left: i32,
}

/// GET `/venues/{id}/workers/{worker}/pledge`
pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::WorkAtVenues>,
    Path(of): Path<(VenueId, WorkerId)>,
) -> Result<Response, PageError> {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::from_fields([("key", key), ("signed_on", format_date(app.today()))]);
    Ok(render(page, &app, &permit, of, form).await?)
}

/// POST `/venues/{id}/workers/{worker}/pledge`
pub(super) async fn invite(
    PageRequest { page, app, permit }: PageRequest<rights::WorkAtVenues>,
    Path(of): Path<(VenueId, WorkerId)>,
    mut form: Form,
) -> Result<Response, PageError> {
    let here = paths::InviteWorker(of.0, of.1);
    let done = worker_pledges::invite(&app, &permit, form.require_key()?, of).await;
    if let Err(AppError::Refused(refusal)) = &done {
        return Ok(redirect_with_refusal(refusal, here));
    }
    if form.require_success(done)?.is_some() {
        return Ok(Flash::success("worker-pledges-code-made").redirect(here));
    }
    Ok(render(page, &app, &permit, of, form).await?)
}

/// POST `/venues/{id}/workers/{worker}/pledge/end`
pub(super) async fn end(
    PageRequest { app, permit, .. }: PageRequest<rights::WorkAtVenues>,
    Path(of): Path<(VenueId, WorkerId)>,
) -> Result<Response, PageError> {
    worker_pledges::end_invitation(&app, &permit, of).await?;
    Ok(Flash::success("worker-pledges-code-ended").redirect(paths::InviteWorker(of.0, of.1)))
}

/// POST `/venues/{id}/workers/{worker}/pledge/paper`
pub(super) async fn record_paper(
    PageRequest { page, app, permit }: PageRequest<rights::WorkAtVenues>,
    Path(of): Path<(VenueId, WorkerId)>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    if let Some(day) = form.require_date("signed_on", "worker-pledges-signed-on-what") {
        let done = worker_pledges::record_paper(&app, &permit, of, version, day).await;
        if let Err(AppError::Refused(refusal)) = &done {
            return Ok(redirect_with_refusal(refusal, paths::InviteWorker(of.0, of.1)));
        }
        if form.require_success(done)?.is_some() {
            return Ok(Flash::success("worker-pledges-recorded").redirect(paths::WorkerPledges(of.0)));
        }
    }
    form.set("key", uuid_v7(app.now(), app.entropy()).to_string());
    Ok(render(page, &app, &permit, of, form).await?)
}

async fn render(
    page: Page,
    app: &App,
    permit: &Permit<rights::WorkAtVenues>,
    of: (VenueId, WorkerId),
    mut form: Form,
) -> Result<Response, AppError> {
    let dossier = worker_pledges::load_dossier(app, permit, of).await?;
    form.set("version", dossier.worker.version.to_string());
    let sheet = build_page(page, form, &dossier);
    Ok((sheet.form.status(), PRIVATE, Html(sheet)).into_response())
}

fn build_page(page: Page, form: Form, dossier: &WorkerPledgeDossier) -> InviteWorkerPage {
    let page = page.with_title("worker-pledges-invite-title").with_form_errors(&form);
    let WorkerPledgeDossier { venue, worker, .. } = dossier;
    let pledged = match &worker.pledged_on {
        Some(day) => page.date(day),
        None => page.t("worker-pledges-not-signed"),
    };
    let closed = dossier.closed.map(|closed| translate_code(&page, "invitationstanding", closed.code()));
    InviteWorkerPage {
        id: venue.id,
        worker: worker.id,
        venue: venue.name.clone(),
        locked: dossier.is_locked,
        rows: vec![
            SummaryRow::new(page.t("labour-name"), worker.person.name.clone()),
            SummaryRow::new(page.t("labour-position"), worker.job.position.clone()),
            SummaryRow::new(page.t("worker-pledges-signed"), pledged),
        ],
        evidence: dossier.pledge.iter().flat_map(|pledge| build_evidence(&page, pledge)).collect(),
        code: dossier.open.as_ref().map(|open| build_code(&page, open)),
        closed,
        days: LIFETIME.whole_days(),
        tries: MAX_TRIES,
        page,
        form,
    }
}

fn build_code(page: &Page, shown: &ShownInvitation) -> CodeCard {
    let (path, width) = shown.symbol.draw_svg_path();
    let typed_at = shown.typed_at.split_once("://").map_or(shown.typed_at.as_str(), |(_, rest)| rest);
    CodeCard {
        path,
        width,
        code: shown.code.to_string(),
        typed_at: typed_at.to_owned(),
        address: shown.address.clone(),
        until: page.moment(&shown.invitation.expires_at),
        tries_left: shown.invitation.tries_left,
    }
}

/// What is kept of a signature.
fn build_evidence(page: &Page, pledge: &WorkerPledge) -> Vec<SummaryRow> {
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    let mut rows = vec![
        row("worker-pledges-method", translate_code(page, "workerpledgemethod", pledge.method.code())),
        row("worker-pledges-signed-on", page.date(&pledge.signed_on)),
        row("worker-pledges-recorded-at", page.moment(&pledge.recorded_at)),
        row("worker-pledges-terms", format!("{} ({})", pledge.terms_version, pledge.language)),
        row("worker-pledges-digest", pledge.text_hash.clone()),
    ];
    if !pledge.address.is_empty() {
        rows.push(row("worker-pledges-address", pledge.address.clone()));
    }
    rows
}
