//! Rendered documents, cropped around their symbols.

use camket_documents::{Correction, QrSymbol, render_certificate, render_decal};
use image::GrayImage;

use crate::degradation::SeededNoise;
use crate::reader::{render_first_page, uncompress};
use crate::samples;

const DPI: u16 = 150;

/// A picture of a symbol with some of the page around it.
pub struct Shot {
    pub name: String,
    pub text: String,
    pub image: GrayImage,
    /// Pixels per module.
    pub module: f32,
    /// Left, top and side of the symbol in the picture, in pixels.
    pub symbol: (f32, f32, f32),
}

/// Certificates with tokens of realistic lengths: versions 10 to 15.
pub fn certificate_shots() -> Vec<Shot> {
    (0..20_u64).map(certificate_shot).collect()
}

fn certificate_shot(number: u64) -> Shot {
    let length = 300 + usize::try_from(number).unwrap() * 13;
    let text = format!("https://camket.khanhhoa.gov.vn/v/{}", random_letters(number, length));
    let mut sheet = samples::certificate();
    sheet.lookup.as_mut().unwrap().qr_text.clone_from(&text);
    let symbol = QrSymbol::encode(&text).unwrap();
    let pdf = render_certificate(&sheet).unwrap();
    crop_symbol(format!("certificate {number} v{}", symbol.version()), text, &pdf, &symbol)
}

pub fn decal_shots() -> Vec<Shot> {
    (0..20_u64).map(decal_shot).collect()
}

fn decal_shot(number: u64) -> Shot {
    let code = random_letters(1000 + number, 10);
    let text = format!("https://camket.khanhhoa.gov.vn/v/{}-{}", &code[..5], &code[5..]);
    let mut sheet = samples::decal();
    sheet.lookup.qr_text.clone_from(&text);
    let symbol = QrSymbol::encode_with(&text, Correction::Q).unwrap();
    crop_symbol(format!("decal {number}"), text, &render_decal(&sheet).unwrap(), &symbol)
}

/// Pseudo-random base32 characters.
fn random_letters(seed: u64, count: usize) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut grain = SeededNoise::new(seed);
    (0..count).map(|_| char::from(ALPHABET[usize::from(grain.byte() % 32)])).collect()
}

fn crop_symbol(name: String, text: String, pdf: &[u8], symbol: &QrSymbol) -> Shot {
    let page = render_first_page(pdf, DPI.into());
    let (left, top, side) = find_symbol(pdf);
    let margin = side * 0.35;
    let (x, y) = ((left - margin).max(0.0), (top - margin).max(0.0));
    let crop = image::imageops::crop_imm(
        &page,
        x as u32,
        y as u32,
        (side + 2.0 * margin) as u32,
        (side + 2.0 * margin) as u32,
    );
    let symbol_in_crop = (left - x.floor(), top - y.floor(), side);
    let module = side / f32::from(symbol.width());
    Shot { name, text, image: crop.to_image(), module, symbol: symbol_in_crop }
}

/// Left, top and side of the symbol on the page, in pixels, from its transform.
fn find_symbol(pdf: &[u8]) -> (f32, f32, f32) {
    let text = uncompress(pdf);
    let operands = |operator: &str| -> Vec<Vec<f32>> {
        let lines = text.lines().filter_map(|line| line.strip_suffix(operator));
        lines.filter_map(|line| line.split_whitespace().map(|n| n.parse().ok()).collect()).collect()
    };
    let matrix = operands(" cm").into_iter().find(|numbers| numbers[3] < 0.0).unwrap();
    let widest = operands(" re").iter().map(|numbers| numbers[0] + numbers[2]).fold(0.0, f32::max);
    let (_, media_box) = text.split_once("/MediaBox [").unwrap();
    let height: f32 = media_box.split_whitespace().nth(3).unwrap().parse().unwrap();
    let pixels = |points: f32| points / 72.0 * f32::from(DPI);
    (pixels(matrix[4]), pixels(height - matrix[5]), pixels(matrix[0] * widest))
}
