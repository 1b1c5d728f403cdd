//! The JSON API of inspections, called as a phone calls it.

use axum::http::{Method, StatusCode};
use camket_app::devices;
use camket_app::inspections::SignedText;
use camket_credential::signed_text::SignedKind;
use camket_domain::inspections::checklist::Checklist;
use camket_domain::venues::VenueKind;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use time::Duration;

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, InspectorPhone, Office, OwnedVenue, PHAN_RANG};

test_on_both_engines! {
    a_phone_enrols_syncs_and_reports,
    errors_have_one_shape_and_name_the_rule,
    a_phone_that_is_cut_off_is_answered_410_whatever_it_asks,
    the_session_of_a_phone_ends_with_it_and_no_other,
    only_inspectors_reach_the_inspections_api,
    an_enrolled_phone_keeps_its_session_as_long_as_the_server,
    a_report_that_cannot_be_printed_is_refused_with_its_field_and_sign,
    a_demand_is_closed_once_and_within_the_area,
}

pub(super) const BASE: &str = "/api/v1/inspections";

/// A phone and its browser.
pub(super) struct ApiPhone {
    pub(super) phone: InspectorPhone,
    pub(super) browser: SimulatedBrowser,
}

impl ApiPhone {
    pub(super) async fn of(phone: InspectorPhone) -> Self {
        let browser = phone.holder.browser().await;
        Self { phone, browser }
    }

    pub(super) async fn get(&mut self, path: &str) -> BrowserResponse {
        let device = self.phone.device.id.to_string();
        let headers = [("x-camket-device", device.as_str())];
        self.browser.calls(Method::GET, &format!("{BASE}{path}"), &headers, Vec::new()).await
    }

    pub(super) async fn post(&mut self, path: &str, body: &Value) -> BrowserResponse {
        let bytes = body.to_string().into_bytes();
        let signature = self.signs(path, &bytes);
        self.post_with(path, bytes, &signature).await
    }

    /// Its signature over a POST request.
    pub(super) fn signs(&self, path: &str, body: &[u8]) -> String {
        BASE64URL_NOPAD.encode(&self.phone.signs_request(&format!("POST\n{BASE}{path}"), body))
    }

    async fn post_with(&mut self, path: &str, bytes: Vec<u8>, signature: &str) -> BrowserResponse {
        let device = self.phone.device.id.to_string();
        let headers = [
            ("content-type", "application/json"),
            ("x-camket-device", device.as_str()),
            ("x-camket-signature", signature),
        ];
        self.browser.calls(Method::POST, &format!("{BASE}{path}"), &headers, bytes).await
    }

    pub(super) async fn put_json(&mut self, path: &str, body: &Value) -> BrowserResponse {
        let bytes = body.to_string().into_bytes();
        let signed = self.phone.signs_request(&format!("PUT\n{BASE}{path}"), &bytes);
        let (device, signature) = (self.phone.device.id.to_string(), BASE64URL_NOPAD.encode(&signed));
        let headers = [
            ("content-type", "application/json"),
            ("x-camket-device", device.as_str()),
            ("x-camket-signature", signature.as_str()),
        ];
        self.browser.calls(Method::PUT, &format!("{BASE}{path}"), &headers, bytes).await
    }

    pub(super) async fn put(&mut self, path: &str, bytes: &[u8]) -> BrowserResponse {
        let device = self.phone.device.id.to_string();
        let headers = [("content-type", "image/jpeg"), ("x-camket-device", device.as_str())];
        self.browser.calls(Method::PUT, &format!("{BASE}{path}"), &headers, bytes).await
    }
}

pub(super) fn parse_json(answer: &BrowserResponse) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{}: no JSON", answer.path))
}

pub(super) fn error_code(answer: &BrowserResponse) -> (StatusCode, String) {
    (answer.status, parse_json(answer)["error"]["code"].as_str().unwrap_or_default().to_owned())
}

pub(super) async fn prepare_visit(office: &Office) -> (ApiPhone, camket_domain::teams::Team, OwnedVenue) {
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.declares("Nguyễn Thị A").await;
    (ApiPhone::of(tra.enrols().await).await, team, hotel)
}

pub(super) fn build_report(office: &Office, team: &camket_domain::teams::Team, hotel: &OwnedVenue) -> Value {
    let items = Checklist::newest().unwrap().items_for(VenueKind::Hotel);
    let answers: Vec<_> = items.iter().map(|item| json!({ "item": item.code, "answer": "yes" })).collect();
    let members: Vec<_> = team.members.iter().take(3).map(|m| m.id.to_string()).collect();
    let strokes = json!([[[0.1, 0.5], [0.6, 0.4]]]);
    let mut signatures = vec![json!({ "who": "owner", "member": null, "strokes": strokes })];
    signatures.extend(members.iter().map(|m| json!({ "who": "member", "member": m, "strokes": strokes })));
    json!({
        "id": office.key(), "team": team.id, "venue": hotel.id, "kind": "surprise",
        "ground": { "code": "complaint", "note": "Đơn ngày 20/11/2026" }, "certificate": null,
        "members": members, "started_at": "2026-11-23T08:00:00+07:00", "ended_at": "2026-11-23T08:30:00+07:00",
        "position": { "lat": 11.5643, "lng": 108.9886, "accuracy_m": 15 },
        "checklist": { "version": 1, "answers": answers },
        "staff": { "found": 1, "registered": 1 },
        "owner": { "name": "Nguyễn Thị Đại Diện", "remarks": "Không có ý kiến", "refused": false },
        "signatures": signatures, "conclusion": "pass", "photos": [],
    })
}

async fn an_enrolled_phone_keeps_its_session_as_long_as_the_server(office: Office) {
    let (mut caller, ..) = prepare_visit(&office).await;
    let cookie = |answer: &BrowserResponse| {
        answer.headers.get("set-cookie").map(|line| line.to_str().unwrap().to_owned())
    };
    for (waited, left) in [(Duration::ZERO, 7 * 24 * 3600), (Duration::hours(7), (7 * 24 - 7) * 3600)] {
        office.waits(waited);
        let set = cookie(&caller.get("/sync").await).expect("a cookie");
        assert!(set.starts_with("__Host-session="), "{set}");
        let age = set.split("Max-Age=").nth(1).and_then(|rest| rest.split(';').next()?.parse::<i64>().ok());
        // The clock goes on between the log-in and this request.
        assert!(age.is_some_and(|age| (left - 60..=left).contains(&age)), "{set}");
        assert!(["HttpOnly", "Secure", "SameSite=Lax"].iter().all(|part| set.contains(part)), "{set}");
    }
    // A browser that is no enrolled phone, or another inspector's, forgets its session when it is closed.
    let plain = caller.browser.calls(Method::GET, &format!("{BASE}/sync"), &[], Vec::new()).await;
    assert_eq!((plain.status, cookie(&plain)), (StatusCode::OK, None));
    let other = office.inspector("Lê Thị Khác", PHAN_RANG).await;
    let device = caller.phone.device.id.to_string();
    let headers = [("x-camket-device", device.as_str())];
    let foreign =
        other.browser().await.calls(Method::GET, &format!("{BASE}/sync"), &headers, Vec::new()).await;
    assert_eq!((foreign.status, cookie(&foreign)), (StatusCode::OK, None));
}

async fn a_phone_enrols_syncs_and_reports(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let again = caller.post("/devices", &build_enrolment(&caller.phone)).await;
    assert_eq!((again.status, &parse_json(&again)["standing"]), (StatusCode::OK, &json!("active")));
    let teams = parse_json(&caller.get("/teams").await);
    assert_eq!(teams["teams"][0]["members"][0]["you"], json!(true));
    let lists = parse_json(&caller.get("/checklists").await);
    assert_eq!(lists["checklists"][0]["version"], json!(1));
    camket_app::keys::ensure_signing_key(&office.app).await.unwrap();
    let pack = parse_json(&caller.get("/pack?area=22759").await);
    let part = |name: &str| pack[name].as_str().unwrap().to_owned();
    let (protected, payload, signature) = (part("protected"), part("payload"), part("signature"));
    let opened = open_pack(&SignedText { protected, payload, signature }, &office).await;
    let packed: Value = serde_json::from_str(&opened.unwrap()).unwrap();
    assert_eq!(packed["venues"][0]["name"], json!("Khách sạn Biển Xanh"));
    let venue = parse_json(&caller.get(&format!("/venues/{}", hotel.id)).await);
    assert_eq!(venue["venue"]["workers"]["declared"], json!(1));
    let body = build_report(&office, &team, &hotel);
    let first = caller.post("/visits", &body).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    assert_eq!(parse_json(&first)["number"], json!("01/BB-ĐKT178"));
    let second = caller.post("/visits", &body).await;
    assert_eq!((second.status, parse_json(&second)), (StatusCode::OK, parse_json(&first)));
    let found = caller.get(&format!("/visits/{}", body["id"].as_str().unwrap())).await;
    assert_eq!(parse_json(&found)["code"], parse_json(&first)["code"]);
    let sync = parse_json(&caller.get("/sync").await);
    assert_eq!((&sync["fresh_hours"], &sync["stale_hours"]), (&json!(24), &json!(168)));
    assert_eq!((&sync["min_members"], &sync["visits"][0]["state"]), (&json!(3), &json!("reported")));
    let scans = json!({ "scans": [{ "id": office.key(), "at": "2026-11-23T08:00:00+07:00", "number": "KH-SNV-2026-999999",
        "shown": "valid", "offline": true, "list_at": null, "position": null }] });
    let taken = parse_json(&caller.post("/scans", &scans).await);
    assert_eq!(taken["scans"][0]["state"], json!("unknown-certificate"));
}

async fn errors_have_one_shape_and_name_the_rule(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let mut few = build_report(&office, &team, &hotel);
    few["members"] = json!([team.members[0].id]);
    let answer = caller.post("/visits", &few).await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "few-members".into()));
    assert!(parse_json(&answer)["error"]["message"].as_str().unwrap().contains("05/2006"));
    assert_eq!(parse_json(&answer)["error"]["field"], json!("members"));
    let good = build_report(&office, &team, &hotel);
    let bytes = good.to_string().into_bytes();
    // Of other bytes, of another address, of the body alone.
    let alone = BASE64URL_NOPAD.encode(&caller.phone.signs_request("", &bytes)[..]);
    for wrong in [caller.signs("/visits", b"other"), caller.signs("/scans", &bytes), alone] {
        let answer = caller.post_with("/visits", bytes.clone(), &wrong).await;
        assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "signature-wrong".into()));
    }
    let answer = caller.post_with("/visits", bytes, "no signature").await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "signature-wrong".into()));
    let answer = caller.post_with("/visits", b"{".to_vec(), "AA").await;
    assert_eq!(error_code(&answer), (StatusCode::BAD_REQUEST, "unreadable".into()));
    for (field, value) in
        [("kind", json!("monthly")), ("conclusion", json!("fine")), ("started_at", json!("yesterday"))]
    {
        let mut odd = good.clone();
        odd[field] = value;
        let answer = caller.post("/visits", &odd).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(parse_json(&answer)["error"]["field"], json!(field));
    }
    for odd in ["PA-1", "PA-K7Q2M-9XW4H", "K7Q2M9XW4H", ""] {
        let mut named = good.clone();
        named["ground"]["reference"] = json!(odd);
        let answer = caller.post("/visits", &named).await;
        assert_eq!(
            error_code(&answer),
            (StatusCode::UNPROCESSABLE_ENTITY, "concern-unknown".into()),
            "{odd}"
        );
        assert_eq!(parse_json(&answer)["error"]["field"], json!("reference"));
    }
    let mut scribble = good.clone();
    scribble["signatures"][0]["strokes"] = json!([[[7.0, 0.5]]]);
    let answer = caller.post("/visits", &scribble).await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "signature-unreadable".into()));
}

async fn a_phone_that_is_cut_off_is_answered_410_whatever_it_asks(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    camket_app::keys::ensure_signing_key(&office.app).await.unwrap();
    caller.get("/sync").await;
    devices::cut_off(&office.app, &admin.may(), caller.phone.device.id, 1).await.unwrap();
    // The session of the phone ends with it; a new one of the same user does not help.
    assert_eq!(error_code(&caller.get("/sync").await), (StatusCode::UNAUTHORIZED, "logged-out".into()));
    caller.browser = caller.phone.holder.browser().await;
    let body = build_report(&office, &team, &hotel);
    let answers = [
        caller.get("/sync").await,
        caller.get("/teams").await,
        caller.get("/checklists").await,
        caller.get(&format!("/venues/{}", hotel.id)).await,
        caller.post("/visits", &body).await,
        caller.post("/scans", &json!({ "scans": [] })).await,
        caller.put(&format!("/visits/{}/photos/{}", office.key(), office.key()), b"").await,
    ];
    for answer in answers {
        assert_eq!(error_code(&answer), (StatusCode::GONE, "device-revoked".into()), "{}", answer.path);
    }
    // Without a session the phone still learns that it is revoked.
    let path = format!("{BASE}/devices/{}", caller.phone.device.id);
    let answer = office.browser().calls(Method::GET, &path, &[], Vec::new()).await;
    assert_eq!(error_code(&answer), (StatusCode::GONE, "device-revoked".into()));
    // It wipes itself only on an order that the register signed for it.
    let signed = parse_json(&answer)["error"]["signed"].as_str().unwrap().to_owned();
    let mut parts = signed.split('.').map(str::to_owned);
    let mut next = || parts.next().unwrap();
    let order = SignedText { protected: next(), payload: next(), signature: next() };
    let keyring = camket_app::keys::load_keyring(&office.app).await.unwrap();
    let opened = camket_credential::signed_text::verify(SignedKind::WipeOrder, &order, keyring.key_set());
    let opened: Value = serde_json::from_str(&opened.unwrap()).unwrap();
    assert_eq!(
        (&opened["order"], &opened["device"], opened["at"].is_i64()),
        (&json!("wipe"), &json!(caller.phone.device.id), true)
    );
}

async fn the_session_of_a_phone_ends_with_it_and_no_other(office: Office) {
    let (mut caller, ..) = prepare_visit(&office).await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let holder = &caller.phone.holder;
    // One that enrolled, one that a locked phone asks with, one at a desk; and another person's that names the phone.
    let (mut enrolling, mut locked) = (caller.browser.clone(), holder.browser().await);
    let mut desk = holder.browser().await;
    let mut other = office.inspector("Lê Thị Khác", PHAN_RANG).await.browser().await;
    let device = caller.phone.device.id.to_string();
    let headers = [("x-camket-device", device.as_str())];
    let enrolment = build_enrolment(&caller.phone);
    assert_eq!(caller.post("/devices", &enrolment).await.status, StatusCode::OK);
    let standing = format!("{BASE}/devices/{device}");
    for asking in [&mut locked, &mut other] {
        assert_eq!(asking.calls(Method::GET, &standing, &headers, Vec::new()).await.status, StatusCode::OK);
    }
    let mut repeated = locked.clone();
    assert_eq!(repeated.calls(Method::GET, &standing, &headers, Vec::new()).await.status, StatusCode::OK);
    for browser in [&mut enrolling, &mut locked, &mut desk, &mut other] {
        browser.opens("/inspect").await.is_at("/inspect");
    }
    devices::cut_off(&office.app, &admin.may(), caller.phone.device.id, 1).await.unwrap();
    for browser in [&mut enrolling, &mut locked] {
        let answer = browser.get("/inspect").await;
        assert_eq!(answer.location().as_deref(), Some("/log-in?next=/inspect"));
    }
    for browser in [&mut desk, &mut other] {
        browser.opens("/inspect").await.is_at("/inspect");
    }
}

/// The body that enrols a phone.
fn build_enrolment(phone: &InspectorPhone) -> Value {
    let point = phone.point();
    let (x, y) = (BASE64URL_NOPAD.encode(&point[1..33]), BASE64URL_NOPAD.encode(&point[33..]));
    let key = json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y });
    json!({ "id": phone.device.id, "name": phone.device.name, "public_key": key })
}

/// The decoded pack, if a published key signed it.
async fn open_pack(text: &SignedText, office: &Office) -> Option<String> {
    let keyring = camket_app::keys::load_keyring(&office.app).await.unwrap();
    camket_credential::signed_text::verify(SignedKind::Pack, text, keyring.key_set())
}

pub(super) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([9, 90, 30]));
    image::DynamicImage::from(picture).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

async fn only_inspectors_reach_the_inspections_api(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let visitor = office.browser().calls(Method::GET, &format!("{BASE}/sync"), &[], Vec::new()).await;
    assert_eq!(error_code(&visitor), (StatusCode::UNAUTHORIZED, "logged-out".into()));
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    assert_eq!(officer.browser().await.get(&format!("{BASE}/sync")).await.status, StatusCode::NOT_FOUND);
    let far = office.inspector("Xa", DO_VINH).await;
    let mut far = ApiPhone::of(far.enrols().await).await;
    assert_eq!(far.get(&format!("/venues/{}", hotel.id)).await.status, StatusCode::NOT_FOUND);
    let body = build_report(&office, &team, &hotel);
    assert_eq!(far.post("/visits", &body).await.status, StatusCode::NOT_FOUND);
    caller.post("/visits", &body).await;
    let path = format!("/visits/{}", body["id"].as_str().unwrap());
    assert_eq!(far.get(&path).await.status, StatusCode::NOT_FOUND);
}

async fn a_demand_is_closed_once_and_within_the_area(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let mut body = build_report(&office, &team, &hotel);
    body["checklist"]["answers"][1]["answer"] = json!("no");
    body["conclusion"] = json!("reminder");
    let id = office.key();
    body["demands"] =
        json!([{ "id": id, "item": null, "text": "Ký hợp đồng lao động", "due_on": "2026-12-15" }]);
    let reported = caller.post("/visits", &body).await;
    assert_eq!(reported.status, StatusCode::CREATED, "{}", reported.text());
    let path = format!("/demands/{id}/close");
    let words = |note: &str| json!({ "visit": null, "note": note });
    let far = office.inspector("Xa", DO_VINH).await;
    let mut far = ApiPhone::of(far.enrols().await).await;
    assert_eq!(
        error_code(&far.post(&path, &words("Đã ký")).await),
        (StatusCode::NOT_FOUND, "not-found".into())
    );
    let unknown = format!("/demands/{}/close", office.key());
    assert_eq!(caller.post(&unknown, &words("Đã ký")).await.status, StatusCode::NOT_FOUND);
    let met = caller.post(&path, &words("Đã ký")).await;
    assert_eq!((met.status, &parse_json(&met)["state"]), (StatusCode::OK, &json!("met")));
    // A retry of the same phone with the same body, as after a lost response.
    assert_eq!(caller.post(&path, &words("Đã ký")).await.status, StatusCode::OK);
    assert_eq!(
        error_code(&caller.post(&path, &words("Khác")).await),
        (StatusCode::CONFLICT, "conflict".into())
    );
    let colleague = office.inspector("Lâm", PHAN_RANG).await;
    let mut colleague = ApiPhone::of(colleague.enrols().await).await;
    let late = colleague.post(&path, &words("Đã ký")).await;
    assert_eq!(error_code(&late), (StatusCode::CONFLICT, "conflict".into()));
    let deeds = office.actions_on(id).await;
    assert_eq!(deeds, [camket_domain::audit::AuditAction::DemandMet]);
}

async fn a_report_that_cannot_be_printed_is_refused_with_its_field_and_sign(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let mut report = build_report(&office, &team, &hotel);
    report["owner"]["remarks"] = json!("Đồng ý ✓");
    let refused = caller.post("/visits", &report).await;
    let error = parse_json(&refused)["error"].clone();
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{error}");
    assert_eq!((&error["code"], &error["field"]), (&json!("text-unprintable"), &json!("owner")));
    assert!(error["message"].as_str().unwrap().contains("“✓” (U+2713)"), "{error}");
    report["owner"]["remarks"] = json!("Łukasz Żółć ký thay");
    assert_eq!(caller.post("/visits", &report).await.status, StatusCode::CREATED);
}
