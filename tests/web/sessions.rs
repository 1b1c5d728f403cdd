//! Log-in and log-out on pages: the cookie, the return to the requested page, and refused log-ins.

use axum::http::StatusCode;

use crate::browser::SimulatedBrowser;
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, Person};

async fn log_in(
    browser: &mut SimulatedBrowser,
    person: &Person,
    path: &str,
) -> crate::browser::BrowserResponse {
    let page = browser.opens(path).await;
    let fields = [("login", person.login.as_str()), ("password", person.password.as_str())];
    browser.sends(&page, &fields).await
}

#[test]
fn the_cookie_is_for_this_host_and_no_script() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (lan, mut browser) = (office.owner("Lan").await, office.browser());
        log_in(&mut browser, &lan, "/log-in").await.is_at("/venues").shows("Lan");
        let set: Vec<_> = browser.seen.iter().filter_map(|answer| answer.header("set-cookie")).collect();
        let session = set.iter().find(|cookie| cookie.starts_with("__Host-session=")).expect("a session");
        for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(session.contains(attribute), "{session}");
        }
        assert!(!session.contains("Domain"), "{session}");
    });
}

#[test]
fn whoever_was_sent_to_the_log_in_comes_back() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
        let path = format!("/venues/{}", hotel.id);
        let mut browser = office.browser();
        log_in(&mut browser, &lan, &path).await.is_at(&path).shows("Khách sạn Biển Xanh");
        for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
            let mut browser = office.browser();
            let next = format!("/log-in?next={}", crate::browser::percent_encode(elsewhere));
            log_in(&mut browser, &lan, &next).await.is_at("/venues");
        }
    });
}

#[test]
fn a_wrong_password_is_told_and_not_shown_again() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut browser = office.browser();
        let wrong = Person { password: "sai mật khẩu 123".to_owned(), ..lan };
        let page = log_in(&mut browser, &wrong, "/log-in").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!page.shows(wrong.login.as_str()).text().contains("sai mật khẩu 123"));
        for _ in 0..10 {
            log_in(&mut browser, &wrong, "/log-in").await;
        }
        let page = log_in(&mut browser, &wrong, "/log-in").await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn after_log_out_no_session_is_left() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut browser = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let stolen = browser.clone();
        let page = browser.opens("/review").await;
        browser.presses(&page, "/log-out").await;
        for mut browser in [browser, stolen] {
            let answer = browser.get("/review").await;
            assert_eq!(answer.location().as_deref(), Some("/log-in?next=/review"));
        }
    });
}

#[test]
fn log_in_over_plain_http_is_refused() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut browser = office.browser();
        browser.scheme = "http";
        for path in ["/log-in", "/sign-up", "/password/forgot"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
            assert!(!page.text().contains("type=\"password\""));
        }
        let fields = [("login", lan.login.as_str()), ("password", lan.password.as_str())];
        let answer = browser.post("/log-in", &fields).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::FORBIDDEN, None));
    });
}

#[test]
fn a_log_in_beyond_the_turns_is_told_when_to_try_again() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let narrow = office
            .with_options(|options| {
                options.hashing.parallel = 1;
                options.hashing.waiting = 0;
            })
            .await;
        let mut browser = narrow.browser();
        let turn = camket_app::passwords::take_turn(&narrow.app).unwrap();
        let page = log_in(&mut browser, &lan, "/log-in").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(page.header("retry-after").as_deref(), Some("10"));
        page.shows("Hệ thống đang bận");
        drop(turn);
        log_in(&mut browser, &lan, "/log-in").await.is_at("/venues");
    });
}

#[test]
fn a_code_is_typed_in_the_browser_that_asked_for_it() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (mut hers, mut strangers) = (office.browser(), office.browser());
        let fields = |password| [("name", "Lan"), ("login", "lan@example.vn"), ("password", password)];
        let page = hers.opens("/sign-up").await;
        let confirm = hers.sends(&page, &fields("biển xanh Ninh Chữ")).await;
        let code = office.last_code_to("lan@example.vn").await;
        let page = strangers.opens("/sign-up").await;
        let theirs = strangers.sends(&page, &fields("mật khẩu của kẻ lạ")).await;
        let answer = strangers.sends(&theirs, &[("code", &code)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        hers.sends(&confirm, &[("code", &code)]).await.is_at("/venues").shows("Lan");

        let mut third = office.browser();
        third.opens("/sign-up/confirm").await.shows("Mã xác nhận chỉ dùng được ở trình duyệt đã yêu cầu mã");
        third.opens("/password/reset").await.shows("Mã xác nhận chỉ dùng được ở trình duyệt đã yêu cầu mã");
        let answer = third.post("/sign-up/confirm", &[("code", &code)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn cookies_of_plain_http_have_neither_prefix_nor_secure() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut browser = office.browser();
        let fields = [("lang", "en"), ("next", "/")];
        let cookie = browser.post("/language", &fields).await.header("set-cookie").unwrap();
        assert!(cookie.starts_with("__Host-lang=en;") && cookie.contains("; Secure"), "{cookie}");
        browser.scheme = "http";
        let cookie = browser.post("/language", &fields).await.header("set-cookie").unwrap();
        assert!(cookie.starts_with("lang=en;") && !cookie.contains("Secure"), "{cookie}");
        assert!(browser.get("/").await.text().contains("lang=\"en\""));
        let mut stranger = office.browser();
        stranger.calls(axum::http::Method::GET, "/", &[("cookie", "lang=en")], "").await.shows("lang=\"vi\"");
    });
}

#[test]
fn a_new_password_renews_the_session() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut browser = lan.browser().await;
        let mut copy = browser.clone();
        let page = browser.opens("/account/password").await;
        let fields = [("current", lan.password.as_str()), ("password", "mật khẩu thứ hai")];
        browser.sends(&page, &fields).await.is_at("/account").shows("Đã đổi mật khẩu");
        browser.opens("/venues").await.is_at("/venues");
        assert_eq!(copy.get("/venues").await.location().as_deref(), Some("/log-in?next=/venues"));
    });
}

#[test]
fn a_token_is_made_on_its_page_with_the_password() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut browser = lan.browser().await;
        let page = browser.opens("/account/tokens").await;
        let wrong = [("name", "Máy chủ"), ("days", "7"), ("current", "sai mật khẩu")];
        let again = browser.sends(&page, &wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!again.text().contains("sai mật khẩu") && !again.text().contains("camket_"));
        let right = [("name", "Máy chủ"), ("days", "7"), ("current", lan.password.as_str())];
        browser.sends(&again, &right).await.shows("camket_");
    });
}

#[test]
fn a_lost_phone_is_logged_out_from_another_browser() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut phone = lan.browser().await;
        let mut desk = lan.browser().await;
        desk.opens("/account").await.shows("href=\"/account/sessions\"");
        let page = desk.opens("/account/sessions").await;
        page.shows("(trình duyệt này)").shows("Kết thúc phiên này").shows("Lịch sử đăng nhập");
        phone.opens("/venues").await;
        let ended = desk.presses(&page, "/account/sessions/others").await;
        ended.shows("Mọi phiên khác đã kết thúc").shows("Kết thúc phiên đăng nhập");
        assert!(!ended.text().contains("Kết thúc phiên này"), "only this browser is left");
        phone.opens("/venues").await.is_at("/log-in");
        let again = lan.browser().await;
        let page = desk.opens("/account/sessions").await;
        desk.presses(&page, "/account/sessions").await.shows("Phiên đã kết thúc");
        // Another tab still shows it.
        desk.presses(&page, "/account/sessions").await.shows("Phiên đã kết thúc");
        drop(again);
        desk.opens("/venues").await.is_at("/venues");
    });
}
