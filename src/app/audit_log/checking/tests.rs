//! Each way to change an export, beside the export as it was written.

use std::fmt::Write as _;

use camket_credential::signed_note::{NoteKey, NoteSigner};
use camket_domain::audit::AuditAction;
use camket_domain::audit::log::StoredEvent;
use data_encoding::HEXLOWER;

use super::*;
use crate::audit_log::{KeptCheckpoint, check_export};

const ORIGIN: &str = "camket.example.vn/audit/1";

fn signer() -> NoteSigner {
    NoteSigner::from_seed(&[5; 32])
}

fn key() -> NoteKey {
    NoteKey::new(ORIGIN, *signer().public()).unwrap()
}

fn entry(number: u64, action: &str, note: &str) -> LogEntry {
    let event = StoredEvent {
        id: Uuid::from_u128(u128::from(number) + 1),
        at: 1_796_000_000_000_000,
        actor: None,
        role: None,
        name: String::new(),
        action: action.to_owned(),
        target: Uuid::nil(),
        venue: None,
        note: note.to_owned(),
    };
    LogEntry::new(number, event)
}

fn write_lines(entries: &[LogEntry]) -> Vec<String> {
    let line = |entry: &LogEntry| {
        let text = entry.encode();
        format!("{} {text}", HEXLOWER.encode(&hash_leaf(text.as_bytes())))
    };
    entries.iter().map(line).collect()
}

fn sign(entries: &[LogEntry], origin: &str) -> String {
    let mut edge = TreeEdge::default();
    for entry in entries {
        edge.append(hash_leaf(entry.encode().as_bytes()), |_, _| {});
    }
    Checkpoint { origin: origin.to_owned(), size: edge.size(), root: edge.root() }.sign(&signer())
}

fn keep(notes: &[String]) -> Vec<KeptCheckpoint> {
    notes.iter().cloned().map(KeptCheckpoint::Signed).collect()
}

fn join(lines: &[String], note: &str) -> String {
    let mut text = "camket-audit-log 1\n".to_owned();
    for line in lines {
        writeln!(text, "{line}").unwrap();
    }
    text + "\n" + note
}

fn check(text: &str, notes: &[String]) -> LogReport {
    check_export(text.as_bytes(), &keep(notes), &[key()]).unwrap()
}

fn faults(text: &str, notes: &[String]) -> Vec<(FaultKind, Option<u64>)> {
    check(text, notes).faults.into_iter().map(|fault| (fault.kind, fault.number)).collect()
}

fn entries() -> Vec<LogEntry> {
    (0..700).map(|number| entry(number, "scanned", "")).collect()
}

#[test]
fn an_export_as_it_was_written_is_intact() {
    let entries = entries();
    let kept = [sign(&entries[..1], ORIGIN), sign(&entries[..300], ORIGIN)];
    let report = check(&join(&write_lines(&entries), &sign(&entries, ORIGIN)), &kept);
    assert!(report.is_intact());
    assert_eq!((report.leaves, report.confirmed, report.covered), (700, 3, 700));
    // Without a key nothing is confirmed.
    let text = join(&write_lines(&entries), "");
    let unsigned = check_export(text.as_bytes(), &[], &[]).unwrap();
    assert_eq!((unsigned.is_intact(), unsigned.leaves, unsigned.confirmed), (true, 700, 0));
}

#[test]
fn each_change_of_an_export_is_named() {
    let entries = entries();
    let (lines, note) = (write_lines(&entries), sign(&entries, ORIGIN));
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        faults(&join(&lines, &note), &[])
    };
    let changed = with(&|lines| lines[20] = lines[20].replace("scanned", "inspected"));
    assert_eq!(changed, [(FaultKind::RowChanged, Some(20))]);
    let deleted = with(&|lines| drop(lines.remove(20)));
    assert_eq!(deleted, [(FaultKind::RowDeleted, Some(20))]);
    let emptied = with(&|lines| lines[20].replace_range(65.., "-"));
    assert_eq!(emptied, [(FaultKind::RowDeleted, Some(20))]);
    let inserted = with(&|lines| lines.insert(21, write_lines(&[entry(20, "scanned", "another")]).remove(0)));
    assert_eq!(inserted, [(FaultKind::RowInserted, Some(20))]);
    let appended = with(&|lines| lines.extend(write_lines(&[entry(700, "scanned", "")])));
    assert_eq!(appended, [(FaultKind::RowInserted, Some(700))]);
    let cut = with(&|lines| lines.truncate(600));
    assert_eq!(cut, [(FaultKind::TailCut, Some(700))]);
    // Every line between them stands after a higher number.
    let reordered = with(&|lines| lines.swap(20, 60));
    assert_eq!(reordered.len(), 40);
    assert!(reordered.iter().all(|(kind, _)| *kind == FaultKind::OrderChanged), "{reordered:?}");
}

#[test]
fn a_log_that_was_written_anew_is_named_by_what_was_signed_before() {
    let (honest, mut forged) = (entries(), entries());
    let kept = [sign(&honest, ORIGIN)];
    forged[20] = entry(20, "scanned", "another");
    // Whoever has the key of the registry signs that, too: what was kept elsewhere tells.
    let text = join(&write_lines(&forged), &sign(&forged, ORIGIN));
    assert_eq!(faults(&text, &[]), []);
    assert_eq!(faults(&text, &kept), [(FaultKind::Rehashed, Some(700))]);
    let text = join(&write_lines(&forged), &kept[0]);
    assert_eq!(faults(&text, &[]), [(FaultKind::Rehashed, Some(700))]);
}

#[test]
fn events_that_changed_places_are_named() {
    let entries = entries();
    let mut lines = write_lines(&entries);
    // Each at the other's place, with the other's number but its own hash; and with the hashes left where they were.
    let moved = |from: usize, to: u64| {
        let hash = HEXLOWER.encode(&hash_leaf(entries[from].encode().as_bytes()));
        format!("{hash} {}", entries[from].with_number(to).encode())
    };
    (lines[20], lines[600]) = (moved(600, 20), moved(20, 600));
    let expected = [(FaultKind::OrderChanged, Some(20)), (FaultKind::OrderChanged, Some(600))];
    assert_eq!(faults(&join(&lines, &sign(&entries, ORIGIN)), &[]), expected);
    let mut lines = write_lines(&entries);
    for (place, from) in [(20, 600), (600, 20)] {
        let text = entries[from].with_number(place as u64).encode();
        lines[place].replace_range(65.., &text);
    }
    assert_eq!(faults(&join(&lines, &sign(&entries, ORIGIN)), &[]), expected);
}

#[test]
fn what_a_restore_lost_is_no_fault_if_the_log_says_so() {
    let lost = entries();
    let continuation = LogContinuation { epoch: 2, kept: 500 }.format();
    let mut restored = lost[..500].to_vec();
    restored.push(entry(500, "scanned", "waited"));
    restored.push(entry(501, AuditAction::AuditLogContinued.code(), &continuation));
    let origin = "camket.example.vn/audit/2";
    let keys = [key(), NoteKey::new(origin, *signer().public()).unwrap()];
    let text = join(&write_lines(&restored), &sign(&restored, origin));
    let kept = [sign(&lost[..400], ORIGIN), sign(&lost[..600], ORIGIN), sign(&lost, ORIGIN)];
    let report = check_export(text.as_bytes(), &keep(&kept), &keys).unwrap();
    assert!(report.is_intact());
    assert_eq!((report.confirmed, report.lost_tails.len()), (2, 2));
    let tail = &report.lost_tails[0];
    assert_eq!((tail.checkpoint.size, tail.continuation), (600, LogContinuation { epoch: 2, kept: 500 }));
    // What was signed before the restore and is left must still be the same.
    let mut forged = restored.clone();
    forged[20] = entry(20, "scanned", "another");
    let text = join(&write_lines(&forged), &sign(&forged, origin));
    let report = check_export(text.as_bytes(), &keep(&kept), &keys).unwrap();
    assert_eq!(report.faults[0].kind, FaultKind::Rehashed);
    // A cut that no restore explains.
    let text = join(&write_lines(&lost[..500]), &sign(&lost[..500], origin));
    let report = check_export(text.as_bytes(), &keep(&kept[1..2]), &keys).unwrap();
    assert_eq!(report.faults[0].kind, FaultKind::TailCut);
}

#[test]
fn a_checkpoint_that_nobody_signed_is_named() {
    let entries = entries();
    let note = sign(&entries, ORIGIN).replace("\n700\n", "\n701\n");
    assert_eq!(faults(&join(&write_lines(&entries), &note), &[]), [(FaultKind::NotSigned, None)]);
    assert_eq!(faults(&join(&write_lines(&entries), ""), &[]), [(FaultKind::NotSigned, None)]);
    for text in ["", "camket-audit-log 2\n", "camket-audit-log 1\nabc\n", "camket-audit-log 1\nabc"] {
        assert!(check_export(text.as_bytes(), &[], &[key()]).is_err(), "{text:?}");
    }
}

#[test]
fn a_printed_checkpoint_confirms_or_contradicts_without_a_signature() {
    let entries: Vec<LogEntry> = (0..300).map(|number| entry(number, "scanned", "")).collect();
    let text = join(&write_lines(&entries), &sign(&entries, ORIGIN));
    let note = sign(&entries[..200], ORIGIN);
    let printed = Checkpoint::parse(&note).unwrap();
    let check = |printed: Checkpoint| {
        check_export(text.as_bytes(), &[KeptCheckpoint::Printed(printed)], &[key()]).unwrap()
    };
    let report = check(printed.clone());
    assert!(report.is_intact() && report.confirmed == 2, "{report:?}");
    let kinds = |report: LogReport| {
        report.faults.into_iter().map(|fault| (fault.kind, fault.number)).collect::<Vec<_>>()
    };
    let other = Checkpoint { root: [9; 32], ..printed.clone() };
    assert_eq!(kinds(check(other)), [(FaultKind::Rehashed, Some(200))]);
    let longer = Checkpoint { size: 301, ..printed };
    assert_eq!(kinds(check(longer)), [(FaultKind::TailCut, Some(301))]);
}
