//! The page behind the QR: one verdict, recognisable from two metres.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::certificates::{self, Finding, Paper};
use camket_domain::calendar::local_date;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{Details, Standing};

use super::limit::Counted;
use super::{NO_INDEX, status};
use crate::concerns::REPORT;
use crate::error_page::ErrorKind;
use crate::fault::Fault;
use crate::form::Form;
use crate::look::{Face as _, Row};
use crate::page::{Html, Page};
use crate::state::Web;
use crate::{codes, links};

#[derive(Template)]
#[template(path = "verify/show.html")]
struct Show {
    page: Page,
    verdict: Verdict,
    /// "until 31/12/2026" beside the word.
    detail: String,
    checked_at: String,
    /// The decision; empty if there is none.
    decision: Vec<Row>,
    /// Number and address of the certificate that replaced it, if it can be looked up.
    successor: Option<(String, String)>,
    /// What the printed certificate must say; empty if there is none.
    paper: Vec<Row>,
    /// Which office confirmed what.
    offices: Vec<Row>,
    issuer: String,
    /// Address of the form that reports a mismatch.
    report: String,
    /// The form to type another code.
    form: Form,
}

pub(super) async fn show(
    page: Page,
    _: Counted,
    State(web): State<Web>,
    Path(given): Path<String>,
) -> Result<Response, Fault> {
    let finding = certificates::verify(&web.app, &given).await?;
    let status = status(&finding);
    // A page contains its own address, so one with a query is not cached.
    if !page.is_anyones() || page.path().contains('?') {
        return Ok((status, [NO_INDEX], Html(shown(page, &finding, &given))).into_response());
    }
    let drawn = web.options.drawn.page(page, finding, given);
    Ok(match drawn {
        Ok(body) => (status, [NO_INDEX], axum::response::Html(body)).into_response(),
        Err(problem) => {
            tracing::error!(%problem, "a page could not be rendered");
            ErrorKind::Broken.into_response()
        }
    })
}

pub(super) fn drawn(page: Page, finding: &Finding, given: &str) -> askama::Result<String> {
    shown(page, finding, given).render()
}

fn shown(page: Page, finding: &Finding, given: &str) -> Show {
    let verdict = finding.verdict;
    let found = finding.paper.as_ref();
    let decided = found.and_then(|found| found.decision(verdict));
    let details = found.and_then(|found| found.facts.details.as_ref());
    let page = page.titled(verdict.look().word);
    Show {
        verdict,
        detail: detail(&page, finding),
        checked_at: page.moment(&finding.checked_at),
        decision: decided.map(|standing| decision(&page, verdict, standing)).unwrap_or_default(),
        successor: found.filter(|_| verdict == Verdict::Superseded).and_then(successor),
        paper: found.map(|found| paper(&page, found)).unwrap_or_default(),
        offices: details.map(|details| offices(&page, details)).unwrap_or_default(),
        issuer: details.map(|details| details.issuer.clone()).unwrap_or_default(),
        report: report(found),
        form: Form::filled([("code", again(given))]),
        page,
    }
}

/// Address of the form that reports a mismatch, with the number of the certificate if there is one.
fn report(found: Option<&Paper>) -> String {
    let number = found.map(|found| found.facts.number.as_str()).unwrap_or_default();
    links::with_query(REPORT, &[("about", number)])
}

/// Value of the code field: what was typed, or empty for a token.
fn again(given: &str) -> String {
    if given.chars().count() > 24 { String::new() } else { given.to_owned() }
}

/// The date beside the word of the verdict.
fn detail(page: &Page, finding: &Finding) -> String {
    let Some(paper) = &finding.paper else { return String::new() };
    let last = paper.facts.expires_on;
    let since = |day| page.t1("verify-since", "day", page.date(&day));
    let decided = paper.standing.since.map(local_date).map(since).unwrap_or_default();
    match finding.verdict {
        Verdict::Valid => page.t1("verify-until", "day", page.date(&last)),
        Verdict::ValidAsOf => page.moment(&finding.checked_at),
        Verdict::Expired => since(last.next_day().unwrap_or(last)),
        Verdict::Suspended => match paper.standing.until {
            Some(until) => page.t1("verify-until-end", "day", page.date(&until)),
            None => decided,
        },
        Verdict::Revoked | Verdict::Superseded => decided,
        _ => String::new(),
    }
}

/// The rows of a decision that are public.
fn decision(page: &Page, verdict: Verdict, standing: &Standing) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |key: &str, value: String| {
        if !value.is_empty() {
            rows.push(Row::new(page.t(key), value));
        }
    };
    row("verify-decision-number", standing.decision_number.clone());
    row("verify-decided", standing.since.map(|at| page.date(&local_date(at))).unwrap_or_default());
    if verdict == Verdict::Suspended {
        row("verify-suspended-until", standing.until.map(|day| page.date(&day)).unwrap_or_default());
    }
    if !standing.reason.is_empty() {
        row("verify-reason", codes::words(page, "neutral", &standing.reason));
    }
    row("verify-replaced-by", standing.replaced_by.as_ref().map(ToString::to_string).unwrap_or_default());
    rows
}

fn successor(paper: &Paper) -> Option<(String, String)> {
    let (number, code) = (paper.standing.replaced_by.as_ref()?, paper.successor.as_ref()?);
    Some((number.to_string(), format!("{}/{code}", links::LOOK_UP)))
}

/// The rows to compare with the printed certificate and the venue.
fn paper(page: &Page, paper: &Paper) -> Vec<Row> {
    let (facts, details) = (&paper.facts, paper.facts.details.as_ref());
    let note = details.map(|details| details.kind_note.as_str()).unwrap_or_default();
    let mut rows = vec![
        Row::new(page.t("verify-name"), &facts.name),
        Row::new(page.t("verify-kind"), codes::kind(page, facts.kind, note)),
        Row::new(page.t("verify-address"), &facts.address),
    ];
    if let Some(details) = details.filter(|details| !details.tax_code.is_empty()) {
        rows.push(Row::new(page.t("verify-tax-code"), &details.tax_code));
    }
    rows.push(Row::new(page.t("verify-number"), facts.number.as_str()));
    if let Some(details) = details {
        rows.push(Row::new(page.t("verify-document"), details.document.to_string()));
    }
    rows.extend([
        Row::new(page.t("verify-issued"), page.date(&local_date(facts.issued_at))),
        Row::new(page.t("verify-expires"), page.date(&facts.expires_on)),
    ]);
    rows
}

fn offices(page: &Page, details: &Details) -> Vec<Row> {
    let on = |agency: &str, day| page.t2("verify-on", "agency", agency, "day", page.date(day));
    let workers = page.t1("verify-workers", "count", details.workers);
    let ((confirmed, confirmed_on), (accepted, accepted_on)) = (&details.confirmed, &details.accepted);
    vec![
        Row::new(page.t("verify-confirmed"), on(confirmed, confirmed_on)),
        Row::new(page.t("verify-accepted"), format!("{}\n{workers}", on(accepted, accepted_on))),
        Row::new(page.t("verify-issuer"), &details.issuer),
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
        let known = verdict.is_about_a_certificate() && verdict != Verdict::CannotSay;
        let fallen = matches!(verdict, Verdict::Superseded | Verdict::Suspended | Verdict::Revoked);
        let finding = Finding {
            verdict,
            paper: known.then(if fallen { sample::fallen } else { sample::paper }),
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
    fn a_decision_is_told_by_number_and_date_and_leads_to_the_new_paper() {
        let html = page_of(Verdict::Superseded);
        for words in ["12/QĐ-SNV", "từ 01/06/2026", "KH-SNV-2026-000077", "href=\"/v/01234-56784\""] {
            assert!(html.contains(words), "{words}");
        }
        assert!(page_of(Verdict::Revoked).contains("12/QĐ-SNV"));
        assert!(!page_of(Verdict::Expired).contains("12/QĐ-SNV"));
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
