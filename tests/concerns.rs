//! Concerns: reported by the public, handled by the officers of the area, never shown to the owner.

use camket_app::AppError;
use camket_app::concerns::{self, ConcernView, SubmittedConcern};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::{CertificateNumber, ShortCode};
use camket_domain::concerns::lifecycle::Command;
use camket_domain::concerns::{Concern, ConcernCategory, ConcernOutcome, ConcernState};
use camket_domain::inspections::InspectionGround;
use camket_domain::outbox::Notice;
use camket_domain::paging::BoundedCount;
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;
use camket_store::audit;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{BA_DINH, DO_VINH, Office, OwnedVenue, PHAN_RANG, Person, samples};

test_on_both_engines! {
    a_report_reaches_the_officers_of_the_place,
    a_report_about_a_paper_reaches_those_of_its_venue,
    the_same_form_twice_is_one_concern,
    a_report_needs_a_place_and_a_readable_picture,
    officers_elsewhere_do_not_see_a_concern,
    an_officer_takes_and_closes_a_concern,
    two_officers_take_one_concern,
    only_who_has_it_in_hand_closes_it,
    the_contact_is_sealed_and_opened_with_a_reason,
    the_picture_tells_nothing_of_the_camera,
    an_owner_hears_nothing_of_a_concern,
    one_message_until_an_officer_looks,
    only_a_founded_concern_is_a_ground,
    a_surprise_visit_names_its_concern,
}

fn concern_in_phan_rang() -> SubmittedConcern {
    SubmittedConcern { commune: Some(PHAN_RANG.commune()), ..samples::report() }
}

async fn report_concern(office: &Office, report: SubmittedConcern) -> ShortCode {
    concerns::report(&office.app, office.key(), report).await.expect("a good report")
}

/// The newest concern in the officer's view of new ones.
async fn newest_concern(officer: &Person) -> Concern {
    let page = concerns::list(&officer.office.app, &officer.may(), ConcernView::New, None).await.unwrap();
    page.items.into_iter().next_back().expect("something new")
}

async fn apply_command(officer: &Person, concern: &Concern, command: Command) -> Result<Concern, AppError> {
    let app = &officer.office.app;
    let version = concerns::find(app, &officer.may(), concern.id).await?.version;
    concerns::apply_command(app, &officer.may(), concern.id, version, command).await
}

fn close_command(outcome: ConcernOutcome) -> Command {
    Command::Close(outcome, "Đã đến nơi xem.".to_owned())
}

/// A concern of Phan Rang that the officer found to be true.
pub async fn uphold_concern(officer: &Person) {
    report_concern(&officer.office, concern_in_phan_rang()).await;
    let concern = newest_concern(officer).await;
    apply_command(officer, &concern, Command::Take).await.unwrap();
    apply_command(officer, &concern, close_command(ConcernOutcome::Founded)).await.unwrap();
}

/// A concern about the paper with this number, which the officer found to be true.
pub async fn uphold_concern_about(officer: &Person, number: &CertificateNumber) {
    let report = SubmittedConcern { about: Some(number.clone()), ..samples::report() };
    report_concern(&officer.office, report).await;
    let concern = newest_concern(officer).await;
    apply_command(officer, &concern, Command::Take).await.unwrap();
    apply_command(officer, &concern, close_command(ConcernOutcome::Founded)).await.unwrap();
}

async fn certified_venue(office: &Office) -> (OwnedVenue, CertificateNumber) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let number = office.certifies(id, PHAN_RANG).await.number;
    (hotel, number)
}

async fn a_report_reaches_the_officers_of_the_place(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let reference = report_concern(&office, concern_in_phan_rang()).await;
    let concern = newest_concern(&hoa).await;
    assert_eq!(concern.reference, reference);
    assert_eq!((concern.state(), concern.venue, concern.certificate), (ConcernState::New, None, None));
    assert_eq!((concern.commune, concern.province), (PHAN_RANG.commune(), PHAN_RANG.province()));
    let trail = audit::list_by_target(office.app.store(), concern.id.0).await.unwrap();
    assert_eq!(trail.len(), 1);
    assert_eq!((trail[0].action, trail[0].actor, trail[0].venue), (AuditAction::ConcernReported, None, None));
}

async fn a_report_about_a_paper_reaches_those_of_its_venue(office: Office) {
    let (hotel, number) = certified_venue(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    report_concern(
        &office,
        SubmittedConcern { about: Some(number), commune: Some(BA_DINH.commune()), ..samples::report() },
    )
    .await;
    let concern = newest_concern(&hoa).await;
    assert_eq!((concern.venue, concern.commune), (Some(hotel.id), PHAN_RANG.commune()));
    assert!(concern.certificate.is_some());
}

async fn the_same_form_twice_is_one_concern(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let key = office.key();
    let first = concerns::report(&office.app, key, concern_in_phan_rang()).await.unwrap();
    let again = concerns::report(&office.app, key, concern_in_phan_rang()).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(concerns::count_views(&office.app, &hoa.may()).await.unwrap().new.counted(), 1);
}

async fn a_report_needs_a_place_and_a_readable_picture(office: Office) {
    let send = |report| concerns::report(&office.app, office.key(), report);
    send(samples::report()).await.says_invalid("commune", "commune-unknown");
    let unknown = CertificateNumber::new("KH-SNV", 2026, 999_999);
    send(SubmittedConcern { about: Some(unknown), ..samples::report() })
        .await
        .says_invalid("commune", "commune-unknown");
    send(SubmittedConcern { photo: Some(b"%PDF-1.7".to_vec()), ..concern_in_phan_rang() })
        .await
        .says_invalid("photo", "photo-unreadable");
    let tables = database_dump::dump_tables(office.app.store()).await;
    assert!(tables["concern"].is_empty() && tables["concern_photo"].is_empty());
}

async fn officers_elsewhere_do_not_see_a_concern(office: Office) {
    report_concern(&office, concern_in_phan_rang()).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let concern = newest_concern(&hoa).await;
    for other in [
        office.commune_officer("Bên Cạnh", DO_VINH).await,
        office.labour_officer("Ngoài Bắc", BA_DINH).await,
        office.inspector("Tra", BA_DINH).await,
    ] {
        concerns::find(&office.app, &other.may(), concern.id).await.says_not_found();
        concerns::load_photo(&office.app, &other.may(), concern.id).await.says_not_found();
        assert_eq!(concerns::count_views(&office.app, &other.may()).await.unwrap().open.counted(), 0);
    }
    apply_command(&office.commune_officer("Bên Cạnh", DO_VINH).await, &concern, Command::Take)
        .await
        .says_not_found();
    let province = office.labour_officer("Minh", PHAN_RANG).await;
    concerns::find(&office.app, &province.may(), concern.id).await.unwrap();
}

async fn an_officer_takes_and_closes_a_concern(office: Office) {
    report_concern(&office, concern_in_phan_rang()).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let concern = newest_concern(&hoa).await;
    apply_command(&hoa, &concern, Command::Take).await.unwrap();
    apply_command(&hoa, &concern, Command::Close(ConcernOutcome::Founded, " ".to_owned()))
        .await
        .says_refused(Refusal::NoteMissing);
    let closed = apply_command(&hoa, &concern, close_command(ConcernOutcome::Unfounded)).await.unwrap();
    assert_eq!((closed.state(), closed.handler()), (ConcernState::Unfounded, Some(hoa.id())));
    let counts = concerns::count_views(&office.app, &hoa.may()).await.unwrap();
    assert_eq!([counts.open, counts.mine, counts.closed].map(BoundedCount::counted), [0, 0, 1]);
    let deeds = office.actions_on(concern.id.0).await;
    assert_eq!(deeds, [AuditAction::ConcernReported, AuditAction::ConcernTaken, AuditAction::ConcernClosed]);
    apply_command(&hoa, &concern, Command::Take).await.says_refused(Refusal::WrongState);
}

async fn two_officers_take_one_concern(office: Office) {
    report_concern(&office, concern_in_phan_rang()).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let concern = newest_concern(&hoa).await;
    let take = |who: &Person| {
        let (app, permit) = (office.app.clone(), who.may());
        async move { concerns::apply_command(&app, &permit, concern.id, concern.version, Command::Take).await }
    };
    let (first, second) = tokio::join!(take(&hoa), take(&minh));
    let lost = if first.is_ok() { second } else { first };
    lost.says_conflict();
    let kept = concerns::find(&office.app, &hoa.may(), concern.id).await.unwrap();
    assert_eq!((kept.state(), kept.version), (ConcernState::InHand, concern.version + 1));
}

async fn only_who_has_it_in_hand_closes_it(office: Office) {
    report_concern(&office, concern_in_phan_rang()).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let concern = newest_concern(&hoa).await;
    apply_command(&hoa, &concern, close_command(ConcernOutcome::Founded))
        .await
        .says_refused(Refusal::NotClaimed);
    apply_command(&hoa, &concern, Command::Take).await.unwrap();
    apply_command(&minh, &concern, close_command(ConcernOutcome::Founded))
        .await
        .says_refused(Refusal::ClaimedByAnother);
    apply_command(&minh, &concern, Command::TakeOver).await.unwrap();
    apply_command(&hoa, &concern, Command::Release).await.says_refused(Refusal::ClaimedByAnother);
    apply_command(&minh, &concern, close_command(ConcernOutcome::Forwarded)).await.unwrap();
}

async fn the_contact_is_sealed_and_opened_with_a_reason(office: Office) {
    report_concern(&office, concern_in_phan_rang()).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let concern = newest_concern(&hoa).await;
    concerns::reveal_contact(&office.app, &hoa.may(), concern.id, " xem ")
        .await
        .says_invalid("reason", "reason-short");
    let before = database_dump::dump_tables(office.app.store()).await;
    let digits: String = samples::REPORTER.chars().filter(char::is_ascii_digit).collect();
    for (table, rows) in before {
        let told = rows.iter().any(|row| row.contains(samples::REPORTER) || row.contains(&digits));
        assert!(!told, "{table}");
    }
    let opened =
        concerns::reveal_contact(&office.app, &hoa.may(), concern.id, "Hỏi thêm địa chỉ").await.unwrap();
    assert_eq!(opened, samples::REPORTER);
    let trail = audit::list_by_target(office.app.store(), concern.id.0).await.unwrap();
    assert_eq!((trail[0].action, trail[0].note.as_str()), (AuditAction::ContactRevealed, "Hỏi thêm địa chỉ"));
    let silent = SubmittedConcern { contact: None, ..concern_in_phan_rang() };
    report_concern(&office, silent).await;
    let second = newest_concern(&hoa).await;
    concerns::reveal_contact(&office.app, &hoa.may(), second.id, "Hỏi thêm địa chỉ").await.says_not_found();
    let away = office.commune_officer("Bên Cạnh", DO_VINH).await;
    concerns::reveal_contact(&office.app, &away.may(), concern.id, "Hỏi thêm địa chỉ").await.says_not_found();
}

async fn the_picture_tells_nothing_of_the_camera(office: Office) {
    report_concern(&office, concern_in_phan_rang()).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let concern = newest_concern(&hoa).await;
    let kept = concerns::load_photo(&office.app, &hoa.may(), concern.id).await.unwrap();
    assert!(kept.starts_with(&[0xff, 0xd8]) && !kept.is_empty());
    let told = |bytes: &[u8]| bytes.windows(8).any(|part| part == b"11.5656N");
    assert!(told(&samples::photo()) && !told(&kept), "{}", samples::PHOTO_TELLS);
}

async fn an_owner_hears_nothing_of_a_concern(office: Office) {
    let (hotel, number) = certified_venue(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let before = (hotel.dossier().await.timeline, office.messages_to(hotel.owner.login.as_str()).await);
    report_concern(&office, SubmittedConcern { about: Some(number), ..samples::report() }).await;
    let concern = newest_concern(&hoa).await;
    apply_command(&hoa, &concern, Command::Take).await.unwrap();
    apply_command(&hoa, &concern, close_command(ConcernOutcome::Founded)).await.unwrap();
    let after = (hotel.dossier().await.timeline, office.messages_to(hotel.owner.login.as_str()).await);
    assert_eq!(before, after);
}

async fn one_message_until_an_officer_looks(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let letters = async || office.messages_to(hoa.login.as_str()).await.len();
    report_concern(&office, concern_in_phan_rang()).await;
    assert!(matches!(office.last_notice_to(hoa.login.as_str()).await, Notice::ConcernsWait { .. }));
    report_concern(&office, concern_in_phan_rang()).await;
    assert_eq!(letters().await, 1, "one waits already");
    report_concern(
        &office,
        SubmittedConcern { category: ConcernCategory::Children, ..concern_in_phan_rang() },
    )
    .await;
    assert_eq!(letters().await, 2, "children do not wait");
    assert_eq!(concerns::list_urgent(&office.app, &hoa.may()).await.unwrap().items.len(), 1);
}

async fn only_a_founded_concern_is_a_ground(office: Office) {
    let (hotel, number) = certified_venue(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let reference =
        report_concern(&office, SubmittedConcern { about: Some(number), ..samples::report() }).await;
    let concern = newest_concern(&hoa).await;
    let ground = async |who: &Person| {
        concerns::find_founded(&office.app, &who.may(), hotel.id, &reference).await.unwrap()
    };
    assert_eq!(ground(&tra).await, None);
    apply_command(&hoa, &concern, Command::Take).await.unwrap();
    apply_command(&hoa, &concern, close_command(ConcernOutcome::Founded)).await.unwrap();
    assert_eq!(ground(&tra).await, Some(concern.id));
    assert_eq!(ground(&office.inspector("Xa", BA_DINH).await).await, None);
}

async fn a_surprise_visit_names_its_concern(office: Office) {
    let (hotel, number) = certified_venue(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let phone = tra.enrols().await;
    let reference =
        report_concern(&office, SubmittedConcern { about: Some(number), ..samples::report() }).await;
    let concern = newest_concern(&hoa).await;
    let mut given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    given.start.reference = Some(reference);
    phone.tries_to_report(&given).await.says_invalid("reference", "concern-unknown");
    apply_command(&hoa, &concern, Command::Take).await.unwrap();
    apply_command(&hoa, &concern, close_command(ConcernOutcome::Founded)).await.unwrap();
    // Founded, but the visit states another ground.
    let mut another = given.clone();
    another.start.grounds.as_mut().unwrap().code = InspectionGround::Request;
    phone.tries_to_report(&another).await.says_invalid("reference", "concern-unknown");
    // Founded, but it concerns another venue.
    let other = office.owner("Bình").await.registers_venue("Nhà nghỉ Tháp Chàm").await;
    other.fills_in_everything().await;
    let mut elsewhere = given.clone();
    elsewhere.start.venue = other.id;
    phone.tries_to_report(&elsewhere).await.says_invalid("reference", "concern-unknown");
    let inspection = phone.reports(&given).await.inspection;
    assert_eq!(inspection.concern, Some(concern.id));
    let kept = camket_app::inspections::find(&office.app, &hoa.may(), inspection.id).await.unwrap();
    assert_eq!(kept.inspection.concern, Some(concern.id));
    // The office can go from the visit to the concern; the owner does not see the concern.
    let address = format!("/concerns/{}", concern.id);
    let page = hoa.browser().await.get(&format!("/inspections/{}", inspection.id)).await;
    assert!(page.text().contains(&address));
    let own = format!("/venues/{}/inspections/{}", hotel.id, inspection.id);
    let page = hotel.owner.browser().await.get(&own).await;
    assert!(page.text().contains(&inspection.number.to_string()) && !page.text().contains("/concerns/"));
}
