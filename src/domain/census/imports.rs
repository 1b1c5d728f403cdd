//! A file on its way into a list: uploaded, its columns mapped, its questions answered, then imported as a whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};

use super::columns::{CensusColumn, RememberedColumns, Table, build_table, find_tables};
use super::grid::Grid;
use super::rows::{Answers, ImportContext};
use super::{EntryDetails, ImportedFile, SourceKind};
use crate::areas::AreaCode;
use crate::ids::{AccountId, CensusEntryId, CensusListId, CensusUploadId};

/// How long an uploaded file is kept for the steps of its import.
pub const UPLOAD_LIFETIME: Duration = Duration::days(1);
/// Most files of one person on their way at the same time.
pub const MAX_UPLOADS: usize = 5;

/// What an officer says of a file when it is uploaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListHeading {
    pub source: SourceKind,
    /// Who keeps the list.
    pub holder: String,
    /// Day on which its facts were true (Vietnamese date).
    pub as_of: Date,
    /// A commune, or a province.
    pub area: AreaCode,
}

/// A file on its way. The officers of its area see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CensusUpload {
    pub id: CensusUploadId,
    /// Who uploaded it.
    pub account: AccountId,
    pub heading: ListHeading,
    pub file: ImportedFile,
    pub choices: ImportChoices,
    pub created_at: OffsetDateTime,
    pub version: i32,
}

/// What the officer chose for a file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ImportChoices {
    /// Empty until the second step is done.
    pub tables: Vec<TableChoice>,
    pub answers: Answers,
}

/// A table that is read, and what its columns mean.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TableChoice {
    pub place: TablePlace,
    /// By column, from 1; `None`: the column is not read. Others mean what is guessed.
    pub columns: BTreeMap<u32, Option<CensusColumn>>,
}

/// Where a table is in its file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct TablePlace {
    /// From 0, hidden sheets included.
    pub sheet: usize,
    /// First and last row of the header, by the file's own numbers.
    pub header: (u32, u32),
    /// From 1: tables side by side have the same rows.
    pub first_column: u32,
}

impl CensusUpload {
    pub fn context(&self, today: Date) -> ImportContext {
        let ListHeading { source, as_of, area, .. } = self.heading;
        ImportContext { source, as_of, area, today }
    }
}

impl TablePlace {
    pub fn of(sheet: usize, table: &Table) -> Self {
        let first_column = table.columns.first().map_or(1, |guess| guess.column);
        Self { sheet, header: table.header_rows, first_column }
    }

    /// The table at this place of its sheet. `None` if the rows of the header are empty.
    pub fn find(self, grid: &Grid, source: SourceKind, remembered: &RememberedColumns) -> Option<Table> {
        let mut found = find_tables(grid, source, remembered).into_iter();
        let known = found.find(|table| Self::of(self.sheet, table) == self);
        known.or_else(|| build_table(grid, self.header, source, remembered))
    }
}

impl TableChoice {
    /// The table with its columns as chosen.
    pub fn find(&self, grid: &Grid, source: SourceKind, remembered: &RememberedColumns) -> Option<Table> {
        let mut table = self.place.find(grid, source, remembered)?;
        for (column, meaning) in &self.columns {
            table.choose(*column, *meaning);
        }
        Some(table)
    }
}

/// An entry before an import, by which the import is undone.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportStep {
    pub entry: CensusEntryId,
    /// The entry's version after the import: another one means that somebody worked on it since.
    pub version: i32,
    /// `None` for an entry that the import created.
    pub before: Option<EntryBefore>,
}

/// What an import changed of an entry.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct EntryBefore {
    pub list: CensusListId,
    pub row: Option<u32>,
    /// `None` where nothing but list and row changed.
    pub details: Option<EntryDetails>,
}
