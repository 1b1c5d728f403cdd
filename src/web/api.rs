//! The API for programs: what every route below `/api/` shares, and the two routes that belong to no capability.
//!
//! - `error`: one shape of errors, also for refusals of the framework.
//! - `body`: JSON bodies of requests.
//! - `bounds`: limits of the texts, times and lists in a body.
//! - `bearer`: calls with a token instead of a cookie.
//! - `openapi`: the OpenAPI document, made from the routes.
//!
//! The JSON of a capability is in its folder (`verify/api.rs`). A handler there answers `Result<_, ApiError>`,
//! carries `#[utoipa::path]`, and is registered by `Routes::api`.

mod account;
pub mod bearer;
pub mod body;
pub(crate) mod bounds;
pub mod error;
pub mod openapi;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Extension;
use axum::http::header;
use axum::response::IntoResponse;
use camket_domain::permissions::Action;
use utoipa::openapi::OpenApi;

pub use body::JsonBody;
pub use error::ApiError;

use crate::routes::{Access, Routes};
use crate::state::Web;

pub const PREFIX: &str = "/api/";

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().api(Access::Public, __path_description, description).api(
        Access::Guarded(Action::UseAccount),
        account::__path_own,
        account::own,
    )
}

/// The OpenAPI document as text, written once at start.
#[derive(Clone, Debug)]
pub struct OpenApiText(Arc<str>);

impl OpenApiText {
    #[must_use]
    pub fn new(document: &OpenApi) -> Self {
        Self(openapi::format_document(document).into())
    }
}

/// The description of the API itself: OpenAPI 3.1.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "api",
    responses((status = 200, description = "This document.", body = Object, content_type = "application/json"))
)]
async fn description(Extension(OpenApiText(text)): Extension<OpenApiText>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], text.to_string())
}
