//! Pages and API, through the whole service in this process, without a network.

mod api;
mod concerns;
mod inspections;
mod journey;
mod kept_forms;
mod look_up_fuzzing;
mod number_search;
mod owner_pages;
mod page_policy;
mod repeated_forms;
mod roles;
mod routes;
mod sample_rows;
mod section_links;
mod sessions;
mod verify;
mod well_known;
