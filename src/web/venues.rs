//! Venues: the list, the task list, the sections.
//!
//! Belongs here: what an owner sees of a venue and declares about it. Does not belong here: signing (`pledges`),
//! workers (`labour`), checking, submitting and withdrawing (`applications`), documents (`certificates`).

mod business;
mod facts;
mod fields;
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

use crate::paths;
use crate::routes::Routes;
use crate::state::Web;

const KEEP: Action = Action::KeepVenues;

pub(crate) fn routes() -> Routes<Web> {
    let pages = Routes::new()
        .guarded(Method::GET, paths::Venues::PATTERN, KEEP, list::show)
        .guarded(Method::GET, paths::NewVenue::PATTERN, KEEP, register::show)
        .guarded(Method::POST, paths::NewVenue::PATTERN, KEEP, register::save)
        .guarded(Method::GET, paths::Venue::PATTERN, KEEP, tasks::show);
    pages.merge(section_routes())
}

fn section_routes() -> Routes<Web> {
    Routes::new()
        .guarded(Method::GET, paths::IdentitySection::PATTERN, KEEP, identity::show)
        .guarded(Method::POST, paths::IdentitySection::PATTERN, KEEP, identity::save)
        .guarded(Method::GET, paths::PlaceSection::PATTERN, KEEP, place::show)
        .guarded(Method::POST, paths::PlaceSection::PATTERN, KEEP, place::save)
        .guarded(Method::GET, paths::BusinessSection::PATTERN, KEEP, business::show)
        .guarded(Method::POST, paths::BusinessSection::PATTERN, KEEP, business::save)
        .guarded(Method::GET, paths::SecuritySection::PATTERN, KEEP, security::show)
        .guarded(Method::POST, paths::SecuritySection::PATTERN, KEEP, security::save)
        .guarded(Method::GET, paths::RepresentativeSection::PATTERN, KEEP, representative::show)
        .guarded(Method::POST, paths::RepresentativeSection::PATTERN, KEEP, representative::save)
}
