//! Thumbnails of pages: small pictures in four greys, a few KB each.

use std::path::PathBuf;

use image::{GrayImage, Luma};

use crate::reader::render_first_page;

const DPI: u32 = 24;

pub fn thumbnail(pdf: &[u8]) -> GrayImage {
    let mut image = render_first_page(pdf, DPI);
    for Luma([light]) in image.pixels_mut() {
        // Four greys, with black and white.
        *light = *light / 64 * 85;
    }
    image
}

/// Path of the reference picture of a long name.
pub fn path(number: usize) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sheets/long_names");
    folder.join(format!("{number:02}.png"))
}
