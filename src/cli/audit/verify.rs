//! `camket audit verify`: of the database, of an export, or of the proof of one event.

use std::{
    fs::{self, File},
    io::{BufReader, Read, Write, stdout},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use camket_app::audit_log::{
    self, FaultKind, InclusionProof, KeptCheckpoint, LogFault, LogReport, LostTail, ProofError, check_export,
};
use camket_credential::checkpoint::Checkpoint;
use camket_credential::signed_note::NoteKey;

use super::super::{args::VerifyAuditArgs, config::Environment};

/// The most bytes of a proof: a leaf, a few dozen hashes and a note.
const MAX_PROOF_BYTES: u64 = 4 * 1024 * 1024;
/// Bytes of an export that are read at a time.
const BUFFER_BYTES: usize = 1 << 20;
/// Exit code of a proof whose event is not in the log.
const NOT_INCLUDED: u8 = 17;

/// Checks and prints the verdict, which is also the exit code.
///
/// # Errors
/// A file or the database cannot be read.
pub async fn run(args: &VerifyAuditArgs, environment: &Environment) -> Result<ExitCode> {
    let kept = read_kept(args)?;
    let Some(file) = &args.file else {
        let app = super::open(&args.settings, environment).await?;
        return report(&audit_log::check_database(&app, &kept).await?);
    };
    let keys = read_keys(args.keys.as_deref().context("give the public keys with --keys FILE")?)?;
    let file = file.clone();
    tokio::task::spawn_blocking(move || check_file(&file, &kept, &keys)).await?
}

fn check_file(file: &PathBuf, kept: &[KeptCheckpoint], keys: &[NoteKey]) -> Result<ExitCode> {
    let reading = || format!("{} cannot be read", file.display());
    let mut first = String::new();
    let opened = File::open(file).with_context(reading)?;
    if opened.take(MAX_PROOF_BYTES).read_to_string(&mut first).is_ok() && audit_log::is_proof(&first) {
        return report_proof(&first, keys);
    }
    let export = BufReader::with_capacity(BUFFER_BYTES, File::open(file).with_context(reading)?);
    report(&check_export(export, kept, keys).with_context(reading)?)
}

/// The checkpoints that were kept outside the database, as files and on paper.
fn read_kept(args: &VerifyAuditArgs) -> Result<Vec<KeptCheckpoint>> {
    let signed = args.checkpoints.iter().map(|file| read_text(file).map(KeptCheckpoint::Signed));
    let printed = args.printed.iter().map(|text| {
        let lines: Vec<&str> = text.split_whitespace().collect();
        let read = Checkpoint::parse(&lines.join("\n")).filter(|_| lines.len() == 3);
        let read = read.with_context(|| {
            format!("\"{text}\" is no printed checkpoint: name of the log, number of events and root, as on the paper")
        });
        read.map(KeptCheckpoint::Printed)
    });
    signed.chain(printed).collect()
}

fn read_text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn read_keys(file: &Path) -> Result<Vec<NoteKey>> {
    let text = read_text(file)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let keys = lines.map(str::parse).collect::<Result<Vec<NoteKey>, _>>();
    let keys = keys.with_context(|| format!("{} is no list of public keys", file.display()))?;
    if keys.is_empty() {
        bail!("{} has no public key", file.display());
    }
    Ok(keys)
}

fn report(found: &LogReport) -> Result<ExitCode> {
    let (mut out, first) = (stdout(), found.faults.first());
    writeln!(out, "{}", first.map_or("intact", |fault| fault.kind.code()))?;
    writeln!(out, "events: {}", found.leaves)?;
    writeln!(out, "checkpoints confirmed: {}, the last at {}", found.confirmed, found.covered)?;
    let unsigned = found.leaves.saturating_sub(found.covered);
    if unsigned > 0 {
        writeln!(
            out,
            "after the last confirmed checkpoint: {unsigned} events, which nothing signed covers yet"
        )?;
    }
    if found.waiting > 0 {
        writeln!(out, "waiting for their place in the log: {}", found.waiting)?;
    }
    for LostTail { checkpoint, continuation } in &found.lost_tails {
        writeln!(
            out,
            "restored: the events {} to {} of the checkpoint of {} at {} were lost in the restore that began epoch {}, as the \
             log says itself",
            continuation.kept,
            checkpoint.size - 1,
            checkpoint.origin,
            checkpoint.size,
            continuation.epoch
        )?;
    }
    for fault in &found.faults {
        writeln!(out, "{}", describe(fault))?;
    }
    let more = found.fault_count.saturating_sub(found.faults.len() as u64);
    if more > 0 {
        writeln!(out, "and {more} more")?;
    }
    Ok(first.map_or(ExitCode::SUCCESS, |fault| ExitCode::from(exit_code(fault.kind))))
}

fn describe(fault: &LogFault) -> String {
    let place = fault.number.map(|number| number.to_string()).unwrap_or_default();
    let event = fault.event.map(|event| format!(" ({event})")).unwrap_or_default();
    match fault.kind {
        FaultKind::RowChanged => format!("row_changed: event {place}{event} is not the one that was logged"),
        FaultKind::RowDeleted if place.is_empty() => {
            "row_deleted: an event is gone before it was logged".to_owned()
        }
        FaultKind::RowDeleted => format!("row_deleted: event {place} is gone"),
        FaultKind::RowInserted => format!("row_inserted: an event that was never logged {place}{event}"),
        FaultKind::TailCut => format!("tail_cut: a checkpoint names {place} events, more than there are"),
        FaultKind::Rehashed => {
            format!(
                "log_rehashed: the hashes fit each other, but not what was signed of the first {place} events"
            )
        }
        FaultKind::OrderChanged => format!("order_changed: event {place}{event} stands at the wrong place"),
        FaultKind::NotSigned => "not_signed: a checkpoint is signed by none of the keys".to_owned(),
    }
}

const fn exit_code(kind: FaultKind) -> u8 {
    match kind {
        FaultKind::RowChanged => 10,
        FaultKind::RowDeleted => 11,
        FaultKind::RowInserted => 12,
        FaultKind::TailCut => 13,
        FaultKind::Rehashed => 14,
        FaultKind::OrderChanged => 15,
        FaultKind::NotSigned => 16,
    }
}

fn report_proof(text: &str, keys: &[NoteKey]) -> Result<ExitCode> {
    let mut out = stdout();
    let proof = InclusionProof::parse(text)?;
    match proof.verify(keys) {
        Ok((entry, checkpoint)) => {
            writeln!(out, "intact")?;
            writeln!(out, "event {} of {} in {}", entry.number, checkpoint.size, checkpoint.origin)?;
            writeln!(out, "{}", proof.leaf)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(ProofError::Note(error)) => {
            writeln!(out, "{}\n{error}", FaultKind::NotSigned.code())?;
            Ok(ExitCode::from(exit_code(FaultKind::NotSigned)))
        }
        Err(error) => {
            writeln!(out, "not_included\n{error}")?;
            Ok(ExitCode::from(NOT_INCLUDED))
        }
    }
}
