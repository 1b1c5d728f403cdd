//! `GET /decisions/{decision}`: all of it, and what the reader can do: decide, decline, withdraw.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::certificates::decisions::{self, DecisionDossier, DecisionStance};
use camket_app::{App, AppError};
use camket_domain::certificates::decisions::{DecisionKind, DecisionState};
use camket_domain::certificates::verdict::judge_status;
use camket_domain::ids::DecisionId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;

use super::cards;
use crate::codes::{self, translate_code};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "certificates/decisions/show.html")]
struct DecisionPage {
    page: Page,
    form: Form,
    id: DecisionId,
    certificate: String,
    number: String,
    name: String,
    place: String,
    chip: Chip,
    verdict: Chip,
    rows: Vec<SummaryRow>,
    kind: DecisionKind,
    version: i32,
    stance: DecisionStance,
    waits: bool,
}

impl DecisionPage {
    fn words(&self, part: &str) -> String {
        self.page.t(&format!("certificates-decisions-{part}-{}", self.kind.code()))
    }

    /// Why this reader, who may decide in general, may not decide this one.
    fn barred(&self) -> Option<String> {
        let refusal = self.stance.barred.as_ref()?;
        Some(translate_code(&self.page, "refusal", refusal.code()))
    }
}

type HandlerResult = Result<Response, PageError>;

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRegister>,
    Path(id): Path<DecisionId>,
) -> HandlerResult {
    let matter = decisions::find(&app, &permit, id).await?;
    let form = Form::from_fields([("number", matter.decision.proposal.number.as_str())]);
    render_form(page, &app, &permit, &matter, form).await
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    matter: &DecisionDossier,
    form: Form,
) -> Result<DecisionPage, AppError> {
    let DecisionDossier { decision, certificate } = matter;
    let today = app.today();
    let verdict = judge_status(certificate.status_on(today), certificate.expires_on, today);
    let kind = decision.proposal.kind;
    let title = translate_code(&page, "decision", kind.code());
    let page = page.with_title_text(title).with_form_errors(&form);
    Ok(DecisionPage {
        stance: decisions::find_stance(app, permit, matter).await?,
        id: decision.id,
        certificate: paths::Certificate(certificate.id).to_string(),
        number: certificate.number.to_string(),
        name: certificate.facts.name.clone(),
        place: format!("{}, {}", certificate.facts.address, certificate.facts.commune_name),
        chip: cards::build_chip(&page, decision.state()),
        verdict: codes::build_verdict_chip(&page, verdict),
        rows: cards::build_rows(&page, decision),
        version: decision.version,
        waits: decision.state() == DecisionState::Proposed,
        kind,
        form,
        page,
    })
}

pub(super) async fn decide(
    PageRequest { page, app, permit }: PageRequest<rights::DecideCertificates>,
    May(reader): May<rights::ReadRegister>,
    Path(id): Path<DecisionId>,
    mut form: Form,
) -> HandlerResult {
    let matter = decisions::find(&app, &reader, id).await?;
    if matter.decision.proposal.kind == DecisionKind::Revoke && form.text("final") != "yes" {
        form.fail("final", "certificates-decisions-final-missing");
        return render_form(page, &app, &reader, &matter, form).await;
    }
    let number = form.text("number").to_owned();
    let decided = decisions::decide(&app, &permit, (id, form.require_version()?), &number).await;
    let outcome = decided.map(|_| "certificates-decisions-flash-decided");
    render_outcome(page, &app, &reader, &matter, form, outcome).await
}

pub(super) async fn decline(
    PageRequest { page, app, permit }: PageRequest<rights::DecideCertificates>,
    May(reader): May<rights::ReadRegister>,
    Path(id): Path<DecisionId>,
    form: Form,
) -> HandlerResult {
    let matter = decisions::find(&app, &reader, id).await?;
    let declined = decisions::decline(&app, &permit, (id, form.require_version()?), form.text("note")).await;
    let outcome = declined.map(|_| "certificates-decisions-flash-declined");
    render_outcome(page, &app, &reader, &matter, form, outcome).await
}

pub(super) async fn withdraw(
    PageRequest { page, app, permit }: PageRequest<rights::ProposeDecisions>,
    May(reader): May<rights::ReadRegister>,
    Path(id): Path<DecisionId>,
    form: Form,
) -> HandlerResult {
    let matter = decisions::find(&app, &reader, id).await?;
    let withdrawn = decisions::withdraw(&app, &permit, (id, form.require_version()?)).await;
    let outcome = withdrawn.map(|_| "certificates-decisions-flash-withdrawn");
    render_outcome(page, &app, &reader, &matter, form, outcome).await
}

/// The response after a command: the certificate's page, this page with a message, or the form with its errors.
async fn render_outcome(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadRegister>,
    matter: &DecisionDossier,
    mut form: Form,
    outcome: Result<&'static str, AppError>,
) -> HandlerResult {
    let here = paths::Decision(matter.decision.id);
    let outcome = match outcome {
        // Settled already, perhaps by the same button pressed twice: the page shows the result.
        Err(AppError::Refused(Refusal::WrongState)) => Err(AppError::Conflict),
        other => other,
    };
    let outcome = form.require_success(outcome).redirect_refusal(&here);
    match outcome.redirect_conflict("certificates-decisions-flash-changed", here)? {
        Some(key) => Ok(Flash::success(key).redirect(paths::Certificate(matter.certificate.id))),
        None => render_form(page, app, reader, matter, form).await,
    }
}

async fn render_form(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadRegister>,
    matter: &DecisionDossier,
    form: Form,
) -> HandlerResult {
    Ok((form.status(), Html(build_page(page, app, reader, matter, form).await?)).into_response())
}
