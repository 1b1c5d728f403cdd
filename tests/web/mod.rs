//! Pages and API, through the whole service in this process, without a network.

mod api;
mod claim_codes;
mod concerns;
mod digests;
mod field_errors;
mod file_tracking;
mod inspections;
mod journey;
mod kept_forms;
mod long_lists;
mod look_up_fuzzing;
mod number_search;
mod owner_pages;
mod page_policy;
mod page_rules;
mod readiness;
mod repeated_forms;
mod return_reasons;
mod roles;
mod routes;
mod sample_rows;
mod section_links;
mod sessions;
mod venue_register;
mod verify;
mod well_known;
