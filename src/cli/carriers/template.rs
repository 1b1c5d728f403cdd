//! Fills `{phone}`, `{phone_digits}` and `{text}` into the operator's request template for the SMS gateway.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::cli::config::sms::BodyEscape;

/// Everything but the unreserved characters (RFC 3986 section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The values of one message.
#[derive(Clone, Copy)]
pub struct MessageValues<'a> {
    pub phone: &'a str,
    pub text: &'a str,
}

/// Fills the body template in one pass, so that a `{phone}` inside the message text stays unchanged.
/// All other braces belong to the template: JSON has many.
pub fn fill_body(template: &str, values: MessageValues<'_>, escape: BodyEscape) -> String {
    fill_template(template, values, |value| match escape {
        BodyEscape::Json => escape_json(value),
        BodyEscape::Form => escape_form(value),
        BodyEscape::Xml => escape_xml(value),
        BodyEscape::Plain => value.to_owned(),
    })
}

pub fn fill_url(template: &str, values: MessageValues<'_>) -> String {
    fill_template(template, values, percent_encode)
}

fn fill_template(template: &str, values: MessageValues<'_>, escape: impl Fn(&str) -> String) -> String {
    let (mut filled, mut rest) = (String::with_capacity(template.len() + values.text.len()), template);
    while let Some(brace) = rest.find('{') {
        let (before, after) = rest.split_at(brace);
        filled.push_str(before);
        let (value, length) = find_placeholder(after, values).unwrap_or_else(|| ("{".to_owned(), 1));
        filled.push_str(&if length == 1 { value } else { escape(&value) });
        rest = &after[length..];
    }
    filled + rest
}

/// The value of the placeholder that `text` begins with, and the placeholder's length in bytes.
fn find_placeholder(text: &str, values: MessageValues<'_>) -> Option<(String, usize)> {
    let places = [
        ("{phone}", values.phone.to_owned()),
        ("{phone_digits}", values.phone.trim_start_matches('+').to_owned()),
        ("{text}", values.text.to_owned()),
    ];
    places.into_iter().find(|(name, _)| text.starts_with(name)).map(|(name, value)| (value, name.len()))
}

/// Escapes for JSON, without the quotes, which are part of the template.
fn escape_json(value: &str) -> String {
    let quoted = serde_json::Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// Escapes for `application/x-www-form-urlencoded` (WHATWG URL standard).
fn escape_form(value: &str) -> String {
    percent_encode(value).replace("%20", "+")
}

fn percent_encode(value: &str) -> String {
    utf8_percent_encode(value, ENCODED).to_string()
}

/// Escapes for XML element content and attribute values. Control characters that XML 1.0 cannot hold are dropped.
fn escape_xml(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')) {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: MessageValues<'_> =
        MessageValues { phone: "+84912345678", text: "Mã \"12\" & <b>\n{phone}\\" };

    #[test]
    fn a_filled_json_body_stays_json() {
        let filled = fill_body(r#"{"to":"{phone_digits}","m":{"text":"{text}"}}"#, VALUES, BodyEscape::Json);
        let parsed: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(parsed["to"], "84912345678");
        assert_eq!(parsed["m"]["text"], VALUES.text);
    }

    #[test]
    fn form_bodies_and_urls_are_encoded() {
        let filled = fill_body("to={phone}&m={text}", VALUES, BodyEscape::Form);
        assert_eq!(filled, "to=%2B84912345678&m=M%C3%A3+%2212%22+%26+%3Cb%3E%0A%7Bphone%7D%5C");
        assert_eq!(
            fill_url("https://x/{phone}?m={text}", MessageValues { text: "a b", ..VALUES }),
            "https://x/%2B84912345678?m=a%20b"
        );
    }

    #[test]
    fn xml_is_escaped_and_plain_text_is_not() {
        let filled = fill_body("<m to='{phone}'>{text}</m>", VALUES, BodyEscape::Xml);
        assert_eq!(filled, "<m to='+84912345678'>Mã &quot;12&quot; &amp; &lt;b&gt;\n{phone}\\</m>");
        assert_eq!(fill_body("{text}", VALUES, BodyEscape::Plain), VALUES.text);
        assert_eq!(fill_body("{ {other} {", VALUES, BodyEscape::Plain), "{ {other} {");
    }
}
