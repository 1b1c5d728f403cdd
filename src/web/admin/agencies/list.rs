//! The list of agencies.

use askama::Template;
use axum::extract::State;
use camket_app::{App, agencies};
use camket_domain::agencies::Agency;
use camket_domain::permissions::rights;
use time::Date;

use super::AGENCIES;
use crate::admin::places;
use crate::codes;
use crate::fault::Fault;
use crate::look::{Chip, Kind};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "admin/agencies.html")]
pub(super) struct Agencies {
    page: Page,
    agencies: Vec<Office>,
}

struct Office {
    href: String,
    name: String,
    area: String,
    functions: Vec<String>,
    code: String,
    standing: Chip,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ManageAgencies>,
) -> Result<Html<Agencies>, Fault> {
    let found = agencies::list(&app, &permit).await?;
    let page = page.titled("agencies-title");
    let agencies = found.into_iter().map(|agency| office(&page, agency, app.today())).collect();
    Ok(Html(Agencies { page, agencies }))
}

fn office(page: &Page, agency: Agency, today: Date) -> Office {
    Office {
        href: format!("{AGENCIES}/{}", agency.id),
        area: places::name(&agency.area, today),
        functions: agency.functions.iter().map(|one| codes::words(page, "function", one.code())).collect(),
        standing: standing(page, &agency, today),
        name: agency.name,
        code: agency.code,
    }
}

/// Whether the agency is valid today.
fn standing(page: &Page, agency: &Agency, today: Date) -> Chip {
    match agency.valid_to {
        Some(last) if last < today => {
            Chip::new(Kind::Neutral, page.t1("agencies-ended", "day", page.date(&last)))
        }
        _ if today < agency.valid_from => {
            Chip::new(Kind::Info, page.t1("agencies-ahead", "day", page.date(&agency.valid_from)))
        }
        Some(last) => Chip::new(Kind::Warn, page.t1("agencies-until", "day", page.date(&last))),
        None => Chip::new(Kind::Good, page.t("agencies-active")),
    }
}
