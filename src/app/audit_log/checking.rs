//! Checks a log leaf by leaf against its stored hashes and against signed checkpoints, in bounded memory, and names what was done
//! to it. The leaves come from a database or from an export.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use camket_credential::checkpoint::Checkpoint;
use camket_credential::merkle::{Hash, Subtree, TILE_LEVELS, TreeEdge, hash_leaf};
use camket_domain::audit::log::{LogContinuation, LogEntry, parse_origin_epoch, read_leaf_head};
use uuid::Uuid;

/// Faults that are listed; more are only counted.
const MAX_LISTED: usize = 100;
/// Changed leaves that are compared with each other's places.
const MAX_COMPARED: usize = 500;

/// What was done to a log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FaultKind {
    /// An event is not the one that was logged.
    RowChanged,
    /// An event that was logged is gone.
    RowDeleted,
    /// An event is there that was never logged.
    RowInserted,
    /// A checkpoint names leaves after the last one.
    TailCut,
    /// Every leaf fits its own hash, but the root is not the one that was signed.
    Rehashed,
    /// An event stands at another's place.
    OrderChanged,
    /// No key of the log signed the checkpoint.
    NotSigned,
}

/// One fault and where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogFault {
    pub kind: FaultKind,
    /// Number of the leaf, or of the leaves that a checkpoint names.
    pub number: Option<u64>,
    pub event: Option<Uuid>,
}

/// Leaves that a checkpoint names and a restore lost, as the log itself says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LostTail {
    pub checkpoint: Checkpoint,
    pub continuation: LogContinuation,
}

/// The outcome of a check.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LogReport {
    /// Number of leaves.
    pub leaves: u64,
    /// Checkpoints whose root is that of the log.
    pub confirmed: u64,
    /// Leaves up to the last of these.
    pub covered: u64,
    /// Events that wait for their leaf.
    pub waiting: u64,
    pub lost_tails: Vec<LostTail>,
    /// The first faults of each kind.
    pub faults: Vec<LogFault>,
    /// All of them.
    pub fault_count: u64,
}

/// The text of a leaf with what it says of its place, which is read once.
#[derive(Clone, Copy, Debug)]
pub(super) struct LeafText<'a> {
    text: &'a str,
    head: Option<(u64, Option<LogContinuation>)>,
}

impl<'a> LeafText<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        Self { text, head: read_leaf_head(text) }
    }

    /// The text that an entry was just encoded to.
    pub(super) fn of_entry(entry: &LogEntry, text: &'a str) -> Self {
        Self { text, head: Some((entry.number, entry.continuation())) }
    }

    /// The number of its place; none if it is no leaf.
    pub(super) fn number(&self) -> Option<u64> {
        self.head.map(|(number, _)| number)
    }
}

/// A check in progress.
#[derive(Debug, Default)]
pub(super) struct LogCheck {
    edge: TreeEdge,
    /// The number after the highest seen.
    end: u64,
    /// Leaves whose event is gone.
    gone: u64,
    /// Numbers below `end` that were not seen.
    missing: Vec<Range<u64>>,
    /// Leaves that do not fit their stored hash.
    changed: Vec<(LogEntry, Hash)>,
    continuations: Vec<LogContinuation>,
    /// Checkpoints that the log has not reached yet, by their size.
    ahead: BTreeMap<u64, Vec<Checkpoint>>,
    /// Checkpoints whose root is not that of the log, or cannot be told.
    contradicted: Vec<Checkpoint>,
    /// Full tiles that were passed since they were last taken.
    tiles: Vec<(Subtree, Hash)>,
    /// Full tiles whose stored hash is another one.
    contradicted_tiles: Vec<Subtree>,
    first_fault: Option<u64>,
    report: LogReport,
}

impl LogCheck {
    /// Adds a checkpoint of more leaves than were seen until now.
    pub(super) fn add_checkpoint(&mut self, checkpoint: Checkpoint) {
        self.ahead.entry(checkpoint.size).or_default().push(checkpoint);
    }

    pub(super) fn add_fault(&mut self, kind: FaultKind, number: Option<u64>, event: Option<Uuid>) {
        self.report.fault_count += 1;
        if self.report.faults.iter().filter(|fault| fault.kind == kind).count() < MAX_LISTED {
            self.report.faults.push(LogFault { kind, number, event });
        }
        if let Some(number) = number {
            self.first_fault = Some(self.first_fault.map_or(number, |first| first.min(number)));
        }
    }

    /// Takes the next leaf: the number where it stands, its stored hash, and its text, `None` if its event is gone.
    pub(super) fn take_leaf(&mut self, number: u64, stored: Hash, leaf: Option<LeafText<'_>>) {
        if number < self.end {
            self.take_late(number);
            return;
        }
        if number > self.end {
            self.missing.push(self.end..number);
        }
        self.end = number + 1;
        match leaf {
            None => {
                self.gone += 1;
                self.add_fault(FaultKind::RowDeleted, Some(number), None);
            }
            Some(leaf) => self.check_text(number, stored, leaf),
        }
        self.extend_tree(stored);
    }

    /// A number that was passed: its leaf stands at the wrong place, or another has the same.
    fn take_late(&mut self, number: u64) {
        let Some(place) = self.missing.iter().position(|range| range.contains(&number)) else {
            return self.add_fault(FaultKind::RowInserted, Some(number), None);
        };
        let range = self.missing.swap_remove(place);
        let rest = [range.start..number, number + 1..range.end];
        self.missing.extend(rest.into_iter().filter(|range| !range.is_empty()));
        self.add_fault(FaultKind::OrderChanged, Some(number), None);
    }

    fn check_text(&mut self, number: u64, stored: Hash, leaf: LeafText<'_>) {
        let LeafText { text, head } = leaf;
        if leaf.number() == Some(number) && hash_leaf(text.as_bytes()) == stored {
            self.continuations.extend(head.and_then(|(_, continuation)| continuation));
            return;
        }
        match LogEntry::decode(text) {
            Some(entry) if self.changed.len() < MAX_COMPARED => {
                self.changed.push((entry.with_number(number), stored));
            }
            entry => self.add_fault(FaultKind::RowChanged, Some(number), entry.map(|entry| entry.id)),
        }
    }

    fn extend_tree(&mut self, hash: Hash) {
        // Without one leaf there is no root any more.
        if self.edge.size() + 1 < self.end {
            return;
        }
        let tiles = &mut self.tiles;
        self.edge.append(hash, |subtree, hash| {
            if subtree.level.is_multiple_of(TILE_LEVELS) {
                tiles.push((subtree, *hash));
            }
        });
        // Most leaves are the last of no checkpoint.
        if self.ahead.first_key_value().is_some_and(|(size, _)| *size == self.edge.size()) {
            let (_, reached) = self.ahead.pop_first().unwrap_or_default();
            for checkpoint in reached {
                self.compare_root(checkpoint);
            }
        }
    }

    fn compare_root(&mut self, checkpoint: Checkpoint) {
        if checkpoint.root == self.edge.root() {
            self.report.confirmed += 1;
            self.report.covered = self.report.covered.max(checkpoint.size);
        } else {
            self.contradicted.push(checkpoint);
        }
    }

    /// Takes the checkpoint that covers all leaves, after the last of them.
    pub(super) fn conclude(&mut self, own: Checkpoint) {
        if own.size > self.end {
            self.add_checkpoint(own);
        } else if own.size < self.end {
            self.add_fault(FaultKind::RowInserted, Some(own.size), None);
        } else {
            self.compare_root(own);
        }
    }

    /// The full tiles that were passed since the last call.
    pub(super) fn take_tiles(&mut self) -> Vec<(Subtree, Hash)> {
        std::mem::take(&mut self.tiles)
    }

    /// Adds a full tile whose stored hash is not the one that its leaves make.
    pub(super) fn add_contradicted_tile(&mut self, tile: Subtree) {
        self.contradicted_tiles.push(tile);
    }

    /// Leaves whose event is gone.
    pub(super) fn count_gone(&self) -> u64 {
        self.gone
    }

    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// The outcome, after the last leaf.
    pub(super) fn judge(mut self) -> LogReport {
        for range in std::mem::take(&mut self.missing) {
            let more = (range.end - range.start).saturating_sub(MAX_LISTED as u64);
            for number in range.take(MAX_LISTED) {
                self.add_fault(FaultKind::RowDeleted, Some(number), None);
            }
            self.report.fault_count += more;
        }
        self.name_changed();
        for tile in std::mem::take(&mut self.contradicted_tiles) {
            let leaves = tile.number << tile.level..(tile.number + 1) << tile.level;
            let is_explained = |fault: &LogFault| fault.number.is_some_and(|number| leaves.contains(&number));
            if !self.report.faults.iter().any(is_explained) {
                self.add_fault(FaultKind::Rehashed, Some(leaves.end), None);
            }
        }
        for checkpoint in std::mem::take(&mut self.contradicted) {
            self.judge_checkpoint(checkpoint);
        }
        for checkpoint in std::mem::take(&mut self.ahead).into_values().flatten() {
            self.judge_checkpoint(checkpoint);
        }
        self.report.leaves = self.end;
        self.report.faults.sort_by_key(|fault| (fault.kind, fault.number));
        self.report
    }

    /// Of the leaves that do not fit, those whose event belongs to another's place.
    fn name_changed(&mut self) {
        let changed = std::mem::take(&mut self.changed);
        let hashes: HashSet<Hash> = changed.iter().map(|(_, hash)| *hash).collect();
        for (entry, _) in &changed {
            let others =
                changed.iter().map(|(other, _)| other.number).filter(|number| *number != entry.number);
            let is_elsewhere =
                |number| hashes.contains(&hash_leaf(entry.with_number(number).encode().as_bytes()));
            let is_moved = others.into_iter().any(is_elsewhere);
            let kind = if is_moved { FaultKind::OrderChanged } else { FaultKind::RowChanged };
            self.add_fault(kind, Some(entry.number), Some(entry.id));
        }
    }

    /// Why a checkpoint is not confirmed: a restore that the log records, a cut, or, if nothing else explains it, other hashes.
    fn judge_checkpoint(&mut self, checkpoint: Checkpoint) {
        let epoch = parse_origin_epoch(&checkpoint.origin).unwrap_or(i64::MAX);
        let later = self.continuations.iter().filter(|later| later.epoch > epoch);
        if let Some(continuation) =
            later.min_by_key(|later| later.kept).filter(|later| checkpoint.size > later.kept)
        {
            let continuation = *continuation;
            self.report.lost_tails.push(LostTail { checkpoint, continuation });
        } else if checkpoint.size > self.end {
            self.add_fault(FaultKind::TailCut, Some(checkpoint.size), None);
        } else if self.first_fault.is_none_or(|first| first >= checkpoint.size) {
            self.add_fault(FaultKind::Rehashed, Some(checkpoint.size), None);
        }
    }
}

impl FaultKind {
    /// The word that `camket audit verify` prints.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RowChanged => "row_changed",
            Self::RowDeleted => "row_deleted",
            Self::RowInserted => "row_inserted",
            Self::TailCut => "tail_cut",
            Self::Rehashed => "log_rehashed",
            Self::OrderChanged => "order_changed",
            Self::NotSigned => "not_signed",
        }
    }
}

impl LogReport {
    /// Whether the log is what was signed.
    pub fn is_intact(&self) -> bool {
        self.fault_count == 0
    }
}

#[cfg(test)]
mod tests;
