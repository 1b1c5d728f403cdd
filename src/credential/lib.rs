//! Secrets at work: sealed personal numbers, signed links, keyed digests; tokens, their keys and the status list.
//!
//! Belongs here: what needs a key, and reading what was signed with one. Does not belong here: where keys come
//! from (the program), where they are kept (store), what is sealed, signed or linked (app), randomness (an
//! argument; `signing` has the one exception).

mod cose;
pub mod decoys;
mod deterministic;
pub mod devices;
pub mod digest;
pub mod keys;
pub mod links;
mod master;
pub mod packs;
pub mod scan;
pub mod signing;
pub mod status_list;
pub mod symbol;
pub mod token;
pub mod vault;
#[cfg(test)]
mod vectors;

pub use master::MasterSecret;
