//! `/account/data/close`: the owner closes the own account.

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::accounts::{self, ClosingSheet};
use camket_app::{App, AppError};
use camket_domain::account_data::closing::ClosingObstacle;
use camket_domain::calendar::local_date;
use camket_domain::permissions::{Permit, rights};

use crate::accounts::{add_form_error, parse_present_password, render_invalid_form};
use crate::paths;
use camket_shell::client::RequestClient;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::{self, PageRequest};

#[derive(Template)]
#[template(path = "account_data/close.html")]
pub(super) struct CloseAccountPage {
    page: Page,
    form: Form,
    sheet: ClosingSheet,
    /// In the way; with addresses and words of what settles them.
    obstacles: Vec<Obstacle>,
}

struct Obstacle {
    what: String,
    ways: Vec<(String, String)>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::CloseAccount>,
) -> Result<Html<CloseAccountPage>, PageError> {
    build_page(page, &app, &permit, Form::new()).await.map(Html)
}

pub(super) async fn close(
    PageRequest { page, app, permit }: PageRequest<rights::CloseAccount>,
    RequestClient(client): RequestClient,
    form: Form,
) -> Result<Response, Response> {
    let mut form = form.with_secret_fields(&["current"]);
    if let Some(password) = parse_present_password(&mut form, "current") {
        match accounts::close_account(&app, &permit, password, &client).await {
            Ok(closing) => {
                let until = page.date(&local_date(closing.ends_at));
                let flash = Flash::success("account-data-closed").with_arg("until", until);
                return Ok(end_session(flash.redirect(paths::LogIn)));
            }
            Err(AppError::Refused(refusal)) => {
                return Ok(redirect_with_refusal(&refusal, paths::CloseAccount));
            }
            Err(error) => add_form_error(&page, &mut form, error, paths::CloseAccount::PATTERN)?,
        }
    }
    let page = build_page(page, &app, &permit, form).await.map_err(IntoResponse::into_response)?;
    Ok(render_invalid_form(page))
}

/// The session ended with the closing; its cookie goes, too.
fn end_session(mut answer: Response) -> Response {
    if let Some(cookie) = session::build_removal_cookie() {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::CloseAccount>,
    form: Form,
) -> Result<CloseAccountPage, PageError> {
    let sheet = accounts::load_closing(app, permit).await?;
    let page = page.with_title("account-data-close-title").with_form_errors(&form);
    let obstacles = sheet.obstacles.iter().map(|(obstacle, name)| build_obstacle(&page, *obstacle, name));
    Ok(CloseAccountPage { obstacles: obstacles.collect(), sheet, form, page })
}

fn build_obstacle(page: &Page, obstacle: ClosingObstacle, name: &str) -> Obstacle {
    match obstacle {
        ClosingObstacle::VenueOpen(venue) => Obstacle {
            what: page.t1("account-data-close-venue", "venue", name),
            ways: vec![
                (paths::StopVenue(venue).to_string(), page.t("account-data-close-stop")),
                (paths::TransferVenue(venue).to_string(), page.t("account-data-close-transfer")),
            ],
        },
        ClosingObstacle::ApplicationOpen(venue) => Obstacle {
            what: page.t1("account-data-close-application", "venue", name),
            ways: vec![(
                paths::WithdrawApplication(venue).to_string(),
                page.t("account-data-close-withdraw"),
            )],
        },
    }
}
