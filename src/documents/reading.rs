//! Reading of drawn documents: symbols with an independent library, rxing; text and painted rectangles from the bytes of
//! the file. Every certificate is checked this way before it is issued.

mod enhance;
mod objects;
mod page;
mod photocopy;
mod tokens;

use image::GrayImage;
use rxing::{BarcodeFormat, DecodeHints};

use crate::DocumentError;
use crate::qr::QrSymbol;

pub(crate) use page::ParsedPdf;
pub use photocopy::simulate_photocopy;
pub(crate) use tokens::{Token, Tokens};

/// Maximum size of a picture that is read: 40 megapixels.
pub const MAX_PIXELS: u32 = 40_000_000;

/// Pictures with a longer side, in pixels, are not enlarged.
const MAX_ENLARGED_SIDE: u32 = 1500;

/// The text of the QR symbol in a picture, if one can be read: in the picture as it is, with more contrast, halved (less
/// noise), or enlarged.
#[must_use]
pub fn read_qr(image: &GrayImage) -> Option<String> {
    let (width, height) = image.dimensions();
    if width == 0 || height == 0 || width.checked_mul(height).is_none_or(|pixels| pixels > MAX_PIXELS) {
        return None;
    }
    let other = || {
        let clear = enhance::stretch_contrast(image);
        let enlarged = || {
            (width.max(height) <= MAX_ENLARGED_SIDE)
                .then(|| enhance::double_size(&clear))
                .as_ref()
                .and_then(decode_qr)
        };
        decode_qr(&clear).or_else(|| decode_qr(&enhance::halve_size(&clear))).or_else(enlarged)
    };
    decode_qr(image).or_else(other)
}

fn decode_qr(image: &GrayImage) -> Option<String> {
    let (width, height) = image.dimensions();
    let luma = image.as_raw().as_slice();
    let mut hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let format = Some(BarcodeFormat::QR_CODE);
    let found = rxing::helpers::detect_in_luma_slice_with_hints(luma, width, height, format, &mut hints);
    found.ok().map(|found| found.getText().to_owned())
}

/// Checks that a symbol is read as `expected` from a simulated poor photocopy. `seed` determines the copy.
///
/// # Errors
/// [`DocumentError::SymbolUnreadable`] or [`DocumentError::SymbolMisread`].
pub fn check_readable(symbol: &QrSymbol, expected: &str, seed: u64) -> Result<(), DocumentError> {
    match read_qr(&simulate_photocopy(symbol, seed)) {
        None => Err(DocumentError::SymbolUnreadable),
        Some(text) if text == expected => Ok(()),
        Some(_) => Err(DocumentError::SymbolMisread),
    }
}

/// Checks that the text of a PDF contains each phrase; line breaks and case are ignored. Each phrase has a name for the
/// error.
///
/// # Errors
/// [`DocumentError::TextMissing`] for the first missing phrase; [`DocumentError::Unreadable`] if the PDF cannot be read.
pub fn check_text(pdf: &[u8], phrases: &[(&'static str, &str)]) -> Result<(), DocumentError> {
    ParsedPdf::load(pdf)?.check_text(phrases)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::Correction;

    fn token() -> String {
        format!("https://camket.khanhhoa.gov.vn/v/{}", &"D2CEHIQFAECV".repeat(32)[..366])
    }

    #[test]
    fn symbols_of_every_size_pass() {
        for (seed, length) in (0..).zip([0, 10, 50, 100, 200, 366, 480, 540]) {
            let text = format!("https://camket.khanhhoa.gov.vn/v/{}", &"D2CEHIQFAECV".repeat(45)[..length]);
            let symbol = QrSymbol::encode(&text).unwrap();
            check_readable(&symbol, &text, seed).unwrap();
        }
    }

    #[test]
    fn one_symbol_passes_on_many_copies() {
        let symbol = QrSymbol::encode(&token()).unwrap();
        for seed in 0..20 {
            check_readable(&symbol, &token(), seed).unwrap();
        }
        assert_ne!(simulate_photocopy(&symbol, 1), simulate_photocopy(&symbol, 2));
        assert_eq!(simulate_photocopy(&symbol, 1), simulate_photocopy(&symbol, 1));
    }

    #[test]
    fn another_text_is_a_misreading() {
        let symbol = QrSymbol::encode_with(&token().replace('D', "E"), Correction::M).unwrap();
        let error = check_readable(&symbol, &token(), 1).unwrap_err();
        assert!(matches!(error, DocumentError::SymbolMisread), "{error}");
    }

    #[test]
    fn a_symbol_without_modules_is_unreadable() {
        let symbol = QrSymbol::outline(&token(), Correction::M).unwrap();
        let error = check_readable(&symbol, &token(), 1).unwrap_err();
        assert!(matches!(error, DocumentError::SymbolUnreadable), "{error}");
    }

    #[test]
    fn pictures_without_a_symbol_say_nothing() {
        assert_eq!(read_qr(&GrayImage::new(0, 0)), None);
        assert_eq!(read_qr(&GrayImage::from_pixel(200, 100, image::Luma([255]))), None);
    }
}
