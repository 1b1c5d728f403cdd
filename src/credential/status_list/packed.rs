//! The packed statuses of a list: a few bits each, from the least significant bit of each byte, compressed with zlib
//! (section 4.1 of the draft).

use std::io::Read;

use camket_domain::certificates::{CertificateStatus, StatusIndex};
use flate2::Compression;
use flate2::read::{ZlibDecoder, ZlibEncoder};

use super::StatusListError;

/// Bits for each status in our lists.
const OUR_BITS: u8 = 2;
/// The most unpacked bytes that are read: 16,777,216 statuses of 2 bits.
const MAX_UNPACKED_BYTES: usize = 4 * 1024 * 1024;

/// Statuses by index.
#[derive(Clone, PartialEq, Eq)]
pub struct PackedStatuses {
    bits: u8,
    bytes: Vec<u8>,
}

/// The value of a status in the list (section 7.1 of the draft, which leaves 3 to applications).
fn encode_status(status: CertificateStatus) -> u8 {
    match status {
        CertificateStatus::Issued => 0,
        CertificateStatus::Revoked => 1,
        CertificateStatus::Suspended => 2,
        CertificateStatus::Superseded => 3,
    }
}

fn decode_status(value: u8) -> Option<CertificateStatus> {
    CertificateStatus::ALL.into_iter().find(|status| self::encode_status(*status) == value)
}

impl PackedStatuses {
    /// A list of at least `places` indexes, all valid.
    pub fn new(places: usize) -> Self {
        Self { bits: OUR_BITS, bytes: vec![0; places.div_ceil(4)] }
    }

    /// The list with these bytes, four statuses in each.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self { bits: OUR_BITS, bytes }
    }

    /// The bytes of the list, four statuses in each.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Number of indexes.
    pub fn places(&self) -> usize {
        self.bytes.len() * usize::from(8 / self.bits)
    }

    /// Sets a status. False if the index is beyond the end.
    pub fn set(&mut self, index: StatusIndex, status: CertificateStatus) -> bool {
        let (place, shift, mask) = self.locate(index);
        let Some(byte) = self.bytes.get_mut(place) else { return false };
        *byte = *byte & !(mask << shift) | encode_status(status) << shift;
        true
    }

    /// The status at an index; none beyond the end.
    pub fn get(&self, index: StatusIndex) -> Option<CertificateStatus> {
        decode_status(self.value(index)?)
    }

    /// The value at an index as it is stored; none beyond the end.
    pub(super) fn value(&self, index: StatusIndex) -> Option<u8> {
        let (place, shift, mask) = self.locate(index);
        self.bytes.get(place).map(|byte| byte >> shift & mask)
    }

    /// Byte, shift and mask of an index.
    fn locate(&self, index: StatusIndex) -> (usize, u8, u8) {
        let each = usize::from(8 / self.bits);
        let place = index.0 as usize;
        // A remainder of a division by at most 8 fits a u8.
        let within = u8::try_from(place % each).unwrap_or_default();
        (place / each, within * self.bits, u8::MAX >> (8 - self.bits))
    }

    pub(super) fn bits(&self) -> u8 {
        self.bits
    }

    /// Whether it has 2 bits for each status, as our lists have.
    pub(super) fn has_our_bits(&self) -> bool {
        self.bits == OUR_BITS
    }

    /// As the list carries it. The draft recommends the highest level: it is packed once and read often.
    pub(super) fn deflate(&self) -> Result<Vec<u8>, StatusListError> {
        let mut packed = Vec::new();
        let mut encoder = ZlibEncoder::new(&*self.bytes, Compression::best());
        encoder.read_to_end(&mut packed).map_err(|_| StatusListError::Compression)?;
        Ok(packed)
    }

    /// Unpacks a zlib stream. Refused beyond `MAX_UNPACKED_BYTES`, because a small stream can unpack to a thousand times its size.
    pub(super) fn inflate(bits: u8, packed: &[u8]) -> Result<Self, StatusListError> {
        if !matches!(bits, 1 | 2 | 4 | 8) {
            return Err(StatusListError::Claims);
        }
        let mut decoder = ZlibDecoder::new(packed).take(MAX_UNPACKED_BYTES as u64 + 1);
        let mut bytes = Vec::new();
        decoder.read_to_end(&mut bytes).map_err(|_| StatusListError::Compression)?;
        if bytes.len() > MAX_UNPACKED_BYTES {
            return Err(StatusListError::Size);
        }
        let whole = decoder.into_inner().total_in() == packed.len() as u64;
        if whole { Ok(Self { bits, bytes }) } else { Err(StatusListError::Compression) }
    }
}

impl std::fmt::Debug for PackedStatuses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Packed({} places of {} bits)", self.places(), self.bits)
    }
}
