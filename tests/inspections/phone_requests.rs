//! What a phone must send with its requests: its own name, a key on the curve, signatures of what was signed; an answer to each
//! scan; and the secret of its spare key.

use axum::http::{Method, StatusCode};
use camket_app::devices;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::api::{BASE, build_report, error_code, jpeg, parse_json, prepare_visit};
use crate::harness::database_dump;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    what_changes_something_names_the_phone,
    keys_off_the_curve_are_refused,
    each_scan_has_an_answer_of_its_own,
    signatures_are_bound_to_the_content,
    a_secret_is_kept_and_given_back_for_a_code,
}

async fn what_changes_something_names_the_phone(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let body = build_report(&office, &team, &hotel).to_string().into_bytes();
    let signature = caller.signs("/visits", &body);
    let photo = format!("{BASE}/visits/{}/photos/{}", office.key(), office.key());
    let headers = [("content-type", "application/json"), ("x-camket-signature", signature.as_str())];
    let without = caller.browser.calls(Method::POST, &format!("{BASE}/visits"), &headers, body).await;
    let picture =
        caller.browser.calls(Method::PUT, &photo, &[("content-type", "image/jpeg")], jpeg(4, 3)).await;
    for answer in [without, picture] {
        assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "device-unknown".into()));
    }
}

async fn keys_off_the_curve_are_refused(office: Office) {
    let (mut caller, ..) = prepare_visit(&office).await;
    let mut point = caller.phone.point().to_vec();
    point[40] ^= 1;
    let (x, y) = (BASE64URL_NOPAD.encode(&point[1..33]), BASE64URL_NOPAD.encode(&point[33..]));
    let key = json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y });
    let enrolment = json!({ "id": office.key(), "name": "Máy khác", "public_key": key });
    let answer = caller.post("/devices", &enrolment).await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "device-key".into()));
}

async fn each_scan_has_an_answer_of_its_own(office: Office) {
    let (mut caller, ..) = prepare_visit(&office).await;
    let scan = |shown: &str, at: &str| {
        json!({ "id": office.key(), "at": at, "phone_at": at, "number": "KH-SNV-2026-999999", "shown": shown,
            "offline": true, "list_at": null, "position": null })
    };
    let all = [
        scan("valid", "2026-11-23T08:00:00+07:00"),
        scan("fine", "2026-11-23T08:00:00+07:00"),
        scan("valid", "2026-11-30T08:00:00+07:00"),
    ];
    let answer = caller.post("/scans", &json!({ "scans": all })).await;
    let told = parse_json(&answer);
    let state = |n: usize| {
        let own = told["scans"].as_array().unwrap().iter().find(|one| one["id"] == all[n]["id"]).unwrap();
        (own["state"].as_str().unwrap(), own["error"]["field"].as_str())
    };
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(state(0), ("unknown-certificate", None));
    assert_eq!(state(1), ("refused", Some("shown")));
    assert_eq!(state(2), ("unknown-certificate", None), "a clock ahead is no reason");
}

async fn signatures_are_bound_to_the_content(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let mut body = build_report(&office, &team, &hotel);
    let content = content_hash(&body);
    for signature in body["signatures"].as_array_mut().unwrap() {
        signature["content"] = json!(content);
    }
    let mut changed = body.clone();
    changed["owner"]["remarks"] = json!("Khác");
    let answer = caller.post("/visits", &changed).await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "signature-outdated".into()));
    // Where the phone was, and when the visit ended, is not what the people sign.
    body["ended_at"] = json!("2026-11-23T08:45:00+07:00");
    body["position"] = json!({ "lat": 11.56431, "lng": 108.98863, "accuracy_m": 7 });
    body["phone_clock"] = json!({ "started_at": "2026-11-25T08:00:00+07:00", "ended_at": "2026-11-25T08:45:00+07:00", "error_s": -172_800 });
    let item = body["checklist"]["answers"][0]["item"].clone();
    body["changes"] = json!([{ "item": item, "from": "no", "to": "yes", "at": "2026-11-23T08:20:00+07:00",
        "reason": "Đã xuất trình hợp đồng", "position": { "lat": 11.56, "lng": 108.98, "accuracy_m": 9 } }]);
    assert_eq!(caller.post("/visits", &body).await.status, StatusCode::CREATED);
    // The office reads what was changed.
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let page = officer.browser().await.get(&format!("/inspections/{}", body["id"].as_str().unwrap())).await;
    for words in
        ["23/11/2026", "Không đạt → Đạt. Lý do: Đã xuất trình hợp đồng", "Vị trí 11.56000, 108.98000 (± 9 m)"]
    {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
}

/// What docs/inspections-api.md says: SHA-256 of the sorted JSON without the parts that nobody signs.
pub(super) fn content_hash(report: &Value) -> String {
    let mut content = report.as_object().unwrap().clone();
    for name in ["signatures", "ended_at", "phone_clock", "position", "changes"] {
        content.remove(name);
    }
    camket_credential::digest::sha256_hex(Value::Object(content).to_string().as_bytes())
}

async fn a_secret_is_kept_and_given_back_for_a_code(office: Office) {
    let (mut caller, ..) = prepare_visit(&office).await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let id = office.key();
    assert_eq!(parse_json(&caller.get("/sync").await)["unlock_secret"], Value::Null);
    for odd in ["", "AAAA", "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis="] {
        let answer = caller.put_json("/unlock-secret", &json!({ "id": id, "secret": odd })).await;
        assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "unlock-secret".into()));
    }
    let secret = "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis";
    for _ in 0..2 {
        let answer = caller.put_json("/unlock-secret", &json!({ "id": id, "secret": secret })).await;
        assert_eq!(
            (answer.status, parse_json(&answer)),
            (StatusCode::OK, json!({ "id": id, "state": "kept" }))
        );
    }
    assert_eq!(parse_json(&caller.get("/sync").await)["unlock_secret"], json!(id));
    let none = caller.post("/unlock", &json!({ "code": "12345678" })).await;
    assert_eq!(error_code(&none), (StatusCode::UNPROCESSABLE_ENTITY, "unlock-code-over".into()));
    assert_eq!(parse_json(&none)["error"]["field"], json!("code"));
    let offer = devices::find_offer(&office.app, &admin.may(), caller.phone.device.id).await.unwrap();
    let made = devices::offer_code(&office.app, &admin.may(), caller.phone.device.id, offer.version).await;
    let given = caller.post("/unlock", &json!({ "code": made.unwrap().digits })).await;
    assert_eq!(parse_json(&given), json!({ "id": id, "secret": secret, "unlock_days": 7 }));
    assert_eq!(parse_json(&caller.get("/sync").await)["unlock_secret"], Value::Null);
    // A secret is not among the signed bodies that are kept as proof.
    assert_eq!(database_dump::dump_tables(office.app.store()).await["parcel"], [""; 0]);
}
