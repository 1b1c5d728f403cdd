//! Text documents as docx (ECMA-376 part 1, WordprocessingML): paragraphs, tables, one picture, a portrait part and parts
//! across. Times New Roman is named, as NĐ 30/2020 asks; the reader's program has it or one of the same widths.
//!
//! Written here, on the archive of the spreadsheets: the crate `docx-rs` brings thirteen others, among them a second
//! decoder of pictures, for what is a page of markup.

mod body;
mod parts;

use std::io::Result;

pub(crate) use body::{CellText, TableColumn, TableStyle, TextAlign, TextBody, TextStyle};

use crate::archive::ArchiveWriter;

/// The document with this body; `picture`: PNG, shown where the body has it.
///
/// # Errors
/// `InvalidInput` for a file above 4 GB.
pub(crate) fn write_document(title: &str, body: TextBody, picture: &[u8]) -> Result<Vec<u8>> {
    let mut archive = ArchiveWriter::new(Vec::new());
    for (name, content) in parts::FIXED_PARTS {
        archive.add_part(name, content)?;
    }
    archive.add_part("docProps/core.xml", &parts::build_properties(title))?;
    archive.add_part("word/document.xml", &parts::build_document(&body.finish()))?;
    archive.add_bytes("word/media/code.png", picture)?;
    archive.finish()
}
