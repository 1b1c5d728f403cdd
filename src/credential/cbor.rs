//! A strict reader of deterministic CBOR (RFC 8949 section 4.2): every length in its shortest form, nothing else.
//!
//! Belongs here: single items of the few types in a token. Does not belong here: their order (`cose`, `token`).
//! The reader returns `None` for any other encoding; the callers find out why with a full CBOR reader.

/// The bytes that are not read yet.
#[derive(Debug)]
pub(crate) struct CborReader<'a>(&'a [u8]);

/// Major types (RFC 8949 section 3.1).
const UNSIGNED: u8 = 0;
const BYTES: u8 = 2;
const TEXT: u8 = 3;

impl<'a> CborReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Reads exactly these bytes.
    pub(crate) fn expect_bytes(&mut self, bytes: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(bytes)?;
        Some(())
    }

    /// Requires the end of the input.
    pub(crate) fn expect_end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    pub(crate) fn read_unsigned(&mut self) -> Option<u32> {
        self.read_head(UNSIGNED)
    }

    pub(crate) fn read_bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.read_head(BYTES)?;
        self.take(length as usize)
    }

    pub(crate) fn read_text(&mut self) -> Option<&'a str> {
        let length = self.read_head(TEXT)?;
        std::str::from_utf8(self.take(length as usize)?).ok()
    }

    /// Reads the head of an item of this major type and returns its number, up to 32 bits.
    fn read_head(&mut self, major: u8) -> Option<u32> {
        let first = self.take(1)?[0];
        let (least, number) = match first.checked_sub(major << 5)? {
            small @ 0..24 => (0, u32::from(small)),
            24 => (24, u32::from(self.take(1)?[0])),
            25 => (1 << 8, u32::from(u16::from_be_bytes(self.take(2)?.try_into().ok()?))),
            26 => (1 << 16, u32::from_be_bytes(self.take(4)?.try_into().ok()?)),
            _ => return None,
        };
        (number >= least).then_some(number)
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }
}

/// Appends a byte string. Its length must fit 32 bits, which the bounds on input ensure.
pub(crate) fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes();
    let major = BYTES << 5;
    match bytes.len() {
        0..24 => out.push(major | length[3]),
        24..0x100 => out.extend([major | 24, length[3]]),
        0x100..0x1_0000 => out.extend([major | 25, length[2], length[3]]),
        _ => {
            out.push(major | 26);
            out.extend(length);
        }
    }
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use ciborium::Value;
    use proptest::prelude::*;

    use super::*;

    fn encode(value: &Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        ciborium::into_writer(value, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn cbor_heads_longer_than_needed_are_refused() {
        for head in
            [&[24, 23][..], &[25, 0, 255], &[26, 0, 0, 255, 255], &[27, 0, 0, 0, 1, 0, 0, 0, 0], &[31]]
        {
            assert_eq!(CborReader::new(head).read_unsigned(), None, "{head:?}");
        }
        assert_eq!(CborReader::new(&[0x20]).read_unsigned(), None, "negative");
        assert_eq!(CborReader::new(&[0x44, 1, 2, 3]).read_bytes(), None, "cut off");
        assert_eq!(CborReader::new(&[0x61, 0xff]).read_text(), None, "not UTF-8");
        assert_eq!(CborReader::new(&[0x5f, 0x41, 1, 0xff]).read_bytes(), None, "in pieces");
    }

    proptest! {
        #[test]
        fn cbor_of_a_writer_is_read(number: u32, text in "\\PC{0,80}", bytes in prop::collection::vec(any::<u8>(), 0..70_000)) {
            prop_assert_eq!(CborReader::new(&encode(&number.into())).read_unsigned(), Some(number));
            let item = encode(&text.as_str().into());
            prop_assert_eq!(CborReader::new(&item).read_text(), Some(text.as_str()));
            let item = encode(&Value::Bytes(bytes.clone()));
            prop_assert_eq!(CborReader::new(&item).read_bytes(), Some(&bytes[..]));
            let mut own = Vec::new();
            write_bytes(&mut own, &bytes);
            prop_assert_eq!(own, item);
        }

        #[test]
        fn cbor_that_is_read_is_encoded_the_same(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
            let mut text = CborReader::new(&bytes);
            if let Some(number) = text.read_unsigned() {
                prop_assert_eq!(encode(&number.into()), &bytes[..bytes.len() - text.0.len()]);
            }
            let mut text = CborReader::new(&bytes);
            if let Some(item) = text.read_bytes() {
                prop_assert_eq!(encode(&Value::Bytes(item.to_vec())), &bytes[..bytes.len() - text.0.len()]);
            }
        }
    }
}
