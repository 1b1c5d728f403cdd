//! Spreadsheets in and out, read by an independent program.

mod exported;
mod exported_csv;
mod exported_form;
