//! Media: outlets and their months.

pub mod entry;
pub mod outlet;
