//! A sheet of the reader as a grid of the census.

use camket_documents::{CellValue as ReadValue, MergedArea, Row, Sheet};
use camket_domain::census::grid::{CellValue, Grid, GridCell, GridRow, MergedCells};

/// The texts move; nothing is copied.
pub(super) fn build_grid(sheet: Sheet) -> Grid {
    Grid {
        name: sheet.name,
        rows: sheet.rows.into_iter().map(build_row).collect(),
        merges: sheet.merged.into_iter().map(build_merge).collect(),
    }
}

fn build_row(row: Row) -> GridRow {
    let cells =
        row.cells.into_iter().map(|cell| GridCell { column: cell.column, value: build_value(cell.value) });
    GridRow { number: row.number, cells: cells.collect() }
}

fn build_value(value: ReadValue) -> CellValue {
    match value {
        ReadValue::Text(text) => CellValue::Text(text),
        ReadValue::Number(number) => CellValue::Number(number),
        ReadValue::Date(at) => CellValue::Date(at.date()),
        ReadValue::Bool(_) => CellValue::Text(value.to_text().as_ref().into()),
        ReadValue::Empty | ReadValue::Error(_) | ReadValue::NotCalculated => CellValue::Broken,
    }
}

fn build_merge(area: MergedArea) -> MergedCells {
    MergedCells {
        first_row: area.first.row,
        last_row: area.last.row,
        first_column: area.first.column,
        last_column: area.last.column,
    }
}

#[cfg(test)]
mod tests {
    use camket_documents::{ReadLimits, read_workbook};
    use time::macros::date;

    use super::*;

    #[test]
    fn every_kind_of_cell_has_its_value() {
        for (value, expected) in [
            (ReadValue::Text("Sen".into()), CellValue::Text("Sen".into())),
            (ReadValue::Number(12.5), CellValue::Number(12.5)),
            (ReadValue::Date(date!(2026 - 01 - 05).midnight()), CellValue::Date(date!(2026 - 01 - 05))),
            (ReadValue::Bool(true), CellValue::Text("TRUE".into())),
            (ReadValue::Error("#N/A"), CellValue::Broken),
            (ReadValue::NotCalculated, CellValue::Broken),
        ] {
            assert_eq!(build_value(value), expected);
        }
    }

    #[test]
    fn rows_keep_the_numbers_of_the_file() {
        let file = "DANH SÁCH\n\nSTT;Tên\n1;Sen\n".as_bytes();
        let workbook = read_workbook(file, "a.csv", &ReadLimits::default()).unwrap();
        let grid = build_grid(workbook.sheets.into_iter().next().unwrap());
        assert_eq!(grid.name, "a");
        assert_eq!(grid.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(grid.rows[2].find(2), Some(&CellValue::Text("Sen".into())));
    }
}
