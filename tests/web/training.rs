//! The pages of training: the roster, a class, who attended, and what others see of it.

use axum::http::StatusCode;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn a_commune_lists_its_officers_and_records_a_class() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let mut desk = hoa.browser().await;
        desk.opens("/training").await.shows("Chưa có cán bộ nào trong danh sách").shows("Chưa có lớp");
        let form = desk.opens("/training/officers/new").await;
        let refused = desk.sends(&form, &[("name", ""), ("office", "Trạm Y tế")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("Hãy ghi họ và tên").shows("value=\"Trạm Y tế\"");
        let listed = desk.sends(&refused, &[("name", "Lê Thị Hạnh"), ("since", "01/03/2025")]).await;
        listed.shows("Đã lưu cán bộ").shows("Lê Thị Hạnh").shows("0/1 cán bộ").shows("Chưa tập huấn");

        let form = desk.opens("/training/classes/new").await;
        let wrong = desk.sends(&form, &[("held_on", "31/02/2026"), ("content", "Kỹ năng giám sát")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let register = desk.sends(&wrong, &[("held_on", "12/05/2026"), ("organiser", "Sở Y tế")]).await;
        register.shows("Đã lưu lớp tập huấn").shows("Lê Thị Hạnh").shows("Kỹ năng giám sát, 12/05/2026");
        let text = register.text();
        let at = text.find("name=\"attended\" value=\"").expect("a box") + "name=\"attended\" value=\"".len();
        let officer = text[at..].split('"').next().unwrap().to_owned();
        let class = desk.sends(&register, &[("attended", &officer)]).await;
        class.shows("Đã lưu người dự lớp").shows("Lê Thị Hạnh").shows("Trạm Y tế");
        let stale = desk.sends(&register, &[("attended", &officer)]).await;
        stale.shows("vừa được thay đổi ở nơi khác");
        desk.opens("/training").await.shows("1/1 cán bộ").shows("100,0%").shows("Đã tập huấn 12/05/2026");
        desk.opens("/training?day=11/05/2026").await.shows("0/1 cán bộ").shows("Chưa tập huấn");
        desk.opens("/training?day=1/1/2025").await.shows("chưa có cán bộ nào");
        desk.opens("/training?day=x").await.shows("field-failed");

        let edit = desk.opens(&format!("/training/officers/{officer}")).await;
        let ask = desk.opens(&format!("/training/officers/{officer}/remove")).await;
        ask.shows("Xóa cán bộ này khỏi danh sách?");
        let refused = desk.presses(&ask, &format!("/training/officers/{officer}/remove")).await;
        refused.shows("người này đã dự lớp tập huấn");
        desk.sends(&edit, &[("until", "30/06/2026")]).await.shows("chưa có cán bộ nào");
        let ask = desk.opens(&format!("{}/remove", class.path)).await;
        ask.shows("Xóa lớp tập huấn này?");
        desk.presses(&ask, &format!("{}/remove", class.path)).await.shows("Đã xóa lớp tập huấn");
        assert_eq!(desk.get(&class.path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/training?area=x").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn a_province_reads_the_rosters_and_an_observer_changes_none() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let id = crate::training::add(&hoa, crate::training::officer("Lê Thị Hạnh")).await.unwrap();
        crate::training::add(&phoi, crate::training::officer("Trần Bình")).await.unwrap();
        let class = crate::training::class(time::macros::date!(2026 - 05 - 12));
        let class = crate::training::hold(&phoi, class, &[id]).await.unwrap();
        let commune = PHAN_RANG.commune();
        let mut desk = phoi.browser().await;
        let page = desk.opens("/training").await;
        page.shows("1/2 cán bộ").shows("Còn 64 xã").shows("Phường Phan Rang").shows("Tỉnh Khánh Hòa");
        desk.opens(&format!("/training?area={commune}")).await.shows("Lê Thị Hạnh").shows("1/1 cán bộ");
        let before = desk.opens("/training?day=01/06/2025").await;
        before.shows("0/2 cán bộ").shows("Còn 64 xã").shows("Phường Phan Rang").shows("Tỉnh Khánh Hòa");
        let edit = desk.opens(&format!("/training/officers/{id}")).await;
        edit.is_at("/training").shows("không");
        desk.opens(&format!("/training?area={}", PHAN_RANG.province())).await.shows("Trần Bình");

        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        let seen = quan.opens(&format!("/training?area={commune}")).await;
        seen.shows("Lê Thị Hạnh");
        assert!(!seen.text().contains("/training/officers/"), "an observer writes nothing");
        quan.opens(&format!("/training/classes/{class}")).await.shows("Lê Thị Hạnh");
        for path in ["/training/officers/new".to_owned(), format!("/training/classes/{class}/attendance")] {
            assert_eq!(quan.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut own = hoa.browser().await;
        let seen = own.opens(&format!("/training/classes/{class}")).await;
        seen.shows("Lê Thị Hạnh");
        assert!(!seen.text().contains("/attendance"), "a class of the province");
        for path in ["/targets", "/activities", "/media"] {
            own.opens(path).await.shows("href=\"/training\"");
        }
    });
}
