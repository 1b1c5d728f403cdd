//! Inspections: the phone's JSON (`api`), the pages of officers (`visits`) and owners, and the record.

mod api;
mod owner;
pub(crate) mod record;
pub(crate) mod rows;
pub(crate) mod visits;

use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) const VISITS: &str = "/inspections";

pub(crate) fn routes() -> Routes<Web> {
    let (read, own) = (Action::ReadInspections, Action::KeepVenues);
    Routes::new()
        .merge(api::routes())
        .get(VISITS, read, visits::list)
        .get("/inspections/{inspection}", read, visits::show)
        .get("/inspections/{inspection}/record.pdf", read, record::show_pdf)
        .get("/inspections/{inspection}/photos/{photo}", read, visits::show_photo)
        .get("/venues/{id}/inspections", own, owner::list)
        .get("/venues/{id}/inspections/{inspection}", own, owner::show)
        .get("/venues/{id}/inspections/{inspection}/record.pdf", own, owner::show_pdf)
        .post("/venues/{id}/inspections/{inspection}/reply", own, owner::reply)
        .post("/venues/{id}/inspections/{inspection}/again", own, owner::ask_again)
        .public_get(record::RECORDS, record::show_form)
        .public_get("/records/{code}", record::show)
}
