//! Venues: the list, the task list, the sections.
//!
//! Belongs here: what an owner sees of a venue and declares about it. Does not belong here: signing (`pledges`),
//! workers (`labour`), checking, submitting and withdrawing (`applications`), documents (`certificates`).

mod business;
mod facts;
mod identity;
mod list;
mod place;
mod reasons;
mod register;
mod representative;
#[cfg(test)]
mod samples;
mod section;
mod security;
mod similar;
mod status;
mod steps;
mod tasks;

use camket_domain::ids::VenueId;
use camket_domain::permissions::Action;
use camket_domain::venues::Section;

use crate::routes::Routes;
use crate::state::Web;

const KEEP: Action = Action::KeepVenues;

pub(crate) fn routes() -> Routes<Web> {
    let pages = Routes::new()
        .get("/venues", KEEP, list::show)
        .get("/venues/new", KEEP, register::show)
        .post("/venues/new", KEEP, register::save)
        .get("/venues/{id}", KEEP, tasks::show);
    pages.merge(section_routes())
}

fn section_routes() -> Routes<Web> {
    Routes::new()
        .get("/venues/{id}/sections/identity", KEEP, identity::show)
        .post("/venues/{id}/sections/identity", KEEP, identity::save)
        .get("/venues/{id}/sections/place", KEEP, place::show)
        .post("/venues/{id}/sections/place", KEEP, place::save)
        .get("/venues/{id}/sections/business", KEEP, business::show)
        .post("/venues/{id}/sections/business", KEEP, business::save)
        .get("/venues/{id}/sections/security", KEEP, security::show)
        .post("/venues/{id}/sections/security", KEEP, security::save)
        .get("/venues/{id}/sections/representative", KEEP, representative::show)
        .post("/venues/{id}/sections/representative", KEEP, representative::save)
}

/// A venue's task list.
fn home(venue: VenueId) -> String {
    format!("/venues/{venue}")
}

/// The form of one section.
fn address(venue: VenueId, section: Section) -> String {
    format!("/venues/{venue}/sections/{}", section.code())
}
