//! Reading of spreadsheets that people upload.
//!
//! The bytes may be hostile: every loop is bounded by [`ReadLimits`], sizes are counted while unpacking, and nothing is
//! allocated by a number that the file only claims. Each format is read as a stream of cells into a [`WorkbookBuilder`],
//! which counts; the texts are converted and cleaned at the end, when each column is known.
//!
//! calamine is not used here, only in the tests as an independent reader. Of its version 0.38, xlsx reserves memory by the
//! file's `uniqueCount` and copies each font into each cell format, ods reads a cut-off file for ever and repeats
//! `text:s` without bound, xls follows circles of sectors; an allocation that fails ends the process. A check before it
//! would have to parse all of this anyway. It also does not report hidden rows.

mod address;
mod archive;
mod builder;
mod cell;
mod clean;
mod compound_file;
mod delimited;
mod error;
mod format_code;
mod growing_text;
mod legacy_text;
mod limits;
mod markup;
mod ods;
mod serial_date;
mod steps;
mod workbook;
mod xls;
mod xlsx;

use camket_domain::text::to_nfc;

use archive::Archive;
use builder::WorkbookBuilder;
use compound_file::CompoundFile;
use steps::Steps;

pub use address::CellAddress;
pub use cell::{Cell, CellValue, Row};
pub use error::{ImportError, LimitKind, UnsupportedFormat};
pub use legacy_text::LegacyEncoding;
pub use limits::{MAX_FILE_BYTES, ReadLimits};
pub use workbook::{FileFormat, LegacyColumn, MergedArea, Sheet, Workbook};

/// Reads every sheet of a file. The format is told by the content; the name is only kept, and names the sheet of a csv.
///
/// # Errors
/// [`ImportError`]: what the file is, or which limit it exceeds.
pub fn read_workbook(bytes: &[u8], file_name: &str, limits: &ReadLimits) -> Result<Workbook, ImportError> {
    if bytes.len() > limits.file_bytes {
        return Err(LimitKind::FileBytes.exceeded(limits.file_bytes));
    }
    let file_name = to_nfc(file_name);
    let steps = Steps::new(limits.steps);
    let mut builder = WorkbookBuilder::new(limits, &steps);
    let format = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        read_archive(bytes, &mut builder)?
    } else if bytes.starts_with(&compound_file::SIGNATURE) {
        xls::read(&CompoundFile::open(bytes)?, &mut builder)?;
        FileFormat::Xls
    } else {
        delimited::read(bytes, &file_name, &mut builder)?
    };
    let mut sheets = builder.finish();
    for sheet in &mut sheets {
        clean::clean_sheet(sheet);
    }
    Ok(Workbook { file_name, format, sheets })
}

fn read_archive(bytes: &[u8], builder: &mut WorkbookBuilder<'_>) -> Result<FileFormat, ImportError> {
    let mut archive = Archive::open(bytes, builder.limits())?;
    if archive.contains("mimetype") && archive.contains("content.xml") {
        ods::read(&mut archive, builder)?;
        Ok(FileFormat::Ods)
    } else {
        xlsx::read(&mut archive, builder)?;
        Ok(FileFormat::Xlsx)
    }
}
