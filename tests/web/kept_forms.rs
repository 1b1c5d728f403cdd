//! Forms that are answered by another page: what was typed comes back, to the same person, and nothing is carried out
//! before the next press.

use axum::http::StatusCode;
use camket_domain::applications::ApplicationState;
use camket_domain::applications::lifecycle::TrackCommand;
use time::Duration;

use super::owner_pages::{self, OwnerPages};
use crate::browser::forms::{find_by_action, find_with_fields};
use crate::browser::{BrowserResponse, SimulatedBrowser, encode_form};
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
        let sealed = find_with_fields(&asked, &[("kept", "")]).fill(&[]);
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
        unknown.opens("/log-in").await.shows("Chưa có gì được lưu").hides(TYPED);
        unknown.opens("/log-in").await.hides("Chưa có gì được lưu");
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

/// The officer's page of a return, filled in after a colleague has taken the application over.
#[test]
fn a_note_comes_back_when_a_colleague_took_the_application_over() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let hoa = office.commune_officer("Nguyễn Thị Hoa", PHAN_RANG).await;
        hoa.claims(id).await;
        let mut browser = hoa.browser().await;
        let page = browser.opens(&format!("/review/{id}/return")).await;
        let mai = office.commune_officer("Lê Thị Mai", PHAN_RANG).await;
        mai.does(id, TrackCommand::TakeOver).await;
        let fields = [("reason", "place-wrong"), ("note", "Xem lại địa chỉ trên biển hiệu.")];
        let told = browser.sends(&page, &fields).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        told.shows("Xem lại địa chỉ trên biển hiệu.").shows("Lê Thị Mai").shows("Nguyễn Thị Hoa");
        assert_eq!(mai.opens(id).await.application.state, ApplicationState::InReview, "nothing was returned");
    });
}

/// A form whose page leads elsewhere now: the list is locked, so there is no form for a worker.
#[test]
fn what_was_typed_can_be_copied_where_there_is_no_form_any_more() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let mut browser = lan.browser().await;
        let page = browser.opens(&format!("/venues/{}/workers/new", hotel.id)).await;
        hotel.goes_all_the_way().await;
        let told = browser.sends(&page, &owner_pages::worker_fields(TYPED, NUMBER)).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        told.shows("Nội dung đã nhập").shows("Trần Thị &#60;Hạnh&#62; &#34;Sen&#34;").shows("hồ sơ");
        assert!(!told.text().contains(NUMBER), "a personal number is not shown again");
        assert_eq!(hotel.dossier().await.workers.len(), 1, "nothing was declared");
    });
}

#[test]
fn what_was_typed_about_a_row_that_is_gone_can_be_copied() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let worker = hotel.declares("Trần Thị Hạnh").await;
        let mut browser = lan.browser().await;
        let path = format!("/venues/{}/workers/{worker}", hotel.id);
        let page = browser.opens(&path).await;
        let question = browser.opens(&format!("{path}/remove")).await;
        browser.presses(&question, &format!("{path}/remove")).await;
        let told = browser.sends(&page, &[("position", "Buồng phòng")]).await;
        assert_eq!(told.status, StatusCode::NOT_FOUND);
        told.shows("Nội dung đã nhập").shows("Buồng phòng");
    });
}

#[test]
fn a_button_without_text_is_answered_as_before() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let hoa = office.commune_officer("Nguyễn Thị Hoa", PHAN_RANG).await;
        let mut browser = hoa.browser().await;
        let page = browser.opens(&format!("/review/{id}")).await;
        office.commune_officer("Lê Thị Mai", PHAN_RANG).await.claims(id).await;
        let told = browser.presses(&page, &format!("/review/{id}/claim")).await;
        told.is_at(&format!("/review/{id}")).shows("Lê Thị Mai");
    });
}

#[test]
fn a_form_begun_in_one_language_goes_on_in_the_other() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut desk = OwnerPages::registers(lan.browser().await, "Nhà nghỉ Hai Tiếng").await;
        let page = desk.opens("/workers/new").await;
        let path = format!("{}/workers/new", desk.venue);
        let mut fields =
            find_by_action(&page, &path_of_form(&page)).fill(&owner_pages::worker_fields(TYPED, ""));
        fields.retain(|(name, _)| name != "number");
        let key = fields.iter().find(|(name, _)| name == "key").unwrap().1.clone();
        let begun = encode_form(&fields);
        let switch =
            [("lang", "en"), ("next", path.as_str()), ("form", begun.as_str()), ("action", path.as_str())];
        let shown = desk.browser.post("/language", &switch).await;
        assert_eq!(shown.status, StatusCode::OK);
        shown.shows("lang=\"en\"").shows("What you typed is still in the fields");
        shown.shows("Trần Thị &#60;Hạnh&#62; &#34;Sen&#34;").shows("value=\"female\" checked").shows(&key);
        // A second change, from the page that was shown at the address of the switch.
        let next = find_by_action(&shown, "/language").fill(&[]);
        assert!(next.contains(&("next".to_owned(), path.clone())), "{next:?}");

        let saved = desk.browser.sends(&shown, &[("number", NUMBER)]).await;
        saved.is_at(&format!("{}/workers", desk.venue)).shows("Hạnh").shows("lang=\"en\"");
    });
}

/// Without scripts the switch in the header is a button of the form.
#[test]
fn a_form_goes_on_in_the_other_language_without_scripts() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut desk = OwnerPages::registers(lan.browser().await, "Nhà nghỉ Hai Tiếng").await;
        let page = desk.opens("/workers/new").await;
        let form = find_with_fields(&page, &[("name", "")]).fill(&owner_pages::worker_fields(TYPED, NUMBER));
        let pairs: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let shown = desk.browser.post(&find_switch(&page), &pairs).await;
        assert_eq!(shown.status, StatusCode::OK);
        shown.shows("lang=\"en\"").shows("What you typed is still in the fields");
        shown.shows("Trần Thị &#60;Hạnh&#62; &#34;Sen&#34;").shows("value=\"female\" checked");
        assert!(!shown.text().contains(NUMBER), "a personal number is not shown again");
        // Back again, from the page that was shown at the address of the switch.
        let form = find_with_fields(&shown, &[("name", "")]).fill(&[("name", "Trần Thị Sen")]);
        let pairs: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let back = desk.browser.post(&find_switch(&shown), &pairs).await;
        back.shows("lang=\"vi\"").shows("value=\"Trần Thị Sen\"");
        let saved = desk.browser.sends(&back, &[("number", NUMBER)]).await;
        saved.is_at(&format!("{}/workers", desk.venue)).shows("Trần Thị Sen");
    });
}

/// The address to which the switch in the header sends the first form of the page.
fn find_switch(page: &BrowserResponse) -> String {
    let source = page.text();
    let (header, _) = source.split_once("<main ").expect("a page");
    let (_, rest) = header.split_once(" form=\"begun-form\" formaction=\"").expect("a button of the form");
    rest.split('"').next().expect("its end").replace("&#38;", "&")
}

#[test]
fn a_change_of_language_shows_no_foreign_page_and_no_secret() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut browser = office.browser();
        let begun = "login=lan%40example.vn&password=mat+khau+dai&code=123456";
        let switch = [("lang", "en"), ("next", "/log-in"), ("form", begun), ("action", "/log-in")];
        let shown = browser.post("/language", &switch).await;
        shown.shows("lan@example.vn");
        assert!(!shown.text().contains("mat khau dai") && !shown.text().contains("123456"));
        for (next, action) in [("//evil.example", "/log-in"), ("/log-in", "//evil.example")] {
            let switch = [("lang", "en"), ("next", next), ("form", begun), ("action", action)];
            let answer = browser.post("/language", &switch).await;
            assert!(!answer.text().contains("evil.example"), "{next} {action}");
        }
        assert_eq!(browser.get("/language").await.location().as_deref(), Some("/"));
    });
}

#[test]
fn a_form_survives_a_forgotten_password() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let (mut desk, asked) = send_after_the_session(&office, &lan).await;
        let sealed = find_with_fields(&asked, &[("kept", "")])
            .fill(&[("login", lan.login.as_str()), ("step", "start")]);
        let sealed: Vec<_> = sealed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let forgot = desk.browser.post("/password/forgot", &sealed).await;
        forgot.shows(lan.login.as_str());
        let reset = desk.browser.sends(&forgot, &[("login", lan.login.as_str())]).await;
        let code = lan.last_code().await;
        // A wrong code loses nothing.
        let new = [("code", "000000"), ("password", "một mật khẩu mới rất dài")];
        let again = desk.browser.sends(&reset, &new).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = desk.browser.sends(&again, &[("code", code.as_str()), new[1]]).await;
        assert_eq!(page.status, StatusCode::OK);
        page.shows("Nội dung đã nhập vẫn còn").shows("Trần Thị &#60;Hạnh&#62; &#34;Sen&#34;");
        let saved = desk.browser.sends(&page, &[("number", NUMBER)]).await;
        saved.is_at(&format!("{}/workers", desk.venue)).shows("Hạnh");
    });
}

#[test]
fn a_new_place_comes_back_with_its_commune() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut desk = OwnerPages::registers(lan.browser().await, "Nhà nghỉ Nơi Mới").await;
        let page = desk.opens("/sections/place").await;
        office.waits(Duration::hours(9));
        let place = [("province", "56"), ("commune", "22759"), ("address", "12 đường 16 Tháng 4")];
        let asked = desk.browser.sends(&page, &place).await;
        let back = log_in(&mut desk.browser, &asked, &lan).await;
        back.shows("value=\"22759\" selected").shows("12 đường 16 Tháng 4");
        let saved = desk.browser.sends(&back, &[("address", "14 đường 16 Tháng 4")]).await;
        saved.is_at(&desk.venue);
    });
}

/// The address of the page's own form.
fn path_of_form(page: &BrowserResponse) -> String {
    find_with_fields(page, &[("name", "")]).action
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
