//! From drawn pages to the bytes of a PDF: metadata, language, ready-made fonts, and the same bytes for the same input.

use std::io::Read;

use flate2::Compression;
use flate2::read::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt};
use time::Date;

use crate::DocumentError;
use crate::attachment::{Attachment, attach, utf16};
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
    /// What a machine reads.
    pub(crate) attachment: Option<Attachment>,
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
    if let Some(attachment) = &description.attachment {
        attach(&mut document, attachment)?;
    }
    compress(&mut document)?;
    identified(document)
}

/// The streams that are the paper's own: fonts come compressed. A higher level than the usual takes half as much time again
/// for one byte in a hundred.
fn compress(document: &mut Document) -> Result<(), DocumentError> {
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
        let (width, height) = (Mm::from(Pt(canvas.format.width)), Mm::from(Pt(canvas.format.height)));
        pdf.pages.push(PdfPage::new(width, height, canvas.finish(shown)?));
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

/// The bytes of the document, with an identifier that follows from all of them, where printpdf's is random.
fn identified(mut document: Document) -> Result<Vec<u8>, DocumentError> {
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

/// FNV-1a in 128 bits, over words of 8 bytes: the identifier has to differ between files, not to resist anyone.
fn digest(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let word = |bytes: &[u8]| bytes.iter().fold(0_u128, |word, byte| word << 8 | u128::from(*byte));
    bytes.chunks(8).fold(BASIS, |hash, bytes| (hash ^ word(bytes)).wrapping_mul(PRIME))
}
