//! Rows and chips that several pages show.

use camket_app::inspections::Dossier;
use camket_domain::calendar::local_date;
use camket_domain::demands;
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::report::{Answer, Report};
use camket_domain::inspections::{Conclusion, Inspection, State};
use camket_domain::proposals;
use time::Date;

use crate::codes::words;
use crate::look::{Chip, Kind, Row};
use crate::page::Page;

/// Chip of an inspection's state.
pub(super) fn state(page: &Page, state: State) -> Chip {
    let look = match state {
        State::Reported => Kind::Info,
        State::Replied => Kind::Warn,
        State::Settled => Kind::Neutral,
    };
    Chip::new(look, words(page, "inspection", state.code()))
}

/// Chip of the team's conclusion.
pub(super) fn conclusion(page: &Page, conclusion: Conclusion) -> Chip {
    let look = match conclusion {
        Conclusion::Pass => Kind::Good,
        Conclusion::Reminder => Kind::Warn,
        Conclusion::Record | Conclusion::Transfer => Kind::Bad,
    };
    Chip::new(look, words(page, "conclusion", conclusion.code()))
}

/// Chip of a demand's state, or "overdue" after its due date.
pub(super) fn demand(page: &Page, demand: &demands::Demand, today: Date) -> Chip {
    if demand.overdue(today) {
        return Chip::new(Kind::Bad, page.t("inspections-overdue"));
    }
    let look = match demand.state {
        demands::State::Open => Kind::Warn,
        demands::State::Met => Kind::Good,
        demands::State::Withdrawn => Kind::Neutral,
    };
    Chip::new(look, words(page, "demand", demand.state.code()))
}

/// Chip of a proposal's state.
pub(super) fn proposal(page: &Page, state: proposals::State) -> Chip {
    let look = match state {
        proposals::State::Proposed => Kind::Warn,
        proposals::State::Endorsed => Kind::Info,
        proposals::State::Decided => Kind::Good,
    };
    Chip::new(look, words(page, "proposal", state.code()))
}

/// The facts of a record, without findings, demands and answers.
pub(super) fn facts(page: &Page, inspection: &Inspection, team: &str) -> Vec<Row> {
    let report = &inspection.report;
    let grounds = inspection.grounds.as_ref();
    let grounds = grounds.map(|g| format!("{}: {}", words(page, "ground", g.code.code()), g.note));
    let people: Vec<_> = report
        .members
        .iter()
        .map(|m| format!("{} ({}, {})", m.name, words(page, "rank", m.rank.code()), m.card))
        .collect();
    let mut rows = vec![
        Row::new(page.t("inspections-team"), team),
        Row::new(page.t("inspections-kind"), words(page, "visitkind", inspection.kind.code())),
    ];
    rows.extend(grounds.map(|grounds| Row::new(page.t("inspections-ground"), grounds)));
    rows.extend([
        Row::new(page.t("inspections-began"), page.moment(&inspection.started_at)),
        Row::new(page.t("inspections-received"), page.moment(&inspection.received_at)),
        Row::new(page.t("inspections-members"), people.join("; ")),
        Row::new(page.t("inspections-owner"), report.owner.name.as_str()),
        Row::new(page.t("inspections-staff"), staff(page, report)),
        Row::new(page.t("inspections-remarks"), report.owner.remarks.as_str()),
        Row::new(page.t("inspections-reply-due"), page.date(&inspection.reply_due)),
    ]);
    rows
}

fn staff(page: &Page, report: &Report) -> String {
    page.t2("inspections-staff-text", "found", report.staff.found, "registered", report.staff.registered)
}

/// A finding, a demand or an answer on a page.
pub(super) struct Line {
    pub text: String,
    pub more: String,
    pub chip: Option<Chip>,
    pub href: Option<String>,
}

/// The findings with their legal basis.
pub(super) fn findings(report: &Report) -> Vec<Line> {
    let line = |f: &camket_domain::inspections::report::Finding| Line {
        text: f.text.clone(),
        more: f.basis.clone(),
        chip: None,
        href: None,
    };
    report.findings.iter().map(line).collect()
}

/// The demands with due date and state; `linked` adds the address of each.
pub(super) fn demands_of(page: &Page, dossier: &Dossier, today: Date, linked: bool) -> Vec<Line> {
    let line = |d: &demands::Demand| Line {
        text: d.text.clone(),
        more: page.t1("inspections-due", "date", page.date(&d.due_on)),
        chip: Some(demand(page, d, today)),
        href: linked.then(|| format!("{}/{}", super::DEMANDS, d.id)),
    };
    dossier.demands.iter().map(line).collect()
}

/// The answers in the order of the checklist.
pub(super) fn answers(page: &Page, report: &Report) -> Vec<Line> {
    let Some(list) = Checklist::version(report.checklist) else { return Vec::new() };
    let english = page.lang() == crate::l10n::Lang::En;
    let line = |item: &&camket_domain::inspections::checklist::Item| {
        let given = report.answers.iter().find(|a| a.item == item.code)?;
        let (kind, code) = match given.answer {
            Answer::Yes => (Kind::Good, "yes"),
            Answer::No => (Kind::Bad, "no"),
            Answer::Na => (Kind::Neutral, "na"),
        };
        let count = given.count.map(|n| page.t1("inspections-count", "count", n)).unwrap_or_default();
        Some(Line {
            text: if english { item.en.clone() } else { item.vi.clone() },
            more: format!("{count} {}", given.note).trim().to_owned(),
            chip: Some(Chip::new(kind, words(page, "answer", code))),
            href: None,
        })
    };
    list.items_for(report.kind).iter().filter_map(line).collect()
}

/// The day on which a visit began, in Asia/Ho_Chi_Minh.
pub(super) fn day(page: &Page, inspection: &Inspection) -> String {
    page.date(&local_date(inspection.started_at))
}
