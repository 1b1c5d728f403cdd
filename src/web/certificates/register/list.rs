//! `GET /certificates`: the list. `POST`: search, so that no personal number appears in an address.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, certificates};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::judge_status;
use camket_domain::identifiers::find_personal_number;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};

use crate::areas;
use crate::codes;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Chip, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

/// Most characters of a search; more is cut off.
const MAX_WORDS_CHARS: usize = 100;

#[derive(Template)]
#[template(path = "certificates/register/list.html")]
struct CertificateListPage {
    page: Page,
    form: Form,
    lines: Vec<CertificateRow>,
    pages: PageLinks,
    narrowed: bool,
    /// Last four digits of the personal number that was searched.
    person: Option<String>,
    /// Whether the person has more certificates than are shown.
    cut: bool,
}

struct CertificateRow {
    href: String,
    name: String,
    kind: String,
    place: String,
    number: String,
    document: String,
    issued: String,
    expires: String,
    verdict: Chip,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let words = parse_words(&form);
    if find_personal_number(&words).is_some() {
        return Ok(
            Flash::warning("certificates-register-flash-number").redirect(paths::Certificates::PATTERN)
        );
    }
    Ok(Html(build_page(page, &app, &permit, &words, Cursor::decode(form.text("after"))).await?)
        .into_response())
}

/// A search for words redirects to an address that can be kept and shared; a search for a personal number is answered
/// directly.
pub(super) async fn search(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    form: Form,
) -> Result<Response, PageError> {
    let words = parse_words(&form);
    if find_personal_number(&words).is_none() {
        return Ok(
            Redirect::to(&links::with_query(paths::Certificates::PATTERN, &[("q", &words)])).into_response()
        );
    }
    Ok(Html(build_page(page, &app, &permit, &words, None).await?).into_response())
}

fn parse_words(form: &Form) -> String {
    form.text("q").chars().take(MAX_WORDS_CHARS).collect()
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    words: &str,
    after: Option<Cursor>,
) -> Result<CertificateListPage, AppError> {
    let found = certificates::list(app, permit, words, after).await?;
    let page = page.with_title("certificates-register-title");
    let person = find_personal_number(words).map(|number| number[number.len() - 4..].to_owned());
    // The links and the form must not repeat a personal number, so a search for one has no next page.
    let shown = if person.is_some() { "" } else { words };
    let cut = person.is_some() && found.next.is_some();
    let next = found.next.filter(|_| person.is_none());
    Ok(CertificateListPage {
        lines: found.items.iter().map(|one| build_row(&page, app, one)).collect(),
        pages: PageLinks::new(paths::Certificates::PATTERN, &[("q", shown)], after, next),
        form: Form::from_fields([("q", shown)]),
        narrowed: !words.is_empty(),
        person,
        cut,
        page,
    })
}

fn build_row(page: &Page, app: &App, certificate: &Certificate) -> CertificateRow {
    let facts = &certificate.facts;
    CertificateRow {
        href: paths::Certificate(certificate.id).to_string(),
        name: facts.name.clone(),
        kind: codes::format_venue_kind(page, facts.kind, ""),
        // The commune alone: all rows that a reader sees are of one province.
        place: areas::find_name(facts.commune, local_date(certificate.issued_at)),
        number: certificate.number.to_string(),
        document: certificate.document.to_string(),
        issued: page.date(&local_date(certificate.issued_at)),
        expires: page.date(&certificate.expires_on),
        verdict: codes::build_verdict_chip(
            page,
            judge_status(certificate.status_on(app.today()), certificate.expires_on, app.today()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_trimmed() {
        let read = |body: &str| parse_words(&Form::parse(body.as_bytes()));
        assert_eq!(read("q=+bien+xanh+"), "bien xanh");
        assert_eq!(read(""), "");
        assert_eq!(read(&format!("q={}", "x".repeat(500))).len(), MAX_WORDS_CHARS);
    }
}
