//! Inspections: teams, plans, phones, scans, visits, and what follows from them.

mod api;
mod devices;
mod measures;
mod pack;
mod paper;
mod plans;
mod scans;
mod teams;
mod visits;
