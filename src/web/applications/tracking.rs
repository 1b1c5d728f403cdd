//! `/track`: the state of an application for whoever knows its file number and a phone number of the venue. No account, no
//! script, nothing personal. The phone is sent in a body, so that it stands in no address and no log.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::applications::{self, TrackedApplication};
use camket_domain::applications::{ApplicationState, FileNumber, Track};
use camket_domain::identifiers::Phone;

use crate::codes;
use crate::limit::{CountedRequest, TooMany, Tracks};
use crate::paths;
use crate::state::Web;
use camket_shell::form::{Form, Query};
use camket_shell::look::{Chip, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .public_get(paths::TrackFile::PATTERN, show_form)
        .public_post(paths::TrackFile::PATTERN, show)
}

#[derive(Template)]
#[template(path = "applications/tracking.html")]
struct TrackFilePage {
    page: Page,
    form: Form,
    found: Option<FileCard>,
    /// Number and phone do not belong to a file together.
    unknown: bool,
}

/// What the page tells of a file.
struct FileCard {
    number: String,
    status: Chip,
    rows: Vec<SummaryRow>,
    tracks: Vec<TrackRows>,
}

struct TrackRows {
    title: String,
    status: Chip,
    rows: Vec<SummaryRow>,
}

/// Query: `number`, which the QR of the receipt fills in. Only a number that has the form of one is echoed.
async fn show_form(page: Page, Query(mut form): Query) -> Html<TrackFilePage> {
    let number = FileNumber::parse(form.text("number"));
    form.set("number", number.map(|number| number.to_string()).unwrap_or_default());
    build_page(page, form, None, false)
}

fn build_page(page: Page, form: Form, found: Option<FileCard>, unknown: bool) -> Html<TrackFilePage> {
    let page = page.with_title("applications-track-title").with_form_errors(&form);
    Html(TrackFilePage { page, form, found, unknown })
}

async fn show(
    page: Page,
    counted: Result<CountedRequest<Tracks>, TooMany>,
    State(app): State<App>,
    form: Form,
) -> Response {
    match counted {
        Ok(_) => answer(page, &app, form).await.unwrap_or_else(IntoResponse::into_response),
        Err(refused) => refused.into_response(),
    }
}

async fn answer(page: Page, app: &App, mut form: Form) -> Result<Response, PageError> {
    let typed = form.require_text("number", "applications-track-number-what");
    let phone = form.require_phone("phone", "applications-track-phone-what");
    let (Some(typed), Some(phone)) = (typed, phone) else {
        return Ok((form.status(), build_page(page, form, None, false)).into_response());
    };
    match find(app, &typed, &phone).await? {
        Some(file) => {
            let card = build_card(&page, &file);
            Ok(build_page(page, form, Some(card), false).into_response())
        }
        None => Ok((StatusCode::NOT_FOUND, build_page(page, form, None, true)).into_response()),
    }
}

/// `None` for a text that is no number as for a number that is not assigned and for a wrong phone.
async fn find(app: &App, typed: &str, phone: &Phone) -> Result<Option<TrackedApplication>, PageError> {
    let Some(number) = FileNumber::parse(typed) else { return Ok(None) };
    Ok(applications::track_file(app, &number, phone).await?)
}

fn build_card(page: &Page, file: &TrackedApplication) -> FileCard {
    let application = &file.application;
    let mut rows =
        vec![SummaryRow::new(page.t("applications-track-received"), page.moment(&application.submitted_at))];
    if application.state == ApplicationState::InReview {
        rows.push(SummaryRow::new(page.t("applications-track-due"), page.date(&application.due_on())));
    }
    let offices = file.offices.iter().map(|office| office.as_ref().map(|office| office.name.as_str()));
    let tracks = application.tracks().into_iter().zip(offices);
    FileCard {
        number: application.number.to_string(),
        status: codes::build_application_chip(page, application.state),
        rows,
        tracks: tracks.map(|(track, office)| build_track(page, track, office.unwrap_or_default())).collect(),
    }
}

fn build_track(page: &Page, track: &Track, office: &str) -> TrackRows {
    let office = SummaryRow::new(page.t("applications-track-office"), office);
    let day = match track.decided_at() {
        Some(at) => SummaryRow::new(page.t("applications-track-decided"), page.moment(&at)),
        None => SummaryRow::new(page.t("applications-track-due"), page.date(&track.due_on)),
    };
    TrackRows {
        title: codes::translate_code(page, "trackkind", track.kind.code()),
        status: codes::build_track_chip(page, track.state()),
        rows: vec![office, day],
    }
}
