//! `/venues/{id}/questions/{request}`: a question of the labour authority, as the owner reads and answers it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::labour::{self, OwnRequest};
use camket_domain::ids::{LabourRequestId, VenueId};
use camket_domain::labour::requests::LabourRequestState;
use camket_domain::permissions::rights;
use camket_domain::text::lengths::MAX_TEXT_CHARS;

use super::build_messages;
use super::thread::build_form;
use crate::codes::translate_code;
use crate::labour_questions::build_state_chip;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "labour/own_request.html")]
struct OwnRequestPage {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    state: Chip,
    messages: Vec<TimelineEvent>,
    may_answer: bool,
}

type OwnRequestPath = Path<(VenueId, LabourRequestId)>;

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
    Path((venue, id)): OwnRequestPath,
) -> Result<Response, PageError> {
    let found = labour::find_own_request(&app, &permit, (venue, id)).await?;
    let form = build_form(&app, found.request.version);
    Ok(render(page, found, form))
}

fn render(page: Page, found: OwnRequest, form: Form) -> Response {
    let OwnRequest { request, venue, messages } = found;
    let title = translate_code(&page, "labourcheck", request.check.code());
    let page = page.with_title_text(title).with_form_errors(&form);
    let view = OwnRequestPage {
        id: venue.id,
        venue: venue.name,
        state: build_state_chip(&page, request.state),
        messages: build_messages(&page, &messages, false),
        may_answer: request.state != LabourRequestState::Ended,
        form,
        page,
    };
    (view.form.status(), Html(view)).into_response()
}

pub(super) async fn answer(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
    Path((venue, id)): OwnRequestPath,
    mut form: Form,
) -> Result<Response, PageError> {
    let (key, version) = (form.require_key()?, form.require_version()?);
    let here = paths::OwnLabourRequest(venue, id);
    if form.require_text("text", "labour-message-what").is_some()
        && let Some(text) = form.parse_lines("text", "labour-message-what", MAX_TEXT_CHARS)
    {
        let answered = labour::answer_request(&app, &permit, key, (venue, id, version), &text).await;
        let answered = form.require_success(answered).redirect_refusal(&here);
        if answered.redirect_conflict("labour-request-changed", &here)?.is_some() {
            return Ok(Flash::success("labour-answered").redirect(here));
        }
    }
    let found = labour::find_own_request(&app, &permit, (venue, id)).await?;
    Ok(render(page, found, form))
}
