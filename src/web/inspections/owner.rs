//! The owner's side: the records of a venue, a reply, a request for another inspection.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::inspections::{self, InspectionDossier};
use camket_domain::ids::{InspectionId, VenueId};
use camket_domain::inspections::Inspection;
use camket_domain::measures::{MeasureEffect, ProposalStatus};
use camket_domain::permissions::rights;
use camket_domain::text::lengths::MAX_TEXT_CHARS;

use super::corrections::{self, CorrectionCard};
use super::rows::{self, InspectionLine};
use crate::codes::translate_code;
use crate::paths;
use crate::pdf;
use crate::venues::OwnVenue;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Cell, Chip, DataTable, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "inspections/owner/list.html")]
struct OwnInspectionListPage {
    page: Page,
    venue: VenueId,
    table: DataTable,
}

pub(super) async fn list(OwnVenue { page, app, permit, id: venue }: OwnVenue) -> Result<Response, PageError> {
    let found = inspections::list_for_own_venue(&app, &permit, venue).await?;
    let page = page.with_title("inspections-own-title");
    let row = |one: &Inspection| {
        vec![
            Cell::nowrap_link(paths::OwnInspection(venue, one.id), one.number.to_string()),
            Cell::Nowrap(rows::format_day(&page, one)),
            Cell::Chip(rows::build_conclusion_chip(&page, one.conclusion)),
            Cell::Chip(rows::build_state_chip(&page, one.state)),
        ]
    };
    let heads = ["inspections-number", "inspections-day", "inspections-conclusion", "inspections-state"];
    let table =
        DataTable { heads: heads.map(|key| page.t(key)).into(), rows: found.iter().map(row).collect() };
    Ok(Html(OwnInspectionListPage { venue, table, page }).into_response())
}

#[derive(Template)]
#[template(path = "inspections/owner/show.html")]
struct OwnInspectionPage {
    page: Page,
    form: Form,
    venue: VenueId,
    id: InspectionId,
    conclusion: Chip,
    corrected: Option<Chip>,
    corrections: Vec<CorrectionCard>,
    /// The office's page shows more of a correction.
    office: bool,
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
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
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
        corrected: corrections::build_chip(&page, dossier),
        corrections: corrections::build_cards(&page, dossier),
        office: false,
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
    PageRequest { app, permit, .. }: PageRequest<rights::KeepVenues>,
    Path((venue, id)): OwnInspectionPath,
) -> Result<Response, PageError> {
    let dossier = inspections::load_own(&app, &permit, venue, id).await?;
    let bytes = inspections::render_record_pdf(&app, &dossier).await?;
    Ok(pdf::render_pdf(bytes, &["bien ban kiem tra", &dossier.inspection.number.to_string()]))
}

/// What an owner writes about an inspection.
#[derive(Clone, Copy)]
enum OwnerWords {
    Reply,
    AskAgain,
}

impl OwnerWords {
    /// The field, the locale key of its name, and that of the message afterwards.
    fn keys(self) -> [&'static str; 3] {
        match self {
            Self::Reply => ["words", "inspections-reply-what", "inspections-replied"],
            Self::AskAgain => ["why", "inspections-again-what", "inspections-asked"],
        }
    }
}

type HandlerResult = Result<Response, PageError>;
type OwnerRequest = PageRequest<rights::KeepVenues>;

pub(super) async fn reply(request: OwnerRequest, path: OwnInspectionPath, form: Form) -> HandlerResult {
    send_words(request, path, form, OwnerWords::Reply).await
}

pub(super) async fn ask_again(request: OwnerRequest, path: OwnInspectionPath, form: Form) -> HandlerResult {
    send_words(request, path, form, OwnerWords::AskAgain).await
}

async fn send_words(
    PageRequest { page, app, permit }: OwnerRequest,
    Path((venue, id)): OwnInspectionPath,
    mut form: Form,
    kind: OwnerWords,
) -> HandlerResult {
    let dossier = inspections::load_own(&app, &permit, venue, id).await?;
    let about = (venue, id, form.require_version()?);
    let [field, what, done] = kind.keys();
    let Some(words) = parse_words(&mut form, field, what) else {
        return Ok((form.status(), Html(build_page(page, &app, &dossier, form))).into_response());
    };
    let sent = match kind {
        OwnerWords::Reply => inspections::reply(&app, &permit, about, &words).await,
        OwnerWords::AskAgain => inspections::ask_again(&app, &permit, about, &words).await,
    };
    sent.redirect_refusal(paths::OwnInspection(venue, id))?;
    Ok(Flash::success(done).redirect(paths::OwnInspection(venue, id)))
}

/// The text of a field in NFC; an error beside the field if it is empty or too long.
fn parse_words(form: &mut Form, field: &str, what: &str) -> Option<String> {
    let words = camket_domain::text::to_nfc(&form.require_text(field, what)?);
    if words.chars().count() > MAX_TEXT_CHARS {
        form.fail_about(field, "errors-too-long", what, &[("max", &MAX_TEXT_CHARS)]);
        return None;
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_that_is_too_long_is_refused_and_never_cut() {
        let most = "ă".repeat(MAX_TEXT_CHARS);
        let mut form = Form::from_fields([("words", most.clone()), ("long", format!("{most}ă"))]);
        assert_eq!(parse_words(&mut form, "words", "inspections-reply-what"), Some(most.clone()));
        assert_eq!(parse_words(&mut form, "long", "inspections-reply-what"), None);
        assert_eq!(form.text("long").chars().count(), MAX_TEXT_CHARS + 1, "what was typed is kept");
        assert_eq!(parse_words(&mut form, "absent", "inspections-reply-what"), None);
        assert_eq!(form.errors().len(), 2);
    }
}
