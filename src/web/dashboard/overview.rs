//! `GET /dashboard`

use askama::Template;
use camket_app::dashboard;
use camket_domain::permissions::rights;

use super::cards::{self, FigureCard};
use super::waiting;
use crate::areas;
use crate::office_numbers::OfficeNumber;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "dashboard/overview.html")]
pub(super) struct DashboardPage {
    page: Page,
    /// "Phường Phan Rang"; empty for a reader without an area.
    area: String,
    waiting: Vec<OfficeNumber>,
    cards: Vec<FigureCard>,
    /// When the figures were counted; empty without any.
    counted: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadDashboard>,
) -> Result<Html<DashboardPage>, PageError> {
    let actor = permit.actor();
    let figures = dashboard::load_figures(&app, &permit).await?;
    let page = page.with_title("dashboard-title");
    let waiting = waiting::load(&page, &app, actor, figures.as_deref()).await?;
    let cards = match &figures {
        Some(figures) => cards::build(&page, &app, actor, figures).await?,
        None => Vec::new(),
    };
    Ok(Html(DashboardPage {
        area: actor.area.map(|area| areas::find_name(area, app.today())).unwrap_or_default(),
        counted: figures
            .map(|figures| page.t1("dashboard-counted", "at", page.moment(&figures.counted_at)))
            .unwrap_or_default(),
        waiting,
        cards,
        page,
    }))
}
