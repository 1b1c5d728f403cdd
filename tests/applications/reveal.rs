//! Revealing a personal number: with a reason, within one's area, and audited.

use camket_app::AppError;
use camket_app::applications::{self, RevealedNumber};
use camket_app::settings;
use camket_domain::audit::AuditAction;
use camket_domain::identifiers::TaxCode;
use camket_domain::ids::{ApplicationId, WorkerId};
use camket_domain::settings::Settings;
use camket_store::audit;
use uuid::Uuid;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{DO_VINH, Office, OwnedVenue, PHAN_RANG, Person, samples};

test_on_both_engines! {
    each_number_opens_with_a_reason,
    a_number_is_not_revealed_without_a_reason,
    a_foreign_area_opens_nothing,
    a_number_that_is_not_there_is_not_found,
    an_officer_reveals_no_more_than_the_quota_of_a_day,
}

async fn submit_application(office: &Office) -> (OwnedVenue, ApplicationId) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.answers(samples::business(TaxCode::parse(samples::woman(901).expose()).unwrap())).await;
    hotel.answers(samples::representative("Nguyễn Thị Đại Diện", Some(samples::woman(902)))).await;
    hotel.tries_to_declare(samples::receptionist("Trần Thị Hạnh", samples::woman(903))).await.unwrap();
    hotel.signs().await;
    let id = hotel.submits().await;
    (hotel, id)
}

async fn reveal(
    officer: &Person,
    id: ApplicationId,
    secret: RevealedNumber,
    reason: &str,
) -> Result<String, AppError> {
    applications::reveal_number(&officer.office.app, &officer.may(), id, secret, reason).await
}

async fn each_number_opens_with_a_reason(office: Office) {
    let (hotel, id) = submit_application(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let worker = hotel.dossier().await.workers[0].id;
    let opened = [RevealedNumber::Tax, RevealedNumber::Representative, RevealedNumber::Worker(worker)];
    for (secret, serial) in opened.into_iter().zip(901..) {
        let plain = reveal(&hoa, id, secret, "Đối chiếu bản giấy").await.unwrap();
        assert_eq!(plain, samples::woman(serial).expose());
    }
    let trail = audit::list_recent_by_venue(office.app.store(), hotel.id, &[]).await.unwrap();
    let reveals: Vec<_> = trail.iter().filter(|event| event.action == AuditAction::NumberRevealed).collect();
    assert_eq!(reveals.len(), 3);
    assert!(reveals.iter().all(|e| e.actor == Some(hoa.id()) && e.note == "Đối chiếu bản giấy"));
}

async fn a_number_is_not_revealed_without_a_reason(office: Office) {
    let (hotel, id) = submit_application(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    for reason in ["", "    ", "xem "] {
        reveal(&hoa, id, RevealedNumber::Tax, reason).await.says_invalid("reason", "reason-short");
    }
    assert!(!office.actions_at(hotel.id).await.contains(&AuditAction::NumberRevealed));
}

async fn a_foreign_area_opens_nothing(office: Office) {
    let (_, id) = submit_application(&office).await;
    let stranger = office.commune_officer("Mai", DO_VINH).await;
    reveal(&stranger, id, RevealedNumber::Tax, "Đối chiếu bản giấy").await.says_not_found();
}

async fn a_number_that_is_not_there_is_not_found(office: Office) {
    let company = office.owner("Lan").await.registers_venue("Khách sạn Công Ty").await;
    let id = company.goes_all_the_way().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    reveal(&hoa, id, RevealedNumber::Tax, "Đối chiếu bản giấy").await.says_not_found();
    let (elsewhere, _) = submit_application(&office).await;
    let workers = elsewhere.dossier().await.workers;
    for worker in [workers[0].id, WorkerId(Uuid::nil())] {
        reveal(&hoa, id, RevealedNumber::Worker(worker), "Đối chiếu bản giấy").await.says_not_found();
    }
}

async fn an_officer_reveals_no_more_than_the_quota_of_a_day(office: Office) {
    let (_, id) = submit_application(&office).await;
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let strict = Settings { reveals_per_day: 2, ..Settings::default() };
    settings::save(&office.app, &admin.may(), &strict).await.unwrap();
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let look = async |officer: &Person| {
        reveal(officer, id, RevealedNumber::Representative, "Đối chiếu bản giấy").await
    };
    look(&hoa).await.unwrap();
    look(&hoa).await.unwrap();
    look(&hoa).await.says_invalid("reason", "reveal-quota");
    look(&office.labour_officer("Minh", PHAN_RANG).await).await.unwrap();
    office.waits(time::Duration::days(1));
    look(&hoa).await.unwrap();
}
