//! Drawing certificates in bulk: each of another venue, with a QR code of version 12 and the attached JSON copy.

use std::error::Error;
use std::hint::black_box;
use std::io::Read;

use camket_documents::{Attachment, CertificateSheet, QrSymbol, render_certificate};
use flate2::Compression;
use flate2::read::{ZlibDecoder, ZlibEncoder};

use crate::report::{Direction, Measurement, cpu};

#[path = "../../src/documents/tests/sheets/samples.rs"]
#[expect(dead_code, reason = "the tests use the rest of the samples")]
mod samples;

const SHEETS: usize = 50;
const PDFS_PER_ROUND: u32 = 300;
const ROUNDS: usize = 7;

/// CPU time and size of a certificate, and the CPU time of compressing its contents alone.
pub fn measure() -> Result<Vec<Measurement>, Box<dyn Error>> {
    let sheets: Vec<_> = (0..SHEETS).map(build_sheet).collect();
    for sheet in &sheets {
        let version = sheet.lookup.as_ref().map(|lookup| QrSymbol::encode(&lookup.qr_text)).transpose()?;
        assert!(
            version.is_some_and(|symbol| symbol.version() == 12),
            "the token of a usual venue is version 12"
        );
    }
    let documents: Vec<_> = sheets.iter().map(render_certificate).collect::<Result<_, _>>()?;
    let contents = list_contents(&documents);
    let draw = |count: u32| {
        let sheet = &sheets[count as usize % SHEETS];
        black_box(render_certificate(black_box(sheet)).is_ok());
    };
    let deflate = |count: u32| {
        for stream in &contents[count as usize % SHEETS] {
            black_box(deflate(black_box(stream)));
        }
    };
    let (mut drawing, mut floor, mut ratio) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (own, beside) =
            (cpu::measure_each(PDFS_PER_ROUND, draw), cpu::measure_each(PDFS_PER_ROUND, deflate));
        drawing.push(own);
        floor.push(beside);
        ratio.push(own / beside);
    }
    let floor = Measurement::of_rounds("deflate_floor_cpu_ms", &floor, "ms");
    let bytes = documents.iter().map(Vec::len).max().unwrap_or_default() as f64;
    Ok(vec![
        Measurement::of_rounds("pdf_deflate_ratio", &ratio, "of deflate").with_target(Direction::Max, 3.0),
        Measurement::of_rounds("pdf_cpu_ms", &drawing, "ms").with_baseline(floor.figure),
        floor,
        Measurement::new("pdf_bytes", bytes, "bytes").with_target(Direction::Max, 60_000.0),
    ])
}

/// A certificate of a venue with the number `number` in its name.
fn build_sheet(number: usize) -> CertificateSheet {
    let mut sheet = samples::certificate();
    sheet.certificate_number = format!("SNV-KH.2026.{number:06}");
    sheet.document_number = format!("{number:02}/XN-SNV");
    sheet.venue.name = format!("Khách sạn Biển Xanh Ninh Chử {number}");
    if let Some(lookup) = &mut sheet.lookup {
        lookup.qr_text = format!("https://camket.khanhhoa.gov.vn/v/{}", random_base32(number, 360));
        let token = lookup.qr_text.clone();
        let json = format!(r#"{{"number":"{}","token":"{token}"}}"#, sheet.certificate_number);
        let bytes = json.into_bytes();
        let media_type = "application/json".to_owned();
        sheet.attachment = Some(Attachment { name: "camket.json".into(), media_type, bytes });
    }
    sheet
}

/// Pseudo-random base32 characters in place of a token.
fn random_base32(seed: usize, count: usize) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut state = seed as u64 + 1;
    let letter = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(ALPHABET[usize::from((state >> 33).to_le_bytes()[0] % 32)])
    };
    (0..count).map(letter).collect()
}

/// The decompressed streams of each PDF that are compressed anew for it: neither font programs, nor what is the same in
/// another PDF, which was compressed once.
fn list_contents(documents: &[Vec<u8>]) -> Vec<Vec<Vec<u8>>> {
    let mut contents: Vec<_> = documents.iter().map(|pdf| list_streams(pdf)).collect();
    let shared: Vec<_> = contents[0].iter().filter(|stream| contents[1].contains(stream)).cloned().collect();
    contents.iter_mut().for_each(|streams| streams.retain(|stream| !shared.contains(stream)));
    contents
}

/// The decompressed streams of the PDF, without the font programs.
fn list_streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    const KEYWORD: &[u8] = b"stream\n";
    let mut streams = Vec::new();
    for (at, _) in pdf.windows(KEYWORD.len()).enumerate().filter(|(_, window)| *window == KEYWORD) {
        let dictionary = &pdf[at.saturating_sub(120)..at];
        let own = dictionary.rsplit(|byte| *byte == b'j').next().is_some_and(|d| !contains(d, b"/Length1"));
        let mut contents = Vec::new();
        if own && ZlibDecoder::new(&pdf[at + KEYWORD.len()..]).read_to_end(&mut contents).is_ok() {
            streams.push(contents);
        }
    }
    streams
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    // Compressing in memory cannot fail.
    let _ = ZlibEncoder::new(bytes, Compression::default()).read_to_end(&mut out);
    out
}
