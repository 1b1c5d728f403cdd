//! `/register/{venue}/operation`: an officer records that a venue stopped for a time, closed, or operates again.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::venue_register::{self, VenueOperation};
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
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::FollowUpVenues>,
    Path(id): Path<VenueId>,
) -> Result<Response, PageError> {
    let found = venue_register::find_operation(&app, &permit, id).await?;
    let form = Form::from_fields([("version", found.version.to_string())]);
    Ok(Html(build_page(page, form, &found, app.today())).into_response())
}

pub(super) async fn record(
    PageRequest { page, app, permit }: PageRequest<rights::FollowUpVenues>,
    Path(id): Path<VenueId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    if let Some((operation, reason)) = parse_operation(&mut form) {
        let recorded = venue_register::record_operation(&app, &permit, id, version, operation, &reason).await;
        if form.require_success(recorded).redirect_refusal(paths::RecordOperation(id))?.is_some() {
            return Ok(Flash::success("venue-register-operation-recorded").redirect(paths::Timeline(id)));
        }
    }
    let found = venue_register::find_operation(&app, &permit, id).await?;
    Ok((form.status(), Html(build_page(page, form, &found, app.today()))).into_response())
}

fn parse_operation(form: &mut Form) -> Option<(Operation, String)> {
    let state = form.require_choice("state", "venue-register-operation-what", OperationState::from_code);
    let operation = match state {
        Some(OperationState::Stopped) => {
            form.require_date("until", "venue-register-operation-until-what").map(Operation::StoppedUntil)
        }
        Some(OperationState::Operating) => Some(Operation::Operating),
        Some(OperationState::Closed) => Some(Operation::Closed),
        None => None,
    };
    let reason = form.require_line("reason", "venue-register-operation-reason-what", MAX_REASON_CHARS);
    operation.zip(reason)
}

fn build_page(page: Page, form: Form, found: &VenueOperation, today: Date) -> OperationPage {
    let page = page.with_title("venue-register-operation-title").with_form_errors(&form);
    let choice =
        |state: OperationState| Choice::new(state.code(), translate_code(&page, "operation", state.code()));
    let rows = found.last.iter().flat_map(|last| {
        let until = last.operation.until().map(|day| page.date(&day)).unwrap_or_default();
        [
            SummaryRow::new(page.t("venue-register-operation-recorded-at"), page.moment(&last.at)),
            SummaryRow::new(page.t("venue-register-operation-until"), until),
            SummaryRow::new(page.t("venue-register-operation-reason"), last.reason.as_str()),
        ]
    });
    OperationPage {
        venue: found.name.clone(),
        back: paths::Timeline(found.venue).to_string(),
        state: build_operation_chip(&page, found.state_on(today)),
        rows: rows.collect(),
        states: OperationState::ALL.map(choice).to_vec(),
        form,
        page,
    }
}
