//! Revealing a personal number: asked with a reason, shown once, recorded in the audit log. The number appears in no
//! address.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use camket_app::AppError;
use camket_app::applications::{self, RevealedNumber, ReviewDossier};
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::rights;
use camket_domain::text::lengths::MAX_REASON_CHARS;

use crate::paths;
use camket_shell::form::{Form, Query};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "applications/review/reveal.html")]
struct RevealNumberPage {
    page: Page,
    form: Form,
    id: ApplicationId,
    /// Which number, as the form sends it: `representative`, `tax`, or a worker's id.
    which: String,
    /// Whose number, in words.
    what: String,
    /// The number, once it is revealed.
    number: Option<String>,
}

type HandlerResult = Result<Response, PageError>;

pub(super) async fn show_form(
    PageRequest { page, app, permit }: PageRequest<rights::ReadApplications>,
    Path(id): Path<ApplicationId>,
    Query(query): Query,
) -> HandlerResult {
    let which = query.text("which").to_owned();
    let dossier = applications::load_dossier(&app, &permit, id).await?;
    Ok(Html(build_page(page, Form::new(), &dossier, &which)?).into_response())
}

pub(super) async fn reveal(
    PageRequest { page, app, permit }: PageRequest<rights::RevealNumbers>,
    May(reader): May<rights::ReadApplications>,
    Path(id): Path<ApplicationId>,
    mut form: Form,
) -> HandlerResult {
    let secret = parse_secret(form.text("which")).ok_or(AppError::NotFound)?;
    let opened = match parse_reason(&mut form) {
        None => None,
        Some(reason) => {
            form.require_success(applications::reveal_number(&app, &permit, id, secret, &reason).await)?
        }
    };
    let dossier = applications::load_dossier(&app, &reader, id).await?;
    let which = form.text("which").to_owned();
    let status = form.status();
    let mut shown = build_page(page, form, &dossier, &which)?;
    shown.number = opened;
    let no_store = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok((status, [no_store], Html(shown)).into_response())
}

fn parse_reason(form: &mut Form) -> Option<String> {
    let reason = form.require_text("reason", "applications-review-reveal-reason-what")?;
    if reason.chars().count() > MAX_REASON_CHARS {
        form.fail_about(
            "reason",
            "errors-too-long",
            "applications-review-reveal-reason-what",
            &[("max", &MAX_REASON_CHARS)],
        );
    }
    if contains_personal_number(&reason) {
        form.fail("reason", "applications-review-note-number");
    }
    (!form.has_errors()).then_some(reason)
}

/// Whether a text that is kept and shown contains a personal number (12 digits in a row).
pub(crate) fn contains_personal_number(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 12)
}

/// Which number a form asks for: `representative`, `tax`, or a worker's id.
fn parse_secret(which: &str) -> Option<RevealedNumber> {
    match which {
        "representative" => Some(RevealedNumber::Representative),
        "tax" => Some(RevealedNumber::Tax),
        worker => worker.parse().ok().map(RevealedNumber::Worker),
    }
}

fn build_page(
    page: Page,
    form: Form,
    dossier: &ReviewDossier,
    which: &str,
) -> Result<RevealNumberPage, AppError> {
    let venue = &dossier.venue;
    let what = match parse_secret(which).ok_or(AppError::NotFound)? {
        RevealedNumber::Representative => page.t("applications-review-reveal-representative"),
        RevealedNumber::Tax => page.t("applications-review-reveal-tax"),
        RevealedNumber::Worker(id) => {
            let worker = venue.workers.iter().find(|worker| worker.id == id).ok_or(AppError::NotFound)?;
            page.t1("applications-review-reveal-worker", "name", worker.person.name.as_str())
        }
    };
    Ok(RevealNumberPage {
        page: page.with_title("applications-review-reveal-title").with_form_errors(&form),
        id: dossier.application.id,
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
            (&*format!("reason={}", "x".repeat(MAX_REASON_CHARS + 1)), Some("errors-too-long")),
            ("reason=xem+058090001234", Some("applications-review-note-number")),
        ];
        for (body, expected) in table {
            let mut form = Form::parse(body.as_bytes());
            assert_eq!(parse_reason(&mut form).is_some(), expected.is_none(), "{body}");
            assert_eq!(form.error("reason").map(camket_shell::form::FieldError::key), expected, "{body}");
        }
    }

    #[test]
    fn which_number_is_one_of_three() {
        assert_eq!(parse_secret("tax"), Some(RevealedNumber::Tax));
        assert_eq!(parse_secret("representative"), Some(RevealedNumber::Representative));
        assert!(matches!(
            parse_secret("01930000-0000-7000-8000-000000000000"),
            Some(RevealedNumber::Worker(_))
        ));
        assert_eq!(parse_secret("058090001234"), None);
    }
}
