//! Reporting periods of provinces, what each area sends for them, and frozen figures.

pub mod area_report;
pub mod period;
pub mod snapshot;
