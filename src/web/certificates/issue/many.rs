//! `GET /issue`: the applications that wait for a certificate. `POST /issue`: a page that shows what would be issued;
//! once confirmed, what was issued.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::applications::{self, QueueRow};
use camket_app::certificates::{self, MOST, Outcome};
use camket_app::{App, AppError};
use camket_domain::areas::{self, AreaCode};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::ids::ApplicationId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;

use super::LIST;
use crate::codes;
use crate::fault::Fault;
use crate::form::Form;
use crate::look::Pages;
use crate::page::{Html, Page};
use crate::session::May;

type Approver = Permit<rights::IssueCertificates>;
type Reader = Permit<rights::ReadRegister>;

#[derive(Template)]
#[template(path = "certificates/issue_list.html")]
struct List {
    page: Page,
    form: Form,
    lines: Vec<Line>,
    pages: Pages,
}

/// An accepted application.
struct Line {
    id: ApplicationId,
    name: String,
    kind: String,
    address: String,
    commune: String,
    submitted: String,
}

#[derive(Template)]
#[template(path = "certificates/issue_confirm.html")]
struct Confirm {
    page: Page,
    ready: Vec<Ready>,
    failed: Vec<Failed>,
    agency: String,
    from: String,
    until: String,
}

/// An application that would get a certificate.
struct Ready {
    id: ApplicationId,
    name: String,
    place: String,
}

#[derive(Template)]
#[template(path = "certificates/issue_done.html")]
struct Done {
    page: Page,
    issued: Vec<Issued>,
    failed: Vec<Failed>,
    /// How many are new; the others had their certificate before.
    fresh: usize,
}

/// An application with its certificate.
struct Issued {
    name: String,
    href: String,
    number: String,
    document: String,
    before: bool,
}

/// An application without a certificate, and the reason.
struct Failed {
    name: String,
    href: String,
    why: String,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::IssueCertificates>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let after = Cursor::decode(form.text("after"));
    Ok(Html(fill(page, &app, &permit, Form::new(), after).await?).into_response())
}

async fn fill(
    page: Page,
    app: &App,
    permit: &Approver,
    form: Form,
    after: Option<Cursor>,
) -> Result<List, AppError> {
    let found = applications::accepted(app, permit, after).await?;
    let page = page.titled("issue-title").checked(&form);
    Ok(List {
        lines: found.items.iter().map(|row| line(&page, app, row)).collect(),
        pages: Pages::of(LIST, &[], after, found.next),
        form,
        page,
    })
}

fn line(page: &Page, app: &App, row: &QueueRow) -> Line {
    Line {
        id: row.id,
        name: row.name.clone(),
        kind: codes::kind(page, row.kind, ""),
        address: row.address.clone(),
        commune: row.commune.map(|code| area_name(app, code)).unwrap_or_default(),
        submitted: page.date(&local_date(row.submitted_at)),
    }
}

fn area_name(app: &App, code: AreaCode) -> String {
    let area = areas::all().find(code, app.today()).or_else(|| areas::all().of_code(code).last());
    area.map(|area| area.name.clone()).unwrap_or_default()
}

pub(super) async fn issue(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::IssueCertificates>,
    May(reader): May<rights::ReadRegister>,
    mut form: Form,
) -> Result<Response, Fault> {
    let Some(ids) = read(&mut form) else {
        let shown = fill(page, &app, &permit, form, None).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(shown)).into_response());
    };
    if form.text("confirmed") == "yes" {
        let outcomes = certificates::issue(&app, &permit, &ids).await;
        return Ok(Html(done(page, &app, &permit, &reader, outcomes).await?).into_response());
    }
    Ok(Html(confirm(page, &app, &permit, &reader, &ids).await?).into_response())
}

/// The chosen applications without duplicates: at least one, at most `MOST`.
fn read(form: &mut Form) -> Option<Vec<ApplicationId>> {
    let chosen = form.all("application").iter();
    let mut ids: Vec<ApplicationId> = chosen.filter_map(|id| id.parse().ok()).collect();
    // Ids are UUID v7, so this is by age: the older application gets the smaller number.
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        form.fail("application", "issue-none-chosen");
    } else if ids.len() > MOST {
        form.fail_with("application", "issue-too-many", &[("most", &MOST)]);
    }
    (!form.has_errors()).then_some(ids)
}

/// What would be issued by the rules as they are now, and what would be refused.
async fn confirm(
    page: Page,
    app: &App,
    permit: &Approver,
    reader: &Reader,
    ids: &[ApplicationId],
) -> Result<Confirm, AppError> {
    let page = page.titled("issue-confirm-title");
    let (mut ready, mut failed, mut sample) = (Vec::new(), Vec::new(), None);
    for id in ids {
        match certificates::preview(app, permit, *id).await {
            Ok(draft) => {
                let place = format!("{}, {}", draft.facts.address, draft.facts.commune_name);
                ready.push(Ready { id: *id, name: draft.facts.name.clone(), place });
                sample = Some(draft);
            }
            Err(error) => failed.push(refused(&page, app, reader, *id, &error).await),
        }
    }
    let shown = |of: fn(&Certificate) -> time::Date| sample.as_ref().map(of).map(|day| page.date(&day));
    Ok(Confirm {
        agency: sample.as_ref().map(|draft| draft.facts.issuer.name.clone()).unwrap_or_default(),
        from: shown(|draft| local_date(draft.issued_at)).unwrap_or_default(),
        until: shown(|draft| draft.expires_on).unwrap_or_default(),
        ready,
        failed,
        page,
    })
}

async fn done(
    page: Page,
    app: &App,
    permit: &Approver,
    reader: &Reader,
    outcomes: Vec<Outcome>,
) -> Result<Done, AppError> {
    let page = page.titled("issue-done-title");
    let ids: Vec<_> = outcomes.iter().map(|outcome| outcome.application).collect();
    let known = certificates::of_applications(app, permit, &ids).await?;
    // They are listed newest first; collected in reverse, the newest of an application remains.
    let known: HashMap<_, _> = known.into_iter().rev().map(|one| (one.application, one)).collect();
    let (mut issued, mut failed) = (Vec::new(), Vec::new());
    for Outcome { application, result } in outcomes {
        match (result, known.get(&application)) {
            (Ok(certificate), _) => issued.push(told(&certificate, false)),
            // Sent twice, or a colleague was faster: the application has its certificate.
            (Err(_), Some(certificate)) => issued.push(told(certificate, true)),
            (Err(error), None) => failed.push(refused(&page, app, reader, application, &error).await),
        }
    }
    Ok(Done { fresh: issued.iter().filter(|one| !one.before).count(), issued, failed, page })
}

fn told(certificate: &Certificate, before: bool) -> Issued {
    Issued {
        name: certificate.facts.name.clone(),
        href: format!("/certificates/{}", certificate.id),
        number: certificate.number.to_string(),
        document: certificate.document.to_string(),
        before,
    }
}

async fn refused(page: &Page, app: &App, reader: &Reader, id: ApplicationId, error: &AppError) -> Failed {
    let dossier = applications::dossier(app, reader, id).await;
    let name = dossier.map_or_else(|_| id.to_string(), |dossier| dossier.venue.venue.name);
    Failed { name, href: format!("/review/{id}"), why: why(page, error) }
}

/// Why there is no certificate, in words. Internal errors are logged.
fn why(page: &Page, error: &AppError) -> String {
    match error {
        AppError::Refused(refusal) => codes::words(page, "refusal", refusal.code()),
        AppError::Conflict => codes::words(page, "refusal", Refusal::WrongState.code()),
        AppError::NotFound => page.t("issue-why-missing"),
        other => {
            tracing::error!(error = %other, "a certificate could not be issued");
            page.t("issue-why-broken")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_chosen_once_and_not_too_many() {
        let id = |n: usize| format!("application=01930000-0000-7000-8000-{n:012}");
        let many: Vec<_> = (0..=MOST).map(id).collect();
        let table: [(String, Result<usize, &str>); 5] = [
            (id(1), Ok(1)),
            (format!("{}&{}&{}&application=x", id(2), id(1), id(2)), Ok(2)),
            (many[1..].join("&"), Ok(MOST)),
            (many.join("&"), Err("issue-too-many")),
            ("application=x".to_owned(), Err("issue-none-chosen")),
        ];
        for (body, expected) in table {
            let mut form = Form::parse(body.as_bytes());
            let read = read(&mut form);
            let found =
                read.map(|ids| ids.len()).ok_or(form.error("application").map(|e| e.key().to_owned()));
            assert_eq!(found, expected.map_err(|key| Some(key.to_owned())));
        }
    }
}
