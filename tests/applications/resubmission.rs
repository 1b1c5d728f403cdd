//! Submission after a return: an acceptance stays valid while its facts are unchanged.

use camket_app::AppError;
use camket_domain::applications::{Application, ApplicationState, TrackState};
use camket_domain::audit::AuditAction;
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;

use crate::browser::BrowserResponse;
use crate::harness::database::Engine;
use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, PHAN_RANG, samples};

test_on_both_engines! {
    an_accepted_pledge_stands_while_only_workers_change,
    an_accepted_register_falls_when_a_worker_changes,
    both_acceptances_fall_when_the_venue_changes,
    signing_the_same_text_again_changes_nothing,
    a_new_personal_tax_code_is_another_fact,
    resubmitting_unchanged_is_asked,
}

/// A venue whose labour track was returned after the pledge track was accepted.
async fn venue_returned_by_labour(office: &Office) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    office.commune_officer("Hoa", PHAN_RANG).await.accepts(id).await;
    office.labour_officer("Minh", PHAN_RANG).await.returns(id, "workers-missing").await;
    hotel
}

async fn resubmit(hotel: &OwnedVenue) -> Application {
    let before = hotel.dossier().await.application.unwrap();
    assert_eq!(hotel.submits().await, before.id, "the same application goes on");
    let after = hotel.dossier().await.application.unwrap();
    assert_eq!(after.state, ApplicationState::InReview);
    after
}

async fn an_accepted_pledge_stands_while_only_workers_change(office: Office) {
    let hotel = venue_returned_by_labour(&office).await;
    hotel.declares("Lê Thị B").await;
    let before = hotel.dossier().await.application.unwrap();
    let after = resubmit(&hotel).await;
    assert_eq!(after.pledge_track, before.pledge_track);
    assert_eq!((after.labour_track.state(), after.labour_track.reviewer()), (TrackState::Waiting, None));
    assert!(after.labour_track.reasons().is_empty());
    assert_eq!(after.workers, 2);
    assert_eq!(office.actions_on(after.id.0).await.last(), Some(&AuditAction::Resubmitted));
    let accepted = office.labour_officer("Minh", PHAN_RANG).await.accepts(after.id).await;
    assert_eq!(accepted.state, ApplicationState::Accepted);
}

async fn an_accepted_register_falls_when_a_worker_changes(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    office.labour_officer("Minh", PHAN_RANG).await.accepts(id).await;
    office.commune_officer("Hoa", PHAN_RANG).await.returns(id, "signature-wrong").await;
    hotel.declares("Lê Thị B").await;
    let after = resubmit(&hotel).await;
    assert_eq!(after.labour_track.state(), TrackState::Waiting);
}

async fn both_acceptances_fall_when_the_venue_changes(office: Office) {
    let hotel = venue_returned_by_labour(&office).await;
    let identity = (VenueKind::Motel, String::new(), "Nhà nghỉ Biển Xanh".to_owned());
    hotel.answers(camket_app::venues::SectionInput::Identity(identity.0, identity.1, identity.2)).await;
    hotel.signs().await;
    let after = resubmit(&hotel).await;
    assert!(after.tracks().iter().all(|track| track.state() == TrackState::Waiting));
}

async fn signing_the_same_text_again_changes_nothing(office: Office) {
    let hotel = venue_returned_by_labour(&office).await;
    hotel.declares("Lê Thị B").await;
    let pledge = hotel.signs().await;
    let after = resubmit(&hotel).await;
    assert_eq!((after.pledge, after.pledge_track.state()), (pledge, TrackState::Accepted));
}

async fn a_new_personal_tax_code_is_another_fact(office: Office) {
    let hotel = venue_returned_by_labour(&office).await;
    let tax = |number: &str| samples::business(camket_domain::identifiers::TaxCode::parse(number).unwrap());
    hotel.answers(tax("056190110077")).await;
    hotel.signs().await;
    // The same last four digits, which is all that pages show.
    hotel.answers(tax("056190220077")).await;
    assert_eq!(hotel.gaps().await, ["pledge-outdated"]);
}

async fn resubmitting_unchanged_is_asked(office: Office) {
    let hotel = venue_returned_by_labour(&office).await;
    let tries = hotel.tries_to_submit_unless_unchanged(office.key(), false).await;
    assert!(matches!(tries, Err(AppError::Refused(Refusal::NothingChanged))), "{tries:?}");
    assert_eq!(hotel.dossier().await.application.unwrap().state, ApplicationState::Returned);
    hotel.declares("Lê Thị B").await;
    hotel.tries_to_submit_unless_unchanged(office.key(), false).await.expect("a worker was declared");
}

#[test]
fn officers_see_what_changed_and_why_it_was_returned() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = venue_returned_by_labour(&office).await;
        let id = hotel.dossier().await.application.unwrap().id;
        hotel.declares("Lê Thị Mới").await;
        let identity = (VenueKind::Motel, String::new(), "Nhà nghỉ Biển Xanh".to_owned());
        hotel.answers(camket_app::venues::SectionInput::Identity(identity.0, identity.1, identity.2)).await;
        hotel.signs().await;
        hotel.submits().await;
        let mut browser = office.labour_officer("Minh", PHAN_RANG).await.browser().await;
        let page = browser.opens(&format!("/review/{id}")).await;
        page.shows("Thay đổi so với lần nộp trước").shows("Lê Thị Mới");
        page.shows("trước là “Khách sạn Biển Xanh”, nay là “Nhà nghỉ Biển Xanh”")
            .shows("Lý do trả lại lần trước");
        // Submitted once more without a change, which the owner had to confirm.
        office.commune_officer("Hoa", PHAN_RANG).await.returns(id, "signature-wrong").await;
        let mut owner = hotel.owner.browser().await;
        let check = owner.opens(&format!("/venues/{}/check", hotel.id)).await;
        check.shows("Chưa có nội dung nào được thay đổi");
        let submit = format!("/venues/{}/submit", hotel.id);
        owner.presses(&check, &submit).await.is_at(&format!("/venues/{}/check", hotel.id));
        owner.sends(&check, &[("unchanged", "yes")]).await.is_at(&format!("/venues/{}", hotel.id));
        browser.opens(&format!("/review/{id}")).await.shows("nộp lại mà không thay đổi nội dung nào");
    });
}

#[test]
fn the_next_step_leads_to_the_check_once_nothing_is_missing() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        hotel.fills_in_everything().await;
        hotel.signs().await;
        // A worker without a health check and a pledge of their own: gaps, but nothing that is missing.
        hotel.declares("Trần Thị Hạnh").await;
        let mut browser = hotel.owner.browser().await;
        let (home, check) = (format!("/venues/{}", hotel.id), format!("/venues/{}/check", hotel.id));
        let next = |page: &BrowserResponse| {
            let text = page.text();
            let at = text.find("tasks-next").expect("a next step");
            text[at..].split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        assert_eq!(next(&browser.opens(&home).await), check);
        let id = hotel.submits().await;
        office.commune_officer("Hoa", PHAN_RANG).await.returns(id, "place-wrong").await;
        assert_eq!(next(&browser.opens(&home).await), format!("{home}/sections/place"));
        hotel.declares("Lê Thị B").await;
        assert_eq!(next(&browser.opens(&home).await), check);
    });
}
