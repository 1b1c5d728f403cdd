//! `GET /dashboard/ageing`: how long applications take, by office.

use askama::Template;
use camket_app::dashboard;
use camket_domain::dashboard::{AGEING_DAYS, Ageing};
use camket_domain::permissions::rights;
use camket_domain::text::sort_key;

use crate::paths;
use camket_shell::look::{Cell, DataTable};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "dashboard/ageing.html")]
pub(super) struct AgeingPage {
    page: Page,
    days: i64,
    table: DataTable,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadDashboard>,
) -> Result<Html<AgeingPage>, PageError> {
    let figures = dashboard::load_figures(&app, &permit).await?;
    let page = page.with_title("dashboard-ageing");
    let mut offices: Vec<(String, Ageing)> =
        figures.map(|figures| figures.ageing_by_office.clone()).unwrap_or_default();
    // The slowest first.
    offices.sort_by_cached_key(|(name, ageing)| (std::cmp::Reverse(ageing.median), sort_key(name)));
    let row = |(name, ageing): &(String, Ageing)| {
        vec![
            Cell::Text(name.clone()),
            Cell::Text(page.number(ageing.decided)),
            Cell::Text(page.number(ageing.median)),
            Cell::Text(page.number(ageing.slowest_tenth)),
        ]
    };
    let heads =
        ["office", "decided", "median", "slow"].map(|head| page.t(&format!("dashboard-ageing-{head}")));
    let table = DataTable { heads: heads.to_vec(), rows: offices.iter().map(row).collect() };
    Ok(Html(AgeingPage { days: AGEING_DAYS, table, page }))
}
