//! `GET /issue/{application}`: what the certificate would say, and its preview. `POST`: issues it.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::{App, AppError, certificates};
use camket_domain::calendar::local_date;
use camket_domain::certificates::Certificate;
use camket_domain::ids::ApplicationId;
use camket_domain::permissions::{Permit, rights};

use crate::codes;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::PageRequest;

/// Printed across the preview. Certificates are always in Vietnamese.
const WATERMARK: &str = "BẢN XEM TRƯỚC";

#[derive(Template)]
#[template(path = "certificates/issue/show.html")]
struct IssuePage {
    page: Page,
    id: ApplicationId,
    file: String,
    rows: Vec<SummaryRow>,
}

type HandlerResult = Result<Response, PageError>;
type IssuerPermit = Permit<rights::IssueCertificates>;

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::IssueCertificates>,
    Path(id): Path<ApplicationId>,
) -> HandlerResult {
    let draft = match certificates::preview(&app, &permit, id).await {
        Ok(draft) => draft,
        Err(error) => return redirect_unissuable(&app, &permit, id, error).await,
    };
    let page = page.with_title_text(draft.facts.name.clone());
    let shown = IssuePage { id, file: paths::Review(id).to_string(), rows: build_rows(&page, &draft), page };
    Ok(Html(shown).into_response())
}

/// Redirects an application that cannot be issued: to its certificate if it has one, otherwise to its page with the
/// reason.
async fn redirect_unissuable(
    app: &App,
    permit: &IssuerPermit,
    id: ApplicationId,
    error: AppError,
) -> HandlerResult {
    let AppError::Refused(refusal) = error else { return Err(error.into()) };
    match certificates::list_for_applications(app, permit, &[id]).await?.first() {
        Some(issued) => {
            let flash =
                Flash::info("certificates-issue-flash-before").with_arg("number", issued.number.to_string());
            Ok(flash.redirect(paths::Certificate(issued.id)))
        }
        None => Ok(redirect_with_refusal(&refusal, paths::Review(id))),
    }
}

fn build_rows(page: &Page, draft: &Certificate) -> Vec<SummaryRow> {
    let facts = &draft.facts;
    let by = |agency: &str, day: &time::Date| {
        page.t2("certificates-issue-by", "agency", agency, "date", page.date(day))
    };
    let validity = page.t2(
        "certificates-issue-validity-days",
        "from",
        page.date(&local_date(draft.issued_at)),
        "until",
        page.date(&draft.expires_on),
    );
    vec![
        SummaryRow::new(
            page.t("certificates-issue-kind"),
            codes::format_venue_kind(page, facts.kind, &facts.kind_note),
        ),
        SummaryRow::new(
            page.t("certificates-issue-address"),
            format!("{}, {}", facts.address, facts.commune_name),
        ),
        SummaryRow::new(page.t("certificates-issue-tax"), facts.tax_code.as_str()),
        SummaryRow::new(page.t("certificates-issue-representative"), facts.representative.as_str()),
        SummaryRow::new(page.t("certificates-issue-workers"), page.number(facts.workers)),
        SummaryRow::new(page.t("certificates-issue-confirmed"), by(&facts.confirmed_by, &facts.confirmed_on)),
        SummaryRow::new(page.t("certificates-issue-accepted"), by(&facts.accepted_by, &facts.accepted_on)),
        SummaryRow::new(page.t("certificates-issue-agency"), facts.issuer.name.as_str()),
        SummaryRow::new(
            page.t("certificates-issue-approver"),
            format!("{}\n{}", facts.issuer.approver_title, facts.issuer.approver_name),
        ),
        SummaryRow::new(page.t("certificates-issue-validity"), validity),
    ]
}

pub(super) async fn preview(
    PageRequest { app, permit, .. }: PageRequest<rights::IssueCertificates>,
    Path(id): Path<ApplicationId>,
) -> HandlerResult {
    let draft = match certificates::preview(&app, &permit, id).await {
        Ok(draft) => draft,
        Err(error) => return redirect_unissuable(&app, &permit, id, error).await,
    };
    let bytes = certificates::render_certificate_pdf(&app, &draft, Some(WATERMARK.to_owned())).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"ban-xem-truoc.pdf\""),
    ];
    Ok((headers, bytes).into_response())
}

pub(super) async fn issue(
    PageRequest { app, permit, .. }: PageRequest<rights::IssueCertificates>,
    Path(id): Path<ApplicationId>,
) -> HandlerResult {
    let outcome = certificates::issue(&app, &permit, &[id]).await.pop();
    match outcome.map(|outcome| outcome.result) {
        Some(Ok(issued)) => {
            let flash = Flash::success("certificates-issue-flash-issued")
                .with_arg("number", issued.number.to_string());
            Ok(flash.redirect(paths::Certificate(issued.id)))
        }
        Some(Err(error)) => redirect_unissuable(&app, &permit, id, error).await,
        None => Err(AppError::NotFound.into()),
    }
}
