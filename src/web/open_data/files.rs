//! `GET /open/certificates.csv` and `.json`: the files. `GET /open/datapackage.json`: their description (Data Package,
//! Table Schema of Frictionless Data).

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use camket_app::open_data::{self, OpenFile, OpenFiles, UnpackedPieces};
use camket_app::{App, AppError};
use camket_domain::open_data::{FIELDS, LICENCE_ADDRESS, LICENCE_NAME};
use camket_shell::l10n::{self, Lang};
use camket_shell::page_error::PageError;
use futures_util::stream;
use serde_json::{Value, json};

use super::{list_links, name_kind};
use crate::limit::{CountedRequest, LookUps};
use crate::paths;
use crate::well_known::{accepts_encoding, build_response};

/// A revocation is in the file after an hour at most.
const CACHING: HeaderValue = HeaderValue::from_static("public, max-age=3600");
const CSV_TYPE: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
const JSON_TYPE: HeaderValue = HeaderValue::from_static("application/json");

pub(super) async fn download_csv(
    _: CountedRequest<LookUps>,
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let files = open_data::load_files(&app, name_kind).await?;
    Ok(send(&app, &headers, (&files, &files.csv), CSV_TYPE, "csv"))
}

pub(super) async fn download_json(
    _: CountedRequest<LookUps>,
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let files = open_data::load_files(&app, name_kind).await?;
    Ok(send(&app, &headers, (&files, &files.json), JSON_TYPE, "json"))
}

/// The file packed, or unpacked in pieces for a caller that takes no gzip.
fn send(
    app: &App,
    asked: &HeaderMap,
    (files, file): (&OpenFiles, &OpenFile),
    kind: HeaderValue,
    extension: &str,
) -> Response {
    let packed = accepts_encoding(asked, "gzip");
    let body = if packed {
        Body::from(Bytes::from_owner(file.packed.clone()))
    } else {
        Body::from_stream(stream::iter(UnpackedPieces::new(file.packed.clone())))
    };
    let etag = format!("W/\"{}\"", &file.digest[..32]);
    let mut response = build_response(asked, &etag, kind, CACHING, packed.then_some("gzip"), body);
    let name = format!("attachment; filename=\"camket-certificates-{}.{extension}\"", files.state.day);
    response.headers_mut().extend(list_links(app).into_headers());
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

pub(super) async fn describe(State(app): State<App>) -> Result<Response, PageError> {
    if !open_data::is_open(&app).await? {
        return Err(AppError::NotFound.into());
    }
    let headers = [
        (header::CONTENT_TYPE, JSON_TYPE),
        (header::CACHE_CONTROL, CACHING),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    Ok((headers, build_package(&app).to_string()).into_response())
}

fn build_package(app: &App) -> Value {
    let text = |key: &str| l10n::translate(Lang::Vi, key);
    let field = |name: &&str| {
        json!({
            "name": name,
            "title": text(&format!("open-data-field-{name}").replace('_', "-")),
            "description": l10n::translate(Lang::En, &format!("open-data-field-{name}").replace('_', "-")),
            "type": if *name == "until" { "date" } else { "string" },
            "constraints": { "required": true, "unique": *name == "number" },
        })
    };
    let fields: Vec<Value> = FIELDS.iter().map(field).collect();
    let schema = json!({ "fields": fields, "primaryKey": "number" });
    json!({
        "profile": "data-package",
        "name": "camket-certificates",
        "title": text("open-data-title"),
        "description": text("open-data-lead"),
        "homepage": app.url(paths::OpenCertificates),
        "licenses": [{ "name": LICENCE_NAME, "path": LICENCE_ADDRESS, "title": text("open-data-licence-name") }],
        "resources": [
            {
                "name": "csv",
                "profile": "tabular-data-resource",
                "path": app.url(paths::OpenCertificatesCsv),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema,
            },
            {
                "name": "json",
                "path": app.url(paths::OpenCertificatesJson),
                "format": "json",
                "mediatype": "application/json",
                "encoding": "utf-8",
            },
        ],
    })
}
