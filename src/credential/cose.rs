//! The envelope of everything we sign: COSE_Sign1 with tag 18 (RFC 9052 section 4.2), ES256.
//!
//! Belongs here: what tokens and status lists have in common. Does not belong here: their claims.
//!
//! Reading is strict: there is exactly one text for one content, and that one is accepted. [`open`] walks along that
//! text, so whatever a CBOR reader would forgive (longer lengths, other orders, a doubled label) is refused. What is
//! wrong with a refused text [`refused`] finds out with a full reader. Nothing of the payload is looked at before its
//! signature holds.

use coset::iana;
use coset::{Algorithm, CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable};

use crate::deterministic::{Text, put_bytes};
use crate::keys::{Kid, PublicKey};
use crate::signing::SigningKey;
use crate::token::TokenFault;

/// Tag 18 in its one byte.
const SIGN1: u8 = 0xd2;

/// The header parameter of the type (RFC 9596).
const TYPE: i64 = 16;

/// The media type in the protected header, where the content has one.
pub(crate) type Type = Option<&'static str>;

/// An envelope taken apart, its signature not yet checked.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Envelope<'a> {
    kid: Kid,
    protected: &'a [u8],
    payload: &'a [u8],
    signature: &'a [u8],
}

/// Signs `payload`.
pub(crate) fn seal(kind: Type, payload: Vec<u8>, key: &SigningKey) -> Result<Vec<u8>, TokenFault> {
    let builder = CoseSign1Builder::new().protected(header(key.kid(), kind)).payload(payload);
    let signed = builder.try_create_signature(&[], |message| key.sign(message));
    Ok(bytes(signed.map_err(|_| TokenFault::Unsigned)?.build()))
}

fn header(kid: &Kid, kind: Type) -> Header {
    let builder = HeaderBuilder::new().algorithm(iana::Algorithm::ES256).key_id(kid.as_bytes().to_vec());
    match kind {
        Some(kind) => builder.value(TYPE, kind.into()).build(),
        None => builder.build(),
    }
}

fn bytes(sealed: CoseSign1) -> Vec<u8> {
    sealed.to_tagged_vec().expect("a header of at most three labels has a CBOR form")
}

/// Takes an envelope apart. The size is the caller's to bound.
pub(crate) fn open(kind: Type, bytes: &[u8]) -> Result<Envelope<'_>, TokenFault> {
    walk(kind, bytes).ok_or_else(|| refused(kind, bytes))
}

/// Along the one text of an envelope: d2, an array of four, the protected header as bytes, an empty map, the payload as
/// bytes, 64 bytes of signature, the end.
fn walk(kind: Type, bytes: &[u8]) -> Option<Envelope<'_>> {
    let mut text = Text::new(bytes);
    text.expect(&[SIGN1, 0x84])?;
    let protected = text.bytes()?;
    text.expect(&[0xa0])?;
    let payload = text.bytes()?;
    let signature = text.bytes().filter(|signature| signature.len() == 64)?;
    text.end()?;
    Some(Envelope { kid: protected_kid(kind, protected)?, protected, payload, signature })
}

/// The key id of a protected header that says {1: -7, 4: kid} and, where the content has a type, {16: type}.
fn protected_kid(kind: Type, header: &[u8]) -> Option<Kid> {
    let mut text = Text::new(header);
    text.expect(&[if kind.is_some() { 0xa3 } else { 0xa2 }, 0x01, 0x26, 0x04])?;
    let kid = Kid::new(text.bytes()?)?;
    if let Some(kind) = kind {
        text.expect(&[0x10])?;
        text.text().filter(|said| *said == kind)?;
    }
    text.end()?;
    Some(kid)
}

/// Why an envelope is refused.
fn refused(kind: Type, bytes: &[u8]) -> TokenFault {
    if bytes.first() != Some(&SIGN1) {
        return TokenFault::Tag;
    }
    let Ok(sealed) = CoseSign1::from_tagged_slice(bytes) else { return TokenFault::Cbor };
    // What a full reader takes is the right content in another text.
    check(&sealed, kind).err().unwrap_or(TokenFault::Form)
}

fn check(sealed: &CoseSign1, kind: Type) -> Result<(), TokenFault> {
    let protected = &sealed.protected.header;
    // Pinned: an algorithm that a token brings along is no algorithm.
    if protected.alg != Some(Algorithm::Assigned(iana::Algorithm::ES256)) {
        return Err(TokenFault::Algorithm);
    }
    // A kid there could be changed without breaking the signature.
    if !sealed.unprotected.is_empty() {
        return Err(TokenFault::Header);
    }
    let kid = Kid::new(&protected.key_id).ok_or(TokenFault::Kid)?;
    if *protected != header(&kid, kind) {
        return Err(TokenFault::Header);
    }
    if sealed.signature.len() != 64 || sealed.payload.is_none() {
        return Err(TokenFault::Cbor);
    }
    Ok(())
}

impl Envelope<'_> {
    pub(crate) fn kid(&self) -> &Kid {
        &self.kid
    }

    /// Whether the signature is this key's over the Sig_structure (RFC 9052 section 4.4).
    pub(crate) fn is_signed_by(&self, key: &PublicKey) -> bool {
        let mut message = Vec::with_capacity(32 + self.protected.len() + self.payload.len());
        message.extend_from_slice(b"\x84\x6aSignature1");
        put_bytes(&mut message, self.protected);
        put_bytes(&mut message, &[]);
        put_bytes(&mut message, self.payload);
        key.verifies(&message, self.signature)
    }

    /// What was signed. Ask [`Self::is_signed_by`] first.
    pub(crate) fn payload(&self) -> &[u8] {
        self.payload
    }
}

#[cfg(test)]
mod tests;
