//! `GET /reports/rows`: the rows that a figure counts, as they are now.

use askama::Template;
use camket_app::reports::{self, Fact, FactSubject, RowsQuestion};
use camket_domain::areas::AreaCode;
use camket_domain::calendar::local_date;
use camket_domain::indicators::{IndicatorKind, IndicatorSource};
use camket_domain::permissions::rights;

use super::figures::{format_rows_address, format_source, name_area};
use crate::{paths, span_query};
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::{Form, Query};
use camket_shell::look::PageLinks;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "reports/rows.html")]
pub(super) struct RowsPage {
    page: Page,
    /// Area and days.
    about: String,
    heads: Vec<String>,
    rows: Vec<FactRow>,
    pages: PageLinks,
}

struct FactRow {
    href: Option<String>,
    what: String,
    /// Of a document; empty for none.
    number: String,
    date: String,
    amount: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadReports>,
    Query(form): Query,
) -> Result<Html<RowsPage>, PageError> {
    let asked = parse(&form).ok_or(ErrorKind::Unreadable)?;
    let after = form.parse_after()?;
    let found = reports::list_rows(&app, &permit, asked, after).await?;
    let title = format_source(&page, asked.source);
    let page = page.with_title_text(title);
    let area = asked.area.map(|area| name_area(&page, area, app.today()));
    let area = area.unwrap_or_else(|| page.t("reports-whole-province"));
    let days = span_query::format(&page, asked.span);
    let date = match asked.source.kind {
        IndicatorKind::TrainedOfficers => "written",
        kind if is_by_venue(kind) => "registered",
        _ => "day",
    };
    let heads = ["what", date, "amount"];
    Ok(Html(RowsPage {
        about: format!("{area}, {days}"),
        heads: heads.map(|head| page.t(&format!("reports-column-{head}"))).to_vec(),
        rows: found.items.iter().map(|fact| build_row(&page, fact)).collect(),
        pages: PageLinks {
            first: after.map(|_| format_rows_address(&asked, None)),
            next: found.next.map(|next| format_rows_address(&asked, Some(&next.encode()))),
        },
        page,
    }))
}

/// `None` for what no link of ours asks.
fn parse(form: &Form) -> Option<RowsQuestion> {
    let source: IndicatorSource = form.text("source").parse().ok()?;
    let area = match form.optional("area") {
        Some(code) => Some(AreaCode::new(code)?),
        None => None,
    };
    Some(RowsQuestion { source, area, span: span_query::parse(form)? })
}

/// Whether the rows are venues, each with how much of it is counted.
fn is_by_venue(kind: IndicatorKind) -> bool {
    matches!(
        kind,
        IndicatorKind::VisitedVenues
            | IndicatorKind::FaultyVenues
            | IndicatorKind::Workers
            | IndicatorKind::WomenWorkers
    )
}

fn build_row(page: &Page, fact: &Fact) -> FactRow {
    let (href, what) = match &fact.subject {
        FactSubject::Activity { id, place } => (Some(paths::Activity(*id).to_string()), place.clone()),
        FactSubject::Inspection { id, venue } => (Some(paths::Inspection(*id).to_string()), venue.clone()),
        FactSubject::Venue { id, name } => (Some(paths::Timeline(*id).to_string()), name.clone()),
        FactSubject::Concern { reference } => (None, reference.clone()),
        FactSubject::TrainingClass { id, content } => {
            (Some(paths::TrainingClass(*id).to_string()), content.clone())
        }
        FactSubject::RosterOfficer { name, office } => (None, format!("{name}, {office}")),
        FactSubject::PoliceTotal { id, source, .. } => {
            (Some(paths::PoliceTotal(*id).to_string()), source.clone())
        }
    };
    let number = match &fact.subject {
        FactSubject::PoliceTotal { number, .. } => number.clone(),
        _ => String::new(),
    };
    FactRow { href, what, number, date: page.date(&local_date(fact.at)), amount: page.number(fact.amount) }
}
