//! `GET /decisions`: proposals that wait for a decision, and those that are settled.

use askama::Template;
use axum::extract::{RawQuery, State};
use camket_app::App;
use camket_app::certificates::decisions::{self, Matter};
use camket_domain::paging::Cursor;
use camket_domain::permissions::rights;

use super::{Card, QUEUE};
use crate::fault::Fault;
use crate::form::Form;
use crate::look::Pages;
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "certificates/decision_list.html")]
pub(super) struct List {
    page: Page,
    /// Whether the settled ones are shown.
    settled: bool,
    lines: Vec<Line>,
    pages: Pages,
}

/// A decision with its venue and its certificate.
struct Line {
    name: String,
    place: String,
    number: String,
    card: Card,
}

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::ReadRegister>,
    RawQuery(query): RawQuery,
) -> Result<Html<List>, Fault> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    let settled = form.text("view") == "settled";
    let after = Cursor::decode(form.text("after"));
    let found = decisions::list(&app, &permit, !settled, after).await?;
    let page = page.titled(if settled { "decisions-title-settled" } else { "decisions-title" });
    let view = if settled { "settled" } else { "" };
    Ok(Html(List {
        lines: found.items.iter().map(|matter| line(&page, matter)).collect(),
        pages: Pages::of(QUEUE, &[("view", view)], after, found.next),
        settled,
        page,
    }))
}

fn line(page: &Page, matter: &Matter) -> Line {
    let facts = &matter.certificate.facts;
    Line {
        name: facts.name.clone(),
        place: format!("{}, {}", facts.address, facts.commune_name),
        number: matter.certificate.number.to_string(),
        card: Card::brief(page, &matter.decision),
    }
}
