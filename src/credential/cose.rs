//! The envelope of tokens and status lists: COSE_Sign1 with tag 18 (RFC 9052 section 4.2), ES256.
//!
//! Belongs here: what tokens and status lists have in common. Does not belong here: their claims.
//!
//! Decoding is strict: each content has exactly one accepted encoding. [`parse`] reads only that encoding, so
//! variants that CBOR readers tolerate (longer lengths, other orders, a duplicate label) are refused. [`find_error`] then
//! finds the reason with a full reader. The payload is not read before its signature is verified.

mod error;

use coset::iana;
use coset::{Algorithm, CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable};

use crate::cbor::{CborReader, write_bytes};
use crate::keys::{Kid, PublicKey};
use crate::signing::SigningKey;
pub use error::EnvelopeError;

/// CBOR tag 18 in one byte.
const SIGN1: u8 = 0xd2;

/// The header parameter `typ` (RFC 9596).
const TYPE: i64 = 16;

/// The media type in the protected header; none for tokens.
pub(crate) type ContentType = Option<&'static str>;

/// The parts of an envelope whose signature is not verified yet.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Envelope<'a> {
    kid: Kid,
    protected: &'a [u8],
    payload: &'a [u8],
    signature: &'a [u8],
}

/// Signs `payload` and returns the encoded envelope.
pub(crate) fn sign(kind: ContentType, payload: Vec<u8>, key: &SigningKey) -> Result<Vec<u8>, EnvelopeError> {
    let builder = CoseSign1Builder::new().protected(build_header(key.kid(), kind)).payload(payload);
    let signed = builder.try_create_signature(&[], |message| key.sign(message));
    Ok(encode(signed.map_err(|_| EnvelopeError::SigningFailed)?.build()))
}

fn build_header(kid: &Kid, kind: ContentType) -> Header {
    let builder = HeaderBuilder::new().algorithm(iana::Algorithm::ES256).key_id(kid.as_bytes().to_vec());
    match kind {
        Some(kind) => builder.value(TYPE, kind.into()).build(),
        None => builder.build(),
    }
}

fn encode(sealed: CoseSign1) -> Vec<u8> {
    sealed.to_tagged_vec().expect("a header of at most three labels has a CBOR form")
}

/// Decodes an envelope without verifying its signature. The caller bounds the size.
pub(crate) fn parse(kind: ContentType, bytes: &[u8]) -> Result<Envelope<'_>, EnvelopeError> {
    parse_strict(kind, bytes).ok_or_else(|| find_error(kind, bytes))
}

/// Decodes the only accepted encoding of an envelope: d2, an array of four, the protected header as bytes, an empty map,
/// the payload as bytes, 64 bytes of signature, the end.
fn parse_strict(kind: ContentType, bytes: &[u8]) -> Option<Envelope<'_>> {
    let mut text = CborReader::new(bytes);
    text.expect_bytes(&[SIGN1, 0x84])?;
    let protected = text.read_bytes()?;
    text.expect_bytes(&[0xa0])?;
    let payload = text.read_bytes()?;
    let signature = text.read_bytes().filter(|signature| signature.len() == 64)?;
    text.expect_end()?;
    Some(Envelope { kid: parse_protected_kid(kind, protected)?, protected, payload, signature })
}

/// Whether `bytes` are the beginning of an envelope that is longer than `length`, the bytes that were received.
pub(crate) fn is_cut_off(bytes: &[u8], length: usize) -> bool {
    let head = [SIGN1, 0x84];
    if !bytes.starts_with(&head[..bytes.len().min(2)]) {
        return false;
    }
    // Protected header, the empty map, payload, signature.
    let mut at = head.len();
    for part in 0..4 {
        if part == 1 {
            match bytes.get(at) {
                Some(0xa0) => at += 1,
                Some(_) => return false,
                None => return true,
            }
            continue;
        }
        match measure_bytes(bytes.get(at..).unwrap_or_default()) {
            Measure::Length(whole) => at += whole,
            Measure::Missing => return true,
            Measure::Other => return false,
        }
    }
    at > length
}

/// The length of a byte string with its head.
enum Measure {
    Length(usize),
    /// The head itself is missing.
    Missing,
    /// No byte string.
    Other,
}

fn measure_bytes(text: &[u8]) -> Measure {
    match *text {
        [] | [0x58] | [0x59] | [0x59, _] => Measure::Missing,
        [head @ 0x40..=0x57, ..] => Measure::Length(1 + usize::from(head - 0x40)),
        [0x58, length, ..] => Measure::Length(2 + usize::from(length)),
        [0x59, high, low, ..] => Measure::Length(3 + usize::from(u16::from_be_bytes([high, low]))),
        _ => Measure::Other,
    }
}

/// The key id of the protected header {1: -7, 4: kid}, with {16: type} if the content has a type.
fn parse_protected_kid(kind: ContentType, header: &[u8]) -> Option<Kid> {
    let mut text = CborReader::new(header);
    text.expect_bytes(&[if kind.is_some() { 0xa3 } else { 0xa2 }, 0x01, 0x26, 0x04])?;
    let kid = Kid::new(text.read_bytes()?)?;
    if let Some(kind) = kind {
        text.expect_bytes(&[0x10])?;
        text.read_text().filter(|said| *said == kind)?;
    }
    text.expect_end()?;
    Some(kid)
}

/// Finds why an envelope is refused.
fn find_error(kind: ContentType, bytes: &[u8]) -> EnvelopeError {
    if bytes.first() != Some(&SIGN1) {
        return EnvelopeError::Tag;
    }
    let Ok(sealed) = CoseSign1::from_tagged_slice(bytes) else { return EnvelopeError::Cbor };
    // If the full reader accepts it, only the encoding is wrong.
    check(&sealed, kind).err().unwrap_or(EnvelopeError::NotDeterministic)
}

fn check(sealed: &CoseSign1, kind: ContentType) -> Result<(), EnvelopeError> {
    let protected = &sealed.protected.header;
    // The algorithm is fixed: one that the token chooses is not accepted.
    if protected.alg != Some(Algorithm::Assigned(iana::Algorithm::ES256)) {
        return Err(EnvelopeError::Algorithm);
    }
    // A `kid` in the unprotected header could be changed without breaking the signature.
    if !sealed.unprotected.is_empty() {
        return Err(EnvelopeError::Header);
    }
    let kid = Kid::new(&protected.key_id).ok_or(EnvelopeError::Kid)?;
    if *protected != build_header(&kid, kind) {
        return Err(EnvelopeError::Header);
    }
    if sealed.signature.len() != 64 || sealed.payload.is_none() {
        return Err(EnvelopeError::Cbor);
    }
    Ok(())
}

impl Envelope<'_> {
    pub(crate) fn kid(&self) -> &Kid {
        &self.kid
    }

    /// Whether the signature over the Sig_structure (RFC 9052 section 4.4) is of this key.
    pub(crate) fn is_signed_by(&self, key: &PublicKey) -> bool {
        let mut message = Vec::with_capacity(32 + self.protected.len() + self.payload.len());
        message.extend_from_slice(b"\x84\x6aSignature1");
        write_bytes(&mut message, self.protected);
        write_bytes(&mut message, &[]);
        write_bytes(&mut message, self.payload);
        key.verifies(&message, self.signature)
    }

    /// The signed payload. Call [`Self::is_signed_by`] first.
    pub(crate) fn payload(&self) -> &[u8] {
        self.payload
    }
}

#[cfg(test)]
mod tests;
