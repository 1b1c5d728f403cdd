//! QR symbols: encoded once, then drawn from their modules on paper (`canvas`) or on a page.

use qrcode::bits::Bits;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode, Version};

use crate::DocumentError;

/// The highest version printed: beyond it a module gets smaller than a phone reads from a wall.
pub const MOST_VERSION: u8 = 15;

/// White modules that must stay free on every side.
pub const QUIET_ZONE: u16 = 4;

/// A QR symbol at error correction M.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrSymbol {
    version: u8,
    width: u16,
    modules: Vec<bool>,
}

impl QrSymbol {
    /// Encodes a text, in one or two segments: what follows the last slash of an address is alphanumeric if it can
    /// be, as a token or a short code in capitals is; the rest is bytes.
    ///
    /// # Errors
    /// [`DocumentError::QrTooDense`] above version [`MOST_VERSION`]; [`DocumentError::Qr`] if no symbol holds it.
    pub fn encode(text: &str) -> Result<Self, DocumentError> {
        let (bits, version) = bits(text).map_err(DocumentError::Qr)?;
        if version > MOST_VERSION {
            return Err(DocumentError::QrTooDense { version, most: MOST_VERSION });
        }
        let code = QrCode::with_bits(bits, EcLevel::M).map_err(DocumentError::Qr)?;
        let width = 17 + 4 * u16::from(version);
        let modules = code.into_colors().into_iter().map(|color| color == Color::Dark).collect();
        Ok(Self { version, width, modules })
    }

    /// 1 to [`MOST_VERSION`].
    #[must_use]
    pub fn version(&self) -> u8 {
        self.version
    }

    /// Modules along one side, without the quiet zone.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// The rows from the top; `true` is dark.
    pub fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.modules.chunks(usize::from(self.width))
    }

    /// The dark modules as horizontal runs (column, row, length), counted from the top left.
    pub fn runs(&self) -> Vec<(u16, u16, u16)> {
        (0..)
            .zip(self.rows())
            .flat_map(|(y, row)| row_runs(row).map(move |(x, length)| (x, y, length)))
            .collect()
    }
}

fn row_runs(row: &[bool]) -> impl Iterator<Item = (u16, u16)> {
    let mut x = 0;
    row.chunk_by(|a, b| a == b).filter_map(move |run| {
        let length = u16::try_from(run.len()).unwrap_or(u16::MAX);
        let start = x;
        x += length;
        run[0].then_some((start, length))
    })
}

/// The text in the smallest version that holds it. The crate's own choice of segments looks at two neighbours at a time
/// and lets a prefix in bytes swallow a token of letters and digits piece by piece, which costs several versions.
fn bits(text: &str) -> Result<(Bits, u8), QrError> {
    let (plain, capital) = segments(text);
    for version in 1..=40 {
        let mut bits = Bits::new(Version::Normal(version.into()));
        let pushed = push(&mut bits, plain, capital);
        match pushed {
            Ok(()) => return Ok((bits, version)),
            Err(QrError::DataTooLong) => {}
            Err(error) => return Err(error),
        }
    }
    Err(QrError::DataTooLong)
}

fn push(bits: &mut Bits, plain: &str, capital: &str) -> Result<(), QrError> {
    if !plain.is_empty() {
        bits.push_byte_data(plain.as_bytes())?;
    }
    if !capital.is_empty() {
        bits.push_alphanumeric_data(capital.as_bytes())?;
    }
    bits.push_terminator(EcLevel::M)
}

/// The second part is only what the alphanumeric mode has signs for: the crate would encode anything else as nonsense.
fn segments(text: &str) -> (&str, &str) {
    let split = text.rfind('/').map_or(0, |slash| slash + 1);
    let alphanumeric = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "-.:/ ".contains(c);
    match text.split_at(split) {
        (plain, capital) if capital.chars().all(alphanumeric) => (plain, capital),
        _ => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIX: &str = "https://camket.khanhhoa.gov.vn/v/";

    #[test]
    fn a_short_address_is_a_small_symbol() {
        let symbol = QrSymbol::encode(&format!("{PREFIX}7K3QF-9XW2M")).unwrap();
        assert_eq!((symbol.version(), symbol.width()), (3, 29));
        assert_eq!(symbol.rows().count(), 29);
    }

    #[test]
    fn a_token_is_encoded_as_alphanumeric_after_its_prefix_in_bytes() {
        let version = |length: usize| {
            QrSymbol::encode(&format!("{PREFIX}{}", "A7".repeat(length / 2))).map(|s| s.version())
        };
        // Version 12 at M holds 290 bytes: 20 + 33 * 8 bits of prefix, then 15 bits and 5.5 for each sign.
        assert_eq!((version(366).unwrap(), version(370).unwrap()), (12, 13));
        let error = version(660).unwrap_err();
        assert!(matches!(error, DocumentError::QrTooDense { version: 17, most: 15 }), "{error}");
    }

    #[test]
    fn only_what_alphanumeric_mode_can_say_is_said_in_it() {
        assert_eq!(segments("https://a.vn/v/AB-12"), ("https://a.vn/v/", "AB-12"));
        assert_eq!(segments("https://a.vn/v/ab"), ("https://a.vn/v/ab", ""));
        assert_eq!(segments("CAM KẾT"), ("CAM KẾT", ""));
        assert_eq!(segments("ABC"), ("", "ABC"));
    }

    #[test]
    fn runs_are_the_dark_modules() {
        let symbol = QrSymbol::encode("cam kết").unwrap();
        let mut drawn = vec![vec![false; 21]; 21];
        for (x, y, length) in symbol.runs() {
            drawn[usize::from(y)][usize::from(x)..usize::from(x + length)].fill(true);
        }
        assert!(symbol.rows().eq(drawn.iter().map(Vec::as_slice)));
        assert_eq!(symbol.runs()[0], (0, 0, 7), "the finder pattern in the corner");
    }
}
