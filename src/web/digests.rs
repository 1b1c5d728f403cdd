//! `/account/digest`: an officer switches the daily digest on or off.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::digests;
use camket_domain::permissions::{Action, rights};

use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().get(paths::OwnDigest::PATTERN, Action::HearOfWork, show).post(
        paths::OwnDigest::PATTERN,
        Action::HearOfWork,
        save,
    )
}

#[derive(Template)]
#[template(path = "digests/own.html")]
struct OwnDigestPage {
    page: Page,
    form: Form,
    choices: Vec<Choice>,
}

/// The values of the field: wanted, and not.
const VALUES: [(&str, bool); 2] = [("on", true), ("off", false)];

/// "Mỗi ngày làm việc" or "Không nhận".
pub(crate) fn format_wanted(page: &Page, wanted: bool) -> String {
    page.t(if wanted { "digests-on" } else { "digests-off" })
}

fn build_page(page: Page, form: Form) -> Html<OwnDigestPage> {
    let page = page.with_title("digests-title").with_form_errors(&form);
    let choices = VALUES.map(|(value, wanted)| Choice::new(value, format_wanted(&page, wanted))).into();
    Html(OwnDigestPage { page, form, choices })
}

async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::HearOfWork>,
) -> Result<Html<OwnDigestPage>, PageError> {
    let wanted = digests::is_wanted(&app, &permit).await?;
    let value = VALUES.into_iter().find(|(_, meaning)| *meaning == wanted).map_or("on", |(value, _)| value);
    Ok(build_page(page, Form::from_fields([("digest", value)])))
}

async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::HearOfWork>,
    mut form: Form,
) -> Result<Response, PageError> {
    let parse = |value: &str| VALUES.into_iter().find(|(known, _)| *known == value).map(|(_, wanted)| wanted);
    let Some(wanted) = form.require_choice("digest", "digests-what", parse) else {
        return Ok((form.status(), build_page(page, form)).into_response());
    };
    digests::set_wanted(&app, &permit, wanted).await?;
    Ok(Flash::success("digests-saved").redirect(paths::OwnAccount::PATTERN))
}
