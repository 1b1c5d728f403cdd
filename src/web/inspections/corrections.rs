//! Corrections of a report: the list on the page of the inspection, and the page of an earlier version.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::inspections::{self, InspectionDossier};
use camket_domain::ids::{InspectionId, PhotoId};
use camket_domain::inspections::Conclusion;
use camket_domain::inspections::InspectionReport;
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::corrections::Correction;
use camket_domain::inspections::differences::{ReportDifference, list_differences};
use camket_domain::inspections::report::{AnsweredItem, ReportDemand};
use camket_domain::permissions::{Action, rights};

use super::rows::{self, InspectionLine};
use crate::codes::translate_code;
use crate::paths;
use crate::pdf;
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

/// A correction on a page: what changed, when, why, by whom.
pub(super) struct CorrectionCard {
    pub title: String,
    pub reason: String,
    pub differences: Vec<SummaryRow>,
    /// Whether measure and demands follow it.
    pub followed: bool,
    /// Whether it was written on a page, so that nobody has signed it on a phone.
    pub on_paper: bool,
    /// Number of the version that it replaced.
    pub replaced: u16,
}

/// Chip of a record that was corrected.
pub(super) fn build_chip(page: &Page, dossier: &InspectionDossier) -> Option<Chip> {
    (!dossier.corrections.is_empty()).then(|| Chip::new(Tone::Info, page.t("inspections-corrected")))
}

/// The corrections, newest first.
pub(super) fn build_cards(page: &Page, dossier: &InspectionDossier) -> Vec<CorrectionCard> {
    let newest = (&dossier.inspection.report, dossier.inspection.conclusion);
    let replaced = |c: &'_ Correction| (c.replaced.report.clone(), c.replaced.conclusion);
    let later = dossier.corrections.iter().skip(1).map(replaced);
    let after: Vec<_> = later.chain([(newest.0.clone(), newest.1)]).collect();
    let card = |(correction, after): (&Correction, &(InspectionReport, Conclusion))| {
        let (at, number) = (page.moment(&correction.by.at), correction.replaced.number);
        let before = (&correction.replaced.report, correction.replaced.conclusion);
        let title: [(&str, &dyn camket_shell::l10n::Arg); 3] =
            [("number", &(number + 1)), ("name", &correction.by.name), ("at", &at)];
        CorrectionCard {
            title: camket_shell::l10n::translate_with(page.lang(), "inspections-correction", &title),
            reason: page.t1("inspections-correction-reason", "reason", correction.reason.as_str()),
            differences: list_differences(before, (&after.0, after.1))
                .iter()
                .map(|difference| format_difference(page, &after.0, difference))
                .collect(),
            followed: correction.followed,
            on_paper: after.0.signatures.is_empty(),
            replaced: number,
        }
    };
    dossier.corrections.iter().zip(&after).map(card).rev().collect()
}

/// A difference as a row: the part, and from what to what.
fn format_difference(page: &Page, report: &InspectionReport, difference: &ReportDifference) -> SummaryRow {
    let change = |from: String, to: String| {
        let shown = |text: String| if text.is_empty() { page.t("inspections-difference-none") } else { text };
        page.t2("inspections-difference-change", "from", shown(from), "to", shown(to))
    };
    match difference {
        ReportDifference::Answer { item, from, to } => {
            let answer = |answer: &Option<AnsweredItem>| format_answer(page, answer.as_ref());
            SummaryRow::new(find_question(page, report, item), change(answer(from), answer(to)))
        }
        ReportDifference::Text { part, from, to } => {
            SummaryRow::new(translate_code(page, "reportpart", part.code()), change(from.clone(), to.clone()))
        }
        ReportDifference::Conclusion { from, to } => {
            let word = |conclusion: Conclusion| translate_code(page, "conclusion", conclusion.code());
            SummaryRow::new(page.t("inspections-conclusion"), change(word(*from), word(*to)))
        }
        ReportDifference::OwnerRefused(refused) => {
            let key =
                if *refused { "inspections-difference-refused" } else { "inspections-difference-signs" };
            SummaryRow::new(page.t("inspections-owner"), page.t(key))
        }
        ReportDifference::Photos { removed, added } => SummaryRow::new(
            page.t("inspections-photos"),
            page.t2("inspections-difference-photos", "added", *added, "removed", *removed),
        ),
        ReportDifference::MetDemands { removed, added } => SummaryRow::new(
            page.t("demands-title"),
            page.t2("inspections-difference-met", "added", *added, "removed", *removed),
        ),
    }
}

fn format_answer(page: &Page, answer: Option<&AnsweredItem>) -> String {
    let Some(answer) = answer else { return String::new() };
    let word = translate_code(page, "answer", answer.answer.code());
    let count = answer.count.map(|n| page.t1("inspections-count", "count", n)).unwrap_or_default();
    [word, count, answer.note.clone()]
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(". ")
}

fn find_question(page: &Page, report: &InspectionReport, code: &str) -> String {
    let item = Checklist::find_version(report.checklist).and_then(|list| list.find_item(code));
    item.map_or_else(|| code.to_owned(), |item| rows::choose_wording(page, item))
}

#[derive(Template)]
#[template(path = "inspections/version.html")]
struct InspectionVersionPage {
    page: Page,
    id: InspectionId,
    number: u16,
    conclusion: Chip,
    rows: Vec<SummaryRow>,
    findings: Vec<InspectionLine>,
    demands: Vec<InspectionLine>,
    answers: Vec<InspectionLine>,
    photos: Vec<PhotoId>,
    /// Whether the reader may see the signed record.
    papers: bool,
    reply: Option<(String, String)>,
}

pub(super) async fn show_version(
    PageRequest { page, app, permit }: PageRequest<rights::ReadInspections>,
    Path((id, number)): Path<(InspectionId, u16)>,
) -> Result<Html<impl Template>, PageError> {
    let dossier = inspections::find_version(&app, &permit, id, number).await?;
    let inspection = &dossier.inspection;
    let personal = permit.actor().may(Action::ReadPersonalData);
    let record = inspection.number.to_string();
    let title = page.t2("inspections-version-title", "number", number, "record", record);
    let page = page.with_title_text(title);
    let demand = |demand: &ReportDemand| InspectionLine {
        text: demand.text.clone(),
        more: page.t1("demands-due", "date", page.date(&demand.due_on)),
        log: vec![],
        chip: None,
        href: None,
    };
    Ok(Html(InspectionVersionPage {
        id,
        number,
        conclusion: rows::build_conclusion_chip(&page, inspection.conclusion),
        rows: rows::build_fact_rows(&page, inspection, &dossier.team.name),
        findings: rows::build_findings(&inspection.report),
        demands: inspection.report.demands.iter().map(demand).collect(),
        answers: rows::build_answers(&page, &inspection.report),
        reply: inspection.reply.as_ref().map(|r| (r.words.clone(), page.moment(&r.at))),
        photos: if personal { dossier.photos } else { Vec::new() },
        papers: personal,
        page,
    }))
}

pub(super) async fn show_version_pdf(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadInspections>,
    Path((id, number)): Path<(InspectionId, u16)>,
) -> Result<Response, PageError> {
    let dossier = inspections::find_version(&app, &permit, id, number).await?;
    let bytes = inspections::render_record_pdf(&app, &dossier).await?;
    let name = dossier.inspection.number.to_string();
    Ok(pdf::render_pdf(bytes, &["bien ban kiem tra", &name, "ban", &number.to_string()]))
}
