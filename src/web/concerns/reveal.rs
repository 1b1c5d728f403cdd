//! Revealing a reporter's contact: asks for a reason, shows the contact once, records an audit event.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, concerns};
use camket_domain::concerns::Concern;
use camket_domain::ids::ConcernId;
use camket_domain::permissions::rights;
use camket_domain::text::lengths::MAX_REASON_CHARS;

use super::format_reference;
use crate::paths;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "concerns/reveal.html")]
struct RevealContactPage {
    page: Page,
    form: Form,
    id: ConcernId,
    reference: String,
    /// The contact, after it was revealed.
    contact: Option<String>,
}

fn build_page(page: Page, form: Form, concern: &Concern, contact: Option<String>) -> RevealContactPage {
    RevealContactPage {
        page: page.with_title("concerns-reveal-title").with_form_errors(&form),
        form,
        id: concern.id,
        reference: format_reference(&concern.reference),
        contact,
    }
}

pub(super) async fn show_form(
    page: Page,
    State(app): State<App>,
    May(reader): May<rights::ReadConcerns>,
    Path(id): Path<ConcernId>,
) -> Result<Response, PageError> {
    let concern = concerns::find(&app, &reader, id).await?;
    Ok(Html(build_page(page, Form::new(), &concern, None)).into_response())
}

pub(super) async fn reveal(
    PageRequest { page, app, permit }: PageRequest<rights::TriageConcerns>,
    May(reader): May<rights::ReadConcerns>,
    Path(id): Path<ConcernId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let concern = concerns::find(&app, &reader, id).await?;
    if concern.contact.is_none() {
        return Err(AppError::NotFound.into());
    }
    let contact = match form.require_line("reason", "concerns-reveal-reason-what", MAX_REASON_CHARS) {
        Some(reason) => form.require_success(concerns::reveal_contact(&app, &permit, id, &reason).await)?,
        None => None,
    };
    Ok((form.status(), Html(build_page(page, form, &concern, contact))).into_response())
}
