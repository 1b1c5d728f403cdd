//! Secrets at work: sealed personal numbers, signed links, keyed digests; later tokens and status lists.
//!
//! Belongs here: what needs a key. Does not belong here: where keys come from (the program), what is
//! sealed or linked (app), randomness (an argument).

pub mod devices;
pub mod digest;
pub mod links;
mod master;
pub mod vault;

pub use master::MasterSecret;
