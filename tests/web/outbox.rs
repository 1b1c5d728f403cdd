//! The page of messages that were not sent.

use axum::http::StatusCode;
use time::Duration;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn an_administrator_sends_again_and_drops_what_was_given_up() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let mut desk = office.administrator("Quản", PHAN_RANG).await.browser().await;
        desk.opens("/admin/outbox").await.shows("Mọi tin đã được gửi");
        for name in ["Một", "Hai"] {
            let hotel = office.owner("Lan").await.registers_venue(&format!("Khách sạn {name}")).await;
            hoa.returns(hotel.goes_all_the_way().await, "other").await;
        }
        crate::outbox::give_up_everything(&office).await;
        let page = desk.opens("/admin/outbox").await;
        page.shows("Đã ngừng gửi").shows("Gửi lại mọi tin đã ngừng gửi").shows("…@example.vn");
        assert!(!page.text().contains("lan@"), "recipients are masked");
        let ids = list_ids(&page.text());
        assert!(ids.len() >= 2, "{ids:?}");
        let retried = desk.presses(&page, "/admin/outbox/retry").await;
        retried.shows("Tin sẽ được gửi lại").shows("Gửi lại lúc").shows("Đã ngừng gửi");
        let drop_path = format!("/admin/outbox/drop?message={}", ids[1]);
        let ask = desk.opens(&drop_path).await;
        ask.shows("Bỏ tin này?");
        desk.sends(&ask, &[("version", "0")]).await.shows("Đã bỏ tin");
        desk.sends(&ask, &[("version", "0")]).await.shows("Không có gì để làm");
        desk.opens(&drop_path).await.is_at("/admin/outbox").shows("Không có gì để làm");
        for wrong in ["/admin/outbox/drop", "/admin/outbox/drop?message=x"] {
            assert_eq!(desk.get(wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let left = desk.opens("/admin/outbox").await.text();
        assert!(!left.contains(&ids[1]));
        office.waits(Duration::SECOND);
        let mut officer = hoa.browser().await;
        assert_eq!(officer.get("/admin/outbox").await.status, StatusCode::NOT_FOUND);
    });
}

/// The messages of the page, by their links.
fn list_ids(text: &str) -> Vec<String> {
    let links = text.split("href=\"/admin/outbox/drop?message=").skip(1);
    links.filter_map(|link| link.split_once('"').map(|(id, _)| id.to_owned())).collect()
}
