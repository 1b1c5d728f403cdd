//! The sheets of the workers' own pledges.

use camket_documents::{WorkerPledgeSheet, render_worker_pledges};
use camket_domain::labour::Worker;
use camket_domain::venues::{Place, Venue};

use super::pledge::{build_clause, find_place_name};
use super::run_drawing;
use crate::pledges::find_terms_for_day;
use crate::{App, AppError};

/// The workers' own pledges to sign by hand, one page each (Ordinance 10/2003/PL-UBTVQH11, Điều 15.3).
///
/// # Errors
/// [`AppError::Internal`] if they cannot be drawn.
pub async fn render_worker_pledges_pdf(
    app: &App,
    venue: &Venue,
    workers: &[Worker],
) -> Result<Vec<u8>, AppError> {
    let today = app.today();
    let terms = &find_terms_for_day(today).worker;
    let clauses: Vec<_> = terms.clauses.iter().map(build_clause).collect();
    let place = venue.place.as_ref().map(|p| find_place_name(p.province, today)).unwrap_or_default();
    let sheet = |worker: &Worker| WorkerPledgeSheet {
        title: terms.title.clone(),
        subject: terms.subject.clone(),
        preamble: terms.preamble.clone(),
        closing: terms.closing.clone(),
        worker: worker.person.name.clone(),
        born: worker.person.born_on.to_string(),
        number: worker.person.number.masked(),
        residence: worker.person.residence.clone(),
        position: worker.job.position.clone(),
        venue: venue.name.clone(),
        venue_address: format_address(venue),
        place: place.clone(),
        clauses: clauses.clone(),
    };
    let sheets: Vec<_> = workers.iter().map(sheet).collect();
    run_drawing(app, move || render_worker_pledges(&sheets)).await
}

fn format_address(venue: &Venue) -> String {
    venue.place.as_ref().map(Place::full_address).unwrap_or_default()
}
