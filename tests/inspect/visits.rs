//! A whole visit without a network: recorded, kept, sent over a line that breaks, and one effect in the end.

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use serde_json::{Value, json};
use time::Duration;

use super::door::Door;
use super::phone::{PIN, Phone};

const TEAM: &str = "0193aaaa-0000-7000-8000-000000000001";
const MEMBERS: [(&str, &str, &str); 3] = [
    ("0193aaaa-0000-7000-8000-00000000000a", "Trần Văn An", "head"),
    ("0193aaaa-0000-7000-8000-00000000000b", "Lê Thị Bình", "deputy"),
    ("0193aaaa-0000-7000-8000-00000000000c", "Phạm Văn Cường", "member"),
];
const VENUE: &str = "0193aaaa-0000-7000-8000-0000000000ff";
const DEMAND: &str = "0193aaaa-0000-7000-8000-0000000000dd";

fn teams() -> Value {
    let members = MEMBERS.map(|(id, name, rank)| json!({ "id": id, "name": name, "rank": rank, "card": "178-001", "you": rank == "head" }));
    json!({ "teams": [{ "id": TEAM, "name": "Đội kiểm tra liên ngành 178 phường Phan Rang", "level": "commune", "area": "22759",
        "valid_from": "2026-01-01", "valid_to": null, "members": members }] })
}

fn checklists() -> Value {
    let item = |code: &str, vi: &str, kinds: Value, counts: bool| json!({ "code": code, "kinds": kinds, "vi": vi, "en": code, "basis": "Pháp lệnh 10/2003/PL-UBTVQH11 Điều 15", "weight": "minor", "counts": counts });
    json!({ "checklists": [{ "version": 1, "items": [
        item("contracts", "Người lao động có hợp đồng bằng văn bản", Value::Null, true),
        item("text", "Bản cam kết được niêm yết", Value::Null, false),
        item("certificate", "Nhân viên xoa bóp có chứng chỉ", json!(["massage"]), false),
    ] }] })
}

fn venues(door: &Door) -> Value {
    let number = super::signed::number(1);
    let last_day = (door.hand.now + Duration::days(200)).date().to_string();
    json!([
        { "id": VENUE, "n": "Karaoke Sao Mai", "k": "karaoke", "a": "12 Yên Ninh", "c": "22759", "p": [11.5656, 108.9902],
          "o": "Nguyễn Thị Bé", "r": 12, "w": [6, 1, 2, 0], "cert": [number.as_str(), "01234-56784", last_day, 0],
          "visit": ["2026-03-12", "reminder"], "y": 1, "plan": true, "d": [[DEMAND, "Ký hợp đồng bằng văn bản", "2026-12-15"]] },
        { "id": "0193aaaa-0000-7000-8000-0000000000fe", "n": "Nhà nghỉ Hòa Bình", "k": "motel", "a": "3 Ngô Gia Tự", "c": "22759" },
    ])
}

/// A picture with a name in its metadata, as phones write them.
fn a_photo() -> std::path::PathBuf {
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

#[test]
fn a_visit_is_recorded_alone_and_arrives_once() {
    Door::open_for(async |door: &Door| {
        door.desk.with(|facts| {
            facts.pack = door.hand.pack(Duration::hours(2), &venues(door));
            facts.teams = teams();
            facts.checklists = checklists();
        });
        let phone = Phone::of(door).await;
        phone.enrols().await;
        phone.tab("day").await;
        phone.is_fit("day-empty").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu: 2 cơ sở").await;
        phone.is_fit("day").await;

        door.line.cut();
        phone.refreshes().await;
        // The pack knows the code on the paper, also when it is only typed.
        assert_eq!(phone.types("01234-56784").await, ("valid".into(), "phone".into()));
        phone.browser.see("Số lao động đã khai").await;
        phone.browser.see("Ký hợp đồng bằng văn bản").await;
        phone.is_fit("verdict-with-pack").await;
        records(&phone).await;
        sends_over_a_bad_line(door, &phone).await;
        nothing_is_in_clear(&phone).await;
        phone.lies_down().await;
    });
}

async fn records(phone: &Phone<'_>) {
    let browser = &phone.browser;
    browser.click("Lập biên bản kiểm tra").await;
    browser.see("Đoàn kiểm tra").await;
    // Visited this year already: the rule is quoted, and a ground is asked for.
    browser.see("Nghị quyết 198/2025/QH15").await;
    browser.choose("Có dấu hiệu vi phạm rõ ràng").await;
    browser.fill("Nội dung căn cứ", "Tin báo ngày 20/11").await;
    for (_, name, _) in &MEMBERS[..2] {
        browser.choose(name).await;
    }
    phone.is_fit("visit-people").await;
    browser.click("Tiếp tục").await;
    browser.answer("Người lao động có hợp đồng bằng văn bản", "Không đạt").await;
    browser.fill("Số lượng", "2").await;
    browser.fill("Ghi chú", "02 người chưa có hợp đồng").await;
    // A phone scrolls the field that was typed into, slowly: a click on the way would miss.
    settled().await;
    browser.answer("Bản cam kết được niêm yết", "Đạt").await;
    assert!(!browser.text().await.contains("xoa bóp"), "not asked at a karaoke");
    browser.fill("Số lao động có mặt", "7").await;
    let photo = browser.driver().find(Locator::Css("input#photo-contracts")).await.expect("a field");
    photo.send_keys(&a_photo().display().to_string()).await.expect("chosen");
    browser.see("Đã có 1 ảnh").await;
    phone.is_fit("visit-questions").await;
    // The phone falls: everything is still there.
    phone.opens().await;
    phone.unlocks(PIN).await;
    phone.view("scan").await;
    phone.tab("visits").await;
    browser.see("Bản nháp").await;
    phone.is_fit("visits-draft").await;
    browser.click("Karaoke Sao Mai").await;
    browser.see("Đã có 1 ảnh").await;
    browser.click("Tiếp tục").await;
    browser.choose("Ký hợp đồng bằng văn bản").await;
    browser.click("Thêm yêu cầu").await;
    browser.fill("Nội dung yêu cầu", "Ký hợp đồng lao động với 02 người").await;
    browser.choose("Nhắc nhở").await;
    phone.is_fit("visit-outcome").await;
    browser.click("Tiếp tục").await;
    browser.fill("Ý kiến của cơ sở", "Sẽ ký trong tuần này").await;
    sign(phone, "owner").await;
    phone.is_fit("visit-signing").await;
    browser.click("Tiếp tục").await;
    // Two members are too few, and nothing can be sent.
    browser.see("Chọn ít nhất 3 thành viên có mặt").await;
    phone.is_fit("visit-review-gaps").await;
    assert!(!browser.text().await.contains("Ký và gửi biên bản"));
    browser.click("Chọn ít nhất 3 thành viên có mặt").await;
    browser.see("Thông tư 05/2006").await;
    browser.choose(MEMBERS[2].1).await;
    for _ in 0..3 {
        browser.click("Tiếp tục").await;
    }
    for (id, ..) in MEMBERS {
        sign(phone, id).await;
    }
    browser.click("Tiếp tục").await;
    browser.see("Biên bản đã đủ nội dung").await;
    phone.is_fit("visit-review").await;
    browser.click("Ký và gửi biên bản").await;
    browser.see("Chờ gửi").await;
    phone.is_fit("visits-waiting").await;
}

/// Draws a stroke in someone's field.
pub async fn sign(phone: &Phone<'_>, who: &str) {
    let place = format!("[data-who='{who}'] canvas");
    let pad = phone.browser.driver().wait().for_element(Locator::Css(&place)).await.expect("a place to sign");
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

/// The line breaks in the middle of the upload, twice; then it holds.
async fn sends_over_a_bad_line(door: &Door, phone: &Phone<'_>) {
    for bytes in [6_000, 60_000] {
        door.line.mend();
        door.line.cut_after(bytes);
        phone.refreshes().await;
        settled().await;
    }
    door.line.mend();
    for _ in 0..3 {
        phone.refreshes().await;
        settled().await;
    }
    phone.browser.see("Đã gửi 05/BB-DKT").await;
    phone.browser.see("Không có gì chờ gửi").await;
    phone.is_fit("visits-sent").await;
    let (visits, photos, unsigned, scans) = door.desk.with(|facts| {
        (
            facts.visits.values().cloned().collect::<Vec<_>>(),
            facts.photos.clone(),
            facts.unsigned,
            facts.scans.len(),
        )
    });
    assert_eq!((visits.len(), photos.len(), unsigned, scans), (1, 1, 0, 1), "no loss and no duplicate");
    let report: Value = serde_json::from_slice(&visits[0]).expect("JSON");
    assert_eq!(report["venue"], VENUE);
    assert_eq!(report["ground"]["code"], "clear-sign");
    assert_eq!(report["members"].as_array().expect("members").len(), 3);
    let answers: Vec<_> = report["checklist"]["answers"]
        .as_array()
        .expect("answers")
        .iter()
        .map(|own| &own["answer"])
        .collect();
    assert_eq!(
        (answers, &report["checklist"]["answers"][0]["count"]),
        (vec![&json!("no"), &json!("yes")], &json!(2))
    );
    assert_eq!(report["staff"], json!({ "found": 7, "registered": 6 }));
    assert_eq!(report["met_demands"], json!([DEMAND]));
    assert_eq!(report["signatures"].as_array().expect("signatures").len(), 4);
    assert_eq!(report["conclusion"], "reminder");
    let (id, jpeg) = photos.iter().next().expect("a photo");
    assert_eq!(&report["photos"][0]["id"], id.as_str());
    let hash = data_encoding::HEXLOWER.encode(ring::digest::digest(&ring::digest::SHA256, jpeg).as_ref());
    assert_eq!(report["photos"][0]["sha256"], hash);
    let picture = image::load_from_memory(jpeg).expect("a picture");
    assert_eq!((picture.width(), picture.height()), (1600, 1200));
    let clear = String::from_utf8_lossy(jpeg);
    assert!(
        !clear.contains("Exif") && !clear.contains("canary-position"),
        "the position does not leave the phone"
    );
}

async fn settled() {
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
}

/// What lies on the phone is sealed: no name, no word of the visit can be read out of it.
async fn nothing_is_in_clear(phone: &Phone<'_>) {
    let kept = phone.keeps().await;
    assert!(kept.len() > 50_000, "{}", kept.len());
    for word in ["Karaoke Sao Mai", "Nguyễn Thị Bé", "Trần Văn An", "02 người chưa có", PIN] {
        let bytes: String = word.bytes().map(char::from).collect();
        assert!(!kept.contains(word) && !kept.contains(&bytes), "{word} stands in clear");
    }
}

#[test]
fn a_pack_comes_as_a_file_and_says_when_it_is_out_of_date() {
    Door::open_for(async |door: &Door| {
        let phone = Phone::of(door).await;
        phone.enrols().await;
        door.line.cut();
        phone.refreshes().await;
        phone.tab("day").await;
        phone.browser.click("Địa bàn khác, tệp").await;
        let give = async |name: &str, pack: &str| {
            let path = std::env::temp_dir().join(format!("camket-pack-{}-{name}.json", std::process::id()));
            std::fs::write(&path, pack).expect("written");
            let field = phone.browser.driver().find(Locator::Css("input#pack-file")).await.expect("a field");
            field.send_keys(&path.display().to_string()).await.expect("chosen");
        };
        give("old", &door.hand.pack(Duration::days(3), &venues(door)).to_string()).await;
        phone.browser.see("nhưng gói đã hết hạn").await;
        phone.browser.see("Hết hạn lúc").await;
        phone.is_fit("pack-over").await;
        give("foreign", &super::signed::Hand::new().pack(Duration::ZERO, &venues(door)).to_string()).await;
        phone.browser.see("Chữ ký số của gói không đúng").await;
        let mut changed = door.hand.pack(Duration::ZERO, &venues(door));
        changed["payload"] = door.hand.pack(Duration::ZERO, &json!([]))["payload"].take();
        give("changed", &changed.to_string()).await;
        phone.browser.see("Chữ ký số của gói không đúng").await;
        give("other", "{\"a\":1}").await;
        phone.browser.see("Tệp này không phải gói dữ liệu").await;
        give("new", &door.hand.pack(Duration::ZERO, &venues(door)).to_string()).await;
        phone.browser.see("Đã nhận gói dữ liệu: 2 cơ sở").await;
        give("old-again", &door.hand.pack(Duration::days(3), &venues(door)).to_string()).await;
        phone.browser.see("cũ hơn gói đang có").await;
        phone.browser.fill("Tìm cơ sở theo tên hoặc địa chỉ", "hoa binh").await;
        phone.browser.click("Nhà nghỉ Hòa Bình").await;
        phone.browser.see("Chưa có giấy xác nhận").await;
        phone.is_fit("venue").await;
        phone.lies_down().await;
    });
}

#[test]
fn a_paper_far_from_its_venue_is_told_with_consent_only() {
    Door::open_for(async |door: &Door| {
        door.desk.with(|facts| facts.pack = door.hand.pack(Duration::hours(2), &venues(door)));
        let phone = Phone::of(door).await;
        phone.enrols().await;
        phone.tab("day").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu").await;
        // In Nha Trang, 79 kilometres away.
        let stand = "navigator.geolocation.getCurrentPosition = (found) => found({ coords: { latitude: 12.25, longitude: 109.19, accuracy: 20 } });
            arguments[arguments.length - 1](true);";
        phone.browser.run(stand, vec![]).await;
        door.line.cut();
        phone.refreshes().await;
        phone.types("01234-56784").await;
        settled().await;
        assert!(!phone.browser.text().await.contains("đem đi nơi khác"), "nobody has agreed");
        phone.tab("settings").await;
        phone.browser.choose("Đồng ý gửi vị trí").await;
        phone.types("01234-56784").await;
        phone.browser.see("khoảng 79 km").await;
        phone.is_fit("verdict-far").await;
        door.line.mend();
        phone.refreshes().await;
        let places = door
            .desk
            .with(|facts| facts.scans.values().map(|scan| scan["position"].clone()).collect::<Vec<_>>());
        assert_eq!(places.iter().filter(|place| place.is_null()).count(), 1);
        assert!(places.contains(&json!({ "lat": 12.25, "lng": 109.19, "accuracy_m": 20 })), "{places:?}");
        phone.lies_down().await;
    });
}
