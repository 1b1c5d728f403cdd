//! The owner's certificate: its verdict, its PDF, a link for the print shop.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Method;
use axum::response::Response;
use camket_app::certificates::{certificate_paper, decal_paper, of_own_venue, share};
use camket_app::{App, settings};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::renewal::{Purpose, purpose};
use camket_domain::certificates::verdict::{Verdict, judge};
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Action, rights};
use time::{Date, Duration};

use super::decisions::standing_rows;
use crate::codes;
use crate::fault::Fault;
use crate::look::{Chip, Kind, Row};
use crate::page::{Html, Page};
use crate::pdf;
use crate::routes::Routes;
use crate::session::May;
use crate::state::Web;

/// How long before the last day of validity the page offers a renewal ("sắp hết hạn", docs/law.md).
const SOON: Duration = Duration::days(30);

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, "/venues/{id}/certificate", Action::KeepVenues, show)
        .guarded(Method::GET, "/venues/{id}/certificate.pdf", Action::KeepVenues, paper)
        .guarded(Method::GET, "/venues/{id}/decal.pdf", Action::KeepVenues, decal)
        .guarded(Method::POST, "/venues/{id}/certificate/share", Action::KeepVenues, shared)
}

#[derive(Template)]
#[template(path = "certificates/own.html")]
struct OwnCertificate {
    page: Page,
    id: VenueId,
    venue: String,
    status: Chip,
    /// Notice about the end, a suspension or a revocation: colour, text, and whether a renewal is open.
    notice: Option<(Kind, String, bool)>,
    standing: Vec<Row>,
    rows: Vec<Row>,
    code: String,
    address: String,
}

/// `GET /venues/{id}/certificate`
async fn show(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Html<impl Template>, Fault> {
    let certificate = of_own_venue(&app, &permit, id).await?;
    let page = page.titled("own-title");
    let (today, days) = (app.today(), settings::load(&app).await?.renewal_days);
    let verdict = judge(certificate.status_on(today), certificate.expires_on, today);
    let soon = verdict == Verdict::Valid && ends_soon(certificate.expires_on, today);
    let status =
        if soon { Chip::new(Kind::Warn, page.t("own-soon-chip")) } else { codes::verdict(&page, verdict) };
    let code = certificate.code.to_string();
    Ok(Html(OwnCertificate {
        id,
        venue: certificate.facts.name.clone(),
        status,
        notice: notice(&page, &certificate, verdict, days, today),
        standing: standing_rows(&page, &certificate),
        rows: rows(&page, &certificate),
        address: app.url(&format!("/v/{code}")),
        code,
        page,
    }))
}

fn notice(
    page: &Page,
    certificate: &Certificate,
    verdict: Verdict,
    days: u16,
    today: Date,
) -> Option<(Kind, String, bool)> {
    let renews = purpose(Some(certificate), days, today) == Purpose::Renewal;
    Some(match verdict {
        Verdict::Valid if !renews => return None,
        Verdict::Valid => (Kind::Warn, page.t("own-soon"), true),
        Verdict::Expired | Verdict::Superseded => (Kind::Warn, page.t("own-over"), true),
        Verdict::Suspended => {
            let until =
                certificate.standing.until.map(|day| page.t1("own-suspended", "date", page.date(&day)));
            (Kind::Bad, until.unwrap_or_else(|| page.t("own-not-in-force")), false)
        }
        Verdict::Revoked => (Kind::Bad, page.t("own-revoked"), true),
        _ => (Kind::Bad, page.t("own-not-in-force"), false),
    })
}

fn ends_soon(expires_on: Date, today: Date) -> bool {
    expires_on - today <= SOON
}

fn rows(page: &Page, certificate: &Certificate) -> Vec<Row> {
    let facts = &certificate.facts;
    let by = |who: &str, when: &Date| page.t2("own-by-on", "who", who, "date", page.date(when));
    let row = |key: &str, value: String| Row::new(page.t(key), value);
    vec![
        row("own-number", certificate.number.to_string()),
        row("own-document", certificate.document.to_string()),
        row("own-issued", page.date(&local_date(certificate.issued_at))),
        row("own-expires", page.date(&certificate.expires_on)),
        row("own-issuer", facts.issuer.name.clone()),
        row("own-confirmed", by(&facts.confirmed_by, &facts.confirmed_on)),
        row("own-accepted", by(&facts.accepted_by, &facts.accepted_on)),
        row("own-workers", page.number(facts.workers)),
        row("own-address", format!("{}, {}", facts.address, facts.commune_name)),
    ]
}

/// `GET /venues/{id}/certificate.pdf`
async fn paper(
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, Fault> {
    let certificate = of_own_venue(&app, &permit, id).await?;
    let bytes = certificate_paper(&app, &certificate, None).await?;
    Ok(pdf::answer(bytes, &["giấy xác nhận", certificate.number.as_str()]))
}

/// `GET /venues/{id}/decal.pdf`
async fn decal(
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Response, Fault> {
    let certificate = of_own_venue(&app, &permit, id).await?;
    let bytes = decal_paper(&app, &certificate).await?;
    Ok(pdf::answer(bytes, &["nhãn dán cửa", certificate.number.as_str()]))
}

#[derive(Template)]
#[template(path = "certificates/own_share.html")]
struct ShareCertificate {
    page: Page,
    id: VenueId,
    venue: String,
    link: String,
    until: String,
}

/// `POST /venues/{id}/certificate/share`: each request makes a new link, so the answer is the page, not a redirect.
async fn shared(
    page: Page,
    State(app): State<App>,
    Path(id): Path<VenueId>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Html<impl Template>, Fault> {
    let certificate = of_own_venue(&app, &permit, id).await?;
    let (link, until) = share(&app, &permit, id).await?;
    let page = page.titled("own-share-title");
    let until = page.moment(&until);
    Ok(Html(ShareCertificate { page, id, venue: certificate.facts.name, link, until }))
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
