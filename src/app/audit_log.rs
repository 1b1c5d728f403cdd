//! The log of the audit trail, which nobody can rewrite unseen: every event is a leaf of a Merkle tree
//! (`camket_domain::audit::log` says which bytes), whose root is signed and published.
//!
//! An event waits for its leaf from the commit that records it. [`append_waiting`] gives leaves to what waits, in batches, beside
//! the commands that write: none of them waits for another because of the log. Several nodes may do it at the same time: leaf
//! numbers are a primary key, so one batch is written and the other rolled back.

mod appending;
mod checking;
mod checkpoints;
mod database_check;
mod export;
mod hashes;
mod keys;
mod proofs;
mod witness;

pub use appending::append_waiting;
pub use checking::{FaultKind, LogFault, LogReport, LostTail};
pub use checkpoints::{
    KeptCheckpoint, PrintedCheckpoint, find_note, find_printed, load_newest_note, sign_if_due, sign_now,
};
pub use database_check::check_database;
pub use export::{CheckFileError, check_export, export};
pub use keys::{list_public_keys, make_key};
pub use proofs::{InclusionProof, ProofError, is_proof, prove};
pub use witness::{Witness, WitnessAnswer, submit_to_witness};
