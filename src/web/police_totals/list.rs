//! `GET /police-totals`: the totals of the reader's area, the latest first.

use askama::Template;
use camket_app::police_totals;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, rights};
use camket_domain::police_totals::PoliceTotal;
use time::Date;

use crate::areas::own_choices;
use crate::office_tabs::{self, OfficeTab};
use crate::{areas, paths};
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Cell, Choice, DataTable, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "police_totals/list.html")]
pub(super) struct PoliceTotalsPage {
    page: Page,
    form: Form,
    tabs: Vec<OfficeTab>,
    records: bool,
    /// Empty for an officer of one commune.
    areas: Vec<Choice>,
    narrowed: bool,
    table: DataTable,
    pages: PageLinks,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadPoliceTotals>,
    Query(form): Query,
) -> Result<Html<PoliceTotalsPage>, PageError> {
    let area = areas::parse_code(&form, "area")?;
    let after = form.parse_after()?;
    let found = police_totals::list_totals(&app, &permit, area, after).await?;
    let (actor, today) = (permit.actor(), app.today());
    let page = page.with_title("police-totals-title");
    let heads = ["time", "area", "cases", "people", "hot-spots", "venues"];
    let address = |after: Option<Cursor>| {
        let pairs =
            [("area", area.map(|area| area.to_string())), ("after", after.map(|after| after.encode()))];
        let given: Vec<_> =
            pairs.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
        links::with_query(paths::PoliceTotals::PATTERN, &given)
    };
    Ok(Html(PoliceTotalsPage {
        tabs: office_tabs::build_records(&page, actor, paths::PoliceTotals::PATTERN),
        records: actor.may(Action::RecordPoliceTotals),
        areas: match own_choices::build_commune_choices(actor, today).is_empty() {
            true => Vec::new(),
            false => own_choices::build_choices(actor.area.as_ref(), area.as_ref(), today),
        },
        narrowed: area.is_some(),
        table: DataTable {
            heads: heads.map(|head| page.t(&format!("police-totals-column-{head}"))).to_vec(),
            rows: found.items.iter().map(|total| build_row(&page, total, today)).collect(),
        },
        pages: PageLinks {
            first: after.map(|_| address(None)),
            next: found.next.map(|next| address(Some(next))),
        },
        form,
        page,
    }))
}

fn build_row(page: &Page, total: &PoliceTotal, today: Date) -> Vec<Cell> {
    let figures = &total.details.figures;
    let figure = |figure: Option<u32>| Cell::Text(format_figure(page, figure));
    vec![
        Cell::link(paths::PoliceTotal(total.id).to_string(), format_time(page, total)),
        Cell::Text(areas::find_name(total.area, today)),
        figure(figures.cases),
        figure(figures.people),
        figure(figures.hot_spots),
        Cell::Text(format!(
            "{} → {}",
            format_figure(page, figures.venues_before),
            format_figure(page, figures.venues_after)
        )),
    ]
}

/// "15/12/2025 – 14/06/2026".
pub(super) fn format_time(page: &Page, total: &PoliceTotal) -> String {
    format!("{} – {}", page.date(&total.details.from), page.date(&total.details.to))
}

/// A figure, or a dash for what the document does not say.
pub(super) fn format_figure(page: &Page, figure: Option<u32>) -> String {
    figure.map_or_else(|| "–".to_owned(), |figure| page.number(figure))
}
