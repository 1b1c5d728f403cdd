//! Whether the finished PDF says what it has to, read out of its bytes.

use lopdf::{Document, LoadOptions};

use crate::DocumentError;

/// More text than this is on no paper of ours.
const MOST_CONTENT: usize = 8 * 1024 * 1024;

/// Whether the text of one of our PDFs has each phrase, whatever its lines and capitals. A phrase comes with the word that an
/// error calls it by.
///
/// # Errors
/// [`DocumentError::NotSaid`] for the first that is missing; [`DocumentError::Unreadable`] if the PDF cannot be read.
pub fn says(pdf: &[u8], phrases: &[(&'static str, &str)]) -> Result<(), DocumentError> {
    let unreadable = |_| DocumentError::Unreadable("the text of the PDF cannot be read");
    let options = LoadOptions::with_max_decompressed_size(MOST_CONTENT);
    let document = Document::load_mem_with_options(pdf, options).map_err(unreadable)?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text_with_limit(&pages, MOST_CONTENT).map_err(unreadable)?;
    let text = folded(&text);
    match phrases.iter().find(|(_, phrase)| !text.contains(&folded(phrase))) {
        Some((what, _)) => Err(DocumentError::NotSaid { what }),
        None => Ok(()),
    }
}

/// Lines break anywhere and names stand in capitals, so neither white space nor capitals count.
fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
