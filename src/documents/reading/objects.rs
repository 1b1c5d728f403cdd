//! Objects of a PDF file as this program writes it (ISO 32000-1, 7.5): one table of cross-references, no object streams.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::tokens::{Token, Tokens};

/// The objects of a file by number.
pub(super) struct Objects<'a> {
    pdf: &'a [u8],
    offsets: Vec<usize>,
    trailer: Object<'a>,
}

/// An object: the tokens of its dictionary, and what follows them.
pub(super) struct Object<'a> {
    tokens: Vec<Token<'a>>,
    rest: &'a [u8],
}

impl<'a> Objects<'a> {
    /// Reads the table of cross-references; `None` if there is none.
    pub(super) fn load(pdf: &'a [u8]) -> Option<Self> {
        const KEYWORD: &[u8] = b"startxref";
        let end = pdf.windows(KEYWORD.len()).rposition(|window| window == KEYWORD)?;
        let start = as_integer(&Tokens::of(&pdf[end + KEYWORD.len()..]).next()?)?;
        let mut tokens = Tokens::of(pdf.get(start..end)?);
        let (Token::Word(b"xref"), _, count) = (tokens.next()?, tokens.next()?, tokens.next()?) else {
            return None;
        };
        let mut offsets = Vec::new();
        for _ in 0..as_integer(&count)? {
            offsets.push(as_integer(&tokens.next()?)?);
            let (_generation, _used) = (tokens.next()?, tokens.next()?);
        }
        Some(Self { pdf, offsets, trailer: Object::read(tokens) })
    }

    /// The pages in their order.
    pub(super) fn list_pages(&self) -> Option<Vec<Object<'a>>> {
        let catalog = self.find(*self.trailer.references(b"Root").first()?)?;
        let tree = self.find(*catalog.references(b"Pages").first()?)?;
        tree.references(b"Kids").into_iter().map(|page| self.find(page)).collect()
    }

    /// The decompressed stream to which an entry of an object refers; `None` if it is longer than `most`.
    pub(super) fn read_stream(&self, object: &Object<'_>, key: &[u8], most: usize) -> Option<Vec<u8>> {
        let stream = self.find(*object.references(key).first()?)?;
        let mut bytes = Vec::new();
        let limit = u64::try_from(most).ok()?.checked_add(1)?;
        ZlibDecoder::new(stream.rest.strip_prefix(b"\n")?).take(limit).read_to_end(&mut bytes).ok()?;
        (bytes.len() <= most).then_some(bytes)
    }

    fn find(&self, number: usize) -> Option<Object<'a>> {
        let mut tokens = Tokens::of(self.pdf.get(*self.offsets.get(number)?..)?);
        let (found, _generation, keyword) = (tokens.next()?, tokens.next()?, tokens.next()?);
        let expected = as_integer(&found) == Some(number) && keyword == Token::Word(b"obj");
        expected.then(|| Object::read(tokens))
    }
}

impl<'a> Object<'a> {
    fn read(mut tokens: Tokens<'a>) -> Self {
        let ends = |token: &Token<'_>| matches!(token, Token::Word(b"endobj" | b"stream" | b"startxref"));
        let read = tokens.by_ref().take_while(|token| !ends(token)).collect();
        Self { tokens: read, rest: tokens.rest() }
    }

    /// The numbers of the objects to which an entry refers: one, or those of an array.
    fn references(&self, key: &[u8]) -> Vec<usize> {
        let entry = self.tokens.iter().skip_while(|token| **token != Token::Name(key)).skip(1);
        let entry: Vec<_> = entry.skip_while(|token| **token == Token::Bracket(b"[")).collect();
        let triples = entry.chunks_exact(3);
        let reference = |triple: &[&Token<'a>]| match triple {
            [number, Token::Number(_), Token::Word(b"R")] => as_integer(number),
            _ => None,
        };
        triples.map_while(reference).collect()
    }
}

fn as_integer(token: &Token<'_>) -> Option<usize> {
    match token {
        Token::Number(number) => number.parse().ok(),
        _ => None,
    }
}
