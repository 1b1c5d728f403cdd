//! What the registry tells a phone for a visit, and the first steps of one.

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use serde_json::{Value, json};
use time::Duration;

use super::phone::ScannerPhone;
use super::scanner_setup::ScannerSetup;
use crate::support::waiting::LONGEST_WAIT;

pub const TEAM: &str = "0193aaaa-0000-7000-8000-000000000001";
pub const MEMBERS: [(&str, &str, &str); 3] = [
    ("0193aaaa-0000-7000-8000-00000000000a", "Trần Văn An", "head"),
    ("0193aaaa-0000-7000-8000-00000000000b", "Lê Thị Bình", "deputy"),
    ("0193aaaa-0000-7000-8000-00000000000c", "Phạm Văn Cường", "member"),
];
pub const VENUE: &str = "0193aaaa-0000-7000-8000-0000000000ff";
pub const DEMAND: &str = "0193aaaa-0000-7000-8000-0000000000dd";

pub fn teams() -> Value {
    let members = MEMBERS.map(|(id, name, rank)| json!({ "id": id, "name": name, "rank": rank, "card": "178-001", "you": rank == "head" }));
    json!({ "teams": [{ "id": TEAM, "name": "Đội kiểm tra liên ngành 178 phường Phan Rang", "level": "commune", "area": "22759",
        "valid_from": "2026-01-01", "valid_to": null, "members": members }] })
}

pub fn checklists() -> Value {
    let item = |code: &str, vi: &str, kinds: Value, counts: bool| json!({ "code": code, "kinds": kinds, "vi": vi, "en": code, "basis": "Pháp lệnh 10/2003/PL-UBTVQH11 Điều 15", "weight": "minor", "counts": counts });
    json!({ "checklists": [{ "version": 1, "items": [
        item("contracts", "Người lao động có hợp đồng bằng văn bản", Value::Null, true),
        item("text", "Bản cam kết được niêm yết", Value::Null, false),
        item("certificate", "Nhân viên xoa bóp có chứng chỉ", json!(["massage"]), false),
    ] }] })
}

pub fn venues(setup: &ScannerSetup) -> Value {
    let number = super::test_signer::certificate_number(1);
    let last_day = (setup.signer.now + Duration::days(200)).date().to_string();
    json!([
        { "id": VENUE, "name": "Karaoke Sao Mai", "kind": "karaoke", "address": "12 Yên Ninh", "commune": "22759",
          "position": [11.5656, 108.9902], "representative": "Nguyễn Thị Bé", "rooms": 12,
          "workers": { "declared": 6, "without_contract": 1, "without_health_check": 2, "without_pledge": 0 },
          "certificate": { "number": number.as_str(), "code": "01234-56784", "expires_on": last_day, "status": "valid" },
          "last_visit": { "on": "2026-03-12", "conclusion": "reminder" }, "visits_this_year": 1, "planned": true,
          "demands": [{ "id": DEMAND, "text": "Ký hợp đồng bằng văn bản", "due_on": "2026-12-15" }] },
        { "id": "0193aaaa-0000-7000-8000-0000000000fe", "name": "Nhà nghỉ Hòa Bình", "kind": "motel", "address": "3 Ngô Gia Tự", "commune": "22759" },
    ])
}

/// A photo with a name in its metadata, as phones write them.
pub fn write_photo() -> std::path::PathBuf {
    let shade = |at: u32| u8::try_from(at % 256).expect("a byte");
    let picture = RgbImage::from_fn(2400, 1800, |x, y| image::Rgb([shade(x), shade(y), 90]));
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.write_image(picture.as_raw(), 2400, 1800, ExtendedColorType::Rgb8).expect("a picture");
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0GPSLatitude 11.5656 canary-position";
    let length = u16::try_from(exif.len() + 2).expect("short");
    let mark = [&[0xff, 0xe1], &length.to_be_bytes()[..], exif].concat();
    bytes.splice(2..2, mark);
    let path = std::env::temp_dir().join(format!("camket-photo-{}.jpg", std::process::id()));
    std::fs::write(&path, bytes).expect("written");
    path
}

/// Gives a phone the pack, the teams and the checklist, and begins a visit at the first venue, with a network.
pub async fn begin_visit(setup: &ScannerSetup, phone: &ScannerPhone<'_>) {
    setup.fake_registry.with(|facts| {
        facts.pack = setup.signer.pack(Duration::hours(2), &venues(setup));
        facts.teams = teams();
        facts.checklists = checklists();
    });
    phone.enrols().await;
    phone.opens_tab("day").await;
    phone.browser.click("Tải gói dữ liệu").await;
    phone.browser.see("Đã nhận gói dữ liệu").await;
    phone.browser.click("Karaoke Sao Mai").await;
    phone.browser.click("Lập biên bản kiểm tra").await;
    phone.browser.see("Thành viên có mặt").await;
}

/// Draws a stroke in the signature field of `who`.
pub async fn draw_signature(phone: &ScannerPhone<'_>, who: &str) {
    let place = format!("[data-who='{who}'] canvas");
    let pad = phone.browser.driver().wait().at_most(LONGEST_WAIT).for_element(Locator::Css(&place)).await;
    let pad = pad.expect("a place to sign");
    let argument = serde_json::to_value(&pad).expect("an element");
    let middle = "arguments[0].scrollIntoView({ block: 'center' });";
    phone.browser.driver().execute(middle, vec![argument]).await.expect("scrolled");
    let to = |x, y| PointerAction::MoveToElement { element: pad.clone(), duration: None, x, y };
    let stroke = MouseActions::new("pen".into())
        .then(to(-60, 10))
        .then(PointerAction::Down { button: 0 })
        .then(to(-10, -20))
        .then(to(60, 10))
        .then(PointerAction::Up { button: 0 });
    phone.browser.driver().perform_actions(stroke).await.expect("drawn");
}
