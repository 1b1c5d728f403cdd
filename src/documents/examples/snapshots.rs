//! Draws the reference pictures for `tests/sheets/snapshots.rs`:
//! `cargo build --workspace --examples && target/debug/examples/snapshots`.
//! Inspect them before committing.

use std::error::Error;

#[path = "../tests/sheets/long_names.rs"]
mod long_names;
#[path = "../tests/sheets/reader.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod reader;
#[path = "../tests/sheets/samples.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod samples;
#[path = "../tests/sheets/thumbnail.rs"]
mod thumbnail;

use camket_documents::render_certificate;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{GrayImage, ImageError};

fn main() -> Result<(), Box<dyn Error>> {
    for number in 0..long_names::VENUES.len() {
        let picture = thumbnail::thumbnail(&render_certificate(&long_names::certificate(number))?);
        std::fs::write(thumbnail::path(number), png(&picture)?)?;
    }
    Ok(())
}

/// Encodes as PNG. Without filters, which suit photographs, the file is smallest.
fn png(image: &GrayImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter);
    image.write_with_encoder(encoder)?;
    Ok(bytes)
}
