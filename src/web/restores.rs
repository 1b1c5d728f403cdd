//! `/admin/restores`: what was lost by each restore from a backup, what was done about it, and what a person must look at.

use askama::Template;
use camket_app::restores::{self, ListedRestore};
use camket_domain::certificates::CertificateStatus;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::permissions::{Action, rights};
use camket_domain::restores::{DifferingStatus, NumberGap};

use crate::codes::translate_code;
use crate::paths;
use crate::state::Web;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

/// Rows of each table; the log of the command has all.
const MAX_ROWS: usize = 500;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().get(paths::Restores::PATTERN, Action::ManageSettings, show)
}

#[derive(Template)]
#[template(path = "restores/list.html")]
struct RestoresPage {
    page: Page,
    restores: Vec<RestoreCard>,
}

struct RestoreCard {
    heading: String,
    summary: Vec<SummaryRow>,
    /// Series of which lost papers are known, or may exist: whose, year, numbers that are left out, the last one given.
    gaps: Vec<GapRow>,
    changed: StatusTable,
    stricter: StatusTable,
    /// Sentences about what else is to be done.
    tasks: Vec<String>,
}

struct GapRow {
    owner: String,
    series: String,
    year: i32,
    left_out: String,
    given: String,
}

struct StatusTable {
    rows: Vec<StatusRow>,
    /// How many rows are not shown.
    more: usize,
}

struct StatusRow {
    number: String,
    register: String,
    list: String,
}

/// GET `/admin/restores`
async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ManageSettings>,
) -> Result<Html<RestoresPage>, PageError> {
    let found = restores::list(&app, &permit).await?;
    let page = page.with_title("restores-title");
    let restores = found.iter().map(|restore| build_card(&page, restore)).collect();
    Ok(Html(RestoresPage { page, restores }))
}

fn build_card(page: &Page, listed: &ListedRestore) -> RestoreCard {
    let report = &listed.restore.report;
    RestoreCard {
        heading: page.t1("restores-heading", "at", page.moment(&listed.restore.lost.to)),
        summary: build_summary(page, listed),
        gaps: listed.gaps.iter().map(|(gap, owner)| build_gap(page, gap, owner)).collect(),
        changed: build_statuses(page, &report.changed),
        stricter: build_statuses(page, &report.stricter),
        tasks: list_tasks(page, listed),
    }
}

fn build_summary(page: &Page, listed: &ListedRestore) -> Vec<SummaryRow> {
    let (restore, report) = (&listed.restore, &listed.restore.report);
    let (from, to) = (page.moment(&restore.lost.from), page.moment(&restore.lost.to));
    let list = match &report.list {
        Some(list) => page.t1("restores-list-used", "at", page.moment(&list.issued_at)),
        None => page.t("restores-list-none"),
    };
    vec![
        SummaryRow::new(page.t("restores-lost"), page.t2("restores-lost-time", "from", from, "to", to)),
        SummaryRow::new(page.t("restores-decision"), restore.decision.as_str()),
        SummaryRow::new(page.t("restores-list"), list),
        SummaryRow::new(page.t("restores-epoch"), page.number(restore.epoch)),
    ]
}

fn list_tasks(page: &Page, listed: &ListedRestore) -> Vec<String> {
    let report = &listed.restore.report;
    let mut tasks = Vec::new();
    if report.list.is_none() {
        tasks.push(page.t("restores-task-list"));
    }
    if !report.unknown.is_empty() {
        tasks.push(page.t1("restores-task-unknown", "count", report.unknown.len()));
    }
    tasks.push(page.t("restores-task-papers"));
    tasks.push(page.t("restores-task-files"));
    tasks.push(page.t("restores-task-access"));
    tasks.push(page.t("restores-task-messages"));
    tasks.push(page.t("restores-task-phones"));
    tasks
}

fn build_gap(page: &Page, gap: &NumberGap, owner: &str) -> GapRow {
    let given = gap.given.map(|last| format_range(gap.first, last));
    GapRow {
        owner: if owner.is_empty() { page.t("restores-owner-lost") } else { owner.to_owned() },
        series: translate_code(page, "series", gap.series.code()),
        year: gap.year,
        left_out: format_range(gap.first, gap.last),
        given: given.unwrap_or_else(|| page.t("restores-given-unknown")),
    }
}

fn format_range(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn build_statuses(page: &Page, differing: &[DifferingStatus]) -> StatusTable {
    let row = |one: &DifferingStatus| StatusRow {
        number: one.number.to_string(),
        register: translate_status(page, one.register),
        list: translate_status(page, one.list),
    };
    StatusTable {
        rows: differing.iter().take(MAX_ROWS).map(row).collect(),
        more: differing.len().saturating_sub(MAX_ROWS),
    }
}

fn translate_status(page: &Page, status: CertificateStatus) -> String {
    let verdict = match status {
        CertificateStatus::Issued => Verdict::Valid,
        CertificateStatus::Suspended => Verdict::Suspended,
        CertificateStatus::Revoked => Verdict::Revoked,
        CertificateStatus::Superseded => Verdict::Superseded,
    };
    translate_code(page, "verdict", verdict.code())
}
