//! `GET /inspections`: the visits in the reader's area, the latest first.

use askama::Template;
use camket_app::inspections::{self, InspectionFilter};
use camket_domain::inspections::{Conclusion, ConclusionFilter, Inspection, InspectionState};
use camket_domain::paging::Cursor;
use camket_domain::periods::PeriodSpan;
use camket_domain::permissions::rights;

use super::rows;
use crate::codes::translate_code;
use crate::office_tabs::{self, OfficeTab};
use crate::{paths, span_query};
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Cell, Choice, DataTable, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "inspections/visits/list.html")]
pub(super) struct InspectionListPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    form: Form,
    states: Vec<Choice>,
    conclusions: Vec<Choice>,
    /// "1/12/2025 – 30/11/2026"; empty for visits of all days.
    span: String,
    narrowed: bool,
    table: DataTable,
    pages: PageLinks,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadInspections>,
    Query(form): Query,
) -> Result<Html<InspectionListPage>, PageError> {
    let filter = InspectionFilter {
        state: InspectionState::from_code(form.text("state")),
        conclusion: ConclusionFilter::from_code(form.text("conclusion")),
        span: span_query::parse(&form),
    };
    let after = Cursor::decode(form.text("after"));
    let (found, names) = inspections::list(&app, &permit, filter, after).await?;
    let page = page.with_title("inspections-title");
    let row = |one: &Inspection| {
        vec![
            Cell::link(paths::Inspection(one.id), names.get(&one.venue).cloned().unwrap_or_default()),
            Cell::Nowrap(rows::format_day(&page, one)),
            Cell::Nowrap(one.number.to_string()),
            Cell::Chip(rows::build_conclusion_chip(&page, one.conclusion)),
            Cell::Chip(rows::build_state_chip(&page, one.state)),
        ]
    };
    let heads = [
        "inspections-venue",
        "inspections-day",
        "inspections-number",
        "inspections-conclusion",
        "inspections-state",
    ];
    Ok(Html(InspectionListPage {
        tabs: office_tabs::build(&page, permit.actor(), paths::Inspections::PATTERN),
        states: InspectionState::ALL
            .into_iter()
            .map(|state| Choice::new(state.code(), translate_code(&page, "inspection", state.code())))
            .collect(),
        conclusions: build_conclusions(&page),
        span: filter.span.map(|span| span_query::format(&page, span)).unwrap_or_default(),
        narrowed: filter != InspectionFilter::default(),
        table: DataTable {
            heads: heads.map(|key| page.t(key)).into(),
            rows: found.items.iter().map(row).collect(),
        },
        pages: PageLinks {
            first: after.map(|_| format_address(filter, None)),
            next: found.next.map(|next| format_address(filter, Some(next))),
        },
        form,
        page,
    }))
}

fn build_conclusions(page: &Page) -> Vec<Choice> {
    let faulty = Choice::new(ConclusionFilter::Faulty.code(), page.t("inspections-faulty"));
    let one = |conclusion: Conclusion| {
        Choice::new(conclusion.code(), translate_code(page, "conclusion", conclusion.code()))
    };
    [faulty].into_iter().chain(Conclusion::ALL.into_iter().map(one)).collect()
}

/// The address of the visits with a conclusion that began on some days.
pub(crate) fn format_list_address(conclusion: Option<ConclusionFilter>, span: PeriodSpan) -> String {
    format_address(InspectionFilter { conclusion, span: Some(span), state: None }, None)
}

fn format_address(filter: InspectionFilter, after: Option<Cursor>) -> String {
    let [first, last] = filter.span.map(span_query::format_ends).unwrap_or_default();
    let pairs = [
        ("state", filter.state.map_or("", InspectionState::code)),
        ("conclusion", filter.conclusion.map_or("", ConclusionFilter::code)),
        ("first", &first),
        ("last", &last),
        ("after", &after.map(|after| after.encode()).unwrap_or_default()),
    ];
    links::with_query(paths::Inspections::PATTERN, &pairs)
}
