//! QR symbols: encoded once, then drawn from their modules in a PDF (`canvas`) or in pixels (`reading`).

mod mask;
mod segments;

use std::sync::Arc;

use qrcode::canvas::Canvas;
use qrcode::ec::construct_codewords;
use qrcode::types::QrError;
use qrcode::{EcLevel, Version};

use crate::DocumentError;

/// Highest version printed: in higher versions modules are too small to be scanned from a wall.
pub const MAX_VERSION: u8 = 15;

/// Width of the quiet zone in modules.
pub const QUIET_ZONE: u16 = 4;

/// Error correction level: the share of a symbol that may be damaged (ISO/IEC 18004).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// About 15 %: for the long token.
    M,
    /// About 25 %: for the short code on a decal outdoors.
    Q,
}

impl Correction {
    fn level(self) -> EcLevel {
        match self {
            Self::M => EcLevel::M,
            Self::Q => EcLevel::Q,
        }
    }
}

/// A QR symbol. Clones share their modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrSymbol {
    text: Arc<str>,
    version: u8,
    modules: Arc<[bool]>,
}

impl QrSymbol {
    /// Encodes a text with error correction M, in one or two segments: the part after the last slash is alphanumeric if
    /// possible, as for a token or a short code in capitals; the rest is in byte mode.
    ///
    /// # Errors
    /// [`DocumentError::QrTooDense`] above version [`MAX_VERSION`]; [`DocumentError::Qr`] if no symbol can hold the text.
    pub fn encode(text: &str) -> Result<Self, DocumentError> {
        Self::encode_with(text, Correction::M)
    }

    /// As [`encode`](Self::encode), with another error correction.
    ///
    /// # Errors
    /// As [`encode`](Self::encode).
    pub fn encode_with(text: &str, correction: Correction) -> Result<Self, DocumentError> {
        let version = find_version(text, correction)?;
        let modules = encode_modules(text, version, correction.level()).map_err(DocumentError::Qr)?;
        Ok(Self { text: text.into(), version, modules: modules.into() })
    }

    /// A symbol of the same size without modules, to measure a layout.
    pub(crate) fn outline(text: &str, correction: Correction) -> Result<Self, DocumentError> {
        let version = find_version(text, correction)?;
        Ok(Self { text: text.into(), version, modules: Arc::new([]) })
    }

    /// The symbol painted by rectangles (column, row, width, height), without its text. `None` if they do not form a square
    /// of a symbol's size.
    pub(crate) fn from_rectangles(rectangles: &[[u16; 4]]) -> Option<Self> {
        let width = rectangles.iter().filter_map(|[x, _, width, _]| x.checked_add(*width)).max()?;
        let version = (1..=MAX_VERSION).find(|version| width == 17 + 4 * u16::from(*version))?;
        let width = usize::from(width);
        let mut modules = vec![false; width * width];
        for [x, y, length, height] in rectangles.iter().map(|numbers| numbers.map(usize::from)) {
            for row in y..y + height {
                modules.get_mut(row * width + x..row * width + x + length)?.fill(true);
            }
        }
        Some(Self { text: "".into(), version, modules: modules.into() })
    }

    /// The encoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// 1 to [`MAX_VERSION`].
    #[must_use]
    pub fn version(&self) -> u8 {
        self.version
    }

    /// Number of modules along one side, without the quiet zone.
    #[must_use]
    pub fn width(&self) -> u16 {
        17 + 4 * u16::from(self.version)
    }

    /// Rows from the top; `true` is dark.
    pub fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.modules.chunks(usize::from(self.width()))
    }

    /// The dark modules as horizontal runs (column, row, length), counted from the top left.
    pub fn runs(&self) -> impl Iterator<Item = (u16, u16, u16)> {
        (0..).zip(self.rows()).flat_map(|(y, row)| find_runs(row).map(move |(x, length)| (x, y, length)))
    }

    /// The dark modules as the path of an SVG picture, and the width of its box in modules, quiet zone included.
    #[must_use]
    pub fn draw_svg_path(&self) -> (String, u16) {
        let draw = |(x, y, length): (u16, u16, u16)| {
            format!("M{} {}h{length}v1h-{length}z", x + QUIET_ZONE, y + QUIET_ZONE)
        };
        (self.runs().map(draw).collect(), self.width() + 2 * QUIET_ZONE)
    }
}

fn find_version(text: &str, correction: Correction) -> Result<u8, DocumentError> {
    match segments::find_version(text, correction.level()).map_err(DocumentError::Qr)? {
        version if version > MAX_VERSION => Err(DocumentError::QrTooDense { version, most: MAX_VERSION }),
        version => Ok(version),
    }
}

fn encode_modules(text: &str, version: u8, level: EcLevel) -> Result<Vec<bool>, QrError> {
    let bits = segments::encode_bits(text, version, level)?;
    let version = Version::Normal(version.into());
    let (data, correction) = construct_codewords(&bits.into_bytes(), version, level)?;
    let mut canvas = Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    Ok(mask::apply_best_mask(&canvas, usize::try_from(version.width()).unwrap_or_default()))
}

fn find_runs(row: &[bool]) -> impl Iterator<Item = (u16, u16)> {
    let mut x = 0;
    row.chunk_by(|a, b| a == b).filter_map(move |run| {
        let length = u16::try_from(run.len()).unwrap_or(u16::MAX);
        let start = x;
        x += length;
        run[0].then_some((start, length))
    })
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
    fn more_correction_takes_more_room() {
        let symbol = QrSymbol::encode_with(&format!("{PREFIX}7K3QF-9XW2M"), Correction::Q).unwrap();
        assert_eq!((symbol.version(), symbol.width()), (4, 33));
    }

    #[test]
    fn a_token_is_encoded_as_alphanumeric_after_its_prefix_in_bytes() {
        let version = |length: usize| {
            QrSymbol::encode(&format!("{PREFIX}{}", "A7".repeat(length / 2))).map(|s| s.version())
        };
        // Version 12-M holds 290 bytes: 20 + 33 * 8 bits of prefix, then 15 bits and 5.5 for each character.
        assert_eq!((version(366).unwrap(), version(370).unwrap()), (12, 13));
        let error = version(660).unwrap_err();
        assert!(matches!(error, DocumentError::QrTooDense { version: 17, most: 15 }), "{error}");
    }

    #[test]
    fn runs_are_the_dark_modules() {
        let symbol = QrSymbol::encode("cam kết").unwrap();
        let mut drawn = vec![vec![false; 21]; 21];
        for (x, y, length) in symbol.runs() {
            drawn[usize::from(y)][usize::from(x)..usize::from(x + length)].fill(true);
        }
        assert!(symbol.rows().eq(drawn.iter().map(Vec::as_slice)));
        assert_eq!(symbol.runs().next(), Some((0, 0, 7)), "the finder pattern in the corner");
    }

    #[test]
    fn what_is_painted_is_the_symbol() {
        let symbol = QrSymbol::encode(&format!("{PREFIX}7K3QF-9XW2M")).unwrap();
        let rectangles: Vec<_> = symbol.runs().map(|(x, y, length)| [x, y, length, 1]).collect();
        let painted = QrSymbol::from_rectangles(&rectangles).unwrap();
        assert!(painted.rows().eq(symbol.rows()));
        assert_eq!(QrSymbol::from_rectangles(&rectangles[..1]), None);
        assert_eq!(QrSymbol::from_rectangles(&[[0, 20, 21, 2]]), None);
    }
}
