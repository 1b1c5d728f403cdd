//! XML of a part, read as a stream. A document type definition is refused, so no entity can expand.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::error::ImportError;
use super::steps::Steps;

const DAMAGED: ImportError = ImportError::Damaged("markup");

pub(super) enum Token<'a> {
    Start(BytesStart<'a>),
    End(BytesEnd<'a>),
    Text(Cow<'a, str>),
}

pub(super) struct Markup<'a> {
    reader: Reader<&'a [u8]>,
    steps: &'a Steps,
}

impl<'a> Markup<'a> {
    pub(super) fn new(text: &'a str, steps: &'a Steps) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self { reader, steps }
    }

    /// The next start, end or text; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, ImportError> {
        loop {
            self.steps.take()?;
            return Ok(Some(match self.reader.read_event().map_err(|_| DAMAGED)? {
                Event::Start(element) => Token::Start(element),
                Event::End(element) => Token::End(element),
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(reference) => Token::Text(resolve(&reference)?),
                Event::DocType(_) => return Err(ImportError::EntityDefinitions),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    /// As [`Markup::next`], where the part may not end yet.
    pub(super) fn require(&mut self) -> Result<Token<'a>, ImportError> {
        self.next()?.ok_or(DAMAGED)
    }

    /// Passes over what is inside an element that has just started, and its end.
    pub(super) fn skip(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        self.reader.read_to_end(element.name()).map(drop).map_err(|_| DAMAGED)
    }
}

fn resolve<'a>(reference: &BytesRef<'_>) -> Result<Cow<'a, str>, ImportError> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| DAMAGED)? {
        return Ok(Cow::Owned(character.to_string()));
    }
    resolve_predefined_entity(reference).map(Cow::Borrowed).ok_or(DAMAGED)
}

/// The name of an element or attribute without its prefix.
pub(super) fn local_name(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute, by its name without prefix.
pub(super) fn find_attribute<'a>(
    element: &'a BytesStart<'_>,
    name: &str,
) -> Result<Option<Cow<'a, str>>, ImportError> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| DAMAGED)?;
        if local_name(attribute.key.as_ref()) == name {
            return attribute.normalized_value(XmlVersion::Implicit1_0).map(Some).map_err(|_| DAMAGED);
        }
    }
    Ok(None)
}
