//! Cryptography: sealed personal numbers, signed links, keyed digests, tokens, signing keys and the status list.
//!
//! Belongs here: sealing, signing, and verifying what was signed. Does not belong here: where secrets come
//! from (the program), where keys are stored (store), what is sealed or signed (app), randomness (an
//! argument; `signing` has the only exception).

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
