//! The pages of healthy communes: a status is written, the lists follow, criteria are read.

use axum::http::StatusCode;

use crate::harness::database::Engine;
use crate::world::{DO_VINH, Office, PHAN_RANG};

#[test]
fn a_status_is_written_and_the_lists_follow() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let phoi = office.coordinator("Phối", PHAN_RANG).await;
        let mut desk = phoi.browser().await;
        let page = desk.opens("/healthy-communes").await;
        page.shows("Phải giữ 0").shows("chưa ghi năm này 65").shows("28/2025/QĐ-TTg").shows("thuốc thay thế");
        let commune = PHAN_RANG.commune();
        let before = format!("/healthy-communes/years/2025/areas/{commune}");
        let form = desk.opens(&before).await;
        form.shows("Phường Phan Rang").shows("Năm 2025");
        let lacking = desk.sends(&form, &[("number", "12/QĐ-UBND")]).await;
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
        lacking.shows("kết quả về mại dâm").shows("kết quả về ma túy").shows("value=\"12/QĐ-UBND\"");
        let healthy = [("prostitution", "without"), ("drugs", "yes"), ("decided_on", "05/01/2025")];
        desk.sends(&lacking, &healthy).await.shows("Đã lưu kết quả của xã").shows("thêm mới 1");
        desk.opens("/healthy-communes").await.shows("Phải giữ 1").shows("Phải giữ, chưa ghi");

        let now = format!("/healthy-communes/years/2026/areas/{commune}");
        let mut own = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let form = own.opens(&now).await;
        let bare = [("prostitution", "without"), ("drugs", "yes"), ("number", ""), ("decided_on", "")];
        own.sends(&form, &bare).await.shows("Hãy ghi số quyết định công nhận");
        let healthy = [&healthy[..], &[("number", "15/QĐ-UBND")]].concat();
        own.sends(&form, &healthy).await.shows("đã giữ 1").shows("15/QĐ-UBND");
        own.sends(&form, &healthy).await.shows("vừa được thay đổi ở nơi khác");
        let other = format!("/healthy-communes/years/2026/areas/{}", DO_VINH.commune());
        assert_eq!(own.get(&other).await.status, StatusCode::NOT_FOUND);

        let mut quan = office.observer("Quan", PHAN_RANG).await.browser().await;
        let seen = quan.opens(&now).await;
        seen.shows("15/QĐ-UBND");
        assert!(!seen.text().contains("name=\"number\""), "an observer writes nothing");
        assert_eq!(quan.get(&format!("{now}/remove")).await.status, StatusCode::NOT_FOUND);
        let ask = own.opens(&format!("{now}/remove")).await;
        ask.shows("Xóa kết quả của năm này?");
        own.presses(&ask, &format!("{now}/remove")).await.shows("Đã xóa kết quả").shows("chưa ghi năm này 1");
        assert_eq!(own.get("/healthy-communes?year=2031").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn criteria_of_the_province_are_kept_by_the_coordinator() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.coordinator("Phối", PHAN_RANG).await.browser().await;
        let form = desk.opens("/healthy-communes/criteria/new").await;
        let lacking = desk.sends(&form, &[("name", "Xã lành mạnh")]).await;
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [
            ("legal_basis", "Hướng dẫn số 1/HD-SYT"),
            ("valid_from", "01/01/2026"),
            ("items", "Không có tụ điểm\nKhông có vụ việc mới"),
        ];
        let page = desk.sends(&lacking, &fields).await;
        page.shows("Đã lưu bộ tiêu chí").shows("Không có vụ việc mới").shows("Áp dụng từ 01/01/2026");
        let text = page.text();
        let at = text.find("/healthy-communes/criteria/").expect("its address");
        let address = text[at..].split('"').next().unwrap().to_owned();
        let edit = desk.opens(&address).await;
        desk.sends(&edit, &[("valid_to", "31/12/2025")]).await.shows("sớm hơn ngày bắt đầu");
        desk.sends(&edit, &[("valid_to", "31/12/2026")]).await.shows("đến 31/12/2026");
        let mut own = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let seen = own.opens("/healthy-communes").await;
        seen.shows("Không có vụ việc mới");
        assert!(!seen.text().contains("/healthy-communes/criteria/"), "a commune reads them");
        let ask = desk.opens(&format!("{address}/remove")).await;
        desk.presses(&ask, &format!("{address}/remove")).await.shows("Đã xóa bộ tiêu chí");
        assert_eq!(desk.get(&address).await.status, StatusCode::NOT_FOUND);
    });
}
