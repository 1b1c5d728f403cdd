//! Simulated poor photocopy of a symbol: slightly rotated, blurred, low contrast, noisy.

use image::{GrayImage, Luma};

use crate::qr::QrSymbol;

/// Pixels per module.
const PIXELS_PER_MODULE: f32 = 4.0;
/// Width of the white margin in modules.
const MARGIN_MODULES: f32 = 6.0;

/// A picture of the symbol on a poor photocopy. The same seed gives the same picture.
#[must_use]
pub fn simulate_photocopy(symbol: &QrSymbol, seed: u64) -> GrayImage {
    let mut grain = GrainNoise(seed);
    let turned = draw_turned(symbol, random_degrees(&mut grain));
    let mut copy = blur(&blur(&turned));
    for Luma([light]) in copy.pixels_mut() {
        // From black and white to a dark and a light grey.
        let grey = 85 + u16::from(*light) * 2 / 5 + u16::from(grain.next_byte() >> 4);
        *light = u8::try_from(grey).unwrap_or(u8::MAX);
    }
    copy
}

/// One to three degrees, in either direction.
fn random_degrees(grain: &mut GrainNoise) -> f32 {
    let size = 1.0 + f32::from(grain.next_byte()) / 128.0;
    if grain.next_byte() < 128 { size } else { -size }
}

fn draw_turned(symbol: &QrSymbol, degrees: f32) -> GrayImage {
    let width = usize::from(symbol.width());
    let rows: Vec<&[bool]> = symbol.rows().collect();
    let dark = |x: f32, y: f32| {
        let (column, row) = (module_at(x), module_at(y));
        column
            .zip(row)
            .is_some_and(|(column, row)| column < width && rows.get(row).is_some_and(|row| row[column]))
    };
    let (sin, cos) = degrees.to_radians().sin_cos();
    let middle = f32::from(symbol.width()) / 2.0;
    let side =
        module_at((f32::from(symbol.width()) + 2.0 * MARGIN_MODULES) * PIXELS_PER_MODULE).unwrap_or_default();
    let half = side as f32 / 2.0;
    let side = u32::try_from(side).unwrap_or_default();
    GrayImage::from_fn(side, side, |x, y| {
        let light = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)].map(|(right, down)| {
            let (x, y) =
                ((x as f32 + right - half) / PIXELS_PER_MODULE, (y as f32 + down - half) / PIXELS_PER_MODULE);
            if dark(middle + x * cos - y * sin, middle + x * sin + y * cos) { 0 } else { 255_u16 }
        });
        Luma([u8::try_from(light.iter().sum::<u16>() / 4).unwrap_or(u8::MAX)])
    })
}

/// The index of the module at a coordinate; `None` if it is negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and a hundred at most"
)]
fn module_at(coordinate: f32) -> Option<usize> {
    (coordinate >= 0.0).then_some(coordinate as usize)
}

/// Replaces each pixel by the mean of three by three.
fn blur(image: &GrayImage) -> GrayImage {
    let (width, height) = image.dimensions();
    let (row, pixels) = (width as usize, image.as_raw());
    let mut out = image.clone();
    for y in 1..(height as usize).saturating_sub(1) {
        for x in 1..row.saturating_sub(1) {
            let at = y * row + x;
            let sum: u16 = [at - row, at, at + row]
                .iter()
                .map(|at| u16::from(pixels[at - 1]) + u16::from(pixels[*at]) + u16::from(pixels[at + 1]))
                .sum();
            out.as_mut()[at] = u8::try_from(sum / 9).unwrap_or(u8::MAX);
        }
    }
    out
}

/// Pseudo-random noise from a seed (SplitMix64); not for security.
struct GrainNoise(u64);

impl GrainNoise {
    fn next_byte(&mut self) -> u8 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (word >> 56).to_le_bytes()[0]
    }
}
