//! Errors of drawing and reading documents.

/// Why a document could not be drawn or read. No error contains the text itself, which may be a person's name.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A character that the embedded typeface does not have.
    #[error("the typeface has no sign for {character:?} (U+{:04X})", u32::from(*character))]
    UnprintableCharacter {
        /// The first such character.
        character: char,
    },
    /// A combining mark: the text is not in Unicode's composed form (NFC), which the caller must provide.
    #[error("the text is not composed (NFC): found the combining mark U+{:04X}", u32::from(*mark))]
    NotComposed {
        /// The first such mark.
        mark: char,
    },
    /// The text of the QR code needs a symbol that is too dense for the space in the document.
    #[error("the QR text needs version {version}; the paper takes at most {most}")]
    QrTooDense {
        /// Version that the text needs.
        version: u8,
        /// Highest version that is printed.
        most: u8,
    },
    /// The text of the QR code cannot be encoded at all.
    #[error("the QR text cannot be encoded: {0}")]
    Qr(qrcode::types::QrError),
    /// The contents do not fit on one page, even in the smallest type.
    #[error("the contents do not fit on one page")]
    TooLong,
    /// The list of sheets is empty: a PDF needs a page.
    #[error("there is no sheet to print")]
    Empty,
    /// The symbol does not contain the sheet's address.
    #[error("the QR symbol is not that of the sheet")]
    WrongSymbol,
    /// A QR symbol could not be read from a simulated photocopy.
    #[error("the QR code cannot be read from a photocopy")]
    SymbolUnreadable,
    /// A QR symbol was read as another text.
    #[error("the QR code reads as another text")]
    SymbolMisread,
    /// The PDF does not contain a required text.
    #[error("the text of the PDF lacks the {what}")]
    TextMissing {
        /// What is missing: "name", "number", "short code".
        what: &'static str,
    },
    /// A PDF cannot be read; the reason.
    #[error("{0}")]
    Unreadable(&'static str),
}

impl DocumentError {
    /// Stable code for the locale files.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnprintableCharacter { .. } => "paper-unprintable",
            Self::NotComposed { .. } => "paper-not-composed",
            Self::QrTooDense { .. } | Self::Qr(_) => "paper-qr-too-dense",
            Self::TooLong => "paper-too-long",
            Self::Empty => "paper-empty",
            Self::WrongSymbol => "paper-drawing",
            Self::SymbolUnreadable => "paper-qr-unreadable",
            Self::SymbolMisread => "paper-qr-misread",
            Self::TextMissing { .. } => "paper-text-missing",
            Self::Unreadable(_) => "paper-unreadable",
        }
    }
}
