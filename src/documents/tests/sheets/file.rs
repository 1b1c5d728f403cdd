//! Properties of every PDF file: reproducible, valid, marked as Vietnamese.

use camket_documents::{DocumentError, certificate_pdf, decal_pdf, pledge_pdf, worker_pledges_pdf};
use lopdf::Document;

use crate::reader::check;
use crate::samples;

fn all() -> Vec<Vec<u8>> {
    vec![
        certificate_pdf(&samples::certificate()).unwrap(),
        certificate_pdf(&samples::preview()).unwrap(),
        decal_pdf(&samples::decal()).unwrap(),
        pledge_pdf(&samples::signed_pledge()).unwrap(),
        pledge_pdf(&samples::blank_pledge()).unwrap(),
        worker_pledges_pdf(&samples::worker_pledges()).unwrap(),
    ]
}

fn identifier(pdf: &[u8]) -> String {
    format!("{:?}", Document::load_mem(pdf).unwrap().trailer.get(b"ID").unwrap())
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    assert!(all() == all());
}

#[test]
fn another_sheet_gets_another_identifier() {
    let mut other = samples::certificate();
    other.valid_until = other.valid_until.previous_day().unwrap();
    let pdfs = [certificate_pdf(&samples::certificate()).unwrap(), certificate_pdf(&other).unwrap()];
    assert_ne!(identifier(&pdfs[0]), identifier(&pdfs[1]));
}

#[test]
fn every_file_is_sound() {
    for pdf in all() {
        check(&pdf);
    }
}

#[test]
fn every_file_says_that_it_is_in_vietnamese() {
    for pdf in all() {
        let document = Document::load_mem(&pdf).unwrap();
        let language = document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap();
        assert_eq!(language, b"vi-VN");
    }
}

#[test]
fn no_sheet_is_no_file() {
    assert!(matches!(worker_pledges_pdf(&[]), Err(DocumentError::Empty)));
}
