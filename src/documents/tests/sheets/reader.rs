//! Reading of PDFs with poppler and qpdf.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use image::GrayImage;

/// A word with its box, in points from the top left of its page.
#[derive(Debug, Clone)]
pub struct PlacedWord {
    pub page: usize,
    pub text: String,
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// Runs a tool on a PDF. Panics if it is missing, fails or writes to stderr.
pub fn run_tool(tool: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> String {
    String::from_utf8(output(tool, before, pdf, after)).unwrap()
}

fn output(tool: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> Vec<u8> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("sheet-{}-{}.pdf", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, pdf).unwrap();
    let output = Command::new(tool).args(before).arg(&path).args(after).output();
    std::fs::remove_file(&path).unwrap();
    let output = output.unwrap_or_else(|error| panic!("{tool} (Debian: poppler-utils, qpdf): {error}"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    let answer = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && complaint.is_empty(), "{tool}: {answer} {complaint}");
    output.stdout
}

/// The first page as a greyscale picture.
pub fn render_first_page(pdf: &[u8], dpi: u32) -> GrayImage {
    let picture = output("pdftoppm", &["-gray", "-png", "-singlefile", "-r", &dpi.to_string()], pdf, &[]);
    image::load_from_memory(&picture).unwrap().into_luma8()
}

/// All pages as greyscale pictures.
pub fn render_pages(pdf: &[u8], dpi: u32) -> Vec<GrayImage> {
    let count = pages(pdf).len();
    let page = |number: usize| {
        let number = number.to_string();
        let options = ["-gray", "-png", "-singlefile", "-r", &dpi.to_string(), "-f", &number];
        let picture = output("pdftoppm", &options, pdf, &[]);
        image::load_from_memory(&picture).unwrap().into_luma8()
    };
    (1..=count).map(page).collect()
}

/// The PDF rewritten by qpdf.
pub fn rewrite_with_qpdf(pdf: &[u8], options: &[&str]) -> Vec<u8> {
    output("qpdf", options, pdf, &["-"])
}

/// The PDF as text: its objects and the operations of its pages, each on a line of its own.
pub fn uncompress(pdf: &[u8]) -> String {
    String::from_utf8_lossy(&rewrite_with_qpdf(pdf, &["--qdf", "--object-streams=disable"])).into_owned()
}

/// The text in drawing order; white space becomes one space.
pub fn text(pdf: &[u8]) -> String {
    collapse_spaces(&run_tool("pdftotext", &["-raw"], pdf, &["-"]))
}

/// The text of each page.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    let text = run_tool("pdftotext", &["-raw"], pdf, &["-"]);
    text.trim_end_matches('\u{C}').split('\u{C}').map(collapse_spaces).collect()
}

fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn check_with_qpdf(pdf: &[u8]) {
    run_tool("qpdf", &["--check"], pdf, &[]);
}

pub fn properties(pdf: &[u8]) -> String {
    run_tool("pdfinfo", &[], pdf, &[])
}

pub fn words(pdf: &[u8]) -> Vec<PlacedWord> {
    let mut page = 0;
    let mut words = Vec::new();
    for line in run_tool("pdftotext", &["-bbox"], pdf, &["-"]).lines() {
        page += usize::from(line.trim_start().starts_with("<page "));
        words.extend(word(page, line.trim()));
    }
    words
}

fn word(page: usize, line: &str) -> Option<PlacedWord> {
    let (attributes, text) = line.strip_prefix("<word ")?.strip_suffix("</word>")?.split_once('>')?;
    let mut numbers = attributes.split('"').skip(1).step_by(2).map(|number| number.parse().unwrap());
    let mut next = || numbers.next().unwrap();
    Some(PlacedWord { page, left: next(), top: next(), right: next(), bottom: next(), text: text.into() })
}

/// Asserts that the text contains all phrases in this order.
pub fn assert_in_order(text: &str, phrases: &[&str]) {
    let mut rest = text;
    for phrase in phrases {
        let at = rest.find(phrase).unwrap_or_else(|| panic!("\"{phrase}\" is not in \"{rest}\""));
        rest = &rest[at + phrase.len()..];
    }
}

/// Asserts that all words are within the margins, except page numbers in the top margin, and that no words overlap.
pub fn assert_tidy(pdf: &[u8]) {
    assert_tidy_below(pdf, 0.0);
}

/// As [`assert_tidy`], of the words that end below `top` millimetres: above them a cover line may stand.
pub fn assert_tidy_below(pdf: &[u8], top: f32) {
    const MM: f32 = 72.0 / 25.4;
    let words: Vec<_> = words(pdf).into_iter().filter(|word| word.bottom >= top * MM).collect();
    assert!(!words.is_empty());
    for word in &words {
        let number = word.text.parse::<u8>().is_ok() && word.bottom < 20.0 * MM;
        assert!(word.left >= 30.0 * MM - 0.5 && word.right <= 190.0 * MM + 0.5, "{word:?}");
        assert!(number || word.top >= 19.0 * MM && word.bottom <= 278.0 * MM, "{word:?}");
    }
    for (index, word) in words.iter().enumerate() {
        for other in &words[index + 1..] {
            assert!(!overlap(word, other), "{word:?} {other:?}");
        }
    }
}

/// Boxes have the full height of the typeface, so boxes of neighbouring lines may touch.
fn overlap(a: &PlacedWord, b: &PlacedWord) -> bool {
    let across = a.right.min(b.right) - a.left.max(b.left);
    let down = a.bottom.min(b.bottom) - a.top.max(b.top);
    let height = (a.bottom - a.top).min(b.bottom - b.top);
    a.page == b.page && across > 0.5 && down > 0.3 * height
}
