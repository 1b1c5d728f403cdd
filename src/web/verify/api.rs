//! The look-up for programs: `GET /api/v1/verify/{code}`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::certificates::{self, Finding};
use camket_domain::calendar::VIETNAM;
use camket_domain::certificates::Certificate;
use serde::Serialize;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, Time};
use utoipa::ToSchema;

use super::limit::Counted;
use super::{address, status};
use crate::api::ApiError;
use crate::api::error::ErrorBody;

/// The answer. What is not known is `null`, never left out.
#[derive(Serialize, ToSchema)]
#[schema(as = Verdict)]
struct Answer {
    /// What the paper is worth.
    #[schema(pattern = "^[a-z_]+$", example = "valid")]
    verdict: &'static str,
    /// Number in the register.
    #[schema(required = true, example = "KH-SNV-2026-000042")]
    number: Option<String>,
    /// The agency's own document number.
    #[schema(required = true, example = "05/XN-SNV")]
    document_number: Option<String>,
    /// The venue.
    #[schema(required = true, example = "Khách sạn Biển Xanh")]
    name: Option<String>,
    /// Code of its kind.
    #[schema(required = true, example = "hotel")]
    kind: Option<&'static str>,
    /// Street, commune and province.
    #[schema(required = true)]
    address: Option<String>,
    /// When it was issued.
    #[schema(required = true, format = DateTime)]
    issued_at: Option<String>,
    /// The last second in force.
    #[schema(required = true, format = DateTime)]
    expires_at: Option<String>,
    /// When this was looked up.
    #[schema(required = true, format = DateTime)]
    checked_at: Option<String>,
}

/// What a certificate is worth.
#[utoipa::path(
    get,
    path = "/api/v1/verify/{code}",
    tag = "verify",
    params(("code" = String, Path, description = "The code under the QR, however it was typed.", example = "7K3MD-9XTQ4")),
    responses(
        (status = 200, description = "A verdict about something in the register.", body = Answer),
        (status = 404, description = "Not in the register, or mistyped.", body = Answer),
        (status = 429, description = "Too many look-ups from one address: see Retry-After.", body = ErrorBody),
    )
)]
pub(super) async fn verify(
    _: Counted,
    State(app): State<App>,
    Path(typed): Path<String>,
) -> Result<Response, ApiError> {
    let finding = certificates::verify(&app, &typed).await?;
    // Public facts, no cookies read: any page may ask.
    let anyone = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))];
    Ok((status(&finding), anyone, Json(answer(&finding))).into_response())
}

fn answer(finding: &Finding) -> Answer {
    let certificate = finding.certificate.as_ref();
    Answer {
        verdict: finding.verdict.code(),
        number: certificate.map(|c| c.number.to_string()),
        document_number: certificate.map(|c| c.document.to_string()),
        name: certificate.map(|c| c.facts.name.clone()),
        kind: certificate.map(|c| c.facts.kind.code()),
        address: certificate.map(address),
        issued_at: certificate.and_then(|c| written(c.issued_at)),
        expires_at: certificate.and_then(last_moment).and_then(written),
        checked_at: written(finding.checked_at),
    }
}

/// The last second in force: the end of the last day in Vietnam.
fn last_moment(certificate: &Certificate) -> Option<OffsetDateTime> {
    let end = Time::from_hms(23, 59, 59).ok()?;
    Some(certificate.expires_on.with_time(end).assume_offset(VIETNAM))
}

/// RFC 3339 to the second, in Vietnam's time.
fn written(at: OffsetDateTime) -> Option<String> {
    at.to_offset(VIETNAM).replace_nanosecond(0).ok()?.format(&Rfc3339).ok()
}

#[cfg(test)]
mod tests {
    use camket_domain::certificates::verdict::Verdict;
    use serde_json::json;
    use time::macros::datetime;

    use super::*;
    use crate::verify::sample;

    const NOW: OffsetDateTime = datetime!(2026-11-23 02:15:00.5 UTC);

    #[test]
    fn a_found_certificate_is_told_without_people_and_personal_numbers() {
        let finding =
            Finding { verdict: Verdict::Valid, certificate: Some(sample::certificate()), checked_at: NOW };
        assert_eq!(
            serde_json::to_value(answer(&finding)).unwrap(),
            json!({
                "verdict": "valid",
                "number": "KH-SNV-2026-000042",
                "document_number": "05/XN-SNV",
                "name": "Khách sạn Biển Xanh",
                "kind": "hotel",
                "address": "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa",
                "issued_at": "2026-01-01T10:00:00+07:00",
                "expires_at": "2026-12-31T23:59:59+07:00",
                "checked_at": "2026-11-23T09:15:00+07:00",
            })
        );
        assert_eq!(status(&finding), 200);
    }

    #[test]
    fn what_is_not_known_is_null() {
        let finding = Finding { verdict: Verdict::Mistyped, certificate: None, checked_at: NOW };
        let told = serde_json::to_value(answer(&finding)).unwrap();
        assert_eq!(told["verdict"], "mistyped");
        assert!(told["number"].is_null() && told["expires_at"].is_null());
        assert_eq!(status(&finding), 404);
    }
}
