//! The inspector's phone at the door: real Chromium with a fake camera, a line that can be cut, and lists of any age.
//!
//! `CAMKET_TEST_PICTURES=folder` keeps a picture of every screen on the way.

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
