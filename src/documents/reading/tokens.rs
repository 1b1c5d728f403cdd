//! Tokens of PDF syntax (ISO 32000-1, 7.2 and 7.3).

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token<'a> {
    /// As it is written.
    Number(&'a str),
    /// Without its slash.
    Name(&'a [u8]),
    /// The bytes of a string.
    Text(Vec<u8>),
    /// `[`, `]`, `<<`, `>>`.
    Bracket(&'a [u8]),
    /// An operator, or a word such as `obj`, `R` and `true`.
    Word(&'a [u8]),
}

/// The tokens of some bytes, up to the first that are none.
#[derive(Debug, Clone)]
pub(crate) struct Tokens<'a> {
    bytes: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// What follows the tokens read so far.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        taken
    }

    /// Skips white space and comments.
    fn skip_white(&mut self) {
        loop {
            let white = self.bytes.iter().take_while(|byte| is_white(**byte)).count();
            self.take(white);
            if self.bytes.first() != Some(&b'%') {
                return;
            }
            let line = self.bytes.iter().take_while(|byte| !b"\r\n".contains(byte)).count();
            self.take(line);
        }
    }

    fn take_regular(&mut self) -> &'a [u8] {
        let end = self.bytes.iter().position(|byte| is_white(*byte) || b"()<>[]/%".contains(byte));
        self.take(end.unwrap_or(self.bytes.len()))
    }

    /// A string in hexadecimal digits, after its `<`.
    fn take_hexadecimal(&mut self) -> Option<Token<'a>> {
        let end = self.bytes.iter().position(|byte| *byte == b'>');
        // What is not closed is taken, too: nobody looks for its end a second time.
        let digits = self.take(end.unwrap_or(self.bytes.len()));
        self.take(1);
        let digits: Vec<u8> = digits.iter().copied().filter(|byte| !is_white(*byte)).collect();
        let pairs = end.map(|_| digits.chunks(2))?;
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        pairs.map(byte).collect::<Option<_>>().map(Token::Text)
    }

    /// A string in parentheses, after the first one.
    fn take_literal(&mut self) -> Option<Token<'a>> {
        let (mut text, mut depth) = (Vec::new(), 0);
        loop {
            let byte = match self.take(1) {
                [b')'] if depth == 0 => return Some(Token::Text(text)),
                [b'\\'] => self.take_escaped()?,
                [byte] => {
                    depth += i32::from(*byte == b'(') - i32::from(*byte == b')');
                    *byte
                }
                _ => return None,
            };
            text.push(byte);
        }
    }

    fn take_escaped(&mut self) -> Option<u8> {
        let digits = self.bytes.iter().take(3).take_while(|byte| (b'0'..=b'7').contains(*byte)).count();
        if digits > 0 {
            return u8::from_str_radix(std::str::from_utf8(self.take(digits)).ok()?, 8).ok();
        }
        Some(match self.take(1).first()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 0x08,
            b'f' => 0x0C,
            other => *other,
        })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_white();
        match self.bytes {
            [b'<', b'<', ..] | [b'>', b'>', ..] => Some(Token::Bracket(self.take(2))),
            [b'[' | b']', ..] => Some(Token::Bracket(self.take(1))),
            [opening @ (b'<' | b'(' | b'/'), ..] => {
                self.take(1);
                match opening {
                    b'<' => self.take_hexadecimal(),
                    b'(' => self.take_literal(),
                    _ => Some(Token::Name(self.take_regular())),
                }
            }
            _ => {
                let word = Some(self.take_regular()).filter(|word| !word.is_empty())?;
                let numeric = word.iter().all(|byte| b"+-.0123456789".contains(byte));
                let number = std::str::from_utf8(word).ok().filter(|_| numeric);
                Some(number.map_or(Token::Word(word), Token::Number))
            }
        }
    }
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read() {
        let written = b"<</K[1 -0.5]>>BT(\\000a\\(b\\)(c)\\\\)Tj <00e1> Tj\nET";
        let read: Vec<_> = Tokens::of(written).collect();
        let expected = [
            Token::Bracket(b"<<"),
            Token::Name(b"K"),
            Token::Bracket(b"["),
            Token::Number("1"),
            Token::Number("-0.5"),
            Token::Bracket(b"]"),
            Token::Bracket(b">>"),
            Token::Word(b"BT"),
            Token::Text(b"\0a(b)(c)\\".to_vec()),
            Token::Word(b"Tj"),
            Token::Text(vec![0x00, 0xE1]),
            Token::Word(b"Tj"),
            Token::Word(b"ET"),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_cut_off_ends_the_tokens() {
        for cut in [b"1 (a".as_slice(), b"1 <00", b"1 (\\", b"1 <0x>", b"1 >", b"1 )"] {
            assert_eq!(Tokens::of(cut).collect::<Vec<_>>(), [Token::Number("1")], "{cut:?}");
        }
    }
}
