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
mod tax;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

const KEEP: Action = Action::KeepVenues;

pub(crate) fn routes() -> Routes<Web> {
    let pages = Routes::new()
        .get(paths::Venues::PATTERN, KEEP, list::show)
        .get(paths::NewVenue::PATTERN, KEEP, register::show)
        .post(paths::NewVenue::PATTERN, KEEP, register::save)
        .get(paths::Venue::PATTERN, KEEP, tasks::show);
    pages.merge(section_routes())
}

fn section_routes() -> Routes<Web> {
    Routes::new()
        .get(paths::IdentitySection::PATTERN, KEEP, identity::show)
        .post(paths::IdentitySection::PATTERN, KEEP, identity::save)
        .get(paths::PlaceSection::PATTERN, KEEP, place::show)
        .post(paths::PlaceSection::PATTERN, KEEP, place::save)
        .get(paths::BusinessSection::PATTERN, KEEP, business::show)
        .post(paths::BusinessSection::PATTERN, KEEP, business::save)
        .get(paths::SecuritySection::PATTERN, KEEP, security::show)
        .post(paths::SecuritySection::PATTERN, KEEP, security::save)
        .get(paths::RepresentativeSection::PATTERN, KEEP, representative::show)
        .post(paths::RepresentativeSection::PATTERN, KEEP, representative::save)
}
