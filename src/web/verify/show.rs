//! The page behind the QR: one verdict, recognisable from two metres.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::certificates::{self, LookupCertificate, LookupResult};
use camket_domain::calendar::local_date;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{PublicDetails, StatusRecord};

use super::limit::CountedLookup;
use super::page_cache::PageCache;
use super::{NO_INDEX, choose_status, name_verdict};
use crate::codes;
use crate::paths;
use crate::verdict::HasVerdictLook as _;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Form;
use camket_shell::links;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

#[derive(Template)]
#[template(path = "verify/show.html")]
struct VerdictPage {
    page: Page,
    verdict: Verdict,
    /// "until 31/12/2026" beside the word.
    detail: String,
    checked_at: String,
    /// The decision; empty if there is none.
    decision: Vec<SummaryRow>,
    /// Number and address of the certificate that replaced it, if it can be looked up.
    successor: Option<(String, String)>,
    /// What the printed certificate must say; empty if there is none.
    paper: Vec<SummaryRow>,
    /// Which office confirmed what.
    offices: Vec<SummaryRow>,
    issuer: String,
    /// Address of the form that reports a mismatch.
    report: String,
    /// The form to type another code.
    form: Form,
}

pub(super) async fn show(
    page: Page,
    _: CountedLookup,
    State(app): State<App>,
    Extension(pages): Extension<PageCache>,
    Path(given): Path<String>,
) -> Result<Response, PageError> {
    let result = certificates::verify(&app, &given).await?;
    let (status, headers) = (choose_status(&result), [NO_INDEX, name_verdict(&result)]);
    // A page contains its own address, so one with a query is not cached.
    if !page.is_shared() || page.path().contains('?') {
        return Ok((status, headers, Html(build_page(page, &result, &given))).into_response());
    }
    Ok(match pages.find_or_render(page, result, given, render_html) {
        Ok(body) => (status, headers, axum::response::Html(body)).into_response(),
        Err(problem) => {
            tracing::error!(%problem, "a page could not be rendered");
            ErrorKind::Broken.into_response()
        }
    })
}

pub(super) fn render_html(page: Page, result: &LookupResult, given: &str) -> askama::Result<String> {
    build_page(page, result, given).render()
}

fn build_page(page: Page, result: &LookupResult, given: &str) -> VerdictPage {
    let verdict = result.verdict;
    let found = result.certificate.as_ref();
    let decided = found.and_then(|found| found.decision(verdict));
    let details = found.and_then(|found| found.facts.details.as_ref());
    let page = page.with_title(verdict.look().word);
    VerdictPage {
        verdict,
        detail: format_detail(&page, result),
        checked_at: page.moment(&result.checked_at),
        decision: decided.map(|standing| build_decision_rows(&page, verdict, standing)).unwrap_or_default(),
        successor: found.filter(|_| verdict == Verdict::Superseded).and_then(find_successor),
        paper: found.map(|found| build_paper_rows(&page, found)).unwrap_or_default(),
        offices: details.map(|details| build_office_rows(&page, details)).unwrap_or_default(),
        issuer: details.map(|details| details.issuer.clone()).unwrap_or_default(),
        report: build_report_address(found),
        form: Form::from_fields([("code", keep_typed_code(given))]),
        page,
    }
}

/// Address of the form that reports a mismatch, with the number of the certificate if there is one.
fn build_report_address(found: Option<&LookupCertificate>) -> String {
    let number = found.map(|found| found.facts.number.as_str()).unwrap_or_default();
    links::with_query(paths::NewConcern::PATTERN, &[("about", number)])
}

/// Value of the code field: what was typed, or empty for a token.
fn keep_typed_code(given: &str) -> String {
    if given.chars().count() > 24 { String::new() } else { given.to_owned() }
}

/// The date beside the word of the verdict.
fn format_detail(page: &Page, result: &LookupResult) -> String {
    let Some(certificate) = &result.certificate else { return String::new() };
    let last = certificate.facts.expires_on;
    let since = |day| page.t1("verify-since", "day", page.date(&day));
    let decided = certificate.status.since.map(local_date).map(since).unwrap_or_default();
    match result.verdict {
        Verdict::Valid => page.t1("verify-until", "day", page.date(&last)),
        Verdict::ValidAsOf => page.moment(&result.checked_at),
        Verdict::Expired => since(last.next_day().unwrap_or(last)),
        Verdict::Suspended => match certificate.status.until {
            Some(until) => page.t1("verify-until-end", "day", page.date(&until)),
            None => decided,
        },
        Verdict::Revoked | Verdict::Superseded => decided,
        _ => String::new(),
    }
}

/// The rows of a decision that are public.
fn build_decision_rows(page: &Page, verdict: Verdict, standing: &StatusRecord) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    let mut row = |key: &str, value: String| {
        if !value.is_empty() {
            rows.push(SummaryRow::new(page.t(key), value));
        }
    };
    row("verify-decision-number", standing.decision_number.clone());
    row("verify-decided", standing.since.map(|at| page.date(&local_date(at))).unwrap_or_default());
    if verdict == Verdict::Suspended {
        row("verify-suspended-until", standing.until.map(|day| page.date(&day)).unwrap_or_default());
    }
    if let Some(reason) = standing.reason {
        row("verify-reason", codes::translate_code(page, "neutral", reason.code()));
    }
    row("verify-replaced-by", standing.replaced_by.as_ref().map(ToString::to_string).unwrap_or_default());
    rows
}

fn find_successor(certificate: &LookupCertificate) -> Option<(String, String)> {
    let (number, code) = (certificate.status.replaced_by.as_ref()?, certificate.successor.as_ref()?);
    Some((number.to_string(), format!("{}/{code}", paths::LookUpForm::PATTERN)))
}

/// The rows to compare with the printed certificate and the venue.
fn build_paper_rows(page: &Page, certificate: &LookupCertificate) -> Vec<SummaryRow> {
    let (facts, details) = (&certificate.facts, certificate.facts.details.as_ref());
    let note = details.map(|details| details.kind_note.as_str()).unwrap_or_default();
    let mut rows = vec![
        SummaryRow::new(page.t("verify-name"), &facts.name),
        SummaryRow::new(page.t("verify-kind"), codes::format_venue_kind(page, facts.kind, note)),
        SummaryRow::new(page.t("verify-address"), &facts.address),
    ];
    if let Some(details) = details.filter(|details| !details.tax_code.is_empty()) {
        rows.push(SummaryRow::new(page.t("verify-tax-code"), &details.tax_code));
    }
    rows.push(SummaryRow::new(page.t("verify-number"), facts.number.as_str()));
    if let Some(details) = details {
        rows.push(SummaryRow::new(page.t("verify-document"), details.document.to_string()));
    }
    rows.extend([
        SummaryRow::new(page.t("verify-issued"), page.date(&local_date(facts.issued_at))),
        SummaryRow::new(page.t("verify-expires"), page.date(&facts.expires_on)),
    ]);
    rows
}

fn build_office_rows(page: &Page, details: &PublicDetails) -> Vec<SummaryRow> {
    let on = |agency: &str, day| page.t2("verify-on", "agency", agency, "day", page.date(day));
    let workers = page.t1("verify-workers", "count", details.workers);
    let ((confirmed, confirmed_on), (accepted, accepted_on)) = (&details.confirmed, &details.accepted);
    vec![
        SummaryRow::new(page.t("verify-confirmed"), on(confirmed, confirmed_on)),
        SummaryRow::new(page.t("verify-accepted"), format!("{}\n{workers}", on(accepted, accepted_on))),
        SummaryRow::new(page.t("verify-issuer"), &details.issuer),
    ]
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::styleguide::build_visitor_page;
    use crate::verify::sample;
    use camket_shell::l10n::Lang;

    fn render_verdict(verdict: Verdict) -> String {
        let known = verdict.is_about_a_certificate() && verdict != Verdict::CannotSay;
        let fallen = matches!(verdict, Verdict::Superseded | Verdict::Suspended | Verdict::Revoked);
        let result = LookupResult {
            verdict,
            certificate: known.then(if fallen {
                sample::superseded_certificate
            } else {
                sample::current_certificate
            }),
            checked_at: datetime!(2026-11-23 02:15 UTC),
        };
        build_page(build_visitor_page(Lang::Vi), &result, "01234-56784").render().unwrap()
    }

    #[test]
    fn a_found_paper_is_described_without_people() {
        let html = render_verdict(Verdict::Valid);
        for words in
            ["Còn hiệu lực", "đến 31/12/2026", "Khách sạn Biển Xanh", "05/XN-SNV", "09:15 23/11/2026"]
        {
            assert!(html.contains(words), "{words}");
        }
        for private in ["Nguyễn Thị Hồng", "Võ Quốc Duyệt"] {
            assert!(!html.contains(private), "{private}");
        }
        assert!(render_verdict(Verdict::Expired).contains("từ 01/01/2027"));
    }

    #[test]
    fn a_decision_is_told_by_number_and_date_and_leads_to_the_new_paper() {
        let html = render_verdict(Verdict::Superseded);
        for words in ["12/QĐ-SNV", "từ 01/06/2026", "KH-SNV-2026-000077", "href=\"/v/01234-56784\""] {
            assert!(html.contains(words), "{words}");
        }
        assert!(render_verdict(Verdict::Revoked).contains("12/QĐ-SNV"));
        assert!(!render_verdict(Verdict::Expired).contains("12/QĐ-SNV"));
    }

    #[test]
    fn what_is_not_found_offers_another_try() {
        for verdict in [Verdict::NotInRegister, Verdict::Mistyped, Verdict::Forged, Verdict::NotOurs] {
            let html = render_verdict(verdict);
            assert!(html.contains("name=\"code\"") && html.contains("01234-56784"));
            assert!(!html.contains("Biển Xanh"));
        }
        assert!(!render_verdict(Verdict::Revoked).contains("data-verdict=\"valid\""));
    }
}
