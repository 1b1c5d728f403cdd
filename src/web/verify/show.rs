//! The page behind the QR: one verdict, to be recognised from two metres.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::certificates::{self, Finding};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::Verdict;

use super::limit::Counted;
use super::{NO_INDEX, address, status};
use crate::codes;
use crate::fault::Fault;
use crate::form::Form;
use crate::look::{Face as _, Row};
use crate::page::{Html, Page};

#[derive(Template)]
#[template(path = "verify/show.html")]
struct Show {
    page: Page,
    verdict: Verdict,
    /// "until 31/12/2026" beside the word.
    detail: String,
    checked_at: String,
    /// What the paper must say; empty if there is no such paper.
    paper: Vec<Row>,
    /// Who confirmed what.
    offices: Vec<Row>,
    issuer: String,
    /// To type the code again.
    form: Form,
}

pub(super) async fn show(
    page: Page,
    _: Counted,
    State(app): State<App>,
    Path(typed): Path<String>,
) -> Result<Response, Fault> {
    let finding = certificates::verify(&app, &typed).await?;
    Ok((status(&finding), [NO_INDEX], Html(shown(page, &finding, &typed))).into_response())
}

fn shown(page: Page, finding: &Finding, typed: &str) -> Show {
    let verdict = finding.verdict;
    let certificate = finding.certificate.as_ref();
    let page = page.titled(verdict.look().word);
    Show {
        verdict,
        detail: certificate.map(|found| detail(&page, verdict, found)).unwrap_or_default(),
        checked_at: page.moment(&finding.checked_at),
        paper: certificate.map(|found| paper(&page, found)).unwrap_or_default(),
        offices: certificate.map(|found| offices(&page, found)).unwrap_or_default(),
        issuer: certificate.map(|found| found.facts.issuer.name.clone()).unwrap_or_default(),
        form: Form::filled([("code", typed.chars().take(64).collect::<String>())]),
        page,
    }
}

/// The day that belongs to the word.
fn detail(page: &Page, verdict: Verdict, certificate: &Certificate) -> String {
    let last = certificate.expires_on;
    match verdict {
        Verdict::Valid => page.t1("verify-until", "day", page.date(&last)),
        Verdict::Expired => page.t1("verify-since", "day", page.date(&last.next_day().unwrap_or(last))),
        _ => String::new(),
    }
}

/// What an inspector compares with the paper and the place.
fn paper(page: &Page, certificate: &Certificate) -> Vec<Row> {
    let facts = &certificate.facts;
    let mut rows = vec![
        Row::new(page.t("verify-name"), &facts.name),
        Row::new(page.t("verify-kind"), codes::kind(page, facts.kind, &facts.kind_note)),
        Row::new(page.t("verify-address"), address(certificate)),
    ];
    if !facts.tax_code.is_empty() {
        rows.push(Row::new(page.t("verify-tax-code"), &facts.tax_code));
    }
    rows.extend([
        Row::new(page.t("verify-number"), certificate.number.as_str()),
        Row::new(page.t("verify-document"), certificate.document.to_string()),
        Row::new(page.t("verify-issued"), page.date(&local_date(certificate.issued_at))),
        Row::new(page.t("verify-expires"), page.date(&certificate.expires_on)),
    ]);
    rows
}

fn offices(page: &Page, certificate: &Certificate) -> Vec<Row> {
    let facts = &certificate.facts;
    let on = |agency: &str, day| page.t2("verify-on", "agency", agency, "day", page.date(day));
    let workers = page.t1("verify-workers", "count", facts.workers);
    vec![
        Row::new(page.t("verify-confirmed"), on(&facts.confirmed_by, &facts.confirmed_on)),
        Row::new(
            page.t("verify-accepted"),
            format!("{}\n{workers}", on(&facts.accepted_by, &facts.accepted_on)),
        ),
        Row::new(page.t("verify-issuer"), &facts.issuer.name),
    ]
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::l10n::Lang;
    use crate::styleguide::visitor;
    use crate::verify::sample;

    fn page_of(verdict: Verdict) -> String {
        let known = verdict.is_about_a_certificate();
        let finding = Finding {
            verdict,
            certificate: known.then(sample::certificate),
            checked_at: datetime!(2026-11-23 02:15 UTC),
        };
        shown(visitor(Lang::Vi), &finding, "01234-56784").render().unwrap()
    }

    #[test]
    fn a_found_paper_is_described_without_people() {
        let html = page_of(Verdict::Valid);
        for words in
            ["Còn hiệu lực", "đến 31/12/2026", "Khách sạn Biển Xanh", "05/XN-SNV", "09:15 23/11/2026"]
        {
            assert!(html.contains(words), "{words}");
        }
        for private in ["Nguyễn Thị Hồng", "Võ Quốc Duyệt"] {
            assert!(!html.contains(private), "{private}");
        }
        assert!(page_of(Verdict::Expired).contains("từ 01/01/2027"));
    }

    #[test]
    fn what_is_not_found_offers_another_try() {
        for verdict in [Verdict::NotInRegister, Verdict::Mistyped, Verdict::Forged, Verdict::NotOurs] {
            let html = page_of(verdict);
            assert!(html.contains("name=\"code\"") && html.contains("01234-56784"));
            assert!(!html.contains("Biển Xanh"));
        }
        assert!(!page_of(Verdict::Revoked).contains("data-verdict=\"valid\""));
    }
}
