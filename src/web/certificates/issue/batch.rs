//! `GET /issue`: the applications that wait for a certificate. `POST /issue`: a page that shows what would be issued;
//! once confirmed, what was issued.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::applications::{self, QueueRow};
use camket_app::certificates::{self, IssueOutcome, MAX_ISSUED_AT_ONCE};
use camket_app::{App, AppError, ErrorChain};
use camket_domain::applications::TrackKind;
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::ids::{ApplicationId, CertificateId};
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;

use crate::codes;
use crate::office_numbers::{self, OfficeNumber};
use crate::paths;
use crate::pdf;
use camket_shell::form::{Form, Query};
use camket_shell::look::PageLinks;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

type IssuerPermit = Permit<rights::IssueCertificates>;
type ApplicationReaderPermit = Permit<rights::ReadApplications>;

#[derive(Template)]
#[template(path = "certificates/issue/list.html")]
struct IssueListPage {
    page: Page,
    form: Form,
    numbers: Vec<OfficeNumber>,
    lines: Vec<IssueRow>,
    pages: PageLinks,
}

/// An accepted application.
struct IssueRow {
    id: ApplicationId,
    name: String,
    kind: String,
    address: String,
    commune: String,
    submitted: String,
}

#[derive(Template)]
#[template(path = "certificates/issue/confirm.html")]
struct IssueConfirmPage {
    page: Page,
    ready: Vec<ReadyApplication>,
    failed: Vec<FailedIssue>,
    agency: String,
    from: String,
    until: String,
}

/// An application that would get a certificate.
struct ReadyApplication {
    id: ApplicationId,
    name: String,
    place: String,
}

#[derive(Template)]
#[template(path = "certificates/issue/done.html")]
struct IssueDonePage {
    page: Page,
    issued: Vec<IssuedRow>,
    failed: Vec<FailedIssue>,
    /// How many are new; the others had their certificate before.
    fresh: usize,
}

/// An application with its certificate.
struct IssuedRow {
    name: String,
    id: CertificateId,
    number: String,
    document: String,
    before: bool,
}

/// An application without a certificate, and the reason.
struct FailedIssue {
    name: String,
    href: String,
    why: String,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::IssueCertificates>,
    May(reader): May<rights::ReadApplications>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let after = Cursor::decode(form.text("after"));
    let mut list = build_list_page(page, &app, &permit, Form::new(), after).await?;
    list.numbers = load_numbers(&list.page, &app, (&permit, &reader), after).await?;
    Ok(Html(list).into_response())
}

/// The first page begins with the numbers of the office.
async fn load_numbers(
    page: &Page,
    app: &App,
    (permit, reader): (&IssuerPermit, &ApplicationReaderPermit),
    after: Option<Cursor>,
) -> Result<Vec<OfficeNumber>, AppError> {
    if after.is_some() {
        return Ok(Vec::new());
    }
    let counts = applications::count_views(app, reader, TrackKind::Pledge).await?;
    let waiting = OfficeNumber {
        label: page.t("certificates-issue-number-waiting"),
        count: page.bounded(&applications::count_accepted(app, permit).await?),
        href: paths::IssueList.to_string(),
        is_late: false,
    };
    office_numbers::load(page, app, reader, waiting, &counts).await
}

async fn build_list_page(
    page: Page,
    app: &App,
    permit: &IssuerPermit,
    form: Form,
    after: Option<Cursor>,
) -> Result<IssueListPage, AppError> {
    let found = applications::list_accepted(app, permit, after).await?;
    let page = page.with_title("certificates-issue-title").with_form_errors(&form);
    Ok(IssueListPage {
        lines: found.items.iter().map(|row| build_row(&page, app, row)).collect(),
        pages: PageLinks::new(paths::IssueList::PATTERN, &[], after, found.next),
        numbers: Vec::new(),
        form,
        page,
    })
}

fn build_row(page: &Page, app: &App, row: &QueueRow) -> IssueRow {
    IssueRow {
        id: row.id,
        name: row.name.clone(),
        kind: codes::format_venue_kind(page, row.kind, ""),
        address: row.address.clone(),
        commune: row.commune.map(|code| crate::areas::find_name(code, app.today())).unwrap_or_default(),
        submitted: page.date(&local_date(row.submitted_at)),
    }
}

pub(super) async fn issue(
    PageRequest { page, app, permit }: PageRequest<rights::IssueCertificates>,
    May(reader): May<rights::ReadApplications>,
    mut form: Form,
) -> Result<Response, PageError> {
    let Some(ids) = parse_application_ids(&mut form) else {
        let status = form.status();
        let shown = build_list_page(page, &app, &permit, form, None).await?;
        return Ok((status, Html(shown)).into_response());
    };
    if form.text("confirmed") == "yes" {
        let outcomes = certificates::issue(&app, &permit, &ids).await;
        let outcomes = require_some_result(outcomes)?;
        return Ok(Html(build_done_page(page, &app, &permit, &reader, outcomes).await?).into_response());
    }
    Ok(Html(build_confirm_page(page, &app, &permit, &reader, &ids).await?).into_response())
}

/// The chosen certificates in one PDF.
pub(super) async fn print(
    State(app): State<App>,
    May(_): May<rights::IssueCertificates>,
    May(reader): May<rights::ReadRegister>,
    form: Form,
) -> Result<Response, PageError> {
    let ids = form.all("certificate").iter().filter_map(|id| id.parse::<CertificateId>().ok());
    let ids: Vec<_> = ids.take(MAX_ISSUED_AT_ONCE).collect();
    if ids.is_empty() {
        return Ok(Redirect::to(paths::IssueList::PATTERN).into_response());
    }
    let chosen = certificates::find_many(&app, &reader, &ids).await?;
    let bytes = certificates::render_certificates_pdf(&app, &chosen).await?;
    Ok(pdf::render_pdf(bytes, &["giấy xác nhận", chosen[0].number.as_str(), &chosen.len().to_string()]))
}

/// The chosen applications without duplicates: at least one, at most `MAX_ISSUED_AT_ONCE`.
fn parse_application_ids(form: &mut Form) -> Option<Vec<ApplicationId>> {
    let chosen = form.all("application").iter();
    let mut ids: Vec<ApplicationId> = chosen.filter_map(|id| id.parse().ok()).collect();
    // Ids are UUID v7, so this is by age: the older application gets the smaller number.
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        form.fail("application", "certificates-issue-none-chosen");
    } else if ids.len() > MAX_ISSUED_AT_ONCE {
        form.fail_with("application", "certificates-issue-too-many", &[("most", &MAX_ISSUED_AT_ONCE)]);
    }
    (!form.has_errors()).then_some(ids)
}

/// What would be issued by the rules as they are now, and what would be refused.
async fn build_confirm_page(
    page: Page,
    app: &App,
    permit: &IssuerPermit,
    reader: &ApplicationReaderPermit,
    ids: &[ApplicationId],
) -> Result<IssueConfirmPage, AppError> {
    let page = page.with_title("certificates-issue-confirm-title");
    let (mut ready, mut failed, mut sample) = (Vec::new(), Vec::new(), None);
    for id in ids {
        match certificates::preview(app, permit, *id).await {
            Ok(draft) => {
                let place = format!("{}, {}", draft.facts.address, draft.facts.commune_name);
                ready.push(ReadyApplication { id: *id, name: draft.facts.name.clone(), place });
                sample = Some(draft);
            }
            Err(error) if error.is_outage() => return Err(error),
            Err(error) => failed.push(build_failed_issue(&page, app, reader, *id, &error).await),
        }
    }
    let shown = |of: fn(&Certificate) -> time::Date| sample.as_ref().map(of).map(|day| page.date(&day));
    Ok(IssueConfirmPage {
        agency: sample.as_ref().map(|draft| draft.facts.issuer.name.clone()).unwrap_or_default(),
        from: shown(|draft| local_date(draft.issued_at)).unwrap_or_default(),
        until: shown(|draft| draft.expires_on).unwrap_or_default(),
        ready,
        failed,
        page,
    })
}

/// An outage that met every application is the answer to the whole request: "0 issued" would be taken for done.
fn require_some_result(outcomes: Vec<IssueOutcome>) -> Result<Vec<IssueOutcome>, AppError> {
    let is_outage = |outcome: &IssueOutcome| matches!(&outcome.result, Err(error) if error.is_outage());
    if !outcomes.is_empty() && outcomes.iter().all(is_outage) {
        let first = outcomes.into_iter().next().map(|outcome| outcome.result);
        return Err(first.and_then(Result::err).unwrap_or(AppError::NotFound));
    }
    Ok(outcomes)
}

async fn build_done_page(
    page: Page,
    app: &App,
    permit: &IssuerPermit,
    reader: &ApplicationReaderPermit,
    outcomes: Vec<IssueOutcome>,
) -> Result<IssueDonePage, AppError> {
    let page = page.with_title("certificates-issue-done-title");
    let ids: Vec<_> = outcomes.iter().map(|outcome| outcome.application).collect();
    let known = certificates::list_for_applications(app, permit, &ids).await?;
    // They are listed newest first; collected in reverse, the newest of an application remains.
    let known: HashMap<_, _> = known.into_iter().rev().map(|one| (one.application, one)).collect();
    let (mut issued, mut failed) = (Vec::new(), Vec::new());
    for IssueOutcome { application, result } in outcomes {
        match (result, known.get(&application)) {
            (Ok(certificate), _) => issued.push(build_issued_row(&certificate, false)),
            // Sent twice, or a colleague was faster: the application has its certificate.
            (Err(_), Some(certificate)) => issued.push(build_issued_row(certificate, true)),
            (Err(error), None) => {
                failed.push(build_failed_issue(&page, app, reader, application, &error).await);
            }
        }
    }
    Ok(IssueDonePage { fresh: issued.iter().filter(|one| !one.before).count(), issued, failed, page })
}

fn build_issued_row(certificate: &Certificate, before: bool) -> IssuedRow {
    IssuedRow {
        name: certificate.facts.name.clone(),
        id: certificate.id,
        number: certificate.number.to_string(),
        document: certificate.document.to_string(),
        before,
    }
}

async fn build_failed_issue(
    page: &Page,
    app: &App,
    reader: &ApplicationReaderPermit,
    id: ApplicationId,
    error: &AppError,
) -> FailedIssue {
    let dossier = applications::load_dossier(app, reader, id).await;
    let name = dossier.map_or_else(|_| id.to_string(), |dossier| dossier.venue.venue.name);
    FailedIssue { name, href: paths::Review(id).to_string(), why: format_failure(page, error) }
}

/// Why there is no certificate, in words. Internal errors are logged.
fn format_failure(page: &Page, error: &AppError) -> String {
    match error {
        AppError::Refused(refusal) => codes::translate_code(page, "refusal", refusal.code()),
        AppError::Conflict => codes::translate_code(page, "refusal", Refusal::WrongState.code()),
        AppError::NotFound => page.t("certificates-issue-why-missing"),
        error if error.is_outage() => page.t("certificates-issue-why-busy"),
        other => {
            tracing::error!(error = %ErrorChain(other), "a certificate could not be issued");
            page.t("certificates-issue-why-broken")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn applications_are_chosen_once_and_within_the_bound() {
        let id = |n: usize| format!("application=01930000-0000-7000-8000-{n:012}");
        let many: Vec<_> = (0..=MAX_ISSUED_AT_ONCE).map(id).collect();
        let table: [(String, Result<usize, &str>); 5] = [
            (id(1), Ok(1)),
            (format!("{}&{}&{}&application=x", id(2), id(1), id(2)), Ok(2)),
            (many[1..].join("&"), Ok(MAX_ISSUED_AT_ONCE)),
            (many.join("&"), Err("certificates-issue-too-many")),
            ("application=x".to_owned(), Err("certificates-issue-none-chosen")),
        ];
        for (body, expected) in table {
            let mut form = Form::parse(body.as_bytes());
            let read = parse_application_ids(&mut form);
            let found =
                read.map(|ids| ids.len()).ok_or(form.error("application").map(|e| e.key().to_owned()));
            assert_eq!(found, expected.map_err(|key| Some(key.to_owned())));
        }
    }
}
