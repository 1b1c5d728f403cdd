//! The list of staff.

use std::collections::HashMap;

use askama::Template;
use camket_app::{App, agencies, staff};
use camket_domain::accounts::{Account, Role};
use camket_domain::ids::AgencyId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::rights;

use super::access::{self, AccessRequestRow};
use crate::areas;
use crate::codes;
use crate::paths;
use camket_shell::form::{Form, Query};
use camket_shell::look::{Chip, Choice, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "staff/list.html")]
pub(super) struct StaffListPage {
    page: Page,
    filter: Form,
    filtered: bool,
    roles: Vec<Choice>,
    people: Vec<StaffRow>,
    requests: Vec<AccessRequestRow>,
    pages: PageLinks,
}

struct StaffRow {
    href: String,
    name: String,
    login: String,
    role: String,
    agency: String,
    area: String,
    standing: Chip,
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    Query(filter): Query,
) -> Result<Html<StaffListPage>, PageError> {
    let wanted =
        staff::AccountFilter { role: Role::from_code(filter.text("role")), words: parse_words(&filter) };
    let after = Cursor::decode(filter.text("after"));
    let found = staff::list(&app, &permit, &wanted, after).await?;
    let agencies = agencies::list(&app, &offices).await?;
    let names = agencies.into_iter().map(|agency| (agency.id, agency.name)).collect();
    let page = page.with_title("staff-title");
    Ok(Html(StaffListPage {
        requests: access::load_rows(&app, &page, &permit).await?,
        people: found.items.iter().map(|account| build_row(&page, &app, account, &names)).collect(),
        pages: build_page_links(&filter, after, found.next),
        roles: codes::build_staff_role_choices(&page),
        filtered: wanted.role.is_some() || !wanted.words.is_empty(),
        filter,
        page,
    }))
}

/// The words of the search, at most 100 characters.
fn parse_words(filter: &Form) -> String {
    filter.text("q").chars().take(100).collect()
}

fn build_row(page: &Page, app: &App, account: &Account, agencies: &HashMap<AgencyId, String>) -> StaffRow {
    let agency = account.agency.and_then(|id| agencies.get(&id));
    StaffRow {
        href: paths::StaffMember(account.id).to_string(),
        name: account.name.clone(),
        login: account.login.as_str().to_owned(),
        role: codes::translate_code(page, "role", account.role.code()),
        agency: agency.cloned().unwrap_or_default(),
        area: account.area.map(|code| areas::find_name(code, app.today())).unwrap_or_default(),
        standing: codes::build_account_chip(page, account.status),
    }
}

fn build_page_links(filter: &Form, after: Option<Cursor>, next: Option<Cursor>) -> PageLinks {
    PageLinks::new(
        paths::StaffList::PATTERN,
        &[("role", filter.text("role")), ("q", &parse_words(filter))],
        after,
        next,
    )
}
