//! A fake registry for the phone: keys and status list signed by the test, of any age, and the inspections API as in
//! `docs/inspections-api.md`, which records what it receives.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use data_encoding::BASE64URL_NOPAD;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};

#[derive(Clone, Debug, Default)]
pub struct Desk(Arc<Mutex<Facts>>);

#[derive(Debug, Default)]
pub struct Facts {
    /// The content of the well-known addresses.
    pub keys: String,
    pub list: Vec<u8>,
    /// The response of every look-up; `None` makes the look-up fail.
    pub look_up: Option<Value>,
    pub pack: Value,
    pub teams: Value,
    /// Hours up to which a list is fresh, and after which it is stale; `None` leaves both out of the response.
    pub ages: Option<(u16, u16)>,
    pub checklists: Value,
    /// Whether the administrator has revoked the phone.
    pub cut_off: bool,
    /// Everything that was accepted, once per id.
    pub device: Option<Value>,
    pub scans: BTreeMap<String, Value>,
    pub visits: BTreeMap<String, Vec<u8>>,
    pub photos: BTreeMap<String, Vec<u8>>,
    /// Number of requests by kind, repeated ones included.
    pub sent: BTreeMap<&'static str, u32>,
    /// Number of bodies with a wrong signature.
    pub unsigned: u32,
}

impl Desk {
    pub fn with<T>(&self, look: impl FnOnce(&mut Facts) -> T) -> T {
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
            .route(&at("visits/{visit}/photos/{photo}"), put(photo))
            .with_state(self.clone())
    }

    /// The given response, or 410 if the phone is revoked.
    fn answer(&self, what: impl FnOnce(&mut Facts) -> Response) -> Response {
        self.with(
            |facts| if facts.cut_off { refusal(StatusCode::GONE, "device-revoked") } else { what(facts) },
        )
    }
}

fn refusal(status: StatusCode, code: &str) -> Response {
    (status, Json(json!({ "error": { "code": code, "message": format!("Từ chối: {code}") } })))
        .into_response()
}

fn ok(value: &Value) -> Response {
    Json(value.clone()).into_response()
}

async fn keys(State(desk): State<Desk>) -> Response {
    desk.with(|facts| facts.keys.clone()).into_response()
}

async fn list(State(desk): State<Desk>) -> Response {
    desk.with(|facts| facts.list.clone()).into_response()
}

async fn look_up(State(desk): State<Desk>) -> Response {
    let told = desk.with(|facts| facts.look_up.clone());
    told.map_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response(), |told| ok(&told))
}

async fn device(State(desk): State<Desk>, Json(given): Json<Value>) -> Response {
    desk.answer(|facts| {
        let told = json!({ "id": given["id"], "standing": "active", "unlock_days": 7 });
        facts.device = Some(given);
        (StatusCode::CREATED, Json(told)).into_response()
    })
}

async fn standing(State(desk): State<Desk>, Path(id): Path<String>) -> Response {
    desk.answer(|_| ok(&json!({ "id": id, "standing": "active", "unlock_days": 7 })))
}

async fn sync(State(desk): State<Desk>) -> Response {
    let mut told = json!({ "now": "2026-11-25T09:15:00+07:00", "unlock_days": 7, "pack_hours": 24, "min_members": 3,
        "far_metres": 500, "checklist_version": 1, "visits": [], "notices": [] });
    desk.answer(|facts| {
        if let Some((fresh, stale)) = facts.ages {
            (told["fresh_hours"], told["stale_hours"]) = (json!(fresh), json!(stale));
        }
        ok(&told)
    })
}

async fn pack(State(desk): State<Desk>) -> Response {
    desk.answer(|facts| ok(&facts.pack))
}

async fn teams(State(desk): State<Desk>) -> Response {
    desk.answer(|facts| ok(&facts.teams))
}

async fn checklists(State(desk): State<Desk>) -> Response {
    desk.answer(|facts| ok(&facts.checklists))
}

async fn venue(State(desk): State<Desk>) -> Response {
    desk.answer(|_| refusal(StatusCode::NOT_FOUND, "not-found"))
}

async fn scans(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> Response {
    desk.answer(|facts| {
        if !is_signed(facts, &headers, &body) {
            return refusal(StatusCode::UNPROCESSABLE_ENTITY, "signature-wrong");
        }
        let given: Value = serde_json::from_slice(&body).expect("JSON");
        for scan in given["scans"].as_array().expect("scans") {
            facts.scans.insert(scan["id"].as_str().expect("an id").to_owned(), scan.clone());
        }
        count(facts, "scans");
        ok(&json!({ "scans": [] }))
    })
}

async fn visit(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> Response {
    desk.answer(|facts| {
        if !is_signed(facts, &headers, &body) {
            return refusal(StatusCode::UNPROCESSABLE_ENTITY, "signature-wrong");
        }
        let given: Value = serde_json::from_slice(&body).expect("JSON");
        let id = given["id"].as_str().expect("an id").to_owned();
        count(facts, "visits");
        let known = facts.visits.insert(id.clone(), body.to_vec());
        if known.is_some_and(|known| known != body) {
            return refusal(StatusCode::CONFLICT, "already-reported");
        }
        ok(&json!({ "id": id, "state": "reported", "number": "05/BB-DKT", "photos_missing": [] }))
    })
}

async fn photo(State(desk): State<Desk>, Path((_, photo)): Path<(String, String)>, body: Bytes) -> Response {
    desk.answer(|facts| {
        count(facts, "photos");
        facts.photos.insert(photo.clone(), body.to_vec());
        ok(&json!({ "id": photo, "state": "kept" }))
    })
}

fn count(facts: &mut Facts, what: &'static str) {
    *facts.sent.entry(what).or_default() += 1;
}

/// Whether the body carries the signature of the enrolled device.
fn is_signed(facts: &mut Facts, headers: &HeaderMap, body: &[u8]) -> bool {
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
    let holds = named && given.is_some_and(|signature| key.verify(body, &signature).is_ok());
    if !holds {
        facts.unsigned += 1;
    }
    holds
}
