//! The page behind the QR: one verdict, recognisable from two metres.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::certificates;
use camket_domain::certificates::verdict::Verdict;

use super::texts::{PageText, PageTexts};
use super::{NO_INDEX, choose_status, name_verdict};
use crate::limit::{CountedRequest, LookUps};
use crate::paths;
use crate::verdict::HasVerdictLook as _;
use camket_shell::form::Form;
use camket_shell::look::SummaryRow;
use camket_shell::page::{self, Html, Page};
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
    _: CountedRequest<LookUps>,
    State(app): State<App>,
    Path(given): Path<String>,
) -> Result<Response, PageError> {
    let result = certificates::verify(&app, &given).await?;
    let (status, headers) = (choose_status(&result), [NO_INDEX, name_verdict(&result)]);
    let texts = PageTexts::new(&page, &result, &given);
    let template = build_page(page.clone(), result.verdict, &texts);
    Ok((status, headers, Html(template)).into_response())
}

/// The whole page as HTML.
pub(super) fn render_page(page: Page, verdict: Verdict, texts: &PageTexts<'_>) -> askama::Result<String> {
    page::render(&build_page(page, verdict, texts))
}

fn build_page(page: Page, verdict: Verdict, texts: &PageTexts<'_>) -> VerdictPage {
    let page = page.with_title(verdict.look().word);
    VerdictPage {
        verdict,
        detail: format_detail(&page, verdict, texts),
        checked_at: texts[PageText::CheckedAt].to_owned(),
        decision: build_decision_rows(&page, texts),
        successor: find_successor(texts),
        paper: build_paper_rows(&page, texts),
        offices: build_office_rows(&page, texts),
        issuer: texts[PageText::Issuer].to_owned(),
        report: texts[PageText::Report].to_owned(),
        form: Form::from_fields([("code", texts[PageText::Typed].to_owned())]),
        page,
    }
}

/// The date beside the word of the verdict.
fn format_detail(page: &Page, verdict: Verdict, texts: &PageTexts<'_>) -> String {
    let with_day = |key: &str, text: PageText| page.t1(key, "day", &texts[text]);
    match verdict {
        Verdict::ValidAsOf if has_certificate(texts) => texts[PageText::CheckedAt].to_owned(),
        Verdict::Suspended if !texts[PageText::SuspendedUntil].is_empty() => {
            with_day("verify-until-end", PageText::SuspendedUntil)
        }
        _ if texts[PageText::Day].is_empty() => String::new(),
        Verdict::Valid => with_day("verify-until", PageText::Day),
        _ => with_day("verify-since", PageText::Day),
    }
}

fn has_certificate(texts: &PageTexts<'_>) -> bool {
    !texts[PageText::Number].is_empty()
}

/// The rows of a decision that are public.
fn build_decision_rows(page: &Page, texts: &PageTexts<'_>) -> Vec<SummaryRow> {
    let rows = [
        ("verify-decision-number", PageText::DecisionNumber),
        ("verify-decided", PageText::Decided),
        ("verify-suspended-until", PageText::SuspendedUntil),
        ("verify-reason", PageText::Reason),
        ("verify-replaced-by", PageText::ReplacedBy),
    ];
    build_rows(page, texts, &rows)
}

/// A row for each text that is not empty.
fn build_rows(page: &Page, texts: &PageTexts<'_>, rows: &[(&str, PageText)]) -> Vec<SummaryRow> {
    let present = rows.iter().filter(|(_, text)| !texts[*text].is_empty());
    present.map(|(key, text)| SummaryRow::new(page.t(key), &texts[*text])).collect()
}

fn find_successor(texts: &PageTexts<'_>) -> Option<(String, String)> {
    let address = &texts[PageText::Successor];
    (!address.is_empty()).then(|| (texts[PageText::ReplacedBy].to_owned(), address.to_owned()))
}

/// The rows to compare with the printed certificate and the venue.
fn build_paper_rows(page: &Page, texts: &PageTexts<'_>) -> Vec<SummaryRow> {
    let rows = [
        ("verify-name", PageText::Name),
        ("verify-kind", PageText::Kind),
        ("verify-address", PageText::Address),
        ("verify-tax-code", PageText::TaxCode),
        ("verify-number", PageText::Number),
        ("verify-document", PageText::Document),
        ("verify-issued", PageText::Issued),
        ("verify-expires", PageText::Expires),
    ];
    build_rows(page, texts, &rows)
}

fn build_office_rows(page: &Page, texts: &PageTexts<'_>) -> Vec<SummaryRow> {
    if texts[PageText::Workers].is_empty() {
        return Vec::new();
    }
    let on = |agency, day| page.t2("verify-on", "agency", &texts[agency], "day", &texts[day]);
    let workers = page.t1("verify-workers", "count", &texts[PageText::Workers]);
    let accepted = on(PageText::Accepted, PageText::AcceptedOn);
    vec![
        SummaryRow::new(page.t("verify-confirmed"), on(PageText::Confirmed, PageText::ConfirmedOn)),
        SummaryRow::new(page.t("verify-accepted"), format!("{accepted}\n{workers}")),
        SummaryRow::new(page.t("verify-issuer"), &texts[PageText::Issuer]),
    ]
}

#[cfg(test)]
mod tests {
    use camket_app::certificates::LookupResult;
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
        let page = build_visitor_page(Lang::Vi);
        render_page(page.clone(), verdict, &PageTexts::new(&page, &result, "01234-56784")).unwrap()
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
