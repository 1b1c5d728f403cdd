//! `GET /certificates/{certificate}`: its facts, its verdict, its documents.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use camket_app::certificates::decisions;
use camket_app::{App, AppError, certificates};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::Kind;
use camket_domain::certificates::verdict::judge;
use camket_domain::ids::CertificateId;
use camket_domain::permissions::{Action, Permit, may, rights};
use time::Date;

use super::LIST;
use crate::certificates::decisions::{Card, standing_rows};
use crate::codes;
use crate::fault::Fault;
use crate::links;
use crate::look::{Chip, Row};
use crate::page::{Html, Page};
use crate::pdf;
use crate::session::May;

#[derive(Template)]
#[template(path = "certificates/register_show.html")]
struct Show {
    page: Page,
    verdict: Chip,
    number: String,
    rows: Vec<Row>,
    parts: Vec<Row>,
    pdf: String,
    decal: String,
    file: String,
    public: String,
    /// Address of the venue's page.
    timeline: String,
    /// What the last decision says.
    standing: Vec<Row>,
    /// Address and number of the certificate that replaced it.
    successor: Option<(String, String)>,
    /// What the reader can propose or do: address and label.
    actions: Vec<(String, String)>,
    history: Vec<Card>,
}

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    Path(id): Path<CertificateId>,
) -> Result<Response, Fault> {
    let certificate = certificates::find(&app, &permit, id).await?;
    let page = page.titled_text(certificate.facts.name.clone());
    let history = decisions::of_certificate(&app, &permit, id).await?;
    let shown = Show {
        actions: actions(&page, &app, &permit, &certificate).await?,
        history: history.iter().map(|decision| Card::of(&page, decision)).collect(),
        ..fill(page, &certificate, app.today())
    };
    Ok(Html(shown).into_response())
}

/// What the reader can propose or do in the certificate's present state.
async fn actions(
    page: &Page,
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    certificate: &Certificate,
) -> Result<Vec<(String, String)>, AppError> {
    if !may(permit.actor(), Action::ProposeDecisions, None) {
        return Ok(Vec::new());
    }
    let now = decisions::decides_on(app, permit, certificate).await?;
    let offers = [
        (Kind::Suspend, if now { "decisions-title-suspend-now" } else { "decisions-title-suspend" }),
        (Kind::Lift, "decisions-title-lift"),
        (Kind::Revoke, "decisions-title-revoke"),
    ];
    let open = offers.into_iter().filter(|(kind, _)| decisions::fits(app, certificate, *kind));
    let address = |kind: Kind| format!("{LIST}/{}/{}", certificate.id, kind.code());
    Ok(open.map(|(kind, words)| (address(kind), page.t(words))).collect())
}

fn fill(page: Page, certificate: &Certificate, today: Date) -> Show {
    Show {
        verdict: codes::verdict(&page, judge(certificate.status_on(today), certificate.expires_on, today)),
        number: certificate.number.to_string(),
        rows: rows(&page, certificate),
        parts: parts(&page, certificate),
        pdf: format!("{LIST}/{}/pdf", certificate.id),
        decal: format!("{LIST}/{}/decal.pdf", certificate.id),
        file: format!("/review/{}", certificate.application),
        public: format!("/v/{}", certificate.code),
        timeline: crate::timeline::address(certificate.venue),
        standing: standing_rows(&page, certificate),
        successor: certificate
            .standing
            .replaced_by
            .as_ref()
            .map(|number| (links::with_query(LIST, &[("q", number.as_str())]), number.to_string())),
        actions: Vec::new(),
        history: Vec::new(),
        page,
    }
}

fn rows(page: &Page, certificate: &Certificate) -> Vec<Row> {
    let facts = &certificate.facts;
    vec![
        Row::new(page.t("register-number"), certificate.number.to_string()),
        Row::new(page.t("register-document"), certificate.document.to_string()),
        Row::new(page.t("register-code"), certificate.code.to_string()),
        Row::new(page.t("register-issued"), page.date(&local_date(certificate.issued_at))),
        Row::new(page.t("register-expires"), page.date(&certificate.expires_on)),
        Row::new(page.t("register-kind"), codes::kind(page, facts.kind, &facts.kind_note)),
        Row::new(page.t("register-address"), format!("{}, {}", facts.address, facts.commune_name)),
        Row::new(page.t("register-tax"), facts.tax_code.as_str()),
        Row::new(page.t("register-representative"), facts.representative.as_str()),
    ]
}

/// Which agency did what, and when.
fn parts(page: &Page, certificate: &Certificate) -> Vec<Row> {
    let facts = &certificate.facts;
    let by = |agency: &str, day: &Date| page.t2("register-by", "agency", agency, "date", page.date(day));
    let issued = local_date(certificate.issued_at);
    vec![
        Row::new(
            page.t("register-signed"),
            page.t2("register-terms", "version", facts.terms_version, "date", page.date(&facts.signed_on)),
        ),
        Row::new(page.t("register-confirmed"), by(&facts.confirmed_by, &facts.confirmed_on)),
        Row::new(page.t("register-workers"), page.number(facts.workers)),
        Row::new(page.t("register-accepted"), by(&facts.accepted_by, &facts.accepted_on)),
        Row::new(page.t("register-issuer"), by(&facts.issuer.name, &issued)),
        Row::new(page.t("register-approver"), facts.issuer.approver_name.as_str()),
    ]
}

/// The PDF of the certificate, for any officer of the area.
pub(super) async fn paper(
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    Path(id): Path<CertificateId>,
) -> Result<Response, Fault> {
    let certificate = certificates::find(&app, &permit, id).await?;
    let paper = certificates::certificate_paper(&app, &certificate, None).await?;
    Ok(pdf::answer(paper, &["giấy xác nhận", certificate.number.as_str()]))
}

/// The PDF of the door decal, for any officer of the area.
pub(super) async fn decal(
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    Path(id): Path<CertificateId>,
) -> Result<Response, Fault> {
    let certificate = certificates::find(&app, &permit, id).await?;
    let paper = certificates::decal_paper(&app, &certificate).await?;
    Ok(pdf::answer(paper, &["nhãn dán cửa", certificate.number.as_str()]))
}
