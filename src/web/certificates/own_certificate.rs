//! The owner's certificate: its verdict, its PDF, a link for the print shop.

use askama::Template;
use axum::response::Response;
use camket_app::certificates::{
    create_share_link, load_for_own_venue, render_certificate_pdf, render_decal_pdf,
};
use camket_app::{managers, settings, venues};
use camket_domain::calendar::local_date;
use camket_domain::certificates::renewal::{ApplicationPurpose, decide_purpose};
use camket_domain::certificates::verdict::{Verdict, judge_status};
use camket_domain::certificates::{Certificate, PublicReason};
use camket_domain::ids::VenueId;
use camket_domain::permissions::Action;
use time::{Date, Duration};

use super::decisions::build_status_rows;
use crate::codes;
use crate::paths;
use crate::pdf;
use crate::state::Web;
use crate::venues::{KeptVenue, OwnVenue};
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;

/// How long before the last day of validity the page offers a renewal ("sắp hết hạn", docs/law.md 12).
const RENEWAL_NOTICE_PERIOD: Duration = Duration::days(30);

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::OwnCertificate::PATTERN, Action::WorkAtVenues, show)
        .get(paths::OwnCertificatePdf::PATTERN, Action::WorkAtVenues, show_pdf)
        .get(paths::OwnDecalPdf::PATTERN, Action::WorkAtVenues, show_decal_pdf)
        .post(paths::ShareCertificate::PATTERN, Action::KeepVenues, show_share_link)
}

#[derive(Template)]
#[template(path = "certificates/own_certificate/show.html")]
struct OwnCertificatePage {
    page: Page,
    id: VenueId,
    venue: String,
    status: Chip,
    /// Whether it is in force and the reader its owner: only then may a print shop have it.
    is_shared: bool,
    /// Notice about the end, a suspension or a revocation: colour, text, and whether a renewal is open.
    notice: Option<(Tone, String, bool)>,
    standing: Vec<SummaryRow>,
    rows: Vec<SummaryRow>,
    code: String,
    address: String,
}

/// `GET /venues/{id}/certificate`
async fn show(KeptVenue { page, app, permit, id }: KeptVenue) -> Result<Html<impl Template>, PageError> {
    let certificate = load_for_own_venue(&app, &permit, id).await?;
    let page = page.with_title("certificates-own-title");
    let (today, days) = (app.today(), settings::load(&app).await?.renewal_days);
    let verdict = judge_status(certificate.status_on(today), certificate.expires_on, today);
    let soon = verdict == Verdict::Valid && ends_soon(certificate.expires_on, today);
    let status = if soon {
        Chip::new(Tone::Warn, page.t("certificates-own-soon-chip"))
    } else {
        codes::build_verdict_chip(&page, verdict)
    };
    let code = certificate.code.to_string();
    Ok(Html(OwnCertificatePage {
        id,
        venue: certificate.facts.name.clone(),
        status,
        is_shared: verdict == Verdict::Valid && managers::find_managed(&app, &permit, id).await?.is_none(),
        notice: build_notice(&page, &certificate, verdict, days, today),
        standing: build_status_rows(&page, &certificate),
        rows: build_rows(&page, &certificate),
        address: app.url(paths::LookUp(code.clone())),
        code,
        page,
    }))
}

fn build_notice(
    page: &Page,
    certificate: &Certificate,
    verdict: Verdict,
    days: u16,
    today: Date,
) -> Option<(Tone, String, bool)> {
    let renews = decide_purpose(Some(certificate), days, today) == ApplicationPurpose::Renewal;
    Some(match verdict {
        Verdict::Valid if !renews => return None,
        Verdict::Valid => (Tone::Warn, page.t("certificates-own-soon"), true),
        Verdict::Expired | Verdict::Superseded => (Tone::Warn, page.t("certificates-own-over"), true),
        Verdict::Suspended => {
            let until = certificate
                .status_record
                .until
                .map(|day| page.t1("certificates-own-suspended", "date", page.date(&day)));
            (Tone::Bad, until.unwrap_or_else(|| page.t("certificates-own-not-in-force")), false)
        }
        Verdict::Revoked if certificate.status_record.reason == Some(PublicReason::Closed) => {
            (Tone::Warn, page.t("certificates-own-closed"), true)
        }
        Verdict::Revoked => (Tone::Bad, page.t("certificates-own-revoked"), true),
        _ => (Tone::Bad, page.t("certificates-own-not-in-force"), false),
    })
}

fn ends_soon(expires_on: Date, today: Date) -> bool {
    expires_on - today <= RENEWAL_NOTICE_PERIOD
}

fn build_rows(page: &Page, certificate: &Certificate) -> Vec<SummaryRow> {
    let facts = &certificate.facts;
    let by = |who: &str, when: &Date| page.t2("certificates-own-by-on", "who", who, "date", page.date(when));
    let row = |key: &str, value: String| SummaryRow::new(page.t(key), value);
    vec![
        row("certificates-own-number", certificate.number.to_string()),
        row("certificates-own-document", certificate.document.to_string()),
        row("certificates-own-issued", page.date(&local_date(certificate.issued_at))),
        row("certificates-own-expires", page.date(&certificate.expires_on)),
        row("certificates-own-issuer", facts.issuer.name.clone()),
        row("certificates-own-confirmed", by(&facts.confirmed_by, &facts.confirmed_on)),
        row("certificates-own-accepted", by(&facts.accepted_by, &facts.accepted_on)),
        row("certificates-own-workers", page.number(facts.workers)),
        row("certificates-own-address", format!("{}, {}", facts.address, facts.commune_name)),
    ]
}

/// `GET /venues/{id}/certificate.pdf`
async fn show_pdf(KeptVenue { app, permit, id, .. }: KeptVenue) -> Result<Response, PageError> {
    let certificate = load_for_own_venue(&app, &permit, id).await?;
    let bytes = render_certificate_pdf(&app, &certificate, None).await?;
    Ok(pdf::render_pdf(bytes, &["giấy xác nhận", certificate.number.as_str()]))
}

/// `GET /venues/{id}/decal.pdf`
async fn show_decal_pdf(KeptVenue { app, permit, id, .. }: KeptVenue) -> Result<Response, PageError> {
    let certificate = load_for_own_venue(&app, &permit, id).await?;
    let bytes = render_decal_pdf(&app, &certificate).await?;
    Ok(pdf::render_pdf(bytes, &["nhãn dán cửa", certificate.number.as_str()]))
}

#[derive(Template)]
#[template(path = "certificates/own_certificate/share.html")]
struct ShareLinkPage {
    page: Page,
    id: VenueId,
    venue: String,
    link: String,
    until: String,
}

/// `POST /venues/{id}/certificate/share`: each request makes a new link, so the answer is the page, not a redirect.
async fn show_share_link(
    OwnVenue { page, app, permit, id }: OwnVenue,
) -> Result<Html<impl Template>, PageError> {
    let venue = venues::find(&app, &permit, id).await?.name;
    let (link, until) = create_share_link(&app, &permit, id).await?;
    let page = page.with_title("certificates-own-share-title");
    let until = page.moment(&until);
    Ok(Html(ShareLinkPage { page, id, venue, link, until }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn the_last_thirty_days_are_soon() {
        let end = date!(2026 - 12 - 31);
        assert!(!ends_soon(end, date!(2026 - 11 - 30)));
        assert!(ends_soon(end, date!(2026 - 12 - 01)));
        assert!(ends_soon(end, end));
    }
}
