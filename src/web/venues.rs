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

use axum::http::Method;
use camket_domain::ids::VenueId;
use camket_domain::permissions::Action;
use camket_domain::venues::Section;

use crate::routes::Routes;
use crate::state::Web;

const KEEP: Action = Action::KeepVenues;

pub(crate) fn routes() -> Routes<Web> {
    let pages = Routes::new()
        .guarded(Method::GET, "/venues", KEEP, list::show)
        .guarded(Method::GET, "/venues/new", KEEP, register::show)
        .guarded(Method::POST, "/venues/new", KEEP, register::save)
        .guarded(Method::GET, "/venues/{id}", KEEP, tasks::show);
    pages.merge(section_routes())
}

fn section_routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, "/venues/{id}/sections/identity", KEEP, identity::show)
        .guarded(Method::POST, "/venues/{id}/sections/identity", KEEP, identity::save)
        .guarded(Method::GET, "/venues/{id}/sections/place", KEEP, place::show)
        .guarded(Method::POST, "/venues/{id}/sections/place", KEEP, place::save)
        .guarded(Method::GET, "/venues/{id}/sections/business", KEEP, business::show)
        .guarded(Method::POST, "/venues/{id}/sections/business", KEEP, business::save)
        .guarded(Method::GET, "/venues/{id}/sections/security", KEEP, security::show)
        .guarded(Method::POST, "/venues/{id}/sections/security", KEEP, security::save)
        .guarded(Method::GET, "/venues/{id}/sections/representative", KEEP, representative::show)
        .guarded(Method::POST, "/venues/{id}/sections/representative", KEEP, representative::save)
}

/// A venue's task list.
fn home(venue: VenueId) -> String {
    format!("/venues/{venue}")
}

/// The form of one section.
fn address(venue: VenueId, section: Section) -> String {
    format!("/venues/{venue}/sections/{}", section.code())
}
