//! Revealing a personal number: with a reason, within one's area, and audited.

use camket_app::AppError;
use camket_app::applications::{self, Secret};
use camket_domain::audit::Deed;
use camket_domain::identifiers::TaxCode;
use camket_domain::ids::{ApplicationId, WorkerId};
use camket_store::audit;
use uuid::Uuid;

use crate::harness::both;
use crate::harness::said::Said;
use crate::world::{DO_VINH, Office, OwnVenue, PHAN_RANG, Person, samples};

both! {
    each_number_opens_with_a_reason,
    no_reason_no_number,
    a_foreign_area_opens_nothing,
    a_number_that_is_not_there_is_not_found,
}

async fn sent(office: &Office) -> (OwnVenue, ApplicationId) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.answers(samples::business(TaxCode::parse(samples::woman(901).expose()).unwrap())).await;
    hotel.answers(samples::representative("Nguyễn Thị Đại Diện", Some(samples::woman(902)))).await;
    hotel.tries_to_declare(samples::receptionist("Trần Thị Hạnh", samples::woman(903))).await.unwrap();
    hotel.signs().await;
    let id = hotel.submits().await;
    (hotel, id)
}

async fn reveals(
    officer: &Person,
    id: ApplicationId,
    secret: Secret,
    reason: &str,
) -> Result<String, AppError> {
    applications::reveal(&officer.office.app, &officer.may(), id, secret, reason).await
}

async fn each_number_opens_with_a_reason(office: Office) {
    let (hotel, id) = sent(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let worker = hotel.dossier().await.workers[0].id;
    let opened = [Secret::Tax, Secret::Representative, Secret::Worker(worker)];
    for (secret, serial) in opened.into_iter().zip(901..) {
        let plain = reveals(&hoa, id, secret, "Đối chiếu bản giấy").await.unwrap();
        assert_eq!(plain, samples::woman(serial).expose());
    }
    let trail = audit::of_venue(office.app.store(), hotel.id, &[]).await.unwrap();
    let reveals: Vec<_> = trail.iter().filter(|event| event.deed == Deed::NumberRevealed).collect();
    assert_eq!(reveals.len(), 3);
    assert!(reveals.iter().all(|e| e.actor == Some(hoa.id()) && e.note == "Đối chiếu bản giấy"));
}

async fn no_reason_no_number(office: Office) {
    let (hotel, id) = sent(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    for reason in ["", "    ", "xem "] {
        reveals(&hoa, id, Secret::Tax, reason).await.says_invalid("reason", "reason-short");
    }
    assert!(!office.deeds_at(hotel.id).await.contains(&Deed::NumberRevealed));
}

async fn a_foreign_area_opens_nothing(office: Office) {
    let (_, id) = sent(&office).await;
    let stranger = office.commune_officer("Mai", DO_VINH).await;
    reveals(&stranger, id, Secret::Tax, "Đối chiếu bản giấy").await.says_not_found();
}

async fn a_number_that_is_not_there_is_not_found(office: Office) {
    let company = office.owner("Lan").await.registers_venue("Khách sạn Công Ty").await;
    let id = company.goes_all_the_way().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    reveals(&hoa, id, Secret::Tax, "Đối chiếu bản giấy").await.says_not_found();
    let (elsewhere, _) = sent(&office).await;
    let workers = elsewhere.dossier().await.workers;
    for worker in [workers[0].id, WorkerId(Uuid::nil())] {
        reveals(&hoa, id, Secret::Worker(worker), "Đối chiếu bản giấy").await.says_not_found();
    }
}
