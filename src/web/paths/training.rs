//! The roster of officers, and the classes held for them.

use camket_domain::ids::{RosterOfficerId, TrainingClassId};
use camket_shell::paths;

paths! {
    TRAINING_PATTERNS;
    /// The roster on a day, and the classes. With `?day=`, `?area=`.
    Training = "/training";
    NewRosterOfficer = "/training/officers/new";
    EditRosterOfficer(officer: RosterOfficerId) = "/training/officers/{officer}";
    RemoveRosterOfficer(officer: RosterOfficerId) = "/training/officers/{officer}/remove";
    NewTrainingClass = "/training/classes/new";
    TrainingClass(class: TrainingClassId) = "/training/classes/{class}";
    EditTrainingClass(class: TrainingClassId) = "/training/classes/{class}/edit";
    /// Who attended.
    TrainingAttendance(class: TrainingClassId) = "/training/classes/{class}/attendance";
    RemoveTrainingClass(class: TrainingClassId) = "/training/classes/{class}/remove";
}
