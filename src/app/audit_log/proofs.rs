//! Proofs that one event is in the log, as files (c2sp.org/tlog-proof): the leaf, the path to the root and the signed checkpoint.
//! Whoever holds one needs nothing else of the registry than its public key.

use std::fmt;

use camket_credential::checkpoint::Checkpoint;
use camket_credential::merkle::{Hash, hash_leaf, plan_inclusion, verify_inclusion};
use camket_credential::signed_note::{NoteError, NoteKey};
use camket_domain::audit::log::LogEntry;
use camket_domain::ids::AuditId;
use camket_store::audit_log::{checkpoint, find_leaf_of};
use data_encoding::BASE64;

use super::appending::append_waiting;
use super::checkpoints::{find_note, open_note, sign_now};
use super::hashes::load_spans;
use crate::{App, AppError};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// A proof as it is written to a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InclusionProof {
    /// The text of the leaf.
    pub leaf: String,
    pub number: u64,
    pub path: Vec<Hash>,
    /// The signed checkpoint.
    pub note: String,
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProofError {
    #[error("not a proof of a leaf")]
    Structure,
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The leaf or the path was changed.
    #[error("the leaf is not in the log of the checkpoint")]
    NotIncluded,
}

/// Proves that an event is in the log. A checkpoint is signed if none covers it yet.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Conflict`] if the event is gone or was changed: `camket audit verify` tells more.
pub async fn prove(app: &App, event: AuditId) -> Result<InclusionProof, AppError> {
    let find = || find_leaf_of(app.store(), event.0);
    let found = match find().await? {
        Some(found) => found,
        None => {
            append_waiting(app).await?;
            find().await?.ok_or(AppError::NotFound)?
        }
    };
    let (number, stored) = (found.number, found.event.ok_or(AppError::Conflict)?);
    let leaf = LogEntry::new(number, stored).encode();
    if hash_leaf(leaf.as_bytes()) != found.hash {
        return Err(AppError::Conflict);
    }
    let newest = checkpoint::find_newest(app.store()).await?.filter(|newest| newest.size > number);
    let covering = match newest {
        Some(newest) => newest,
        None => sign_now(app).await?.ok_or(AppError::NotFound)?,
    };
    let path = load_spans(app.store(), &plan_inclusion(number, covering.size)).await?;
    let note = find_note(app, covering.size).await?.unwrap_or(covering.note);
    Ok(InclusionProof { leaf, number, path, note })
}

/// Whether a file is a proof, by its first line.
pub fn is_proof(text: &str) -> bool {
    text.lines().next() == Some(FIRST_LINE)
}

impl InclusionProof {
    /// Reads a proof. Says nothing of whether it holds.
    ///
    /// # Errors
    /// [`ProofError::Structure`]
    pub fn parse(text: &str) -> Result<Self, ProofError> {
        Self::try_parse(text).ok_or(ProofError::Structure)
    }

    fn try_parse(text: &str) -> Option<Self> {
        let (proof, note) = text.split_once("\n\n")?;
        let mut lines = proof.lines();
        if lines.next()? != FIRST_LINE {
            return None;
        }
        let leaf = BASE64.decode(lines.next()?.strip_prefix("extra ")?.as_bytes()).ok()?;
        let number = lines.next()?.strip_prefix("index ")?.parse().ok()?;
        let hash = |line: &str| BASE64.decode(line.as_bytes()).ok()?.try_into().ok();
        let path = lines.map(hash).collect::<Option<_>>()?;
        Some(Self { leaf: String::from_utf8(leaf).ok()?, number, path, note: note.to_owned() })
    }

    /// Checks the signature of the checkpoint, the path to its root, and that the leaf states its own place.
    ///
    /// # Errors
    /// [`ProofError`]
    pub fn verify(&self, keys: &[NoteKey]) -> Result<(LogEntry, Checkpoint), ProofError> {
        let checkpoint = open_note(&self.note, keys)?;
        let entry = LogEntry::decode(&self.leaf).filter(|entry| entry.number == self.number);
        let entry = entry.ok_or(ProofError::NotIncluded)?;
        let hash = hash_leaf(self.leaf.as_bytes());
        let is_included = verify_inclusion(hash, self.number, checkpoint.size, &self.path, &checkpoint.root);
        if is_included { Ok((entry, checkpoint)) } else { Err(ProofError::NotIncluded) }
    }
}

impl fmt::Display for InclusionProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}\nextra {}\nindex {}", BASE64.encode(self.leaf.as_bytes()), self.number)?;
        for hash in &self.path {
            writeln!(f, "{}", BASE64.encode(hash))?;
        }
        write!(f, "\n{}", self.note)
    }
}
