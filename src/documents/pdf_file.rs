//! A PDF file that is being written: its objects, their streams, its identifier.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::{Filter, Pdf, Ref, Settings};

/// The size of most files.
const FILE_BYTES: usize = 64 * 1024;

/// A file that is being written, object by object.
pub(crate) struct PdfFile {
    pub(crate) pdf: Pdf,
    last: i32,
}

impl PdfFile {
    pub(crate) fn new() -> Self {
        let settings = Settings { pretty: false };
        Self { pdf: Pdf::with_settings_and_capacity(settings, FILE_BYTES), last: 0 }
    }

    /// The number of a new object.
    pub(crate) fn allot(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    /// Writes a stream that is already compressed, without further entries.
    pub(crate) fn write_stream(&mut self, compressed: &[u8]) -> Ref {
        let id = self.allot();
        self.pdf.stream(id, compressed).filter(Filter::FlateDecode);
        id
    }

    /// The bytes of the file, with an identifier computed from its objects.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let id = digest(self.pdf.as_bytes()).to_be_bytes().to_vec();
        self.pdf.set_file_id((id.clone(), id));
        self.pdf.finish()
    }
}

/// Compresses a stream of a document. A higher level than the default takes 50 % more time and saves 1 %.
pub(crate) fn compress(bytes: &[u8]) -> Vec<u8> {
    compress_at(Compression::default(), bytes)
}

/// Compresses what is the same in all documents.
pub(crate) fn compress_once(bytes: &[u8]) -> Vec<u8> {
    compress_at(Compression::best(), bytes)
}

fn compress_at(level: Compression, bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), level);
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("compressing in memory cannot fail")
}

/// 128-bit FNV-1a over words of 8 bytes. The identifier must differ between files; it is not a security feature.
fn digest(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let word = |bytes: &[u8]| bytes.iter().fold(0_u128, |word, byte| word << 8 | u128::from(*byte));
    bytes.chunks(8).fold(BASIS, |hash, bytes| (hash ^ word(bytes)).wrapping_mul(PRIME))
}
