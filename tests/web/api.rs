//! The API as programs use it: authorisation by token, and the error format.

use axum::http::{Method, StatusCode};
use camket_app::{api_tokens, staff};
use camket_domain::accounts::Role;
use camket_domain::api_tokens::ApiTokenRequest;
use serde_json::Value;
use time::Duration;

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, Person};

async fn create_token(person: &Person) -> String {
    let office = &person.office;
    let wanted = ApiTokenRequest { name: "Chương trình".to_owned(), days: 7 };
    api_tokens::create(&office.app, &person.may(), office.key(), wanted).await.unwrap().token
}

async fn ask(browser: &mut SimulatedBrowser, token: &str) -> BrowserResponse {
    let bearer = format!("Bearer {token}");
    browser.calls(Method::GET, "/api/v1/account", &[("authorization", &bearer)], "").await
}

/// Checks the format of an error; returns its code.
#[track_caller]
fn check_error(answer: &BrowserResponse, status: StatusCode) -> String {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{}", answer.text()));
    assert_eq!(answer.status, status, "{body}");
    assert_eq!(answer.header("content-type").as_deref(), Some("application/json"));
    let error = body["error"].as_object().expect("an error");
    assert_eq!(body.as_object().map(serde_json::Map::len), Some(1));
    assert_eq!(error["request_id"].as_str(), answer.header("x-request-id").as_deref());
    let message = error["message"].as_str().expect("words");
    assert!(!message.is_empty() && !message.contains("shell-") && !message.contains("api-"), "{message}");
    error["code"].as_str().expect("a code").to_owned()
}

#[test]
fn a_token_acts_as_its_account() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let tra = office.inspector("Tra", PHAN_RANG).await;
        let told = ask(&mut office.browser(), &create_token(&tra).await).await;
        let told: Value = serde_json::from_slice(&told.body).unwrap();
        assert_eq!(
            told,
            serde_json::json!({ "name": "Tra", "role": "inspector", "area": PHAN_RANG.commune })
        );
        let told = ask(&mut office.browser(), &create_token(&office.owner("Lan").await).await).await;
        let told: Value = serde_json::from_slice(&told.body).unwrap();
        assert_eq!((told["role"].as_str(), told["area"].is_null()), (Some(Role::Owner.code()), true));
    });
}

#[test]
fn a_token_that_does_not_count_is_nobody() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (hoa, mut program) = (office.commune_officer("Hoa", PHAN_RANG).await, office.browser());
        for wrong in ["", "camket_", "x", &format!("camket_{}", "0".repeat(40)), "Bearer"] {
            let answer = ask(&mut program, wrong).await;
            assert_eq!(check_error(&answer, StatusCode::UNAUTHORIZED), "logged-out", "{wrong}");
            assert_eq!(answer.header("www-authenticate").as_deref(), Some("Bearer"));
        }
        let (short, long) = (create_token(&hoa).await, create_token(&hoa).await);
        assert_eq!(ask(&mut program, &short).await.status, StatusCode::OK);
        office.waits(Duration::days(7));
        check_error(&ask(&mut program, &short).await, StatusCode::UNAUTHORIZED);
        check_error(&ask(&mut program, &long).await, StatusCode::UNAUTHORIZED);
        let fresh = create_token(&hoa).await;
        staff::disable_from_console(&office.app, &hoa.login).await.unwrap();
        check_error(&ask(&mut program, &fresh).await, StatusCode::UNAUTHORIZED);
        // Also at public addresses: a caller with an ended token gets 401.
        let bearer = format!("Bearer {fresh}");
        let answer =
            program.calls(Method::GET, "/api/v1/verify/01234-56784", &[("authorization", &bearer)], "").await;
        check_error(&answer, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn tokens_open_no_pages_and_cookies_keep_their_protection() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let bearer = format!("Bearer {}", create_token(&hoa).await);
        let mut program = office.browser();
        let answer = program.calls(Method::GET, "/review", &[("authorization", &bearer)], "").await;
        assert!(answer.location().is_some_and(|to| to.starts_with("/log-in")), "{}", answer.status);
        // A call from another site's page: only the token counts, a cookie is ignored.
        let mut browser = office.owner("Lan").await.browser().await;
        browser.fetch_site = "cross-site";
        let answer = browser
            .calls(
                Method::GET,
                "/api/v1/account",
                &[("authorization", &bearer), ("origin", "https://a.example")],
                "",
            )
            .await;
        assert!(answer.text().contains("commune_officer"), "{}", answer.text());
        let answer =
            browser.calls(Method::POST, "/account/tokens/end", &[("authorization", &bearer)], "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "a form with cookies is still refused");
        let answer = browser.calls(Method::POST, "/api/v1/account", &[], "").await;
        assert_eq!(check_error(&answer, StatusCode::FORBIDDEN), "forbidden");
        let answer = browser.calls(Method::POST, "/api/v1/account", &[("authorization", &bearer)], "").await;
        assert_eq!(check_error(&answer, StatusCode::METHOD_NOT_ALLOWED), "method-not-allowed");
        assert_eq!(answer.header("allow").as_deref(), Some("GET,HEAD"));
    });
}

#[test]
fn every_error_has_one_shape_in_the_callers_language() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut program = office.browser();
        for path in ["/api/", "/api/v1", "/api/v1/nothing", "/api/v1/verify/a/b", "/api/v2/account"] {
            let answer = program.get(path).await;
            assert_eq!(check_error(&answer, StatusCode::NOT_FOUND), "not-found", "{path}");
        }
        let answer = program.get("/api/v1/account").await;
        assert_eq!(check_error(&answer, StatusCode::UNAUTHORIZED), "logged-out");
        let answer = program.get("/api/v1/verify/%ff").await;
        assert_eq!(check_error(&answer, StatusCode::BAD_REQUEST), "unreadable");
        let english = program.calls(Method::GET, "/api/v1/x", &[("accept-language", "en")], "").await;
        assert!(english.text().contains("nothing at this address"), "{}", english.text());
        assert!(program.get("/api/v1/x").await.text().contains("Không có gì"));
    });
}

#[test]
fn a_look_up_says_what_was_true_at_a_moment() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let code = office.certifies(id, PHAN_RANG).await.code;
        office.waits(Duration::days(2));
        let mut visitor = office.browser();
        let ask = |at: &str| format!("/api/v1/verify/{code}?at={at}");
        // The tests' clock begins at 08:00 on 23 November 2026.
        let then = visitor.get(&ask("2026-11-24T08:00:00%2B07:00")).await;
        assert_eq!(then.status, StatusCode::OK);
        assert!(
            then.text().contains("\"verdict\":\"valid\"")
                && then.text().contains("2026-11-24T08:00:00+07:00")
        );
        let before = visitor.get(&ask("2026-11-22T08:00:00Z")).await;
        assert_eq!(before.status, StatusCode::NOT_FOUND);
        assert!(before.text().contains("not_in_register"), "{}", before.text());
        for (at, code) in [("2026-11-24", "date-unreadable"), ("2027-01-01T00:00:00Z", "day-in-future")] {
            let refused = visitor.get(&ask(at)).await;
            assert_eq!(check_error(&refused, StatusCode::UNPROCESSABLE_ENTITY), code);
        }
    });
}

#[test]
fn the_description_is_served() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let answer = office.browser().get("/api/openapi.json").await;
        assert_eq!(
            (answer.status, answer.header("content-type").as_deref()),
            (StatusCode::OK, Some("application/json"))
        );
        let kept = include_str!("../../docs/openapi.json");
        assert!(answer.text() == kept, "docs/openapi.json is out of date, or served otherwise");
    });
}

#[test]
fn a_token_is_made_shown_once_and_ended_on_pages() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let tra = office.inspector("Tra", PHAN_RANG).await;
        let mut browser = tra.browser().await;
        browser.opens("/account").await.shows("/account/tokens");
        let form = browser.opens("/account/tokens").await;
        let fields = |name| [("name", name), ("days", "30"), ("current", tra.password.as_str())];
        let again = browser.sends(&form, &fields("")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let made = browser.sends(&form, &fields("Máy quét ở chợ")).await;
        let text = made.text();
        let token = text.split("camket_").nth(1).and_then(|rest| rest.get(..40)).expect("a token");
        let token = format!("camket_{token}");
        let mut program = office.browser();
        assert_eq!(ask(&mut program, &token).await.status, StatusCode::OK);
        let list = browser.opens("/account/tokens").await;
        list.shows("Máy quét ở chợ");
        assert!(!list.text().contains(&token), "shown once");
        browser.presses(&list, "/account/tokens/end").await.is_at("/account/tokens");
        assert_eq!(ask(&mut program, &token).await.status, StatusCode::UNAUTHORIZED);
    });
}

/// The JSON of an address for a person's token.
async fn read_json(person: &Person, path: &str) -> Value {
    let bearer = format!("Bearer {}", create_token(person).await);
    let mut program = person.office.browser();
    let answer = program.calls(Method::GET, path, &[("authorization", &bearer)], "").await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

#[test]
fn coverage_and_frozen_figures_are_read_by_programs() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let day = time::macros::date!(2026 - 11 - 10);
        let period = crate::reports::open_days(&phoi, day, day).await.unwrap();
        let snapshot = crate::reports::freeze(&phoi, period).await.unwrap();
        let periods = read_json(&phoi, "/api/v1/reports/periods").await;
        let first = &periods["periods"][0];
        assert_eq!((first["first"].as_str(), first["areas"].as_u64()), (Some("2026-11-10"), Some(66)));
        assert_eq!(first["snapshot"].as_str(), Some(snapshot.to_string().as_str()));
        let path = format!("/api/v1/reports/snapshots/{snapshot}");
        let whole = read_json(&phoi, &path).await;
        let (indicators, areas) = (&whole["indicators"], whole["areas"].as_array().unwrap());
        assert_eq!(indicators[0]["source"].as_str(), Some("venues"));
        assert_eq!(areas.len(), 66);
        assert_eq!(areas[0]["figures"].as_array().unwrap().len(), indicators.as_array().unwrap().len());
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let own = read_json(&hoa, &path).await;
        assert_eq!(own["areas"].as_array().unwrap().len(), 1);

        let coverage = read_json(&phoi, "/api/v1/coverage?day=2026-11-10").await;
        assert_eq!(coverage["total"]["venues"].as_u64(), Some(0));
        let bearer = format!("Bearer {}", create_token(&phoi).await);
        let mut program = office.browser();
        let auth = [("authorization", bearer.as_str())];
        for (path, status) in [
            ("/api/v1/coverage?day=tomorrow", StatusCode::UNPROCESSABLE_ENTITY),
            ("/api/v1/coverage?area=00001", StatusCode::NOT_FOUND),
            ("/api/v1/reports/snapshots/00000000-0000-0000-0000-000000000000", StatusCode::NOT_FOUND),
        ] {
            let answer = program.calls(Method::GET, path, &auth, "").await;
            assert_eq!(answer.status, status, "{path}");
        }
        let csv = program.calls(Method::GET, &format!("{path}/csv"), &auth, "").await;
        assert!(csv.text().starts_with("\u{feff}STT,"), "{}", csv.text());
        let csv = program.calls(Method::GET, "/api/v1/coverage.csv", &auth, "").await;
        assert!(csv.text().starts_with("\u{feff}area,venues,"), "{}", csv.text());
    });
}
