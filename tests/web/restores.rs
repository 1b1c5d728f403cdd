//! The page after a restore, and what pages say while the database is behind.

use axum::http::StatusCode;
use camket_app::register;
use camket_app::restores::{self, RestoreInput};
use camket_store::Reader as _;
use sea_orm::ConnectionTrait;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn an_administrator_reads_what_a_restore_lost() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        office.certifies(id, PHAN_RANG).await;
        let admin = office.administrator("Quản", PHAN_RANG).await;
        let mut desk = admin.browser().await;
        desk.opens("/admin/settings").await.shows("/admin/restores");
        desk.opens("/admin/restores").await.shows("Chưa khôi phục lần nào");
        let input =
            RestoreInput { marks: None, lists: Vec::new(), gap: 50, decision: "12/QĐ-SNV".to_owned() };
        restores::work_through(&office.app, &input).await.unwrap();
        desk.opens("/admin/restores").await.is_at("/log-in");
        let page = admin.browser().await.opens("/admin/restores").await;
        page.shows("12/QĐ-SNV").shows("Không có danh sách đã công bố").shows("2–51").shows("Hồ sơ");
        let mut officer = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        assert_eq!(officer.get("/admin/restores").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_form_that_is_sent_meanwhile_is_told_that_nothing_is_saved() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.administrator("Quản", PHAN_RANG).await.browser().await;
        register::check_history(&office.app).await.unwrap();
        let form = desk.opens("/admin/settings").await;
        assert_eq!(desk.get("/readyz").await.status, StatusCode::OK);
        let lower = "UPDATE register_state SET epoch = 0";
        office.app.store().connection().execute_unprepared(lower).await.unwrap();
        register::check_history(&office.app).await.unwrap();
        let answer = desk.sends(&form, &[("validity_months", "12")]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        answer.shows("Sổ đăng ký đang được khôi phục");
        assert_eq!(desk.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    });
}
