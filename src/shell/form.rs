//! The values of a form, and their errors.
//!
//! A handler reads fields with `text`, records errors with `fail`, and renders the page again with [`Form::status`]; the
//! template's macros show values, errors and their summary. The handler parses values into typed inputs; rules belong
//! to the domain.

mod error;
mod fields;
#[cfg(test)]
mod tests;

pub use error::FieldError;
pub use fields::date_error_key;

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use camket_app::AppError;

use camket_domain::text::clean_input;

use crate::error_kind::ErrorKind;
use crate::l10n::Arg;

/// The hidden field of the idempotency key.
const KEY_FIELD: &str = "key";

/// The fields by name, each with the values that were sent, and the errors found so far.
#[derive(Clone, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<FieldError>,
    secrets: BTreeSet<String>,
    has_files: bool,
}

impl Form {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A form filled from stored values, for editing.
    #[must_use]
    pub fn from_fields<V: Into<String>>(fields: impl IntoIterator<Item = (&'static str, V)>) -> Self {
        let mut form = Self::new();
        for (field, value) in fields {
            form.add(field, value);
        }
        form
    }

    /// Parses an urlencoded body or query, at most its first [`MAX_FIELDS`] fields. Never fails: bytes that are not UTF-8
    /// become the replacement character.
    #[must_use]
    pub fn parse(encoded: &[u8]) -> Self {
        let mut form = Self::new();
        for (field, value) in form_urlencoded::parse(encoded).take(MAX_FIELDS) {
            form.add_typed(&unify_line_ends(&field), &value);
        }
        form
    }

    /// Adds a value as the browser sent it: its invisible marks are removed ([`clean_input`]), unless it is a password.
    pub fn add_typed(&mut self, field: &str, value: &str) {
        let value = unify_line_ends(value);
        let password = PASSWORD_FIELDS.contains(&field);
        self.add(field, if password { value } else { clean_input(&value).into_owned() });
    }

    /// Marks fields whose value is never sent back to the browser (passwords, codes, ID numbers).
    #[must_use]
    pub fn with_secret_fields(mut self, fields: &[&str]) -> Self {
        self.secrets.extend(fields.iter().map(|field| (*field).to_owned()));
        self
    }

    /// Says that the form came with files.
    pub fn mark_files(&mut self) {
        self.has_files = true;
    }

    /// Whether files that were chosen must be chosen again: no browser lets a page fill them in.
    #[must_use]
    pub fn lost_files(&self) -> bool {
        self.has_files && self.has_errors()
    }

    /// The fields with their values, one pair a value.
    pub(crate) fn into_pairs(self) -> impl Iterator<Item = (String, String)> {
        let pair = |(field, values): (String, Vec<String>)| {
            values.into_iter().map(move |value| (field.clone(), value))
        };
        self.values.into_iter().flat_map(pair)
    }

    /// Adds a value to a field.
    pub fn add(&mut self, field: &str, value: impl Into<String>) {
        self.values.entry(field.to_owned()).or_default().push(value.into());
    }

    /// Replaces a field's values by one.
    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.values.insert(field.to_owned(), vec![value.into()]);
    }

    // ----- for handlers

    /// The first value, trimmed; empty if the field was not sent.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.raw(field).trim()
    }

    /// The first value, trimmed; `None` if it is empty.
    #[must_use]
    pub fn optional(&self, field: &str) -> Option<&str> {
        Some(self.text(field)).filter(|text| !text.is_empty())
    }

    /// The first value, untrimmed: for passwords.
    #[must_use]
    pub fn raw(&self, field: &str) -> &str {
        self.values.get(field).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Every value of a field: checkboxes of one name.
    #[must_use]
    pub fn all(&self, field: &str) -> &[String] {
        self.values.get(field).map_or(&[], Vec::as_slice)
    }

    /// The fields whose names begin so, each with its first value.
    pub fn fields_beginning_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let named = self.values.iter().filter(move |(field, _)| field.starts_with(prefix));
        named.map(|(field, values)| (field.as_str(), values.first().map_or("", String::as_str)))
    }

    /// Records an error of a field by its locale key. Only the first error of a field is kept.
    pub fn fail(&mut self, field: &str, key: &str) {
        self.fail_with(field, key, &[]);
    }

    /// Records an error of a field, with the placeholders of its text.
    pub fn fail_with(&mut self, field: &str, key: &str, args: &[(&str, &dyn Arg)]) {
        if self.error(field).is_none() {
            self.errors.push(FieldError::new(field, key, args));
        }
    }

    /// Records an error by a common text of `errors.ftl`. Its `{ $what }` becomes the text of the key `what`
    /// (`accounts-name-what = họ tên`), so that the summary at the top of the page names the field.
    pub fn fail_about(&mut self, field: &str, key: &str, what: &str, args: &[(&str, &dyn Arg)]) {
        if self.error(field).is_none() {
            self.errors.push(FieldError::new(field, key, args).with_what(what));
        }
    }

    /// The trimmed text of a field; records an error if it is empty. `what` as in `fail_about`.
    pub fn require_text(&mut self, field: &str, what: &str) -> Option<String> {
        let typed = self.optional(field).map(str::to_owned);
        if typed.is_none() {
            self.fail_about(field, "errors-required", what, &[]);
        }
        typed
    }

    /// The value of a use case; `None` if it refused a field, whose error is then recorded.
    ///
    /// # Errors
    /// An error that belongs to no field.
    pub fn require_success<T>(&mut self, outcome: Result<T, AppError>) -> Result<Option<T>, AppError> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(error) => self.add_error(error).map(|()| None),
        }
    }

    /// Records the error of a use case at its field.
    ///
    /// # Errors
    /// An error that belongs to no field.
    pub fn add_error(&mut self, error: AppError) -> Result<(), AppError> {
        match error {
            AppError::Invalid(input) => {
                let words = format!("codes-error-{}", input.problem.code());
                self.fail_with(input.field, &words, &[("sign", &input.problem.sign())]);
            }
            AppError::KeyReused { fresh } => {
                self.set(KEY_FIELD, fresh.to_string());
                self.fail(KEY_FIELD, "errors-key-reused");
            }
            other => return Err(other),
        }
        Ok(())
    }

    /// The status of the page that shows this form: 200; with errors 422, and 409 if its key was used for other
    /// content.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if self.error(KEY_FIELD).is_some() {
            StatusCode::CONFLICT
        } else if self.has_errors() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    // ----- for templates

    /// The value that the field shows; empty for a secret.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        if self.secrets.contains(field) { "" } else { self.raw(field) }
    }

    /// Whether the field's value is never sent back to the browser.
    #[must_use]
    pub fn is_secret(&self, field: &str) -> bool {
        self.secrets.contains(field)
    }

    /// Whether a choice was made: radio, checkbox, option.
    #[must_use]
    pub fn checked(&self, field: &str, value: &str) -> bool {
        !self.secrets.contains(field) && self.all(field).iter().any(|chosen| chosen == value)
    }

    /// The error of a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&FieldError> {
        self.errors.iter().find(|error| error.field() == field)
    }

    /// Ids for `aria-describedby`: the hint's, then the error's; empty if there is neither.
    #[must_use]
    pub fn describes(&self, field: &str, hint: bool) -> String {
        let hint = hint.then(|| format!("{field}-hint"));
        let error = self.error(field).map(|_| format!("{field}-error"));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }

    /// All errors, in the order in which they were found: check fields in the order of the page.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// Values may be personal: only the names of the fields are printed.
impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Form").field("fields", &self.values.keys()).field("errors", &self.errors).finish()
    }
}

/// The bytes of a body.
///
/// # Errors
/// Too large, too slow, or ended too early.
pub(crate) async fn read_body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ErrorKind> {
    Bytes::from_request(request, state)
        .await
        .map_err(|refused| ErrorKind::of_body_error(refused.status(), &refused))
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let body = read_body(request, state).await.map_err(ErrorKind::into_response)?;
        if count_fields(&body) > MAX_FIELDS {
            return Err(ErrorKind::TooLarge.into_response());
        }
        Ok(Self::parse(&body))
    }
}

/// The fields of the address's query. An extractor.
#[derive(Debug)]
pub struct Query(pub Form);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Form::parse(parts.uri.query().unwrap_or_default().as_bytes())))
    }
}

/// Most fields of a form; no page of ours has half as many.
pub const MAX_FIELDS: usize = 1_000;

/// Fields of an urlencoded body, counted without reading them.
fn count_fields(encoded: &[u8]) -> usize {
    encoded.split(|byte| *byte == b'&').filter(|field| !field.is_empty()).count()
}

/// Passwords are taken as they were typed.
const PASSWORD_FIELDS: [&str; 2] = ["password", "current"];

/// Browsers send the lines of a text area with CR LF.
fn unify_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}
