//! The pages of coverage: figures that lead to names, files, days, areas, and the page for anybody.

use axum::http::StatusCode;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

const PATHS: [&str; 8] = [
    "/coverage",
    "/coverage.xlsx",
    "/coverage.csv",
    "/coverage.pdf",
    "/coverage/names",
    "/coverage/names.xlsx",
    "/coverage/names.csv",
    "/coverage/names.pdf",
];

#[test]
fn figures_lead_to_names_and_leave_as_files() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        crate::coverage::begin_sample(&hoa).await;
        let mut desk = hoa.browser().await;
        desk.opens("/review").await.shows("cơ sở còn thiếu cam kết hoặc đăng ký lao động");
        let page = desk.opens("/coverage").await;
        page.shows("Còn 2 cơ sở").shows("Nhà nghỉ Hoa Sen").shows("Không tính vào mẫu số");
        let names = desk.opens("/coverage/names?number=incomplete").await;
        names.shows("Nhà nghỉ Hoa Sen").shows("Nhà nghỉ Biển Xanh");
        desk.opens("/coverage/names?number=closed").await.shows("Không có cơ sở nào");
        let csv = desk.get("/coverage.csv").await;
        csv.shows(",Tổng cộng,2,0,\"0,0%\",0,\"0,0%\",0,\"0,0%\",2,2").shows("Loại hình,Nhà nghỉ,2,");
        desk.get("/coverage/names.csv?number=incomplete").await.shows("Nhà nghỉ Hoa Sen");
        for path in ["/coverage.xlsx", "/coverage/names.xlsx"] {
            assert_eq!(&desk.get(path).await.body[..2], b"PK", "{path}");
        }
        for path in ["/coverage.pdf", "/coverage/names.pdf"] {
            assert!(desk.get(path).await.is_pdf(), "{path}");
        }
    });
}

#[test]
fn a_day_is_checked_and_a_foreign_area_is_not_found() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let mut desk = hoa.browser().await;
        desk.opens("/coverage").await.shows("Chưa có danh sách rà soát nào");
        for (day, error) in [("31/12/2099", "Ngày này chưa tới"), ("hôm qua", "Hãy ghi ngày")] {
            let page = desk.get(&format!("/coverage?day={}", day.replace(' ', "+"))).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            page.shows(error).shows(day);
        }
        desk.opens("/coverage?day=31/12/2025").await.shows("31/12/2025");
        assert_eq!(desk.get("/coverage?area=00004").await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/coverage?area=x").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(desk.get("/coverage/names?number=x").await.status, StatusCode::BAD_REQUEST);
        let mut others = vec![office.owner("Lan").await, office.inspector("Tra", PHAN_RANG).await];
        others.push(office.administrator("Quản", PHAN_RANG).await);
        for other in others {
            let mut browser = other.browser().await;
            for path in PATHS {
                assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
    });
}

#[test]
fn a_province_sees_the_map() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        crate::coverage::begin_sample(&hoa).await;
        let mut desk = office.approver("Ký", PHAN_RANG).await.browser().await;
        let page = desk.opens("/coverage").await;
        page.shows("Sơ đồ ô, không thể hiện địa giới hành chính").shows("Phường Phan Rang: 0,0% (0 trên 2)");
        page.shows("chưa báo cáo").shows("Đặc khu Trường Sa");
        desk.opens("/coverage?by=former_district").await.shows("Thành phố Phan Rang-Tháp Chàm");
        desk.opens("/coverage?area=22759").await.shows("Cả tỉnh");
    });
}

#[test]
fn anybody_sees_the_totals_once_they_are_open() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        crate::coverage::begin_sample(&hoa).await;
        let mut visitor = office.browser();
        assert_eq!(visitor.get("/open/coverage").await.status, StatusCode::NOT_FOUND);
        let mut admin = office.administrator("Quản", PHAN_RANG).await.browser().await;
        let settings = admin.opens("/admin/settings").await;
        admin.sends(&settings, &[("open_coverage", "yes")]).await;
        let page = visitor.opens("/open/coverage").await;
        page.shows("Phường Phan Rang").shows("0 (0,0%)");
        assert!(!page.text().contains("Hoa Sen"));
    });
}
