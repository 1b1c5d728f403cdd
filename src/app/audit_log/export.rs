//! The log as a file that a stranger can check: one leaf a line, then the signed checkpoint of them all.
//!
//! ```text
//! camket-audit-log 1
//! HASH LEAF            for each leaf in order: its hash (64 hexadecimal digits), a space, its text; "-" if its event is gone
//!                      an empty line
//! CHECKPOINT           the signed note
//! ```

use std::io::{self, BufRead, Read, Write};

use camket_credential::merkle::Hash;
use camket_credential::signed_note::{MAX_NOTE_BYTES, NoteKey};
use camket_domain::audit::log::LogEntry;
use camket_store::audit_log::{self, LoggedLeaf, checkpoint};
use data_encoding::HEXLOWER;

use super::appending::append_waiting;
use super::checking::{FaultKind, LeafText, LogCheck, LogReport};
use super::checkpoints::{KeptCheckpoint, open_note, sign_now};
use super::database_check::add_kept;
use crate::{App, AppError};

const FIRST_LINE: &str = "camket-audit-log 1";
/// Stands for the text of an event that is gone.
const NO_TEXT: &str = "-";
/// Leaves that are read and written at a time.
const PAGE: u64 = 4_096;
/// The longest line of an export: notes of events are a few thousand characters at most.
const MAX_LINE_BYTES: u64 = 1024 * 1024;

/// Writes every leaf up to the newest checkpoint, which is signed now if the log has grown; returns how many.
///
/// # Errors
/// The database; [`AppError::Internal`] if the file cannot be written.
pub async fn export(app: &App, out: &mut impl Write) -> Result<u64, AppError> {
    // A database that was put back can still be exported as it was signed.
    let newest = if app.register().setback().is_some() {
        checkpoint::find_newest(app.store()).await?
    } else {
        append_waiting(app).await?;
        sign_now(app).await?
    };
    let size = newest.as_ref().map_or(0, |newest| newest.size);
    writeln!(out, "{FIRST_LINE}").map_err(AppError::internal)?;
    let mut next = 0;
    while next < size {
        let page = audit_log::list_leaves(app.store(), next, PAGE.min(size - next)).await?;
        let Some(last) = page.last().map(|leaf| leaf.number) else { break };
        for leaf in page.into_iter().filter(|leaf| leaf.number < size) {
            write_leaf(out, leaf).map_err(AppError::internal)?;
        }
        next = last + 1;
    }
    let note = newest.map(|newest| newest.note).unwrap_or_default();
    write!(out, "\n{note}").and_then(|()| out.flush()).map_err(AppError::internal)?;
    Ok(size)
}

fn write_leaf(out: &mut impl Write, leaf: LoggedLeaf) -> io::Result<()> {
    let text = leaf.event.map(|event| LogEntry::new(leaf.number, event).encode());
    writeln!(out, "{} {}", HEXLOWER.encode(&leaf.hash), text.as_deref().unwrap_or(NO_TEXT))
}

/// Why an export cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckFileError {
    #[error("not an export of an audit log")]
    Structure,
    #[error("line {0} of the export is not a leaf")]
    Line(u64),
    #[error(transparent)]
    Read(#[from] io::Error),
}

/// Checks an export with public keys, against its own checkpoint and those that were `kept` elsewhere. Without keys the leaves
/// are only checked against their own hashes.
///
/// # Errors
/// [`CheckFileError`]
pub fn check_export(
    mut file: impl BufRead,
    kept: &[KeptCheckpoint],
    keys: &[NoteKey],
) -> Result<LogReport, CheckFileError> {
    let (mut check, mut line, mut count) = (LogCheck::default(), Vec::new(), 1);
    if read_line(&mut file, &mut line)? != Some(FIRST_LINE) {
        return Err(CheckFileError::Structure);
    }
    add_kept(&mut check, kept, keys);
    while let Some(text) = read_line(&mut file, &mut line)?.filter(|text| !text.is_empty()) {
        count += 1;
        let (hash, leaf) = parse_line(text).ok_or(CheckFileError::Line(count))?;
        let leaf = (leaf != NO_TEXT).then(|| LeafText::read(leaf));
        // A leaf stands where it says; one that says nothing stands after the one before it.
        let number = leaf.and_then(|leaf| leaf.number()).unwrap_or(check.end());
        check.take_leaf(number, hash, leaf);
        check.take_tiles();
    }
    let mut note = String::new();
    file.take(MAX_NOTE_BYTES as u64).read_to_string(&mut note)?;
    if !keys.is_empty() {
        finish_file(&mut check, &note, keys);
    }
    Ok(check.judge())
}

/// The checkpoint at the end of an export covers all of it.
fn finish_file(check: &mut LogCheck, note: &str, keys: &[NoteKey]) {
    match open_note(note, keys) {
        Ok(own) => check.conclude(own),
        Err(_) => check.add_fault(FaultKind::NotSigned, None, None),
    }
}

/// The next line without its end; `None` at the end of the file.
fn read_line<'a>(file: &mut impl BufRead, line: &'a mut Vec<u8>) -> Result<Option<&'a str>, CheckFileError> {
    line.clear();
    if Read::by_ref(file).take(MAX_LINE_BYTES).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    let text = line.strip_suffix(b"\n").ok_or(CheckFileError::Structure)?;
    std::str::from_utf8(text).map(Some).map_err(|_| CheckFileError::Structure)
}

fn parse_line(line: &str) -> Option<(Hash, &str)> {
    let (digits, text) = line.split_once(' ')?;
    let mut hash = Hash::default();
    // Ten million times: without a vector for each.
    (digits.len() == 2 * hash.len()).then_some(())?;
    HEXLOWER.decode_mut(digits.as_bytes(), &mut hash).ok()?;
    Some((hash, text))
}
