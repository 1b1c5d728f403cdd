//! The text of a pledge as a page shows it, whole: what the venue would sign today, or what it signed.

use camket_app::App;
use camket_app::AppError;
use camket_app::applications::offices_ahead;
use camket_app::pledges::{clauses, states_its_facts, terms_on};
use camket_app::venues::Dossier;
use camket_domain::pledges::Pledge;
use camket_domain::pledges::terms::{Clause, Terms};
use camket_domain::venues::Section;

use super::facts;
use crate::look::Row;
use crate::page::Page;

/// A pledge to read.
#[derive(Debug)]
pub(super) struct PledgeText {
    /// The terms: title, subject, preamble, closing.
    pub(super) terms: &'static Terms,
    /// Whom it is addressed to.
    pub(super) addressees: Vec<String>,
    /// The venue; none where the venue is no longer what it was when it signed.
    pub(super) facts: Option<Vec<Row>>,
    /// What is pledged.
    pub(super) clauses: Vec<Clause>,
}

/// What the venue would sign today.
pub(super) async fn of_today(app: &App, page: &Page, dossier: &Dossier) -> Result<PledgeText, AppError> {
    Ok(PledgeText {
        terms: terms_on(app.today()),
        addressees: addressees(app, dossier).await?,
        facts: Some(all_facts(page, dossier)),
        clauses: clauses(app, &dossier.venue),
    })
}

/// What the venue signed.
pub(super) async fn of_pledge(
    app: &App,
    page: &Page,
    dossier: &Dossier,
    pledge: &Pledge,
) -> Result<PledgeText, AppError> {
    let terms = Terms::version(pledge.terms_version).unwrap_or_else(|| terms_on(app.today()));
    Ok(PledgeText {
        terms,
        addressees: addressees(app, dossier).await?,
        facts: states_its_facts(pledge, &dossier.venue).then(|| all_facts(page, dossier)),
        clauses: pledge.clauses.clone(),
    })
}

async fn addressees(app: &App, dossier: &Dossier) -> Result<Vec<String>, AppError> {
    Ok(offices_ahead(app, dossier).await?.into_iter().filter_map(|office| office.name).collect())
}

fn all_facts(page: &Page, dossier: &Dossier) -> Vec<Row> {
    Section::ALL.into_iter().flat_map(|section| facts::signed(page, &dossier.venue, section)).collect()
}
