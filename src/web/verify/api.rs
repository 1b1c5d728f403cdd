//! The look-up as JSON: `GET /api/v1/verify/{token or code}`.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::certificates::{self, LookupResult};
use camket_domain::calendar::format_local_rfc3339;
use camket_domain::certificates::claims::first_second_after;
use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use utoipa::{IntoParams, ToSchema};

use super::choose_status;
use crate::api::ApiError;
use crate::api::error::ErrorBody;
use crate::limit::{CountedRequest, LookUps};

/// The answer. What is not known is `null`, never left out.
#[derive(Serialize, ToSchema)]
#[schema(as = Verdict)]
pub(super) struct LookupAnswer {
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

/// At which moment.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct VerifyQuery {
    /// The answer is what was true then: a moment with its offset, until now. Without it, what is true now.
    #[param(value_type = Option<String>, format = DateTime, example = "2026-11-30T08:00:00+07:00")]
    at: Option<String>,
}

/// The verdict on a certificate, now or at an earlier moment.
#[utoipa::path(
    get,
    path = "/api/v1/verify/{code}",
    tag = "verify",
    params(
        ("code" = String, Path, description = "The code under the QR, however it was typed, or the token in the QR.", example = "7K3MD-9XTQ4"),
        VerifyQuery,
    ),
    responses(
        (status = 200, description = "A verdict about something in the register.", body = LookupAnswer),
        (status = 404, description = "Not in the register, forged, damaged, mistyped, or not ours.", body = LookupAnswer),
        (status = 422, description = "The moment cannot be read, or is to come.", body = ErrorBody),
        (status = 429, description = "Too many look-ups from one address: see Retry-After.", body = ErrorBody),
    )
)]
pub(super) async fn verify(
    _: CountedRequest<LookUps>,
    State(app): State<App>,
    Path(given): Path<String>,
    Query(query): Query<VerifyQuery>,
) -> Result<Response, ApiError> {
    Ok(render_result(match query.at.as_deref() {
        Some(at) => {
            let at = OffsetDateTime::parse(at, &Rfc3339);
            let at = at.map_err(|_| ApiError::invalid("at", "date-unreadable"))?;
            certificates::verify_at(&app, &given, at).await?
        }
        None => certificates::verify(&app, &given).await?,
    }))
}

/// Renders the result of a look-up as a response.
pub(super) fn render_result(result: LookupResult) -> Response {
    // Public facts, no cookies read: pages of any origin may ask.
    let anyone = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))];
    (choose_status(&result), anyone, Json(build_answer(result))).into_response()
}

fn build_answer(result: LookupResult) -> LookupAnswer {
    let checked_at = Some(format_local_rfc3339(result.checked_at));
    let mut answer = LookupAnswer { verdict: result.verdict.code(), checked_at, ..LookupAnswer::empty() };
    let Some(certificate) = result.certificate else { return answer };
    if let Some(decision) = certificate.decision(result.verdict) {
        answer.reason_code = decision.reason.map(|reason| reason.code().to_owned());
        answer.decision_number = non_empty(decision.decision_number.clone());
        answer.decided_at = decision.since.map(format_local_rfc3339);
        answer.replaced_by = decision.replaced_by.as_ref().map(ToString::to_string);
    }
    let facts = certificate.facts;
    answer.document_number = facts.details.map(|details| details.document.to_string());
    answer.issued_at = Some(format_local_rfc3339(facts.issued_at));
    let last_second = first_second_after(facts.expires_on) - Duration::SECOND;
    answer.expires_at = Some(format_local_rfc3339(last_second));
    answer.number = Some(facts.number.0);
    answer.name = Some(facts.name);
    answer.kind = Some(facts.kind.code());
    answer.address = Some(facts.address);
    answer
}

impl LookupAnswer {
    fn empty() -> Self {
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
fn non_empty(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
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
        let result = LookupResult {
            verdict: Verdict::Valid,
            certificate: Some(sample::current_certificate()),
            checked_at: NOW,
        };
        assert_eq!(
            serde_json::to_value(build_answer(result.clone())).unwrap(),
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
        assert_eq!(choose_status(&result), 200);
    }

    #[test]
    fn a_decision_is_told_while_it_holds() {
        let result = |verdict| LookupResult {
            verdict,
            certificate: Some(sample::superseded_certificate()),
            checked_at: NOW,
        };
        let answer = serde_json::to_value(build_answer(result(Verdict::Superseded))).unwrap();
        let decision =
            ["reason_code", "decision_number", "decided_at", "replaced_by"].map(|key| answer[key].clone());
        let expected = ["renewed", "12/QĐ-SNV", "2026-06-01T09:00:00+07:00", "KH-SNV-2026-000077"];
        assert_eq!(decision, expected);
        let over = serde_json::to_value(build_answer(result(Verdict::Expired))).unwrap();
        assert!(over["reason_code"].is_null() && over["replaced_by"].is_null());
    }

    #[test]
    fn what_is_not_known_is_null() {
        let result = LookupResult { verdict: Verdict::Mistyped, certificate: None, checked_at: NOW };
        assert_eq!(choose_status(&result), 404);
        let answer = serde_json::to_value(build_answer(result)).unwrap();
        assert_eq!(answer["verdict"], "mistyped");
        assert!(answer["number"].is_null() && answer["expires_at"].is_null());
    }
}
