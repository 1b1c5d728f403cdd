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
        // The code of a sign-up was blanked, so it is not sent again.
        desk.presses(&page, &format!("/admin/outbox/{}/retry", ids[0])).await.shows("Không có gì để làm");
        let retried = desk.presses(&page, "/admin/outbox/retry").await;
        retried.shows("Tin sẽ được gửi lại").shows("Gửi lại lúc").shows("Đã ngừng gửi");
        let ask = desk.opens(&format!("/admin/outbox/{}/drop", ids[1])).await;
        ask.shows("Bỏ tin này?");
        let drop_path = format!("/admin/outbox/{}/drop", ids[1]);
        desk.presses(&ask, &drop_path).await.shows("Đã bỏ tin");
        desk.presses(&ask, &drop_path).await.shows("Không có gì để làm");
        assert_eq!(desk.get(&drop_path).await.status, StatusCode::NOT_FOUND);
        let left = desk.opens("/admin/outbox").await.text();
        assert!(!left.contains(&ids[1]));
        office.waits(Duration::SECOND);
        let mut officer = hoa.browser().await;
        assert_eq!(officer.get("/admin/outbox").await.status, StatusCode::NOT_FOUND);
    });
}

/// The messages of the page, by their links.
fn list_ids(text: &str) -> Vec<String> {
    let links = text.split("href=\"/admin/outbox/").skip(1);
    links.filter_map(|link| link.split_once("/drop\"").map(|(id, _)| id.to_owned())).collect()
}
