//! Forms sent twice, also after "back": one effect, and no error page.

use axum::http::StatusCode;
use camket_app::labour;
use camket_domain::applications::ApplicationState;
use camket_domain::audit::AuditAction;

use super::owner_pages::{self, OwnerPages, PASSWORD, TypedNumbers};
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG, samples};

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

#[test]
fn an_old_page_changes_nothing_and_says_that_it_is_old() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut admin = office.administrator("Quản", PHAN_RANG).await.browser().await;
        let old = admin.opens("/admin/settings").await;
        admin.sends(&old, &[("share_hours", "24")]).await.is_at("/admin/settings");
        let answer = admin.sends(&old, &[("share_hours", "48")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        admin.opens("/admin/settings").await.shows("value=\"24\"");

        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        let mut lan = hotel.owner.browser().await;
        let workers = format!("/venues/{}/workers", hotel.id);
        let old = lan.opens(&workers).await;
        hotel.fills_in_everything().await;
        let answer = lan.presses(&old, &format!("{workers}/none")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);

        hotel.signs().await;
        let worker = hotel.declares("Trần Thị Hạnh").await;
        let remove = format!("{workers}/{worker}/remove");
        let old = lan.opens(&remove).await;
        let change = samples::receptionist("Trần Thị Hạnh Nguyên", samples::woman(office.fresh()));
        labour::update(&office.app, &hotel.owner.may(), (hotel.id, worker), 1, change).await.unwrap();
        let answer = lan.presses(&old, &remove).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        lan.opens(&workers).await.shows("Trần Thị Hạnh Nguyên");

        let application = hotel.submits().await;
        let withdraw = format!("/venues/{}/withdraw", hotel.id);
        let old = lan.opens(&withdraw).await;
        office.commune_officer("Hoa", PHAN_RANG).await.claims(application).await;
        let answer = lan.presses(&old, &withdraw).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(hotel.dossier().await.application.unwrap().state, ApplicationState::InReview);
    });
}
