//! Writing of drawn pages as a PDF file: metadata, language, logical structure, embedded fonts. The same input gives the same bytes.

use std::io::Read;

use flate2::Compression;
use flate2::read::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt};
use time::Date;

use crate::DocumentError;
use crate::attachment::{Attachment, attach_file, encode_utf16};
use crate::canvas::Canvas;
use crate::fonts::{FaceRange, FontFace, UsedCharacters};
use crate::structure::add_structure;

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
    let mut structure = Vec::new();
    let mut printed = Vec::new();
    for canvas in pages {
        let (width, height) = (Mm::from(Pt(canvas.format.width)), Mm::from(Pt(canvas.format.height)));
        let page = canvas.finish(&mut shown)?;
        printed.push(PdfPage::new(width, height, page.ops));
        structure.push(page.elements);
    }
    let range = FaceRange::covering(&shown);
    let mut document = build_document(printed, description, range)?;
    document.version = "1.7".into();
    add_structure(&mut document, &structure)?;
    set_properties(&mut document, description)?;
    embed_fonts(&mut document, range, &shown);
    if let Some(attachment) = &description.attachment {
        attach_file(&mut document, attachment)?;
    }
    compress_streams(&mut document)?;
    save_with_identifier(document)
}

/// Compresses all streams but fonts, which are already compressed. A higher level than the default takes 50 % more time
/// and saves 1 %.
fn compress_streams(document: &mut Document) -> Result<(), DocumentError> {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if stream.allows_compression {
            let mut bytes = Vec::new();
            ZlibEncoder::new(stream.content.as_slice(), Compression::default()).read_to_end(&mut bytes)?;
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(bytes);
        }
    }
    Ok(())
}

fn build_document(
    pages: Vec<PdfPage>,
    description: &FileDescription,
    range: FaceRange,
) -> Result<Document, DocumentError> {
    let mut pdf = PdfDocument::new(&description.title);
    for face in FontFace::ALL {
        pdf.resources.fonts.map.insert(face.id(), face.pdf_font(range));
    }
    pdf.pages = pages;
    // QR symbols use path operators that printpdf does not support by name and calls insecure.
    let options = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let document = printpdf::to_lopdf_doc(&pdf, &options, &mut warnings);
    match warnings.first() {
        Some(warning) => Err(DocumentError::Drawing(warning.msg.clone())),
        None => Ok(document),
    }
}

/// Sets the document properties from the sheet. printpdf would write the current time.
fn set_properties(document: &mut Document, description: &FileDescription) -> Result<(), DocumentError> {
    let mut info = dictionary! {
        "Title" => encode_utf16(&description.title),
        "Subject" => encode_utf16(&description.subject),
        "Author" => encode_utf16(&description.author),
        "Creator" => encode_utf16("Camket"),
        "Producer" => encode_utf16("Camket"),
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

/// Replaces the complete font programs embedded by printpdf by the subsets compressed before.
fn embed_fonts(document: &mut Document, range: FaceRange, shown: &UsedCharacters) {
    let programs: Vec<_> = document.objects.values().filter_map(find_font_program).collect();
    for (face, program) in programs {
        document.objects.insert(program, Object::Stream(face.program(range, &shown[face as usize])));
    }
}

fn find_font_program(object: &Object) -> Option<(FontFace, lopdf::ObjectId)> {
    let descriptor = as_font_descriptor(object.as_dict().ok()?)?;
    let name = descriptor.get(b"FontName").and_then(Object::as_name).ok()?;
    let face = FontFace::ALL.into_iter().find(|face| face.name().as_bytes() == name)?;
    Some((face, descriptor.get(b"FontFile2").and_then(Object::as_reference).ok()?))
}

fn as_font_descriptor(dictionary: &Dictionary) -> Option<&Dictionary> {
    dictionary.has_type(b"FontDescriptor").then_some(dictionary)
}

/// The bytes of the document, with an identifier computed from them; that of printpdf is random.
fn save_with_identifier(mut document: Document) -> Result<Vec<u8>, DocumentError> {
    let blank = Object::String(vec![0; 16], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![blank.clone(), blank]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    let id = format!("{:032x}", digest(&bytes));
    let zeros = [b'0'; 32];
    for _ in 0..2 {
        let blank = bytes.windows(zeros.len()).rposition(|window| window == zeros);
        let blank = blank.ok_or_else(|| DocumentError::Drawing("no place for the identifier".into()))?;
        bytes[blank..blank + zeros.len()].copy_from_slice(id.as_bytes());
    }
    Ok(bytes)
}

/// 128-bit FNV-1a over words of 8 bytes. The identifier must differ between files; it is not a security feature.
fn digest(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let word = |bytes: &[u8]| bytes.iter().fold(0_u128, |word, byte| word << 8 | u128::from(*byte));
    bytes.chunks(8).fold(BASIS, |hash, bytes| (hash ^ word(bytes)).wrapping_mul(PRIME))
}
