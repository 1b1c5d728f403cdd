//! Why a file is refused.

use super::CellAddress;

/// Why a file cannot be read. It holds data, no text of the file; the pages have the words for each [`ImportError::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// A picture, a PDF, a text document, bytes without meaning.
    #[error("the file is not a spreadsheet")]
    NotASpreadsheet,
    /// A spreadsheet in a format that is not read: to be saved as xlsx.
    #[error("the format {0:?} is not read")]
    Unsupported(UnsupportedFormat),
    /// The file is cut off or damaged; the part that cannot be read.
    #[error("the file is damaged: {0}")]
    Damaged(&'static str),
    #[error("the file is protected by a password")]
    Password,
    #[error("the file contains macros")]
    Macros,
    /// It takes cells or data from other files or servers.
    #[error("the file is linked to other files")]
    ExternalLinks,
    /// A document type definition, whose entities may expand without end. No office program writes one.
    #[error("the file defines entities")]
    EntityDefinitions,
    /// A limit of [`super::ReadLimits`] that is exceeded.
    #[error("more than {most} {limit:?}")]
    LimitExceeded {
        limit: LimitKind,
        /// The highest allowed number, in the unit of the limit.
        most: u64,
        /// Name of the sheet and the cell at which it was exceeded, for limits of a sheet.
        at: Option<(String, CellAddress)>,
    },
}

/// Formats of spreadsheets that are recognised but not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsupportedFormat {
    /// Excel's binary workbook.
    Xlsb,
    /// A web page or an "XML Spreadsheet 2003", often named .xls by the program that wrote it.
    WebPage,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitKind {
    FileBytes,
    /// Files inside an xlsx or ods.
    Parts,
    UnpackedBytes,
    /// Unpacked bytes for one packed byte.
    PackingRatio,
    Sheets,
    Rows,
    Columns,
    /// Cells with a value, in all sheets.
    Cells,
    CellCharacters,
    /// Bytes of all texts.
    TextBytes,
    MergedAreas,
    /// Elements, texts and records, in all parts.
    Steps,
}

impl LimitKind {
    pub(super) fn exceeded(self, most: impl TryInto<u64>) -> ImportError {
        ImportError::LimitExceeded { limit: self, most: most.try_into().unwrap_or(u64::MAX), at: None }
    }

    fn code(self) -> &'static str {
        match self {
            Self::FileBytes => "file-bytes",
            Self::Parts => "parts",
            Self::UnpackedBytes => "unpacked-bytes",
            Self::PackingRatio => "packing-ratio",
            Self::Sheets => "sheets",
            Self::Rows => "rows",
            Self::Columns => "columns",
            Self::Cells => "cells",
            Self::CellCharacters => "cell-characters",
            Self::TextBytes => "text-bytes",
            Self::MergedAreas => "merged-areas",
            Self::Steps => "steps",
        }
    }
}

impl ImportError {
    /// Stable code for the locale files.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotASpreadsheet => "not-a-spreadsheet",
            Self::Unsupported(UnsupportedFormat::Xlsb) => "xlsb",
            Self::Unsupported(UnsupportedFormat::WebPage) => "web-page",
            Self::Damaged(_) => "damaged",
            Self::Password => "password",
            Self::Macros => "macros",
            Self::ExternalLinks => "external-links",
            Self::EntityDefinitions => "entity-definitions",
            Self::LimitExceeded { limit, .. } => limit.code(),
        }
    }
}
