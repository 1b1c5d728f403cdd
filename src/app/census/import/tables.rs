//! The second step: which tables of the file are read, and what their columns mean.

use camket_domain::accounts::ActorStamp;
use camket_domain::census::columns::{RememberedColumns, Table, find_tables};
use camket_domain::census::grid::{CellValue, Grid};
use camket_domain::census::imports::{CensusUpload, TableChoice, TablePlace};
use camket_domain::ids::CensusUploadId;
use camket_store::census::{column, upload};

use super::reading::{ReadSheet, with_sheets};
use super::{ImportPermit, LegacyColumn, find_upload, require_upload};
use crate::{App, AppError};

/// Values of a column that are shown.
const SAMPLES: usize = 3;
/// Most columns of all tables that are shown: each is a field of the form.
const MAX_COLUMNS: usize = 800;

/// The tables of a file, as they were found or chosen.
#[derive(Clone, Debug)]
pub struct UploadTables {
    pub upload: CensusUpload,
    /// In the file's order.
    pub sheets: Vec<SheetTables>,
}

#[derive(Clone, Debug)]
pub struct SheetTables {
    pub name: String,
    pub hidden: bool,
    /// Rows that hold something.
    pub rows: usize,
    pub hidden_rows: usize,
    pub legacy: Vec<LegacyColumn>,
    pub tables: Vec<FoundTable>,
}

#[derive(Clone, Debug)]
pub struct FoundTable {
    pub place: TablePlace,
    pub table: Table,
    /// Rows of data.
    pub rows: usize,
    /// Whether it will be read.
    pub is_chosen: bool,
    /// For each column of the table some of its first values.
    pub samples: Vec<Vec<String>>,
}

/// The sheets of a file with their tables. `named`: headers that the officer names instead of those that were found, by sheet
/// and row numbers.
pub async fn load_tables(
    app: &App,
    permit: &ImportPermit,
    id: CensusUploadId,
    named: Vec<(usize, (u32, u32))>,
) -> Result<UploadTables, AppError> {
    let upload = find_upload(app, permit, id).await?;
    let remembered = load_remembered(app, &upload).await?;
    let finder = TableFinder { upload: upload.clone(), remembered, named };
    let sheets = with_sheets(app, &upload, move |sheets| finder.find_all(sheets)).await?;
    Ok(UploadTables { upload, sheets })
}

pub(super) async fn load_remembered(app: &App, upload: &CensusUpload) -> Result<RememberedColumns, AppError> {
    Ok(column::load(app.store(), upload.heading.area, upload.heading.source).await?)
}

struct TableFinder {
    upload: CensusUpload,
    remembered: RememberedColumns,
    named: Vec<(usize, (u32, u32))>,
}

impl TableFinder {
    fn find_all(&self, sheets: Vec<ReadSheet>) -> Vec<SheetTables> {
        let mut room = MAX_COLUMNS;
        let found = sheets.into_iter().enumerate().map(|(at, sheet)| {
            let mut tables = self.find(at, &sheet);
            tables.retain(|found| {
                let columns = found.table.columns.len();
                let fits = columns <= room;
                room -= if fits { columns } else { 0 };
                fits
            });
            SheetTables {
                hidden: sheet.hidden,
                rows: sheet.grid.rows.len(),
                hidden_rows: sheet.hidden_rows,
                legacy: sheet.legacy,
                name: sheet.grid.name,
                tables,
            }
        });
        found.collect()
    }

    fn find(&self, at: usize, sheet: &ReadSheet) -> Vec<FoundTable> {
        let source = self.upload.heading.source;
        let named: Vec<TablePlace> = self
            .named
            .iter()
            .filter(|(sheet, _)| *sheet == at)
            .map(|(sheet, header)| TablePlace { sheet: *sheet, header: *header, first_column: 0 })
            .collect();
        let chosen: Vec<&TableChoice> =
            self.upload.choices.tables.iter().filter(|choice| choice.place.sheet == at).collect();
        let mut tables: Vec<Table> = if named.is_empty() {
            find_tables(&sheet.grid, source, &self.remembered)
        } else {
            named.iter().filter_map(|place| place.find(&sheet.grid, source, &self.remembered)).collect()
        };
        if named.is_empty() {
            // What the officer chose stands also where it was not found.
            let is_found =
                |choice: &&&TableChoice| tables.iter().any(|table| TablePlace::of(at, table) == choice.place);
            let more: Vec<Table> = chosen
                .iter()
                .filter(|choice| !is_found(choice))
                .filter_map(|choice| choice.place.find(&sheet.grid, source, &self.remembered))
                .collect();
            tables.extend(more);
        }
        let build = |table| self.build(at, sheet, table, &chosen);
        tables.into_iter().map(build).collect()
    }

    fn build(&self, at: usize, sheet: &ReadSheet, mut table: Table, chosen: &[&TableChoice]) -> FoundTable {
        let place = TablePlace::of(at, &table);
        let choice = chosen.iter().find(|choice| choice.place == place);
        for (column, meaning) in choice.iter().flat_map(|choice| &choice.columns) {
            table.choose(*column, *meaning);
        }
        let is_new = self.upload.choices.tables.is_empty();
        FoundTable {
            place,
            rows: sheet.grid.rows.iter().filter(|row| table.contains(row.number)).count(),
            is_chosen: choice.is_some() || (is_new && !sheet.hidden),
            samples: list_samples(&sheet.grid, &table),
            table,
        }
    }
}

fn list_samples(grid: &Grid, table: &Table) -> Vec<Vec<String>> {
    let rows = || grid.rows.iter().filter(|row| table.contains(row.number));
    let text = |value: &CellValue| value.as_line().ok().map(std::borrow::Cow::into_owned);
    let of_column = |column: u32| {
        let values = rows().filter_map(|row| row.find(column)).filter_map(text);
        values.filter(|text| !text.is_empty()).take(SAMPLES).collect()
    };
    table.columns.iter().map(|guess| of_column(guess.column)).collect()
}

/// Saves which tables are read, and remembers what the officer said of their columns for later files of this source.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Conflict`]
pub async fn choose_tables(
    app: &App,
    permit: &ImportPermit,
    id: CensusUploadId,
    version: i32,
    tables: Vec<TableChoice>,
) -> Result<(), AppError> {
    let mut upload = require_upload(app, permit, id, version).await?;
    let remembered = load_remembered(app, &upload).await?;
    let (source, known, choices) = (upload.heading.source, remembered, tables.clone());
    let said = with_sheets(app, &upload, move |sheets| {
        let mut said = RememberedColumns::new();
        for choice in &choices {
            let Some(sheet) = sheets.get(choice.place.sheet) else { continue };
            let Some(guessed) = choice.place.find(&sheet.grid, source, &known) else { continue };
            for guess in guessed.columns {
                if let Some(meaning) =
                    choice.columns.get(&guess.column).filter(|said| **said != guess.meaning)
                {
                    said.insert(guess.remembered_as(), *meaning);
                }
            }
        }
        said.remove("");
        said
    })
    .await?;
    upload.choices.tables = tables;
    let by = ActorStamp::new(permit.actor(), app.now());
    let tx = app.store().begin_write().await?;
    upload::save_choices(&tx, &upload).await?;
    column::remember(&tx, upload.heading.area, source, &said, &by).await?;
    Ok(tx.commit().await?)
}
