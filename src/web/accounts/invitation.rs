//! Accepting an invitation as a member of staff: the signed link leads to a form for the first password.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, accounts};
use camket_domain::accounts::Account;

use super::gate::SafeLine;
use super::{answer, logins, passwords, paths};
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::routes::Routes;
use crate::state::Web;
use crate::{links, session};

pub(super) fn routes() -> Routes<Web> {
    Routes::new().public(Method::GET, paths::INVITATION, show).public(Method::POST, paths::INVITATION, save)
}

#[derive(Template)]
#[template(path = "accounts/invitation.html")]
struct Invitation {
    page: Page,
    form: Form,
    account: Account,
}

impl Invitation {
    fn new(page: Page, form: Form, account: Account) -> Self {
        Self { page: page.titled("accounts-invitation-title").checked(&form), form, account }
    }

    fn role(&self) -> &'static str {
        session::role_key(self.account.role)
    }
}

/// Answers a link that was used, has expired or was never valid. The page does not say which of them.
#[derive(Template)]
#[template(path = "accounts/invitation_over.html")]
struct Over {
    page: Page,
}

fn over(page: Page) -> Response {
    (StatusCode::NOT_FOUND, Html(Over { page: page.titled("accounts-invitation-over-title") }))
        .into_response()
}

async fn show(
    _: SafeLine,
    page: Page,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    match accounts::invited(&app, &token).await {
        Ok(account) => Ok(Html(Invitation::new(page, Form::new(), account)).into_response()),
        Err(AppError::NotFound) => Ok(over(page)),
        Err(error) => Err(error.into()),
    }
}

async fn save(
    _: SafeLine,
    page: Page,
    State(app): State<App>,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let mut form = form.secret(&["password"]);
    let Some(password) = passwords::new_password(&mut form, "password") else {
        return match accounts::invited(&app, &token).await {
            Ok(account) => Ok(answer::again(Invitation::new(page, form, account))),
            Err(AppError::NotFound) => Ok(over(page)),
            Err(error) => Err(error.into()),
        };
    };
    match accounts::accept_invitation(&app, &token, password).await {
        Ok(logged_in) => {
            let welcome = Flash::success("accounts-invitation-accepted");
            Ok((welcome, answer::enter(&logged_in, links::HOME)).into_response())
        }
        // Submitted twice: the first submission used the link up.
        Err(AppError::NotFound | AppError::Conflict) => Ok(over(page)),
        Err(error) => Err(error.into()),
    }
}
