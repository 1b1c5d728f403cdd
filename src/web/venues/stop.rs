//! `/venues/{id}/stop`: the owner says that a venue stops for a time, closes, or operates again.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venue_operations::{self, OperationRecorder, VenueOperation};
use camket_domain::text::lengths::MAX_REASON_CHARS;
use camket_domain::venue_register::Operation;
use time::Date;

use super::OwnVenue;
use crate::paths;
use crate::venue_register::build_operation_chip;
use crate::venue_register::operation::{build_record_rows, build_state_choices, parse_operation};
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, Choice, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};

#[derive(Template)]
#[template(path = "venues/stop.html")]
struct StopPage {
    page: Page,
    form: Form,
    venue: String,
    back: String,
    state: Chip,
    /// The last record; empty if there is none.
    rows: Vec<SummaryRow>,
    states: Vec<Choice>,
    /// Whether it is asked once more before the venue is closed.
    asks: bool,
    /// What closing brings with it, told before it is confirmed.
    consequences: Vec<String>,
}

pub(super) async fn show(OwnVenue { page, app, permit, id }: OwnVenue) -> Result<Response, PageError> {
    let found = venue_operations::find_operation(&app, OperationRecorder::Owner(&permit), id).await?;
    let form = Form::from_fields([("version", found.version.to_string())]);
    Ok(Html(build_page(page, form, &found, app.today())).into_response())
}

pub(super) async fn record(
    OwnVenue { page, app, permit, id }: OwnVenue,
    mut form: Form,
) -> Result<Response, PageError> {
    let (version, owner) = (form.require_version()?, OperationRecorder::Owner(&permit));
    let operation = parse_operation(&mut form);
    let reason = form.parse_line("reason", "venue-register-operation-reason-what", MAX_REASON_CHARS);
    let asks = operation == Some(Operation::Closed) && form.text("sure") != "yes";
    if let Some((operation, reason)) = operation.zip(reason).filter(|_| !asks) {
        let recorded = venue_operations::record_operation(&app, owner, id, version, operation, &reason).await;
        if form.require_success(recorded).redirect_refusal(paths::StopVenue(id))?.is_some() {
            return Ok(Flash::success("venues-stop-recorded").redirect(paths::Venue(id)));
        }
    }
    let found = venue_operations::find_operation(&app, owner, id).await?;
    let asks = asks && !form.has_errors();
    Ok((form.status(), Html(StopPage { asks, ..build_page(page, form, &found, app.today()) }))
        .into_response())
}

fn build_page(page: Page, form: Form, found: &VenueOperation, today: Date) -> StopPage {
    let page = page.with_title("venues-stop-title").with_form_errors(&form);
    StopPage {
        venue: found.name.clone(),
        back: paths::Venue(found.venue).to_string(),
        state: build_operation_chip(&page, found.state_on(today)),
        rows: build_record_rows(&page, found),
        states: build_state_choices(&page),
        asks: false,
        consequences: list_consequences(&page, found),
        form,
        page,
    }
}

/// What closing the venue would do today.
fn list_consequences(page: &Page, found: &VenueOperation) -> Vec<String> {
    let paper = found.certificate.as_ref();
    let paper = paper.map(|number| page.t1("venues-stop-ends-paper", "number", number.as_str()));
    let withdrawn = found.withdraws.then(|| page.t("venues-stop-withdraws"));
    let last = paper.is_some().then(|| page.t("venues-stop-no-way-back"));
    paper.into_iter().chain(withdrawn).chain(last).collect()
}
