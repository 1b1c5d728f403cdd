//! The argument of `camket verify`: a text, or a PDF or picture that contains it.

use std::path::Path;

use anyhow::{Context, Result, bail};
use camket_documents::{MAX_PDF_BYTES, extract_attachment, read_qr};
use image::ImageReader;
use serde_json::Value;

/// The text of the QR: the argument itself, or read from a picture, or from the JSON attachment of a certificate's PDF.
///
/// # Errors
/// The file cannot be read, or contains no code.
pub fn read_text(given: &str) -> Result<String> {
    let path = Path::new(given);
    // An argument that names no file is an address or a short code.
    if !path.is_file() {
        return Ok(given.trim().to_owned());
    }
    let size = std::fs::metadata(path)?.len();
    if size > MAX_PDF_BYTES as u64 {
        bail!("{given} is too large");
    }
    let bytes = std::fs::read(path).with_context(|| format!("reading {given}"))?;
    if bytes.starts_with(b"%PDF-") { read_pdf(&bytes) } else { read_picture(&bytes) }
        .with_context(|| format!("in {given}"))
}

fn read_pdf(bytes: &[u8]) -> Result<String> {
    let copy = extract_attachment(bytes)?
        .context("the PDF carries no copy for machines: give a picture of its code")?;
    let facts: Value = serde_json::from_slice(&copy).context("the copy for machines is no JSON")?;
    facts["qr_text"].as_str().map(str::to_owned).context("the copy for machines has no qr_text")
}

fn read_picture(bytes: &[u8]) -> Result<String> {
    let mut reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format()?;
    // A small file can declare a picture of any size.
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(12_000);
    limits.max_image_height = Some(12_000);
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    let picture = reader.decode().context("neither a PDF nor a picture (PNG, JPEG)")?;
    read_qr(&picture.to_luma8()).context("there is no QR code that can be read")
}
