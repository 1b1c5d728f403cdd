//! Applications: submitted, withdrawn, reviewed on two tracks.

mod concurrent_changes;
mod file_numbers;
mod queue;
mod resubmission;
mod reveal;
mod review;
mod separation_of_duties;
mod submission;
