//! Writing of lists, row by row, into anything that takes bytes: a response, a file, a `Vec`.
//!
//! The bytes leave in pieces of about 32 kB while the rows come. A csv needs no other memory. An xlsx holds the same rows
//! twice, in the form of an office and as plain data, and an archive holds one after the other; so the second sheet waits
//! in memory, packed: about 8 bytes a cell, 10 MB for 100,000 rows of 12 columns. It is not put on a disk, because the
//! rows hold personal data, and the program may run where it can write no temporary files.
//!
//! The archive and its XML are written here, with `flate2` alone. The crates `zip` and `rust_xlsxwriter` cannot take a
//! packed part from memory or write two sheets at a time without temporary files, and each adds more code to the program
//! than this module has.

mod csv;
mod form;
mod labour_form;
mod xlsx;

use std::io::{Error, ErrorKind, Result, Write};

use csv::CsvWriter;
use xlsx::XlsxWriter;

pub use csv::CsvTable;
pub use form::{
    AnnexRow, AnnexTable, ColumnKind, ListColumn, ListForm, ListFormat, ListSignatures, ListSigner, ListValue,
};
pub use labour_form::{LabourForm, LabourFormContract, LabourFormGroup, LabourFormWorker};

/// Most rows of a list. A sheet of xlsx has 1,048,576, with those above and below the list.
const MAX_ROWS: u32 = 1_000_000;

/// The workbook with these tables, each on a sheet in the form of an office, and behind them `data`: columns and rows of the
/// sheet "Dữ liệu".
///
/// # Errors
/// `InvalidInput` for a file above 4 GB.
pub fn write_annex(
    tables: Vec<AnnexTable>,
    data: (&ListForm, &[Vec<ListValue<'static>>]),
) -> Result<Vec<u8>> {
    xlsx::write_tables(tables, data)
}

/// Writes the report on the use of labour as xlsx, with 27 columns, three rows of headings with merged cells, and the numbers
/// of the columns.
///
/// # Errors
/// `InvalidInput` for a file above 4 GB.
pub fn write_labour_form(form: &LabourForm) -> Result<Vec<u8>> {
    xlsx::write_labour_form(form)
}

/// Writes one list into `sink`, in pieces, while its rows come. Numbers the rows from 1 in a first column "STT".
///
/// ```
/// # use camket_documents::*;
/// # fn write(form: ListForm) -> std::io::Result<()> {
/// let mut writer = ListWriter::new(ListFormat::Xlsx, form, Vec::new())?;
/// writer.write_row(&["Nhà nghỉ Hoa Sen".into(), "0901234567".into(), 12_i64.into()])?;
/// let bytes = writer.finish(None, &["Tổng cộng: 1 cơ sở".into()])?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct ListWriter<W: Write> {
    columns: usize,
    rows: u32,
    file: FileWriter<W>,
}

#[derive(Debug)]
enum FileWriter<W: Write> {
    Csv(CsvWriter<W>),
    Xlsx(Box<XlsxWriter<W>>),
}

impl<W: Write> ListWriter<W> {
    /// Writes what is above the rows.
    ///
    /// # Errors
    /// Those of `sink`; `InvalidInput` if the form has no column.
    pub fn new(format: ListFormat, form: ListForm, sink: W) -> Result<Self> {
        let columns = form.columns.len();
        if columns == 0 {
            return Err(Error::new(ErrorKind::InvalidInput, "a list needs a column"));
        }
        let file = match format {
            ListFormat::Csv => FileWriter::Csv(CsvWriter::new(&form, sink)?),
            ListFormat::Xlsx => FileWriter::Xlsx(Box::new(XlsxWriter::new(form, sink)?)),
        };
        Ok(Self { columns, rows: 0, file })
    }

    /// Writes a row: one value for each column of the form, without the number of the row.
    ///
    /// # Errors
    /// Those of `sink`; `InvalidInput` for another number of values and for more than a million rows. After an error the
    /// file is of no use.
    pub fn write_row(&mut self, values: &[ListValue<'_>]) -> Result<()> {
        self.check_width(values)?;
        if self.rows == MAX_ROWS {
            return Err(Error::new(ErrorKind::InvalidInput, "a list has at most a million rows"));
        }
        self.rows += 1;
        match &mut self.file {
            FileWriter::Csv(file) => file.write_row(self.rows, values),
            FileWriter::Xlsx(file) => file.write_row(self.rows, values),
        }
    }

    /// Writes what is below the rows, and hands back the sink, flushed. The row "Tổng cộng" with `totals`, one value for each
    /// column, and the `lines` below it (a count, a note) are in the office's form only: data have no such rows.
    ///
    /// # Errors
    /// Those of `sink`; `InvalidInput` for another number of totals than of columns, and for a file above 4 GB.
    pub fn finish(self, totals: Option<&[ListValue<'_>]>, lines: &[String]) -> Result<W> {
        if let Some(totals) = totals {
            self.check_width(totals)?;
        }
        let mut sink = match self.file {
            FileWriter::Csv(file) => file.finish()?,
            FileWriter::Xlsx(file) => file.finish(self.rows, totals, lines)?,
        };
        sink.flush()?;
        Ok(sink)
    }

    fn check_width(&self, values: &[ListValue<'_>]) -> Result<()> {
        if values.len() == self.columns {
            return Ok(());
        }
        let text = format!("{} values for {} columns", values.len(), self.columns);
        Err(Error::new(ErrorKind::InvalidInput, text))
    }
}
