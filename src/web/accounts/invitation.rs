//! Accepting an invitation as a member of staff: the signed link leads to a form for the first password.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, accounts};
use camket_domain::accounts::Account;

use super::extractors::SecureConnection;
use super::{logins, passwords, responses, second_step};
use crate::codes;
use crate::paths;
use crate::state::Web;
use camket_shell::client;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new().public_get(paths::Invitation::PATTERN, show).public_post(paths::Invitation::PATTERN, save)
}

#[derive(Template)]
#[template(path = "accounts/invitation.html")]
struct InvitationPage {
    page: Page,
    form: Form,
    account: Account,
}

impl InvitationPage {
    fn new(page: Page, form: Form, account: Account) -> Self {
        Self { page: page.with_title("accounts-invitation-title").with_form_errors(&form), form, account }
    }

    fn role(&self) -> &'static str {
        codes::role_key(self.account.role)
    }
}

/// Answers a link that was used, has expired or was never valid. The page does not say which of them.
#[derive(Template)]
#[template(path = "accounts/invitation_over.html")]
struct InvitationEndedPage {
    page: Page,
}

fn render_ended(page: Page) -> Response {
    (
        StatusCode::NOT_FOUND,
        Html(InvitationEndedPage { page: page.with_title("accounts-invitation-over-title") }),
    )
        .into_response()
}

async fn show(
    _: SecureConnection,
    page: Page,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    match accounts::load_invited(&app, &token).await {
        Ok(account) => Ok(Html(InvitationPage::new(page, Form::new(), account)).into_response()),
        Err(AppError::NotFound) => Ok(render_ended(page)),
        Err(error) => Err(error.into()),
    }
}

async fn save(
    _: SecureConnection,
    page: Page,
    State(app): State<App>,
    Path(token): Path<String>,
    client::RequestClient(client): client::RequestClient,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = form.with_secret_fields(&["password"]);
    let Some(password) = passwords::parse_new_password(&mut form, "password") else {
        return match accounts::load_invited(&app, &token).await {
            Ok(account) => Ok(responses::render_invalid_form(InvitationPage::new(page, form, account))),
            Err(AppError::NotFound) => Ok(render_ended(page)),
            Err(error) => Err(error.into()),
        };
    };
    match accounts::accept_invitation(&app, &token, password, &client).await {
        Ok(step) => {
            let welcome = Flash::success("accounts-invitation-accepted");
            Ok((welcome, second_step::answer_log_in(&app, page, step, form).await).into_response())
        }
        // Submitted twice: the first submission used the link up.
        Err(AppError::NotFound | AppError::Conflict) => Ok(render_ended(page)),
        Err(error) => Err(error.into()),
    }
}
