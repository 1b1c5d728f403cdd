//! The public look-up: page, API, and the PDF behind a share link. No log-in, no script.

mod api;
mod ask;
mod fast_path;
mod mould;
mod shared;
mod show;
mod texts;

use axum::http::{HeaderName, HeaderValue, StatusCode};
use camket_app::certificates::LookupResult;

pub use fast_path::{SiteService, is_look_up};

use crate::paths;
use crate::state::Web;
use camket_shell::routes::{Access, Routes};

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .public_get(paths::LookUpForm::PATTERN, ask::show_form)
        .public_get(paths::LookUp::PATTERN, show::show)
        .api(Access::Public, api::__path_verify, api::verify)
        .public_get(paths::SharedCertificate::PATTERN, shared::show_pdf)
}

/// Keeps search engines from listing a page that names venues.
const NO_INDEX: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));

/// By this header the scanner's service worker tells a page of ours from a portal's or a gateway's.
fn name_verdict(result: &LookupResult) -> (HeaderName, HeaderValue) {
    (HeaderName::from_static("x-camket-verdict"), HeaderValue::from_static(result.verdict.code()))
}

/// 200 for a verdict about a certificate of the register, otherwise 404.
fn choose_status(result: &LookupResult) -> StatusCode {
    if result.verdict.is_about_a_certificate() { StatusCode::OK } else { StatusCode::NOT_FOUND }
}

#[cfg(test)]
mod sample;
