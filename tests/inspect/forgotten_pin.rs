//! A forgotten PIN: a colleague's code opens the phone, and what was not sent is still there.

use serde_json::json;

use super::phone::{PIN, ScannerPhone};
use super::scanner_setup::ScannerSetup;
use super::windows::{BEGINS_DRAFT, READS_VISIT};
use crate::world::PHAN_RANG;

const NEW_PIN: &str = "314159";

/// Locks the phone and opens the page for a forgotten PIN.
async fn forgets_pin(phone: &ScannerPhone<'_>) {
    phone.opens().await;
    phone.waits_for_view("unlock").await;
    phone.browser.click("Quên mã PIN").await;
    phone.waits_for_view("forgot").await;
}

async fn types_code(phone: &ScannerPhone<'_>, code: &str) {
    phone.browser.fill("Mã mở khóa", code).await;
    phone.browser.fill("Mã PIN mới", NEW_PIN).await;
    phone.browser.fill("Nhập lại mã PIN mới", NEW_PIN).await;
    phone.browser.click("Mở khóa và đổi mã PIN").await;
}

/// An administrator makes a code on the page of the phones.
async fn makes_code(setup: &ScannerSetup, phone: &ScannerPhone<'_>) -> String {
    let find = "const vault = await module('vault'); return (await vault.findEnrolment()).device;";
    let device = phone.runs(find, vec![]).await;
    let path = format!("/admin/devices/{}/unlock", device.as_str().expect("an id"));
    let mut browser = setup.office.administrator("Quản", PHAN_RANG).await.browser().await;
    assert!(browser.opens("/admin/devices").await.shows("Mở khóa giúp").text().contains(&path));
    let question = browser.opens(&path).await;
    question.shows("Điện thoại đi kiểm tra").shows("Ngô Hữu Tra");
    let made = browser.presses(&question, &path).await;
    made.shows("Hãy đọc mã này cho Ngô Hữu Tra");
    let text = made.text();
    let code = text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next());
    code.expect("a code").to_owned()
}

#[test]
fn a_colleagues_code_opens_the_phone_and_nothing_is_lost() {
    ScannerSetup::open_with_real_service(async |setup: &ScannerSetup| {
        // A phone takes no answer for the register's without its signed status list.
        camket_app::keys::ensure_signing_key(&setup.office.app).await.expect("a key");
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.runs(BEGINS_DRAFT, vec![]).await;
        phone.opens_tab("settings").await;
        phone.browser.see("Đồng nghiệp ở cơ quan mở giúp được").await;
        let stored = phone.stored_data().await;
        forgets_pin(&phone).await;
        phone.passes_screen_checks("forgot").await;
        types_code(&phone, "12345678").await;
        phone.browser.see("Không có mã mở khóa nào còn dùng được").await;
        let code = makes_code(setup, &phone).await;
        types_code(&phone, &code).await;
        // Where the inspector was before.
        phone.waits_for_view("settings").await;
        phone.refreshes().await;
        assert_eq!(phone.runs(READS_VISIT, vec![]).await, json!(["draft", ""]));
        // A new secret is at the register, and the new PIN opens the phone; the former one does not.
        phone.opens_tab("settings").await;
        phone.browser.see("Đồng nghiệp ở cơ quan mở giúp được").await;
        assert_ne!(phone.stored_data().await, stored);
        phone.opens().await;
        phone.unlocks(PIN).await;
        phone.browser.see("Mã PIN không đúng").await;
        phone.unlocks(NEW_PIN).await;
        phone.waits_for_view("settings").await;
        assert_eq!(phone.runs(READS_VISIT, vec![]).await, json!(["draft", ""]));
        // The code was for one use; the next one opens it again.
        forgets_pin(&phone).await;
        types_code(&phone, &code).await;
        phone.browser.see("Không có mã mở khóa nào còn dùng được").await;
        let code = makes_code(setup, &phone).await;
        types_code(&phone, &code).await;
        phone.waits_for_view("settings").await;
        phone.closes().await;
    });
}

#[test]
fn ten_wrong_pins_block_the_pin_and_keep_the_data() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        phone.runs(BEGINS_DRAFT, vec![]).await;
        phone.opens().await;
        for left in (1..10).rev() {
            phone.unlocks("999999").await;
            phone.browser.see(&format!("Còn {left} lần thử trước khi mã PIN bị khóa")).await;
        }
        phone.unlocks("999999").await;
        phone.waits_for_view("forgot").await;
        phone.browser.see("Mã PIN đã nhập sai mười lần").await;
        phone.passes_screen_checks("forgot-blocked").await;
        // Also after a reload, and without a network, there is no way around the code.
        phone.opens().await;
        phone.waits_for_view("forgot").await;
        setup.network.cut();
        types_code(&phone, "12345678").await;
        phone.browser.see("Cần có mạng để mở khóa bằng mã").await;
        setup.network.restore();
        setup.fake_registry.with(|facts| facts.unlock_code = Some("12345678"));
        types_code(&phone, "87654321").await;
        phone.browser.see("Mã mở khóa không đúng").await;
        phone.passes_screen_checks("forgot-wrong").await;
        types_code(&phone, "12345678").await;
        phone.waits_until_open().await;
        assert_eq!(phone.runs(READS_VISIT, vec![]).await, json!(["draft", ""]));
        phone.closes().await;
    });
}

#[test]
fn a_phone_from_before_gets_its_spare_key_when_it_is_opened() {
    ScannerSetup::open_for(async |setup: &ScannerSetup| {
        setup.fake_registry.with(|facts| facts.keeps_no_secret = true);
        let phone = ScannerPhone::of(setup).await;
        phone.enrols().await;
        // As an earlier release stored it.
        let before = "const database = await module('database');
            const { spares, ...row } = await database.get('vault', 'enrolment');
            await database.put('vault', 'enrolment', row);";
        phone.runs(before, vec![]).await;
        forgets_pin(&phone).await;
        phone.browser.see("chưa gửi khóa dự phòng").await;
        phone.browser.click("Quay lại").await;
        setup.fake_registry.with(|facts| facts.keeps_no_secret = false);
        phone.unlocks(PIN).await;
        phone.waits_until_open().await;
        phone.refreshes().await;
        assert!(setup.fake_registry.with(|facts| facts.unlock_secret.is_some()));
        // An answer that does not arrive: the register has the secret of a spare key, the phone has made another.
        let newer = "const vault = await module('vault'); await vault.settleSpareKeys(null);";
        phone.runs(newer, vec![]).await;
        setup.network.cut();
        phone.opens().await;
        phone.unlocks(PIN).await;
        phone.waits_until_open().await;
        setup.network.restore();
        setup.fake_registry.with(|facts| {
            facts.keeps_no_secret = true;
            facts.unlock_code = Some("12345678");
        });
        forgets_pin(&phone).await;
        types_code(&phone, "12345678").await;
        phone.waits_until_open().await;
        phone.closes().await;
    });
}
