//! Forms sent twice, also after "back": one effect, and no error page.

use axum::http::StatusCode;
use camket_domain::audit::AuditAction;

use super::owner_pages::{self, OwnerPages, PASSWORD, TypedNumbers};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

const NUMBERS: TypedNumbers =
    TypedNumbers { tax: "056190626271", representative: "056190626272", worker: "056190626273" };

#[test]
fn each_form_of_an_owner_has_one_effect() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let lan = office.owner("Lan").await;
        let mut browser = lan.browser().await;
        let page = browser.opens("/venues/new").await;
        for _ in 0..2 {
            let next = browser.sends(&page, &[("kind", "motel"), ("name", "Nhà nghỉ Hai Lần")]).await;
            assert_eq!(next.status, StatusCode::OK);
        }
        let venues = camket_app::venues::list(&office.app, &lan.may()).await.unwrap();
        assert_eq!(venues.len(), 1);
        let venue = venues[0].venue.id;
        let mut desk = OwnerPages { browser, venue: format!("/venues/{venue}") };
        desk.fills_in(NUMBERS).await;
        let (sign, hire) = (desk.opens("/pledge/sign").await, desk.opens("/workers/new").await);
        for _ in 0..2 {
            let fields = [
                ("agree", "yes"),
                ("name", "nguyen thi dai dien"),
                ("capacity", "owner"),
                ("how", "password"),
            ];
            let fields = [&fields[..], &[("current", PASSWORD)]].concat();
            desk.browser.sends(&sign, &fields).await.is_at(&desk.venue);
            desk.browser
                .sends(&hire, &owner_pages::worker_fields("Trần Thị Hạnh", NUMBERS.worker))
                .await
                .is_at(&desk.venue);
        }
        let check = desk.opens("/check").await;
        let submit = format!("{}/submit", desk.venue);
        for _ in 0..2 {
            desk.browser.presses(&check, &submit).await.is_at(&desk.venue);
        }
        let deeds = office.actions_at(venue).await;
        for deed in [
            AuditAction::VenueRegistered,
            AuditAction::PledgeSigned,
            AuditAction::WorkerDeclared,
            AuditAction::Submitted,
        ] {
            assert_eq!(deeds.iter().filter(|done| **done == deed).count(), 1, "{deed:?}");
        }
    });
}

#[test]
fn of_two_reviewers_the_second_is_told() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let id =
            office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
        let review = format!("/review/{id}");
        let mut hoa = office.commune_officer("Nguyễn Thị Hoa", PHAN_RANG).await.browser().await;
        let mut tam = office.commune_officer("Lê Văn Tâm", PHAN_RANG).await.browser().await;
        let (hers, his) = (hoa.opens(&review).await, tam.opens(&review).await);
        let claim = format!("{review}/claim");
        hoa.presses(&hers, &claim).await.is_at(&review);
        let told = tam.presses(&his, &claim).await;
        assert!(matches!(told.status, StatusCode::OK | StatusCode::CONFLICT), "{}", told.status);
        told.shows("Nguyễn Thị Hoa");
        assert_eq!(office.actions_on(id.0).await, [AuditAction::Submitted, AuditAction::TrackClaimed]);
        // Her own second click shows no error.
        hoa.presses(&hers, &claim).await.is_at(&review);
    });
}
