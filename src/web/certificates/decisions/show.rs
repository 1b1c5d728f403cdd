//! `GET /decisions/{decision}`: all of it, and what the reader can do: decide, decline, withdraw.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::certificates::decisions::{self, Matter, Stance};
use camket_app::{App, AppError};
use camket_domain::certificates::decisions::{Kind, State as Stage};
use camket_domain::certificates::verdict::judge;
use camket_domain::ids::DecisionId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;

use super::{QUEUE, cards};
use crate::codes::{self, beside_field, words};
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::look::{Chip, Row};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "certificates/decision_show.html")]
struct Show {
    page: Page,
    form: Form,
    here: String,
    certificate: String,
    number: String,
    name: String,
    place: String,
    chip: Chip,
    verdict: Chip,
    rows: Vec<Row>,
    kind: Kind,
    version: i32,
    stance: Stance,
    waits: bool,
}

impl Show {
    fn words(&self, part: &str) -> String {
        self.page.t(&format!("decisions-{part}-{}", self.kind.code()))
    }

    /// Why this reader, who may decide in general, may not decide this one.
    fn barred(&self) -> Option<String> {
        let refusal = self.stance.barred.as_ref()?;
        Some(words(&self.page, "refusal", refusal.code()))
    }
}

type Answer = Result<Response, Fault>;

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    Path(id): Path<DecisionId>,
) -> Answer {
    let matter = decisions::find(&app, &permit, id).await?;
    let form = Form::filled([("number", matter.decision.proposal.number.as_str())]);
    Ok(Html(fill(page, &app, &permit, &matter, form).await?).into_response())
}

async fn fill(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadRegister>,
    matter: &Matter,
    form: Form,
) -> Result<Show, AppError> {
    let Matter { decision, certificate } = matter;
    let today = app.today();
    let verdict = judge(certificate.status_on(today), certificate.expires_on, today);
    let kind = decision.proposal.kind;
    let title = words(&page, "decision", kind.code());
    let page = page.titled_text(title).checked(&form);
    Ok(Show {
        stance: decisions::stance(app, permit, matter).await?,
        here: format!("{QUEUE}/{}", decision.id),
        certificate: format!("/certificates/{}", certificate.id),
        number: certificate.number.to_string(),
        name: certificate.facts.name.clone(),
        place: format!("{}, {}", certificate.facts.address, certificate.facts.commune_name),
        chip: cards::chip(&page, decision.state),
        verdict: codes::verdict(&page, verdict),
        rows: cards::rows(&page, decision),
        version: decision.version,
        waits: decision.state == Stage::Proposed,
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
) -> Answer {
    let matter = decisions::find(&app, &reader, id).await?;
    if matter.decision.proposal.kind == Kind::Revoke && form.text("final") != "yes" {
        form.fail("final", "decisions-final-missing");
        return again(page, &app, &reader, &matter, form).await;
    }
    let number = form.text("number").to_owned();
    let decided = decisions::decide(&app, &permit, (id, version(&form)), &number).await;
    settled(page, &app, &reader, &matter, form, decided.map(|_| "decisions-flash-decided")).await
}

pub(super) async fn decline(
    page: Page,
    State(app): State<App>,
    May(reader): May<rights::ReadRegister>,
    May(permit): May<rights::DecideCertificates>,
    Path(id): Path<DecisionId>,
    form: Form,
) -> Answer {
    let matter = decisions::find(&app, &reader, id).await?;
    let declined = decisions::decline(&app, &permit, (id, version(&form)), form.text("note")).await;
    settled(page, &app, &reader, &matter, form, declined.map(|_| "decisions-flash-declined")).await
}

pub(super) async fn withdraw(
    page: Page,
    State(app): State<App>,
    May(reader): May<rights::ReadRegister>,
    May(permit): May<rights::ProposeDecisions>,
    Path(id): Path<DecisionId>,
    form: Form,
) -> Answer {
    let matter = decisions::find(&app, &reader, id).await?;
    let withdrawn = decisions::withdraw(&app, &permit, (id, version(&form))).await;
    settled(page, &app, &reader, &matter, form, withdrawn.map(|_| "decisions-flash-withdrawn")).await
}

/// The version that the page showed; 0, and so outdated, if the form has none.
fn version(form: &Form) -> i32 {
    form.text("version").parse().unwrap_or(0)
}

/// The response after a command: the certificate's page, this page with a message, or the form with its errors.
async fn settled(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadRegister>,
    matter: &Matter,
    mut form: Form,
    outcome: Result<&'static str, AppError>,
) -> Answer {
    let here = format!("{QUEUE}/{}", matter.decision.id);
    match outcome {
        Ok(said) => {
            let to = format!("/certificates/{}", matter.certificate.id);
            Ok((Flash::success(said), Redirect::to(&to)).into_response())
        }
        // Settled already, perhaps by the same button pressed twice: the page shows the result.
        Err(AppError::Conflict | AppError::Refused(Refusal::WrongState)) => {
            Ok((Flash::warning("decisions-flash-changed"), Redirect::to(&here)).into_response())
        }
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, &here)),
        Err(error) => {
            beside_field(&mut form, error)?;
            again(page, app, reader, matter, form).await
        }
    }
}

async fn again(
    page: Page,
    app: &App,
    reader: &Permit<rights::ReadRegister>,
    matter: &Matter,
    form: Form,
) -> Answer {
    let shown = fill(page, app, reader, matter, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(shown)).into_response())
}
