//! The pages of the media: an outlet is added, a month written, and the grid read by others.

use axum::http::StatusCode;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn an_outlet_is_added_and_a_month_written() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.coordinator("Phối", PHAN_RANG).await.browser().await;
        desk.opens("/media").await.shows("Chưa có báo, đài nào");
        let form = desk.opens("/media/outlets/new").await;
        let refused = desk.sends(&form, &[("name", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let grid = desk.sends(&refused, &[("name", "Báo Khánh Hòa"), ("kind", "newspaper")]).await;
        grid.shows("Đã lưu báo, đài").shows("0/12 tháng").shows("/media/months/2026-11");
        assert!(!grid.text().contains("/media/months/2026-12"), "December has not begun");

        let month = desk.opens("/media/months/2026-11").await;
        month.shows("Báo Khánh Hòa");
        let text = month.text();
        let field = |name: &str| {
            let at = text.find(&format!("name=\"{name}-")).expect("the field") + "name=\"".len();
            text[at..].split('"').next().expect("its name").to_owned()
        };
        let (pieces, note) = (field("pieces"), field("note"));
        let wrong = desk.sends(&month, &[(&pieces, "hai")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let written = desk.sends(&wrong, &[(&pieces, "2"), (&note, "12/11: Ra quân")]).await;
        written.shows("Đã ghi tin, bài").shows("1/12 tháng").shows("12/11: Ra quân");
        desk.sends(&month, &[(&pieces, "7")]).await.shows("vừa được thay đổi ở nơi khác");
        let target = crate::targets::begin_plan(&office.coordinator("Hai", PHAN_RANG).await, 2026).await;
        target.unwrap();
        desk.opens("/targets").await.shows("1 tháng");

        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        let seen = quan.opens("/media?year=2026").await;
        seen.shows("Báo Khánh Hòa").shows("12/11: Ra quân");
        assert!(!seen.text().contains("/media/months/"), "an observer writes nothing");
        for path in ["/media/outlets/new", "/media/months/2026-11"] {
            assert_eq!(quan.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let early = desk.get("/media/months/2026-12").await.location().unwrap();
        desk.opens(&early).await.shows("Tháng này chưa tới");
        let again = desk.opens("/media/months/2026-11").await;
        let too_many = desk.sends(&again, &[(&pieces, "10.001")]).await;
        assert_eq!(too_many.status, StatusCode::UNPROCESSABLE_ENTITY);
        too_many.shows(&format!("href=\"#{pieces}\""));
        let mut without = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let nothing = without.get("/media/months/2026-11").await.location().unwrap();
        without.opens(&nothing).await.shows("chưa có báo, đài nào đang theo dõi").shows("Thêm báo, đài");
        assert_eq!(desk.get("/media/months/2026-13").await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/media?year=x").await.status, StatusCode::BAD_REQUEST);
    });
}
