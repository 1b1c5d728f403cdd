//! Somebody leaves: a date and nothing else; and that somebody left is taken back.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{AppError, labour};
use camket_domain::calendar::format_date;
use camket_domain::ids::{VenueId, WorkerId};
use camket_domain::labour::Worker;
use camket_domain::permissions::rights;
use camket_domain::venues::Venue;

use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors, redirect_with_refusal};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "labour/leave.html")]
struct LeavePage {
    page: Page,
    form: Form,
    id: VenueId,
    worker: WorkerId,
    venue: String,
    rows: Vec<SummaryRow>,
}

/// GET `/venues/{id}/workers/{worker}/leave`
pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::WorkAtVenues>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
) -> Result<Response, PageError> {
    let (venue, found) = labour::find(&app, &permit, id, worker).await?;
    let (version, today) = (found.version.to_string(), format_date(app.today()));
    let form = Form::from_fields([("version", version), ("left_on", today)]);
    Ok(render_form(page, &venue, found, form))
}

/// POST `/venues/{id}/workers/{worker}/leave`
pub(super) async fn leave(
    PageRequest { page, app, permit }: PageRequest<rights::WorkAtVenues>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let (venue, found) = labour::find(&app, &permit, id, worker).await?;
    if let Some(left_on) = form.require_date("left_on", "labour-leave-day-what") {
        let done = labour::declare_departure(&app, &permit, (id, worker), version, left_on).await;
        if let Err(AppError::Refused(refusal)) = &done {
            return Ok(redirect_with_refusal(refusal, paths::Workers(id)));
        }
        if form.require_success(done)?.is_some() {
            let name = found.person.name;
            return Ok(Flash::success("labour-left").with_arg("name", name).redirect(paths::Workers(id)));
        }
    }
    Ok(render_form(page, &venue, found, form))
}

fn render_form(page: Page, venue: &Venue, worker: Worker, form: Form) -> Response {
    let page = page.with_title("labour-leave-title").with_form_errors(&form);
    let rows = vec![
        SummaryRow::new(page.t("labour-name"), worker.person.name),
        SummaryRow::new(page.t("labour-position"), worker.job.position),
        SummaryRow::new(page.t("labour-started"), page.date(&worker.job.started_on)),
    ];
    let sheet = LeavePage { id: venue.id, worker: worker.id, venue: venue.name.clone(), rows, page, form };
    (sheet.form.status(), Html(sheet)).into_response()
}

/// POST `/venues/{id}/workers/{worker}/restore`
pub(super) async fn take_back(
    PageRequest { app, permit, .. }: PageRequest<rights::WorkAtVenues>,
    Path((id, worker)): Path<(VenueId, WorkerId)>,
    form: Form,
) -> Result<Response, PageError> {
    let done = labour::withdraw_departure(&app, &permit, (id, worker), form.require_version()?).await;
    done.redirect_refusal(paths::Workers(id))?;
    Ok(Flash::success("labour-leave-taken-back").redirect(paths::Workers(id)))
}
