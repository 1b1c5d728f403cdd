//! Searches responses for personal numbers.

use std::io::Write;
use std::process::{Command, Stdio};

use data_encoding::BASE64URL_NOPAD;

use crate::browser::BrowserResponse;

/// The `numbers` that a response contains in its address, headers, cookies, page or PDF.
pub fn find_numbers<'a>(answer: &BrowserResponse, numbers: &[&'a str]) -> Vec<&'a str> {
    let mut texts = vec![answer.path.clone(), text_of(answer)];
    for value in answer.headers.values() {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        texts.extend(value.split(['=', ';', ' ']).map(decode_cookie));
        texts.push(value);
    }
    numbers.iter().copied().filter(|number| texts.iter().any(|text| contains_number(text, number))).collect()
}

/// Whether a text contains a number in any grouping.
pub fn contains_number(text: &str, number: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    text.contains(number) || plain(text).contains(number)
}

/// The text of a page or a PDF.
fn text_of(answer: &BrowserResponse) -> String {
    if answer.is_pdf() { pdf_text(&answer.body) } else { answer.text() }
}

/// Decodes our cookies, which are base64url of JSON.
fn decode_cookie(value: &str) -> String {
    let bytes = BASE64URL_NOPAD.decode(value.as_bytes()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The text of a PDF, extracted by poppler.
pub fn pdf_text(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext");
    reader.args(["-raw", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut reader = reader.spawn().expect("pdftotext (Debian: poppler-utils)");
    reader.stdin.take().expect("a pipe").write_all(pdf).expect("it reads");
    let output = reader.wait_with_output().expect("it ends");
    assert!(output.status.success(), "pdftotext cannot read the paper");
    String::from_utf8(output.stdout).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}
