//! Cryptography: sealed personal numbers, signed links, keyed digests, tokens, signing keys, passkeys, the status list, the
//! hashes and checkpoints of the audit log, and files encrypted to public keys.
//!
//! Belongs here: sealing, signing, and verifying what was signed. Does not belong here: where secrets come
//! from (the program), where keys are stored (store), what is sealed or signed (app), randomness (an
//! argument; `signing` has the only exception).

pub mod age;
mod cbor;
pub mod checkpoint;
mod cose;
pub mod decoys;
pub mod devices;
pub mod digest;
pub mod keys;
pub mod links;
mod master;
pub mod merkle;
pub mod parsed_code;
pub mod passkey;
pub mod qr_size;
pub mod signed_note;
pub mod signed_text;
pub mod signing;
pub mod status_list;
pub mod token;
pub mod totp;
pub mod vault;
#[cfg(test)]
mod vectors;

pub use master::MasterSecret;
