//! The decisions of officers, and the messages to the owner.

use camket_app::applications::{ReviewStance, find_stance};
use camket_domain::accounts::Account;
use camket_domain::applications::lifecycle::{TrackCommand, UNDO_MINUTES};
use camket_domain::applications::{ApplicationState, ReturnReason, TrackKind, TrackState};
use camket_domain::audit::AuditAction;
use camket_domain::ids::ApplicationId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::refusal::Refusal;
use camket_store::accounts;
use time::Duration;
use uuid::Uuid;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    two_acceptances_pass_it_on,
    only_who_claimed_decides,
    a_claim_can_be_put_back_and_taken_over,
    a_return_tells_the_owner_why,
    the_other_offices_return_is_no_decision_of_ones_own,
    a_refusal_ends_it,
    a_return_needs_a_reason,
    an_old_page_decides_nothing,
    a_foreign_area_is_not_there,
    another_agency_of_the_area_decides_nothing,
    what_is_decided_is_not_decided_again,
    an_acceptance_is_undone_within_its_minutes_by_who_gave_it,
    the_signing_form_at_the_acceptance_is_kept,
}

async fn application(office: &Office) -> (Person, ApplicationId) {
    let lan = office.owner("Lan").await;
    let id = lan.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    (lan, id)
}

async fn an_acceptance_is_undone_within_its_minutes_by_who_gave_it(office: Office) {
    let (_, id) = application(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let tam = office.commune_officer("Tâm", PHAN_RANG).await;
    hoa.accepts(id).await;
    tam.tries_to_do(id, TrackCommand::UndoAcceptance).await.says_refused(Refusal::ClaimedByAnother);
    let shown = hoa.opens(id).await.application.version;
    let undone = hoa.does(id, TrackCommand::UndoAcceptance).await;
    assert_eq!((undone.pledge_track.state(), undone.pledge_track.decided_at()), (TrackState::Claimed, None));
    assert_eq!(office.actions_on(id.0).await.last(), Some(&AuditAction::AcceptanceUndone));
    hoa.tries_to_do_to(id, shown, TrackCommand::UndoAcceptance).await.says_conflict();
    hoa.does(id, TrackCommand::Accept).await;
    office.waits(Duration::minutes(UNDO_MINUTES + 1));
    hoa.tries_to_do(id, TrackCommand::UndoAcceptance).await.says_refused(Refusal::UndoLate);
}

async fn the_signing_form_at_the_acceptance_is_kept(office: Office) {
    let (_, id) = application(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let store = office.app.store();
    let account = accounts::find(store, hoa.id()).await.unwrap().unwrap();
    let tx = store.begin_write().await.unwrap();
    let title = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH".to_owned();
    accounts::save(&tx, &Account { title: title.clone(), ..account }).await.unwrap();
    tx.commit().await.unwrap();
    hoa.accepts(id).await;
    assert_eq!(
        hoa.opens(id).await.application.pledge_track.acceptance().map(|acceptance| acceptance.title.clone()),
        Some(title)
    );
}

async fn two_acceptances_pass_it_on(office: Office) {
    let (_, id) = application(&office).await;
    let after = office.commune_officer("Hoa", PHAN_RANG).await.accepts(id).await;
    assert_eq!((after.state, after.pledge_track.state()), (ApplicationState::InReview, TrackState::Accepted));
    assert!(after.pledge_track.decided_at().is_some());
    let after = office.labour_officer("Minh", PHAN_RANG).await.accepts(id).await;
    assert_eq!((after.state, after.labour_track.reviewer_name()), (ApplicationState::Accepted, "Minh"));
    let expected = [
        AuditAction::Submitted,
        AuditAction::TrackClaimed,
        AuditAction::PledgeConfirmed,
        AuditAction::TrackClaimed,
        AuditAction::LabourAccepted,
    ];
    assert_eq!(office.actions_on(id.0).await, expected);
}

async fn only_who_claimed_decides(office: Office) {
    let (_, id) = application(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let tam = office.commune_officer("Tâm", PHAN_RANG).await;
    hoa.tries_to_do(id, TrackCommand::Accept).await.says_refused(Refusal::NotClaimed);
    hoa.claims(id).await;
    for command in [TrackCommand::Claim, TrackCommand::Accept, TrackCommand::Release] {
        tam.tries_to_do(id, command).await.says_refused(Refusal::ClaimedByAnother);
    }
    hoa.does(id, TrackCommand::Accept).await;
}

async fn a_claim_can_be_put_back_and_taken_over(office: Office) {
    let (_, id) = application(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let tam = office.commune_officer("Tâm", PHAN_RANG).await;
    hoa.claims(id).await;
    let free = hoa.does(id, TrackCommand::Release).await;
    assert_eq!((free.pledge_track.state(), free.pledge_track.reviewer()), (TrackState::Waiting, None));
    hoa.claims(id).await;
    let taken = tam.does(id, TrackCommand::TakeOver).await;
    assert_eq!(taken.pledge_track.reviewer(), Some(tam.id()));
    hoa.tries_to_do(id, TrackCommand::Accept).await.says_refused(Refusal::ClaimedByAnother);
    let deeds = office.actions_on(id.0).await;
    assert_eq!(
        deeds[1..],
        [
            AuditAction::TrackClaimed,
            AuditAction::TrackReleased,
            AuditAction::TrackClaimed,
            AuditAction::TrackClaimed
        ]
    );
}

async fn a_return_tells_the_owner_why(office: Office) {
    let (lan, id) = application(&office).await;
    let after = office.labour_officer("Minh", PHAN_RANG).await.returns(id, "contract-wrong").await;
    assert_eq!(
        (after.state, after.labour_track.reasons()),
        (ApplicationState::Returned, &[ReturnReason::ContractWrong][..])
    );
    assert_eq!(after.labour_track.note(), "Xem lại.");
    let told = office.last_notice_to(lan.login.as_str()).await;
    assert!(matches!(told, Notice::Returned { venue, link }
        if venue == "Khách sạn Biển Xanh" && link == LinkedPage::Venue { venue: after.venue }.into()));
}

async fn a_refusal_ends_it(office: Office) {
    let (lan, id) = application(&office).await;
    let after = office.commune_officer("Hoa", PHAN_RANG).await.refuses(id, "not-this-commune").await;
    assert_eq!(after.state, ApplicationState::Refused);
    assert!(matches!(office.last_notice_to(lan.login.as_str()).await, Notice::Refused { .. }));
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    minh.tries_to_do(id, TrackCommand::Claim).await.says_refused(Refusal::WrongState);
    assert_eq!(office.actions_on(id.0).await.last(), Some(&AuditAction::TrackRefused));
}

async fn a_return_needs_a_reason(office: Office) {
    let (_, id) = application(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hoa.claims(id).await;
    for command in
        [TrackCommand::Return(vec![], "Chỉ có lời".into()), TrackCommand::Refuse(vec![], "Chỉ có lời".into())]
    {
        hoa.tries_to_do(id, command).await.says_refused(Refusal::ReasonMissing);
    }
}

async fn an_old_page_decides_nothing(office: Office) {
    let (_, id) = application(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let shown = hoa.opens(id).await.application.version;
    hoa.claims(id).await;
    hoa.tries_to_do_to(id, shown, TrackCommand::Accept).await.says_conflict();
}

async fn a_foreign_area_is_not_there(office: Office) {
    let (_, id) = application(&office).await;
    let strangers = [
        office.commune_officer("Hoa", DO_VINH).await,
        office.commune_officer("Mai", BA_DINH).await,
        office.labour_officer("Minh", BA_DINH).await,
    ];
    for stranger in strangers {
        stranger.tries_to_open(id).await.says_not_found();
        stranger.tries_to_do_to(id, 1, TrackCommand::Claim).await.says_not_found();
    }
    let nothing = ApplicationId(Uuid::nil());
    office.commune_officer("Tâm", PHAN_RANG).await.tries_to_open(nothing).await.says_not_found();
}

async fn another_agency_of_the_area_decides_nothing(office: Office) {
    let (_, id) = application(&office).await;
    let agency = office.agency(TrackKind::Labour.function(), PHAN_RANG).await.id;
    let role = camket_domain::accounts::Role::CommuneOfficer;
    let stray = office.member(role, "Hoa", Some(agency), PHAN_RANG.commune()).await;
    stray.opens(id).await;
    stray.tries_to_do(id, TrackCommand::Claim).await.says_refused(Refusal::NotAllowed);
}

async fn what_is_decided_is_not_decided_again(office: Office) {
    let (_, id) = application(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hoa.accepts(id).await;
    for command in [TrackCommand::Claim, TrackCommand::Release, TrackCommand::Accept] {
        hoa.tries_to_do(id, command).await.says_refused(Refusal::WrongState);
    }
}

async fn the_other_offices_return_is_no_decision_of_ones_own(office: Office) {
    let (_, id) = application(&office).await;
    let (hoa, minh) =
        (office.commune_officer("Hoa", PHAN_RANG).await, office.labour_officer("Minh", PHAN_RANG).await);
    let returned = hoa.returns(id, "place-wrong").await;
    assert_eq!(returned.labour_track.state(), TrackState::Waiting);
    let stance = |officer: &Person, application| find_stance(&office.app, &officer.actor, application);
    assert_eq!(stance(&minh, &returned), ReviewStance::Paused);
    assert_eq!(stance(&hoa, &returned), ReviewStance::Decided);
    let refused = office.owner("Bình").await.registers_venue("Nhà nghỉ Đá").await.goes_all_the_way().await;
    let refused = hoa.refuses(refused, "place-wrong").await;
    assert_eq!(stance(&minh, &refused), ReviewStance::Ended);
}
