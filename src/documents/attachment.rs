//! The file attached to a PDF: a machine-readable copy of the document (ISO 32000-2, 7.11.4 and 14.13).
//!
//! It is written as an associated file of the whole document, so that all readers list it. It is read without parsing the
//! document: streams are always directly in the file, whichever program wrote it, so a hostile PDF has no structure to
//! exploit.

use std::io::Read;

use flate2::read::ZlibDecoder;
use pdf_writer::types::AssociationKind;
use pdf_writer::{Filter, Name, Ref, Str, TextStr};

use crate::DocumentError;
use crate::pdf_file::{PdfFile, compress};

/// Maximum size of a PDF that is read.
pub const MAX_PDF_BYTES: usize = 16 * 1024 * 1024;

/// Maximum size of an attachment that is extracted.
pub const MAX_ATTACHMENT_BYTES: usize = 256 * 1024;

/// Maximum length of a stream's dictionary.
const MAX_DICTIONARY_BYTES: usize = 1024;

/// Maximum number of attachment keys that are examined.
const MAX_KEYS: usize = 64;

/// A file to attach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name in ASCII, e.g. "camket.json".
    pub name: String,
    /// Media type, e.g. "application/json".
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// Writes the file and its specification, which the catalogue refers to.
pub(crate) fn write_attachment(file: &mut PdfFile, attachment: &Attachment) -> Ref {
    let (stream, specification) = (file.allot(), file.allot());
    let compressed = compress(&attachment.bytes);
    let mut embedded = file.pdf.embedded_file(stream, &compressed);
    embedded.subtype(Name(attachment.media_type.as_bytes())).filter(Filter::FlateDecode);
    embedded.params().size(i32::try_from(attachment.bytes.len()).unwrap_or(i32::MAX));
    drop(embedded);
    let mut written = file.pdf.file_spec(specification);
    written.path(Str(attachment.name.as_bytes())).unic_file(TextStr(&attachment.name));
    written.embedded_file_with_unicode(stream).association_kind(AssociationKind::Data);
    drop(written);
    specification
}

/// Extracts the attached file of a PDF; `None` if there is none. The input is untrusted; the time is linear in its size.
///
/// # Errors
/// [`DocumentError::Unreadable`]: not a PDF, too large, several attachments, or one that cannot be extracted.
pub fn extract_attachment(pdf: &[u8]) -> Result<Option<Vec<u8>>, DocumentError> {
    if pdf.len() > MAX_PDF_BYTES {
        return Err(DocumentError::Unreadable("the PDF is too large"));
    }
    if find_bytes(&pdf[..pdf.len().min(1024)], b"%PDF-").is_none() {
        return Err(DocumentError::Unreadable("this is no PDF"));
    }
    let mut streams = find_embedded_streams(pdf);
    let Some(first) = streams.next() else { return Ok(None) };
    if streams.next().is_some() {
        return Err(DocumentError::Unreadable("the PDF has several attachments"));
    }
    first.contents().map(Some)
}

/// A stream as it is in the file.
struct EmbeddedStream<'a> {
    dictionary: &'a [u8],
    /// From the first byte of the stream to the farthest possible end.
    data: &'a [u8],
}

/// Streams whose dictionary marks them as an embedded file.
fn find_embedded_streams(pdf: &[u8]) -> impl Iterator<Item = EmbeddedStream<'_>> {
    const KEY: &[u8] = b"/EmbeddedFile";
    let keys = pdf.windows(KEY.len()).enumerate().filter(|(_, window)| *window == KEY).map(|(at, _)| at);
    // /EmbeddedFiles is the name tree of such files, not a file.
    let whole = |key: &usize| pdf.get(key + KEY.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
    keys.take(MAX_KEYS).filter(whole).filter_map(|key| find_stream_around(pdf, key))
}

/// The stream whose dictionary contains the key at this position.
fn find_stream_around(pdf: &[u8], key: usize) -> Option<EmbeddedStream<'_>> {
    let before = &pdf[key.saturating_sub(MAX_DICTIONARY_BYTES)..key];
    let start = key - (before.len() - rfind_bytes(before, b" obj")?);
    let after = &pdf[key..pdf.len().min(key + MAX_DICTIONARY_BYTES)];
    let end = key + find_bytes(after, b"stream")?;
    let dictionary = &pdf[start..end];
    let mut data = &pdf[end + b"stream".len()..];
    data = data.strip_prefix(b"\r").unwrap_or(data);
    data = data.strip_prefix(b"\n").unwrap_or(data);
    let most = data.len().min(MAX_ATTACHMENT_BYTES + 1024);
    (find_bytes(dictionary, b"endobj").is_none())
        .then_some(EmbeddedStream { dictionary, data: &data[..most] })
}

impl EmbeddedStream<'_> {
    fn contents(&self) -> Result<Vec<u8>, DocumentError> {
        if find_bytes(self.dictionary, b"/Filter").is_some() { self.inflate() } else { self.read_plain() }
    }

    fn inflate(&self) -> Result<Vec<u8>, DocumentError> {
        if find_bytes(self.dictionary, b"/FlateDecode").is_none()
            || find_bytes(self.dictionary, b"/DecodeParms").is_some()
        {
            return Err(DocumentError::Unreadable("the attachment is packed in a way that is not ours"));
        }
        let most = u64::try_from(MAX_ATTACHMENT_BYTES + 1).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        ZlibDecoder::new(self.data)
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(|_| DocumentError::Unreadable("the attachment is damaged"))?;
        check_size(bytes)
    }

    fn read_plain(&self) -> Result<Vec<u8>, DocumentError> {
        let end = find_bytes(self.data, b"endstream");
        let mut bytes = &self.data[..end.ok_or(DocumentError::Unreadable("the attachment is damaged"))?];
        bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        check_size(bytes.to_vec())
    }
}

fn check_size(bytes: Vec<u8>) -> Result<Vec<u8>, DocumentError> {
    match bytes.len() {
        ..=MAX_ATTACHMENT_BYTES => Ok(bytes),
        _ => Err(DocumentError::Unreadable("the attachment is too large")),
    }
}

fn find_bytes(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn rfind_bytes(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf_file::compress as zlib;

    /// A minimal PDF with only an embedded file.
    fn pdf(dictionary: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.7\n4 0 obj\n<<{dictionary}>>\nstream\r\n");
        [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
    }

    fn reason(pdf: &[u8]) -> &'static str {
        match extract_attachment(pdf) {
            Err(DocumentError::Unreadable(reason)) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn plain_and_packed_files_are_taken_out() {
        let packed = pdf("/Type/EmbeddedFile/Filter/FlateDecode", &zlib(b"{}"));
        assert_eq!(extract_attachment(&packed).unwrap().unwrap(), b"{}");
        let plain = pdf("/Length 2 /Type /EmbeddedFile", b"{}");
        assert_eq!(extract_attachment(&plain).unwrap().unwrap(), b"{}");
    }

    #[test]
    fn a_pdf_without_one_has_none() {
        assert_eq!(extract_attachment(b"%PDF-1.7\n1 0 obj <</EmbeddedFiles 2 0 R>> endobj").unwrap(), None);
        assert_eq!(extract_attachment(b"%PDF-1.7 /EmbeddedFile").unwrap(), None);
    }

    #[test]
    fn what_is_hostile_is_refused() {
        assert_eq!(reason(b"PK\x03\x04"), "this is no PDF");
        assert_eq!(reason(&vec![b'%'; MAX_PDF_BYTES + 1]), "the PDF is too large");
        let bomb = pdf("/Type/EmbeddedFile/Filter/FlateDecode", &zlib(&vec![0; 20_000_000]));
        assert_eq!(reason(&bomb), "the attachment is too large");
        let plain = pdf("/Type/EmbeddedFile", &vec![b' '; MAX_ATTACHMENT_BYTES + 1]);
        assert_eq!(reason(&plain), "the attachment is too large");
        let twice = [pdf("/Type/EmbeddedFile", b"{}"), pdf("/Type/EmbeddedFile", b"[]")].concat();
        assert_eq!(reason(&twice), "the PDF has several attachments");
        let damaged = pdf("/Type/EmbeddedFile/Filter/FlateDecode", b"{}");
        assert_eq!(reason(&damaged), "the attachment is damaged");
        let foreign = pdf("/Type/EmbeddedFile/Filter[/LZWDecode]", b"{}");
        assert_eq!(reason(&foreign), "the attachment is packed in a way that is not ours");
        assert_eq!(reason(b"%PDF-1.7\n4 0 obj<</Type/EmbeddedFile>>stream\n{}"), "the attachment is damaged");
    }

    #[test]
    fn keys_without_end_take_no_time() {
        let mut keys = b"%PDF-1.7\n".to_vec();
        keys.extend(b"1 0 obj/EmbeddedFile ".repeat(200_000));
        assert_eq!(extract_attachment(&keys).unwrap(), None);
    }
}
