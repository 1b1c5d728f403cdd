//! Packs of the day: imported from a file, out of date, of another version.

use fantoccini::Locator;
use serde_json::{Value, json};
use time::Duration;

use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;
use super::visit_samples::{DEMAND, TEAM, VENUE, checklists, teams, venues};

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
