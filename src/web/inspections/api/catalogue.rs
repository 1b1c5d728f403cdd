//! What the phone stores besides the pack: teams, checklists, settings, and the state of its visits and scans.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use camket_app::inspections::SentInspection;
use camket_app::{App, devices, inspections, restores, scans, settings};
use camket_domain::calendar::format_local_rfc3339;
use camket_domain::inspections::checklist::{Checklist, ChecklistItem};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::ApiError;
use crate::devices::caller::PhoneCaller;

/// How far phone and register are in step.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SyncState {
    /// The register's clock.
    #[schema(format = DateTime)]
    now: String,
    /// Number of the register's history. It rises when the register may have lost what it had confirmed.
    epoch: i64,
    unlock_days: u8,
    /// Days for which the phone keeps a report that is listed here.
    keep_days: u8,
    pack_hours: u8,
    /// Up to this age a status list is as good as the register.
    fresh_hours: u16,
    /// Beyond this age a status list says nothing.
    stale_hours: u16,
    /// Fewest members of a visit.
    min_members: u8,
    /// Metres from the venue that raise an alert.
    far_metres: u16,
    checklist_version: u32,
    /// The secret of this phone that the register has and the phone did not get.
    unlock_secret: Option<Uuid>,
    /// The caller's visits of the last thirty days.
    visits: Vec<SentVisit>,
    /// Scans of the caller that were shown as valid and were not.
    notices: Vec<LateTruth>,
}

/// A visit that the register has.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SentVisit {
    id: Uuid,
    /// reported, replied or settled.
    state: &'static str,
    #[schema(example = "05/BB-ĐKT178")]
    number: String,
    /// Number of its newest version; more than the phone knows after a correction on the page of the inspection.
    version: u64,
    photos_missing: Vec<Uuid>,
}

/// A scan whose shown verdict was wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LateTruth {
    /// The scan.
    id: Uuid,
    /// "shown-valid-too-late"
    kind: &'static str,
    #[schema(format = DateTime)]
    at: String,
    venue: String,
    number: String,
    shown: String,
    judged: &'static str,
}

/// What is new for the caller's phone.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/sync",
    tag = "inspections",
    responses(
        (status = 200, description = "How far phone and register are in step.", body = SyncState),
        PhoneCaller,
    )
)]
pub(super) async fn sync(
    State(app): State<App>,
    caller: PhoneCaller,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    let cookie = caller.keep_session(&app, &headers).await?.map(|cookie| [(header::SET_COOKIE, cookie)]);
    Ok((cookie, Json(build_sync_state(&app, &caller).await?)))
}

async fn build_sync_state(app: &App, caller: &PhoneCaller) -> Result<SyncState, ApiError> {
    let permit = &caller.permit;
    let unlock_secret = match caller.require_device() {
        Ok(device) => devices::find_kept_secret(app, device).await?,
        Err(_) => None,
    };
    let rules = settings::load(app).await?;
    let sent = inspections::list_sent(app, permit).await?;
    let visit = |SentInspection { inspection, version, photos_missing }| SentVisit {
        id: inspection.id.0,
        state: inspection.state.code(),
        number: inspection.number.to_string(),
        version,
        photos_missing: photos_missing.into_iter().map(|id| id.0).collect(),
    };
    let misleading = scans::list_misleading_scans(app, permit).await?;
    let notices = misleading.into_iter().map(|(scan, certificate)| LateTruth {
        id: scan.id.0,
        kind: "shown-valid-too-late",
        at: format_local_rfc3339(scan.at),
        venue: certificate.facts.name,
        number: certificate.number.0,
        shown: scan.shown.verdict.code().to_owned(),
        judged: scan.judged.code(),
    });
    Ok(SyncState {
        now: format_local_rfc3339(app.now()),
        epoch: restores::load_epoch(app).await?,
        unlock_days: rules.unlock_days,
        keep_days: rules.sent_days,
        pack_hours: rules.pack_hours,
        fresh_hours: rules.list_fresh_hours,
        stale_hours: u16::from(rules.list_stale_days) * 24,
        min_members: rules.visit_members,
        far_metres: rules.far_metres,
        checklist_version: Checklist::newest().map_or(0, |list| list.version),
        unlock_secret,
        visits: sent.into_iter().map(visit).collect(),
        notices: notices.collect(),
    })
}

/// The checklists in use.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Checklists {
    /// Newest first.
    checklists: Vec<ChecklistAnswer>,
}

/// A version of the checklist.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Checklist)]
struct ChecklistAnswer {
    version: u32,
    items: Vec<ItemAnswer>,
}

/// A question; "yes" means compliance.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChecklistItem)]
struct ItemAnswer {
    code: String,
    /// The kinds of venue it is asked at; null for every kind.
    #[schema(required = true)]
    kinds: Option<Vec<&'static str>>,
    vi: String,
    en: String,
    /// The legal articles it is based on.
    basis: String,
    /// minor, grave or critical.
    weight: &'static str,
    /// Whether a "no" takes a number.
    counts: bool,
}

/// The questions, by version.
#[utoipa::path(
    get,
    path = "/api/v1/inspections/checklists",
    tag = "inspections",
    responses(
        (status = 200, description = "Every version in use.", body = Checklists),
        PhoneCaller,
    )
)]
pub(super) async fn checklists(_: PhoneCaller) -> Json<Checklists> {
    let item = |i: &ChecklistItem| ItemAnswer {
        code: i.code.clone(),
        kinds: i.kinds.as_ref().map(|kinds| kinds.iter().map(|kind| kind.code()).collect()),
        vi: i.vi.clone(),
        en: i.en.clone(),
        basis: i.basis.clone(),
        weight: i.weight.code(),
        counts: i.counts,
    };
    let list =
        |l: &Checklist| ChecklistAnswer { version: l.version, items: l.items.iter().map(item).collect() };
    Json(Checklists { checklists: Checklist::all().iter().rev().map(list).collect() })
}
