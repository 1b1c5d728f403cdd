//! What a field says of a value that it does not take.

use axum::http::StatusCode;

use super::owner_pages::OwnerPages;
use crate::browser::forms::find_with_fields;
use crate::harness::database::Engine;
use crate::world::Office;

/// A telephone number, and the first words of its error.
const PHONES: [(&str, &str); 6] = [
    ("", "Hãy ghi số điện thoại của cơ sở"),
    ("gọi quầy", "Số chưa đúng, nhập lại. Số điện thoại chỉ gồm chữ số"),
    ("+1 202 555 0100", "Số chưa đúng, nhập lại. Hãy ghi số điện thoại Việt Nam"),
    ("0123 456 7890", "Số chưa đúng, nhập lại. Đây là số di động 11 số cũ"),
    ("0912 345", "Số chưa đúng, nhập lại. Số di động có 10 chữ số"),
    ("0412 345 678", "Số chưa đúng, nhập lại. Đầu số này không có ở Việt Nam"),
];

#[test]
fn a_wrong_telephone_number_is_answered_beside_its_field() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut desk = OwnerPages::registers(lan.browser().await, "Nhà nghỉ Số Máy").await;
        for (typed, words) in PHONES {
            let page = desk.opens("/sections/business").await;
            let again = desk.browser.sends(&page, &[("phone", typed), ("opened_on", "30/4/2019")]).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
            let text = again.text();
            let (_, error) =
                text.split_once("id=\"phone-error\"").unwrap_or_else(|| panic!("{typed}: {text}"));
            let error = error.split("</p>").next().unwrap();
            assert!(error.contains(words), "{typed}: {error}");
            let kept = find_with_fields(&again, &[("phone", "")]).fill(&[]);
            assert!(kept.contains(&("phone".to_owned(), typed.to_owned())), "what was typed stays: {kept:?}");
        }
    });
}
