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
