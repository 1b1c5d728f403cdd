//! Inspections: teams, plans, devices, scans, visits, and the measures that follow.

mod api;
mod devices;
mod measures;
mod pack;
mod paper;
mod plans;
mod scans;
mod teams;
mod visits;
