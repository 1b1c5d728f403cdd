//! Values of a foreign PDF (ISO 32000-1, 7.3). Reading costs time in proportion to the bytes, whatever they are.

use crate::reading::{Token, Tokens};

/// Most arrays and dictionaries inside each other.
const MAX_DEPTH: usize = 20;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Name(Vec<u8>),
    Array(Vec<Value>),
    Dictionary(Dictionary),
    /// Number of the object.
    Reference(u32),
    /// A string, or a word such as `true`: not needed here.
    Other,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dictionary(Vec<(Vec<u8>, Value)>);

impl Value {
    pub(super) fn as_dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    pub(super) fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub(super) fn as_count(&self) -> Option<usize> {
        match self {
            Self::Number(number) if number.fract() == 0.0 && (0.0..1e9).contains(number) => {
                Some(to_whole(*number))
            }
            _ => None,
        }
    }

    /// The values of an array, or the value alone.
    pub(super) fn as_list(&self) -> &[Value] {
        match self {
            Self::Array(values) => values,
            value => std::slice::from_ref(value),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 0 to 1e9")]
fn to_whole(number: f64) -> usize {
    number as usize
}

impl Dictionary {
    pub(super) fn get(&self, key: &[u8]) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&[u8], &Value)> {
        self.0.iter().map(|(key, value)| (key.as_slice(), value))
    }

    pub(super) fn integer(&self, key: &[u8]) -> Option<usize> {
        self.get(key)?.as_count()
    }

    pub(super) fn has_name(&self, key: &[u8], name: &[u8]) -> bool {
        self.get(key).and_then(Value::as_name) == Some(name)
    }
}

/// Reads values from bytes, as many as there is room for.
pub(super) struct Values<'a> {
    bytes: &'a [u8],
    tokens: Tokens<'a>,
    room: usize,
}

impl<'a> Values<'a> {
    pub(super) fn new(bytes: &'a [u8], room: usize) -> Self {
        Self { bytes, tokens: Tokens::of(bytes), room }
    }

    /// How many more values may be read.
    pub(super) fn room(&self) -> usize {
        self.room
    }

    /// Number of bytes read.
    pub(super) fn taken(&self) -> usize {
        self.bytes.len() - self.tokens.rest().len()
    }

    /// The next value; what is none is [`Value::Other`]. `None` if there is no room left, or it nests too deeply.
    pub(super) fn read(&mut self) -> Option<Value> {
        let token = self.tokens.next();
        self.read_from(token.as_ref(), 0)
    }

    fn read_from(&mut self, token: Option<&Token<'a>>, depth: usize) -> Option<Value> {
        self.room = self.room.checked_sub(1)?;
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match token {
            Some(Token::Number(number)) => self.read_number(number),
            Some(Token::Name(name)) => Value::Name(name.to_vec()),
            Some(Token::Bracket(b"[")) => Value::Array(self.read_array(depth)?),
            Some(Token::Bracket(b"<<")) => Value::Dictionary(self.read_dictionary(depth)?),
            _ => Value::Other,
        })
    }

    fn read_array(&mut self, depth: usize) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        loop {
            match self.tokens.next() {
                None | Some(Token::Bracket(b"]")) => return Some(values),
                token => values.push(self.read_from(token.as_ref(), depth + 1)?),
            }
        }
    }

    fn read_dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        let mut entries = Vec::new();
        while let Some(Token::Name(key)) = self.tokens.next() {
            let token = self.tokens.next();
            entries.push((key.to_vec(), self.read_from(token.as_ref(), depth + 1)?));
        }
        Some(Dictionary(entries))
    }

    /// A number, or the reference that it begins.
    fn read_number(&mut self, number: &str) -> Value {
        if let (Some(rest), Ok(number)) = (skip_reference(self.tokens.rest()), number.parse()) {
            self.tokens = Tokens::of(rest);
            return Value::Reference(number);
        }
        number.parse().map_or(Value::Other, Value::Number)
    }

    /// The next token, if it is a whole number.
    pub(super) fn read_integer(&mut self) -> Option<usize> {
        self.room = self.room.checked_sub(1)?;
        match self.tokens.next()? {
            Token::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    /// Whether the keyword `stream` comes next; it is read with its end of line.
    pub(super) fn skip_stream_keyword(&mut self) -> bool {
        let Some(rest) = self.tokens.rest().trim_ascii_start().strip_prefix(b"stream") else { return false };
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        self.tokens = Tokens::of(rest.strip_prefix(b"\n").unwrap_or(rest));
        true
    }
}

/// What follows generation and `R` of a reference whose number was read.
fn skip_reference(rest: &[u8]) -> Option<&[u8]> {
    let generation = rest.trim_ascii_start();
    let digits = generation.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
    let after = &generation[digits..];
    let mark = after.trim_ascii_start();
    let is_apart = digits > 0 && mark.len() < after.len();
    let rest = mark.strip_prefix(b"R").filter(|_| is_apart)?;
    rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_kind_are_read() {
        let mut values =
            Values::new(b"<</A 1/B[2 0 R 3 4]/C<</D/E>>/F(x)/G true% note\n/H .5>>stream\r\nrest", 50);
        let read = values.read().unwrap();
        let dictionary = read.as_dictionary().unwrap();
        assert_eq!(dictionary.integer(b"A"), Some(1));
        let array = [Value::Reference(2), Value::Number(3.0), Value::Number(4.0)];
        assert_eq!(dictionary.get(b"B").unwrap().as_list(), array);
        assert!(dictionary.get(b"C").unwrap().as_dictionary().unwrap().has_name(b"D", b"E"));
        assert_eq!((dictionary.get(b"F"), dictionary.get(b"G")), (Some(&Value::Other), Some(&Value::Other)));
        assert_eq!(dictionary.integer(b"H"), None);
        assert!(values.skip_stream_keyword());
        assert_eq!(values.tokens.rest(), b"rest");
    }

    #[test]
    fn room_and_depth_are_bounded() {
        assert_eq!(Values::new(b"[1 2 3]", 3).read(), None);
        assert!(Values::new(b"[1 2 3]", 4).read().is_some());
        assert_eq!(Values::new(&b"[".repeat(MAX_DEPTH + 2), 100).read(), None);
        assert_eq!(Values::new(b"", 1).read(), Some(Value::Other));
    }
}
