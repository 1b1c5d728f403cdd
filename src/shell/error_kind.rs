//! The kinds of errors that a visitor can tell apart. `error_page` renders them.

use std::error::Error;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use camket_domain::codes::codes;
use tower_http::timeout::TimeoutError;

codes! {
    /// The kinds of errors that a visitor can tell apart. The codes are the names in locale keys and in JSON.
    ErrorKind {
        /// 400: the request cannot be parsed.
        Unreadable = "unreadable",
        /// 401: an API call without a user, or with a token that is not valid.
        LoggedOut = "logged-out",
        /// 403: the user is known, but not allowed.
        Forbidden = "forbidden",
        /// 404: it does not exist, or this user may not see it.
        NotFound = "not-found",
        /// 405: the address exists, the method does not.
        MethodNotAllowed = "method-not-allowed",
        /// 408: the body did not arrive in time.
        TooSlow = "too-slow",
        /// 409: someone else changed it in the meantime.
        Conflict = "conflict",
        /// 409: the form was sent before with other content.
        KeyReused = "key-reused",
        /// 413: the body is too large.
        TooLarge = "too-large",
        /// 415: the body of an API call has the wrong content type.
        WrongType = "wrong-type",
        /// 429: too many requests.
        TooMany = "too-many",
        /// 500: an error of the program.
        Broken = "broken",
        /// 503: not available at present, or too busy.
        Unavailable = "unavailable",
        /// 503: the disk of the server is almost full.
        NoRoom = "no-room",
        /// 503: the database was put back to an earlier state.
        SetBack = "set-back",
    }
}

impl ErrorKind {
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::LoggedOut => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict | Self::KeyReused => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable | Self::NoRoom | Self::SetBack => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Whether the same request may work later.
    #[must_use]
    pub fn may_pass(self) -> bool {
        matches!(
            self,
            Self::TooSlow | Self::TooMany | Self::Broken | Self::Unavailable | Self::NoRoom | Self::SetBack
        )
    }

    /// The kind of a body that could not be read: too large, too slow, or not in its form.
    #[must_use]
    pub fn of_body_error(status: StatusCode, error: &(dyn Error + 'static)) -> Self {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ if was_too_slow(error) => Self::TooSlow,
            _ => Self::Unreadable,
        }
    }

    /// The kind of a bare refusal by the framework; an unknown status is `Unreadable` (4xx) or `Broken` (5xx).
    fn from_status(status: StatusCode) -> Self {
        let known = Self::ALL.into_iter().find(|kind| kind.status() == status);
        known.unwrap_or(if status.is_server_error() { Self::Broken } else { Self::Unreadable })
    }
}

/// Whether a time limit is among the causes.
fn was_too_slow(error: &(dyn Error + 'static)) -> bool {
    error.is::<TimeoutError>() || error.source().is_some_and(was_too_slow)
}

/// Seconds after which a request is worth sending again when nothing more exact is known.
const UNAVAILABLE_SECONDS: u32 = 10;

impl IntoResponse for ErrorKind {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if response.status() == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(UNAVAILABLE_SECONDS));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Fallback handler of the router: 404.
pub async fn not_found() -> ErrorKind {
    ErrorKind::NotFound
}

/// Fallback handler for a known address with another method: 405.
pub async fn method_not_allowed() -> ErrorKind {
    ErrorKind::MethodNotAllowed
}

/// The kind of a response to render: one that names its kind, or an error with no body or plain text.
pub(crate) fn find_error_kind(response: &Response) -> Option<ErrorKind> {
    let named = response.extensions().get::<ErrorKind>().copied();
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let plain = content_type.is_none_or(|value| value.starts_with("text/plain"));
    named.or_else(|| (failed && plain).then(|| ErrorKind::from_status(status)))
}

/// Seconds of `Retry-After`.
pub(crate) fn find_wait(response: &Response) -> Option<u32> {
    response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.parse().ok()
}
