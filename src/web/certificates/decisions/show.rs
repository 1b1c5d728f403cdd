//! `GET /decisions/{decision}`: all of it, and what the reader can do: decide, decline, withdraw.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::certificates::decisions::{self, DecisionDossier, DecisionStance};
use camket_app::{App, AppError};
use camket_domain::certificates::decisions::{DecisionKind, DecisionState};
use camket_domain::certificates::verdict::judge_status;
use camket_domain::ids::DecisionId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;

use super::cards;
use crate::codes::{self, add_field_error, translate_code};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::May;

#[derive(Template)]
#[template(path = "certificates/decision_show.html")]
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
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    Path(id): Path<DecisionId>,
) -> HandlerResult {
    let matter = decisions::find(&app, &permit, id).await?;
    let form = Form::from_fields([("number", matter.decision.proposal.number.as_str())]);
    Ok(Html(build_page(page, &app, &permit, &matter, form).await?).into_response())
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
    page: Page,
    State(app): State<App>,
    May(reader): May<rights::ReadRegister>,
    May(permit): May<rights::DecideCertificates>,
    Path(id): Path<DecisionId>,
    mut form: Form,
) -> HandlerResult {
    let matter = decisions::find(&app, &reader, id).await?;
    if matter.decision.proposal.kind == DecisionKind::Revoke && form.text("final") != "yes" {
        form.fail("final", "certificates-decisions-final-missing");
        return render_invalid_form(page, &app, &reader, &matter, form).await;
    }
    let number = form.text("number").to_owned();
    let decided = decisions::decide(&app, &permit, (id, form.require_version()?), &number).await;
    render_outcome(
        page,
        &app,
        &reader,
        &matter,
        form,
        decided.map(|_| "certificates-decisions-flash-decided"),
    )
    .await
}

pub(super) async fn decline(
    page: Page,
    State(app): State<App>,
    May(reader): May<rights::ReadRegister>,
    May(permit): May<rights::DecideCertificates>,
    Path(id): Path<DecisionId>,
    form: Form,
) -> HandlerResult {
    let matter = decisions::find(&app, &reader, id).await?;
    let declined = decisions::decline(&app, &permit, (id, form.require_version()?), form.text("note")).await;
    render_outcome(
        page,
        &app,
        &reader,
        &matter,
        form,
        declined.map(|_| "certificates-decisions-flash-declined"),
    )
    .await
}

pub(super) async fn withdraw(
    page: Page,
    State(app): State<App>,
    May(reader): May<rights::ReadRegister>,
    May(permit): May<rights::ProposeDecisions>,
    Path(id): Path<DecisionId>,
    form: Form,
) -> HandlerResult {
    let matter = decisions::find(&app, &reader, id).await?;
    let withdrawn = decisions::withdraw(&app, &permit, (id, form.require_version()?)).await;
    render_outcome(
        page,
        &app,
        &reader,
        &matter,
        form,
        withdrawn.map(|_| "certificates-decisions-flash-withdrawn"),
    )
    .await
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
    let here = paths::Decision(matter.decision.id).to_string();
    match outcome {
        Ok(flash_key) => {
            let to = paths::Certificate(matter.certificate.id).to_string();
            Ok((Flash::success(flash_key), Redirect::to(&to)).into_response())
        }
        // Settled already, perhaps by the same button pressed twice: the page shows the result.
        Err(AppError::Conflict | AppError::Refused(Refusal::WrongState)) => {
            Ok((Flash::warning("certificates-decisions-flash-changed"), Redirect::to(&here)).into_response())
        }
        Err(AppError::Refused(refusal)) => Ok(redirect_with_refusal(&refusal, &here)),
        Err(error) => {
            add_field_error(&mut form, error)?;
            render_invalid_form(page, app, reader, matter, form).await
        }
    }
}

async fn render_invalid_form(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadRegister>,
    matter: &DecisionDossier,
    form: Form,
) -> HandlerResult {
    let shown = build_page(page, app, reader, matter, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(shown)).into_response())
}
