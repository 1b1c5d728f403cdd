//! A fake registry for the phone: keys and status list signed by the test, of any age, and the inspections API as in
//! `docs/inspections-api.md`, which records what it receives.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use data_encoding::BASE64URL_NOPAD;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};

#[derive(Clone, Debug, Default)]
pub struct FakeRegistry(Arc<Mutex<FakeRegistryState>>);

#[derive(Debug, Default)]
pub struct FakeRegistryState {
    /// The content of the well-known addresses.
    pub keys: String,
    pub list: Vec<u8>,
    /// The response of every look-up; `None` makes the look-up fail.
    pub look_up: Option<Value>,
    /// The present facts of every certificate's venue; `None` makes them unknown.
    pub venue: Option<Value>,
    pub pack: Value,
    pub teams: Value,
    /// Hours up to which a list is fresh, and after which it is stale; `None` leaves both out of the response.
    pub ages: Option<(u16, u16)>,
    pub checklists: Value,
    /// Whether the administrator has revoked the phone, and the signed order that comes with that answer.
    pub cut_off: bool,
    pub order: Option<String>,
    /// What a portal or proxy answers in place of the registry: status, content type, body.
    pub portal: Option<(u16, &'static str, String)>,
    /// Reports of these teams are refused, with this status and code.
    pub refused_teams: BTreeMap<String, (u16, &'static str)>,
    /// Scans with these numbers make the whole request fail, as an older registry would.
    pub refused_numbers: Vec<String>,
    /// With what corrections are refused: status and code.
    pub refused_corrections: Option<(u16, &'static str)>,
    /// What the check before a visit says.
    pub check: Option<(u16, &'static str)>,
    /// Ids of the visits that the registry lists as its own.
    pub listed: Vec<String>,
    /// Number of the register's history; 1 if none is set.
    pub epoch: Option<u64>,
    /// Number of the newest version of each of them.
    pub listed_version: Option<u16>,
    /// Everything that was accepted, once per id.
    pub device: Option<Value>,
    /// The secret of the phone, `{ id, secret }`, and whether the phone got it; not kept at all if `keeps_no_secret`.
    pub unlock_secret: Option<Value>,
    pub secret_given: bool,
    pub keeps_no_secret: bool,
    /// The open code.
    pub unlock_code: Option<&'static str>,
    pub scans: BTreeMap<String, Value>,
    pub visits: BTreeMap<String, Vec<u8>>,
    pub corrections: BTreeMap<String, Value>,
    pub photos: BTreeMap<String, Vec<u8>>,
    /// Number of requests by kind, repeated ones included.
    pub sent: BTreeMap<&'static str, u32>,
    /// Number of bodies with a wrong signature.
    pub unsigned: u32,
}

impl FakeRegistry {
    pub fn with<T>(&self, look: impl FnOnce(&mut FakeRegistryState) -> T) -> T {
        look(&mut self.0.lock().unwrap())
    }

    pub fn router(&self) -> Router {
        const API: &str = "/api/v1/inspections";
        let at = |path: &str| format!("{API}/{path}");
        Router::new()
            .route("/.well-known/camket/keys.json", get(keys))
            .route("/.well-known/camket/status-list", get(list))
            .route("/api/v1/verify/{code}", get(look_up))
            .route(&at("devices"), post(device))
            .route(&at("devices/{id}"), get(standing))
            .route(&at("sync"), get(sync))
            .route(&at("pack"), get(pack))
            .route(&at("teams"), get(teams))
            .route(&at("checklists"), get(checklists))
            .route(&at("certificates/{number}"), get(venue))
            .route(&at("scans"), post(scans))
            .route(&at("visits"), post(visit))
            .route(&at("visits/checks"), post(check))
            .route(&at("visits/{visit}/corrections"), post(correction))
            .route(&at("unlock-secret"), put(keep_unlock_secret))
            .route(&at("unlock"), post(unlock))
            .route(&at("visits/{visit}/photos/{photo}"), put(photo))
            .with_state(self.clone())
    }

    /// The given response, that of a portal, or 410 if the phone is revoked.
    fn respond(&self, what: impl FnOnce(&mut FakeRegistryState) -> Response) -> Response {
        self.with(|facts| match &facts.portal {
            Some((status, kind, body)) => {
                let status = StatusCode::from_u16(*status).expect("a status");
                (status, [(header::CONTENT_TYPE, *kind)], body.clone()).into_response()
            }
            None if facts.cut_off => gone_response(facts.order.as_deref()),
            None => what(facts),
        })
    }
}

fn error_response(status: StatusCode, code: &str) -> Response {
    (status, Json(json!({ "error": { "code": code, "message": format!("Từ chối: {code}") } })))
        .into_response()
}

/// The answer to a phone that is cut off.
fn gone_response(order: Option<&str>) -> Response {
    let error = json!({ "code": "device-revoked", "message": "Đã ngừng quyền", "signed": order });
    (StatusCode::GONE, Json(json!({ "error": error }))).into_response()
}

fn refusal((status, code): (u16, &str)) -> Response {
    error_response(StatusCode::from_u16(status).expect("a status"), code)
}

fn ok_response(value: &Value) -> Response {
    Json(value.clone()).into_response()
}

async fn keys(State(desk): State<FakeRegistry>) -> Response {
    desk.with(|facts| facts.keys.clone()).into_response()
}

async fn list(State(desk): State<FakeRegistry>) -> Response {
    desk.with(|facts| facts.list.clone()).into_response()
}

async fn look_up(State(desk): State<FakeRegistry>) -> Response {
    let told = desk.with(|facts| facts.look_up.clone());
    told.map_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response(), |told| ok_response(&told))
}

async fn device(State(desk): State<FakeRegistry>, Json(given): Json<Value>) -> Response {
    desk.respond(|facts| {
        let told = json!({ "id": given["id"], "standing": "active", "unlock_days": 7 });
        facts.device = Some(given);
        (StatusCode::CREATED, Json(told)).into_response()
    })
}

async fn standing(State(desk): State<FakeRegistry>, Path(id): Path<String>) -> Response {
    desk.respond(|_| ok_response(&json!({ "id": id, "standing": "active", "unlock_days": 7 })))
}

async fn sync(State(desk): State<FakeRegistry>) -> Response {
    let mut told = json!({ "now": read_clock(), "unlock_days": 7, "keep_days": 14, "pack_hours": 24, "min_members": 3,
        "far_metres": 500, "checklist_version": 1, "visits": [], "notices": [] });
    desk.respond(|facts| {
        let version = facts.listed_version.unwrap_or(1);
        let known = |id: &String| json!({ "id": id, "state": "reported", "number": "05/BB-DKT", "version": version, "photos_missing": [] });
        let held = facts.unlock_secret.as_ref().filter(|_| !facts.secret_given);
        told["unlock_secret"] = held.map_or(Value::Null, |secret| secret["id"].clone());
        told["epoch"] = json!(facts.epoch.unwrap_or(1));
        told["visits"] = facts.listed.iter().map(known).collect();
        if let Some((fresh, stale)) = facts.ages {
            (told["fresh_hours"], told["stale_hours"]) = (json!(fresh), json!(stale));
        }
        ok_response(&told)
    })
}

#[expect(clippy::disallowed_methods, reason = "the browser's clock is the real one")]
fn read_clock() -> String {
    let now = time::OffsetDateTime::now_utc();
    now.format(&time::format_description::well_known::Rfc3339).expect("a time of this century")
}

async fn check(State(desk): State<FakeRegistry>) -> Response {
    desk.respond(|facts| {
        count_request(facts, "checks");
        facts.check.map_or_else(|| ok_response(&json!({ "allowed": true, "visits_this_year": 0 })), refusal)
    })
}

async fn pack(State(desk): State<FakeRegistry>) -> Response {
    desk.respond(|facts| ok_response(&facts.pack))
}

async fn teams(State(desk): State<FakeRegistry>) -> Response {
    desk.respond(|facts| ok_response(&facts.teams))
}

async fn checklists(State(desk): State<FakeRegistry>) -> Response {
    desk.respond(|facts| ok_response(&facts.checklists))
}

async fn venue(State(desk): State<FakeRegistry>) -> Response {
    desk.respond(|facts| {
        let unknown = || error_response(StatusCode::NOT_FOUND, "not-found");
        facts.venue.as_ref().map_or_else(unknown, |venue| {
            ok_response(&json!({ "at": "2026-11-25T09:15:00+07:00", "venue": venue }))
        })
    })
}

async fn scans(State(desk): State<FakeRegistry>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    desk.respond(|facts| {
        if !is_signed(facts, ("POST", &uri), &headers, &body) {
            return error_response(StatusCode::UNPROCESSABLE_ENTITY, "signature-wrong");
        }
        let given: Value = serde_json::from_slice(&body).expect("JSON");
        count_request(facts, "scans");
        let all = given["scans"].as_array().expect("scans");
        let odd = |scan: &Value| facts.refused_numbers.iter().any(|number| scan["number"] == number.as_str());
        if all.iter().any(odd) {
            return error_response(StatusCode::UNPROCESSABLE_ENTITY, "number-unknown");
        }
        for scan in all {
            facts.scans.insert(scan["id"].as_str().expect("an id").to_owned(), scan.clone());
        }
        let taken = |scan: &Value| json!({ "id": scan["id"], "state": "taken" });
        ok_response(&json!({ "scans": all.iter().map(taken).collect::<Vec<_>>() }))
    })
}

async fn visit(State(desk): State<FakeRegistry>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    desk.respond(|facts| {
        if !is_signed(facts, ("POST", &uri), &headers, &body) {
            return error_response(StatusCode::UNPROCESSABLE_ENTITY, "signature-wrong");
        }
        let given: Value = serde_json::from_slice(&body).expect("JSON");
        let id = given["id"].as_str().expect("an id").to_owned();
        count_request(facts, "visits");
        if let Some(refused) = facts.refused_teams.get(given["team"].as_str().unwrap_or_default()) {
            return refusal(*refused);
        }
        let known = facts.visits.insert(id.clone(), body.to_vec());
        if known.is_some_and(|known| known != body) {
            return error_response(StatusCode::CONFLICT, "already-reported");
        }
        ok_response(&json!({ "id": id, "state": "reported", "number": "05/BB-DKT", "photos_missing": [] }))
    })
}

async fn correction(
    State(desk): State<FakeRegistry>,
    uri: Uri,
    headers: HeaderMap,
    Path(visit): Path<String>,
    body: Bytes,
) -> Response {
    desk.respond(|facts| {
        if !is_signed(facts, ("POST", &uri), &headers, &body) {
            return error_response(StatusCode::UNPROCESSABLE_ENTITY, "signature-wrong");
        }
        count_request(facts, "corrections");
        if let Some(refused) = facts.refused_corrections {
            return refusal(refused);
        }
        let given: Value = serde_json::from_slice(&body).expect("JSON");
        let id = given["correction"]["id"].as_str().expect("an id").to_owned();
        facts.corrections.insert(id, given);
        let version = facts.corrections.len() + 1;
        ok_response(&json!({ "id": visit, "state": "reported", "number": "05/BB-DKT", "version": version, "photos_missing": [] }))
    })
}

async fn keep_unlock_secret(
    State(desk): State<FakeRegistry>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    desk.respond(|facts| {
        if !is_signed(facts, ("PUT", &uri), &headers, &body) {
            return error_response(StatusCode::UNPROCESSABLE_ENTITY, "signature-wrong");
        }
        if facts.keeps_no_secret {
            return error_response(StatusCode::SERVICE_UNAVAILABLE, "unavailable");
        }
        let given: Value = serde_json::from_slice(&body).expect("JSON");
        let told = json!({ "id": given["id"], "state": "kept" });
        (facts.unlock_secret, facts.secret_given) = (Some(given), false);
        ok_response(&told)
    })
}

async fn unlock(State(desk): State<FakeRegistry>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    desk.respond(|facts| {
        if !is_signed(facts, ("POST", &uri), &headers, &body) {
            return error_response(StatusCode::UNPROCESSABLE_ENTITY, "signature-wrong");
        }
        let given: Value = serde_json::from_slice(&body).expect("JSON");
        if facts.unlock_code.is_none_or(|code| given["code"] != code) {
            let error =
                json!({ "code": "unlock-code-wrong", "message": "Mã mở khóa không đúng", "field": "code" });
            return (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": error }))).into_response();
        }
        (facts.unlock_code, facts.secret_given) = (None, true);
        let mut told = facts.unlock_secret.clone().expect("a secret");
        told["unlock_days"] = json!(7);
        ok_response(&told)
    })
}

async fn photo(
    State(desk): State<FakeRegistry>,
    Path((_, photo)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    desk.respond(|facts| {
        count_request(facts, "photos");
        facts.photos.insert(photo.clone(), body.to_vec());
        ok_response(&json!({ "id": photo, "state": "kept" }))
    })
}

fn count_request(facts: &mut FakeRegistryState, what: &'static str) {
    *facts.sent.entry(what).or_default() += 1;
}

/// Whether the request carries the signature of the enrolled device over its method, path and body.
fn is_signed(
    facts: &mut FakeRegistryState,
    (method, uri): (&str, &Uri),
    headers: &HeaderMap,
    body: &[u8],
) -> bool {
    let signed = camket_credential::devices::build_signed_bytes(&format!("{method}\n{}", uri.path()), body);
    let part = |name: &str| {
        let text = facts.device.as_ref()?["public_key"][name].as_str()?.to_owned();
        BASE64URL_NOPAD.decode(text.as_bytes()).ok()
    };
    let point = [vec![4], part("x").unwrap_or_default(), part("y").unwrap_or_default()].concat();
    let given =
        headers.get("x-camket-signature").and_then(|value| BASE64URL_NOPAD.decode(value.as_bytes()).ok());
    let named = headers.get("x-camket-device").is_some_and(|id| {
        facts.device.as_ref().is_some_and(|device| device["id"].as_str().is_some_and(|own| id == own))
    });
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
    let holds = named && given.is_some_and(|signature| key.verify(&signed, &signature).is_ok());
    if !holds {
        facts.unsigned += 1;
    }
    holds
}
