//! The full text of a pledge for a page: what the venue would sign today, or what it signed.

use camket_app::App;
use camket_app::AppError;
use camket_app::pledges::{addressees, clauses, terms_of, terms_on};
use camket_domain::calendar::local_date;
use camket_domain::pledges::terms::{Clause, Terms};
use camket_domain::pledges::{Pledge, PledgedFacts};
use camket_domain::venues::Venue;
use time::Date;

use super::facts;
use crate::look::Row;
use crate::page::Page;

/// The parts of a pledge's text.
#[derive(Debug)]
pub(super) struct PledgeText {
    /// The terms: title, subject, preamble, closing.
    pub(super) terms: &'static Terms,
    /// Names of the agencies it is addressed to.
    pub(super) addressees: Vec<String>,
    pub(super) facts: Vec<Row>,
    pub(super) clauses: Vec<Clause>,
}

/// The text that the venue would sign today.
pub(super) async fn of_today(app: &App, page: &Page, venue: &Venue) -> Result<PledgeText, AppError> {
    let (today, facts) = (app.today(), PledgedFacts::of(venue));
    text(app, page, terms_on(today), clauses(app, venue), &facts, today).await
}

/// The text that the venue signed, built from the pledge alone.
pub(super) async fn of_pledge(app: &App, page: &Page, pledge: &Pledge) -> Result<PledgeText, AppError> {
    let day = local_date(pledge.signed_at);
    text(app, page, terms_of(pledge)?, pledge.clauses.clone(), &pledge.facts, day).await
}

async fn text(
    app: &App,
    page: &Page,
    terms: &'static Terms,
    clauses: Vec<Clause>,
    pledged: &PledgedFacts,
    day: Date,
) -> Result<PledgeText, AppError> {
    let addressees = addressees(app, pledged, day).await?.into_iter().flatten().collect();
    Ok(PledgeText { terms, addressees, facts: facts::pledged(page, pledged), clauses })
}
