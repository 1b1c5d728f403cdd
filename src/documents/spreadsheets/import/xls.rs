//! Workbooks of Excel before 2007: BIFF8 and BIFF5 ([MS-XLS]).

mod cells;
mod records;
mod strings;

use super::builder::WorkbookBuilder;
use super::compound_file::CompoundFile;
use super::error::ImportError;
use super::format_code::{is_builtin_date, is_date_code};
use super::serial_date::Epoch;
use records::{Record, Records, kind};
use strings::{Charset, read_shared_strings};

/// What the cells of all sheets refer to.
#[derive(Default)]
struct Context {
    charset: Charset,
    shared_strings: Vec<std::sync::Arc<str>>,
    /// For each cell format whether it is one of a date.
    date_formats: Vec<bool>,
    epoch: Epoch,
}

struct SheetEntry {
    name: String,
    hidden: bool,
    start: usize,
}

/// Reads all worksheets.
pub(super) fn read(file: &CompoundFile<'_>, builder: &mut WorkbookBuilder<'_>) -> Result<(), ImportError> {
    if file.contains("EncryptedPackage") {
        return Err(ImportError::Password);
    }
    if file.contains("_VBA_PROJECT_CUR") {
        return Err(ImportError::Macros);
    }
    let stream = match file.read("Workbook")? {
        Some(stream) => stream,
        None => file.read("Book")?.ok_or(ImportError::NotASpreadsheet)?,
    };
    let (context, sheets) = read_globals(&stream, builder)?;
    for sheet in sheets {
        let records = stream.get(sheet.start..).ok_or(ImportError::Damaged("sheet"))?;
        builder.start_sheet(sheet.name, sheet.hidden)?;
        cells::read(records, &context, builder)?;
    }
    Ok(())
}

/// The records before the first sheet.
fn read_globals(
    stream: &[u8],
    builder: &mut WorkbookBuilder<'_>,
) -> Result<(Context, Vec<SheetEntry>), ImportError> {
    let mut context = Context::default();
    let mut sheets = Vec::new();
    let mut own_formats = std::collections::HashMap::new();
    let mut records = Records::new(stream);
    let first =
        records.next().filter(|record| record.kind == kind::BOF).ok_or(ImportError::Damaged("workbook"))?;
    context.charset = Charset::of_version(first.u16(0)?)?;
    while let Some(record) = records.next() {
        match record.kind {
            kind::FILE_PASS => return Err(ImportError::Password),
            kind::CODE_PAGE => context.charset.set_code_page(record.u16(0)?),
            kind::DATE_MODE if record.u16(0)? == 1 => context.epoch = Epoch::Year1904,
            kind::FORMAT => {
                let code = context.charset.read_format_code(&record)?;
                own_formats.insert(record.u16(0)?, is_date_code(&code));
            }
            kind::XF => {
                let id = record.u16(2)?;
                let is_date = own_formats.get(&id).copied();
                context.date_formats.push(is_date.unwrap_or_else(|| is_builtin_date(id.into())));
            }
            kind::BOUND_SHEET => sheets.extend(read_sheet_entry(&record, context.charset)?),
            kind::SUP_BOOK if is_external(&record)? => return Err(ImportError::ExternalLinks),
            kind::SST => context.shared_strings = read_shared_strings(&record, &mut records, builder)?,
            kind::EOF => break,
            _ => {}
        }
    }
    Ok((context, sheets))
}

/// A worksheet; `None` for a chart.
fn read_sheet_entry(record: &Record<'_>, charset: Charset) -> Result<Option<SheetEntry>, ImportError> {
    let start = usize::try_from(record.u32(0)?).map_err(|_| ImportError::Damaged("sheet"))?;
    let name = charset.read_short_string(record, 6)?;
    match record.u8(5)? {
        0 => Ok(Some(SheetEntry { name, hidden: record.u8(4)? & 3 != 0, start })),
        1 | 6 => Err(ImportError::Macros),
        _ => Ok(None),
    }
}

/// Whether a supporting book is another file: neither this workbook nor the functions of add-ins.
fn is_external(record: &Record<'_>) -> Result<bool, ImportError> {
    Ok(!matches!(record.u16(2)?, 0x0401 | 0x3A01))
}
