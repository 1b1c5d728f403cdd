//! The pages of integrated plans: one is recorded with a scan, corrected, read by others and removed.

use axum::http::StatusCode;

use super::activities::sends;
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

const PLAN: [(&str, &str); 5] = [
    ("number", "45/KH-UBND"),
    ("dated_on", "10/02/2026"),
    ("office", "UBND phường, Chủ tịch"),
    ("programmes", "employment"),
    ("programmes", "poverty-reduction"),
];

#[test]
fn a_plan_is_recorded_corrected_and_removed() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        desk.opens("/integrated-plans").await.shows("Chưa có kế hoạch lồng ghép nào");
        desk.opens("/integrated-plans/new").await.shows("multipart/form-data").shows("Giảm nghèo");
        let key = desk.key();
        let lacking =
            sends(&mut desk, "/integrated-plans/new", &[("key", &key), ("number", "45/KH-UBND")], 0).await;
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
        for text in ["ngày ban hành", "người ký", "ít nhất một chương trình", "value=\"45/KH-UBND\""]
        {
            lacking.shows(text);
        }
        let all = [&[("key", key.as_str())], &PLAN[..]].concat();
        let sent = sends(&mut desk, "/integrated-plans/new", &all, 2).await;
        let address = sent.location().expect("it is kept");
        let page = desk.opens(&address).await;
        page.shows("Đã lưu kế hoạch").shows("Giảm nghèo; Việc làm").shows("Trang 2");
        let text = page.text();
        let (_, rest) = text.split_once("<img src=\"/integrated-plans").expect("a page");
        let picture = format!("/integrated-plans{}", rest.split('"').next().expect("its address"));
        assert_eq!(desk.get(&picture).await.status, StatusCode::OK);
        let listed = desk.opens("/integrated-plans?year=2026").await;
        listed.shows("45/KH-UBND").shows("10/02/2026").shows("<a class=\"nowrap\" href=\"/integrated-plans/");

        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        quan.opens(&address).await.shows("Có 2 trang");
        for path in [picture.clone(), format!("{address}/edit"), "/integrated-plans/new".to_owned()] {
            assert_eq!(quan.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut phoi = office.coordinator("Phối", PHAN_RANG).await.browser().await;
        assert_eq!(phoi.get(&picture).await.status, StatusCode::OK);
        phoi.opens("/integrated-plans").await.shows("Phường Phan Rang");

        let edit = format!("{address}/edit");
        desk.opens(&edit).await.shows("Xóa trang 1").shows("value=\"10/02/2026\"");
        let scanned = picture.rsplit('/').next().unwrap();
        let all = [&[("version", "1"), ("remove", scanned)], &PLAN[..]].concat();
        sends(&mut desk, &edit, &all, 0).await;
        desk.opens(&address).await.shows("Trang 1");
        let stale = sends(&mut desk, &edit, &all, 0).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        stale.shows("vừa được thay đổi ở nơi khác").shows("value=\"45/KH-UBND\"");
        let ask = desk.opens(&format!("{address}/remove")).await;
        ask.shows("Xóa kế hoạch này?");
        let gone = desk.presses(&ask, &format!("{address}/remove")).await;
        gone.is_at("/integrated-plans").shows("Đã xóa kế hoạch");
        assert_eq!(desk.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/integrated-plans?year=x").await.status, StatusCode::BAD_REQUEST);
    });
}
