//! `GET /media`: twelve months and the outlets of the reader's area.

use askama::Template;
use camket_app::media::{self, MediaGrid};
use camket_domain::media::{MediaMonth, MediaOutlet, count_full_months};
use camket_domain::permissions::{Action, rights};
use time::Date;

use crate::codes::translate_code;
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Query;
use camket_shell::links;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "media/grid.html")]
pub(super) struct MediaPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    year: i32,
    /// Addresses of the year before and after.
    years: [String; 2],
    records: bool,
    full: String,
    /// The month, and the name of each outlet.
    heads: Vec<String>,
    outlets: Vec<OutletLine>,
    rows: Vec<MonthRow>,
}

struct OutletLine {
    name: String,
    kind: String,
    /// Address to change it; `None` for a reader who may not.
    href: Option<String>,
}

struct MonthRow {
    label: String,
    /// Address to write the month; `None` for a reader who may not, and a month that has not begun.
    href: Option<String>,
    /// Heading, pieces and note, in the order of the outlets.
    cells: Vec<(String, String, String)>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadActivities>,
    Query(form): Query,
) -> Result<Html<MediaPage>, PageError> {
    let asked = form.optional("year").map(str::parse::<i32>).transpose();
    let year = asked.map_err(|_| ErrorKind::Unreadable)?.unwrap_or(app.today().year());
    if MediaMonth::new(year, 1).is_none() {
        return Err(ErrorKind::Unreadable.into());
    }
    let grid = media::load_grid(&app, &permit, year).await?;
    let records = permit.actor().may(Action::RecordActivities);
    let page = page.with_title("media-title");
    let full = count_full_months(&grid.outlets, &grid.entries, year);
    Ok(Html(MediaPage {
        tabs: office_tabs::build_records(&page, permit.actor(), paths::Media::PATTERN),
        year,
        years: [year - 1, year + 1].map(format_media_address),
        records,
        full: page.t1("media-full", "count", full),
        heads: std::iter::once(page.t("media-column-month"))
            .chain(grid.outlets.iter().map(|outlet| outlet.details.name.clone()))
            .collect(),
        outlets: grid.outlets.iter().map(|outlet| build_outlet(&page, outlet, records)).collect(),
        rows: MediaMonth::list_of_year(year)
            .into_iter()
            .map(|month| build_row(&page, &grid, month, records.then_some(app.today())))
            .collect(),
        page,
    }))
}

pub(crate) fn format_media_address(year: i32) -> String {
    links::with_query(paths::Media::PATTERN, &[("year", &year.to_string())])
}

fn build_outlet(page: &Page, outlet: &MediaOutlet, records: bool) -> OutletLine {
    let kind = translate_code(page, "mediakind", outlet.details.kind.code());
    OutletLine {
        name: outlet.details.name.clone(),
        kind: match outlet.details.active {
            true => kind,
            false => format!("{kind}, {}", page.t("media-ended")),
        },
        href: records.then(|| paths::EditMediaOutlet(outlet.id).to_string()),
    }
}

/// `today` for who writes months.
fn build_row(page: &Page, grid: &MediaGrid, month: MediaMonth, today: Option<Date>) -> MonthRow {
    let has_outlets = grid.outlets.iter().any(|outlet| outlet.details.active);
    let writes = has_outlets && today.is_some_and(|today| month.has_begun(today));
    let cell = |outlet: &MediaOutlet| {
        let of = grid.entries.iter().find(|entry| entry.outlet == outlet.id && entry.month == month);
        let pieces = of.filter(|entry| entry.pieces > 0).map(|entry| page.number(entry.pieces));
        let note = of.map(|entry| entry.note.clone()).unwrap_or_default();
        (outlet.details.name.clone(), pieces.unwrap_or_else(|| "–".to_owned()), note)
    };
    MonthRow {
        label: page.t1("media-month", "month", month.month.to_string()),
        href: writes.then(|| paths::WriteMediaMonth(month).to_string()),
        cells: grid.outlets.iter().map(cell).collect(),
    }
}
