//! `GET /concerns/{concern}`: one concern with its history, and the commands open to the officer.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::concerns::{self, ConcernDossier};
use camket_domain::accounts::Actor;
use camket_domain::concerns::{ConcernOutcome, ConcernState, ConcernStatus};
use camket_domain::ids::ConcernId;
use camket_domain::permissions::{Action, rights};
use time::Date;

use super::{build_state_chip, format_category, format_reference};
use crate::areas;
use crate::codes;
use crate::paths;
use crate::picture::render_jpeg;
use camket_shell::form::Form;
use camket_shell::look::{Chip, Choice, SummaryRow, TimelineEvent, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "concerns/show.html")]
pub(super) struct ConcernPage {
    page: Page,
    form: Form,
    id: ConcernId,
    reference: String,
    status: Chip,
    urgent: bool,
    text: String,
    photo: Option<String>,
    rows: Vec<SummaryRow>,
    /// Address of the venue's page, if the certificate is in the register.
    venue: Option<String>,
    /// Address of the certificate's page.
    certificate: Option<String>,
    /// Whether the reporter left a contact.
    contact: bool,
    /// Address of the page that reveals it, for those who may.
    reveal: Option<String>,
    /// `new`, `mine`, `colleague`, `closed`, `reader`.
    stance: &'static str,
    colleague: String,
    outcomes: Vec<Choice>,
    /// The note of the officer who closed it.
    note: String,
    /// Whether it was closed as founded, which is a ground for a surprise visit.
    founded: bool,
    events: Vec<TimelineEvent>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadConcerns>,
    Path(id): Path<ConcernId>,
) -> Result<Html<ConcernPage>, PageError> {
    let case = concerns::load_dossier(&app, &permit, id).await?;
    let form = Form::from_fields([("version", case.concern.version.to_string())]);
    Ok(Html(build_page(page, form, permit.actor(), &case, app.today())))
}

pub(super) fn build_page(
    page: Page,
    form: Form,
    actor: &Actor,
    case: &ConcernDossier,
    today: Date,
) -> ConcernPage {
    let concern = &case.concern;
    let title = format_category(&page, concern.category);
    let page = page.with_title_text(title).with_form_errors(&form);
    let triages = actor.may(Action::TriageConcerns);
    let outcome = |one: ConcernOutcome| {
        let code = one.state().code();
        Choice::new(code, codes::translate_code(&page, "concernstate", code))
            .with_hint(page.t(&format!("concerns-outcome-{code}")))
    };
    ConcernPage {
        reference: format_reference(&concern.reference),
        status: build_state_chip(&page, concern.state()),
        urgent: concern.category.is_urgent() && concern.closure().is_none(),
        text: concern.text.clone(),
        photo: case.has_photo.then(|| paths::ConcernPhoto(concern.id).to_string()),
        rows: build_rows(&page, case, today),
        venue: concern.venue.map(|id| paths::Timeline(id).to_string()),
        certificate: concern.certificate.map(|id| paths::Certificate(id).to_string()),
        contact: concern.contact.is_some(),
        reveal: (triages && concern.contact.is_some()).then(|| paths::RevealConcern(concern.id).to_string()),
        stance: choose_stance(actor, case, triages),
        colleague: concern.handler_name().to_owned(),
        outcomes: ConcernOutcome::ALL.map(outcome).into(),
        note: concern.closure().map(|closure| closure.note.clone()).unwrap_or_default(),
        founded: concern.state() == ConcernState::Founded,
        events: case.trail.iter().map(|event| build_event(&page, event)).collect(),
        id: concern.id,
        form,
        page,
    }
}

fn choose_stance(actor: &Actor, case: &ConcernDossier, triages: bool) -> &'static str {
    match &case.concern.status {
        _ if !triages => "reader",
        ConcernStatus::New => "new",
        ConcernStatus::InHand(handler) if handler.account == actor.account => "mine",
        ConcernStatus::InHand(_) => "colleague",
        ConcernStatus::Closed(_) => "closed",
    }
}

fn build_rows(page: &Page, case: &ConcernDossier, today: Date) -> Vec<SummaryRow> {
    let concern = &case.concern;
    let mut rows = vec![
        SummaryRow::new(page.t("concerns-at"), page.moment(&concern.created_at)),
        SummaryRow::new(page.t("concerns-commune"), areas::find_name(concern.commune, today)),
    ];
    if !concern.place.is_empty() {
        rows.push(SummaryRow::new(page.t("concerns-place"), concern.place.as_str()));
    }
    if !concern.handler_name().is_empty() {
        rows.push(SummaryRow::new(page.t("concerns-handler"), concern.handler_name()));
    }
    rows
}

fn build_event(page: &Page, event: &camket_domain::audit::AuditEvent) -> TimelineEvent {
    use camket_domain::audit::AuditAction;
    let note = match event.action {
        AuditAction::ConcernClosed => codes::translate_code(page, "concernstate", &event.note),
        AuditAction::ContactRevealed => event.note.clone(),
        _ => String::new(),
    };
    TimelineEvent {
        at: page.moment(&event.at),
        what: codes::translate_code(page, "deed", event.action.code()),
        who: event.actor_name.clone(),
        note,
        kind: if event.action == AuditAction::ContactRevealed { Tone::Warn } else { Tone::Neutral },
    }
}

/// The photo: a JPEG that was re-encoded when it was uploaded.
pub(super) async fn show_photo(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadConcerns>,
    Path(id): Path<ConcernId>,
) -> Result<Response, PageError> {
    let jpeg = concerns::load_photo(&app, &permit, id).await?;
    Ok(render_jpeg(jpeg))
}
