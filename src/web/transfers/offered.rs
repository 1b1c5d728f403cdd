//! `/transfers/{transfer}`: a venue that is offered to the reader, with what comes with it; accepted or declined.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::App;
use camket_app::transfers::{self, OfferedVenue};
use camket_domain::ids::TransferId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::transfers::TransferState;
use camket_domain::venues::Place;

use crate::codes;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "transfers/offered.html")]
struct OfferedPage {
    page: Page,
    form: Form,
    id: TransferId,
    rows: Vec<SummaryRow>,
    /// What the new owner must do.
    duties: Vec<String>,
    /// Whether it can be answered.
    is_open: bool,
}

type KeeperPermit = Permit<rights::KeepVenues>;

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
    Path(id): Path<TransferId>,
) -> Result<Response, PageError> {
    let found = load(&app, &permit, id).await?;
    if found.transfer.state == TransferState::Accepted {
        return Ok(Redirect::to(&paths::Venue(found.venue.id).to_string()).into_response());
    }
    let form = Form::from_fields([("version", found.transfer.version.to_string())]);
    Ok(render(page, &app, form, &found))
}

async fn load(app: &App, permit: &KeeperPermit, id: TransferId) -> Result<OfferedVenue, PageError> {
    transfers::load_offered(app, permit, id).await.redirect_refusal(paths::Venues)
}

fn render(page: Page, app: &App, form: Form, found: &OfferedVenue) -> Response {
    let page = page.with_title_text(found.venue.name.as_str()).with_form_errors(&form);
    let view = OfferedPage {
        id: found.transfer.id,
        rows: build_rows(&page, found),
        duties: list_duties(&page, found),
        is_open: found.transfer.is_open(app.now()),
        form,
        page,
    };
    (view.form.status(), Html(view)).into_response()
}

fn build_rows(page: &Page, found: &OfferedVenue) -> Vec<SummaryRow> {
    let OfferedVenue { venue, transfer, .. } = found;
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    let paper = found.certificate.as_ref().map(|paper| {
        page.t2("transfers-paper", "number", paper.number.as_str(), "date", page.date(&paper.expires_on))
    });
    vec![
        row("transfers-from", found.from.clone()),
        row("transfers-kind", codes::format_venue_kind(page, venue.kind, &venue.kind_note)),
        row("transfers-address", venue.place.as_ref().map(Place::full_address).unwrap_or_default()),
        row("transfers-certificate", paper.unwrap_or_else(|| page.t("transfers-no-certificate"))),
        row("transfers-workers", page.number(found.workers)),
        row("transfers-demands", page.number(found.demands)),
        row("transfers-questions", page.number(found.questions)),
        row("transfers-until", page.moment(&transfer.ends_at())),
    ]
}

fn list_duties(page: &Page, found: &OfferedVenue) -> Vec<String> {
    let section = |step: &camket_domain::venues::MissingStep| {
        page.t1("transfers-fill-in", "section", codes::translate_code(page, "section", step.code()))
    };
    let sign = ["transfers-sign", "transfers-look-over"].map(|key| page.t(key));
    let open = (found.demands > 0 || found.questions > 0).then(|| page.t("transfers-obligations"));
    found.anew.iter().map(section).chain(sign).chain(open).collect()
}

pub(super) async fn accept(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
    Path(id): Path<TransferId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let (version, here) = (form.require_version()?, paths::OfferedVenue(id));
    if form.text("agree") != "yes" {
        form.fail("agree", "transfers-agree-missing");
        let found = load(&app, &permit, id).await?;
        return Ok(render(page, &app, form, &found));
    }
    let accepted = transfers::accept(&app, &permit, id, version).await;
    let venue = accepted.redirect_refusal(&here).redirect_conflict("transfers-changed", &here)?;
    Ok(Flash::success("transfers-accepted").redirect(paths::Venue(venue)))
}

pub(super) async fn decline(
    PageRequest { app, permit, .. }: PageRequest<rights::KeepVenues>,
    Path(id): Path<TransferId>,
    form: Form,
) -> Result<Response, PageError> {
    let (version, here) = (form.require_version()?, paths::OfferedVenue(id));
    let declined = transfers::decline(&app, &permit, id, version).await;
    declined.redirect_refusal(&here).redirect_conflict("transfers-changed", &here)?;
    Ok(Flash::success("transfers-declined").redirect(paths::Venues))
}
