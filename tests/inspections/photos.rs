//! Photos of visits: apart from their report, without what the camera wrote, and deleted when nothing names them.

use axum::http::StatusCode;
use serde_json::json;
use time::Duration;

use super::api::{build_report, error_code, jpeg, parse_json, prepare_visit};
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    photos_come_apart_and_lose_what_the_camera_wrote,
    photos_of_a_visit_that_was_never_reported_are_deleted_in_the_end,
    photos_that_the_report_does_not_name_are_deleted_some_days_after_it,
}

async fn photos_of_a_visit_that_was_never_reported_are_deleted_in_the_end(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let photo = with_secret(&jpeg(40, 30));
    let mut body = build_report(&office, &team, &hotel);
    let named = office.key();
    let sha256 = camket_credential::digest::sha256_hex(&photo);
    body["photos"] = json!([{ "id": named, "sha256": sha256, "item": null }]);
    assert_eq!(caller.post("/visits", &body).await.status, StatusCode::CREATED);
    let reported = body["id"].as_str().unwrap().to_owned();
    for (visit, id) in [(reported, named), (office.key().to_string(), office.key())] {
        let sent = caller.put(&format!("/visits/{visit}/photos/{id}"), &photo).await;
        assert_eq!(sent.status, StatusCode::CREATED);
    }
    let count = async || database_dump::dump_tables(office.app.store()).await["inspection_photo"].len();
    for (waited, left) in [(Duration::days(89), 2), (Duration::days(2), 1), (Duration::days(900), 1)] {
        office.waits(waited);
        camket_app::upkeep::sweep(&office.app).await.unwrap();
        assert_eq!(count().await, left, "{waited}");
    }
}

async fn photos_come_apart_and_lose_what_the_camera_wrote(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let photo = with_secret(&jpeg(40, 30));
    let sha256 = camket_credential::digest::sha256_hex(&photo);
    let (id, early) = (office.key(), office.key());
    let mut body = build_report(&office, &team, &hotel);
    body["photos"] = json!([{ "id": id, "sha256": sha256, "item": null }, { "id": early, "sha256": sha256, "item": null }]);
    let visit = body["id"].as_str().unwrap().to_owned();
    let path = |photo: &uuid::Uuid| format!("/visits/{visit}/photos/{photo}");
    // A photo is sent before its report, and twice.
    assert_eq!(caller.put(&path(&early), &photo).await.status, StatusCode::CREATED);
    assert_eq!(caller.put(&path(&early), &photo).await.status, StatusCode::OK);
    let reported = parse_json(&caller.post("/visits", &body).await);
    assert_eq!(reported["photos_missing"], json!([id]));
    let answer = caller.put(&path(&id), b"no picture").await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "photo-unreadable".into()));
    let answer = caller.put(&path(&id), &jpeg(41, 30)).await;
    assert_eq!(error_code(&answer), (StatusCode::UNPROCESSABLE_ENTITY, "photo-unreadable".into()));
    assert_eq!(caller.put(&path(&id), &photo).await.status, StatusCode::CREATED);
    assert_eq!(parse_json(&caller.get(&format!("/visits/{visit}")).await)["photos_missing"], json!([]));
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let visit = visit.parse().unwrap();
    let (permit, id) = (officer.may(), camket_domain::ids::PhotoId(id));
    let kept = camket_app::inspections::load_picture(&office.app, &permit, visit, id).await.unwrap();
    assert!(kept.starts_with(&[0xff, 0xd8]) && !contains(&kept, b"secret place"));
}

async fn photos_that_the_report_does_not_name_are_deleted_some_days_after_it(office: Office) {
    let (mut caller, team, hotel) = prepare_visit(&office).await;
    let photo = jpeg(40, 30);
    let mut body = build_report(&office, &team, &hotel);
    let visit = body["id"].as_str().unwrap().to_owned();
    let (named, left_out) = (office.key(), office.key());
    for id in [named, left_out] {
        let sent = caller.put(&format!("/visits/{visit}/photos/{id}"), &photo).await;
        assert_eq!(sent.status, StatusCode::CREATED);
    }
    let sha256 = camket_credential::digest::sha256_hex(&photo);
    body["photos"] = json!([{ "id": named, "sha256": sha256, "item": null }]);
    assert_eq!(caller.post("/visits", &body).await.status, StatusCode::CREATED);
    let count = async || database_dump::dump_tables(office.app.store()).await["inspection_photo"].len();
    for (waited, left) in [(Duration::days(6), 2), (Duration::days(2), 1), (Duration::days(90), 1)] {
        office.waits(waited);
        camket_app::upkeep::sweep(&office.app).await.unwrap();
        assert_eq!(count().await, left, "after {waited}");
    }
}

/// The picture with a comment, as a camera writes it.
fn with_secret(jpeg: &[u8]) -> Vec<u8> {
    let comment = b"secret place 11.5643";
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xfe], &length, comment, &jpeg[2..]].concat()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
