//! An export of the audit log as long as the target says, made without a database, and its check.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use camket_app::audit_log;
use camket_credential::checkpoint::Checkpoint;
use camket_credential::merkle::{TreeEdge, hash_leaf};
use camket_credential::signed_note::{NoteKey, NoteSigner};
use camket_domain::audit::AuditAction;
use camket_domain::audit::log::{LogEntry, StoredEvent};
use data_encoding::HEXLOWER;
use uuid::Uuid;

use crate::BenchResult;
use crate::report::Direction::Max;
use crate::report::Measurement;

const ORIGIN: &str = "camket.example.vn/audit/1";
/// Seconds in which the export is checked.
const TARGET_SECONDS: f64 = 60.0;

/// Seconds in which an export of so many events is checked. Its file is written to the temporary folder: 4 GB for ten million.
pub fn measure(events: u64) -> BenchResult<Measurement> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("log.txt");
    let signer = NoteSigner::from_seed(&[5; 32]);
    let key = NoteKey::new(ORIGIN, *signer.public()).ok_or("a name of a key")?;
    write_export(&file, events, &signer)?;
    let export = BufReader::with_capacity(1 << 20, File::open(&file)?);
    let began = Instant::now();
    let report = audit_log::check_export(export, &[], &[key])?;
    let seconds = began.elapsed().as_secs_f64();
    if !report.is_intact() || report.leaves != events || report.confirmed != 1 {
        return Err("the export of the bench is not intact".into());
    }
    let row = Measurement::new("audit_export_seconds", seconds, "s").with_baseline(events as f64);
    Ok(row.with_target(Max, TARGET_SECONDS))
}

fn write_export(file: &Path, events: u64, signer: &NoteSigner) -> BenchResult<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(file)?);
    writeln!(out, "camket-audit-log 1")?;
    let mut edge = TreeEdge::default();
    for number in 0..events {
        let text = build_entry(number).encode();
        let hash = hash_leaf(text.as_bytes());
        edge.append(hash, |_, _| {});
        writeln!(out, "{} {text}", HEXLOWER.encode(&hash))?;
    }
    let note = Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() }.sign(signer);
    write!(out, "\n{note}")?;
    Ok(out.flush()?)
}

/// An event as long as most are.
fn build_entry(number: u64) -> LogEntry {
    let id = |part: u128| Uuid::from_u128(part << 100 | u128::from(number));
    let event = StoredEvent {
        id: id(1),
        at: 1_796_000_000_000_000 + i64::try_from(number).unwrap_or_default(),
        actor: Some(id(2)),
        role: Some("labour_officer".to_owned()),
        name: "Trần Thị Hồng Hạnh".to_owned(),
        action: AuditAction::Scanned.code().to_owned(),
        target: id(3),
        venue: Some(id(4)),
        note: "15/QĐ-SNV".to_owned(),
    };
    LogEntry::new(number, event)
}
