//! Venues: the list, the task list, the sections.
//!
//! Belongs here: what an owner sees of a venue and declares about it. Does not belong here: signing (`pledges`),
//! workers (`labour`), checking, submitting and withdrawing (`applications`), documents (`certificates`).

mod business;
mod facts;
mod identity;
mod list;
mod managed;
mod place;
mod reasons;
mod register;
mod representative;
mod request;
#[cfg(test)]
mod samples;
mod section;
mod security;
mod similar;
mod status;
mod steps;
mod stop;
mod tasks;
mod tax;

use camket_domain::permissions::Action;

use self::business::BusinessPage;
use self::identity::IdentityPage;
use self::place::PlacePage;
pub(crate) use self::place::parse_position;
pub(crate) use self::reasons::{StepReturn, TaskSpot};
use self::representative::RepresentativePage;
pub(crate) use self::request::{KeptVenue, OwnVenue};
use self::security::SecurityPage;
use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

const KEEP: Action = Action::KeepVenues;

pub(crate) fn routes() -> Routes<Web> {
    let pages = Routes::new()
        .get(paths::Venues::PATTERN, KEEP, list::show)
        .get(paths::NewVenue::PATTERN, KEEP, register::show)
        .post(paths::NewVenue::PATTERN, KEEP, register::save)
        .get(paths::Venue::PATTERN, Action::WorkAtVenues, tasks::show)
        .get(paths::StopVenue::PATTERN, KEEP, stop::show)
        .post(paths::StopVenue::PATTERN, KEEP, stop::record);
    pages.merge(section_routes())
}

fn section_routes() -> Routes<Web> {
    Routes::new()
        .get(paths::IdentitySection::PATTERN, KEEP, section::show::<IdentityPage>)
        .post(paths::IdentitySection::PATTERN, KEEP, section::save::<IdentityPage>)
        .get(paths::PlaceSection::PATTERN, KEEP, section::show::<PlacePage>)
        .post(paths::PlaceSection::PATTERN, KEEP, section::save::<PlacePage>)
        .get(paths::BusinessSection::PATTERN, KEEP, section::show::<BusinessPage>)
        .post(paths::BusinessSection::PATTERN, KEEP, section::save::<BusinessPage>)
        .get(paths::SecuritySection::PATTERN, KEEP, section::show::<SecurityPage>)
        .post(paths::SecuritySection::PATTERN, KEEP, section::save::<SecurityPage>)
        .get(paths::RepresentativeSection::PATTERN, KEEP, section::show::<RepresentativePage>)
        .post(paths::RepresentativeSection::PATTERN, KEEP, section::save::<RepresentativePage>)
}
