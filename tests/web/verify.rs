//! The public look-up as page and JSON, each with the matching HTTP status.

use axum::http::StatusCode;
use camket_domain::certificates::ShortCode;
use time::Duration;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn page_and_json_say_the_same() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let code = office.certifies(id, PHAN_RANG).await.code.to_string();
        let unknown = ShortCode::new(office.app.entropy()).to_string();
        let mistyped = format!("{}{}", if code.starts_with('7') { '8' } else { '7' }, &code[1..]);
        let expected = [
            (code.as_str(), StatusCode::OK, "valid"),
            (unknown.as_str(), StatusCode::NOT_FOUND, "not_in_register"),
            (mistyped.as_str(), StatusCode::NOT_FOUND, "mistyped"),
        ];
        let mut visitor = office.browser();
        for (code, status, verdict) in expected {
            let page = visitor.get(&format!("/v/{code}")).await;
            assert_eq!((page.status, page.is_html()), (status, true), "{verdict}");
            let answer = visitor.get(&format!("/api/v1/verify/{code}")).await;
            let told: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
            assert_eq!((answer.status, told["verdict"].as_str()), (status, Some(verdict)));
            assert!(told["checked_at"].is_string());
        }
        office.waits(Duration::days(366));
        let answer = visitor.get(&format!("/api/v1/verify/{code}")).await;
        let told: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!((answer.status, told["verdict"].as_str()), (StatusCode::OK, Some("expired")));
    });
}

#[test]
fn a_typed_code_leads_to_its_page() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let code = office.certifies(id, PHAN_RANG).await.code;
        let mut visitor = office.browser();
        visitor
            .opens(&format!("/v?code={}", code.as_str().to_lowercase()))
            .await
            .shows("Khách sạn Biển Xanh");
    });
}
