//! What holds when a database is put back to an earlier state: by a restore from a backup, or by a failover that lost
//! transactions.
//!
//! Belongs here: the marks that a node keeps of what it has seen, the rule that tells whether a database continues from
//! them, and what a published status list says beyond the register. Does not belong here: reading the database (store), the
//! file of the marks (program).

mod comparison;

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::certificates::{CertificateNumber, CertificateStatus, StatusIndex};
use crate::codes::codes;
use crate::ids::AuditId;
pub use comparison::{ListDifference, compare_status};

codes! {
    /// The series of numbers that stand on papers.
    NumberSeries {
        /// Certificates of an agency.
        Certificates = "certificates",
        /// Files of applications that an agency received.
        Files = "files",
        /// Inspection records of a team.
        Records = "records",
    }
}

/// The last number of a series.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct SeriesMark {
    pub series: NumberSeries,
    /// The agency or the team.
    pub owner: Uuid,
    pub year: i32,
    /// From 1 each year.
    pub last: i32,
}

/// What a node has seen of the register. It never falls within an epoch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HighWaterMarks {
    /// Number of the register's history, from 1. A restore begins a new one.
    pub epoch: i64,
    /// Number of changes of certificates and keys; the status lists that were published have at most this one.
    pub sequence: i64,
    /// The newest event of the audit trail. Every change writes one in its own transaction, so a database that lacks it has lost
    /// something.
    pub event: Option<AuditId>,
    pub series: Vec<SeriesMark>,
}

/// Where a database stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatabasePosition {
    pub epoch: i64,
    pub sequence: i64,
    /// The newest event of the audit trail.
    pub event: Option<AuditId>,
    /// Whether the database has the event of the marks; true if they name none.
    pub has_marked_event: bool,
}

codes! {
    /// Why a database is not the one that a node knows.
    Setback {
        /// Its history is older than one that was begun by a restore.
        Epoch = "epoch",
        /// It has fewer changes of certificates and keys than were seen.
        Sequence = "sequence",
        /// It lacks an event that was seen in it.
        Event = "event",
        /// A number was given that its series has not reached.
        Series = "series",
        /// The file of the database is another one than the file that was opened.
        File = "file",
    }
}

impl HighWaterMarks {
    /// Why a database at `position` does not continue from these marks; `None` if it does, or if a restore was worked through
    /// since.
    pub fn find_setback(&self, position: &DatabasePosition) -> Option<Setback> {
        if position.epoch != self.epoch {
            return (position.epoch < self.epoch).then_some(Setback::Epoch);
        }
        if position.sequence < self.sequence {
            return Some(Setback::Sequence);
        }
        (!position.has_marked_event).then_some(Setback::Event)
    }

    /// Whether `series`, as a database of the same epoch has them, are below these marks.
    pub fn find_series_setback(&self, series: &[SeriesMark]) -> Option<Setback> {
        let reaches = |mark: &SeriesMark| find_last(series, mark) >= mark.last;
        (!self.series.iter().all(reaches)).then_some(Setback::Series)
    }
}

/// The last number of the series of `mark`; 0 if none was given.
pub fn find_last(series: &[SeriesMark], mark: &SeriesMark) -> i32 {
    let same = |one: &&SeriesMark| (one.series, one.owner, one.year) == (mark.series, mark.owner, mark.year);
    series.iter().find(same).map_or(0, |found| found.last)
}

/// Numbers that are never given, because papers that were lost may have them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NumberGap {
    pub series: NumberSeries,
    pub owner: Uuid,
    pub year: i32,
    /// The first number that is left out.
    pub first: i32,
    /// The last number that is known to have been given; none if it is below `first`.
    pub given: Option<i32>,
    /// The last number that is left out.
    pub last: i32,
}

/// The gaps after a restore: each series that either side knows is left out up to `width` numbers beyond the highest one known.
/// Series of years before `year` give no numbers any more.
pub fn plan_gaps(database: &[SeriesMark], marks: &[SeriesMark], year: i32, width: i32) -> Vec<NumberGap> {
    let mut owners: Vec<_> = database.iter().chain(marks).map(|mark| (mark.series, mark.owner)).collect();
    owners.sort_unstable();
    owners.dedup();
    let years = |series, owner| {
        let known =
            database.iter().chain(marks).filter(move |mark| (mark.series, mark.owner) == (series, owner));
        let mut years: Vec<i32> = known.map(|mark| mark.year).filter(|known| *known > year).collect();
        years.push(year);
        years.sort_unstable();
        years.dedup();
        years
    };
    let gap = |series, owner, year| {
        let mark = SeriesMark { series, owner, year, last: 0 };
        let (held, given) = (find_last(database, &mark), find_last(marks, &mark));
        NumberGap {
            series,
            owner,
            year,
            first: held.saturating_add(1),
            given: (given > held).then_some(given),
            last: held.max(given).saturating_add(width),
        }
    };
    let gaps = owners.into_iter().flat_map(|(series, owner)| {
        years(series, owner).into_iter().map(move |year| gap(series, owner, year))
    });
    gaps.collect()
}

/// The time of which the register lost what happened: from the last event that it has to the restore, UTC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LostTime {
    pub from: OffsetDateTime,
    pub to: OffsetDateTime,
}

/// Clocks of nodes may differ by this much.
const CLOCK_ERROR: Duration = Duration::minutes(2);

impl LostTime {
    /// Whether what happened at `moment` may be lost.
    pub fn contains(&self, moment: OffsetDateTime) -> bool {
        self.from - CLOCK_ERROR <= moment && moment <= self.to + CLOCK_ERROR
    }
}

/// The published status list that a restore went by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UsedList {
    pub sequence: u64,
    /// When it was signed.
    #[serde(with = "time::serde::timestamp")]
    pub issued_at: OffsetDateTime,
    /// Number of its entries.
    pub places: u32,
}

/// A certificate whose status in the register and in the list differ.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DifferingStatus {
    pub number: CertificateNumber,
    pub register: CertificateStatus,
    pub list: CertificateStatus,
}

/// What a restore did, and what a person must look at.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct RestoreReport {
    /// `None`: no list was at hand.
    pub list: Option<UsedList>,
    /// Whether the marks of this node were at hand.
    pub has_marks: bool,
    /// Certificates that got the status of the list.
    pub changed: Vec<DifferingStatus>,
    /// Certificates whose status is further than that of the list: it stays.
    pub stricter: Vec<DifferingStatus>,
    /// Statuses of certificates that the register does not have. They stay in the list.
    pub unknown: Vec<(StatusIndex, CertificateStatus)>,
    pub gaps: Vec<NumberGap>,
    /// The sequence before and after.
    pub sequence: (i64, i64),
}

/// A restore that was worked through.
#[derive(Clone, PartialEq, Debug)]
pub struct Restore {
    /// The epoch that it began.
    pub epoch: i64,
    pub lost: LostTime,
    /// Number of the decision, or a word of the operator.
    pub decision: String,
    pub report: RestoreReport,
}

#[cfg(test)]
mod tests;
