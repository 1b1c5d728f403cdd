//! What can keep a sheet from being printed.

/// Why a sheet could not be drawn. None of these carries the text itself: it may hold a person's name.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A character that the embedded typeface does not have. Printing a hole on an official paper would be worse.
    #[error("the typeface has no sign for {character:?} (U+{:04X})", u32::from(*character))]
    UnprintableCharacter {
        /// The first such character met.
        character: char,
    },
    /// A combining mark: the text is not in Unicode's composed form (NFC), which the caller owes us.
    #[error("the text is not composed (NFC): found the combining mark U+{:04X}", u32::from(*mark))]
    NotComposed {
        /// The first such mark met.
        mark: char,
    },
    /// The text of the QR code needs a symbol too dense for the space on the paper.
    #[error("the QR text needs version {version}; the paper takes at most {most}")]
    QrTooDense {
        /// The version that the text needs.
        version: u8,
        /// The highest version that is printed.
        most: u8,
    },
    /// The text of the QR code cannot be encoded at all.
    #[error("the QR text cannot be encoded: {0}")]
    Qr(qrcode::types::QrError),
    /// The contents need more than the one page they must stand on, even in the smallest type.
    #[error("the contents do not fit on one page")]
    TooLong,
    /// A list of sheets to print is empty, and a PDF without a page is none.
    #[error("there is no sheet to print")]
    Empty,
    /// The drawing library warned; its warnings mean a paper with something missing.
    #[error("drawing failed: {0}")]
    Drawing(String),
    /// The symbol to draw says something else than the sheet's own address.
    #[error("the QR symbol is not that of the sheet")]
    OtherSymbol,
    /// A QR symbol could not be read from a poor copy of it.
    #[error("the QR code cannot be read from a photocopy")]
    SymbolUnreadable,
    /// A QR symbol was read as something else than it says.
    #[error("the QR code reads as another text")]
    SymbolMisread,
    /// The finished paper does not say what it has to.
    #[error("the text of the PDF lacks the {what}")]
    NotSaid {
        /// What is missing: "name", "number", "short code".
        what: &'static str,
    },
    /// A PDF from outside that cannot be read, and why.
    #[error("{0}")]
    Unreadable(&'static str),
    /// The finished file could not be written out.
    #[error("writing the PDF failed: {0}")]
    Writing(#[from] std::io::Error),
}

impl DocumentError {
    /// A code that stays, for the words that people read.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnprintableCharacter { .. } => "paper-unprintable",
            Self::NotComposed { .. } => "paper-not-composed",
            Self::QrTooDense { .. } | Self::Qr(_) => "paper-qr-too-dense",
            Self::TooLong => "paper-too-long",
            Self::Empty => "paper-empty",
            Self::Drawing(_) | Self::Writing(_) | Self::OtherSymbol => "paper-drawing",
            Self::SymbolUnreadable => "paper-qr-unreadable",
            Self::SymbolMisread => "paper-qr-misread",
            Self::NotSaid { .. } => "paper-text-missing",
            Self::Unreadable(_) => "paper-unreadable",
        }
    }
}
