//! Healthy communes: statuses of communes and years, sets of criteria.

pub mod criteria;
pub mod status;
