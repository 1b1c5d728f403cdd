//! A visit recorded without a network: stored, sent over a connection that breaks, and saved once by the registry.

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use serde_json::{Value, json};
use time::Duration;

use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;
use crate::support::chromium::STEP_TIMEOUT;

const TEAM: &str = "0193aaaa-0000-7000-8000-000000000001";
const MEMBERS: [(&str, &str, &str); 3] = [
    ("0193aaaa-0000-7000-8000-00000000000a", "Trần Văn An", "head"),
    ("0193aaaa-0000-7000-8000-00000000000b", "Lê Thị Bình", "deputy"),
    ("0193aaaa-0000-7000-8000-00000000000c", "Phạm Văn Cường", "member"),
];
const VENUE: &str = "0193aaaa-0000-7000-8000-0000000000ff";
const DEMAND: &str = "0193aaaa-0000-7000-8000-0000000000dd";

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

#[test]
fn a_visit_is_recorded_offline_and_arrives_once() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.fake_registry.with(|facts| {
            facts.pack = setup.signer.pack(Duration::hours(2), &venues(setup));
            facts.teams = teams();
            facts.checklists = checklists();
        });
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.opens_tab("day").await;
        phone.passes_screen_checks("day-empty").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu: 2 cơ sở").await;
        phone.passes_screen_checks("day").await;

        setup.network.cut();
        phone.refreshes().await;
        // A typed code of the pack's certificate finds the venue.
        assert_eq!(phone.types("01234-56784").await, ("valid".into(), "phone".into()));
        phone.browser.see("Số lao động đã khai").await;
        phone.browser.see("Ký hợp đồng bằng văn bản").await;
        phone.passes_screen_checks("verdict-with-pack").await;
        record_visit(&phone).await;
        send_over_a_bad_connection(setup, &phone).await;
        check_stored_data_are_encrypted(&phone).await;
        phone.closes().await;
    });
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

async fn record_visit(phone: &ScannerPhone<'_>) {
    answer_questions(phone).await;
    continue_after_a_reload(phone).await;
    complete_and_sign(phone).await;
}

async fn answer_questions(phone: &ScannerPhone<'_>) {
    let browser = &phone.browser;
    browser.click("Lập biên bản kiểm tra").await;
    browser.see("Đoàn kiểm tra").await;
    // Already visited this year: the page quotes the rule and asks for a ground.
    browser.see("Nghị quyết 198/2025/QH15").await;
    browser.choose("Có dấu hiệu vi phạm rõ ràng").await;
    browser.fill("Nội dung căn cứ", "Tin báo ngày 20/11").await;
    for (_, name, _) in &MEMBERS[..2] {
        browser.choose(name).await;
    }
    phone.passes_screen_checks("visit-people").await;
    browser.click("Tiếp tục").await;
    browser.answer("Người lao động có hợp đồng bằng văn bản", "Đạt").await;
    browser.answer("Người lao động có hợp đồng bằng văn bản", "Không đạt").await;
    browser.fill("Lý do sửa câu trả lời", "Đã xem lại hợp đồng").await;
    browser.fill("Số lượng", "2").await;
    browser.fill("Ghi chú", "02 người chưa có hợp đồng").await;
    browser.answer("Bản cam kết được niêm yết", "Đạt").await;
    assert!(!browser.text().await.contains("xoa bóp"), "not asked at a karaoke");
    browser.fill("Số lao động có mặt", "7").await;
    let photo = browser.driver().find(Locator::Css("input#photo-contracts")).await.expect("a field");
    photo.send_keys(&write_photo().display().to_string()).await.expect("chosen");
    browser.see("Đã có 1 ảnh").await;
    phone.passes_screen_checks("visit-questions").await;
}

/// After a reload everything is still there.
async fn continue_after_a_reload(phone: &ScannerPhone<'_>) {
    let browser = &phone.browser;
    phone.opens().await;
    phone.unlocks(PIN).await;
    phone.waits_for_view("visit").await;
    phone.opens_tab("visits").await;
    browser.see("Bản nháp").await;
    phone.passes_screen_checks("visits-draft").await;
    browser.click("Karaoke Sao Mai").await;
    browser.see("Đã có 1 ảnh").await;
    browser.see("Đạt → Không đạt").await;
    browser.click("Tiếp tục").await;
    browser.choose("Ký hợp đồng bằng văn bản").await;
    browser.click("Thêm yêu cầu").await;
    browser.fill("Nội dung yêu cầu", "Ký hợp đồng lao động với 02 người").await;
    browser.choose("Nhắc nhở").await;
    phone.passes_screen_checks("visit-outcome").await;
    browser.click("Tiếp tục").await;
    browser.fill("Ý kiến của cơ sở", "Sẽ ký trong tuần này").await;
    draw_signature(phone, "owner").await;
    phone.passes_screen_checks("visit-signing").await;
    browser.click("Tiếp tục").await;
}

/// Two members are too few: the report cannot be sent until there is a third.
async fn complete_and_sign(phone: &ScannerPhone<'_>) {
    let browser = &phone.browser;
    browser.see("Chọn ít nhất 3 thành viên có mặt").await;
    phone.passes_screen_checks("visit-review-gaps").await;
    assert!(!browser.text().await.contains("Ký và gửi biên bản"));
    browser.click("Chọn ít nhất 3 thành viên có mặt").await;
    browser.see("Thông tư 05/2006").await;
    browser.choose(MEMBERS[2].1).await;
    for _ in 0..3 {
        browser.click("Tiếp tục").await;
    }
    // A third member is in the record now: who signed before signs again.
    browser.see("Nội dung đã thay đổi sau khi ký").await;
    phone.passes_screen_checks("visit-signing-again").await;
    browser.click("Xóa và ký lại").await;
    draw_signature(phone, "owner").await;
    for (id, ..) in MEMBERS {
        draw_signature(phone, id).await;
    }
    browser.click("Tiếp tục").await;
    browser.see("Biên bản đã đủ nội dung").await;
    phone.passes_screen_checks("visit-review").await;
    browser.click("Ký và gửi biên bản").await;
    browser.see("Chờ gửi").await;
    phone.passes_screen_checks("visits-waiting").await;
}

/// Draws a stroke in the signature field of `who`.
pub async fn draw_signature(phone: &ScannerPhone<'_>, who: &str) {
    let place = format!("[data-who='{who}'] canvas");
    let pad = phone.browser.driver().wait().at_most(STEP_TIMEOUT).for_element(Locator::Css(&place)).await;
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

/// Sends the visit while the connection breaks twice in the middle of the upload.
async fn send_over_a_bad_connection(setup: &ScannerSetup, phone: &ScannerPhone<'_>) {
    for bytes in [6_000, 60_000] {
        setup.network.restore();
        setup.network.cut_after(bytes);
        phone.refreshes().await;
        assert!(setup.network.is_cut(), "it broke on the way");
    }
    setup.network.restore();
    for _ in 0..3 {
        phone.refreshes().await;
    }
    phone.browser.see("Đã gửi 05/BB-DKT").await;
    phone.browser.see("Không có gì chờ gửi").await;
    phone.passes_screen_checks("visits-sent").await;
    let (visits, photos, unsigned, scans) = setup.fake_registry.with(|facts| {
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
    let changed = &report["changes"][0];
    assert_eq!((&changed["from"], &changed["to"]), (&json!("yes"), &json!("no")));
    assert_eq!(changed["reason"], "Đã xem lại hợp đồng");
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

/// What the phone stores is encrypted: it contains no name and no text of the visit.
async fn check_stored_data_are_encrypted(phone: &ScannerPhone<'_>) {
    let kept = phone.stored_data().await;
    assert!(kept.len() > 50_000, "{}", kept.len());
    for word in ["Karaoke Sao Mai", "Nguyễn Thị Bé", "Trần Văn An", "02 người chưa có", PIN] {
        let bytes: String = word.bytes().map(char::from).collect();
        assert!(!kept.contains(word) && !kept.contains(&bytes), "{word} stands in clear");
    }
}

/// So that what is seen next is of the next pack.
async fn remove_notices(phone: &ScannerPhone<'_>) {
    let clear = "document.querySelectorAll('[data-view=day] .notice').forEach((told) => told.remove()); arguments[0](true);";
    phone.browser.run(clear, vec![]).await;
}

#[test]
fn a_pack_is_imported_from_a_file_and_shows_when_it_is_out_of_date() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        setup.network.cut();
        phone.refreshes().await;
        phone.opens_tab("day").await;
        phone.browser.click("Địa bàn khác, tệp").await;
        let give = async |name: &str, pack: &str| {
            let path = std::env::temp_dir().join(format!("camket-pack-{}-{name}.json", std::process::id()));
            std::fs::write(&path, pack).expect("written");
            remove_notices(&phone).await;
            let field = phone.browser.driver().find(Locator::Css("input#pack-file")).await.expect("a field");
            field.send_keys(&path.display().to_string()).await.expect("chosen");
        };
        give("old", &setup.signer.pack(Duration::days(3), &venues(setup)).to_string()).await;
        phone.browser.see("nhưng gói đã hết hạn").await;
        phone.browser.see("Hết hạn lúc").await;
        phone.passes_screen_checks("pack-over").await;
        give(
            "foreign",
            &super::test_signer::TestSigner::new().pack(Duration::ZERO, &venues(setup)).to_string(),
        )
        .await;
        phone.browser.see("Chữ ký số của gói không đúng").await;
        let mut changed = setup.signer.pack(Duration::ZERO, &venues(setup));
        changed["payload"] = setup.signer.pack(Duration::ZERO, &json!([]))["payload"].take();
        give("changed", &changed.to_string()).await;
        phone.browser.see("Chữ ký số của gói không đúng").await;
        give("other", "{\"a\":1}").await;
        phone.browser.see("Tệp này không phải gói dữ liệu").await;
        give("new", &setup.signer.pack(Duration::ZERO, &venues(setup)).to_string()).await;
        phone.browser.see("Đã nhận gói dữ liệu: 2 cơ sở").await;
        give("old-again", &setup.signer.pack(Duration::days(3), &venues(setup)).to_string()).await;
        phone.browser.see("cũ hơn gói đang có").await;
        phone.browser.fill("Tìm cơ sở theo tên hoặc địa chỉ", "hoa binh").await;
        phone.browser.click("Nhà nghỉ Hòa Bình").await;
        phone.browser.see("Chưa có giấy xác nhận").await;
        phone.passes_screen_checks("venue").await;
        phone.closes().await;
    });
}

/// A pack with the names of version 1, as the scanner of an earlier release stored it.
fn old_pack(version: &Value) -> Value {
    let venue = json!({ "id": VENUE, "n": "Karaoke Sao Mai", "k": "karaoke", "a": "12 Yên Ninh", "p": [11.5656, 108.9902],
        "o": "Nguyễn Thị Bé", "r": 12, "w": [6, 1, 2, 0], "cert": ["KH-SNV-2026-000001", "01234-56784", "2099-12-31", 0],
        "visit": ["2026-03-12", "reminder"], "y": 1, "plan": true, "d": [[DEMAND, "Ký hợp đồng bằng văn bản", "2026-12-15"]] });
    let mut pack = json!({ "v": version, "area": "22759", "at": 4_000_000_000_i64, "until": 4_000_086_400_i64, "year": 2026,
        "min": 3, "checklist": 1, "teams": [], "venues": [venue] });
    if version.is_null() {
        pack.as_object_mut().expect("an object").remove("v");
    }
    pack
}

/// Seals values under their names, as the scanner of an earlier release did. The script must be of the page's own release,
/// because the open vault is in its memory.
const KEEP_SCRIPT: &str = "const done = arguments[arguments.length - 1];
    const address = document.querySelector('script[type=module][src*=\"inspect/app\"]').src;
    import(address.replace('app.js', 'vault.js'))
      .then(async (vault) => { for (const [name, value] of Object.entries(arguments[0])) await vault.keep(name, value); })
      .then(() => done(true), (problem) => done(String(problem)));";

async fn keep(phone: &ScannerPhone<'_>, values: Value) {
    assert_eq!(phone.browser.run(KEEP_SCRIPT, vec![values]).await, json!(true));
}

/// Opens the scanner anew, as after an update.
async fn reopen(phone: &ScannerPhone<'_>) {
    phone.opens().await;
    phone.unlocks(PIN).await;
    phone.waits_for("[data-view]:not([data-view=unlock])").await;
}

#[test]
fn a_pack_of_another_version_is_not_used_and_a_new_one_is_asked_for() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.opens_tab("day").await;
        for version in [Some(1), Some(3), None] {
            setup.fake_registry.with(|facts| {
                facts.pack = setup.signer.pack_of_version(version, Duration::hours(1), &venues(setup));
            });
            remove_notices(&phone).await;
            phone.browser.click("Tải gói dữ liệu").await;
            phone.browser.see("có định dạng của phiên bản khác").await;
            phone.browser.see("Chưa có gói dữ liệu nào").await;
        }
        for version in [json!(1), Value::Null] {
            keep(&phone, json!({ "pack:22759": old_pack(&version) })).await;
            reopen(&phone).await;
            phone.opens_tab("day").await;
            phone.browser.see("Hãy tải gói dữ liệu mới").await;
            phone.browser.see("Địa bàn 22759").await;
            assert!(!phone.browser.text().await.contains("Karaoke Sao Mai"), "no facts of the old pack");
            setup.network.cut();
            phone.refreshes().await;
            assert_eq!(phone.types("01234-56784").await, ("cannot_say".into(), "phone".into()));
            setup.network.restore();
            phone.refreshes().await;
        }
        phone.opens_tab("day").await;
        phone.passes_screen_checks("pack-of-another-version").await;
        // A new pack takes the place of the old one, although the old one says that it was made later.
        setup.fake_registry.with(|facts| facts.pack = setup.signer.pack(Duration::hours(2), &venues(setup)));
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu: 2 cơ sở").await;
        phone.browser.see("Karaoke Sao Mai").await;
        assert!(!phone.browser.text().await.contains("phiên bản khác"));
        phone.closes().await;
    });
}

#[test]
fn a_draft_begun_with_an_old_pack_can_be_continued() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.fake_registry.with(|facts| {
            facts.teams = teams();
            facts.checklists = checklists();
        });
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        let draft = json!({ "id": "0193aaaa-0000-7000-8000-0000000000d1", "state": "draft", "step": 1,
            "venue": old_pack(&json!(1))["venues"][0], "certificate": null, "checklist": 1, "team": TEAM, "kind": "planned",
            "ground": { "code": "", "note": "" }, "members": [], "started_at": "2026-11-25T02:00:00.000Z", "position": null,
            "answers": {}, "found": "", "demands": [], "met": [], "owner": { "name": "Nguyễn Thị Bé", "remarks": "", "refused": false },
            "signatures": {}, "conclusion": "", "photos": [] });
        keep(&phone, json!({ "visit:0193aaaa-0000-7000-8000-0000000000d1": draft })).await;
        phone.opens_tab("visits").await;
        phone.browser.click("Karaoke Sao Mai").await;
        phone.browser.see("Người lao động có hợp đồng bằng văn bản").await;
        assert!(!phone.browser.text().await.contains("xoa bóp"), "the kind of the venue is known");
        phone.browser.click("Tiếp tục").await;
        phone.browser.see("Ký hợp đồng bằng văn bản").await;
        phone.closes().await;
    });
}

/// The phone measures this position, with these accuracies in metres one after the other.
async fn stand_at(phone: &ScannerPhone<'_>, lat: f64, lng: f64, accuracies: &[u32]) {
    let stand = "const [latitude, longitude, accuracies, done] = arguments;
        navigator.geolocation.watchPosition = (found) => {
          for (const accuracy of accuracies) found({ coords: { latitude, longitude, accuracy } });
          return 1;
        };
        done(true);";
    phone.browser.run(stand, vec![json!(lat), json!(lng), json!(accuracies)]).await;
}

#[test]
fn a_rough_position_proves_no_distance_and_is_asked_for_again() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.fake_registry.with(|facts| facts.pack = setup.signer.pack(Duration::hours(2), &venues(setup)));
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.opens_tab("day").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu").await;
        phone.opens_tab("settings").await;
        phone.browser.choose("Đồng ý gửi vị trí").await;
        // 79 kilometres away, within 5 kilometres.
        stand_at(&phone, 12.25, 109.19, &[20_000, 5_000]).await;
        setup.network.cut();
        phone.refreshes().await;
        phone.types("01234-56784").await;
        phone.browser.see("chưa chính xác (sai số khoảng 5 km)").await;
        assert!(!phone.browser.text().await.contains("đem đi nơi khác"));
        phone.passes_screen_checks("verdict-rough-position").await;
        // The phone has found its satellites.
        stand_at(&phone, 12.25, 109.19, &[5_000, 20]).await;
        phone.browser.click("Đo lại vị trí").await;
        phone.browser.see("khoảng 79 km").await;
        setup.network.restore();
        phone.refreshes().await;
        let places = setup.fake_registry.with(|facts| {
            facts.scans.values().map(|scan| scan["position"]["accuracy_m"].clone()).collect::<Vec<_>>()
        });
        assert_eq!(places, [json!(5_000)], "what was known when it was scanned");
        phone.closes().await;
    });
}

#[test]
fn the_position_of_a_scan_is_sent_with_consent_only() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.fake_registry.with(|facts| facts.pack = setup.signer.pack(Duration::hours(2), &venues(setup)));
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.opens_tab("day").await;
        phone.browser.click("Tải gói dữ liệu").await;
        phone.browser.see("Đã nhận gói dữ liệu").await;
        // Nha Trang, 79 kilometres away.
        stand_at(&phone, 12.25, 109.19, &[20]).await;
        setup.network.cut();
        phone.refreshes().await;
        phone.types("01234-56784").await;
        assert!(!phone.browser.text().await.contains("đem đi nơi khác"), "nobody has agreed");
        phone.opens_tab("settings").await;
        phone.browser.choose("Đồng ý gửi vị trí").await;
        phone.types("01234-56784").await;
        phone.browser.see("khoảng 79 km").await;
        phone.passes_screen_checks("verdict-far").await;
        setup.network.restore();
        phone.refreshes().await;
        let places = setup
            .fake_registry
            .with(|facts| facts.scans.values().map(|scan| scan["position"].clone()).collect::<Vec<_>>());
        assert_eq!(places.iter().filter(|place| place.is_null()).count(), 1);
        assert!(places.contains(&json!({ "lat": 12.25, "lng": 109.19, "accuracy_m": 20 })), "{places:?}");
        phone.closes().await;
    });
}
