//! From drawn pages to the bytes of a PDF: metadata, language, ready-made fonts, and the same bytes for the same input.

use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use time::Date;

use crate::DocumentError;
use crate::canvas::Canvas;
use crate::fonts::{Face, Shown};

/// What a reader's "properties" window shows.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) title: String,
    pub(crate) subject: String,
    pub(crate) author: String,
    /// The day the paper bears; none on a form that is still to be dated by hand.
    pub(crate) date: Option<Date>,
}

/// Writes the pages out.
pub(crate) fn write(pages: Vec<Canvas>, description: &Description) -> Result<Vec<u8>, DocumentError> {
    if pages.is_empty() {
        return Err(DocumentError::Empty);
    }
    let mut shown = Shown::default();
    let mut document = drawn(pages, description, &mut shown)?;
    document.version = "1.7".into();
    describe(&mut document, description)?;
    embed_fonts(&mut document, &shown);
    document.compress();
    identify(&mut document)?;
    save(&mut document)
}

fn drawn(
    pages: Vec<Canvas>,
    description: &Description,
    shown: &mut Shown,
) -> Result<Document, DocumentError> {
    let mut pdf = PdfDocument::new(&description.title);
    for face in Face::ALL {
        pdf.resources.fonts.map.insert(face.id(), face.pdf_font());
    }
    for canvas in pages {
        pdf.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), canvas.finish(shown)?));
    }
    // Our QR symbols use path operators that printpdf has no names for, which it calls insecure.
    let options = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let document = printpdf::to_lopdf_doc(&pdf, &options, &mut warnings);
    match warnings.first() {
        Some(warning) => Err(DocumentError::Drawing(warning.msg.clone())),
        None => Ok(document),
    }
}

/// Title, author and so on, all from the sheet: printpdf would put the present time here.
fn describe(document: &mut Document, description: &Description) -> Result<(), DocumentError> {
    let mut info = dictionary! {
        "Title" => utf16(&description.title),
        "Subject" => utf16(&description.subject),
        "Author" => utf16(&description.author),
        "Creator" => utf16("Camket"),
        "Producer" => utf16("Camket"),
    };
    if let Some(date) = description.date {
        let day = format!("D:{}{:02}{:02}000000+07'00'", date.year(), u8::from(date.month()), date.day());
        info.set("CreationDate", Object::string_literal(day));
    }
    let info = document.add_object(info);
    if let Ok(Object::Reference(replaced)) = document.trailer.get(b"Info").cloned() {
        document.objects.remove(&replaced);
    }
    document.trailer.set("Info", info);
    let catalog = document.catalog_mut().map_err(|error| DocumentError::Drawing(error.to_string()))?;
    catalog.set("Lang", Object::string_literal("vi-VN"));
    catalog.set("PageMode", Object::Name(b"UseNone".to_vec()));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}

fn utf16(text: &str) -> Object {
    let bytes = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// Puts the programs that were cut and compressed before in the place of the whole ones that printpdf copied in.
fn embed_fonts(document: &mut Document, shown: &Shown) {
    let programs: Vec<_> = document.objects.values().filter_map(font_program).collect();
    for (face, program) in programs {
        document.objects.insert(program, Object::Stream(face.program(&shown[face as usize])));
    }
}

fn font_program(object: &Object) -> Option<(Face, lopdf::ObjectId)> {
    let descriptor = descriptor(object.as_dict().ok()?)?;
    let name = descriptor.get(b"FontName").and_then(Object::as_name).ok()?;
    let face = Face::ALL.into_iter().find(|face| face.name().as_bytes() == name)?;
    Some((face, descriptor.get(b"FontFile2").and_then(Object::as_reference).ok()?))
}

fn descriptor(dictionary: &Dictionary) -> Option<&Dictionary> {
    dictionary.has_type(b"FontDescriptor").then_some(dictionary)
}

/// The file's identifier follows from its contents, where printpdf's is random.
fn identify(document: &mut Document) -> Result<(), DocumentError> {
    document.trailer.remove(b"ID");
    let id = Object::String(digest(&save(document)?).to_be_bytes().to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}

/// FNV-1a in 128 bits: the identifier has to differ between files, not to resist anyone.
fn digest(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

fn save(document: &mut Document) -> Result<Vec<u8>, DocumentError> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}
