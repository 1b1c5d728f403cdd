//! `/register/{venue}/operation`: an officer records that a venue stopped for a time, closed, or operates again.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::venue_operations::{self, OperationRecorder, VenueOperation};
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;
use camket_domain::text::lengths::MAX_REASON_CHARS;
use camket_domain::venue_register::{Operation, OperationState};
use time::Date;

use super::chips::build_operation_chip;
use crate::codes::translate_code;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, Choice, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "venue_register/operation.html")]
struct OperationPage {
    page: Page,
    form: Form,
    venue: String,
    back: String,
    state: Chip,
    /// The last record; empty if there is none.
    rows: Vec<SummaryRow>,
    states: Vec<Choice>,
    /// Number of the certificate in force.
    certificate: Option<String>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::FollowUpVenues>,
    Path(id): Path<VenueId>,
) -> Result<Response, PageError> {
    let found = venue_operations::find_operation(&app, OperationRecorder::Office(&permit), id).await?;
    let form = Form::from_fields([("version", found.version.to_string())]);
    Ok(Html(build_page(page, form, &found, app.today())).into_response())
}

pub(super) async fn record(
    PageRequest { page, app, permit }: PageRequest<rights::FollowUpVenues>,
    Path(id): Path<VenueId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let operation = parse_operation(&mut form);
    let reason = form.require_line("reason", "venue-register-operation-reason-what", MAX_REASON_CHARS);
    if let Some((operation, reason)) = operation.zip(reason) {
        let office = OperationRecorder::Office(&permit);
        let recorded =
            venue_operations::record_operation(&app, office, id, version, operation, &reason).await;
        if form.require_success(recorded).redirect_refusal(paths::RecordOperation(id))?.is_some() {
            return Ok(Flash::success("venue-register-operation-recorded").redirect(paths::Timeline(id)));
        }
    }
    let found = venue_operations::find_operation(&app, OperationRecorder::Office(&permit), id).await?;
    Ok((form.status(), Html(build_page(page, form, &found, app.today()))).into_response())
}

/// What is recorded from now on; records what is wrong beside its field.
pub(crate) fn parse_operation(form: &mut Form) -> Option<Operation> {
    match form.require_choice("state", "venue-register-operation-what", OperationState::from_code)? {
        OperationState::Stopped => {
            form.require_date("until", "venue-register-operation-until-what").map(Operation::StoppedUntil)
        }
        OperationState::Operating => Some(Operation::Operating),
        OperationState::Closed => Some(Operation::Closed),
    }
}

fn build_page(page: Page, form: Form, found: &VenueOperation, today: Date) -> OperationPage {
    let page = page.with_title("venue-register-operation-title").with_form_errors(&form);
    OperationPage {
        venue: found.name.clone(),
        back: paths::Timeline(found.venue).to_string(),
        state: build_operation_chip(&page, found.state_on(today)),
        rows: build_record_rows(&page, found),
        states: build_state_choices(&page),
        certificate: found.certificate.as_ref().map(ToString::to_string),
        form,
        page,
    }
}

/// The last record; empty if there is none.
pub(crate) fn build_record_rows(page: &Page, found: &VenueOperation) -> Vec<SummaryRow> {
    let rows = found.last.iter().flat_map(|last| {
        let until = last.operation.until().map(|day| page.date(&day)).unwrap_or_default();
        [
            SummaryRow::new(page.t("venue-register-operation-recorded-at"), page.moment(&last.at)),
            SummaryRow::new(page.t("venue-register-operation-until"), until),
            SummaryRow::new(page.t("venue-register-operation-reason"), last.reason.as_str()),
        ]
    });
    rows.collect()
}

pub(crate) fn build_state_choices(page: &Page) -> Vec<Choice> {
    let choice =
        |state: OperationState| Choice::new(state.code(), translate_code(page, "operation", state.code()));
    OperationState::ALL.map(choice).to_vec()
}
