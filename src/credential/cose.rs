//! The envelope of everything we sign: COSE_Sign1 with tag 18 (RFC 9052 section 4.2), ES256.
//!
//! Belongs here: what tokens and status lists have in common. Does not belong here: their claims.
//!
//! Reading is strict: there is exactly one text for one content, and that one is accepted. What was read is
//! written again and compared, so whatever the reader below would forgive (longer lengths, other orders, a
//! doubled label) is refused all the same. Nothing of the payload is looked at before its signature holds.

use coset::iana;
use coset::{Algorithm, CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable};

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
pub(crate) struct Envelope {
    kid: Kid,
    sealed: CoseSign1,
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
pub(crate) fn open(kind: Type, bytes_read: &[u8]) -> Result<Envelope, TokenFault> {
    if bytes_read.first() != Some(&SIGN1) {
        return Err(TokenFault::Tag);
    }
    let sealed = CoseSign1::from_tagged_slice(bytes_read).map_err(|_| TokenFault::Cbor)?;
    let kid = check(&sealed, kind)?;
    // The one text of this content: anything that is not needed to write it again is not accepted.
    let plain = CoseSign1Builder::new().protected(header(&kid, kind));
    let plain = plain.payload(sealed.payload.clone().unwrap_or_default()).signature(sealed.signature.clone());
    if bytes(plain.build()) != bytes_read {
        return Err(TokenFault::Form);
    }
    Ok(Envelope { kid, sealed })
}

fn check(sealed: &CoseSign1, kind: Type) -> Result<Kid, TokenFault> {
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
    Ok(kid)
}

impl Envelope {
    pub(crate) fn kid(&self) -> &Kid {
        &self.kid
    }

    /// Whether the signature is this key's.
    pub(crate) fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.sealed.verify_signature(
            &[],
            |signature, message| {
                if key.verifies(message, signature) { Ok(()) } else { Err(()) }
            },
        ) == Ok(())
    }

    /// What was signed. Ask [`Self::is_signed_by`] first.
    pub(crate) fn payload(&self) -> &[u8] {
        self.sealed.payload.as_deref().unwrap_or_default()
    }
}
