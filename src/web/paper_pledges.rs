//! Pledges on paper: printed for the owner at the counter, uploaded as scans or photos, matched by hand where the cover line
//! could not be read.

use askama::Template;
use axum::extract::{DefaultBodyLimit, Path};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::paper_pledges::{self, MatchTarget, UploadOutcome, WaitingPage};
use camket_app::{App, printing};
use camket_domain::ids::{PaperPageId, PledgeId, uuid_v7};
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::pledges::HandSignature;

use crate::paths;
use crate::pdf;
use crate::picture::render_jpeg;
use crate::scan_upload::ScanParts;
use crate::state::Web;
use crate::venues::OwnVenue;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Choice, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

/// Bytes of an upload: forty photos of a phone. They are read one by one.
const MAX_UPLOAD_BYTES: usize = 240 << 20;

pub(crate) fn routes() -> Routes<Web> {
    let enter = Action::EnterAtCounter;
    let uploads = Routes::new()
        .post(paths::PaperScans::PATTERN, enter, upload)
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    Routes::new()
        .get(paths::PaperScans::PATTERN, enter, list)
        .get(paths::PaperPicture::PATTERN, Action::ReadPapers, show_picture)
        .post(paths::MatchPaper::PATTERN, enter, match_page)
        .post(paths::DeletePaper::PATTERN, enter, delete_page)
        .post(paths::PreparePaper::PATTERN, Action::KeepVenues, prepare)
        .get(paths::PaperPledgePdf::PATTERN, Action::KeepVenues, show_pdf)
        .merge(uploads)
}

/// How a pledge was signed by hand, with who entered it.
pub(crate) fn build_evidence_row(page: &Page, signature: &HandSignature) -> SummaryRow {
    let day = page.date(&signature.scanned_on);
    let officer = signature.entered_by.as_str();
    let text = page.t2("paper-pledges-evidence", "date", day, "officer", officer);
    SummaryRow::new(page.t("paper-pledges-evidence-label"), text)
}

#[derive(Template)]
#[template(path = "paper_pledges/list.html")]
struct PaperScansPage {
    page: Page,
    form: Form,
    pages: Vec<WaitingCard>,
    targets: Vec<Choice>,
    /// Printed pledges that lack pages: venue, code, missing pages.
    open: Vec<String>,
}

/// A page that waits to be matched.
struct WaitingCard {
    picture: String,
    about: String,
    match_action: String,
    delete_action: String,
}

fn build_page(
    page: Page,
    form: Form,
    waiting: &[WaitingPage],
    targets: &[MatchTarget],
) -> Html<PaperScansPage> {
    let page = page.with_title("paper-pledges-title").with_form_errors(&form);
    let card = |one: &WaitingPage| WaitingCard {
        picture: paths::PaperPicture(one.page.id).into(),
        about: page.t2(
            "paper-pledges-uploaded",
            "name",
            one.uploaded_by.as_str(),
            "at",
            page.moment(&one.page.uploaded_at),
        ),
        match_action: paths::MatchPaper(one.page.id).into(),
        delete_action: paths::DeletePaper(one.page.id).into(),
    };
    let choice = |target: &MatchTarget| {
        Choice::new(target.paper.id.to_string(), format!("{} · {}", target.venue, target.paper.code))
    };
    let line = |target: &MatchTarget| {
        let missing: Vec<String> = target.missing.iter().map(ToString::to_string).collect();
        let missing = page.t1("paper-pledges-missing", "pages", missing.join(", "));
        format!("{} · {} · {missing}", target.venue, target.paper.code)
    };
    Html(PaperScansPage {
        pages: waiting.iter().map(card).collect(),
        targets: targets.iter().map(choice).collect(),
        open: targets.iter().map(line).collect(),
        form,
        page,
    })
}

async fn render(
    page: Page,
    app: &App,
    permit: &Permit<rights::EnterAtCounter>,
    form: Form,
) -> Result<Html<PaperScansPage>, PageError> {
    let waiting = paper_pledges::list_waiting(app, permit).await?;
    let targets = paper_pledges::list_targets(app, permit).await?;
    Ok(build_page(page, form, &waiting, &targets))
}

async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::EnterAtCounter>,
) -> Result<Html<PaperScansPage>, PageError> {
    let form = Form::from_fields([("key", uuid_v7(app.now(), app.entropy()).to_string())]);
    render(page, &app, &permit, form).await
}

async fn upload(
    PageRequest { page, app, permit }: PageRequest<rights::EnterAtCounter>,
    parts: ScanParts,
) -> Result<Response, PageError> {
    let (mut form, batch) = parts.read(&app, &permit).await?;
    let key = form.require_key()?;
    if !form.has_errors()
        && let Some(kept) =
            form.require_success(paper_pledges::upload_pages(&app, &permit, key, batch).await)?
    {
        return Ok(describe_outcome(&kept).redirect(paths::PaperScans::PATTERN));
    }
    Ok((form.status(), render(page, &app, &permit, form).await?).into_response())
}

fn describe_outcome(kept: &UploadOutcome) -> Flash {
    let flash = match kept {
        UploadOutcome { unmatched: 0, known: 0, .. } => Flash::success("paper-pledges-all-matched"),
        UploadOutcome { unmatched: 0, .. } => Flash::success("paper-pledges-some-known"),
        _ => Flash::warning("paper-pledges-some-matched"),
    };
    flash
        .with_arg("matched", kept.matched.to_string())
        .with_arg("unmatched", kept.unmatched.to_string())
        .with_arg("known", kept.known.to_string())
        .with_arg("signed", kept.signed.to_string())
}

async fn match_page(
    PageRequest { page, app, permit }: PageRequest<rights::EnterAtCounter>,
    Path(id): Path<PaperPageId>,
    mut form: Form,
) -> Result<Response, PageError> {
    paper_pledges::require_page(&app, &permit, id).await?;
    let parse = |typed: &str| typed.parse::<PledgeId>().ok();
    if let Some(pledge) = form.require_choice("pledge", "paper-pledges-pledge-what", parse) {
        let matched = paper_pledges::match_page(&app, &permit, id, pledge).await;
        let matched = form
            .require_success(matched)
            .redirect_refusal(paths::PaperScans)
            .redirect_conflict("paper-pledges-changed", paths::PaperScans)?;
        if let Some(signed) = matched {
            let told = if signed { "paper-pledges-signed" } else { "paper-pledges-matched" };
            return Ok(Flash::success(told).redirect(paths::PaperScans::PATTERN));
        }
    }
    Ok((form.status(), render(page, &app, &permit, form).await?).into_response())
}

async fn delete_page(
    PageRequest { app, permit, .. }: PageRequest<rights::EnterAtCounter>,
    Path(id): Path<PaperPageId>,
) -> Result<Response, PageError> {
    paper_pledges::delete_page(&app, &permit, id)
        .await
        .redirect_conflict("paper-pledges-changed", paths::PaperScans)?;
    Ok(Flash::success("paper-pledges-deleted").redirect(paths::PaperScans::PATTERN))
}

/// The picture of a scanned page, for the offices only, and kept by no cache.
async fn show_picture(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadPapers>,
    Path(id): Path<PaperPageId>,
) -> Result<Response, PageError> {
    let jpeg = paper_pledges::load_picture(&app, &permit, id).await?;
    Ok(render_jpeg(jpeg))
}

/// `POST /venues/{id}/pledge/paper`, at the counter.
async fn prepare(OwnVenue { app, permit, id, .. }: OwnVenue, form: Form) -> Result<Response, PageError> {
    let key = form.require_key()?;
    paper_pledges::prepare(&app, &permit, key, id)
        .await
        .redirect_refusal(paths::Pledge(id))
        .redirect_conflict("paper-pledges-venue-changed", paths::Pledge(id))?;
    Ok(Redirect::to(&paths::PaperPledgePdf(id).to_string()).into_response())
}

async fn show_pdf(OwnVenue { app, permit, id, .. }: OwnVenue) -> Result<Response, PageError> {
    let Some(paper) = paper_pledges::find_printed(&app, &permit, id).await? else {
        return Ok(Redirect::to(&paths::Pledge(id).to_string()).into_response());
    };
    let bytes = printing::render_paper_pledge_pdf(&app, &paper).await?;
    Ok(pdf::render_pdf(bytes, &["cam kết ký tay", &paper.text.facts.name]))
}
