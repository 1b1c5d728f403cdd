//! The data of the own account on pages: the notice, the copy as a file, the closing.

use axum::http::StatusCode;
use camket_domain::account_data::MAX_COPIES_A_DAY;
use camket_domain::accounts::factor::FRESH_FOR;

use crate::account_data::read_zip;
use crate::browser::SimulatedBrowser;
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, Person};

async fn log_in(browser: &mut SimulatedBrowser, person: &Person) -> crate::browser::BrowserResponse {
    let page = browser.opens("/log-in").await;
    let fields = [("login", person.login.as_str()), ("password", person.password.as_str())];
    browser.sends(&page, &fields).await
}

#[test]
fn the_page_tells_each_kind_in_both_languages() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        lan.registers_venue("Khách sạn Biển Xanh").await;
        let mut browser = lan.browser().await;
        browser.opens("/account").await.shows("href=\"/account/data\"");
        let page = browser.opens("/account/data").await;
        page.shows("Dữ liệu của tôi").shows("Bản cam kết đã ký").shows("Theo quy định của cơ quan");
        page.shows("Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15").shows("Bản sao lưu").shows("14 ngày chờ");
        page.shows("href=\"/account/data/copy\"").shows("href=\"/account/data/close\"").shows("1 mục");
        browser.post("/language", &[("lang", "en"), ("next", "/account/data")]).await;
        let page = browser.opens("/account/data").await;
        page.shows("My data").shows("Pledges that you signed").shows("By the agency");
        assert!(!page.text().contains("account-data-"), "a key without words");
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let page = desk.opens("/account/data").await;
        page.shows("Nơi đang đăng nhập").hides("Bản cam kết đã ký").hides("/account/data/close");
        assert_eq!(desk.get("/account/data/close").await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/account/data/copy").await.status, StatusCode::OK);
    });
}

#[test]
fn the_privacy_notice_names_backups_and_the_own_page() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let page = office.browser().opens("/privacy").await;
        page.shows("Bản sao lưu").shows("href=\"/account/data\"").shows("14 ngày chờ");
    });
}

#[test]
fn the_copy_is_a_file_and_is_bounded_for_a_day() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        lan.registers_venue("Khách sạn Biển Xanh").await;
        let mut browser = lan.browser().await;
        for _ in 0..MAX_COPIES_A_DAY {
            let file = browser.get("/account/data/copy").await;
            assert_eq!(file.header("content-type").as_deref(), Some("application/zip"));
            assert_eq!(file.header("cache-control").as_deref(), Some("private, no-store"));
            let files = read_zip(&file.body);
            let data: serde_json::Value = serde_json::from_slice(&files["camket.json"]).unwrap();
            assert_eq!(data["venues"][0]["name"], "Khách sạn Biển Xanh");
        }
        let page = browser.opens("/account/data/copy").await;
        page.is_at("/account/data").shows("Hôm nay đã lấy đủ 5 bản sao");
        browser.opens("/account/sessions").await.shows("Lấy bản sao dữ liệu của mình");
    });
}

#[test]
fn the_copy_asks_for_the_second_factor_again() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let phone = lan.sets_up_factor(&lan.logs_in().await).await;
        let mut browser = office.browser();
        let asked = log_in(&mut browser, &lan).await;
        drop(phone.waits_for_next());
        browser.sends(&asked, &[("code", &phone.shows())]).await.is_at("/venues");
        let file = browser.get("/account/data/copy").await;
        assert_eq!(file.header("content-type").as_deref(), Some("application/zip"), "just confirmed");
        office.waits(FRESH_FOR);
        let asked = browser.opens("/account/data/copy").await;
        assert!(asked.is_html(), "{:?}", asked.headers);
        asked.shows("Xác nhận lại");
        let page = browser.opens("/account/data/close").await;
        let sent = browser.sends(&page, &[("current", &lan.password)]).await;
        sent.shows("Xác nhận lại");
        browser.opens("/account/data").await.is_at("/account/data");
    });
}

#[test]
fn an_owner_closes_the_account_and_takes_it_back() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let mut browser = lan.browser().await;
        let page = browser.opens("/account/data/close").await;
        page.shows("Khách sạn Biển Xanh đang hoạt động").shows(&format!("/venues/{}/stop", hotel.id));
        page.shows(&format!("/venues/{}/transfer", hotel.id)).hides("type=\"password\"");
        let sent = browser.post("/account/data/close", &[("current", lan.password.as_str())]).await;
        assert_eq!(sent.location().as_deref(), Some("/account/data/close"));
        browser.opens("/account/data/close").await.shows("còn cơ sở đang hoạt động");
        let stop = browser.opens(&format!("/venues/{}/stop", hotel.id)).await;
        let sure = browser.sends(&stop, &[("state", "closed")]).await;
        browser.sends(&sure, &[("sure", "yes")]).await;
        let page = browser.opens("/account/data/close").await;
        page.shows("14 ngày").shows("Vẫn giữ theo quy định của cơ quan");
        let wrong = browser.sends(&page, &[("current", "sai mật khẩu 1")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let empty = browser.sends(&page, &[("current", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = browser.sends(&page, &[("current", &lan.password)]).await;
        done.is_at("/log-in").shows("Tài khoản đã đóng. Đăng nhập trước ngày");
        let answer = browser.get("/venues").await;
        assert_eq!(answer.location().as_deref(), Some("/log-in?next=/venues"), "it is logged out");
        log_in(&mut browser, &lan).await.is_at("/venues").shows("đã được hủy vì bạn đăng nhập lại");
        browser.opens("/account/sessions").await.shows("Hủy việc đóng tài khoản");
    });
}

#[test]
fn the_administrator_sets_the_days_before_an_account_is_erased() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.administrator("Quản", PHAN_RANG).await.browser().await;
        let form = desk.opens("/admin/settings").await;
        let wrong = desk.sends(&form, &[("closing_days", "0")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        desk.sends(&form, &[("closing_days", "30")]).await.is_at("/admin/settings");
        desk.opens("/admin/storage").await.shows("Tài khoản do chủ đóng");
        let mut owner = office.owner("Lan").await.browser().await;
        owner.opens("/account/data/close").await.shows("30 ngày");
    });
}
