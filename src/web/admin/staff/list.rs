//! The list of staff.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use camket_app::{App, agencies, staff};
use camket_domain::accounts::{Account, Role};
use camket_domain::ids::AgencyId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::rights;

use super::{ACCOUNTS, address};
use crate::admin::places;
use crate::codes;
use crate::fault::Fault;
use crate::form::Form;
use crate::look::{Chip, Choice, Pages};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "admin/accounts.html")]
pub(super) struct Accounts {
    page: Page,
    filter: Form,
    filtered: bool,
    roles: Vec<Choice>,
    people: Vec<Person>,
    pages: Pages,
}

struct Person {
    href: String,
    name: String,
    login: String,
    role: String,
    agency: String,
    area: String,
    standing: Chip,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAccounts>,
    May(offices): May<rights::ManageAgencies>,
    RawQuery(query): RawQuery,
) -> Result<Html<Accounts>, Fault> {
    let filter = Form::parse(query.unwrap_or_default().as_bytes());
    let wanted = staff::Filter { role: Role::from_code(filter.text("role")), words: words(&filter) };
    let after = Cursor::decode(filter.text("after"));
    let found = staff::list(&app, &permit, &wanted, after).await?;
    let agencies = agencies::list(&app, &offices).await?;
    let names = agencies.into_iter().map(|agency| (agency.id, agency.name)).collect();
    let page = page.titled("staff-title");
    Ok(Html(Accounts {
        people: found.items.iter().map(|account| person(&page, &app, account, &names)).collect(),
        pages: pages(&filter, after, found.next),
        roles: codes::staff_roles(&page),
        filtered: wanted.role.is_some() || !wanted.words.is_empty(),
        filter,
        page,
    }))
}

/// The words of the search, at most 100 characters.
fn words(filter: &Form) -> String {
    filter.text("q").chars().take(100).collect()
}

fn person(page: &Page, app: &App, account: &Account, agencies: &HashMap<AgencyId, String>) -> Person {
    let agency = account.agency.and_then(|id| agencies.get(&id));
    Person {
        href: address(account.id),
        name: account.name.clone(),
        login: account.login.as_str().to_owned(),
        role: codes::words(page, "role", account.role.code()),
        agency: agency.cloned().unwrap_or_default(),
        area: account.area.map(|code| places::name(&code, app.today())).unwrap_or_default(),
        standing: codes::standing(page, account.standing),
    }
}

fn pages(filter: &Form, after: Option<Cursor>, next: Option<Cursor>) -> Pages {
    Pages::of(ACCOUNTS, &[("role", filter.text("role")), ("q", &words(filter))], after, next)
}
