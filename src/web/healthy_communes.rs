//! Healthy communes: the list of a year, what was recognised of one commune, the sets of criteria.

mod criteria;
mod overview;
mod status;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) use overview::format_healthy_address;

pub(crate) fn routes() -> Routes<Web> {
    let (read, record, keep) = (Action::ReadActivities, Action::RecordActivities, Action::KeepTargets);
    Routes::new()
        .get(paths::HealthyCommunes::PATTERN, read, overview::show)
        .get(paths::HealthyStatus::PATTERN, read, status::show)
        .post(paths::HealthyStatus::PATTERN, record, status::write)
        .get(paths::RemoveHealthyStatus::PATTERN, record, status::ask_remove)
        .post(paths::RemoveHealthyStatus::PATTERN, record, status::remove)
        .get(paths::NewCriteriaSet::PATTERN, keep, criteria::show_new)
        .post(paths::NewCriteriaSet::PATTERN, keep, criteria::create)
        .get(paths::EditCriteriaSet::PATTERN, keep, criteria::show_edit)
        .post(paths::EditCriteriaSet::PATTERN, keep, criteria::update)
        .get(paths::RemoveCriteriaSet::PATTERN, keep, criteria::ask_remove)
        .post(paths::RemoveCriteriaSet::PATTERN, keep, criteria::remove)
}
