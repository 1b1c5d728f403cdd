//! Reading of the rows of a table into entries. What cannot be read is a problem with the file's own row and column; what can
//! be read in two ways is a question; nothing is repaired silently.

mod address;
mod cells;
mod communes;
mod dates;
mod numbers;
mod problems;
mod reader;
mod sections;
mod status;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::{EntryDraft, SourceKind};
use crate::areas::AreaCode;
use crate::venues::VenueKind;
pub use problems::{CellIssue, CellProblem, RestoredNumber, Severity};
pub use reader::RowReader;

/// What is known of a list before its rows are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportContext {
    pub source: SourceKind,
    /// Day on which its facts were true (Vietnamese date). Names of communes are read as of this day.
    pub as_of: Date,
    /// A commune, or a province.
    pub area: AreaCode,
    /// The day of the import (Vietnamese date).
    pub today: Date,
}

/// What the officer answered to the questions of a file; once for all its rows.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Answers {
    /// Whether zeros that a spreadsheet dropped from the beginning of numbers are restored.
    pub restore_zeros: bool,
    /// Whether months stand before days; `None`: not answered.
    pub month_first: Option<bool>,
    /// Whether years of two digits are completed as offered.
    pub complete_years: bool,
    /// Communes by what the list calls them, folded.
    pub communes: BTreeMap<String, AreaCode>,
    /// Kinds by what the list calls them, folded.
    pub kinds: BTreeMap<String, KindAnswer>,
}

/// What a list's words for a kind mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KindAnswer {
    Kind(VenueKind),
    /// No venue of NĐ 178/2004 Điều 3.3: its rows are left out.
    OutOfScope,
}

/// A row that was read.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadRow {
    /// The file's own number.
    pub row: u32,
    /// `None` for a row that is no entry: the issues say why.
    pub entry: Option<EntryDraft>,
    pub issues: Vec<CellIssue>,
}

impl ReadRow {
    /// Whether the row can be imported as it is.
    pub fn is_clean(&self) -> bool {
        self.issues.iter().all(|issue| issue.problem.severity() == Severity::Notice)
    }
}

#[cfg(test)]
mod tests;
