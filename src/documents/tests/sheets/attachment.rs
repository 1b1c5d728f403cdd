//! The attachment, extracted by poppler, by qpdf and by the program's own reader.

use camket_documents::{Attachment, attachment, certificate_pdf};

use crate::reader::{rewritten, run};
use crate::samples;

fn attached() -> Attachment {
    samples::certificate().attachment.unwrap()
}

#[test]
fn it_comes_out_as_it_went_in() {
    let pdf = certificate_pdf(&samples::certificate()).unwrap();
    assert_eq!(attachment(&pdf).unwrap().unwrap(), attached().bytes);
}

#[test]
fn other_programs_list_it() {
    let pdf = certificate_pdf(&samples::certificate()).unwrap();
    assert!(run("pdfdetach", &["-list"], &pdf, &[]).contains("1: camket.json"));
    let shown = run("qpdf", &["--show-attachment=camket.json"], &pdf, &[]);
    assert_eq!(shown.as_bytes(), attached().bytes);
}

#[test]
fn a_preview_has_none() {
    assert_eq!(attachment(&certificate_pdf(&samples::preview()).unwrap()).unwrap(), None);
}

#[test]
fn it_survives_another_program() {
    let pdf = certificate_pdf(&samples::certificate()).unwrap();
    let ways: [&[&str]; 4] = [
        &["--object-streams=generate", "--recompress-flate"],
        &["--stream-data=uncompress"],
        &["--linearize"],
        &["--qdf"],
    ];
    for way in ways {
        let other = rewritten(&pdf, way);
        assert_eq!(attachment(&other).unwrap().unwrap(), attached().bytes, "{way:?}");
    }
}

/// A damaged file gives the attachment, `None` or an error, quickly and without a panic.
#[test]
fn damage_is_survived() {
    let pdf = certificate_pdf(&samples::certificate()).unwrap();
    for step in 0..400 {
        let mut damaged = pdf.clone();
        let at = (step * 7919) % damaged.len();
        damaged[at] ^= 1 << (step % 8);
        let _ = attachment(&damaged);
        let _ = attachment(&pdf[..at]);
    }
}
