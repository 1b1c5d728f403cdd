//! The checklist. Each line leads to the page that mends it.

use askama::Template;
use camket_app::readiness;
use camket_domain::agencies::AgencyFunction;
use camket_domain::permissions::rights;
use camket_domain::readiness::{Readiness, Requirement};

use crate::codes::translate_code;
use crate::paths;
use camket_shell::links::with_query;
use camket_shell::look::{Chip, Task, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "readiness/checklist.html")]
pub(super) struct ChecklistPage {
    page: Page,
    is_met: bool,
    tasks: Vec<Task>,
}

/// GET `/admin/start`
pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
) -> Result<Html<ChecklistPage>, PageError> {
    let found = readiness::check(&app, &permit).await?.readiness;
    let page = page.with_title("readiness-title");
    Ok(Html(ChecklistPage {
        is_met: found.is_met(),
        tasks: Requirement::ALL.map(|requirement| build_task(&page, &found, requirement)).into(),
        page,
    }))
}

fn build_task(page: &Page, found: &Readiness, requirement: Requirement) -> Task {
    let missing = found.count_missing(requirement);
    let (state, tone, status) = match missing {
        0 if requirement == Requirement::Channel && found.no_channel => {
            ("replaced", Tone::Info, "readiness-replaced")
        }
        0 => ("met", Tone::Good, "readiness-met"),
        _ => ("missing", Tone::Warn, "readiness-missing"),
    };
    Task {
        label: translate_code(page, "requirement", requirement.code()),
        hint: page.t1(&format!("readiness-{state}-{}", requirement.code()), "count", missing),
        reasons: Vec::new(),
        href: find_mending_page(found, requirement),
        status: Chip::new(tone, page.t(status)),
    }
}

/// The page on which a requirement is met, or looked at when it is met. Messages are set up in the configuration file.
fn find_mending_page(found: &Readiness, requirement: Requirement) -> Option<String> {
    let missing = found.count_missing(requirement) > 0;
    let year = found.years.first().map(i32::to_string).unwrap_or_default();
    Some(match requirement {
        Requirement::Offices if missing => paths::StartCommunes.to_string(),
        Requirement::Offices => paths::Agencies.to_string(),
        Requirement::People if missing => paths::StartPeople.to_string(),
        Requirement::People => paths::StaffList.to_string(),
        Requirement::Approver if missing => {
            with_query(paths::NewStaff, &[("role", AgencyFunction::Issue.role().code())])
        }
        Requirement::Approver => {
            with_query(paths::StaffList, &[("role", AgencyFunction::Issue.role().code())])
        }
        Requirement::Channel => return None,
        Requirement::Holidays => with_query(paths::Calendar, &[("year", &year)]),
    })
}
