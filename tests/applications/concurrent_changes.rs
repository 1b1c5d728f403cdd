//! Concurrent changes of an application: one succeeds, the other gets a conflict.

use camket_app::AppError;
use camket_app::venues::SectionInput;
use camket_domain::applications::ReturnReason;
use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::audit::AuditAction;
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;

use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, PHAN_RANG};

test_on_both_engines! {
    of_two_claims_one_wins,
    a_decision_and_a_withdrawal_exclude_each_other,
    two_windows_send_one_application,
    the_same_form_at_once_sends_once,
    what_is_sent_is_what_was_signed,
    somebody_and_nobody_declared_at_once_exclude_each_other,
}

async fn complete_venue(office: &Office) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.signs().await;
    hotel.declares_nobody().await;
    hotel
}

async fn of_two_claims_one_wins(office: Office) {
    let id = complete_venue(&office).await.submits().await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let tam = office.commune_officer("Tâm", PHAN_RANG).await;
    let version = hoa.opens(id).await.application.version;
    let claims = [hoa.clone(), tam].map(|officer| {
        tokio::spawn(async move { officer.tries_to_do_to(id, version, TrackCommand::Claim).await })
    });
    let mut lost = Vec::new();
    for claim in claims {
        lost.extend(claim.await.unwrap().err());
    }
    // On PostgreSQL the second may read the application before the first commits, and its tracks after.
    let told = matches!(lost[..], [AppError::Conflict | AppError::Refused(Refusal::ClaimedByAnother)]);
    assert!(told, "one wins, the other is told: {lost:?}");
    let claims = office.actions_on(id.0).await.into_iter().filter(|deed| *deed == AuditAction::TrackClaimed);
    assert_eq!(claims.count(), 1);
}

async fn a_decision_and_a_withdrawal_exclude_each_other(office: Office) {
    for name in ["Khách sạn Một", "Khách sạn Hai", "Khách sạn Ba"] {
        let hotel = office.owner("Lan").await.registers_venue(name).await;
        let id = hotel.goes_all_the_way().await;
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        hoa.claims(id).await;
        let version = hoa.opens(id).await.application.version;
        let refuse = TrackCommand::Refuse(vec![ReturnReason::Other], "Không hợp lệ.".into());
        let decision = tokio::spawn(async move { hoa.tries_to_do_to(id, version, refuse).await.is_ok() });
        let venue = hotel.clone();
        let withdrawal = tokio::spawn(async move { venue.tries_to_withdraw().await.is_ok() });
        let (decided, withdrawn) = (decision.await.unwrap(), withdrawal.await.unwrap());
        assert!(decided != withdrawn, "one of them: {decided} {withdrawn}");
    }
}

async fn two_windows_send_one_application(office: Office) {
    let hotel = complete_venue(&office).await;
    let sent = [office.key(), office.key(), office.key(), office.key()].map(|key| {
        let hotel = hotel.clone();
        tokio::spawn(async move { hotel.tries_to_submit_with(key).await })
    });
    let mut successes = 0;
    for outcome in sent {
        match outcome.await.unwrap() {
            Ok(_) => successes += 1,
            Err(AppError::Refused(Refusal::AlreadySubmitted) | AppError::Conflict) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(successes, 1);
    let submissions =
        office.actions_at(hotel.id).await.into_iter().filter(|deed| *deed == AuditAction::Submitted);
    assert_eq!(submissions.count(), 1);
}

async fn the_same_form_at_once_sends_once(office: Office) {
    let hotel = complete_venue(&office).await;
    let key = office.key();
    let sent = [hotel.clone(), hotel.clone(), hotel.clone()]
        .map(|hotel| tokio::spawn(async move { hotel.tries_to_submit_with(key).await }));
    let mut ids = Vec::new();
    for outcome in sent {
        ids.push(outcome.await.unwrap().expect("each press of the button is answered alike"));
    }
    assert!(ids.iter().all(|id| *id == ids[0]));
}

async fn what_is_sent_is_what_was_signed(office: Office) {
    let hotel = complete_venue(&office).await;
    let (sender, changer) = (hotel.clone(), hotel.clone());
    let sending = tokio::spawn(async move { sender.tries_to_submit().await.is_ok() });
    let identity = SectionInput::Identity(VenueKind::Bar, String::new(), "Bar Khác".to_owned());
    let changing = tokio::spawn(async move { changer.tries_to_answer(identity).await.is_ok() });
    let (sent, changed) = (sending.await.unwrap(), changing.await.unwrap());
    assert!(sent != changed, "one of them: {sent} {changed}");
}

async fn somebody_and_nobody_declared_at_once_exclude_each_other(office: Office) {
    let lan = office.owner("Lan").await;
    for name in ["Khách sạn Một", "Khách sạn Hai", "Khách sạn Ba"] {
        let hotel = lan.registers_venue(name).await;
        let (one, other) = (hotel.clone(), hotel.clone());
        let worker = crate::world::samples::receptionist("Trần Thị Hạnh", crate::world::samples::woman(500));
        let somebody = tokio::spawn(async move { one.tries_to_declare(worker).await.is_ok() });
        let nobody = tokio::spawn(async move { other.tries_to_declare_nobody().await.is_ok() });
        let (somebody, nobody) = (somebody.await.unwrap(), nobody.await.unwrap());
        assert!(somebody != nobody, "one of them: {somebody} {nobody}");
    }
}
