//! Spreadsheets out.
//!
//! - `export`: lists of any length become xlsx in the form of an office, or csv, while the rows come.
//! - `columns`: the letters of columns.
//!
//! Belongs here: the file formats. Does not belong here: which column means what.

mod columns;
mod export;

pub use export::{
    ColumnKind, ListColumn, ListForm, ListFormat, ListSignatures, ListSigner, ListValue, ListWriter,
};
