//! Rendered documents, cropped around their symbols.

use std::path::PathBuf;
use std::process::Command;

use camket_documents::{Correction, QrSymbol, render_certificate, render_decal};
use image::GrayImage;

use crate::degradation::SeededNoise;
use crate::samples;

const DPI: f32 = 150.0;
const PIXELS_PER_MM: f32 = DPI / 25.4;

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
    let page = render_page(&name, pdf);
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

fn render_page(name: &str, pdf: &[u8]) -> GrayImage {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("shot-{}-{}.pdf", std::process::id(), name.replace(' ', "-")));
    std::fs::write(&path, pdf).unwrap();
    let resolution = DPI.to_string();
    let output = Command::new("pdftoppm")
        .args(["-gray", "-png", "-singlefile", "-r", &resolution])
        .arg(&path)
        .output()
        .expect("pdftoppm (Debian: poppler-utils)");
    std::fs::remove_file(&path).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    image::load_from_memory(&output.stdout).unwrap().into_luma8()
}

/// Left, top and side of the symbol on the page, in pixels, from its transform.
fn find_symbol(pdf: &[u8]) -> (f32, f32, f32) {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let page = *document.get_pages().get(&1).unwrap();
    let content = lopdf::content::Content::decode(&document.get_page_content(page)).unwrap();
    let mirrored = content.operations.iter().find_map(|operation| {
        let numbers: Vec<f32> = operation.operands.iter().filter_map(|n| n.as_float().ok()).collect();
        (operation.operator == "cm" && numbers[3] < 0.0).then_some(numbers)
    });
    let matrix = mirrored.unwrap();
    let height = document.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap()[3]
        .as_float()
        .unwrap();
    let widest = content
        .operations
        .iter()
        .filter(|operation| operation.operator == "re")
        .map(|operation| {
            operation.operands[0].as_float().unwrap() + operation.operands[2].as_float().unwrap()
        })
        .fold(0.0, f32::max);
    let pixels = |points: f32| points / 72.0 * 25.4 * PIXELS_PER_MM;
    (pixels(matrix[4]), pixels(height - matrix[5]), pixels(matrix[0] * widest))
}
