//! A visit recorded without a network: stored, sent over a connection that breaks, and saved once by the registry.

use fantoccini::Locator;
use serde_json::{Value, json};
use time::Duration;

use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;
use super::visit_samples::{DEMAND, MEMBERS, VENUE, checklists, draw_signature, teams, venues, write_photo};

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
