//! The table of texts that cells refer to by number, and the content of texts.

use std::sync::Arc;

use crate::spreadsheets::import::builder::WorkbookBuilder;
use crate::spreadsheets::import::error::{ImportError, LimitKind};
use crate::spreadsheets::import::growing_text::GrowingText;
use crate::spreadsheets::import::markup::{Markup, Token};

/// Reads the table. How many texts it claims to have is not believed.
pub(super) fn read(text: &str, builder: &mut WorkbookBuilder<'_>) -> Result<Vec<Arc<str>>, ImportError> {
    let mut strings = Vec::new();
    let mut markup = Markup::new(text, builder.steps());
    let mut content = GrowingText::default();
    while let Some(token) = markup.next()? {
        let Token::Start(element) = token else { continue };
        if element.local_name().as_ref() != "si" {
            continue;
        }
        content.clear();
        read_rich_text(&mut markup, "si", &mut content, builder)?;
        if strings.len() >= builder.limits().cells {
            return Err(LimitKind::Cells.exceeded(builder.limits().cells));
        }
        strings.push(builder.keep_text(content.as_str())?);
    }
    Ok(strings)
}

/// Adds the text of an element that has just started, up to its end: the runs (`t`) without the phonetic ones (`rPh`).
pub(super) fn read_rich_text(
    markup: &mut Markup<'_>,
    element: &str,
    content: &mut GrowingText,
    builder: &WorkbookBuilder<'_>,
) -> Result<(), ImportError> {
    let mut is_in_run = false;
    loop {
        match markup.require()? {
            Token::Start(inner) if inner.local_name().as_ref() == "rPh" => markup.skip(&inner)?,
            Token::Start(inner) => is_in_run = inner.local_name().as_ref() == "t",
            Token::End(inner) if inner.local_name().as_ref() == element => break,
            Token::End(_) => is_in_run = false,
            Token::Text(text) if is_in_run => builder.append(content, &text)?,
            Token::Text(_) => {}
        }
    }
    if content.as_str().contains("_x") {
        content.shorten(decode_escapes(content.as_str()));
    }
    Ok(())
}

/// Replaces "_x000D_": characters that XML may not contain are written so (ECMA-376 part 1, 22.9.2.19).
pub(super) fn decode_escapes(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..7).and_then(|code| code.strip_suffix('_'));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(character) => {
                decoded.push(character);
                rest = &rest[7..];
            }
            None => {
                decoded.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
    use super::decode_escapes;

    #[test]
    fn escapes_are_decoded() {
        for (text, decoded) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("so_xe_may", "so_xe_may"),
            ("_xD800_", "_xD800_"),
            ("_x00ế1_", "_x00ế1_"),
            ("_x", "_x"),
        ] {
            assert_eq!(decode_escapes(text), decoded, "{text}");
        }
    }
}
