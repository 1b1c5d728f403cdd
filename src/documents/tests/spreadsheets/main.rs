//! Spreadsheets in and out: messy files of offices, hostile files, damaged files, and what we write read by another program.

mod archives;
mod biff;
mod damaged;
mod exported;
mod exported_csv;
mod exported_form;
mod formats;
mod hostile;
mod legacy;
mod messy;
mod old_excel;

use camket_documents::{CellValue, ImportError, ReadLimits, Sheet, Workbook, read_workbook};

fn read(bytes: &[u8]) -> Workbook {
    read_workbook(bytes, "danh-sach.bin", &ReadLimits::default()).unwrap()
}

fn refuse(bytes: &[u8]) -> ImportError {
    read_workbook(bytes, "danh-sach.bin", &ReadLimits::default()).unwrap_err()
}

/// The rows of a sheet: number, and each cell as "B: text".
fn list_rows(sheet: &Sheet) -> Vec<(u32, Vec<String>)> {
    let cell = |cell: &camket_documents::Cell| {
        format!("{}: {}", camket_documents::format_column(cell.column), cell.value.to_text())
    };
    sheet.rows.iter().map(|row| (row.number, row.cells.iter().map(cell).collect())).collect()
}

fn value(sheet: &Sheet, row: u32, column: u32) -> CellValue {
    sheet.row(row).map_or(CellValue::Empty, |row| row.value(column).clone())
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.into())
}
