//! Text and symbol of a PDF drawn by this program, read from its bytes.

use super::objects::Objects;
use super::tokens::{Token, Tokens};
use crate::DocumentError;
use crate::qr::QrSymbol;

/// Maximum decompressed size of a page's content.
const MAX_CONTENT_BYTES: usize = 8 * 1024 * 1024;

/// The content of each page of a PDF.
pub(crate) struct ParsedPdf(Vec<Vec<u8>>);

/// An operator of a page with its operands.
struct Operation<'a> {
    operator: &'a [u8],
    operands: Vec<Token<'a>>,
}

impl ParsedPdf {
    pub(crate) fn load(pdf: &[u8]) -> Result<Self, DocumentError> {
        read_contents(pdf).map(Self).ok_or(DocumentError::Unreadable("the PDF cannot be read"))
    }

    /// Checks that the text contains each phrase; line breaks and case are ignored.
    pub(crate) fn check_text(&self, phrases: &[(&'static str, &str)]) -> Result<(), DocumentError> {
        let text = fold_text(&self.read_text());
        match phrases.iter().find(|(_, phrase)| !text.contains(&fold_text(phrase))) {
            Some((what, _)) => Err(DocumentError::TextMissing { what }),
            None => Ok(()),
        }
    }

    /// The text in drawing order, without line breaks. The fonts encode it in UTF-16 (`fonts/embedding.rs`).
    fn read_text(&self) -> String {
        let shown = self.0.iter().flat_map(|page| list_operations(page)).flat_map(|operation| {
            let shows = matches!(operation.operator, b"Tj" | b"TJ");
            operation.operands.into_iter().filter(move |_| shows)
        });
        let units = shown.flat_map(|operand| match operand {
            Token::Text(bytes) => {
                bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
            }
            _ => Vec::new(),
        });
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// The symbol on the first page, from its painted rectangles. It is not decoded.
    pub(crate) fn read_symbol(&self) -> Result<QrSymbol, DocumentError> {
        let page = self.0.first().ok_or(DocumentError::SymbolUnreadable)?;
        QrSymbol::from_rectangles(&find_rectangles(page)).ok_or(DocumentError::SymbolUnreadable)
    }

    #[cfg(test)]
    pub(crate) fn count_pages(&self) -> usize {
        self.0.len()
    }
}

fn read_contents(pdf: &[u8]) -> Option<Vec<Vec<u8>>> {
    let objects = Objects::load(pdf)?;
    let pages = objects.list_pages()?;
    pages.iter().map(|page| objects.read_stream(page, b"Contents", MAX_CONTENT_BYTES)).collect()
}

fn list_operations(page: &[u8]) -> impl Iterator<Item = Operation<'_>> {
    let mut tokens = Tokens::of(page);
    std::iter::from_fn(move || {
        let mut operands = Vec::new();
        loop {
            match tokens.next()? {
                Token::Word(operator) => return Some(Operation { operator, operands }),
                operand => operands.push(operand),
            }
        }
    })
}

/// The rectangles (column, row, width, height) of the symbol's path: the only one under a vertically flipped transform.
fn find_rectangles(page: &[u8]) -> Vec<[u16; 4]> {
    let mirrored = |operation: &Operation<'_>| {
        let down = operation.operands.get(3);
        operation.operator == b"cm"
            && down.is_some_and(|n| matches!(n, Token::Number(n) if n.starts_with('-')))
    };
    let path = list_operations(page).skip_while(|operation| !mirrored(operation)).skip(1);
    path.take_while(|operation| operation.operator == b"re")
        .filter_map(|operation| parse_rectangle(&operation))
        .collect()
}

fn parse_rectangle(operation: &Operation<'_>) -> Option<[u16; 4]> {
    let numbers = operation.operands.iter().map(|operand| match operand {
        Token::Number(number) => number.parse().ok(),
        _ => None,
    });
    numbers.collect::<Option<Vec<_>>>()?.try_into().ok()
}

/// Removes white space and case: lines break anywhere, and names are in capitals.
fn fold_text(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
