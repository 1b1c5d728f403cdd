//! The full text of a pledge for a page: what the venue would sign today, or what it signed.

use camket_app::App;
use camket_app::AppError;
use camket_app::pledges::{find_signed_terms, find_terms_for_day, list_addressees, list_clauses};
use camket_domain::calendar::local_date;
use camket_domain::pledges::terms::{Terms, TermsClause};
use camket_domain::pledges::{Pledge, PledgedFacts};
use camket_domain::venues::Venue;
use time::Date;

use super::facts;
use camket_shell::look::SummaryRow;
use camket_shell::page::Page;

/// The parts of a pledge's text.
#[derive(Debug)]
pub(super) struct PledgeText {
    /// The terms: title, subject, preamble, closing.
    pub(super) terms: &'static Terms,
    /// Names of the agencies it is addressed to.
    pub(super) addressees: Vec<String>,
    pub(super) facts: Vec<SummaryRow>,
    pub(super) clauses: Vec<TermsClause>,
}

/// The text that the venue would sign today.
pub(super) async fn build_current(app: &App, page: &Page, venue: &Venue) -> Result<PledgeText, AppError> {
    let (today, facts) = (app.today(), PledgedFacts::from_venue(venue));
    build_text(app, page, find_terms_for_day(today), list_clauses(app, venue), &facts, today).await
}

/// The text that the venue signed, built from the pledge alone.
pub(super) async fn build_signed(app: &App, page: &Page, pledge: &Pledge) -> Result<PledgeText, AppError> {
    let day = local_date(pledge.signed_at);
    build_text(app, page, find_signed_terms(pledge)?, pledge.clauses.clone(), &pledge.facts, day).await
}

async fn build_text(
    app: &App,
    page: &Page,
    terms: &'static Terms,
    clauses: Vec<TermsClause>,
    pledged: &PledgedFacts,
    day: Date,
) -> Result<PledgeText, AppError> {
    let addressees = list_addressees(app, pledged, day).await?.into_iter().flatten().collect();
    Ok(PledgeText { terms, addressees, facts: facts::build_all_rows(page, pledged), clauses })
}
