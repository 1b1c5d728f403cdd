//! The printed certificate: fetched through the share link, rendered at 150 dpi, and read by an independent QR reader.

use std::io::Read;
use std::process::Command;

/// Returns the text of the QR code on the PDF behind `link`.
pub fn scan_pdf(link: &str) -> String {
    let mut answer = ureq::get(link).call().expect("the link works without a log-in");
    assert_eq!(answer.headers()["content-type"], "application/pdf");
    let mut pdf = Vec::new();
    answer.body_mut().as_reader().read_to_end(&mut pdf).expect("a whole PDF");
    let folder = tempfile::tempdir().expect("a folder");
    let (paper, picture) = (folder.path().join("paper.pdf"), folder.path().join("page"));
    std::fs::write(&paper, pdf).expect("written");
    let drawn = Command::new("pdftoppm")
        .args(["-r", "150", "-png", "-singlefile"])
        .arg(&paper)
        .arg(&picture)
        .status();
    assert!(drawn.expect("poppler-utils is installed by test.sh").success());
    let page = image::open(picture.with_extension("png")).expect("a picture").into_luma8();
    let (width, height) = page.dimensions();
    let found =
        rxing::helpers::detect_in_luma(page.into_raw(), width, height, Some(rxing::BarcodeFormat::QR_CODE));
    found.expect("the QR code is readable").getText().to_owned()
}
