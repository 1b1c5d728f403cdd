//! Inspections: teams, plans, devices, scans, visits, and the measures that follow.

mod api;
mod devices;
mod measures;
mod pack;
mod plans;
mod record_document;
mod scans;
mod teams;
mod visits;
