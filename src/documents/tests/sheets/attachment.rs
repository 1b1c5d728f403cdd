//! The attachment, extracted by poppler, by qpdf and by the program's own reader.

use camket_documents::{Attachment, extract_attachment, render_certificate};

use crate::reader::{rewrite_with_qpdf, run_tool};
use crate::samples;

fn attached() -> Attachment {
    samples::certificate().attachment.unwrap()
}

#[test]
fn attachment_is_extracted_unchanged() {
    let pdf = render_certificate(&samples::certificate()).unwrap();
    assert_eq!(extract_attachment(&pdf).unwrap().unwrap(), attached().bytes);
}

#[test]
fn attachment_is_listed_by_other_programs() {
    let pdf = render_certificate(&samples::certificate()).unwrap();
    assert!(run_tool("pdfdetach", &["-list"], &pdf, &[]).contains("1: camket.json"));
    let shown = run_tool("qpdf", &["--show-attachment=camket.json"], &pdf, &[]);
    assert_eq!(shown.as_bytes(), attached().bytes);
}

#[test]
fn preview_has_no_attachment() {
    assert_eq!(extract_attachment(&render_certificate(&samples::preview()).unwrap()).unwrap(), None);
}

#[test]
fn attachment_survives_rewriting_by_qpdf() {
    let pdf = render_certificate(&samples::certificate()).unwrap();
    let ways: [&[&str]; 4] = [
        &["--object-streams=generate", "--recompress-flate"],
        &["--stream-data=uncompress"],
        &["--linearize"],
        &["--qdf"],
    ];
    for way in ways {
        let other = rewrite_with_qpdf(&pdf, way);
        assert_eq!(extract_attachment(&other).unwrap().unwrap(), attached().bytes, "{way:?}");
    }
}

/// A damaged file gives the attachment, `None` or an error, quickly and without a panic.
#[test]
fn damaged_pdf_never_panics() {
    let pdf = render_certificate(&samples::certificate()).unwrap();
    for step in 0..400 {
        let mut damaged = pdf.clone();
        let at = (step * 7919) % damaged.len();
        damaged[at] ^= 1 << (step % 8);
        let _ = extract_attachment(&damaged);
        let _ = extract_attachment(&pdf[..at]);
    }
}
