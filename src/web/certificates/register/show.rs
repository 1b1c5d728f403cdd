//! `GET /certificates/{certificate}`: its facts, its verdict, its documents.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::certificates::decisions;
use camket_app::{App, AppError, certificates};
use camket_domain::accounts::Actor;
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::certificates::verdict::judge_status;
use camket_domain::ids::CertificateId;
use camket_domain::permissions::{Action, Permit, rights};
use time::Date;

use crate::certificates::decisions::{DecisionCard, build_status_rows};
use crate::codes;
use crate::paths;
use crate::pdf;
use camket_shell::links;
use camket_shell::look::{Chip, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "certificates/register/show.html")]
struct CertificatePage {
    page: Page,
    verdict: Chip,
    number: String,
    rows: Vec<SummaryRow>,
    parts: Vec<SummaryRow>,
    /// Addresses of certificate and decal, for a reader who may see what they hold of a person.
    papers: Option<(String, String)>,
    /// Address of the application, for a reader who may open it.
    file: Option<String>,
    public: String,
    /// Address of the venue's page.
    timeline: String,
    /// What the last decision says.
    standing: Vec<SummaryRow>,
    /// Address and number of the certificate that replaced it.
    successor: Option<(String, String)>,
    /// What the reader can propose or do: address and label.
    actions: Vec<(String, String)>,
    history: Vec<DecisionCard>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    Path(id): Path<CertificateId>,
) -> Result<Response, PageError> {
    let certificate = certificates::find(&app, &permit, id).await?;
    let page = page.with_title_text(certificate.facts.name.clone());
    let history = decisions::list_for_certificate(&app, &permit, id).await?;
    let shown = CertificatePage {
        actions: build_actions(&page, &app, &permit, &certificate).await?,
        history: history.iter().map(|decision| DecisionCard::new(&page, decision)).collect(),
        ..build_page(page, permit.actor(), &certificate, app.today())
    };
    Ok(Html(shown).into_response())
}

/// What the reader can propose or do in the certificate's present state.
async fn build_actions(
    page: &Page,
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    certificate: &Certificate,
) -> Result<Vec<(String, String)>, AppError> {
    if !permit.actor().may(Action::ProposeDecisions) {
        return Ok(Vec::new());
    }
    let now = decisions::may_decide_on(app, permit, certificate).await?;
    let offers = [
        (
            DecisionKind::Suspend,
            if now {
                "certificates-decisions-title-suspend-now"
            } else {
                "certificates-decisions-title-suspend"
            },
        ),
        (DecisionKind::Lift, "certificates-decisions-title-lift"),
        (DecisionKind::Revoke, "certificates-decisions-title-revoke"),
    ];
    let open = offers.into_iter().filter(|(kind, _)| decisions::is_possible(app, certificate, *kind));
    Ok(open.map(|(kind, words)| (build_proposal_address(certificate.id, kind), page.t(words))).collect())
}

fn build_proposal_address(id: CertificateId, kind: DecisionKind) -> String {
    match kind {
        DecisionKind::Suspend => paths::SuspendCertificate(id).into(),
        DecisionKind::Lift => paths::LiftSuspension(id).into(),
        DecisionKind::Revoke => paths::RevokeCertificate(id).into(),
    }
}

fn build_page(page: Page, actor: &Actor, certificate: &Certificate, today: Date) -> CertificatePage {
    let personal = actor.may(Action::ReadPersonalData);
    CertificatePage {
        verdict: codes::build_verdict_chip(
            &page,
            judge_status(certificate.status_on(today), certificate.expires_on, today),
        ),
        number: certificate.number.to_string(),
        rows: build_rows(&page, personal, certificate),
        parts: build_track_rows(&page, certificate),
        papers: personal.then(|| {
            (paths::CertificatePdf(certificate.id).to_string(), paths::DecalPdf(certificate.id).to_string())
        }),
        file: actor.may(Action::ReadApplications).then(|| paths::Review(certificate.application).to_string()),
        public: paths::LookUp(certificate.code.to_string()).to_string(),
        timeline: paths::Timeline(certificate.venue).to_string(),
        standing: build_status_rows(&page, certificate),
        successor: certificate.status_record.replaced_by.as_ref().map(|number| {
            (links::with_query(paths::Certificates::PATTERN, &[("q", number.as_str())]), number.to_string())
        }),
        actions: Vec::new(),
        history: Vec::new(),
        page,
    }
}

fn build_rows(page: &Page, personal: bool, certificate: &Certificate) -> Vec<SummaryRow> {
    let facts = &certificate.facts;
    let mut rows = vec![
        SummaryRow::new(page.t("certificates-register-number"), certificate.number.to_string()),
        SummaryRow::new(page.t("certificates-register-document"), certificate.document.to_string()),
        SummaryRow::new(page.t("certificates-register-code"), certificate.code.to_string()),
        SummaryRow::new(
            page.t("certificates-register-issued"),
            page.date(&local_date(certificate.issued_at)),
        ),
        SummaryRow::new(page.t("certificates-register-expires"), page.date(&certificate.expires_on)),
        SummaryRow::new(
            page.t("certificates-register-kind"),
            codes::format_venue_kind(page, facts.kind, &facts.kind_note),
        ),
        SummaryRow::new(
            page.t("certificates-register-address"),
            format!("{}, {}", facts.address, facts.commune_name),
        ),
    ];
    let tax = || SummaryRow::new(page.t("certificates-register-tax"), facts.tax_code.as_str());
    rows.extend(personal.then(tax));
    rows.push(SummaryRow::new(page.t("certificates-register-representative"), facts.representative.as_str()));
    rows
}

/// Which agency did what, and when.
fn build_track_rows(page: &Page, certificate: &Certificate) -> Vec<SummaryRow> {
    let facts = &certificate.facts;
    let by = |agency: &str, day: &Date| {
        page.t2("certificates-register-by", "agency", agency, "date", page.date(day))
    };
    let issued = local_date(certificate.issued_at);
    vec![
        SummaryRow::new(
            page.t("certificates-register-signed"),
            page.t2(
                "certificates-register-terms",
                "version",
                facts.terms_version,
                "date",
                page.date(&facts.signed_on),
            ),
        ),
        SummaryRow::new(
            page.t("certificates-register-confirmed"),
            by(&facts.confirmed_by, &facts.confirmed_on),
        ),
        SummaryRow::new(page.t("certificates-register-workers"), page.number(facts.workers)),
        SummaryRow::new(page.t("certificates-register-accepted"), by(&facts.accepted_by, &facts.accepted_on)),
        SummaryRow::new(page.t("certificates-register-issuer"), by(&facts.issuer.name, &issued)),
        SummaryRow::new(page.t("certificates-register-approver"), facts.issuer.approver_name.as_str()),
    ]
}

/// The PDF of the certificate, for any officer of the area.
pub(super) async fn show_pdf(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadRegister>,
    Path(id): Path<CertificateId>,
) -> Result<Response, PageError> {
    let certificate = certificates::find(&app, &permit, id).await?;
    let bytes = certificates::render_certificate_pdf(&app, &certificate, None).await?;
    Ok(pdf::render_pdf(bytes, &["giấy xác nhận", certificate.number.as_str()]))
}

/// The PDF of the door decal, for any officer of the area.
pub(super) async fn show_decal_pdf(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadRegister>,
    Path(id): Path<CertificateId>,
) -> Result<Response, PageError> {
    let certificate = certificates::find(&app, &permit, id).await?;
    let bytes = certificates::render_decal_pdf(&app, &certificate).await?;
    Ok(pdf::render_pdf(bytes, &["nhãn dán cửa", certificate.number.as_str()]))
}
