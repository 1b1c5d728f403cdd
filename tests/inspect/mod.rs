//! The inspector's scanner page in a real Chromium with a fake camera, a network that can be cut, and status lists of any
//! age.
//!
//! `CAMKET_TEST_PICTURES=folder` saves a screenshot of every tested screen.

mod camera;
mod desk;
mod door;
mod enrolment;
mod film;
mod hostile;
mod line;
mod modules;
mod offline;
mod phone;
mod signed;
mod size;
mod visits;
mod whole;
