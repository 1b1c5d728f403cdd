//! JSON bodies of requests: an extractor whose rejections are errors of the API.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use camket_domain::text::clean_input;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::ApiError;
use crate::error_kind::ErrorKind;
use crate::form::read_body;

/// A JSON body. Another content type is 415, a body that is too large 413, one that cannot be parsed 400 with line
/// and column.
#[derive(Clone, Copy, Debug)]
pub struct JsonBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ErrorKind::WrongType.into());
        }
        parse_json(&read_bytes(request, state).await?).map(Self)
    }
}

/// The raw bytes of a body, for handlers that verify a signature over them.
///
/// # Errors
/// 413, 408, or 400 for a body that ends too early.
pub async fn read_bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ApiError> {
    Ok(read_body(request, state).await?)
}

/// Parses JSON.
///
/// # Errors
/// 400 with line and column, never with the text there, which may be personal.
pub fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let unreadable = |error: serde_json::Error| {
        ApiError::from(ErrorKind::Unreadable).with_place(error.line(), error.column())
    };
    let parsed = serde_json::from_slice(bytes).map_err(unreadable)?;
    // Only a text with letters beyond ASCII, or with escapes of them, can hold what `clean_input` changes.
    if bytes.is_ascii() && !bytes.contains(&b'\\') {
        return Ok(parsed);
    }
    let mut value: Value = serde_json::from_slice(bytes).map_err(unreadable)?;
    clean_strings(&mut value);
    serde_json::from_value(value).map_err(unreadable)
}

/// Removes invisible marks from every text of a body, as forms do.
fn clean_strings(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean_input(text).into_owned(),
        Value::Array(items) => items.iter_mut().for_each(clean_strings),
        Value::Object(fields) => fields.values_mut().for_each(clean_strings),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        code: String,
        notes: Vec<String>,
        count: Option<f64>,
    }

    #[test]
    fn texts_of_a_body_have_no_invisible_marks() {
        let body = "{\"code\": \"\\u202dA1\\u00a0B2\", \"notes\": [\"Ho\u{300}a\u{200B}\", \"\\n\"], \"count\": 10.5}";
        let read: Sample = parse_json(body.as_bytes()).unwrap();
        let notes = vec!["Hòa".to_owned(), "\n".to_owned()];
        assert_eq!(read, Sample { code: "A1 B2".to_owned(), notes, count: Some(10.5) });
        assert!(parse_json::<Sample>(b"{\"code\": \"\xFF\"}").is_err());
        assert!(parse_json::<Sample>("{\"code\": \"đ\"}".as_bytes()).is_err());
    }
}
