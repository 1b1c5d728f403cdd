//! Revealing a reporter's contact: asks for a reason, shows the contact once, records an audit event.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, concerns};
use camket_domain::concerns::Concern;
use camket_domain::ids::ConcernId;
use camket_domain::permissions::rights;

use super::{address, reference};
use crate::codes::beside_field;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::session::May;

/// Most characters of a reason.
const MOST: usize = 300;

#[derive(Template)]
#[template(path = "concerns/reveal.html")]
struct Reveal {
    page: Page,
    form: Form,
    back: String,
    reference: String,
    /// The contact, after it was revealed.
    contact: Option<String>,
}

fn fill(page: Page, form: Form, concern: &Concern, contact: Option<String>) -> Reveal {
    Reveal {
        page: page.titled("concerns-reveal-title").checked(&form),
        form,
        back: address(concern.id),
        reference: reference(&concern.reference),
        contact,
    }
}

pub(super) async fn ask(
    page: Page,
    State(app): State<App>,
    May(reader): May<rights::ReadConcerns>,
    Path(id): Path<ConcernId>,
) -> Result<Response, Fault> {
    let concern = concerns::find(&app, &reader, id).await?;
    Ok(Html(fill(page, Form::new(), &concern, None)).into_response())
}

pub(super) async fn open(
    page: Page,
    State(app): State<App>,
    May(reader): May<rights::ReadConcerns>,
    May(permit): May<rights::TriageConcerns>,
    Path(id): Path<ConcernId>,
    mut form: Form,
) -> Result<Response, Fault> {
    let concern = concerns::find(&app, &reader, id).await?;
    if concern.contact.is_none() {
        return Err(AppError::NotFound.into());
    }
    if let Some(reason) = form.required_line("reason", "concerns-reveal-reason-what", MOST) {
        match concerns::reveal(&app, &permit, id, &reason).await {
            Ok(contact) => return Ok(Html(fill(page, form, &concern, Some(contact))).into_response()),
            Err(error) => beside_field(&mut form, error)?,
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(fill(page, form, &concern, None))).into_response())
}
