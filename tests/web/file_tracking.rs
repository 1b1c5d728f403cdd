//! The page on which anyone looks up a file by its number and a phone.

use axum::http::StatusCode;
use camket_shell::rate_limit::RateLimit;

use crate::harness::database::Engine;
use crate::harness::log_capture;
use crate::world::Office;

const PHONE: &str = "090 000 0001";

#[test]
fn a_file_is_shown_without_anything_personal() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        hotel.goes_all_the_way().await;
        let number = hotel.dossier().await.application.unwrap().number.to_string();
        let mut visitor = office.browser();
        let form = visitor.opens(&format!("/track?number={number}")).await;
        form.shows(&number);
        let found = visitor.sends(&form, &[("phone", PHONE)]).await;
        assert_eq!(found.status, StatusCode::OK);
        found.shows("Đang xử lý").shows("Hạn trả kết quả").shows("Chờ tiếp nhận");
        for personal in ["Biển Xanh", "Nguyễn Thị", "16 Tháng 4", "Lan"] {
            assert!(!found.text().contains(personal), "{personal}");
        }
        assert!(!log_capture::captured_text().contains("0900000001"));
    });
}

#[test]
fn an_unknown_number_and_a_wrong_phone_get_the_same_answer() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        hotel.goes_all_the_way().await;
        let number = hotel.dossier().await.application.unwrap().number.to_string();
        let mut visitor = office.browser();
        let mut answers = Vec::new();
        let unknown = number.replace("-000001", "-000009");
        for (number, phone) in [(number.as_str(), "0900000009"), (&unknown, PHONE), ("343/XN-SNV", PHONE)] {
            let answer = visitor.post("/track", &[("number", number), ("phone", phone)]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            answer.shows("Không tìm thấy hồ sơ");
            let typed = [number, phone].map(|typed| format!("value=\"{typed}\""));
            let text = typed.iter().fold(answer.text(), |text, typed| text.replace(typed, ""));
            answers.push(hide_request(&text));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
    });
}

/// The page without the numbers of its request, which differ.
fn hide_request(page: &str) -> String {
    page.split("request-").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect()
}

#[test]
fn what_is_missing_is_said_beside_its_field_and_too_many_tries_are_refused() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut visitor = office.browser();
        let wrong = visitor.post("/track", &[("number", ""), ("phone", "12")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("number-error").shows("phone-error");
        let mut limited = office.browser_with(|options| options.tracks = RateLimit::new(|_| Some(60)));
        let told = limited.post("/track", &[("number", "HS-PR-2026-000001"), ("phone", PHONE)]).await;
        assert_eq!(told.status, StatusCode::TOO_MANY_REQUESTS);
    });
}
