//! Upload of scans, which may arrive hours after they were made.

use axum::extract::State;
use axum::{Extension, Json};
use camket_app::App;
use camket_app::scans::{self, MAX_SCANS, ScanOutcome, SubmittedScan};
use camket_domain::certificates::verdict::Verdict;
use camket_domain::ids::ScanId;
use camket_domain::scans::{Position, ShownVerdict};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::ApiError;
use crate::api::bounds::{check_max_rows, parse_line, parse_time, require_known};
use crate::api::error::{ErrorBody, ErrorDetail};
use crate::devices::caller::{PhoneCaller, SignedBody, SignedHeaders};
use camket_shell::error_kind::ErrorKind;
use camket_shell::request_context::RequestContext;

/// Scans of the caller's phone.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewScans {
    #[schema(max_items = 200)]
    scans: Vec<NewScan>,
}

/// A scan.
#[derive(Debug, Deserialize, ToSchema)]
struct NewScan {
    /// Made by the phone.
    id: Uuid,
    /// By the phone's clock, corrected by what the phone knows of its error.
    #[schema(format = DateTime)]
    at: String,
    /// By the phone's clock as it was.
    #[schema(format = DateTime)]
    phone_at: Option<String>,
    /// Number of the certificate.
    #[schema(example = "KH-SNV-2026-000042")]
    number: String,
    /// Verdict code that the phone showed.
    #[schema(example = "valid")]
    shown: String,
    /// Whether the phone had no network.
    offline: bool,
    /// When the phone's status list was made.
    #[schema(format = DateTime)]
    list_at: Option<String>,
    position: Option<GivenPosition>,
}

/// A place (WGS 84).
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
pub(crate) struct GivenPosition {
    #[schema(minimum = -90.0, maximum = 90.0)]
    lat: f64,
    #[schema(minimum = -180.0, maximum = 180.0)]
    lng: f64,
    /// Radius in metres.
    #[serde(default)]
    #[schema(minimum = 0.0)]
    accuracy_m: f64,
}

impl GivenPosition {
    /// Converts into a position; an error if the degrees are out of range.
    pub(crate) fn parse(given: Option<Self>) -> Result<Option<Position>, ApiError> {
        let Some(Self { lat, lng, accuracy_m }) = given else { return Ok(None) };
        require_known("position", Position::new(lat, lng, accuracy_m)).map(Some)
    }
}

/// The outcome of each scan.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TakenScans {
    scans: Vec<TakenScan>,
}

/// The outcome of a scan.
#[derive(Debug, Serialize, ToSchema)]
struct TakenScan {
    id: Uuid,
    /// taken, known, unknown-certificate or refused.
    state: &'static str,
    /// The register's verdict for that moment.
    #[schema(required = true)]
    judged: Option<&'static str>,
    /// Whether the phone had shown it as valid and it was not; then office and inspector are notified.
    told: bool,
    /// Metres to the venue, where both places are known.
    #[schema(required = true)]
    distance_m: Option<u32>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<ErrorDetail>,
}

/// Records scans. Sending one again has no further effect.
#[utoipa::path(
    post,
    path = "/api/v1/inspections/scans",
    tag = "inspections",
    params(SignedHeaders),
    request_body = NewScans,
    responses(
        (status = 200, description = "What came of each.", body = TakenScans),
        (status = 422, description = "Signature, phone or number of scans are wrong; nothing is taken.", body = ErrorBody),
        PhoneCaller,
    )
)]
pub(super) async fn take(
    State(app): State<App>,
    Extension(context): Extension<RequestContext>,
    signed: SignedBody<NewScans>,
) -> Result<Json<TakenScans>, ApiError> {
    check_max_rows("scans", &signed.value.scans, MAX_SCANS)?;
    let mut sound = Vec::new();
    let mut answers = Vec::new();
    for scan in &signed.value.scans {
        match parse_scan(scan) {
            Ok(parsed) => sound.push(parsed),
            Err(error) => answers.push(build_refusal(scan.id, &error, &context)),
        }
    }
    let outcomes = scans::receive(&app, &signed.permit, &signed.device_message(), sound).await?;
    answers.extend(outcomes.into_iter().map(|(id, outcome)| build_outcome(id, &outcome, &context)));
    Ok(Json(TakenScans { scans: answers }))
}

fn parse_scan(scan: &NewScan) -> Result<SubmittedScan, ApiError> {
    let shown = ShownVerdict {
        verdict: require_known("shown", Verdict::from_code(&scan.shown))?,
        offline: scan.offline,
        list_at: scan.list_at.as_deref().map(|at| parse_time("list_at", at)).transpose()?,
        phone_at: scan.phone_at.as_deref().map(|at| parse_time("phone_at", at)).transpose()?,
    };
    Ok(SubmittedScan {
        id: ScanId(scan.id),
        at: parse_time("at", &scan.at)?,
        number: parse_line("number", &scan.number)?,
        shown,
        position: GivenPosition::parse(scan.position)?,
    })
}

fn build_outcome(ScanId(id): ScanId, outcome: &ScanOutcome, context: &RequestContext) -> TakenScan {
    let (state, judged, told, distance_m) = match *outcome {
        ScanOutcome::Stored(verdict, told, metres) => ("taken", Some(verdict.code()), told, metres),
        ScanOutcome::AlreadyStored(verdict) => ("known", Some(verdict.code()), false, None),
        ScanOutcome::UnknownCertificate => ("unknown-certificate", None, false, None),
        ScanOutcome::Foreign => return build_refusal(id, &ErrorKind::Conflict.into(), context),
    };
    TakenScan { id, state, judged, told, distance_m, error: None }
}

fn build_refusal(id: Uuid, error: &ApiError, context: &RequestContext) -> TakenScan {
    let error = Some(error.to_detail(context));
    TakenScan { id, state: "refused", judged: None, told: false, distance_m: None, error }
}
