//! The numbers with which an officer's first page begins: what waits, what is overdue, what ends soon, who is missing.

use camket_app::applications::QueueCounts;
use camket_app::{App, AppError, coverage, dashboard};
use camket_domain::coverage::shown::CoverageNumber;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venue_register::RegisterView;

use crate::paths;
use crate::venue_register::query::RegisterQuery;
use camket_shell::links;
use camket_shell::page::Page;

/// A number that leads to the list that it counts.
#[derive(Debug)]
pub(crate) struct OfficeNumber {
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) href: String,
    /// Whether it asks for something at once.
    pub(crate) is_late: bool,
}

/// The numbers of an officer who reviews, or issues; empty for others.
pub(crate) async fn load(
    page: &Page,
    app: &App,
    permit: &Permit<rights::ReadApplications>,
    waiting: OfficeNumber,
    counts: &QueueCounts,
) -> Result<Vec<OfficeNumber>, AppError> {
    let actor = permit.actor();
    let permits = Permit::<rights::ReadCoverage>::for_actor(actor)
        .zip(Permit::<rights::ReadDashboard>::for_actor(actor));
    let Some((reader, figures)) = permits else { return Ok(Vec::new()) };
    let Some(figures) = dashboard::load_figures(app, &figures).await? else { return Ok(Vec::new()) };
    let missing = coverage::count_missing(app, &reader).await?;
    let overdue = OfficeNumber {
        label: page.t("applications-review-number-overdue"),
        count: page.bounded(&counts.overdue),
        href: links::with_query(paths::ReviewQueue, &[("view", "overdue")]),
        is_late: counts.overdue.counted() > 0,
    };
    let ending = OfficeNumber {
        label: page.t("applications-review-number-ending"),
        count: page.number(figures.ends_soon),
        href: RegisterQuery { filter: RegisterView::EndsIn30.filter() }.address(),
        is_late: false,
    };
    let missing = OfficeNumber {
        label: page.t("applications-review-number-missing"),
        count: page.number(missing),
        href: links::with_query(paths::CoverageNames, &[("number", CoverageNumber::Incomplete.code())]),
        is_late: false,
    };
    Ok(vec![waiting, overdue, ending, missing])
}

/// What waits for an officer who reviews.
pub(crate) fn build_waiting(page: &Page, counts: &QueueCounts) -> OfficeNumber {
    OfficeNumber {
        label: page.t("applications-review-number-waiting"),
        count: page.bounded(&counts.open),
        href: links::with_query(paths::ReviewQueue, &[("view", "open")]),
        is_late: false,
    }
}
