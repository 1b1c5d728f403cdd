//! The look-up as JSON: `GET /api/v1/verify/{token or code}`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::certificates::{self, Finding};
use camket_domain::calendar::VIETNAM;
use camket_domain::certificates::claims::end_of;
use serde::Serialize;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use utoipa::ToSchema;

use super::limit::Counted;
use super::status;
use crate::api::ApiError;
use crate::api::error::ErrorBody;

/// The answer. What is not known is `null`, never left out.
#[derive(Serialize, ToSchema)]
#[schema(as = Verdict)]
pub(super) struct Answer {
    /// The code of the verdict.
    #[schema(pattern = "^[a-z_]+$", example = "valid")]
    verdict: &'static str,
    /// Number in the register.
    #[schema(required = true, example = "KH-SNV-2026-000042")]
    number: Option<String>,
    /// The issuing agency's own number.
    #[schema(required = true, example = "05/XN-SNV")]
    document_number: Option<String>,
    /// Venue name.
    #[schema(required = true, example = "Khách sạn Biển Xanh")]
    name: Option<String>,
    /// Code of the kind of venue.
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
    /// The neutral code of the last decision's reason.
    #[schema(required = true, example = "under-review")]
    reason_code: Option<String>,
    /// The number of that decision.
    #[schema(required = true, example = "15/QĐ-SNV")]
    decision_number: Option<String>,
    /// When it was decided.
    #[schema(required = true, format = DateTime)]
    decided_at: Option<String>,
    /// The number of the certificate that replaced it.
    #[schema(required = true)]
    replaced_by: Option<String>,
    /// The moment that the answer is about.
    #[schema(required = true, format = DateTime)]
    checked_at: Option<String>,
}

/// The verdict on a certificate.
#[utoipa::path(
    get,
    path = "/api/v1/verify/{code}",
    tag = "verify",
    params(("code" = String, Path, description = "The code under the QR, however it was typed, or the token in the QR.", example = "7K3MD-9XTQ4")),
    responses(
        (status = 200, description = "A verdict about something in the register.", body = Answer),
        (status = 404, description = "Not in the register, forged, damaged, mistyped, or not ours.", body = Answer),
        (status = 429, description = "Too many look-ups from one address: see Retry-After.", body = ErrorBody),
    )
)]
pub(super) async fn verify(
    _: Counted,
    State(app): State<App>,
    Path(given): Path<String>,
) -> Result<Response, ApiError> {
    Ok(told(certificates::verify(&app, &given).await?))
}

/// Renders a finding as a response.
pub(super) fn told(finding: Finding) -> Response {
    // Public facts, no cookies read: pages of any origin may ask.
    let anyone = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))];
    (status(&finding), anyone, Json(answer(finding))).into_response()
}

fn answer(finding: Finding) -> Answer {
    let checked_at = written(finding.checked_at);
    let mut answer = Answer { verdict: finding.verdict.code(), checked_at, ..Answer::nothing() };
    let Some(paper) = finding.paper else { return answer };
    if let Some(decision) = paper.decision(finding.verdict) {
        answer.reason_code = some(decision.reason.clone());
        answer.decision_number = some(decision.decision_number.clone());
        answer.decided_at = decision.since.and_then(written);
        answer.replaced_by = decision.replaced_by.as_ref().map(ToString::to_string);
    }
    let facts = paper.facts;
    answer.document_number = facts.details.map(|details| details.document.to_string());
    answer.issued_at = written(facts.issued_at);
    answer.expires_at = written(end_of(facts.expires_on) - Duration::SECOND);
    answer.number = Some(facts.number.0);
    answer.name = Some(facts.name);
    answer.kind = Some(facts.kind.code());
    answer.address = Some(facts.address);
    answer
}

impl Answer {
    fn nothing() -> Self {
        Self {
            verdict: "",
            number: None,
            document_number: None,
            name: None,
            kind: None,
            address: None,
            issued_at: None,
            expires_at: None,
            reason_code: None,
            decision_number: None,
            decided_at: None,
            replaced_by: None,
            checked_at: None,
        }
    }
}

/// `None` for an empty text.
fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// RFC 3339 to the second, in Asia/Ho_Chi_Minh.
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
        let finding = Finding { verdict: Verdict::Valid, paper: Some(sample::paper()), checked_at: NOW };
        assert_eq!(
            serde_json::to_value(answer(finding.clone())).unwrap(),
            json!({
                "verdict": "valid",
                "number": "KH-SNV-2026-000042",
                "document_number": "05/XN-SNV",
                "name": "Khách sạn Biển Xanh",
                "kind": "hotel",
                "address": "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa",
                "issued_at": "2026-01-01T10:00:00+07:00",
                "expires_at": "2026-12-31T23:59:59+07:00",
                "reason_code": null,
                "decision_number": null,
                "decided_at": null,
                "replaced_by": null,
                "checked_at": "2026-11-23T09:15:00+07:00",
            })
        );
        assert_eq!(status(&finding), 200);
    }

    #[test]
    fn a_decision_is_told_while_it_holds() {
        let finding = |verdict| Finding { verdict, paper: Some(sample::fallen()), checked_at: NOW };
        let told = serde_json::to_value(answer(finding(Verdict::Superseded))).unwrap();
        let decision =
            ["reason_code", "decision_number", "decided_at", "replaced_by"].map(|key| told[key].clone());
        let expected = ["renewed", "12/QĐ-SNV", "2026-06-01T09:00:00+07:00", "KH-SNV-2026-000077"];
        assert_eq!(decision, expected);
        let over = serde_json::to_value(answer(finding(Verdict::Expired))).unwrap();
        assert!(over["reason_code"].is_null() && over["replaced_by"].is_null());
    }

    #[test]
    fn what_is_not_known_is_null() {
        let finding = Finding { verdict: Verdict::Mistyped, paper: None, checked_at: NOW };
        assert_eq!(status(&finding), 404);
        let told = serde_json::to_value(answer(finding)).unwrap();
        assert_eq!(told["verdict"], "mistyped");
        assert!(told["number"].is_null() && told["expires_at"].is_null());
    }
}
