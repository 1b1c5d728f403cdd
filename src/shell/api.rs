//! The API for programs: what every route below `/api/` shares.
//!
//! - `error`: one shape of errors, also for refusals of the framework.
//! - `body`: JSON bodies of requests.
//! - `bearer`: calls with a token instead of a cookie.
//! - `openapi`: the OpenAPI document, made from the routes.
//!
//! A handler of a capability answers `Result<_, ApiError>`, carries `#[utoipa::path]`, and is registered by
//! `Routes::api`.

pub mod bearer;
pub mod body;
pub mod error;
pub mod openapi;

pub use body::JsonBody;
pub use error::ApiError;

pub const PREFIX: &str = "/api/";
