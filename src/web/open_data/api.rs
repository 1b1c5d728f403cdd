//! The search of the open data as JSON: `GET /api/v1/open/certificates`.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use camket_app::{App, open_data};
use camket_domain::areas::AreaCode;
use camket_domain::open_data::{LICENCE_ADDRESS, MAX_SEARCH_CHARS, OpenCertificate, OpenFilter};
use camket_domain::paging::Cursor;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{list_links, name_kind};
use crate::api::ApiError;
use crate::api::bounds::require_known;
use crate::api::error::ErrorBody;
use crate::limit::{CountedRequest, LookUps};
use crate::{areas, paths};
use camket_shell::look::PageLinks;

/// Which certificates are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OpenCertificatesQuery {
    /// Words of the venue's name or of the certificate's number; accents may be left out.
    #[param(example = "hoa sen")]
    q: Option<String>,
    /// Code of a commune or province.
    #[param(example = "22759")]
    commune: Option<String>,
    /// Where the page starts: from the `next` of the page before.
    after: Option<String>,
}

/// A page of certificates that are valid now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OpenCertificates {
    #[schema(example = "https://creativecommons.org/licenses/by/4.0/")]
    licence: &'static str,
    /// At most 25, the latest first.
    certificates: Vec<OpenCertificateRow>,
    /// `after` of the next page; null on the last.
    #[schema(required = true)]
    next: Option<String>,
}

/// A certificate as open data: no person, no tax code, no address.
#[derive(Debug, Serialize, ToSchema)]
struct OpenCertificateRow {
    #[schema(example = "KH-SNV-2026-000042")]
    number: String,
    /// Of the venue, as the certificate states it.
    name: String,
    /// Code of the kind of venue.
    #[schema(example = "hotel")]
    kind: &'static str,
    /// In Vietnamese.
    kind_name: String,
    /// At issue.
    #[schema(example = "22759")]
    commune_code: String,
    commune: String,
    /// Last day on which it is valid.
    #[schema(format = Date)]
    until: String,
}

/// Certificates that are valid now, as open data.
#[utoipa::path(
    get,
    path = "/api/v1/open/certificates",
    operation_id = "open_certificates",
    tag = "open-data",
    params(OpenCertificatesQuery),
    responses(
        (
            status = 200,
            description = "A page of certificates.",
            body = OpenCertificates,
            headers(("Link" = String, description = "RFC 8288: `rel=\"next\"` and `rel=\"first\"` lead to further pages, `rel=\"license\"` to the licence.")),
        ),
        (status = 404, description = "The data are not open.", body = ErrorBody),
        (status = 429, description = "Too many look-ups from one address: see Retry-After.", body = ErrorBody),
    )
)]
pub(super) async fn list(
    _: CountedRequest<LookUps>,
    State(app): State<App>,
    Query(query): Query<OpenCertificatesQuery>,
) -> Result<Response, ApiError> {
    let commune = match query.commune.as_deref().filter(|code| !code.is_empty()) {
        Some(code) => Some(require_known("commune", AreaCode::new(code))?),
        None => None,
    };
    let after = match query.after.as_deref().filter(|text| !text.is_empty()) {
        Some(text) => Some(require_known("after", Cursor::decode(text))?),
        None => None,
    };
    let text: String = query.q.unwrap_or_default().chars().take(MAX_SEARCH_CHARS).collect();
    let filter = OpenFilter { text, commune };
    let found = open_data::list_certificates(&app, &filter, after).await?;
    let commune = filter.commune.map(|area| area.to_string()).unwrap_or_default();
    let pairs = [("q", filter.text.as_str()), ("commune", commune.as_str())];
    let pages = PageLinks::new(paths::ApiOpenCertificates::PATTERN, &pairs, after, found.next);
    let links = list_links(&app).with_pages(&pages, |path| app.url(path)).into_headers();
    let answer = OpenCertificates {
        licence: LICENCE_ADDRESS,
        certificates: found.items.iter().map(build_row).collect(),
        next: found.next.map(|next| next.encode()),
    };
    // Public facts, no cookies read: pages of any origin may ask.
    let anyone = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("link")),
    ];
    Ok((anyone, links, Json(answer)).into_response())
}

fn build_row(one: &OpenCertificate) -> OpenCertificateRow {
    OpenCertificateRow {
        number: one.number.as_str().to_owned(),
        name: one.name.clone(),
        kind: one.kind.code(),
        kind_name: open_data::format_kind(one, name_kind),
        commune_code: one.commune.to_string(),
        commune: areas::find_last_name(one.commune),
        until: one.expires_on.to_string(),
    }
}
