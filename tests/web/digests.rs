//! The page on which an officer switches the daily digest.

use axum::http::StatusCode;

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn an_officer_switches_the_digest_off_on_the_account_page() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        desk.opens("/account").await.shows("Mỗi ngày làm việc").shows("/account/digest");
        let form = desk.opens("/account/digest").await;
        desk.sends(&form, &[("digest", "off")]).await.is_at("/account").shows("Không nhận");
        let wrong = desk.post("/account/digest", &[("digest", "sometimes")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut approver = office.approver("Ký", PHAN_RANG).await.browser().await;
        assert_eq!(approver.get("/account/digest").await.status, StatusCode::NOT_FOUND);
        assert!(!approver.opens("/account").await.text().contains("/account/digest"));
    });
}
