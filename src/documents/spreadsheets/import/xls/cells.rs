//! Rows and cells of a worksheet.

use super::Context;
use super::records::{Record, Records, kind};
use crate::spreadsheets::import::address::CellAddress;
use crate::spreadsheets::import::builder::WorkbookBuilder;
use crate::spreadsheets::import::cell::CellValue;
use crate::spreadsheets::import::error::ImportError;
use crate::spreadsheets::import::serial_date::parse_serial;
use crate::spreadsheets::import::workbook::MergedArea;

/// Bytes of a merged area in its record.
const AREA_BYTES: usize = 8;

struct SheetReader<'a, 'b> {
    context: &'a Context,
    builder: &'a mut WorkbookBuilder<'b>,
    /// For each row whether it is hidden, as far as its record was read: it stands before the row's cells.
    hidden: Vec<bool>,
    /// Row that the builder is in; none has this number at first.
    row: u32,
    /// Column of the last formula: its text is in the next record.
    formula_column: u32,
}

/// Reads a worksheet into the sheet that was started last.
pub(super) fn read(
    stream: &[u8],
    context: &Context,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<(), ImportError> {
    let mut reader = SheetReader { context, builder, hidden: Vec::new(), row: 0, formula_column: 1 };
    let mut records = Records::new(stream);
    if records.next().is_none_or(|record| record.kind != kind::BOF) {
        return Err(ImportError::Damaged("sheet"));
    }
    // Charts inside a sheet have records of the same kinds.
    let mut depth = 1;
    for record in records {
        reader.builder.steps().take()?;
        match record.kind {
            kind::BOF => depth += 1,
            kind::EOF => depth -= 1,
            _ if depth == 1 => reader.read_record(&record)?,
            _ => {}
        }
        if depth == 0 {
            return Ok(());
        }
    }
    Err(ImportError::Damaged("sheet"))
}

impl SheetReader<'_, '_> {
    fn read_record(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
        match record.kind {
            kind::ROW => self.read_row(record),
            kind::MUL_RK => self.read_numbers(record),
            kind::MERGED_CELLS => self.read_merged_areas(record),
            kind::STRING => {
                let text = self.context.charset.read_string(record, 0)?;
                let value = self.builder.build_text(&text)?;
                self.builder.push_cell(self.formula_column, value)
            }
            kind::NUMBER
            | kind::RK
            | kind::LABEL_SST
            | kind::LABEL
            | kind::RICH_LABEL
            | kind::BOOL_ERR
            | kind::FORMULA => {
                let column = self.start_cell(record, record.u16(2)?)?;
                let value = self.read_value(record)?;
                self.formula_column = column;
                self.builder.push_cell(column, value)
            }
            _ => Ok(()),
        }
    }

    fn read_row(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
        let row = usize::from(record.u16(0)?);
        if row >= self.hidden.len() {
            self.hidden.resize(row + 1, false);
        }
        self.hidden[row] = record.u8(12)? & 0x20 != 0;
        Ok(())
    }

    /// Begins the row of a record, if the last cell was in another; returns the column, counted from 1.
    fn start_cell(&mut self, record: &Record<'_>, column: u16) -> Result<u32, ImportError> {
        let index = record.u16(0)?;
        let row = u32::from(index) + 1;
        if row != self.row {
            self.row = row;
            let hidden = self.hidden.get(usize::from(index)).copied().unwrap_or(false);
            self.builder.start_row(row, hidden)?;
        }
        Ok(u32::from(column) + 1)
    }

    fn read_value(&mut self, record: &Record<'_>) -> Result<CellValue, ImportError> {
        Ok(match record.kind {
            kind::NUMBER => self.build_number(record.f64(6)?, record.u16(4)?),
            kind::RK => self.build_number(decode_rk(record.u32(6)?), record.u16(4)?),
            kind::LABEL_SST => {
                let at = usize::try_from(record.u32(6)?).unwrap_or(usize::MAX);
                let text = self.context.shared_strings.get(at).ok_or(ImportError::Damaged("text"))?;
                if text.trim().is_empty() { CellValue::Empty } else { CellValue::Text(text.clone()) }
            }
            kind::LABEL | kind::RICH_LABEL => {
                let text = self.context.charset.read_string(record, 6)?;
                self.builder.build_text(&text)?
            }
            kind::BOOL_ERR => build_flag(record.u8(7)? != 0, record.u8(6)?),
            _ => self.read_formula(record)?,
        })
    }

    /// The stored value of a formula.
    fn read_formula(&mut self, record: &Record<'_>) -> Result<CellValue, ImportError> {
        if record.u16(12)? != 0xFFFF {
            return Ok(self.build_number(record.f64(6)?, record.u16(4)?));
        }
        Ok(match record.u8(6)? {
            1 => build_flag(false, record.u8(8)?),
            2 => build_flag(true, record.u8(8)?),
            // A text, which follows in a record of its own, or an empty one.
            _ => CellValue::Empty,
        })
    }

    fn read_numbers(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
        let first = record.u16(2)?;
        // Each number has a format before it; the last column follows.
        let count = record.data.len().saturating_sub(6) / 6;
        for at in 0..count {
            let offset = u16::try_from(at).map_err(|_| ImportError::Damaged("record"))?;
            let column = self.start_cell(record, first.saturating_add(offset))?;
            let value = self.build_number(decode_rk(record.u32(6 + at * 6)?), record.u16(4 + at * 6)?);
            self.builder.push_cell(column, value)?;
        }
        Ok(())
    }

    fn build_number(&self, number: f64, format: u16) -> CellValue {
        let is_date = self.context.date_formats.get(usize::from(format)).copied().unwrap_or(false);
        let date = is_date.then(|| parse_serial(number, self.context.epoch)).flatten();
        match date {
            Some(date) => CellValue::Date(date),
            None if number.is_finite() => CellValue::Number(number),
            None => CellValue::Error("#NUM!"),
        }
    }

    fn read_merged_areas(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
        for area in record.bytes(2)?.chunks_exact(AREA_BYTES).take(record.u16(0)?.into()) {
            let number = |at: usize| u32::from(u16::from_le_bytes([area[at], area[at + 1]])) + 1;
            let first = CellAddress { row: number(0), column: number(4) };
            let last = CellAddress { row: number(2), column: number(6) };
            self.builder.push_merged_area(MergedArea { first, last })?;
        }
        Ok(())
    }
}

/// A number in 30 bits: whole or the upper half of a double, perhaps times 100 ([MS-XLS] 2.5.218).
fn decode_rk(packed: u32) -> f64 {
    let number = if packed & 2 != 0 {
        f64::from(packed.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 { number / 100.0 } else { number }
}

fn build_flag(is_error: bool, code: u8) -> CellValue {
    if !is_error {
        return CellValue::Bool(code != 0);
    }
    CellValue::Error(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    })
}
