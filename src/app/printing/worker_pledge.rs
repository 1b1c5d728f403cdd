//! The sheets of the workers' own pledges.

use camket_documents::{WorkerPledgeSheet, render_worker_pledges};
use camket_domain::labour::Worker;
use camket_domain::pledges::terms::Terms;
use camket_domain::venues::{Place, Venue};
use camket_domain::worker_pledges::{WorkerPledge, WorkerPledgeMethod};
use camket_store::worker_pledges;

use super::pledge::{build_clause, find_place_name};
use super::run_drawing;
use crate::pledges::find_terms_for_day;
use crate::{App, AppError};

/// The workers' own pledges, one page each: to sign by hand, or with the day of the signature on the own phone (Ordinance 10/2003/PL-UBTVQH11, Điều 15.3).
///
/// # Errors
/// [`AppError::Internal`] if they cannot be drawn.
pub async fn render_worker_pledges_pdf(
    app: &App,
    venue: &Venue,
    workers: &[Worker],
) -> Result<Vec<u8>, AppError> {
    let today = app.today();
    let ids: Vec<_> = workers.iter().map(|worker| worker.id).collect();
    let signed = worker_pledges::list_of_workers(app.store(), &ids).await?;
    let current = find_terms_for_day(today);
    let place = venue.place.as_ref().map(|p| find_place_name(p.province, today)).unwrap_or_default();
    let sheet = |worker: &Worker| {
        let signed = find_signed(&signed, worker);
        let signed_terms = signed.and_then(|pledge| Terms::find_version(pledge.terms_version));
        let terms = &signed_terms.unwrap_or(current).worker;
        WorkerPledgeSheet {
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
            clauses: terms.clauses.iter().map(build_clause).collect(),
            signed_on: signed.map(|pledge| pledge.signed_on),
        }
    };
    let sheets: Vec<_> = workers.iter().map(sheet).collect();
    run_drawing(app, move || render_worker_pledges(&sheets)).await
}

/// What a worker signed on the own phone, if that is the pledge that the register has.
fn find_signed<'a>(signed: &'a [WorkerPledge], worker: &Worker) -> Option<&'a WorkerPledge> {
    let latest = signed.iter().rev().find(|pledge| pledge.worker == worker.id)?;
    let is_current = worker.pledged_on == Some(latest.signed_on);
    Some(latest).filter(|pledge| is_current && pledge.method == WorkerPledgeMethod::Phone)
}

fn format_address(venue: &Venue) -> String {
    venue.place.as_ref().map(Place::full_address).unwrap_or_default()
}
