//! `GET /integrated-plans`: the plans of the reader's area, the latest first.

use askama::Template;
use camket_app::integrated_plans::{self, IntegratedPlanFilter};
use camket_domain::areas::AreaCode;
use camket_domain::integrated_plans::IntegratedPlan;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, rights};
use time::{Date, Month};

use crate::areas::own_choices;
use crate::codes::translate_code;
use crate::office_tabs::{self, OfficeTab};
use crate::{areas, paths};
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Cell, Choice, DataTable, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "integrated_plans/list.html")]
pub(super) struct IntegratedPlansPage {
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
    PageRequest { page, app, permit }: PageRequest<rights::ReadActivities>,
    Query(form): Query,
) -> Result<Html<IntegratedPlansPage>, PageError> {
    let unreadable = |_| ErrorKind::Unreadable;
    let year = form.optional("year").map(str::parse::<i32>).transpose().map_err(unreadable)?;
    let area = areas::parse_code(&form, "area")?;
    let after = form.parse_after()?;
    let filter = IntegratedPlanFilter { area, days: year.and_then(bounds_of_year) };
    let found = integrated_plans::list_plans(&app, &permit, filter, after).await?;
    let (actor, today) = (permit.actor(), app.today());
    let page = page.with_title("integrated-plans-title");
    let heads = ["number", "date", "area", "programmes"];
    let address = |after| format_integrated_address(area, year, after);
    Ok(Html(IntegratedPlansPage {
        tabs: office_tabs::build_records(&page, actor, paths::IntegratedPlans::PATTERN),
        records: actor.may(Action::RecordActivities),
        areas: own_choices::build_commune_choices(actor, today),
        narrowed: filter != IntegratedPlanFilter::default(),
        table: DataTable {
            heads: heads.map(|head| page.t(&format!("integrated-plans-column-{head}"))).to_vec(),
            rows: found.items.iter().map(|plan| build_row(&page, plan, today)).collect(),
        },
        pages: PageLinks {
            first: after.map(|_| address(None)),
            next: found.next.map(|next| address(Some(next))),
        },
        form,
        page,
    }))
}

fn bounds_of_year(year: i32) -> Option<(Date, Date)> {
    let first = Date::from_calendar_date(year, Month::January, 1).ok()?;
    Some((first, Date::from_calendar_date(year, Month::December, 31).ok()?))
}

/// The address of the plans of an area in a calendar year.
pub(crate) fn format_integrated_address(
    area: Option<AreaCode>,
    year: Option<i32>,
    after: Option<Cursor>,
) -> String {
    let pairs = [
        ("area", area.map(|area| area.to_string())),
        ("year", year.map(|year| year.to_string())),
        ("after", after.map(|after| after.encode())),
    ];
    let given: Vec<_> = pairs.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
    links::with_query(paths::IntegratedPlans::PATTERN, &given)
}

fn build_row(page: &Page, plan: &IntegratedPlan, today: Date) -> Vec<Cell> {
    vec![
        Cell::nowrap_link(paths::IntegratedPlan(plan.id).to_string(), plan.details.number.as_str()),
        Cell::Nowrap(page.date(&plan.details.dated_on)),
        Cell::Text(areas::find_name(plan.area, today)),
        Cell::Text(format_programmes(page, plan)),
    ]
}

pub(super) fn format_programmes(page: &Page, plan: &IntegratedPlan) -> String {
    let programmes = plan.details.programmes.iter();
    let names = programmes.map(|programme| translate_code(page, "joinedprogramme", programme.code()));
    names.collect::<Vec<_>>().join("; ")
}
