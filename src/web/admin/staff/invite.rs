//! Inviting a member of staff, and the page with the link, which is shown once.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, staff};
use camket_domain::ids::uuid_v7;
use camket_domain::permissions::{Permit, rights};

use super::address;
use super::member::{self, Choices};
use crate::codes::beside_field;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "admin/account_new.html")]
struct Invite {
    page: Page,
    form: Form,
    choices: Choices,
}

/// The page with the link to hand over. The link is never shown again; a new one can be made.
#[derive(Template)]
#[template(path = "admin/account_link.html")]
pub(super) struct Link {
    pub(super) page: Page,
    pub(super) name: String,
    pub(super) login: String,
    pub(super) link: String,
    pub(super) account: String,
}

pub(super) async fn form(
    page: Page,
    State(app): State<App>,
    May(_): May<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
) -> Result<Response, Fault> {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let form = Form::filled([("key", key)]);
    Ok(invite(&app, page, &offices, form).await?.into_response())
}

async fn invite(
    app: &App,
    page: Page,
    offices: &Permit<rights::ManageAgencies>,
    form: Form,
) -> Result<Html<Invite>, AppError> {
    let page = page.titled("staff-new-title").checked(&form);
    let choices = Choices::load(app, &page, offices, None).await?;
    Ok(Html(Invite { page, form, choices }))
}

pub(super) async fn send(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    mut form: Form,
) -> Result<Response, Fault> {
    let key = match form.key() {
        Ok(key) => key,
        Err(unreadable) => return Ok(unreadable.into_response()),
    };
    if let Some(member) = member::read(&mut form, member::login) {
        let (name, login) = (member.name.clone(), member.login.as_str().to_owned());
        match staff::invite(&app, &permit, key, member).await {
            Ok((id, link)) => {
                let page = page.titled("staff-invited-title");
                return Ok(Html(Link { page, name, login, link, account: address(id) }).into_response());
            }
            Err(error) => beside_field(&mut form, error)?,
        }
    }
    let again = invite(&app, page, &offices, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}
