//! Inspections: the phone's JSON (`api`), the pages of officers (`visits`) and owners, and the record.

mod api;
mod owner;
pub(crate) mod record;
mod rows;
pub(crate) mod visits;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) const VISITS: &str = "/inspections";

pub(crate) fn routes() -> Routes<Web> {
    let (get, post) = (|| Method::GET, || Method::POST);
    let (read, own) = (Action::ReadInspections, Action::KeepVenues);
    Routes::new()
        .merge(api::routes())
        .guarded(get(), VISITS, read, visits::list)
        .guarded(get(), "/inspections/{inspection}", read, visits::show)
        .guarded(get(), "/inspections/{inspection}/record.pdf", read, record::show_pdf)
        .guarded(get(), "/inspections/{inspection}/photos/{photo}", read, visits::show_photo)
        .guarded(get(), "/venues/{id}/inspections", own, owner::list)
        .guarded(get(), "/venues/{id}/inspections/{inspection}", own, owner::show)
        .guarded(get(), "/venues/{id}/inspections/{inspection}/record.pdf", own, owner::show_pdf)
        .guarded(post(), "/venues/{id}/inspections/{inspection}/reply", own, owner::reply)
        .guarded(post(), "/venues/{id}/inspections/{inspection}/again", own, owner::ask_again)
        .public(get(), record::RECORDS, record::show_form)
        .public(get(), "/records/{code}", record::show)
}
