//! `GET /certificates`: the list. `POST`: search, so that no personal number appears in an address.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, certificates};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::judge_status;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};

use crate::areas;
use crate::codes;
use crate::paths;
use crate::venue_register::filters::FilterChoices;
use crate::venue_register::query::RegisterQuery;
use camket_shell::form::{Form, Query};
use camket_shell::look::{Chip, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "certificates/register/list.html")]
struct CertificateListPage {
    page: Page,
    form: Form,
    lines: Vec<CertificateRow>,
    pages: PageLinks,
    choices: FilterChoices,
    /// Whether a condition is set that the form shows below "more conditions".
    more: bool,
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
    let query = RegisterQuery::from_address(&form, paths::Certificates::PATTERN)?;
    let after = Cursor::decode(form.text("after"));
    Ok(Html(build_page(page, &app, &permit, &query, after).await?).into_response())
}

/// A search for words redirects to an address that can be kept and shared; a search for a personal number is answered
/// directly.
pub(super) async fn search(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    form: Form,
) -> Result<Response, PageError> {
    let query = RegisterQuery::from_form(&form)?;
    if query.find_person().is_none() {
        return Ok(Redirect::to(&query.address_at(paths::Certificates::PATTERN)).into_response());
    }
    let found = build_page(page, &app, &permit, &query, None).await;
    Ok(Html(found.redirect_refusal(paths::Certificates)?).into_response())
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    query: &RegisterQuery,
    after: Option<Cursor>,
) -> Result<CertificateListPage, AppError> {
    let found = certificates::list(app, permit, &query.filter, after).await?;
    let page = page.with_title("certificates-register-title");
    let person = query.find_person();
    // The links and the form must not repeat a personal number, so a search for one has no next page.
    let cut = person.is_some() && found.next.is_some();
    let next = found.next.filter(|_| person.is_none());
    Ok(CertificateListPage {
        lines: found.items.iter().map(|one| build_row(&page, app, one)).collect(),
        pages: PageLinks::new(paths::Certificates::PATTERN, &query.pairs(), after, next),
        form: query.to_form(),
        choices: FilterChoices::build(&page, permit.actor(), app.today()),
        more: query.has_more(),
        narrowed: query.filter.is_narrowed(),
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
