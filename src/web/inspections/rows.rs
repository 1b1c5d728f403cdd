//! Rows and chips that several pages show.

use camket_app::inspections::InspectionDossier;
use camket_domain::calendar::local_date;
use camket_domain::demands::Demand;
use camket_domain::inspections::checklist::{Checklist, ChecklistItem};
use camket_domain::inspections::report::{AnswerChange, AnswerValue, InspectionReport};
use camket_domain::inspections::{Conclusion, Inspection, InspectionState};
use camket_domain::measures::ProposalState;
use time::Date;

use crate::codes::translate_code;
use crate::paths;
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::Page;

/// Chip of an inspection's state.
pub(super) fn build_state_chip(page: &Page, state: InspectionState) -> Chip {
    let look = match state {
        InspectionState::Reported => Tone::Info,
        InspectionState::Replied => Tone::Warn,
        InspectionState::Settled => Tone::Neutral,
    };
    Chip::new(look, translate_code(page, "inspection", state.code()))
}

/// Chip of the team's conclusion.
pub(super) fn build_conclusion_chip(page: &Page, conclusion: Conclusion) -> Chip {
    let look = match conclusion {
        Conclusion::Pass => Tone::Good,
        Conclusion::Reminder => Tone::Warn,
        Conclusion::Record | Conclusion::Transfer => Tone::Bad,
    };
    Chip::new(look, translate_code(page, "conclusion", conclusion.code()))
}

/// Chip of a proposal's state.
pub(crate) fn build_proposal_chip(page: &Page, state: ProposalState) -> Chip {
    let look = match state {
        ProposalState::Proposed => Tone::Warn,
        ProposalState::Endorsed => Tone::Info,
        ProposalState::Decided => Tone::Good,
    };
    Chip::new(look, translate_code(page, "proposal", state.code()))
}

/// The facts of a record, without findings, demands and answers.
pub(super) fn build_fact_rows(page: &Page, inspection: &Inspection, team: &str) -> Vec<SummaryRow> {
    let report = &inspection.report;
    let grounds = inspection.ground.as_ref();
    let grounds = grounds.map(|g| format!("{}: {}", translate_code(page, "ground", g.code.code()), g.note));
    let people: Vec<_> = report
        .members
        .iter()
        .map(|m| format!("{} ({}, {})", m.name, translate_code(page, "rank", m.rank.code()), m.card))
        .collect();
    let mut rows = vec![
        SummaryRow::new(page.t("teams-team"), team),
        SummaryRow::new(
            page.t("inspections-kind"),
            translate_code(page, "visitkind", inspection.kind.code()),
        ),
    ];
    rows.extend(grounds.map(|grounds| SummaryRow::new(page.t("inspections-ground"), grounds)));
    rows.extend([
        SummaryRow::new(page.t("inspections-began"), page.moment(&inspection.started_at)),
        SummaryRow::new(page.t("inspections-received"), page.moment(&inspection.received_at)),
        SummaryRow::new(page.t("teams-members"), people.join("; ")),
        SummaryRow::new(page.t("inspections-owner"), report.owner.name.as_str()),
        SummaryRow::new(page.t("inspections-staff"), format_staff(page, report)),
        SummaryRow::new(page.t("inspections-remarks"), report.owner.remarks.as_str()),
        SummaryRow::new(page.t("inspections-reply-due"), page.date(&inspection.reply_due)),
    ]);
    rows
}

fn format_staff(page: &Page, report: &InspectionReport) -> String {
    page.t2("inspections-staff-text", "found", report.staff.found, "registered", report.staff.registered)
}

/// A finding, a demand or an answer on a page.
pub(super) struct InspectionLine {
    pub text: String,
    pub more: String,
    /// Changes of an answer, oldest first.
    pub log: Vec<String>,
    pub chip: Option<Chip>,
    pub href: Option<String>,
}

/// The findings with their legal basis.
pub(super) fn build_findings(report: &InspectionReport) -> Vec<InspectionLine> {
    let line = |f: &camket_domain::inspections::report::InspectionFinding| InspectionLine {
        text: f.text.clone(),
        more: f.basis.clone(),
        log: vec![],
        chip: None,
        href: None,
    };
    report.findings.iter().map(line).collect()
}

/// The demands with due date and state; `linked` adds the address of each.
pub(super) fn build_demands(
    page: &Page,
    dossier: &InspectionDossier,
    today: Date,
    linked: bool,
) -> Vec<InspectionLine> {
    let line = |d: &Demand| InspectionLine {
        text: d.text.clone(),
        more: page.t1("demands-due", "date", page.date(&d.due_on)),
        log: vec![],
        chip: Some(crate::demands::build_state_chip(page, d, today)),
        href: linked.then(|| format!("{}/{}", paths::Demands::PATTERN, d.id)),
    };
    dossier.demands.iter().map(line).collect()
}

/// The answers in the order of the checklist.
pub(super) fn build_answers(page: &Page, report: &InspectionReport) -> Vec<InspectionLine> {
    let Some(list) = Checklist::find_version(report.checklist) else { return Vec::new() };
    let line = |item: &&ChecklistItem| {
        let given = report.answers.iter().find(|a| a.item == item.code)?;
        let tone = look_of_answer(given.answer);
        let count = given.count.map(|n| page.t1("inspections-count", "count", n)).unwrap_or_default();
        let changes = report.changes.iter().filter(|change| change.item == item.code);
        Some(InspectionLine {
            text: choose_wording(page, item),
            more: format!("{count} {}", given.note).trim().to_owned(),
            log: changes.map(|change| format_change(page, change)).collect(),
            chip: Some(Chip::new(tone, translate_code(page, "answer", given.answer.code()))),
            href: None,
        })
    };
    list.items_for(report.kind).iter().filter_map(line).collect()
}

/// The question in the page's language.
pub(super) fn choose_wording(page: &Page, item: &ChecklistItem) -> String {
    if page.lang() == camket_shell::l10n::Lang::En { item.en.clone() } else { item.vi.clone() }
}

fn look_of_answer(answer: AnswerValue) -> Tone {
    match answer {
        AnswerValue::Yes => Tone::Good,
        AnswerValue::No => Tone::Bad,
        AnswerValue::Na => Tone::Neutral,
    }
}

/// When an answer was changed on the phone, from what to what, why, and where.
fn format_change(page: &Page, change: &AnswerChange) -> String {
    let word = |answer: AnswerValue| translate_code(page, "answer", answer.code());
    let (from, to, at) = (word(change.from), word(change.to), page.moment(&change.at));
    let reason = Some(change.reason.as_str()).filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| page.t1("inspections-change-reason", "reason", reason));
    let place = change.position.map(|place| {
        let degrees = format!("{:.5}, {:.5}", place.lat, place.lng);
        page.t2("inspections-change-place", "place", degrees, "metres", format!("{:.0}", place.accuracy_m))
    });
    let change = page.t2("inspections-difference-change", "from", from, "to", to);
    [Some(format!("{at}: {change}")), reason, place].into_iter().flatten().collect::<Vec<_>>().join(". ")
}

/// The day on which a visit began, in Asia/Ho_Chi_Minh.
pub(super) fn format_day(page: &Page, inspection: &Inspection) -> String {
    page.date(&local_date(inspection.started_at))
}
