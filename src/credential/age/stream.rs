//! The content: parts of 64 KiB, each sealed with its number and whether it is the last one (STREAM).

use std::io::{self, Read, Write};

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::AgeError;

const PART_BYTES: usize = 64 << 10;
const TAG_BYTES: usize = 16;

pub(super) fn seal(key: &[u8; 32], plain: &mut impl Read, out: &mut impl Write) -> io::Result<()> {
    let cipher = build_cipher(key);
    let (mut part, mut next) = (read_part(plain, PART_BYTES)?, Vec::new());
    for number in 0.. {
        // A part is the last one if nothing follows; a full one may be.
        if part.len() == PART_BYTES {
            next = read_part(plain, PART_BYTES)?;
        }
        let is_last = next.is_empty();
        cipher
            .seal_in_place_append_tag(build_nonce(number, is_last), Aad::empty(), &mut part)
            .map_err(|_| io::Error::other("a part cannot be sealed"))?;
        out.write_all(&part)?;
        if is_last {
            break;
        }
        part = std::mem::take(&mut next);
    }
    Ok(())
}

pub(super) fn open(key: &[u8; 32], sealed: &mut impl Read, out: &mut impl Write) -> Result<(), AgeError> {
    const SEALED_BYTES: usize = PART_BYTES + TAG_BYTES;
    let cipher = build_cipher(key);
    let (mut part, mut next) = (read_part(sealed, SEALED_BYTES)?, Vec::new());
    for number in 0.. {
        if part.len() == SEALED_BYTES {
            next = read_part(sealed, SEALED_BYTES)?;
        }
        let is_last = next.is_empty();
        open_part(&cipher, number, is_last, &mut part, out)?;
        if is_last {
            break;
        }
        part = std::mem::take(&mut next);
    }
    Ok(())
}

/// Opens a part and writes it.
fn open_part(
    cipher: &LessSafeKey,
    number: u64,
    is_last: bool,
    part: &mut [u8],
    out: &mut impl Write,
) -> Result<(), AgeError> {
    if part.len() < TAG_BYTES {
        return Err(AgeError::Cut);
    }
    let mut copy = part.to_vec();
    if let Ok(plain) = cipher.open_in_place(build_nonce(number, is_last), Aad::empty(), part) {
        // Only an empty file has an empty part: otherwise the part before would have been the last one.
        let is_empty = plain.is_empty() && number > 0;
        return if is_empty { Err(AgeError::Damaged) } else { Ok(out.write_all(plain)?) };
    }
    // A full part may be authentic where it must not stand: nothing follows the last one, and another is never at the end.
    let other = cipher.open_in_place(build_nonce(number, !is_last), Aad::empty(), &mut copy);
    match other {
        Ok(plain) if plain.len() == PART_BYTES => {
            out.write_all(plain)?;
            Err(if is_last { AgeError::Cut } else { AgeError::Damaged })
        }
        _ => Err(AgeError::Damaged),
    }
}

/// Reads until so many bytes are there or the end is reached.
fn read_part(from: &mut impl Read, bytes: usize) -> io::Result<Vec<u8>> {
    let mut part = Vec::with_capacity(bytes + TAG_BYTES);
    from.take(bytes as u64).read_to_end(&mut part)?;
    Ok(part)
}

fn build_cipher(key: &[u8; 32]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).expect("a key of 32 bytes"))
}

/// The number of a part, and whether it is the last one.
fn build_nonce(number: u64, is_last: bool) -> Nonce {
    let mut nonce = [0; NONCE_LEN];
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(is_last);
    Nonce::assume_unique_for_key(nonce)
}
