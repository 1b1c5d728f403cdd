//! What a request that could not be carried out is answered: not a page that says what was done.

use axum::http::{StatusCode, header};

use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

#[test]
fn certificates_that_could_not_be_issued_are_no_page_of_zero_issued() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        office.accepts_both_tracks(id, PHAN_RANG).await;
        let mut desk = office.approver("Ký", PHAN_RANG).await.browser().await;
        let id = id.to_string();
        let fields = [("application", id.as_str()), ("confirmed", "yes")];
        office.app.store().gate().close();
        let answer = desk.post("/issue", &fields).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.headers.contains_key(header::RETRY_AFTER));
        office.app.store().gate().open(0);
        let answer = desk.post("/issue", &fields).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.shows("KH-SNV-2026-000001");
    });
}
