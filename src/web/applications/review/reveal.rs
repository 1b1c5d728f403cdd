//! Revealing a personal number: asked with a reason, shown once, recorded in the audit log. The number appears in no
//! address.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use camket_app::applications::{self, ReviewDossier, Secret};
use camket_app::{App, AppError};
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::rights;

use super::address;
use crate::codes;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::session::May;

/// Most characters of a reason.
const MOST: usize = 300;

#[derive(Template)]
#[template(path = "applications/review_reveal.html")]
struct Reveal {
    page: Page,
    form: Form,
    back: String,
    /// Which number, as the form sends it: `representative`, `tax`, or a worker's id.
    which: String,
    /// Whose number, in words.
    what: String,
    /// The number, once it is revealed.
    number: Option<String>,
}

type Answer = Result<Response, Fault>;

pub(super) async fn ask(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    Path(id): Path<ApplicationId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let which = Form::parse(query.unwrap_or_default().as_bytes()).text("which").to_owned();
    let dossier = applications::dossier(&app, &permit, id).await?;
    Ok(Html(fill(page, Form::new(), &dossier, &which)?).into_response())
}

pub(super) async fn open(
    page: Page,
    State(app): State<App>,
    May(reader): May<rights::ReadRegister>,
    May(permit): May<rights::RevealNumbers>,
    Path(id): Path<ApplicationId>,
    mut form: Form,
) -> Answer {
    let secret = secret(form.text("which")).ok_or(AppError::NotFound)?;
    let reason = read(&mut form);
    let opened = match reason {
        None => None,
        Some(reason) => match applications::reveal(&app, &permit, id, secret, &reason).await {
            Ok(number) => Some(number),
            Err(error) => {
                codes::beside_field(&mut form, error)?;
                None
            }
        },
    };
    let dossier = applications::dossier(&app, &reader, id).await?;
    let which = form.text("which").to_owned();
    let status = if opened.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut shown = fill(page, form, &dossier, &which)?;
    shown.number = opened;
    let no_store = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok((status, [no_store], Html(shown)).into_response())
}

fn read(form: &mut Form) -> Option<String> {
    let reason = form.required("reason", "review-reveal-reason-what")?;
    if reason.chars().count() > MOST {
        form.fail_about("reason", "errors-too-long", "review-reveal-reason-what", &[("max", &MOST)]);
    }
    if holds_number(&reason) {
        form.fail("reason", "review-note-number");
    }
    (!form.has_errors()).then_some(reason)
}

/// Whether a text that is kept and shown contains a personal number (12 digits in a row).
pub(crate) fn holds_number(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 12)
}

/// Which number a form asks for: `representative`, `tax`, or a worker's id.
fn secret(which: &str) -> Option<Secret> {
    match which {
        "representative" => Some(Secret::Representative),
        "tax" => Some(Secret::Tax),
        worker => worker.parse().ok().map(Secret::Worker),
    }
}

fn fill(page: Page, form: Form, dossier: &ReviewDossier, which: &str) -> Result<Reveal, AppError> {
    let venue = &dossier.venue;
    let what = match secret(which).ok_or(AppError::NotFound)? {
        Secret::Representative => page.t("review-reveal-representative"),
        Secret::Tax => page.t("review-reveal-tax"),
        Secret::Worker(id) => {
            let worker = venue.workers.iter().find(|worker| worker.id == id).ok_or(AppError::NotFound)?;
            page.t1("review-reveal-worker", "name", worker.person.name.as_str())
        }
    };
    Ok(Reveal {
        page: page.titled("review-reveal-title").checked(&form),
        back: address(dossier.application.id),
        which: which.to_owned(),
        what,
        number: None,
        form,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_given_without_the_number() {
        let table = [
            ("reason=%C4%90%E1%BB%91i+chi%E1%BA%BFu", None),
            ("", Some("errors-required")),
            (&*format!("reason={}", "x".repeat(MOST + 1)), Some("errors-too-long")),
            ("reason=xem+058090001234", Some("review-note-number")),
        ];
        for (body, expected) in table {
            let mut form = Form::parse(body.as_bytes());
            assert_eq!(read(&mut form).is_some(), expected.is_none(), "{body}");
            assert_eq!(form.error("reason").map(crate::form::FieldError::key), expected, "{body}");
        }
    }

    #[test]
    fn which_number_is_one_of_three() {
        assert_eq!(secret("tax"), Some(Secret::Tax));
        assert_eq!(secret("representative"), Some(Secret::Representative));
        assert!(matches!(secret("01930000-0000-7000-8000-000000000000"), Some(Secret::Worker(_))));
        assert_eq!(secret("058090001234"), None);
    }
}
