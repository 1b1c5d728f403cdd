//! The flash message: shown once, on the page after a redirect ("Đã lưu").
//!
//! It travels in a cookie that holds a locale key and its arguments, never free text. The page that shows it deletes
//! the cookie.

use std::fmt::Display;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, IntoResponseParts, Redirect, Response, ResponseParts};
use camket_domain::refusal::Refusal;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use time::Duration;

use crate::cookies;

const COOKIE: &str = "__Host-flash";
/// Long enough for a redirect on a slow connection, short enough not to appear to the next visitor.
const COOKIE_LIFE: Duration = Duration::minutes(2);

/// The look of a flash message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlashKind {
    /// Something was done.
    Success,
    /// Information.
    Info,
    /// Something needs attention.
    Warning,
}

/// A message for the next page: `Flash::success("rows-saved").redirect(paths::Rows)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub kind: FlashKind,
    /// Locale key of the text.
    pub key: String,
    /// Arguments of the text. Never a personal number: this is stored in the browser.
    #[serde(default)]
    pub args: Vec<(String, String)>,
}

impl Flash {
    /// A message that something was done.
    #[must_use]
    pub fn success(key: &str) -> Self {
        Self::new(FlashKind::Success, key)
    }

    /// A message with information.
    #[must_use]
    pub fn info(key: &str) -> Self {
        Self::new(FlashKind::Info, key)
    }

    /// A message that something needs attention.
    #[must_use]
    pub fn warning(key: &str) -> Self {
        Self::new(FlashKind::Warning, key)
    }

    /// The text of a refusal: `codes-refusal-<code>`.
    #[must_use]
    pub fn refusal(refusal: &Refusal) -> Self {
        Self::warning(&format!("codes-refusal-{}", refusal.code()))
    }

    /// Adds the value of a placeholder.
    #[must_use]
    pub fn with_arg(mut self, name: &str, value: impl Into<String>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }

    /// Redirects (303) to the page that shows it.
    pub fn redirect(self, to: impl Display) -> Response {
        (self, Redirect::to(&to.to_string())).into_response()
    }

    fn new(kind: FlashKind, key: &str) -> Self {
        Self { kind, key: key.to_owned(), args: Vec::new() }
    }

    /// The message in the request's cookie; `None` if it cannot be parsed.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let packed = BASE64URL_NOPAD.decode(cookies::read(headers, COOKIE)?.as_bytes()).ok()?;
        serde_json::from_slice(&packed).ok()
    }

    /// The header that deletes the cookie.
    pub(crate) fn build_removal_cookie() -> Option<HeaderValue> {
        cookies::write_removal(COOKIE)
    }
}

impl IntoResponseParts for Flash {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        let packed = serde_json::to_vec(&self).unwrap_or_default();
        if let Some(cookie) = cookies::write(COOKIE, &BASE64URL_NOPAD.encode(&packed), Some(COOKIE_LIFE)) {
            parts.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(parts)
    }
}
