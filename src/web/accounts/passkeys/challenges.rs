//! What the script asks for when a person presses the button: a challenge, once.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use camket_app::accounts::{self, PasskeyQuestion};
use camket_app::{App, AppError};
use camket_domain::permissions::rights;

use super::super::extractors::SecureConnection;
use super::super::factors::NO_STORE;
use super::super::second_step;
use super::options;
use camket_shell::client::RequestClient;
use camket_shell::error_kind::ErrorKind;
use camket_shell::page_error::PageError;
use camket_shell::session::{self, PageRequest};

pub(super) async fn challenge_session(
    PageRequest { app, permit, .. }: PageRequest<rights::KeepFactors>,
    RequestClient(client): RequestClient,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let token = session::find_token(&headers).unwrap_or_default();
    answer(accounts::challenge_session(&app, &permit, token, &client).await)
}

pub(super) async fn challenge_log_in(
    _: SecureConnection,
    State(app): State<App>,
    RequestClient(client): RequestClient,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    match second_step::find_step(&headers) {
        Some(step) => answer(accounts::challenge_log_in(&app, &step, &client).await),
        None => answer(Err(AppError::NotFound)),
    }
}

/// The page is there; who asks has no passkey, or the time after the password is over.
fn answer(asked: Result<PasskeyQuestion, AppError>) -> Result<Response, PageError> {
    match asked {
        Ok(question) => Ok((NO_STORE, Json(options::build_request(&question))).into_response()),
        Err(AppError::NotFound) => Ok(ErrorKind::Unreadable.into_response()),
        Err(error) => Err(error.into()),
    }
}
