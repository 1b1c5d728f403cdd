//! The owner's side: the records of a venue, a reply, a request for another inspection.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::inspections::{self, InspectionDossier};
use camket_app::{App, AppError};
use camket_domain::ids::{InspectionId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::measures::{MeasureEffect, ProposalStatus};
use camket_domain::permissions::rights;

use super::rows::{self, InspectionLine};
use crate::codes::translate_code;
use crate::paths;
use crate::pdf;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};
use camket_shell::session::May;

/// Most characters of a reply.
const MAX_WORDS_CHARS: usize = 4_000;

#[derive(Template)]
#[template(path = "inspections/own_list.html")]
struct OwnInspectionListPage {
    page: Page,
    venue: VenueId,
    lines: Vec<OwnInspectionRow>,
}

struct OwnInspectionRow {
    href: String,
    number: String,
    day: String,
    conclusion: Chip,
    state: Chip,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path(venue): Path<VenueId>,
) -> Result<Html<impl Template>, PageError> {
    let found = inspections::list_for_own_venue(&app, &permit, venue).await?;
    let page = page.with_title("inspections-own-title");
    let line = |one: &Inspection| OwnInspectionRow {
        href: paths::OwnInspection(venue, one.id).to_string(),
        number: one.number.to_string(),
        day: rows::format_day(&page, one),
        conclusion: rows::build_conclusion_chip(&page, one.conclusion),
        state: rows::build_state_chip(&page, one.state),
    };
    let lines = found.iter().map(line).collect();
    Ok(Html(OwnInspectionListPage { venue, lines, page }))
}

#[derive(Template)]
#[template(path = "inspections/own.html")]
struct OwnInspectionPage {
    page: Page,
    form: Form,
    venue: VenueId,
    id: InspectionId,
    conclusion: Chip,
    rows: Vec<SummaryRow>,
    findings: Vec<InspectionLine>,
    demands: Vec<InspectionLine>,
    reply: Option<(String, String)>,
    may_reply: bool,
    asked: Option<String>,
    decided: Vec<SummaryRow>,
}

type OwnInspectionPath = Path<(VenueId, InspectionId)>;

pub(super) async fn show(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path((venue, id)): OwnInspectionPath,
) -> Result<Html<impl Template>, PageError> {
    let dossier = inspections::load_own(&app, &permit, venue, id).await?;
    let form = Form::from_fields([("version", dossier.inspection.version.to_string())]);
    Ok(Html(build_page(page, &app, &dossier, form)))
}

fn build_page(page: Page, app: &App, dossier: &InspectionDossier, form: Form) -> OwnInspectionPage {
    let inspection = &dossier.inspection;
    let title = page.t1("inspections-own-one", "number", inspection.number.to_string());
    let page = page.with_title_text(title).with_form_errors(&form);
    OwnInspectionPage {
        venue: inspection.venue,
        id: inspection.id,
        conclusion: rows::build_conclusion_chip(&page, inspection.conclusion),
        rows: rows::build_fact_rows(&page, inspection, &dossier.team.name),
        findings: rows::build_findings(&inspection.report),
        demands: rows::build_demands(&page, dossier, app.today(), false),
        reply: inspection.reply.as_ref().map(|r| (r.words.clone(), page.moment(&r.at))),
        may_reply: inspection.reply.is_none() && app.today() <= inspection.reply_due,
        asked: inspection.asked_again_at.map(|at| page.moment(&at)),
        decided: build_decision_rows(&page, dossier),
        form,
        page,
    }
}

/// The decided measure; empty while the office has not decided.
fn build_decision_rows(page: &Page, dossier: &InspectionDossier) -> Vec<SummaryRow> {
    let Some(ProposalStatus::Decided { measure, .. }) = dossier.proposal.as_ref().map(|p| &p.status) else {
        return Vec::new();
    };
    let mut rows = vec![SummaryRow::new(
        page.t("measures-measure"),
        translate_code(page, "measure", measure.measure().code()),
    )];
    if matches!(measure.effect, MeasureEffect::OnCertificate(..)) {
        rows.push(SummaryRow::new(page.t("measures-decision"), measure.number.as_str()));
    }
    rows.extend(measure.until().map(|day| SummaryRow::new(page.t("measures-until"), page.date(&day))));
    rows
}

pub(super) async fn show_pdf(
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path((venue, id)): OwnInspectionPath,
) -> Result<Response, PageError> {
    let dossier = inspections::load_own(&app, &permit, venue, id).await?;
    let bytes = inspections::render_record_pdf(&app, &dossier).await?;
    Ok(pdf::render_pdf(bytes, &["bien ban kiem tra", &dossier.inspection.number.to_string()]))
}

pub(super) async fn reply(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path((venue, id)): OwnInspectionPath,
    mut form: Form,
) -> Result<Response, PageError> {
    let dossier = inspections::load_own(&app, &permit, venue, id).await?;
    let version = form.require_version()?;
    let Some(words) = parse_words(&mut form, "words", "inspections-reply-what") else {
        return Ok(
            (StatusCode::UNPROCESSABLE_ENTITY, Html(build_page(page, &app, &dossier, form))).into_response()
        );
    };
    let outcome = inspections::reply(&app, &permit, (venue, id, version), &words).await;
    render_outcome(venue, id, outcome, "inspections-replied")
}

pub(super) async fn ask_again(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::KeepVenues>,
    Path((venue, id)): OwnInspectionPath,
    mut form: Form,
) -> Result<Response, PageError> {
    let dossier = inspections::load_own(&app, &permit, venue, id).await?;
    let version = form.require_version()?;
    let Some(words) = parse_words(&mut form, "why", "inspections-again-what") else {
        return Ok(
            (StatusCode::UNPROCESSABLE_ENTITY, Html(build_page(page, &app, &dossier, form))).into_response()
        );
    };
    let outcome = inspections::ask_again(&app, &permit, (venue, id, version), &words).await;
    render_outcome(venue, id, outcome, "inspections-asked")
}

/// The text of a field in NFC; an error beside the field if it is empty or too long.
fn parse_words(form: &mut Form, field: &str, what: &str) -> Option<String> {
    let words = camket_domain::text::to_nfc(&form.require_text(field, what)?);
    if words.chars().count() > MAX_WORDS_CHARS {
        form.fail_about(field, "errors-too-long", what, &[("max", &MAX_WORDS_CHARS)]);
        return None;
    }
    Some(words)
}

fn render_outcome(
    venue: VenueId,
    id: InspectionId,
    outcome: Result<(), AppError>,
    flash_key: &str,
) -> Result<Response, PageError> {
    let here = paths::OwnInspection(venue, id).to_string();
    match outcome {
        Ok(()) => Ok((Flash::success(flash_key), Redirect::to(&here)).into_response()),
        Err(AppError::Refused(refusal)) => Ok(redirect_with_refusal(&refusal, &here)),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_that_is_too_long_is_refused_and_never_cut() {
        let most = "ă".repeat(MAX_WORDS_CHARS);
        let mut form = Form::from_fields([("words", most.clone()), ("long", format!("{most}ă"))]);
        assert_eq!(parse_words(&mut form, "words", "inspections-reply-what"), Some(most.clone()));
        assert_eq!(parse_words(&mut form, "long", "inspections-reply-what"), None);
        assert_eq!(form.text("long").chars().count(), MAX_WORDS_CHARS + 1, "what was typed is kept");
        assert_eq!(parse_words(&mut form, "absent", "inspections-reply-what"), None);
        assert_eq!(form.errors().len(), 2);
    }
}
