//! The list of agencies.

use askama::Template;
use camket_app::agencies;
use camket_domain::agencies::Agency;
use camket_domain::permissions::rights;
use time::Date;

use crate::areas;
use crate::codes;
use crate::paths;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "agencies/list.html")]
pub(super) struct AgencyListPage {
    page: Page,
    agencies: Vec<AgencyRow>,
}

struct AgencyRow {
    href: String,
    name: String,
    area: String,
    functions: Vec<String>,
    code: String,
    standing: Chip,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
) -> Result<Html<AgencyListPage>, PageError> {
    let found = agencies::list(&app, &permit).await?;
    let page = page.with_title("agencies-title");
    let agencies = found.into_iter().map(|agency| build_row(&page, agency, app.today())).collect();
    Ok(Html(AgencyListPage { page, agencies }))
}

fn build_row(page: &Page, agency: Agency, today: Date) -> AgencyRow {
    AgencyRow {
        href: paths::Agency(agency.id).to_string(),
        area: areas::find_name(agency.area, today),
        functions: agency
            .functions
            .iter()
            .map(|one| codes::translate_code(page, "function", one.code()))
            .collect(),
        standing: build_validity_chip(page, &agency, today),
        name: agency.name,
        code: agency.code,
    }
}

/// Whether the agency is valid today.
fn build_validity_chip(page: &Page, agency: &Agency, today: Date) -> Chip {
    match agency.valid_to {
        Some(last) if last < today => {
            Chip::new(Tone::Neutral, page.t1("agencies-ended", "day", page.date(&last)))
        }
        _ if today < agency.valid_from => {
            Chip::new(Tone::Info, page.t1("agencies-ahead", "day", page.date(&agency.valid_from)))
        }
        Some(last) => Chip::new(Tone::Warn, page.t1("agencies-until", "day", page.date(&last))),
        None => Chip::new(Tone::Good, page.t("agencies-active")),
    }
}
