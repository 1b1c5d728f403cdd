//! The API for programs: its document, and the route that belongs to no capability. What every call shares is in
//! `camket_shell::api`.
//!
//! The JSON of a capability is in its folder (`verify/api.rs`). A handler there answers `Result<_, ApiError>`,
//! carries `#[utoipa::path]`, and is registered by `Routes::api`.

mod account;
pub(crate) mod bounds;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Extension;
use axum::http::header;
use axum::response::IntoResponse;
use camket_domain::permissions::Action;
use camket_shell::api::openapi::{self, ApiRoute};
use utoipa::openapi::{Info, OpenApi};

// Until every capability names the shell itself.
pub use camket_shell::api::{ApiError, JsonBody, body, error};

use crate::state::Web;
use camket_shell::routes::{Access, Routes};

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().api(Access::Public, __path_description, description).api(
        Access::Guarded(Action::UseAccount),
        account::__path_own,
        account::own,
    )
}

/// The OpenAPI document of these routes.
pub(crate) fn build_document(routes: &[ApiRoute]) -> OpenApi {
    openapi::build_document(build_info(), &TAGS, routes)
}

/// The capabilities that have JSON.
const TAGS: [(&str, &str); 7] = [
    ("account", "For whom a program acts."),
    ("api", "The API itself."),
    ("coverage", "Of the venues that should have signed, how many have."),
    (
        "inspections",
        "The inspector's phone: devices, pack of the day, scans, visits, demands. See docs/inspections-api.md.",
    ),
    (
        "open-data",
        "What anybody may take of the register, once an administrator opens it: public, without a log-in.",
    ),
    ("reports", "Reporting periods and frozen figures."),
    ("verify", "What a certificate is worth: public, without a log-in."),
];

fn build_info() -> Info {
    let mut info = Info::new("Camket", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Registry of venue pledges and labour registrations. Programs show a token that a user makes under \
         \"API tokens\" of their own account; it acts with that user's role and area. Messages of errors are in the language \
         that `Accept-Language` asks for (vi, en); codes are stable."
            .to_owned(),
    );
    info
}

/// The OpenAPI document as text, written once at start.
#[derive(Clone, Debug)]
pub(crate) struct OpenApiText(Arc<str>);

impl OpenApiText {
    pub(crate) fn new(document: &OpenApi) -> Self {
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
