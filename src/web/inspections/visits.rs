//! The page of a visit, and its photos.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::App;
use camket_app::inspections::{self, InspectionDossier};
use camket_domain::accounts::{Actor, ActorStamp};
use camket_domain::ids::{InspectionId, PhotoId};
use camket_domain::measures::{Measure, MeasureProposal, ProposalState};
use camket_domain::permissions::{Action, rights};

use super::corrections::{self, CorrectionCard};
use super::rows::{self, InspectionLine};
use crate::codes::{self, translate_code};
use crate::paths;
use crate::picture::render_jpeg;
use camket_shell::form::Form;
use camket_shell::look::{Chip, Choice, SummaryRow, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "inspections/visits/show.html")]
pub(crate) struct InspectionPage {
    page: Page,
    form: Form,
    id: InspectionId,
    number: String,
    state: Chip,
    conclusion: Chip,
    corrected: Option<Chip>,
    corrections: Vec<CorrectionCard>,
    office: bool,
    /// The inspector who sent the report may correct it.
    may_correct: bool,
    rows: Vec<SummaryRow>,
    findings: Vec<InspectionLine>,
    demands: Vec<InspectionLine>,
    answers: Vec<InspectionLine>,
    photos: Vec<PhotoId>,
    /// Whether the reader may see the signed record.
    papers: bool,
    missing: usize,
    reply: Option<(String, String)>,
    measure: Option<MeasureCard>,
    events: Vec<TimelineEvent>,
    code: String,
    /// Address of the concern it is based on, for those who may read it.
    concern: Option<String>,
}

/// The proposed measure, and what the actor may do with it.
struct MeasureCard {
    chip: Chip,
    rows: Vec<SummaryRow>,
    choices: Vec<Choice>,
    may_endorse: bool,
    may_decide: bool,
    own: bool,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadInspections>,
    Path(id): Path<InspectionId>,
) -> Result<Html<InspectionPage>, PageError> {
    let dossier = inspections::find(&app, &permit, id).await?;
    let form = build_form(dossier.proposal.as_ref());
    Ok(Html(build_page(page, &app, permit.actor(), &dossier, form)))
}

fn build_form(proposal: Option<&MeasureProposal>) -> Form {
    let Some(proposal) = proposal else { return Form::new() };
    let last = proposal.last_endorsed();
    Form::from_fields([
        ("version", proposal.version.to_string()),
        ("measure", proposal.measure().code().to_owned()),
        ("decision", last.map(|measure| measure.number.clone()).unwrap_or_default()),
        ("note", last.map(|measure| measure.note.clone()).unwrap_or_default()),
    ])
}

/// Builds the page of an inspection with a form as it was sent.
pub(crate) fn build_page(
    page: Page,
    app: &App,
    actor: &Actor,
    dossier: &InspectionDossier,
    form: Form,
) -> InspectionPage {
    let inspection = &dossier.inspection;
    let page = page.with_title_text(inspection.report.name.clone()).with_form_errors(&form);
    let (reads, personal) = (actor.may(Action::ReadConcerns), actor.may(Action::ReadPersonalData));
    let reply = inspection.reply.as_ref().map(|r| (r.words.clone(), page.moment(&r.at)));
    InspectionPage {
        id: inspection.id,
        number: inspection.number.to_string(),
        state: rows::build_state_chip(&page, inspection.state),
        conclusion: rows::build_conclusion_chip(&page, inspection.conclusion),
        corrected: corrections::build_chip(&page, dossier),
        corrections: corrections::build_cards(&page, dossier),
        office: true,
        may_correct: actor.may(Action::Inspect) && inspection.inspector == actor.account,
        rows: rows::build_fact_rows(&page, inspection, &dossier.team.name),
        findings: rows::build_findings(&inspection.report),
        demands: rows::build_demands(&page, dossier, app.today(), true),
        answers: rows::build_answers(&page, &inspection.report),
        photos: if personal { dossier.photos.clone() } else { Vec::new() },
        papers: personal,
        missing: if personal { inspection.report.photos.len() - dossier.photos.len() } else { 0 },
        measure: dossier.proposal.as_ref().map(|proposal| build_measure_card(&page, actor, proposal)),
        events: codes::build_timeline(&page, &dossier.trail),
        code: inspection.code.to_string(),
        concern: inspection.concern.filter(|_| reads).map(|id| paths::Concern(id).to_string()),
        reply,
        form,
        page,
    }
}

fn build_measure_card(page: &Page, actor: &Actor, proposal: &MeasureProposal) -> MeasureCard {
    let office = actor.may(Action::DecideMeasures);
    let own = proposal.endorsed_by().is_some_and(|first| first.account == actor.account);
    let endorsed = proposal.state() == ProposalState::Endorsed;
    let choices =
        Measure::ALL.iter().map(|m| Choice::new(m.code(), translate_code(page, "measure", m.code())));
    MeasureCard {
        chip: rows::build_proposal_chip(page, proposal.state()),
        rows: build_measure_rows(page, proposal),
        choices: choices.collect(),
        may_endorse: office && proposal.state() != ProposalState::Decided,
        may_decide: office && endorsed && !own,
        own: own && endorsed,
    }
}

fn build_measure_rows(page: &Page, proposal: &MeasureProposal) -> Vec<SummaryRow> {
    let measure = |m: Measure| translate_code(page, "measure", m.code());
    let mut rows = vec![SummaryRow::new(page.t("measures-suggested"), measure(proposal.suggested))];
    let endorsed = proposal.last_endorsed().filter(|_| proposal.state() != ProposalState::Proposed);
    if let Some(endorsed) = endorsed {
        rows.push(SummaryRow::new(page.t("measures-measure"), measure(endorsed.measure())));
        // A reminder has neither a decision's number nor a note.
        let mut given = |key, text: &str| {
            if !text.is_empty() {
                rows.push(SummaryRow::new(page.t(key), text));
            }
        };
        given("measures-decision", &endorsed.number);
        given("measures-note", &endorsed.note);
        rows.extend(endorsed.until().map(|day| SummaryRow::new(page.t("measures-until"), page.date(&day))));
    }
    let by = |key, who: Option<&ActorStamp>| {
        who.map(|w| SummaryRow::new(page.t(key), format!("{}, {}", w.name, page.moment(&w.at))))
    };
    rows.extend(by("measures-first", proposal.endorsed_by()));
    rows.extend(by("measures-second", proposal.decided_by()));
    rows
}

pub(super) async fn show_photo(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadPersonalData>,
    Path((inspection, id)): Path<(InspectionId, PhotoId)>,
) -> Result<Response, PageError> {
    let picture = inspections::load_picture(&app, &permit, inspection, id).await?;
    Ok(render_jpeg(picture))
}
