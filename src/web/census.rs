//! The census: lists of the venues that should sign, their entries, and which venue of the register each is.

mod chips;
mod compare;
mod edit;
mod entries;
mod exclude;
mod find_venue;
mod import;
mod list;
mod lists;
mod matches;
mod query;
mod show;
mod steps;

pub(crate) use query::EntryQuery;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let (read, keep) = (Action::ReadCensus, Action::KeepCensus);
    Routes::new()
        .get(paths::Census::PATTERN, read, lists::list)
        .get(paths::NewCensusList::PATTERN, keep, list::show_form)
        .post(paths::NewCensusList::PATTERN, keep, list::create)
        .get(paths::CensusList::PATTERN, read, list::show)
        .get(paths::NewCensusEntry::PATTERN, keep, edit::show_new)
        .post(paths::NewCensusEntry::PATTERN, keep, edit::create)
        .get(paths::CensusEntries::PATTERN, read, entries::list)
        .post(paths::CensusEntries::PATTERN, read, entries::search)
        .get(paths::CensusEntry::PATTERN, read, show::show)
        .get(paths::EditCensusEntry::PATTERN, keep, edit::show_edit)
        .post(paths::EditCensusEntry::PATTERN, keep, edit::update)
        .post(paths::ContactCensusEntry::PATTERN, keep, steps::contact)
        .get(paths::ExcludeCensusEntry::PATTERN, keep, exclude::show_form)
        .post(paths::ExcludeCensusEntry::PATTERN, keep, exclude::submit)
        .post(paths::ReturnCensusEntry::PATTERN, keep, steps::bring_back)
        .post(paths::UndoCensusEntry::PATTERN, keep, steps::undo)
        .post(paths::AcceptCensusEntry::PATTERN, keep, steps::accept)
        .get(paths::CompareCensusEntry::PATTERN, keep, compare::show)
        .post(paths::CompareCensusEntry::PATTERN, keep, compare::decide)
        .get(paths::FindVenueOfEntry::PATTERN, keep, find_venue::search)
        .post(paths::UndoCensusDifference::PATTERN, keep, compare::take_back)
        .get(paths::CensusMatches::PATTERN, keep, matches::list)
        .post(paths::CensusMatches::PATTERN, keep, matches::confirm)
        .post(paths::RefreshCensusMatches::PATTERN, keep, matches::refresh)
        .merge(import::routes())
}
