//! A phone that comes back to a network: it asks what is new, sends its report, then the photos, one after the other.

#![expect(clippy::disallowed_types, reason = "ring takes no other generator")]

use std::io::Cursor;
use std::net::SocketAddr;

use axum::body::Bytes;
use axum::http::Method;
use camket_credential::devices::build_signed_bytes;
use camket_credential::digest::sha256_hex;
use camket_domain::calendar::format_local_rfc3339;
use camket_domain::clock::{Clock, random_bytes};
use camket_domain::ids::uuid_v7;
use camket_domain::inspections::checklist::Checklist;
use data_encoding::BASE64URL_NOPAD;
use image::{DynamicImage, ImageFormat, RgbImage};
use ring::rand::SystemRandom;
use serde_json::{Value, json};
use time::Duration;
use uuid::Uuid;

use crate::client::{Answered, Connection, RequestKind, Sent};
use crate::people::BenchPhone;
use crate::report::system::System;
use crate::{BenchResult, LoadSizes};

const BASE: &str = "/api/v1/inspections";
/// The sides of a photo, as the phone makes them.
const PHOTO_SIDES: (u32, u32) = (1_600, 1_200);

/// A photo with as much in it that its size is that of one of a room.
pub fn draw_photo() -> BenchResult<Bytes> {
    let (width, height) = PHOTO_SIDES;
    let noise: [u8; 4_096] = random_bytes(&System);
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let grain = noise[(x as usize / 3 * 31 + y as usize / 3 * 57) % noise.len()] / 8;
        let shade = |part: u32| u8::try_from(part % 200).unwrap_or_default().saturating_add(grain);
        image::Rgb([shade(x / 8), shade(y / 6), shade((x + y) / 14)])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, ImageFormat::Jpeg)?;
    Ok(bytes.into_inner().into())
}

/// What became of all requests of a phone.
pub async fn work(
    phone: BenchPhone,
    address: SocketAddr,
    photo: Bytes,
    sizes: LoadSizes,
) -> BenchResult<Vec<Answered>> {
    let part = f64::from(u16::from_be_bytes(random_bytes(&System))) / f64::from(u16::MAX);
    tokio::time::sleep(sizes.window.mul_f64(part)).await;
    let connection = Connection::new(address, &phone.token);
    let device = phone.device.to_string();
    let sync = format!("{BASE}/sync");
    let asked = Sent {
        kind: RequestKind::Sync,
        method: Method::GET,
        path: &sync,
        headers: &[("x-camket-device", &device)],
        body: Bytes::new(),
        is_slow: false,
    };
    let mut answered = vec![connection.send(asked).await?.0];
    let ids: Vec<Uuid> = (0..sizes.photos).map(|_| new_id()).collect();
    let report = build_report(&phone, &ids, &sha256_hex(&photo))?;
    let visit = report["id"].as_str().unwrap_or_default().to_owned();
    answered.push(send_report(&connection, &phone, &device, &report).await?);
    for id in ids {
        let path = format!("{BASE}/visits/{visit}/photos/{id}");
        let sent = Sent {
            kind: RequestKind::Photo,
            method: Method::PUT,
            path: &path,
            headers: &[("content-type", "image/jpeg"), ("x-camket-device", &device)],
            body: photo.clone(),
            is_slow: true,
        };
        answered.push(connection.send(sent).await?.0);
    }
    Ok(answered)
}

async fn send_report(
    connection: &Connection,
    phone: &BenchPhone,
    device: &str,
    report: &Value,
) -> BenchResult<Answered> {
    let (path, body) = (format!("{BASE}/visits"), report.to_string().into_bytes());
    let bytes = build_signed_bytes(&format!("POST\n{path}"), &body);
    let signature = phone.pair.sign(&SystemRandom::new(), &bytes).map_err(|_| "no signature")?;
    let signature = BASE64URL_NOPAD.encode(signature.as_ref());
    let sent = Sent {
        kind: RequestKind::Report,
        method: Method::POST,
        path: &path,
        headers: &[
            ("content-type", "application/json"),
            ("x-camket-device", device),
            ("x-camket-signature", &signature),
        ],
        body: body.into(),
        is_slow: false,
    };
    Ok(connection.send(sent).await?.0)
}

fn new_id() -> Uuid {
    uuid_v7(System.now(), &System)
}

/// A visit of half an hour without violations, which ended a minute ago.
fn build_report(phone: &BenchPhone, photos: &[Uuid], sha256: &str) -> BenchResult<Value> {
    let list = Checklist::newest().ok_or("a checklist")?;
    let items = list.items_for(phone.venue_kind);
    let answers: Vec<_> = items.iter().map(|item| json!({ "item": item.code, "answer": "yes" })).collect();
    let members: Vec<_> = phone.members.iter().map(ToString::to_string).collect();
    let strokes = json!([[[0.1, 0.5], [0.6, 0.4]]]);
    let owner = json!({ "who": "owner", "member": null, "strokes": strokes });
    let by_member = |member: &String| json!({ "who": "member", "member": member, "strokes": strokes });
    let signatures: Vec<_> = std::iter::once(owner).chain(members.iter().map(by_member)).collect();
    let photo = |id: &Uuid| json!({ "id": id, "sha256": sha256, "item": null });
    let moment = |minutes: i64| format_local_rfc3339(System.now() - Duration::minutes(minutes));
    Ok(json!({
        "id": new_id(), "team": phone.team, "venue": phone.venue, "kind": "surprise",
        "ground": { "code": "complaint", "note": "Đơn ngày 20/11/2026" }, "certificate": null,
        "members": members, "started_at": moment(31), "ended_at": moment(1), "position": null,
        "checklist": { "version": list.version, "answers": answers },
        "staff": { "found": 0, "registered": 0 },
        "owner": { "name": "Nguyễn Thị Đại Diện", "remarks": "Không có ý kiến", "refused": false },
        "signatures": signatures, "conclusion": "pass", "photos": photos.iter().map(photo).collect::<Vec<_>>(),
    }))
}
