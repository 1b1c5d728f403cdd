//! The second factor on pages: set up with an app, asked for at the log-in and before what leaves the register; what was typed
//! comes back.

use axum::http::{Method, StatusCode};
use time::Duration;

use super::owner_pages::{self, OwnerPages};
use crate::browser::{BrowserResponse, SimulatedBrowser, encode_form};
use crate::harness::database::Engine;
use crate::harness::log_capture;
use crate::world::{AuthenticatorApp, Office, PHAN_RANG, Person};

const CODES: &str = "Mã dự phòng";

/// Sets a factor up on the pages, from the page with the first form.
async fn set_up(
    browser: &mut SimulatedBrowser,
    person: &Person,
    page: &BrowserResponse,
) -> (AuthenticatorApp, BrowserResponse) {
    let page = browser.sends(page, &[("current", &person.password)]).await;
    page.shows("<svg class=\"factor-symbol\"").shows("otpauth://totp/Camket:");
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    let text = page.text();
    let typed = text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a secret");
    let phone = AuthenticatorApp::with_secret(&person.office, typed);
    let made = browser.sends(&page, &[("code", &phone.shows())]).await;
    made.shows(CODES).shows("Chỉ hiện lần này");
    (phone, made)
}

/// A browser in which the person has just set a factor up.
async fn secured(person: &Person) -> (SimulatedBrowser, AuthenticatorApp) {
    let mut browser = person.browser().await;
    let page = browser.opens("/account/factors").await;
    let (phone, _) = set_up(&mut browser, person, &page).await;
    (browser, phone)
}

fn next_code(phone: &AuthenticatorApp) -> String {
    drop(phone.waits_for_next());
    phone.shows()
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
fn an_owner_sets_it_up_and_logs_in_with_it() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let mut browser = lan.browser().await;
        browser.opens("/account").await.shows("Chưa bật").shows("href=\"/account/factors\"");
        let page = browser.opens("/account/factors").await;
        let wrong = browser.sends(&page, &[("current", "sai mật khẩu")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (phone, made) = set_up(&mut browser, &lan, &wrong).await;
        let codes: Vec<String> =
            made.text().split("<li><code>").skip(1).map(|rest| rest[..19].to_owned()).collect();
        assert_eq!(codes.len(), 10);
        browser.opens("/account/factors").await.shows("Còn 10 mã chưa dùng").hides(&codes[0]);
        browser.opens("/account").await.shows("Đang bật");

        let (mut other, venue) = (office.browser(), format!("/venues/{}", hotel.id));
        let page = other.opens(&venue).await;
        let asked = type_password(&mut other, &page, &lan).await;
        asked.is_at(&format!("/log-in/code?next={venue}"));
        assert!(other.get(&venue).await.location().is_some(), "no session yet");
        let refused = other.sends(&asked, &[("code", "12345")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let code = next_code(&phone);
        other.sends(&refused, &[("code", &code)]).await.is_at(&venue).shows("Biển Xanh");
        // By a recovery code, once.
        let mut third = office.browser();
        let page = third.opens("/log-in").await;
        let asked = type_password(&mut third, &page, &lan).await;
        third.sends(&asked, &[("recovery", &codes[0])]).await.is_at("/venues");
        let again = office.browser().opens("/log-in/code").await;
        again.is_at("/log-in?next=/").shows("Bước đăng nhập này đã quá hạn");
        let logged = log_capture::captured_text();
        for secret in [phone.secret(), codes[1].clone(), code] {
            assert!(!logged.contains(&secret), "{secret}");
        }
    });
}

#[test]
fn it_is_removed_and_its_codes_are_made_anew_on_pages() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let (mut browser, phone) = secured(&lan).await;
        let page = browser.opens("/account/factors/codes").await;
        browser.sends(&page, &[("code", &next_code(&phone))]).await.shows("Chỉ hiện lần này");
        let page = browser.opens("/account/factors/remove").await;
        let typed = next_code(&phone);
        let wrong = browser.sends(&page, &[("current", "sai mật khẩu"), ("code", &typed)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.text().contains(&typed), "no code is shown again");
        let right = [("current", lan.password.as_str()), ("code", typed.as_str())];
        let done = browser.sends(&wrong, &right).await;
        done.is_at("/account/factors").shows("Đã tắt xác thực hai lớp");
        // Another tab still shows the form.
        browser.sends(&wrong, &right).await.is_at("/account/factors");
        for gone in ["/account/factors/confirm", "/account/factors/set-up"] {
            browser.opens(gone).await.is_at("/account/factors");
        }
        browser.opens("/account/sessions").await.shows("Tắt xác thực hai lớp").shows("Bật xác thực hai lớp");
    });
}

#[test]
fn a_form_comes_back_after_both_steps_of_the_log_in() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let (browser, phone) = secured(&lan).await;
        let mut desk = OwnerPages::registers(browser, "Nhà nghỉ Phiên Dài").await;
        let page = desk.opens("/workers/new").await;
        office.waits(Duration::hours(9));
        let fields = owner_pages::worker_fields("Trần Thị Hạnh", "056190626273");
        let asked = desk.browser.sends(&page, &fields).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        let second = type_password(&mut desk.browser, &asked, &lan).await;
        assert_eq!(second.status, StatusCode::OK);
        let wrong = desk.browser.sends(&second, &[("code", "12345")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = desk.browser.sends(&wrong, &[("code", &next_code(&phone))]).await;
        page.shows("Nội dung đã nhập vẫn còn, chưa được gửi").shows("Trần Thị Hạnh");
        let saved = desk.browser.sends(&page, &[("number", "056190626273")]).await;
        saved.is_at(&format!("{}/workers", desk.venue)).shows("Hạnh");
    });
}

#[test]
fn a_reveal_asks_again_and_keeps_the_reason() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let (mut desk, phone) = secured(&office.commune_officer("Hoa", PHAN_RANG).await).await;
        let path = format!("/review/{id}/reveal");
        let form = format!("{path}?which=representative");
        let referer = format!("https://127.0.0.1:8080{form}");
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("referer", referer.as_str())];
        let fields = encode_form(&[("which", "representative"), ("reason", "Đối chiếu bản giấy")]);
        // Fresh: nothing is asked.
        let shown = desk.calls(Method::POST, &path, &headers, fields.clone()).await;
        assert_eq!(shown.status, StatusCode::OK);
        office.waits(Duration::minutes(15));
        desk.opens(&form).await.is_at(&form);
        let asked = desk.calls(Method::POST, &path, &headers, fields.clone()).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN);
        asked.shows("Xác nhận lại").hides("Đối chiếu bản giấy");
        let wrong = desk.sends(&asked, &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let back = desk.sends(&wrong, &[("code", &phone.shows())]).await;
        assert_eq!(back.status, StatusCode::OK);
        back.shows("Mã xác nhận đúng").shows("Đối chiếu bản giấy");
        let shown = desk.calls(Method::POST, &path, &headers, fields).await;
        assert_eq!(shown.status, StatusCode::OK);
    });
}

#[test]
fn a_file_and_a_decision_ask_again() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (mut desk, phone) = secured(&office.commune_officer("Hoa", PHAN_RANG).await).await;
        assert_eq!(desk.get("/register.csv?pledge=never").await.status, StatusCode::OK);
        office.waits(Duration::minutes(15));
        let asked = desk.opens("/register.csv?pledge=never").await;
        asked.shows("Xác nhận lại");
        let done = desk.sends(&asked, &[("code", &phone.shows())]).await;
        done.shows("Đã xác nhận").shows("href=\"/register.csv?pledge=never\"");
        assert_eq!(desk.get("/register.csv?pledge=never").await.status, StatusCode::OK);
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        office.accepts_both_tracks(id, PHAN_RANG).await;
        let issue = format!("/issue/{id}");
        let (mut desk, phone) = secured(&office.approver("Ký", PHAN_RANG).await).await;
        office.waits(Duration::minutes(15));
        let page = desk.opens(&issue).await;
        let asked = desk.presses(&page, &issue).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN);
        let back = desk.sends(&asked, &[("code", &phone.shows())]).await;
        back.shows("Mã xác nhận đúng");
        desk.presses(&back, &issue).await.shows("KH-SNV-2026-000001");
        // Nobody else is asked.
        let mut plain = office.approver("Duyệt", PHAN_RANG).await.browser().await;
        office.waits(Duration::minutes(15));
        let key = plain.key();
        assert_ne!(plain.post("/issue", &[("key", &key)]).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn staff_set_it_up_first_where_it_is_required() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let strict = office.with_options(|options| options.factors.required_of_staff = true).await;
        let hoa = strict.commune_officer("Hoa", PHAN_RANG).await;
        let mut browser = strict.browser();
        let page = browser.opens("/review").await;
        let led = type_password(&mut browser, &page, &hoa).await;
        led.is_at("/account/factors?next=/review").shows("Cần bật trước khi làm việc khác");
        assert_eq!(browser.get("/account/password").await.status, StatusCode::SEE_OTHER);
        let api = browser.get("/api/v1/account").await;
        assert_eq!(api.status, StatusCode::UNAUTHORIZED);
        let key = browser.key();
        let typed = [("key", key.as_str()), ("name", "Nội dung đã gõ")];
        let sent = browser.post("/account/password", &typed).await;
        assert_eq!(sent.status, StatusCode::CONFLICT);
        sent.shows("phải có lớp bảo vệ thứ hai").shows("Nội dung đã gõ");
        let (_, made) = set_up(&mut browser, &hoa, &led).await;
        made.shows("href=\"/review\"");
        browser.opens("/review").await.is_at("/review");
        let mut owner = strict.owner("Lan").await.browser().await;
        owner.opens("/venues").await.is_at("/venues");
    });
}
