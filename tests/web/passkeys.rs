//! Pages and forms of passkeys; the device is one in software, and the test does what the script does.

use axum::http::StatusCode;
use camket_domain::accounts::passkey_answer::{SentAssertion, SentAttestation};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use time::Duration;

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, PasskeyDevice, Person};

fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn attestation_json(sent: &SentAttestation) -> String {
    json!({
        "clientDataJSON": encode(&sent.client_data),
        "attestationObject": encode(&sent.attestation_object),
    })
    .to_string()
}

fn assertion_json(sent: &SentAssertion) -> String {
    json!({
        "id": encode(&sent.credential),
        "clientDataJSON": encode(&sent.client_data),
        "authenticatorData": encode(&sent.authenticator_data),
        "signature": encode(&sent.signature),
        "userHandle": sent.user_handle.as_deref().map(encode),
    })
    .to_string()
}

/// What the page passes to the browser for a new passkey.
fn read_options(page: &BrowserResponse) -> Value {
    let text = page.text();
    let options = text.split_once("data-options=\"").expect("the options").1.split_once('"').unwrap().0;
    let options = options.replace("&#34;", "\"").replace("&quot;", "\"");
    serde_json::from_str(&options).unwrap_or_else(|error| panic!("{error}: {options}"))
}

fn challenge_of(options: &Value) -> &str {
    options["challenge"].as_str().expect("a challenge")
}

/// Types name and password; returns the page on which the device is asked.
async fn begin(browser: &mut SimulatedBrowser, person: &Person) -> BrowserResponse {
    let page = browser.opens("/account/factors/passkeys/new").await;
    let fields = [("name", "Điện thoại của tôi"), ("current", person.password.as_str())];
    browser.sends(&page, &fields).await
}

async fn add(browser: &mut SimulatedBrowser, person: &Person) -> (PasskeyDevice, BrowserResponse) {
    let (device, page) = (person.passkey_device(), begin(browser, person).await);
    let sent = device.create(challenge_of(&read_options(&page)));
    let done = browser.sends(&page, &[("passkey", &attestation_json(&sent))]).await;
    (device, done)
}

/// Asks as the script does, and signs.
async fn sign(browser: &mut SimulatedBrowser, address: &str, device: &mut PasskeyDevice) -> String {
    let asked = browser.post(address, &[]).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
    let options: Value = serde_json::from_str(&asked.text()).unwrap();
    assert_eq!((&options["rpId"], &options["userVerification"]), (&json!("localhost"), &json!("required")));
    assert_eq!(options["allowCredentials"][0]["id"], json!(device.credential_text()));
    assertion_json(&device.sign(challenge_of(&options), ""))
}

async fn type_password(
    browser: &mut SimulatedBrowser,
    page: &BrowserResponse,
    person: &Person,
) -> BrowserResponse {
    let fields = [("login", person.login.as_str()), ("password", person.password.as_str())];
    browser.sends(page, &fields).await
}

#[test]
fn an_owner_adds_one_and_logs_in_with_it() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut browser = lan.browser().await;
        let page = browser.opens("/account/factors").await;
        page.shows("Khóa truy cập (passkey)").shows("href=\"/account/factors/passkeys/new?next=/\"");
        let page = browser.opens("/account/factors/passkeys/new").await;
        let wrong = browser.sends(&page, &[("name", "Máy"), ("current", "sai mật khẩu")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = browser.sends(&page, &[("name", ""), ("current", lan.password.as_str())]).await;
        wrong.shows("tên của khóa");
        let page = begin(&mut browser, &lan).await;
        page.is_at("/account/factors/passkeys/create?next=/").shows("không chạy JavaScript");
        let options = read_options(&page);
        assert_eq!(options["rp"], json!({"id": "localhost", "name": "Camket"}));
        assert_eq!(options["attestation"], "none");
        assert_eq!(options["user"]["id"], json!(encode(lan.id().0.as_bytes())));
        // What is no answer, and then one to a challenge that is used up.
        let odd = browser.sends(&page, &[("passkey", "{}")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        odd.shows("không được nhận ra");
        let (mut device, made) = add(&mut browser, &lan).await;
        made.shows("Chỉ hiện lần này");
        let again = browser.sends(&page, &[("passkey", &attestation_json(&device.create("AAAA")))]).await;
        again.shows("đã quá hạn hoặc đã được trả lời");
        browser.opens("/account").await.shows("Đang bật");
        browser.opens("/account/factors").await.shows("Điện thoại của tôi").shows("Chưa dùng");

        let mut other = office.browser();
        let page = other.opens("/venues").await;
        let asked = type_password(&mut other, &page, &lan).await;
        asked.is_at("/log-in/code?next=/venues").shows("Dùng khóa truy cập").hides("Mã của ứng dụng");
        asked.shows("data-ask=\"/log-in/passkey\"").shows("data-origin=\"http://localhost:8080\"");
        let odd = other.sends(&asked, &[("passkey", "[]")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        let signed = sign(&mut other, "/log-in/passkey", &mut device).await;
        let done = other.sends(&odd, &[("passkey", &signed)]).await;
        done.is_at("/venues");
        let asked = office.browser().post("/log-in/passkey", &[]).await;
        assert_eq!(asked.status, StatusCode::BAD_REQUEST, "nobody typed a password here");
        assert_eq!(office.browser().opens("/log-in/code").await.status, StatusCode::OK);
    });
}

#[test]
fn it_is_renamed_and_removed_on_pages() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut browser = lan.browser().await;
        let (mut device, _) = add(&mut browser, &lan).await;
        let list = browser.opens("/account/factors").await;
        let text = list.text();
        let id = text.split_once("/account/factors/passkeys/edit?id=").expect("a link").1;
        let id = id.split_once('"').unwrap().0.to_owned();
        let edit = format!("/account/factors/passkeys/edit?id={id}");
        let page = browser.opens(&edit).await;
        let empty = browser.sends(&page, &[("name", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let renamed = browser.sends(&page, &[("name", "Máy ở quầy")]).await;
        renamed.is_at("/account/factors").shows("Đã đổi tên khóa truy cập").shows("Máy ở quầy");
        browser.sends(&page, &[("name", "Tên khác")]).await.shows("Tên khác");
        // Removing asks again.
        let remove = format!("/account/factors/passkeys/remove?id={id}");
        office.waits(Duration::minutes(15));
        let asked = browser.opens(&remove).await;
        asked.shows("Xác nhận lại").shows("data-ask=\"/account/factors/passkeys/challenge\"");
        let signed = sign(&mut browser, "/account/factors/passkeys/challenge", &mut device).await;
        let page = browser.sends(&asked, &[("passkey", &signed)]).await;
        page.is_at(&remove).shows("Đây là lớp bảo vệ thứ hai duy nhất");
        let wrong = browser.sends(&page, &[("current", "sai mật khẩu")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = browser.sends(&wrong, &[("current", lan.password.as_str())]).await;
        done.is_at("/account/factors").shows("Đã gỡ khóa truy cập");
        for gone in [&edit, &remove] {
            browser.opens(gone).await.is_at("/account/factors").shows("đã được gỡ");
        }
        let asked = browser.post("/account/factors/passkeys/challenge", &[]).await;
        assert_eq!(asked.status, StatusCode::BAD_REQUEST);
        let mai = office.owner("Mai").await;
        let mut stranger = mai.browser().await;
        add(&mut browser, &lan).await;
        let text = browser.opens("/account/factors").await.text();
        let link =
            text.split_once("/account/factors/passkeys/edit?id=").unwrap().1.split_once('"').unwrap().0;
        let foreign = format!("/account/factors/passkeys/edit?id={link}");
        stranger.opens(&foreign).await.is_at("/account/factors").hides("Điện thoại của tôi");
    });
}

#[test]
fn staff_may_begin_with_one_and_confirm_by_it() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let strict = office.with_options(|options| options.factors.required_of_staff = true).await;
        let hoa = strict.commune_officer("Hoa", PHAN_RANG).await;
        let mut browser = strict.browser();
        let page = browser.opens("/review").await;
        let led = type_password(&mut browser, &page, &hoa).await;
        led.is_at("/account/factors?next=/review").shows("/account/factors/passkeys/new?next=/review");
        let (mut device, made) = add(&mut browser, &hoa).await;
        made.shows("Chỉ hiện lần này");
        browser.opens("/review").await.is_at("/review");
        assert_eq!(browser.get("/register.csv?pledge=never").await.status, StatusCode::OK);
        strict.waits(Duration::minutes(15));
        let asked = browser.opens("/register.csv?pledge=never").await;
        let signed = sign(&mut browser, "/account/factors/passkeys/challenge", &mut device).await;
        let done = browser.sends(&asked, &[("passkey", &signed)]).await;
        done.shows("Đã xác nhận").shows("href=\"/register.csv?pledge=never\"");
        // The last factor of staff stays.
        let text = browser.opens("/account/factors").await.text();
        let link =
            text.split_once("/account/factors/passkeys/remove?id=").unwrap().1.split_once('"').unwrap().0;
        let page = browser.opens(&format!("/account/factors/passkeys/remove?id={link}")).await;
        let refused = browser.sends(&page, &[("current", hoa.password.as_str())]).await;
        refused.shows("Tài khoản cán bộ phải có xác thực hai lớp");
    });
}

#[test]
fn an_address_of_numbers_has_none_and_says_so() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let numbered =
            office.with_options(|options| options.public_url = "https://203.0.113.9".to_owned()).await;
        let lan = numbered.owner("Lan").await;
        let mut browser = lan.browser().await;
        let page = browser.opens("/account/factors").await;
        page.shows("Địa chỉ của hệ thống này không dùng được khóa truy cập").hides("passkeys/new");
        browser.opens("/account/factors/passkeys/new").await.shows("tên miền và https").hides("Tên của khóa");
        let typed = [("name", "Máy"), ("current", lan.password.as_str())];
        let answer = browser.post("/account/factors/passkeys/new", &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    });
}
