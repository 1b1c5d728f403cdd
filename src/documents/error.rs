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
    /// The finished file could not be written out.
    #[error("writing the PDF failed: {0}")]
    Writing(#[from] std::io::Error),
}
