//! A page as a small picture in few greys, a few KB as a file.

use std::path::PathBuf;

use image::{GrayImage, Luma};

use crate::reader::rendered;

const DPI: u32 = 24;

pub fn thumbnail(pdf: &[u8]) -> GrayImage {
    let mut image = rendered(pdf, DPI);
    for Luma([light]) in image.pixels_mut() {
        // Four greys, black and white among them.
        *light = *light / 64 * 85;
    }
    image
}

/// Where the picture of a long name is kept.
pub fn path(number: usize) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sheets/long_names");
    folder.join(format!("{number:02}.png"))
}
