//! `GET /certificates`: the list. `POST`: search, so that no personal number appears in an address.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::applications::personal_number;
use camket_app::{App, AppError, certificates};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::judge;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};

use super::LIST;
use crate::codes;
use crate::fault::Fault;
use crate::flash::Flash;
use crate::form::Form;
use crate::links;
use crate::look::{Chip, Pages};
use crate::page::{Html, Page};
use crate::session::May;

/// Most characters of a search; more is cut off.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "certificates/register_list.html")]
struct List {
    page: Page,
    form: Form,
    lines: Vec<Line>,
    pages: Pages,
    narrowed: bool,
    /// Last four digits of the personal number that was searched.
    person: Option<String>,
}

struct Line {
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
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let words = words(&form);
    if personal_number(&words).is_some() {
        return Ok((Flash::warning("register-flash-number"), Redirect::to(LIST)).into_response());
    }
    Ok(Html(fill(page, &app, &permit, &words, Cursor::decode(form.text("after"))).await?).into_response())
}

/// A search for words redirects to an address that can be kept and shared; a search for a personal number is answered
/// directly.
pub(super) async fn search(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    form: Form,
) -> Result<Response, Fault> {
    let words = words(&form);
    if personal_number(&words).is_none() {
        return Ok(Redirect::to(&links::with_query(LIST, &[("q", &words)])).into_response());
    }
    Ok(Html(fill(page, &app, &permit, &words, None).await?).into_response())
}

fn words(form: &Form) -> String {
    form.text("q").chars().take(MOST).collect()
}

async fn fill(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    words: &str,
    after: Option<Cursor>,
) -> Result<List, AppError> {
    let found = certificates::list(app, permit, words, after).await?;
    let page = page.titled("register-title");
    let person = personal_number(words).map(|number| number[number.len() - 4..].to_owned());
    // The links and the form must not repeat a personal number; it finds few certificates, so there is no next page.
    let shown = if person.is_some() { "" } else { words };
    let next = found.next.filter(|_| person.is_none());
    Ok(List {
        lines: found.items.iter().map(|one| line(&page, app, one)).collect(),
        pages: Pages::of(LIST, &[("q", shown)], after, next),
        form: Form::filled([("q", shown)]),
        narrowed: !words.is_empty(),
        person,
        page,
    })
}

fn line(page: &Page, app: &App, certificate: &Certificate) -> Line {
    let facts = &certificate.facts;
    Line {
        href: format!("{LIST}/{}", certificate.id),
        name: facts.name.clone(),
        kind: codes::kind(page, facts.kind, ""),
        // The commune alone: all rows that a reader sees are of one province.
        place: facts.commune_name.split(", ").next().unwrap_or_default().to_owned(),
        number: certificate.number.to_string(),
        document: certificate.document.to_string(),
        issued: page.date(&local_date(certificate.issued_at)),
        expires: page.date(&certificate.expires_on),
        verdict: codes::verdict(
            page,
            judge(certificate.status_on(app.today()), certificate.expires_on, app.today()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_trimmed() {
        let read = |body: &str| words(&Form::parse(body.as_bytes()));
        assert_eq!(read("q=+bien+xanh+"), "bien xanh");
        assert_eq!(read(""), "");
        assert_eq!(read(&format!("q={}", "x".repeat(500))).len(), MOST);
    }
}
