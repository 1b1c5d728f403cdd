//! Draws the pictures that `tests/sheets/snapshots.rs` compares with:
//! `cargo build --workspace --examples && target/debug/examples/snapshots`.
//! Look at them before they are committed.

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

use camket_documents::certificate_pdf;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{GrayImage, ImageError};

fn main() -> Result<(), Box<dyn Error>> {
    for number in 0..long_names::VENUES.len() {
        let picture = thumbnail::thumbnail(&certificate_pdf(&long_names::certificate(number))?);
        std::fs::write(thumbnail::path(number), png(&picture)?)?;
    }
    Ok(())
}

/// As a file, which is smallest without the filters that suit photographs.
fn png(image: &GrayImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter);
    image.write_with_encoder(encoder)?;
    Ok(bytes)
}
