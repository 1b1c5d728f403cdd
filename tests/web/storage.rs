//! The page of sizes and periods.

use axum::http::StatusCode;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn an_administrator_reads_sizes_and_periods() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let admin = office.administrator("Quản", PHAN_RANG).await;
        let sizes = camket_app::storage::measure_storage(&office.app, &admin.may()).await.unwrap();
        let mut desk = admin.browser().await;
        desk.opens("/admin/settings").await.shows("/admin/storage").shows("scan_months");
        let page = desk.opens("/admin/storage").await;
        page.shows(&sizes.database.tables[0].name).shows(" kB");
        page.shows("Lượt quét của cán bộ kiểm tra").shows("744 ngày sau khi hết hạn");
        page.shows("Ảnh của cuộc kiểm tra không có biên bản").shows("90 ngày sau khi hết hạn");
        let mut officer = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        assert_eq!(officer.get("/admin/storage").await.status, StatusCode::NOT_FOUND);
    });
}
