//! The whole process on pages, from sign-up to the verdict, in the simulated browser; no page may show a personal number.

use axum::http::StatusCode;
use camket_domain::accounts::Role;
use camket_shell::routes::Access;

use super::owner_pages::{self, OwnerPages, PASSWORD, TypedNumbers};
use super::{number_search, page_policy};
use crate::browser::{BrowserResponse, SimulatedBrowser, percent_encode};
use crate::harness::database::Engine;
use crate::harness::log_capture;
use crate::world::{Office, PHAN_RANG, Person};

const NUMBERS: TypedNumbers =
    TypedNumbers { tax: "056190626261", representative: "056190626262", worker: "056190626263" };
const REASON: &str = "Đối chiếu với bản giấy";

#[test]
fn from_signing_up_to_the_verdict() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = OwnerPages::registers(sign_up(&office).await, "Nhà nghỉ Tháp Chàm").await;
        send_mistakes(&mut desk).await;
        desk.fills_in(NUMBERS).await;
        desk.signs().await.is_at(&desk.venue);
        desk.declares("Trần Thị Hạnh", NUMBERS.worker).await.is_at(&desk.venue).shows("Trần Thị Hạnh");
        desk.submits().await.is_at(&desk.venue);

        let people = [
            office.commune_officer("Hoa", PHAN_RANG).await,
            office.labour_officer("Minh", PHAN_RANG).await,
            office.approver("Võ Văn Ký", PHAN_RANG).await,
            office.inspector("Tra", PHAN_RANG).await,
        ];
        let mut seen = Vec::new();
        for officer in &people[..2] {
            let mut browser = officer.browser().await;
            let review = find_application(&mut browser).await;
            reveal_numbers(&mut browser, &review).await;
            accept_tracks(&mut browser, &review).await;
            seen.extend(browser.seen);
        }
        let mut approver = people[2].browser().await;
        issue_certificate(&mut approver).await;
        let page = desk.opens("/certificate").await;
        page.is_at(&desk.venue).shows("KH-SNV-2026-000001");
        verify_certificate(&office, &mut desk).await;

        seen.append(&mut approver.seen);
        seen.extend(desk.browser.seen.clone());
        seen.extend(open_all_pages(&office, &mut desk, &people).await);
        check_no_number_was_shown(&seen);
        page_policy::check_every_page(&seen);
    });
}

async fn sign_up(office: &Office) -> SimulatedBrowser {
    let mut browser = office.browser();
    browser.opens("/").await.is_at("/");
    let page = browser.opens("/sign-up").await;
    let fields = [("name", "Nguyễn Thị Lan"), ("login", "lan@example.vn"), ("password", PASSWORD)];
    let page = browser.sends(&page, &fields).await;
    let code = office.last_code_to("lan@example.vn").await;
    browser.sends(&page, &[("code", &code)]).await.is_at("/venues");
    browser
}

/// Sends numbers together with a mistake: the form returns with the typed values except the numbers.
async fn send_mistakes(desk: &mut OwnerPages) {
    let wrong: [(&str, &[(&str, &str)]); 2] = [
        (
            "/sections/business",
            &[("tax", NUMBERS.tax), ("phone", "0259 3822 111"), ("opened_on", "31/4/2019")],
        ),
        (
            "/sections/representative",
            &[("name", "Đại Diện"), ("born_on", "x"), ("number", NUMBERS.representative)],
        ),
    ];
    for (section, fields) in wrong {
        let page = desk.opens(section).await;
        let again = desk.browser.sends(&page, fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{section}");
        again.shows(fields[1].1);
    }
    let page = desk.opens("/workers/new").await;
    let mut worker = owner_pages::worker_fields("Trần Thị Hạnh", NUMBERS.worker);
    worker[1] = ("sex", "male");
    let again = desk.browser.sends(&page, &worker).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.shows("Trần Thị Hạnh");
}

/// Finds the application by a personal number in several notations. Returns its path.
async fn find_application(browser: &mut SimulatedBrowser) -> String {
    for list in ["/certificates", "/review"] {
        let page = browser.opens(list).await;
        for typed in ["056190626262", "056 190 626 262", "056.190.626.262", "Đại Diện 056190626262"] {
            browser.sends(&page, &[("q", typed)]).await;
            browser.opens(&format!("{list}?q={}", percent_encode(typed))).await;
            // A user may type a number into the address; our pages never put it there or repeat it.
            let own =
                browser.seen.iter().rposition(|answer| answer.path.contains("?q=")).expect("just opened");
            browser.seen[own].path = list.to_owned();
        }
    }
    let page = browser.opens("/review").await;
    let found = browser.sends(&page, &[("q", NUMBERS.representative)]).await;
    found.shows("Nhà nghỉ Tháp Chàm");
    let source = found.text();
    let (_, after) = source.split_once("href=\"/review/").expect("a link to the application");
    format!("/review/{}", &after[..36])
}

async fn reveal_numbers(browser: &mut SimulatedBrowser, review: &str) {
    let page = browser.opens(&format!("{review}/reveal?which=representative")).await;
    let opened = browser.sends(&page, &[("reason", REASON)]).await;
    assert_eq!(
        number_search::find_numbers(&opened, &NUMBERS.all()),
        [NUMBERS.representative],
        "and no other"
    );
    assert_eq!(opened.header("cache-control").as_deref(), Some("no-store"));
    // The revealed number is shown once, so this page is not searched with the others.
    browser.seen.pop();
}

async fn accept_tracks(browser: &mut SimulatedBrowser, review: &str) {
    let page = browser.opens(review).await;
    let page = browser.presses(&page, &format!("{review}/claim")).await;
    page.shows("/accept\"");
    let question = browser.opens(&format!("{review}/accept")).await;
    browser.presses(&question, &format!("{review}/accept")).await;
}

async fn issue_certificate(browser: &mut SimulatedBrowser) {
    let list = browser.opens("/issue").await;
    let source = list.shows("Nhà nghỉ Tháp Chàm").text();
    let (_, after) = source.split_once("href=\"/issue/").expect("a link to the application");
    let path = format!("/issue/{}", &after[..36]);
    let page = browser.opens(&path).await;
    browser.presses(&page, &path).await.shows("KH-SNV-2026-000001");
}

async fn verify_certificate(office: &Office, desk: &mut OwnerPages) {
    let id = desk.venue.rsplit('/').next().expect("an id").parse().expect("an id");
    let certificate = camket_store::certificates::find_latest(office.app.store(), id).await.unwrap().unwrap();
    let mut visitor = office.browser();
    let page = visitor.opens(&format!("/v/{}", certificate.code)).await;
    page.is_at("/v/").shows("Còn hiệu lực").shows("Nhà nghỉ Tháp Chàm").shows("KH-SNV-2026-000001");
    let answer = visitor.get(&format!("/api/v1/verify/{}", certificate.code)).await;
    let told: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(
        (told["verdict"].as_str(), told["number"].as_str()),
        (Some("valid"), Some("KH-SNV-2026-000001"))
    );
    let page = desk.opens("/certificate").await;
    let shared = desk.browser.presses(&page, &format!("{}/certificate/share", desk.venue)).await;
    let source = shared.text();
    let (_, after) = source.split_once("/shared/").expect("a link for the print shop");
    let token = after.split(['"', '<', '&', '\n']).next().expect("a token");
    let paper = visitor.opens(&format!("/shared/{token}")).await;
    assert!(number_search::pdf_text(&paper.body).contains("Nhà nghỉ Tháp Chàm"));
    desk.browser.seen.append(&mut visitor.seen);
}

/// All pages about the venue, its application and its certificate, opened by everyone who may see them.
async fn open_all_pages(office: &Office, desk: &mut OwnerPages, people: &[Person]) -> Vec<BrowserResponse> {
    let id = desk.venue.rsplit('/').next().expect("an id").parse().expect("an id");
    let store = office.app.store();
    let worker = camket_store::labour::list(store, id).await.unwrap()[0].id;
    let certificate = camket_store::certificates::find_latest(store, id).await.unwrap().unwrap();
    let filled = |path: &str| {
        path.replace("/venues/{id}", &desk.venue)
            .replace("{worker}", &worker.to_string())
            .replace("{application}", &certificate.application.to_string())
            .replace("{certificate}", &certificate.id.to_string())
            .replace("{code}", certificate.code.as_str())
    };
    let paths = camket_web::routes(false).list().to_vec();
    let paths: Vec<_> = paths.iter().filter(|route| route.method == axum::http::Method::GET).collect();
    let mut browsers = vec![(None, office.browser()), (Some(Role::Owner), desk.browser.clone())];
    for person in people {
        browsers.push((Some(person.actor.role), person.browser().await));
    }
    let mut seen = Vec::new();
    for (role, mut browser) in browsers {
        browser.seen.clear();
        for route in &paths {
            let may = match route.access {
                Access::Public => true,
                Access::Guarded(action) => role.is_some_and(|role| action.roles().contains(&role)),
            };
            let path = filled(&route.path);
            if may && !path.contains('{') {
                browser.get(&path).await;
            }
        }
        seen.append(&mut browser.seen);
    }
    seen
}

fn check_no_number_was_shown(seen: &[BrowserResponse]) {
    assert!(seen.len() > 100, "a journey, not a step: {}", seen.len());
    let mut wrong: Vec<_> = seen
        .iter()
        .filter(|answer| !number_search::find_numbers(answer, &NUMBERS.all()).is_empty())
        .map(|answer| format!("{} ({})", answer.path, answer.status))
        .collect();
    let logged = log_capture::captured_text();
    wrong.extend(
        NUMBERS.all().iter().filter(|number| logged.contains(**number)).map(|_| "the log".to_owned()),
    );
    assert!(wrong.is_empty(), "a personal number stands in:\n{}", wrong.join("\n"));
}
