//! The first page of offices.

use axum::http::StatusCode;
use time::Duration;
use time::macros::date;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};
use crate::{reports, targets};

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
            page.shows(&format!("href=\"{path}"));
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

#[test]
fn reports_and_target_cards_wait_for_who_has_to_act() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let (mut province, mut desk) = (phoi.browser().await, hoa.browser().await);
        province.opens("/dashboard").await.shows("Hiện không có việc nào đang chờ");
        let (first, area) = (date!(2026 - 11 - 01), PHAN_RANG.commune());
        let period = reports::open_days(&phoi, first, date!(2026 - 11 - 20)).await.unwrap();
        targets::begin_typed_plan(&phoi).await;
        let target = targets::list_targets(&phoi, 2026).await[0];

        let page = desk.opens("/dashboard").await;
        page.shows("báo cáo chưa gửi").shows(&format!("/reports/{period}/areas/{area}\""));
        province.opens("/dashboard").await.hides("chờ duyệt");
        reports::write(&hoa, period, 3, true).await.unwrap();
        targets::send_any(&hoa, target).await;
        desk.opens("/dashboard").await.hides("báo cáo chưa gửi");
        let page = province.opens("/dashboard").await;
        page.shows("<b>1</b> báo cáo của xã, phường chờ duyệt")
            .shows("<b>1</b> phiếu chỉ tiêu năm 2026 chờ duyệt");
        let (sent, card) = (format!("/reports/{period}?view=sent"), format!("/targets/{target}"));
        page.shows(&format!("href=\"{sent}\"")).shows(&format!("href=\"{card}\""));
        province.opens(&sent).await.shows("Phường Phan Rang").hides("Phường Đô Vinh");
        province
            .opens(&format!("/reports/{period}?view=accepted"))
            .await
            .shows("Không có báo cáo nào như vậy");
        province.opens(&card).await.shows("Phường Phan Rang");

        reports::check(&phoi, period, area, reports::back("Thiếu số")).await.unwrap();
        targets::return_any(&phoi, target, area).await;
        let page = desk.opens("/dashboard").await;
        page.shows("báo cáo bị trả lại").shows("phiếu chỉ tiêu năm 2026 bị trả lại");
        page.shows(&format!("href=\"/targets/{target}/areas/{area}\""));
        province.opens("/dashboard").await.hides("chờ duyệt");
        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        quan.opens("/dashboard").await.shows("Hiện không có việc nào đang chờ");
    });
}
