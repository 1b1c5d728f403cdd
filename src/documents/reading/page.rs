//! Text and symbol of a PDF drawn by this program, read from its bytes.

use lopdf::content::{Content, Operation};
use lopdf::{Document, LoadOptions};

use crate::DocumentError;
use crate::qr::QrSymbol;

/// Maximum decompressed size of a page's content.
const MAX_CONTENT_BYTES: usize = 8 * 1024 * 1024;

/// A PDF parsed from its bytes.
pub(crate) struct ParsedPdf(Document);

impl ParsedPdf {
    pub(crate) fn load(pdf: &[u8]) -> Result<Self, DocumentError> {
        let options = LoadOptions::with_max_decompressed_size(MAX_CONTENT_BYTES);
        Document::load_mem_with_options(pdf, options)
            .map(Self)
            .map_err(|_| DocumentError::Unreadable("the PDF cannot be read"))
    }

    /// Checks that the text contains each phrase; line breaks and case are ignored.
    pub(crate) fn check_text(&self, phrases: &[(&'static str, &str)]) -> Result<(), DocumentError> {
        let pages: Vec<u32> = self.0.get_pages().into_keys().collect();
        let text = self.0.extract_text_with_limit(&pages, MAX_CONTENT_BYTES);
        let text = text.map_err(|_| DocumentError::Unreadable("the text of the PDF cannot be read"))?;
        let text = fold_text(&text);
        match phrases.iter().find(|(_, phrase)| !text.contains(&fold_text(phrase))) {
            Some((what, _)) => Err(DocumentError::TextMissing { what }),
            None => Ok(()),
        }
    }

    /// The symbol on the first page, from its painted rectangles. It is not decoded.
    pub(crate) fn read_symbol(&self) -> Result<QrSymbol, DocumentError> {
        let page = self.0.get_pages().into_values().next().ok_or(DocumentError::SymbolUnreadable)?;
        let content = Content::decode(&self.0.get_page_content(page));
        let operations = content.map_err(|_| DocumentError::SymbolUnreadable)?.operations;
        QrSymbol::from_rectangles(&find_rectangles(&operations)).ok_or(DocumentError::SymbolUnreadable)
    }
}

/// The rectangles (column, row, width, height) of the symbol's path: the only one under a vertically flipped transform.
fn find_rectangles(operations: &[Operation]) -> Vec<[u16; 4]> {
    let mirrored = |operation: &&Operation| {
        operation.operator == "cm"
            && operation.operands.get(3).and_then(|down| down.as_float().ok()).is_some_and(|down| down < 0.0)
    };
    let path = operations.iter().skip_while(|operation| !mirrored(operation)).skip(1);
    path.take_while(|operation| operation.operator == "re").filter_map(parse_rectangle).collect()
}

fn parse_rectangle(operation: &Operation) -> Option<[u16; 4]> {
    let numbers = operation.operands.iter().map(|n| n.as_i64().ok().and_then(|n| u16::try_from(n).ok()));
    numbers.collect::<Option<Vec<_>>>()?.try_into().ok()
}

/// Removes white space and case: lines break anywhere, and names are in capitals.
fn fold_text(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
