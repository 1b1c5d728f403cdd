//! Files that are kept packed (gzip, RFC 1952) in memory, and leave as they are or unpacked piece by piece.

use std::io::{Cursor, Read, Result, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// Bytes of a piece.
const PIECE_BYTES: usize = 64 << 10;

/// Packs what is written to it. The same bytes give the same file.
#[derive(Debug)]
pub struct PackedWriter(GzEncoder<Vec<u8>>);

impl Default for PackedWriter {
    fn default() -> Self {
        Self(GzEncoder::new(Vec::new(), Compression::default()))
    }
}

impl PackedWriter {
    /// The packed file.
    ///
    /// # Errors
    /// None in practice: it writes into memory.
    pub fn finish(self) -> Result<Arc<[u8]>> {
        self.0.finish().map(Arc::from)
    }
}

impl Write for PackedWriter {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.0.flush()
    }
}

/// The pieces of an unpacked file, of at most 64 kB each.
#[derive(Debug)]
pub struct UnpackedPieces(GzDecoder<Cursor<Arc<[u8]>>>);

impl UnpackedPieces {
    pub fn new(packed: Arc<[u8]>) -> Self {
        Self(GzDecoder::new(Cursor::new(packed)))
    }
}

impl Iterator for UnpackedPieces {
    type Item = Result<Vec<u8>>;

    fn next(&mut self) -> Option<Result<Vec<u8>>> {
        let mut piece = Vec::with_capacity(PIECE_BYTES);
        let limit = u64::try_from(PIECE_BYTES).unwrap_or(u64::MAX);
        match self.0.by_ref().take(limit).read_to_end(&mut piece) {
            Ok(0) => None,
            Ok(_) => Some(Ok(piece)),
            Err(error) => Some(Err(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_leaves_in_pieces_as_it_was() {
        let text: Vec<u8> = (0..200_000_u32).flat_map(|number| number.to_string().into_bytes()).collect();
        let mut writer = PackedWriter::default();
        writer.write_all(&text).unwrap();
        let packed = writer.finish().unwrap();
        assert!(packed.len() < text.len() / 2);
        let pieces: Vec<Vec<u8>> = UnpackedPieces::new(packed.clone()).map(|piece| piece.unwrap()).collect();
        assert!(pieces.len() > 10 && pieces.iter().all(|piece| piece.len() <= PIECE_BYTES));
        assert!(pieces.concat() == text);
        let broken: Arc<[u8]> = Arc::from(&packed[..packed.len() / 2]);
        assert!(UnpackedPieces::new(broken).any(|piece| piece.is_err()));
    }
}
