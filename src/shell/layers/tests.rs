use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use axum::response::Redirect;
use axum::routing::{get, post};
use tower::ServiceExt;

use super::*;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::static_files::tests::register_frame;

#[derive(askama::Template)]
#[template(path = "error.html")]
struct Sample {
    page: Page,
    kind: ErrorKind,
    kept: Option<String>,
}

impl Sample {
    fn what(&self) -> &'static str {
        "sample"
    }

    fn may_retry(&self) -> bool {
        false
    }
}

async fn sample(page: Page) -> Html<Sample> {
    Html(Sample { page, kind: ErrorKind::NotFound, kept: None })
}

async fn save(_: Form) -> (Flash, Redirect) {
    (Flash::success("errors-date").with_arg("what", "7"), Redirect::to("/page"))
}

fn app() -> Router {
    register_frame();
    let router = Router::new()
        .route("/page", get(sample))
        .route("/save", post(save))
        .route("/panic", get(|| async { panic!("on purpose") as () }))
        .route("/conflict", get(|| async { ErrorKind::Conflict }));
    wrap(router, Site { https: true, ..Site::default() }, RequestIds::new(|| String::from("id-1")))
}

async fn send(request: axum::http::request::Builder, body: &'static str) -> (Response<()>, String) {
    let request: Request<Body> = request.header("host", "camket.example").body(Body::from(body)).unwrap();
    let (parts, body) = app().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    (Response::from_parts(parts, ()), String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_the_request_id() {
    for path in ["/page", "/nowhere", "/panic"] {
        let (answer, _) = send(Request::get(path), "").await;
        let headers = answer.headers();
        assert_eq!(headers["x-request-id"], "id-1", "{path}");
        assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-store");
        assert!(headers.contains_key("strict-transport-security"));
    }
}

#[tokio::test]
async fn errors_are_pages_with_a_way_on_and_the_request_id() {
    let cases = [("/nowhere", 404), ("/panic", 500), ("/conflict", 409), ("/static/x/none.css", 404)];
    for (path, status) in cases {
        let (answer, html) = send(Request::get(path), "").await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert!(html.contains("id-1") && html.contains("href=\"/\""), "{path}: {html}");
    }
    let (answer, html) = send(Request::get("/save"), "").await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers()["allow"], "POST");
    assert!(html.contains("<html lang=\"vi\">"));
}

#[tokio::test]
async fn the_api_answers_errors_as_json_in_the_asked_language() {
    let (answer, body) = send(Request::get("/api/v1/none").header("accept-language", "en"), "").await;
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert!(body.contains("\"code\":\"not-found\"") && body.contains("at this address"), "{body}");
}

#[tokio::test]
async fn a_form_sent_from_elsewhere_is_refused_and_one_of_ours_is_not() {
    let elsewhere = Request::post("/save").header("sec-fetch-site", "cross-site");
    assert_eq!(send(elsewhere, "").await.0.status(), StatusCode::FORBIDDEN);
    let ours = Request::post("/save").header("sec-fetch-site", "same-origin");
    assert_eq!(send(ours, "").await.0.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_a_page() {
    let big: &'static str = Box::leak("a".repeat(security::BODY_LIMIT + 1).into_boxed_str());
    let (answer, html) = send(Request::post("/save").header("sec-fetch-site", "same-origin"), big).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(html.contains("<h1>"));
}

#[tokio::test]
async fn a_message_is_shown_once() {
    let (saved, _) = send(Request::post("/save").header("sec-fetch-site", "same-origin"), "").await;
    let cookie = saved.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let (shown, html) = send(Request::get("/page").header("cookie", &cookie), "").await;
    assert!(html.contains("Hãy ghi 7 theo dạng"), "{html}");
    let removal = shown.headers()["set-cookie"].to_str().unwrap();
    assert!(
        ["__Host-flash=; ", "; Path=/", "; Max-Age=0"].iter().all(|part| removal.contains(part)),
        "{removal}"
    );
    let (asset, _) = send(Request::get("/static/x/app.css").header("cookie", &cookie), "").await;
    assert!(!asset.headers().contains_key("set-cookie"));
}

#[tokio::test]
async fn the_switch_of_language_remembers_and_returns() {
    let request = Request::post("/language").header("sec-fetch-site", "same-origin");
    let router: Router = routes().into_parts().0;
    let app = wrap(router, Site::default(), RequestIds::new(String::new));
    let answer = app.oneshot(request.body(Body::from("lang=en&next=/rows")).unwrap()).await.unwrap();
    assert_eq!(answer.headers()["location"], "/rows");
    assert!(answer.headers()["set-cookie"].to_str().unwrap().starts_with("__Host-lang=en;"));
}
