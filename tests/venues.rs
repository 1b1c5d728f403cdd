//! Venues: registered, filled in, changed by their owner only.

mod closing;
mod duplicates;
mod sections;

use camket_app::venues::{self, SectionInput};
use camket_domain::audit::AuditAction;
use camket_domain::refusal::Refusal;
use camket_domain::venues::{Section, VenueKind};

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG, samples};

test_on_both_engines! {
    a_registered_venue_stands_in_the_owners_list,
    the_same_form_twice_registers_once,
    a_venue_grows_section_by_section,
    a_draft_survives_log_out,
    an_old_page_changes_nothing,
    another_owners_venue_is_not_there,
    a_venue_in_review_does_not_change,
}

fn identity_section(name: &str) -> SectionInput {
    SectionInput::Identity(VenueKind::Motel, String::new(), name.to_owned())
}

async fn a_registered_venue_stands_in_the_owners_list(office: Office) {
    let lan = office.owner("Lan").await;
    let first = lan.registers(VenueKind::Karaoke, "Karaoke Hoa Sứ").await;
    let second = lan.registers_venue("Khách sạn Biển Xanh").await;
    office.owner("Bình").await.registers_venue("Nhà nghỉ Tháp Chàm").await;
    let list = venues::list(&office.app, &lan.may()).await.unwrap();
    let ids: Vec<_> = list.iter().map(|summary| summary.venue.id).collect();
    assert_eq!(ids, [second.id, first.id]);
    assert_eq!(list[1].venue.kind, VenueKind::Karaoke);
    assert_eq!(office.actions_at(first.id).await, [AuditAction::VenueRegistered]);
}

async fn the_same_form_twice_registers_once(office: Office) {
    let lan = office.owner("Lan").await;
    let key = office.key();
    let register =
        async || lan.tries_to_register(key, VenueKind::Hotel, "Khách sạn Biển Xanh").await.unwrap();
    assert_eq!(register().await, register().await);
    assert_eq!(venues::list(&office.app, &lan.may()).await.unwrap().len(), 1);
    // An idempotency key counts for its own account only.
    let binh = office.owner("Bình").await;
    let other = binh.tries_to_register(key, VenueKind::Hotel, "Khách sạn Biển Xanh").await.unwrap();
    assert_ne!(register().await, other);
}

async fn a_venue_grows_section_by_section(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    assert_eq!(
        hotel.empty_sections().await,
        [Section::Place, Section::Business, Section::Security, Section::Representative]
    );
    hotel.answers(samples::security()).await;
    assert_eq!(hotel.empty_sections().await, [Section::Place, Section::Business, Section::Representative]);
    hotel.fills_in_everything().await;
    assert!(hotel.empty_sections().await.is_empty());
    assert_eq!(hotel.dossier().await.venue.version, 5, "the same answer again is no change");
}

async fn a_draft_survives_log_out(office: Office) {
    let lan = office.owner("Lan").await;
    let session = lan.logs_in().await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    hotel.answers(samples::security()).await;
    let draft = hotel.dossier().await.venue;
    camket_app::accounts::log_out(&office.app, &session).await.unwrap();
    lan.logs_in().await;
    assert_eq!(hotel.dossier().await.venue, draft);
}

async fn an_old_page_changes_nothing(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.answers(identity_section("Nhà nghỉ Một")).await;
    let permit = hotel.owner.may();
    let late =
        venues::save_section(&office.app, &permit, hotel.id, 1, identity_section("Nhà nghỉ Hai"), true).await;
    late.says_conflict();
    assert_eq!(hotel.dossier().await.venue.name, "Nhà nghỉ Một");
}

async fn another_owners_venue_is_not_there(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let binh = office.owner("Bình").await;
    venues::find(&office.app, &binh.may(), hotel.id).await.says_not_found();
    venues::load_dossier(&office.app, &binh.may(), hotel.id).await.says_not_found();
    let taken =
        venues::save_section(&office.app, &binh.may(), hotel.id, 1, identity_section("Của tôi"), true).await;
    taken.says_not_found();
}

async fn a_venue_in_review_does_not_change(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    hotel.tries_to_answer(identity_section("Tên mới")).await.says_refused(Refusal::InReview);
    office.accepts_both_tracks(application, PHAN_RANG).await;
    hotel.tries_to_answer(identity_section("Tên mới")).await.says_refused(Refusal::InReview);
    office.approver("Ký", PHAN_RANG).await.issues(application).await;
    hotel.tries_to_answer(identity_section("Tên mới")).await.unwrap();
}
