//! Texts: in BIFF8 as UTF-16 or its low bytes ([MS-XLS] 2.5.294), in BIFF5 in the file's code page.

use std::sync::Arc;

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};

use super::records::{Record, Records};
use crate::spreadsheets::import::builder::WorkbookBuilder;
use crate::spreadsheets::import::error::{ImportError, LimitKind};

const DAMAGED: ImportError = ImportError::Damaged("text");

/// How texts are stored.
#[derive(Clone, Copy, Default)]
pub(super) enum Charset {
    /// BIFF8.
    #[default]
    Unicode,
    /// BIFF5.
    CodePage(&'static Encoding),
}

impl Charset {
    pub(super) fn of_version(version: u16) -> Result<Self, ImportError> {
        match version {
            0x0600 => Ok(Self::Unicode),
            0x0500 => Ok(Self::CodePage(WINDOWS_1252)),
            _ => Err(ImportError::NotASpreadsheet),
        }
    }

    /// BIFF5 files of Vietnam have 1258, or 1252 with the fonts of before Unicode.
    pub(super) fn set_code_page(&mut self, number: u16) {
        if let Self::CodePage(encoding) = self {
            *encoding = if number == 1258 { WINDOWS_1258 } else { WINDOWS_1252 };
        }
    }

    /// A text with a length of two bytes.
    pub(super) fn read_string(self, record: &Record<'_>, at: usize) -> Result<String, ImportError> {
        self.decode(record.bytes(at + 2)?, record.u16(at)?.into())
    }

    /// A text with a length of one byte.
    pub(super) fn read_short_string(self, record: &Record<'_>, at: usize) -> Result<String, ImportError> {
        self.decode(record.bytes(at + 1)?, record.u8(at)?.into())
    }

    pub(super) fn read_format_code(self, record: &Record<'_>) -> Result<String, ImportError> {
        match self {
            Self::Unicode => self.read_string(record, 2),
            Self::CodePage(_) => self.read_short_string(record, 2),
        }
    }

    /// A text of `length` characters; what is cut off is left out.
    fn decode(self, bytes: &[u8], length: usize) -> Result<String, ImportError> {
        match self {
            Self::CodePage(encoding) => {
                let bytes = &bytes[..bytes.len().min(length)];
                Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
            }
            Self::Unicode => {
                let (flags, rest) = bytes.split_first().ok_or(DAMAGED)?;
                let mut units = Vec::new();
                push_units(rest, flags & 1 != 0, length, &mut units);
                Ok(String::from_utf16_lossy(&units))
            }
        }
    }
}

/// Appends up to `length` UTF-16 units; returns the bytes they took.
fn push_units(bytes: &[u8], is_wide: bool, length: usize, units: &mut Vec<u16>) -> usize {
    let before = units.len();
    if is_wide {
        units.extend(bytes.chunks_exact(2).take(length).map(|unit| u16::from_le_bytes([unit[0], unit[1]])));
        return (units.len() - before) * 2;
    }
    units.extend(bytes.iter().take(length).map(|byte| u16::from(*byte)));
    units.len() - before
}

/// The table of texts that cells refer to by number, with the records that continue it. How many it claims to have is not
/// believed.
pub(super) fn read_shared_strings<'a>(
    record: &Record<'a>,
    records: &mut Records<'a>,
    builder: &mut WorkbookBuilder<'_>,
) -> Result<Vec<Arc<str>>, ImportError> {
    let mut pieces = Pieces { piece: record.bytes(8)?, records };
    let mut strings = Vec::new();
    while !pieces.is_at_end() {
        let text = pieces.read_string()?;
        if strings.len() >= builder.limits().cells {
            return Err(LimitKind::Cells.exceeded(builder.limits().cells));
        }
        strings.push(builder.keep_text(&text)?);
    }
    Ok(strings)
}

/// The bytes of a record and of those that continue it.
struct Pieces<'a, 'b> {
    piece: &'a [u8],
    records: &'b mut Records<'a>,
}

impl Pieces<'_, '_> {
    fn is_at_end(&mut self) -> bool {
        while self.piece.is_empty() {
            let Some(next) = self.records.next_continuation() else { return true };
            self.piece = next;
        }
        false
    }

    fn u8(&mut self) -> Result<u8, ImportError> {
        if self.is_at_end() {
            return Err(DAMAGED);
        }
        let (first, rest) = self.piece.split_first().ok_or(DAMAGED)?;
        self.piece = rest;
        Ok(*first)
    }

    fn u16(&mut self) -> Result<usize, ImportError> {
        Ok(usize::from(self.u8()?) | usize::from(self.u8()?) << 8)
    }

    /// A text with its length and flags; the formatting of its runs and the phonetic text are passed over.
    fn read_string(&mut self) -> Result<String, ImportError> {
        let length = self.u16()?;
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { self.u16()? } else { 0 };
        let phonetic = if flags & 4 != 0 { self.u16()? | self.u16()? << 16 } else { 0 };
        let mut is_wide = flags & 1 != 0;
        let mut units = Vec::new();
        while units.len() < length {
            if self.piece.is_empty() {
                // Where a text is continued, its flags are repeated.
                is_wide = self.u8()? & 1 != 0;
            }
            let taken = push_units(self.piece, is_wide, length - units.len(), &mut units);
            // An odd byte at the end of a record is against the format.
            self.piece = if taken == 0 { &[] } else { &self.piece[taken..] };
        }
        self.skip(runs * 4 + phonetic)?;
        Ok(String::from_utf16_lossy(&units))
    }

    fn skip(&mut self, mut count: usize) -> Result<(), ImportError> {
        while count > 0 {
            if self.is_at_end() {
                return Err(DAMAGED);
            }
            let passed = count.min(self.piece.len());
            self.piece = &self.piece[passed..];
            count -= passed;
        }
        Ok(())
    }
}
