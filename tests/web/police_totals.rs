//! The pages of the totals of the police: who writes them, who reads them, and what stands beside them.

use axum::http::StatusCode;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn a_total_is_written_beside_what_the_register_counts() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.coordinator("Phối", PHAN_RANG).await.browser().await;
        desk.opens("/police-totals").await.shows("Chưa có số liệu nào");
        let form = desk.opens("/police-totals/new").await;
        form.shows("Không ghi tên, số giấy tờ của người").shows("tên hay địa chỉ cơ sở");
        let wrong = desk.sends(&form, &[("cases", "ba"), ("source", "Công an tỉnh")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.shows("ngày bắt đầu kỳ").shows("số văn bản").shows("value=\"Công an tỉnh\"");
        let time = [("from", "15/12/2025"), ("to", "14/06/2026"), ("number", "125/BC-CAT")];
        let none = desk.sends(&wrong, &[&time[..], &[("cases", "")]].concat()).await;
        none.shows("Hãy ghi ít nhất một con số");
        let given = [("cases", "1.003"), ("venues_before", "14"), ("venues_after", "0")];
        let page = desk.sends(&none, &given).await;
        page.shows("Đã lưu số liệu").shows("15/12/2025 – 14/06/2026").shows("1.003");
        page.shows("Hệ thống đếm trong cùng kỳ").shows("Phản ánh của người dân được xác minh đúng");
        desk.opens("/police-totals").await.shows("1.003").shows("14 → 0");
        let edit = desk.opens(&format!("{}/edit", page.path)).await;
        desk.sends(&edit, &[("cases", "4")]).await.shows("Đã lưu số liệu");
        desk.sends(&edit, &[("cases", "5")]).await.shows("vừa được thay đổi ở nơi khác");

        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        quan.opens(&page.path).await.shows("125/BC-CAT");
        quan.opens("/targets").await.shows("href=\"/police-totals\"");
        for path in ["/police-totals/new".to_owned(), format!("{}/edit", page.path)] {
            assert_eq!(quan.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut labour = office.labour_officer("Minh", PHAN_RANG).await.browser().await;
        assert_eq!(labour.get("/police-totals").await.status, StatusCode::NOT_FOUND);
        labour.opens("/activities").await.hides("href=\"/police-totals\"");
        let ask = desk.opens(&format!("{}/remove", page.path)).await;
        ask.shows("Xóa số liệu của kỳ này?");
        desk.presses(&ask, &format!("{}/remove", page.path)).await.shows("Đã xóa số liệu");
        assert_eq!(desk.get(&page.path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/police-totals?area=x").await.status, StatusCode::BAD_REQUEST);
    });
}
