//! Fills `{phone}`, `{phone_digits}` and `{text}` into the operator's request template for the SMS gateway.

use std::fmt::Write;

use crate::cli::config::sms::Escape;

/// The values of one message.
#[derive(Clone, Copy)]
pub struct Values<'a> {
    pub phone: &'a str,
    pub text: &'a str,
}

/// Fills the body template in one pass, so that a `{phone}` inside the message text stays unchanged.
/// All other braces belong to the template: JSON has many.
pub fn body(template: &str, values: Values<'_>, escape: Escape) -> String {
    fill(template, values, |value| match escape {
        Escape::Json => json(value),
        Escape::Form => form(value),
        Escape::Xml => xml(value),
        Escape::Plain => value.to_owned(),
    })
}

pub fn url(template: &str, values: Values<'_>) -> String {
    fill(template, values, percent)
}

fn fill(template: &str, values: Values<'_>, escape: impl Fn(&str) -> String) -> String {
    let (mut filled, mut rest) = (String::with_capacity(template.len() + values.text.len()), template);
    while let Some(brace) = rest.find('{') {
        let (before, after) = rest.split_at(brace);
        filled.push_str(before);
        let (value, length) = place(after, values).unwrap_or_else(|| ("{".to_owned(), 1));
        filled.push_str(&if length == 1 { value } else { escape(&value) });
        rest = &after[length..];
    }
    filled + rest
}

/// The value of the placeholder that `text` begins with, and the placeholder's length in bytes.
fn place(text: &str, values: Values<'_>) -> Option<(String, usize)> {
    let places = [
        ("{phone}", values.phone.to_owned()),
        ("{phone_digits}", values.phone.trim_start_matches('+').to_owned()),
        ("{text}", values.text.to_owned()),
    ];
    places.into_iter().find(|(name, _)| text.starts_with(name)).map(|(name, value)| (value, name.len()))
}

/// Escapes for JSON, without the quotes, which are part of the template.
fn json(value: &str) -> String {
    let quoted = serde_json::Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// Escapes for `application/x-www-form-urlencoded` (WHATWG URL standard).
fn form(value: &str) -> String {
    percent(value).replace("%20", "+")
}

/// Percent-encodes everything but the unreserved characters (RFC 3986 section 2.3).
fn percent(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(byte.into());
        } else {
            write!(encoded, "%{byte:02X}").expect("a String takes any text");
        }
    }
    encoded
}

/// Escapes for XML element content and attribute values. Control characters that XML 1.0 cannot hold are dropped.
fn xml(value: &str) -> String {
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

    const VALUES: Values<'_> = Values { phone: "+84912345678", text: "Mã \"12\" & <b>\n{phone}\\" };

    #[test]
    fn json_stays_json() {
        let filled = body(r#"{"to":"{phone_digits}","m":{"text":"{text}"}}"#, VALUES, Escape::Json);
        let parsed: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(parsed["to"], "84912345678");
        assert_eq!(parsed["m"]["text"], VALUES.text);
    }

    #[test]
    fn form_and_url() {
        let filled = body("to={phone}&m={text}", VALUES, Escape::Form);
        assert_eq!(filled, "to=%2B84912345678&m=M%C3%A3+%2212%22+%26+%3Cb%3E%0A%7Bphone%7D%5C");
        assert_eq!(
            url("https://x/{phone}?m={text}", Values { text: "a b", ..VALUES }),
            "https://x/%2B84912345678?m=a%20b"
        );
    }

    #[test]
    fn xml_and_plain() {
        let filled = body("<m to='{phone}'>{text}</m>", VALUES, Escape::Xml);
        assert_eq!(filled, "<m to='+84912345678'>Mã &quot;12&quot; &amp; &lt;b&gt;\n{phone}\\</m>");
        assert_eq!(body("{text}", VALUES, Escape::Plain), VALUES.text);
        assert_eq!(body("{ {other} {", VALUES, Escape::Plain), "{ {other} {");
    }
}
