//! Writing of drawn pages as a PDF file: metadata, language, logical structure, embedded fonts. The same input gives the same bytes.

use pdf_writer::types::{ActionType, AnnotationType, PageLayout, PageMode, TabOrder};
use pdf_writer::{Name, Rect, Ref, Str, TextStr};
use time::Date;

use crate::DocumentError;
use crate::attachment::{Attachment, write_attachment};
use crate::canvas::{Canvas, DrawnPage, Link};
use crate::fonts::{UsedCharacters, write_fonts};
use crate::pdf_file::{PdfFile, compress};
use crate::structure::write_structure;

/// Document properties.
#[derive(Debug)]
pub(crate) struct FileDescription {
    pub(crate) title: String,
    pub(crate) subject: String,
    pub(crate) author: String,
    /// Date of the document; `None` for a form that is dated by hand.
    pub(crate) date: Option<Date>,
    /// The machine-readable copy.
    pub(crate) attachment: Option<Attachment>,
}

/// Writes the pages as a PDF.
pub(crate) fn write_pdf(pages: Vec<Canvas>, description: &FileDescription) -> Result<Vec<u8>, DocumentError> {
    if pages.is_empty() {
        return Err(DocumentError::Empty);
    }
    let mut shown = UsedCharacters::default();
    let pages: Vec<DrawnPage> =
        pages.into_iter().map(|canvas| canvas.finish(&mut shown)).collect::<Result<_, _>>()?;
    let mut file = PdfFile::new();
    let tree = file.allot();
    let ids: Vec<Ref> =
        (0..).zip(&pages).map(|(number, page)| write_page(&mut file, page, tree, number)).collect();
    write_page_tree(&mut file, tree, &ids, &shown);
    let elements = pages.iter().map(|page| page.elements.as_slice());
    let structure = write_structure(&mut file, ids.into_iter().zip(elements));
    write_properties(&mut file, description);
    write_catalog(&mut file, tree, structure, description.attachment.as_ref());
    Ok(file.finish())
}

/// Writes a page; its number, from 0, is also that of its structure.
fn write_page(file: &mut PdfFile, page: &DrawnPage, tree: Ref, number: i32) -> Ref {
    let content = file.write_stream(&compress(&page.content));
    let links: Vec<Ref> = page.links.iter().map(|link| write_link(file, link)).collect();
    let id = file.allot();
    let mut written = file.pdf.page(id);
    written.parent(tree).media_box(Rect::new(0.0, 0.0, page.format.width, page.format.height));
    written.contents(content).struct_parents(number).tab_order(TabOrder::StructureOrder);
    if !links.is_empty() {
        written.annotations(links);
    }
    drop(written);
    id
}

fn write_link(file: &mut PdfFile, link: &Link) -> Ref {
    let id = file.allot();
    let mut written = file.pdf.annotation(id);
    written.subtype(AnnotationType::Link).rect(link.area).border(0.0, 0.0, 0.0, None);
    written.action().action_type(ActionType::Uri).uri(Str(link.address.as_bytes()));
    drop(written);
    id
}

/// Writes the tree of pages. All pages inherit its fonts.
fn write_page_tree(file: &mut PdfFile, tree: Ref, pages: &[Ref], shown: &UsedCharacters) {
    let fonts = write_fonts(file, shown);
    let mut written = file.pdf.pages(tree);
    written.count(i32::try_from(pages.len()).unwrap_or(i32::MAX)).kids(pages.iter().copied());
    let mut resources = written.resources();
    resources.fonts().pairs(fonts);
}

/// Writes the document properties from the sheet.
fn write_properties(file: &mut PdfFile, description: &FileDescription) {
    let id = file.allot();
    let mut info = file.pdf.document_info(id);
    info.title(TextStr(&description.title));
    info.subject(TextStr(&description.subject));
    info.author(TextStr(&description.author));
    info.creator(TextStr("Camket")).producer(TextStr("Camket"));
    if let Some(date) = description.date {
        info.creation_date(begin_day(date));
    }
}

/// The first moment of a Vietnamese date.
fn begin_day(date: Date) -> pdf_writer::Date {
    let year = u16::try_from(date.year()).unwrap_or(0);
    let day = pdf_writer::Date::new(year).month(date.month().into()).day(date.day());
    day.hour(0).minute(0).second(0).utc_offset_hour(7).utc_offset_minute(0)
}

fn write_catalog(file: &mut PdfFile, tree: Ref, structure: Ref, attachment: Option<&Attachment>) {
    let attached = attachment.map(|attachment| (attachment, write_attachment(file, attachment)));
    let id = file.allot();
    let mut catalog = file.pdf.catalog(id);
    catalog.pages(tree).lang(TextStr("vi-VN"));
    catalog.page_layout(PageLayout::OneColumn).page_mode(PageMode::UseNone);
    catalog.viewer_preferences().display_doc_title(true);
    catalog.mark_info().marked(true);
    catalog.pair(Name(b"StructTreeRoot"), structure);
    if let Some((attachment, specification)) = attached {
        catalog.insert(Name(b"AF")).array().item(specification);
        let mut names = catalog.names();
        names.embedded_files().names().insert(Str(attachment.name.as_bytes()), specification);
    }
}
