//! `/labour/requests/{request}`: a thread as an officer reads it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::labour::{self, RequestThread};
use camket_domain::ids::{LabourRequestId, uuid_v7};
use camket_domain::labour::requests::LabourRequestState;
use camket_domain::permissions::rights;
use camket_domain::text::lengths::MAX_TEXT_CHARS;

use super::build_messages;
use crate::codes::translate_code;
use crate::labour::checks::format_finding;
use crate::labour_questions::build_state_chip;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "labour/thread.html")]
struct RequestThreadPage {
    page: Page,
    form: Form,
    id: LabourRequestId,
    /// Of the venue: name, and address of its page.
    venue: (String, String),
    state: Chip,
    rows: Vec<SummaryRow>,
    messages: Vec<TimelineEvent>,
    may_ask: bool,
    may_end: bool,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::AskOwners>,
    Path(id): Path<LabourRequestId>,
) -> Result<Response, PageError> {
    let thread = labour::load_request(&app, &permit, id).await?;
    let form = build_form(&app, thread.request.version);
    Ok(render(page, &thread, form))
}

pub(super) fn build_form(app: &App, version: i32) -> Form {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    Form::from_fields([("key", key), ("version", version.to_string())])
}

fn render(page: Page, thread: &RequestThread, form: Form) -> Response {
    let RequestThread { request, venue, messages, finding } = thread;
    let title = translate_code(&page, "labourcheck", request.check.code());
    let page = page.with_title_text(title).with_form_errors(&form);
    let now = match finding {
        Some(finding) => format_finding(page.lang(), *finding),
        None => page.t("labour-not-met"),
    };
    let view = RequestThreadPage {
        id: request.id,
        venue: (venue.name.clone(), paths::Timeline(venue.id).to_string()),
        state: build_state_chip(&page, request.state),
        rows: vec![SummaryRow::new(page.t("labour-now"), now)],
        messages: build_messages(&page, messages, true),
        may_ask: request.state == LabourRequestState::Answered,
        may_end: request.state != LabourRequestState::Ended,
        form,
        page,
    };
    (view.form.status(), Html(view)).into_response()
}

pub(super) async fn ask_again(
    PageRequest { page, app, permit }: PageRequest<rights::AskOwners>,
    Path(id): Path<LabourRequestId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let (key, version) = (form.require_key()?, form.require_version()?);
    let here = paths::LabourRequest(id);
    if form.require_text("text", "labour-message-what").is_some()
        && let Some(text) = form.parse_lines("text", "labour-message-what", MAX_TEXT_CHARS)
    {
        let asked = labour::ask_again(&app, &permit, key, (id, version), &text).await;
        let asked = form.require_success(asked).redirect_refusal(&here);
        if asked.redirect_conflict("labour-request-changed", &here)?.is_some() {
            return Ok(Flash::success("labour-asked").redirect(here));
        }
    }
    let thread = labour::load_request(&app, &permit, id).await?;
    Ok(render(page, &thread, form))
}

pub(super) async fn end(
    PageRequest { app, permit, .. }: PageRequest<rights::AskOwners>,
    Path(id): Path<LabourRequestId>,
    form: Form,
) -> Result<Response, PageError> {
    let here = paths::LabourRequest(id);
    let ended = labour::end_request(&app, &permit, id, form.require_version()?).await;
    ended.redirect_refusal(&here).redirect_conflict("labour-request-changed", &here)?;
    Ok(Flash::success("labour-request-ended").redirect(here))
}
