//! Applications: submitted, withdrawn, reviewed on two tracks.

mod queue;
mod resubmission;
mod reveal;
mod review;
mod rivals;
mod separation;
mod submission;
