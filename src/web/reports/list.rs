//! `GET /reports`: the periods of the reader's province, the latest first.

use askama::Template;
use camket_app::reports::{self, PeriodLine};
use camket_domain::periods::{PeriodLength, format_roman};
use camket_domain::permissions::{Action, rights};
use camket_domain::reports::{MAX_PERIODS, ReportPeriod, ReportState};

use crate::codes::translate_code;
use crate::{paths, span_query};
use camket_shell::look::{Chip, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "reports/list.html")]
pub(super) struct ReportsPage {
    page: Page,
    heads: Vec<String>,
    lines: Vec<PeriodItem>,
    /// More than the page shows.
    cut: bool,
    opens: bool,
    /// Whether the reader keeps the indicators.
    keeps: bool,
}

struct PeriodItem {
    href: String,
    name: String,
    days: String,
    due: String,
    sent: String,
    own: Option<Chip>,
    frozen: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadReports>,
) -> Result<Html<ReportsPage>, PageError> {
    let mut periods = reports::list_periods(&app, &permit).await?;
    let cut = periods.len() > MAX_PERIODS;
    periods.truncate(MAX_PERIODS);
    let page = page.with_title("reports-title");
    let heads = ["period", "due", "own", "sent", "frozen"];
    Ok(Html(ReportsPage {
        heads: heads.map(|head| page.t(&format!("reports-column-{head}"))).to_vec(),
        lines: periods.iter().map(|line| build_line(&page, line)).collect(),
        cut,
        opens: permit.actor().may(Action::CollectReports),
        keeps: permit.actor().may(Action::KeepIndicators),
        page,
    }))
}

fn build_line(page: &Page, line: &PeriodLine) -> PeriodItem {
    let count = |state| line.states.get(&state).copied().unwrap_or_default();
    let accepted = count(ReportState::Accepted);
    let sent = count(ReportState::Sent) + accepted;
    PeriodItem {
        href: paths::ReportPeriod(line.period.id).to_string(),
        name: format_period(page, &line.period),
        days: format_days(page, &line.period),
        due: page.date(&line.period.due_on),
        sent: format!(
            "{}, {}",
            page.t2("reports-sent-of", "sent", sent, "of", line.areas),
            page.t1("reports-accepted-count", "count", accepted)
        ),
        own: line.own.map(|state| build_state_chip(page, state)),
        frozen: match line.snapshot {
            None => page.t("reports-not-frozen"),
            Some((number, _)) => page.t1("reports-frozen-version", "number", number),
        },
    }
}

/// What a period is called: "Quý III năm 2026".
pub(crate) fn format_period(page: &Page, period: &ReportPeriod) -> String {
    let name = period.name;
    let year = name.year.to_string();
    match name.length {
        PeriodLength::Month => page.t2("reports-name-month", "month", name.number.to_string(), "year", year),
        PeriodLength::Quarter => {
            page.t2("reports-name-quarter", "quarter", format_roman(name.number), "year", year)
        }
        PeriodLength::HalfYear => page.t1("reports-name-half-year", "year", year),
        PeriodLength::NineMonths => page.t1("reports-name-nine-months", "year", year),
        PeriodLength::Year => page.t1("reports-name-year", "year", year),
        PeriodLength::Days => format_days(page, period),
    }
}

/// Its first and last day.
pub(super) fn format_days(page: &Page, period: &ReportPeriod) -> String {
    span_query::format(page, period.span)
}

pub(super) fn build_state_chip(page: &Page, state: ReportState) -> Chip {
    let tone = match state {
        ReportState::NotBegun => Tone::Neutral,
        ReportState::Draft | ReportState::Sent => Tone::Info,
        ReportState::Returned => Tone::Warn,
        ReportState::Accepted => Tone::Good,
    };
    Chip::new(tone, translate_code(page, "reportstate", state.code()))
}
