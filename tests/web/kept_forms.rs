//! Forms that are answered by another page: what was typed comes back, to the same person, and nothing is carried out
//! before the next press.

use axum::http::StatusCode;
use time::Duration;

use super::owner_pages::{self, OwnerPages};
use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, Person};

const NUMBER: &str = "056190626273";
const TYPED: &str = "Trần Thị <Hạnh> \"Sen\"";

/// An owner with a venue, logged in, and the worker form that was filled in after the session had ended.
async fn send_after_the_session(office: &Office, lan: &Person) -> (OwnerPages, BrowserResponse) {
    let mut desk = OwnerPages::registers(lan.browser().await, "Nhà nghỉ Phiên Dài").await;
    let page = desk.opens("/workers/new").await;
    office.waits(Duration::hours(9));
    let answer = desk.browser.sends(&page, &owner_pages::worker_fields(TYPED, NUMBER)).await;
    (desk, answer)
}

async fn log_in(browser: &mut SimulatedBrowser, page: &BrowserResponse, person: &Person) -> BrowserResponse {
    let fields = [("login", person.login.as_str()), ("password", person.password.as_str())];
    browser.sends(page, &fields).await
}

#[test]
fn a_form_comes_back_after_the_log_in_and_is_sent_by_the_next_press() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let (mut desk, asked) = send_after_the_session(&office, &lan).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        asked.shows("Phiên làm việc đã hết");
        assert!(!asked.text().contains("Hạnh"), "what was typed is sealed");
        // A wrong password loses nothing.
        let wrong = Person { password: "sai mật khẩu 123".to_owned(), ..lan.clone() };
        let again = log_in(&mut desk.browser, &asked, &wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

        let page = log_in(&mut desk.browser, &again, &lan).await;
        assert_eq!(page.status, StatusCode::OK);
        page.shows("Nội dung đã nhập vẫn còn, chưa được gửi").shows("Trần Thị &#60;Hạnh&#62; &#34;Sen&#34;");
        page.shows("value=\"Lễ tân\"").shows("value=\"female\" checked").shows("Lan");
        assert!(!page.text().contains(NUMBER), "a personal number is not shown again");
        let workers = desk.opens("/workers").await;
        assert!(!workers.text().contains("Hạnh"), "nothing was carried out");

        let saved = desk.browser.sends(&page, &[("number", NUMBER)]).await;
        saved.is_at(&format!("{}/workers", desk.venue)).shows("Hạnh");
    });
}

#[test]
fn another_person_gets_nothing() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (lan, minh) = (office.owner("Lan").await, office.owner("Minh").await);
        let (mut desk, asked) = send_after_the_session(&office, &lan).await;
        let page = log_in(&mut desk.browser, &asked, &minh).await;
        page.is_at("/venues");
        assert!(!page.text().contains("Hạnh"));
        // Nor does the text that the page carried.
        let sealed = crate::browser::forms::find_with_fields(&asked, &[("kept", "")]).fill(&[]);
        let sealed = sealed.iter().find(|(name, _)| name == "kept").unwrap().1.clone();
        for stolen in [sealed.as_str(), "", "AAAA", &sealed[1..]] {
            let answer = desk.browser.post("/form-again", &[("kept", stolen)]).await;
            assert_eq!(answer.location().as_deref(), Some("/"), "{stolen}");
        }
    });
}

#[test]
fn a_form_is_kept_for_an_hour_and_only_for_a_browser_that_knows_its_person() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let (mut desk, asked) = send_after_the_session(&office, &lan).await;
        office.waits(Duration::minutes(61));
        log_in(&mut desk.browser, &asked, &lan).await.is_at("/venues");
        let mut unknown = office.browser();
        let answer = unknown.post(&format!("{}/workers/new", desk.venue), &[("name", TYPED)]).await;
        assert_eq!(answer.location().as_deref(), Some("/log-in"));
    });
}

#[test]
fn a_worker_open_in_two_tabs_keeps_what_the_second_typed() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut desk = OwnerPages::registers(lan.browser().await, "Nhà nghỉ Hai Thẻ").await;
        let list = desk.declares("Trần Thị Hạnh", NUMBER).await;
        let source = list.text();
        let below = format!("{}/workers/", desk.venue);
        let ids = source.split(below.as_str()).skip(1).filter_map(|rest| rest.split('"').next());
        let id = ids.filter(|id| id.len() == 36).last().expect("a worker with an id");
        let worker = format!("{below}{id}");
        let (one, two) = (desk.browser.opens(&worker).await, desk.browser.opens(&worker).await);
        desk.browser.sends(&one, &[("position", "Buồng phòng"), ("name", "Trần Thị Hạnh")]).await;
        let told = desk.browser.sends(&two, &[("position", "Thu ngân"), ("wage", "7.000.000")]).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        told.shows("value=\"Thu ngân\"").shows("value=\"7.000.000\"").shows("đang lưu “Buồng phòng”");
        desk.browser
            .sends(&told, &[("position", "Thu ngân")])
            .await
            .is_at(&format!("{}/workers", desk.venue))
            .shows("Thu ngân");
    });
}

#[test]
fn an_officer_gets_the_reasons_back() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let hoa = office.commune_officer("Nguyễn Thị Hoa", PHAN_RANG).await;
        let mut browser = hoa.browser().await;
        let review = browser.opens(&format!("/review/{id}")).await;
        browser.presses(&review, &format!("/review/{id}/claim")).await;
        let page = browser.opens(&format!("/review/{id}/return")).await;
        office.waits(Duration::hours(9));
        let asked = browser.sends(&page, &[("note", "Xem lại địa chỉ trên biển hiệu.")]).await;
        let back = log_in(&mut browser, &asked, &hoa).await;
        assert_eq!(back.status, StatusCode::OK);
        back.shows("Xem lại địa chỉ trên biển hiệu.").shows("Nguyễn Thị Hoa");
    });
}

#[test]
fn an_address_without_a_page_still_knows_the_user() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut browser = office.owner("Lan").await.browser().await;
        let page = browser.get("/no-such-page").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        page.shows("Lan").shows("Đăng xuất");
    });
}
