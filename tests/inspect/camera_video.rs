//! Pictures of codes, and video files of them for Chromium's fake camera: frames of uncompressed video (YUV4MPEG2).

use std::fs::File;
use std::io::{BufWriter, Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use camket_documents::{QUIET_ZONE, QrSymbol};
use image::imageops::{FilterType, crop_imm, overlay, resize};
use image::{GrayImage, ImageFormat};

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;
const FRAMES: u32 = 4;

/// Writes a video of this QR code as on paper. Returns the file's path.
pub fn write_code_video(text: &str, name: &str) -> PathBuf {
    write_picture_video(&draw_code(text), name)
}

/// Writes a video of QR codes side by side. Returns the file's path.
pub fn write_codes_video(texts: &[&str], name: &str) -> PathBuf {
    write_picture_video(&draw_codes(texts), name)
}

/// QR codes side by side, all of one size.
pub fn draw_codes(texts: &[&str]) -> GrayImage {
    const SIDE: u32 = 600;
    let row = u32::try_from(texts.len()).expect("few codes");
    let mut picture = GrayImage::from_pixel(SIDE * row, SIDE, image::Luma([225]));
    for (place, text) in (0_i64..).zip(texts) {
        let code = resize(&draw_code(text), SIDE, SIDE, FilterType::Triangle);
        overlay(&mut picture, &code, place * i64::from(SIDE), 0);
    }
    picture
}

/// A sharp photo of 12 million pixels, on which a sheet with this code on it is half as high as the picture (JPEG). The code
/// takes 37 of the sheet's 297 mm.
pub fn draw_small_paper(text: &str) -> Vec<u8> {
    const SHEET: u32 = 1512;
    let shade = |x: u32, y: u32| u8::try_from(90 + (x / 40 + y / 40) % 60).expect("a byte");
    let mut photo = GrayImage::from_fn(4032, 3024, |x, y| image::Luma([shade(x, y)]));
    let mut sheet = GrayImage::from_pixel(SHEET * 210 / 297, SHEET, image::Luma([225]));
    // Without the margin that `draw_code` adds.
    let code = draw_code(text);
    let modules = code.width() / MODULE;
    let side = SHEET * 37 / 297 * modules / (modules - 2 * u32::from(QUIET_ZONE));
    overlay(&mut sheet, &resize(&code, side, side, FilterType::Triangle), 600, 1200);
    overlay(&mut photo, &sheet, 700, 800);
    encode(&photo, ImageFormat::Jpeg)
}

pub fn encode(picture: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// Pixels of a module.
const MODULE: u32 = 8;

/// A QR code as on paper: dark grey on off-white, with a quiet zone.
fn draw_code(text: &str) -> GrayImage {
    let symbol = QrSymbol::encode(text).expect("a text that fits");
    let rows: Vec<&[bool]> = symbol.rows().collect();
    let quiet = u32::from(QUIET_ZONE);
    let side = (u32::from(symbol.width()) + 2 * quiet) * MODULE;
    let dark = |x: u32, y: u32| {
        let at = |along: u32| (along / MODULE).checked_sub(quiet).map(|module| module as usize);
        let row = at(y).and_then(|row| rows.get(row));
        row.zip(at(x)).and_then(|(row, column)| row.get(column)).copied().unwrap_or(false)
    };
    GrayImage::from_fn(side, side, |x, y| image::Luma([if dark(x, y) { 40 } else { 225 }]))
}

/// Writes a video of the code on a printed page with its surroundings. Returns the file's path.
pub fn write_page_video(pdf: &[u8], name: &str) -> PathBuf {
    let page = render_page(pdf);
    let (width, height) = page.dimensions();
    let found =
        rxing::helpers::detect_in_luma(page.to_vec(), width, height, Some(rxing::BarcodeFormat::QR_CODE));
    let code = found.expect("the QR code on the paper is readable");
    let corners: Vec<(f32, f32)> = code.getPoints().iter().map(|point| (point.x, point.y)).collect();
    let edge = |pick: fn(&(f32, f32)) -> f32, least: bool| {
        let all = corners.iter().map(pick);
        if least { all.fold(f32::MAX, f32::min) } else { all.fold(0.0, f32::max) }
    };
    let (left, right) = (edge(|corner| corner.0, true), edge(|corner| corner.0, false));
    let (top, bottom) = (edge(|corner| corner.1, true), edge(|corner| corner.1, false));
    // The points are the centres of the finder patterns, so the cut is wider by half the distance between them.
    let margin = (right - left).max(bottom - top) * 0.5;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the page")]
    let at = |value: f32| value.max(0.0) as u32;
    let (x, y) = (at(left - margin), at(top - margin));
    let (x2, y2) = (at(right + margin).min(width), at(bottom + margin).min(height));
    write_picture_video(&crop_imm(&page, x, y, x2 - x, y2 - y).to_image(), name)
}

/// Renders a page at 200 dpi.
fn render_page(pdf: &[u8]) -> GrayImage {
    let folder = tempfile::tempdir().expect("a folder");
    let (paper, picture) = (folder.path().join("paper.pdf"), folder.path().join("page"));
    std::fs::write(&paper, pdf).expect("written");
    let drawn = Command::new("pdftoppm")
        .args(["-r", "200", "-png", "-singlefile"])
        .arg(&paper)
        .arg(&picture)
        .status();
    assert!(drawn.expect("poppler-utils is installed by test.sh").success());
    image::open(picture.with_extension("png")).expect("a picture").into_luma8()
}

/// Writes a video of this picture in the middle of the frame. Returns the file's path.
pub fn write_picture_video(picture: &GrayImage, name: &str) -> PathBuf {
    let (width, height) = picture.dimensions();
    let scale = (f64::from(HEIGHT - 60) / f64::from(height)).min(f64::from(WIDTH - 60) / f64::from(width));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below the size of the film")]
    let fit = |side: u32| (f64::from(side) * scale) as u32;
    let small = resize(picture, fit(width), fit(height), FilterType::Triangle);
    let mut frame = GrayImage::from_pixel(WIDTH, HEIGHT, image::Luma([190]));
    let (left, top) = ((WIDTH - small.width()) / 2, (HEIGHT - small.height()) / 2);
    overlay(&mut frame, &small, left.into(), top.into());
    let path = std::env::temp_dir().join(format!("camket-film-{}-{name}.y4m", std::process::id()));
    write_video(&path, &frame).expect("the film is written");
    path
}

fn write_video(path: &Path, frame: &GrayImage) -> std::io::Result<()> {
    let mut film = BufWriter::new(File::create(path)?);
    writeln!(film, "YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg")?;
    let grey = vec![128; (WIDTH * HEIGHT / 2) as usize];
    for _ in 0..FRAMES {
        writeln!(film, "FRAME")?;
        film.write_all(frame.as_raw())?;
        film.write_all(&grey)?;
    }
    film.flush()
}
