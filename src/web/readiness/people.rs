//! The agencies without a person for some function.

use askama::Template;
use camket_app::readiness;
use camket_domain::agencies::Agency;
use camket_domain::permissions::rights;
use camket_domain::readiness::StaffGap;

use super::communes::take_page;
use crate::codes::translate_code;
use crate::paths;
use camket_shell::form::Query;
use camket_shell::links::with_query;
use camket_shell::look::{Cell, DataTable, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "readiness/people.html")]
pub(super) struct StaffGapsPage {
    page: Page,
    count: usize,
    table: DataTable,
    pages: PageLinks,
}

/// GET `/admin/start/people?after=AGENCY.ROLE`
pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
    Query(query): Query,
) -> Result<Html<StaffGapsPage>, PageError> {
    let found = readiness::check(&app, &permit).await?;
    let gaps = found.readiness.staff;
    let page = page.with_title("readiness-people-title");
    let after = query.text("after");
    let shown = take_page(&gaps, |gap| format_place(gap) == after);
    let next = shown.last().filter(|last| gaps.last() != Some(last));
    let at = |after: &str| with_query(paths::StartPeople, &[("after", after)]);
    Ok(Html(StaffGapsPage {
        count: gaps.len(),
        table: build_table(&page, shown, &found.agencies),
        pages: PageLinks {
            first: (!after.is_empty()).then(|| at("")),
            next: next.map(|last| at(&format_place(last))),
        },
        page,
    }))
}

fn format_place(gap: &StaffGap) -> String {
    format!("{}.{}", gap.agency, gap.role.code())
}

fn build_table(page: &Page, gaps: &[StaffGap], agencies: &[Agency]) -> DataTable {
    let heads = ["agencies-name", "staff-role", "readiness-people-communes", "staff-invite"];
    DataTable {
        heads: heads.map(|key| page.t(key)).to_vec(),
        rows: gaps.iter().filter_map(|gap| build_row(page, gap, agencies)).collect(),
    }
}

fn build_row(page: &Page, gap: &StaffGap, agencies: &[Agency]) -> Option<Vec<Cell>> {
    let agency = agencies.iter().find(|agency| agency.id == gap.agency)?;
    let id = agency.id.to_string();
    let fields = [("role", gap.role.code()), ("agency", &id), ("area", agency.area.as_str())];
    Some(vec![
        Cell::Text(agency.name.clone()),
        Cell::Text(translate_code(page, "role", gap.role.code())),
        Cell::Text(page.number(gap.communes)),
        Cell::link(with_query(paths::NewStaff, &fields), page.t("staff-invite")),
    ])
}
