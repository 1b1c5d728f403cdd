//! The census: its tables, lists and entries, and which venue an entry is.

pub mod entries;
mod matching;
mod tables;
