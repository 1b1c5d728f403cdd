//! Upload of scans, which may arrive hours after they were made.

use axum::Json;
use axum::extract::State;
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
use crate::api::error::ErrorBody;
use crate::devices::caller::SignedBody;

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
    /// By the phone's clock.
    #[schema(format = DateTime)]
    at: String,
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
    /// taken, known, or unknown-certificate.
    state: &'static str,
    /// The register's verdict for that moment.
    #[schema(required = true)]
    judged: Option<&'static str>,
    /// Whether the phone had shown it as valid and it was not; then office and inspector are notified.
    told: bool,
    /// Metres to the venue, where both places are known.
    #[schema(required = true)]
    distance_m: Option<u32>,
}

/// Records scans. Sending one again has no further effect.
#[utoipa::path(
    post,
    path = "/api/v1/inspections/scans",
    tag = "inspections",
    params(
        ("x-camket-device" = Uuid, Header, description = "The phone."),
        ("x-camket-signature" = String, Header, description = "ES256 of the body by the phone's key, base64url of r and s."),
    ),
    request_body = NewScans,
    responses(
        (status = 200, description = "What came of each.", body = TakenScans),
        (status = 409, description = "An id is another inspector's.", body = ErrorBody),
        (status = 410, description = "The phone was cut off: wipe.", body = ErrorBody),
        (status = 422, description = "A rule says no; nothing is taken.", body = ErrorBody),
    )
)]
pub(super) async fn take(
    State(app): State<App>,
    signed: SignedBody<NewScans>,
) -> Result<Json<TakenScans>, ApiError> {
    check_max_rows("scans", &signed.value.scans, MAX_SCANS)?;
    let sent = signed.value.scans.iter().map(parse_scan).collect::<Result<_, _>>()?;
    let outcomes = scans::receive(&app, &signed.permit, &signed.device_message(), sent).await?;
    Ok(Json(TakenScans { scans: outcomes.into_iter().map(build_outcome).collect() }))
}

fn parse_scan(scan: &NewScan) -> Result<SubmittedScan, ApiError> {
    let shown = ShownVerdict {
        verdict: require_known("shown", Verdict::from_code(&scan.shown))?,
        offline: scan.offline,
        list_at: scan.list_at.as_deref().map(|at| parse_time("list_at", at)).transpose()?,
    };
    Ok(SubmittedScan {
        id: ScanId(scan.id),
        at: parse_time("at", &scan.at)?,
        number: parse_line("number", &scan.number)?,
        shown,
        position: GivenPosition::parse(scan.position)?,
    })
}

fn build_outcome((id, outcome): (ScanId, ScanOutcome)) -> TakenScan {
    let (state, judged, told, distance_m) = match outcome {
        ScanOutcome::Stored(verdict, told, metres) => ("taken", Some(verdict.code()), told, metres),
        ScanOutcome::AlreadyStored(verdict) => ("known", Some(verdict.code()), false, None),
        ScanOutcome::UnknownCertificate => ("unknown-certificate", None, false, None),
    };
    TakenScan { id: id.0, state, judged, told, distance_m }
}
