//! The inspector's scanner page in a real Chromium with a fake camera, a network that can be cut, and status lists of any
//! age.
//!
//! `CAMKET_TEST_PICTURES=folder` saves a screenshot of every tested screen.

mod bad_network;
mod camera;
mod camera_failures;
mod camera_video;
mod corrections;
mod download_size;
mod enrolment;
mod fake_registry;
mod forgotten_pin;
mod full_inspection;
mod hostile_codes;
mod javascript_vectors;
mod navigation;
pub mod network_proxy;
mod offline;
mod packs;
mod phone;
mod photos;
mod positions;
mod queue;
mod scanner_setup;
mod storage;
mod test_signer;
mod visit_samples;
mod visits;
mod windows;
mod wrong_clock;
