//! The kinds of errors that a visitor can tell apart. `error_page` renders them.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The kinds of errors that a visitor can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// 400: the request cannot be parsed.
    Unreadable,
    /// 401: an API call without a user, or with a token that is not valid.
    LoggedOut,
    /// 403: the user is known, but not allowed.
    Forbidden,
    /// 404: it does not exist, or this user may not see it.
    NotFound,
    /// 405: the address exists, the method does not.
    MethodNotAllowed,
    /// 409: someone else changed it in the meantime.
    Conflict,
    /// 409: the form was sent before with other content.
    KeyReused,
    /// 413: the body is too large.
    TooLarge,
    /// 415: the body of an API call has the wrong content type.
    WrongType,
    /// 429: too many requests.
    TooMany,
    /// 500: an error of the program.
    Broken,
    /// 503: not available at present.
    Unavailable,
    /// 503: too many ask for the same costly work at once.
    Busy,
}

impl ErrorKind {
    pub const ALL: [Self; 13] = [
        Self::Unreadable,
        Self::LoggedOut,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Conflict,
        Self::KeyReused,
        Self::TooLarge,
        Self::WrongType,
        Self::TooMany,
        Self::Broken,
        Self::Unavailable,
        Self::Busy,
    ];

    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::LoggedOut => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict | Self::KeyReused => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The stable name in locale keys and in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::LoggedOut => "logged-out",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Conflict => "conflict",
            Self::KeyReused => "key-reused",
            Self::TooLarge => "too-large",
            Self::WrongType => "wrong-type",
            Self::TooMany => "too-many",
            Self::Broken => "broken",
            Self::Unavailable => "unavailable",
            Self::Busy => "busy",
        }
    }

    /// Whether the same request may work later.
    #[must_use]
    pub fn may_pass(self) -> bool {
        matches!(self, Self::TooMany | Self::Broken | Self::Unavailable | Self::Busy)
    }

    /// The kind of a bare refusal by the framework; an unknown status is `Unreadable` (4xx) or `Broken` (5xx).
    fn from_status(status: StatusCode) -> Self {
        let known = Self::ALL.into_iter().find(|kind| kind.status() == status);
        known.unwrap_or(if status.is_server_error() { Self::Broken } else { Self::Unreadable })
    }
}

impl IntoResponse for ErrorKind {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
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
