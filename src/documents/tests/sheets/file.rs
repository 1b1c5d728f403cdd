//! Properties of every PDF file: reproducible, valid, marked as Vietnamese.

use crate::reader::{check_with_qpdf, run_tool, uncompress};
use crate::samples;
use camket_documents::{
    DocumentError, render_certificate, render_decal, render_pledge, render_worker_pledges,
};

fn all() -> Vec<Vec<u8>> {
    vec![
        render_certificate(&samples::certificate()).unwrap(),
        render_certificate(&samples::preview()).unwrap(),
        render_decal(&samples::decal()).unwrap(),
        render_pledge(&samples::signed_pledge()).unwrap(),
        render_pledge(&samples::blank_pledge()).unwrap(),
        render_worker_pledges(&samples::worker_pledges()).unwrap(),
    ]
}

fn identifier(pdf: &[u8]) -> String {
    let trailer = run_tool("qpdf", &["--show-object=trailer"], pdf, &[]);
    trailer.split_once("/ID").unwrap().1.split_once(']').unwrap().0.into()
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    assert!(all() == all());
}

#[test]
fn another_sheet_gets_another_identifier() {
    let mut other = samples::certificate();
    other.valid_until = other.valid_until.previous_day().unwrap();
    let pdfs = [render_certificate(&samples::certificate()).unwrap(), render_certificate(&other).unwrap()];
    assert_ne!(identifier(&pdfs[0]), identifier(&pdfs[1]));
}

#[test]
fn every_file_is_sound() {
    for pdf in all() {
        check_with_qpdf(&pdf);
    }
}

#[test]
fn every_file_says_that_it_is_in_vietnamese() {
    for pdf in all() {
        assert!(uncompress(&pdf).contains("\n  /Lang (vi-VN)\n"));
    }
}

#[test]
fn no_sheet_is_no_file() {
    assert!(matches!(render_worker_pledges(&[]), Err(DocumentError::Empty)));
}
