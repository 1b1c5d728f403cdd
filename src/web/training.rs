//! Training: the roster on a day, its officers, the classes and who attended.

mod attendance;
mod class;
mod officer;
mod overview;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) use overview::format_training_address;

pub(crate) fn routes() -> Routes<Web> {
    let (read, record) = (Action::ReadActivities, Action::RecordActivities);
    Routes::new()
        .get(paths::Training::PATTERN, read, overview::show)
        .get(paths::NewRosterOfficer::PATTERN, record, officer::show_new)
        .post(paths::NewRosterOfficer::PATTERN, record, officer::create)
        .get(paths::EditRosterOfficer::PATTERN, record, officer::show_edit)
        .post(paths::EditRosterOfficer::PATTERN, record, officer::update)
        .get(paths::RemoveRosterOfficer::PATTERN, record, officer::ask_remove)
        .post(paths::RemoveRosterOfficer::PATTERN, record, officer::remove)
        .get(paths::NewTrainingClass::PATTERN, record, class::show_new)
        .post(paths::NewTrainingClass::PATTERN, record, class::create)
        .get(paths::TrainingClass::PATTERN, read, class::show)
        .get(paths::EditTrainingClass::PATTERN, record, class::show_edit)
        .post(paths::EditTrainingClass::PATTERN, record, class::update)
        .get(paths::TrainingAttendance::PATTERN, record, attendance::show)
        .post(paths::TrainingAttendance::PATTERN, record, attendance::write)
        .get(paths::RemoveTrainingClass::PATTERN, record, class::ask_remove)
        .post(paths::RemoveTrainingClass::PATTERN, record, class::remove)
}
