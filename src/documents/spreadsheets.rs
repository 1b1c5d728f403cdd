//! Spreadsheets in and out.
//!
//! - `import`: xlsx, xls, ods, csv and tsv become rows of typed cells under the file's own row and column numbers.
//! - `export`: lists of any length become xlsx in the form of an office, or csv, while the rows come.
//! - `columns`: the letters of columns.
//!
//! Belongs here: the file formats, their limits and their damage. Does not belong here: which column means what.

mod columns;
mod export;
mod import;

pub use columns::format_column;
pub use export::{
    AnnexRow, AnnexTable, ColumnKind, CsvTable, LabourForm, LabourFormContract, LabourFormGroup,
    LabourFormWorker, ListColumn, ListForm, ListFormat, ListSignatures, ListSigner, ListValue, ListWriter,
    write_annex, write_labour_form,
};
pub use import::{
    Cell, CellAddress, CellValue, FileFormat, ImportError, LegacyColumn, LegacyEncoding, LimitKind,
    MAX_FILE_BYTES, MergedArea, ReadLimits, Row, Sheet, UnsupportedFormat, Workbook, read_workbook,
};
