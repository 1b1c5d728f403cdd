//! Errors of the API: `{"error": {"code", "message", "field"?, "request_id"}}`.
//!
//! A handler answers an [`ApiError`]; `error_page::render_errors` renders it in the caller's language. An [`ErrorKind`] and a
//! bare refusal of the framework below `/api/` get the same shape.

use std::fmt::Display;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use camket_app::{AppError, ErrorChain};
use camket_domain::refusal::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error_kind::{self, ErrorKind};
use crate::l10n;
use crate::request_context::RequestContext;

/// What every error of the API is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    error: ErrorDetail,
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorDetail {
    /// Stable: `logged-out`, `not-found`, `conflict`, `too-large`, `too-many`, `unreadable`, … or the code of a rule.
    #[schema(example = "not-found", pattern = "^[a-z][a-z0-9-]*$")]
    code: &'static str,
    /// For people, in the language that `Accept-Language` asks for.
    message: String,
    /// The field or item that is meant, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    field: Option<String>,
    /// A JWS in compact form (RFC 7515 7.1) in which the register orders what the code says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Option<String>)]
    signed: Option<Box<str>>,
    /// The same as in the header `x-request-id` and in the log.
    request_id: String,
}

/// An error that is not rendered yet.
#[derive(Clone, Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    message_key: String,
    field: Option<String>,
    signed: Option<Box<str>>,
    named: MessageArgument,
    /// Seconds.
    retry_after: Option<u32>,
}

/// What the text of an error names.
#[derive(Clone, Debug)]
enum MessageArgument {
    None,
    /// Line and column of the body that cannot be parsed.
    Place(usize, usize),
    /// The sign of a text that cannot be printed.
    Sign(Box<str>),
    /// How long to wait.
    Wait,
}

impl ApiError {
    /// A rule's refusal: 422 with the rule's code and text.
    #[must_use]
    pub fn refused(refusal: &Refusal) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            refusal.code(),
            format!("codes-refusal-{}", refusal.code()),
        )
    }

    /// A field of the body is wrong: 422 with the code and text of `codes-error-<code>`, and the field.
    #[must_use]
    pub fn invalid(field: impl Into<String>, code: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, format!("codes-error-{code}")).with_field(field)
    }

    /// An error with a status, code and locale key of its own, such as 410 for what is gone for good.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, words: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message_key: words.into(),
            field: None,
            signed: None,
            named: MessageArgument::None,
            retry_after: None,
        }
    }

    /// Names the field that is wrong.
    #[must_use]
    pub fn with_field(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    /// Adds a signed order, as a JWS in compact form.
    #[must_use]
    pub fn with_signed(self, order: String) -> Self {
        Self { signed: Some(order.into()), ..self }
    }

    /// Names the place in the body that cannot be parsed.
    #[must_use]
    pub(super) fn with_place(self, line: usize, column: usize) -> Self {
        Self {
            message_key: String::from("api-unreadable-at"),
            named: MessageArgument::Place(line, column),
            ..self
        }
    }

    /// Names the sign that is wrong.
    #[must_use]
    pub fn with_sign(self, sign: impl Display) -> Self {
        Self { named: MessageArgument::Sign(sign.to_string().into()), ..self }
    }

    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Renders the response in the caller's language.
    pub(crate) fn render(&self, context: &RequestContext) -> Response {
        let body = ErrorBody { error: self.to_detail(context) };
        let mut response = (self.status, Json(body)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }

    /// The error in the caller's language, for an answer that has one for each of its items.
    #[must_use]
    pub fn to_detail(&self, context: &RequestContext) -> ErrorDetail {
        ErrorDetail {
            code: self.code,
            message: self.message(context),
            field: self.field.clone(),
            signed: self.signed.clone(),
            request_id: context.request_id().to_owned(),
        }
    }

    fn message(&self, context: &RequestContext) -> String {
        let lang = context.lang();
        match &self.named {
            MessageArgument::None => l10n::translate(lang, &self.message_key),
            MessageArgument::Wait => {
                let time = l10n::format_wait(lang, self.retry_after);
                l10n::translate_with(lang, &self.message_key, &[("time", &time)])
            }
            MessageArgument::Sign(sign) => {
                l10n::translate_with(lang, &self.message_key, &[("sign", &sign.to_string())])
            }
            MessageArgument::Place(line, column) => {
                l10n::translate_with(lang, &self.message_key, &[("line", line), ("column", column)])
            }
        }
    }
}

impl From<ErrorKind> for ApiError {
    fn from(kind: ErrorKind) -> Self {
        let words = match kind {
            // The texts of the error pages speak of pages and forms.
            ErrorKind::Unreadable
            | ErrorKind::NotFound
            | ErrorKind::MethodNotAllowed
            | ErrorKind::Conflict => {
                format!("api-{}", kind.code())
            }
            _ => format!("shell-error-{}-what", kind.code()),
        };
        let named = if kind == ErrorKind::TooMany { MessageArgument::Wait } else { MessageArgument::None };
        Self { named, ..Self::new(kind.status(), kind.code(), words) }
    }
}

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => ErrorKind::NotFound.into(),
            AppError::Refused(refusal) => Self::refused(&refusal),
            AppError::Invalid(input) => {
                Self::invalid(input.field, input.problem.code()).with_sign(input.problem.sign())
            }
            AppError::Conflict | AppError::KeyReused { .. } | AppError::Similar(_) => {
                ErrorKind::Conflict.into()
            }
            AppError::Throttled(seconds) => Self { retry_after: Some(seconds), ..ErrorKind::TooMany.into() },
            AppError::Busy(seconds) => Self { retry_after: Some(seconds), ..ErrorKind::Unavailable.into() },
            AppError::NoRoom => ErrorKind::NoRoom.into(),
            AppError::SetBack => ErrorKind::SetBack.into(),
            AppError::Internal(cause) => {
                tracing::error!(error = %ErrorChain(cause.as_ref()), "a use case failed");
                ErrorKind::Broken.into()
            }
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The error of a response below `/api/` that has no body of its own.
pub(crate) fn find_api_error(response: &Response) -> Option<ApiError> {
    let found = response.extensions().get::<ApiError>().cloned();
    found.or_else(|| {
        let error = ApiError::from(error_kind::find_error_kind(response)?);
        Some(ApiError { retry_after: error_kind::find_wait(response), ..error })
    })
}
