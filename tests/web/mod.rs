//! Pages and API, through the whole service in this process, without a network.

mod any_text;
mod api;
mod canary;
mod concerns;
mod inspections;
mod journey;
mod pages;
mod policy;
mod routes;
mod rows;
mod sessions;
mod twice;
mod verify;
mod well_known;
