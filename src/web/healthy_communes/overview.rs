//! `GET /healthy-communes`: the communes of a year with what was recognised, and the sets of criteria.

use askama::Template;
use camket_app::healthy_communes::{self, HealthyLine};
use camket_domain::healthy_communes::criteria::{CriteriaDetails, CriteriaSet};
use camket_domain::healthy_communes::{HealthyDetails, is_year_open};
use camket_domain::permissions::{Action, rights};
use camket_domain::targets::kind::ListStanding;
use time::Date;

use crate::codes::translate_code;
use crate::office_tabs::{self, OfficeTab};
use crate::{areas, paths};
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Query;
use camket_shell::links;
use camket_shell::look::{Cell, Chip, DataTable, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "healthy_communes/overview.html")]
pub(super) struct HealthyPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    /// Address and label of the years beside the shown one; the one after only once it has begun.
    years: Vec<(String, i32, bool)>,
    sum: String,
    table: DataTable,
    criteria: Vec<CriteriaItem>,
    /// Whether the reader keeps the sets of the province.
    keeps: bool,
}

struct CriteriaItem {
    name: String,
    legal_basis: String,
    valid: String,
    items: Vec<String>,
    /// Address to change it; `None` for one of the law, and for a reader who may not.
    href: Option<String>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadActivities>,
    Query(form): Query,
) -> Result<Html<HealthyPage>, PageError> {
    let today = app.today();
    let asked = form.optional("year").map(str::parse::<i32>).transpose();
    let year = asked.map_err(|_| ErrorKind::Unreadable)?.unwrap_or(today.year());
    if !is_year_open(year, today) {
        return Err(ErrorKind::Unreadable.into());
    }
    let sheet = healthy_communes::load_sheet(&app, &permit, year).await?;
    let keeps = permit.actor().may(Action::KeepTargets);
    let page = page.with_title("healthy-communes-title");
    let years = [year - 1, year, year + 1].into_iter().filter(|year| is_year_open(*year, today));
    let heads = ["area", "before", "now", "standing"];
    let shipped = CriteriaDetails::shipped().iter().map(|details| build_criteria(&page, details, None));
    let own = sheet.criteria.iter().map(|set| build_own(&page, set, keeps));
    Ok(Html(HealthyPage {
        tabs: office_tabs::build_records(&page, permit.actor(), paths::HealthyCommunes::PATTERN),
        years: years.map(|other| (format_healthy_address(other), other, other == year)).collect(),
        sum: format_sum(&page, &sheet.communes),
        table: DataTable {
            heads: heads.map(|head| page.t(&format!("healthy-communes-column-{head}"))).to_vec(),
            rows: sheet.communes.iter().map(|line| build_row(&page, line, (year, today))).collect(),
        },
        criteria: own.chain(shipped).collect(),
        keeps,
        page,
    }))
}

/// The address of the communes of a year.
pub(crate) fn format_healthy_address(year: i32) -> String {
    links::with_query(paths::HealthyCommunes::PATTERN, &[("year", &year.to_string())])
}

/// How many are to be kept, are kept, are new, and have no status of the year.
fn format_sum(page: &Page, communes: &[HealthyLine]) -> String {
    let count = |wanted: &dyn Fn(&HealthyLine) -> bool| {
        page.number(communes.iter().filter(|line| wanted(line)).count())
    };
    let is = |standing: ListStanding| move |line: &HealthyLine| line.standing == standing;
    let listed = |line: &HealthyLine| matches!(line.standing, ListStanding::Kept | ListStanding::Lost);
    let parts = [
        page.t1("healthy-communes-sum-listed", "count", count(&listed)),
        page.t1("healthy-communes-sum-kept", "count", count(&is(ListStanding::Kept))),
        page.t1("healthy-communes-sum-added", "count", count(&is(ListStanding::Added))),
        page.t1("healthy-communes-sum-open", "count", count(&|line| line.now.is_none())),
    ];
    parts.join(" · ")
}

fn build_row(page: &Page, line: &HealthyLine, (year, today): (i32, Date)) -> Vec<Cell> {
    vec![
        Cell::link(paths::HealthyStatus(year, line.area).to_string(), areas::find_name(line.area, today)),
        build_details_cell(page, line.before.as_ref()),
        build_details_cell(page, line.now.as_ref()),
        Cell::Chip(build_standing_chip(page, line)),
    ]
}

/// What was recognised, with the number of the decision.
fn build_details_cell(page: &Page, details: Option<&HealthyDetails>) -> Cell {
    let Some(details) = details else { return Cell::Text(page.t("healthy-communes-open")) };
    let status = translate_code(page, "prostitutionstatus", details.prostitution.code());
    let drugs =
        page.t(if details.without_drugs { "healthy-communes-no-drugs" } else { "healthy-communes-drugs" });
    let parts = [status, drugs].into_iter().filter(|part| !part.is_empty());
    let text = parts.collect::<Vec<_>>().join("; ");
    Cell::Numbered { text, number: details.number.clone() }
}

/// A commune of the list of last year without a status of this one is not lost yet.
fn build_standing_chip(page: &Page, line: &HealthyLine) -> Chip {
    let label = |standing: ListStanding| translate_code(page, "liststanding", standing.code());
    match line.standing {
        ListStanding::Lost if line.now.is_none() => Chip::new(Tone::Warn, page.t("healthy-communes-to-keep")),
        standing @ ListStanding::Lost => Chip::new(Tone::Bad, label(standing)),
        standing @ (ListStanding::Kept | ListStanding::Added) => Chip::new(Tone::Good, label(standing)),
        standing @ ListStanding::Outside => Chip::new(Tone::Neutral, label(standing)),
    }
}

fn build_own(page: &Page, set: &CriteriaSet, keeps: bool) -> CriteriaItem {
    build_criteria(page, &set.details, keeps.then(|| paths::EditCriteriaSet(set.id).to_string()))
}

fn build_criteria(page: &Page, details: &CriteriaDetails, href: Option<String>) -> CriteriaItem {
    let from = page.t1("healthy-communes-valid-from", "date", page.date(&details.valid_from));
    let to = details.valid_to.map(|day| page.t1("healthy-communes-valid-to", "date", page.date(&day)));
    CriteriaItem {
        name: details.name.clone(),
        legal_basis: details.legal_basis.clone(),
        valid: std::iter::once(from).chain(to).collect::<Vec<_>>().join(" "),
        items: details.items.clone(),
        href,
    }
}
