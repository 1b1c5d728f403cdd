//! The first page of offices.

use axum::http::StatusCode;
use time::Duration;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn the_first_page_says_what_waits_and_leads_to_the_lists_of_its_figures() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        hotel.goes_all_the_way().await;
        let mut desk = hoa.browser().await;
        let page = desk.opens("/").await;
        page.is_at("/dashboard").shows("Phường Phan Rang").shows("Việc đang chờ").shows("phản ánh mới");
        for path in ["/coverage", "/inspections", "/inspections/plans", "/concerns", "/dashboard/ageing"] {
            page.shows(&format!("href=\"{path}\""));
            assert_eq!(desk.get(path).await.status, StatusCode::OK, "{path}");
        }
        page.shows("href=\"/register?certificate=valid\"").shows("11/2026");
        desk.opens("/dashboard/ageing").await.shows("Không có hồ sơ nào được giải quyết trong 90 ngày qua");
        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        let seen = quan.opens("/").await;
        seen.is_at("/dashboard").shows("Hiện không có việc nào đang chờ");
        assert!(!seen.text().contains("href=\"/concerns\""), "observers read no reports");
        let mut owner = office.owner("Mai").await.browser().await;
        assert_eq!(owner.get("/dashboard").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn figures_are_counted_again_after_a_minute() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        let application = hotel.goes_all_the_way().await;
        let mut desk = hoa.browser().await;
        desk.opens("/dashboard").await.shows("Số liệu lúc 08:00");
        office.certifies(application, PHAN_RANG).await;
        office.finds_a_violation(&hotel, PHAN_RANG).await;
        desk.opens("/dashboard").await.shows("Số liệu lúc 08:00");
        office.waits(Duration::MINUTE);
        let page = desk.opens("/dashboard").await;
        page.shows("Số liệu lúc 08:01").shows("<title>11/2026: 1</title>").shows("0 ngày làm việc");
        page.shows("Tính trên 2 lượt giải quyết");
        desk.opens("/dashboard/ageing").await.shows("UBND phường Phan Rang");
    });
}
