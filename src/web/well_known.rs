//! Stable addresses of what a verifier needs: the public keys and the status list, for certificates; checkpoints and their keys,
//! for the audit log.
//!
//! Any cache may keep these files and any page may fetch them. They are signed or public, so no cookie is read and no
//! rate limit applies.

mod encodings;

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use camket_app::register::load_published_list;
use camket_app::{App, AppError, audit_log, keys, settings};
use ring::digest::{SHA256, digest};

use crate::paths;
use crate::state::Web;
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use encodings::StatusListCache;
pub(crate) use encodings::accepts_encoding;

/// A revocation is in the list at once; caches on the way may hide it for one minute.
const LIST_CACHING: HeaderValue = HeaderValue::from_static("public, max-age=60, stale-if-error=86400");
/// Keys change once in years, but a withdrawn one must be known within minutes.
const KEYS_CACHING: HeaderValue = HeaderValue::from_static("public, max-age=300, stale-if-error=86400");

/// The set of keys as a COSE_KeySet (RFC 9052 section 7).
const COSE_TYPE: HeaderValue = HeaderValue::from_static("application/cose-key-set");
/// The set of keys as a JWK set (RFC 7517 section 8.5.2).
const JWK_TYPE: HeaderValue = HeaderValue::from_static("application/jwk-set+json");
/// Signed notes and their keys.
const TEXT_TYPE: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
/// The status list as a CWT.
const LIST_TYPE: HeaderValue = HeaderValue::from_static("application/statuslist+cwt");

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .public_get(paths::SigningKeysCbor::PATTERN, keys_cbor)
        .public_get(paths::SigningKeysJson::PATTERN, keys_json)
        .public_get(paths::StatusList::PATTERN, status_list)
        .public_get(paths::AuditCheckpoint::PATTERN, audit_checkpoint)
        .public_get(paths::AuditCheckpointOf::PATTERN, audit_checkpoint_of)
        .public_get(paths::AuditKeys::PATTERN, audit_keys)
        .public_get(paths::RobotsTxt::PATTERN, show_robots)
        .layer(Extension(StatusListCache::default()))
}

/// What search engines may read (RFC 9309): the front page, what the registry says of itself, and what an administrator
/// opened, without its searches. Look-ups, shared documents and records name venues and people.
async fn show_robots(State(app): State<App>) -> Result<([(HeaderName, HeaderValue); 2], String), PageError> {
    let settings = settings::load(&app).await?;
    let mut allowed = format!("Allow: /$\nAllow: {}\n", camket_shell::paths::Privacy::PATTERN);
    if settings.open_coverage {
        allowed += &format!("Allow: {}$\n", paths::OpenCoverage::PATTERN);
    }
    if settings.open_certificates {
        for path in [
            paths::OpenCertificates::PATTERN,
            paths::OpenCertificatesCsv::PATTERN,
            paths::OpenCertificatesJson::PATTERN,
            paths::OpenDataPackage::PATTERN,
        ] {
            allowed += &format!("Allow: {path}$\n");
        }
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CACHE_CONTROL, KEYS_CACHING),
    ];
    Ok((headers, format!("User-agent: *\n{allowed}Disallow: /\n")))
}

async fn keys_cbor(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let keyring = keys::load_keyring(&app).await?;
    let etag = compute_etag(keyring.cose());
    Ok(build_response(&headers, &etag, COSE_TYPE, KEYS_CACHING, None, keyring.cose().to_vec()))
}

async fn keys_json(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let keyring = keys::load_keyring(&app).await?;
    let etag = compute_etag(keyring.jwk().as_bytes());
    Ok(build_response(&headers, &etag, JWK_TYPE, KEYS_CACHING, None, keyring.jwk().as_bytes().to_vec()))
}

async fn status_list(
    State(app): State<App>,
    Extension(lists): Extension<StatusListCache>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let list = lists.load_encoded(load_published_list(&app).await?).await;
    let (encoding, body) = list.choose_encoding(&headers);
    Ok(build_response(&headers, list.etag(), LIST_TYPE, LIST_CACHING, encoding, body.to_vec()))
}

async fn audit_checkpoint(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let note = audit_log::load_newest_note(&app).await?.ok_or(AppError::NotFound)?;
    Ok(build_text_response(&headers, LIST_CACHING, note))
}

async fn audit_checkpoint_of(
    State(app): State<App>,
    Path(size): Path<u64>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let note = audit_log::find_note(&app, size).await?.ok_or(AppError::NotFound)?;
    Ok(build_text_response(&headers, KEYS_CACHING, note))
}

/// One key a line, as `camket audit verify --keys` reads them.
async fn audit_keys(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let keys = audit_log::list_public_keys(&app).await?;
    let lines: String = keys.iter().map(|key| format!("{key}\n")).collect();
    Ok(build_text_response(&headers, KEYS_CACHING, lines))
}

fn build_text_response(asked: &HeaderMap, caching: HeaderValue, text: String) -> Response {
    build_response(asked, &compute_etag(text.as_bytes()), TEXT_TYPE, caching, None, text)
}

/// The body, or 304 if the caller has it. The entity tag is weak: it stands for every encoding of the body.
pub(crate) fn build_response(
    asked: &HeaderMap,
    etag: &str,
    kind: HeaderValue,
    caching: HeaderValue,
    encoding: Option<&'static str>,
    body: impl IntoResponse,
) -> Response {
    let has = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let fresh = has.flat_map(|line| line.split(',')).any(|mark| mark.trim() == etag || mark.trim() == "*");
    let mut response = if fresh { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::CACHE_CONTROL, caching);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    if !fresh {
        headers.insert(header::CONTENT_TYPE, kind);
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
    }
    response
}

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// A weak entity tag of these bytes.
fn compute_etag(bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    format!("W/\"{}\"", data_encoding::HEXLOWER.encode(&digest.as_ref()[..16]))
}

/// The status list as it is served.
type ServedList = Arc<encodings::EncodedList>;
