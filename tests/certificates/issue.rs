//! Issuing certificates: what a certificate states, and who may issue.

use camket_app::certificates;
use camket_domain::accounts::Role;
use camket_domain::agencies::AgencyFunction;
use camket_domain::applications::ApplicationState;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::CertificateStatus;
use camket_domain::ids::ApplicationId;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::refusal::Refusal;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, OwnedVenue, PHAN_RANG};

test_on_both_engines! {
    a_certificate_states_what_was_decided,
    the_owner_is_told,
    only_what_both_offices_accepted_is_issued,
    nothing_is_issued_twice,
    a_foreign_approver_finds_nothing,
    another_agencys_approver_issues_nothing,
    one_refusal_stops_no_other,
    a_preview_saves_nothing,
    a_batch_is_printed_as_one_pdf,
    what_is_issued_stays_when_the_venue_changes,
}

async fn accepted_venue(office: &Office, name: &str) -> (OwnedVenue, ApplicationId) {
    let hotel = office.owner("Lan").await.registers_venue(name).await;
    let id = hotel.goes_all_the_way().await;
    office.accepts_both_tracks(id, PHAN_RANG).await;
    (hotel, id)
}

async fn a_batch_is_printed_as_one_pdf(office: Office) {
    let (_, first) = accepted_venue(&office, "Khách sạn Biển Xanh").await;
    let (_, second) = accepted_venue(&office, "Nhà nghỉ Tháp Chàm").await;
    let ky = office.approver("Võ Văn Ký", PHAN_RANG).await;
    let issued = [ky.issues(first).await, ky.issues(second).await];
    let pdf = certificates::render_certificates_pdf(&office.app, &issued).await.unwrap();
    let numbers = issued.each_ref().map(|one| ("number", one.number.as_str()));
    camket_documents::check_text(&pdf, &numbers).unwrap();
    let none = certificates::render_certificates_pdf(&office.app, &[]).await;
    none.says_not_found();
    let many = vec![issued[0].clone(); certificates::MAX_ISSUED_AT_ONCE + 1];
    certificates::render_certificates_pdf(&office.app, &many).await.says_not_found();
}

async fn a_certificate_states_what_was_decided(office: Office) {
    let (hotel, id) = accepted_venue(&office, "Khách sạn Biển Xanh").await;
    let ky = office.approver("Võ Văn Ký", PHAN_RANG).await;
    let certificate = ky.issues(id).await;
    assert_eq!(certificate.number.as_str(), "KH-SNV-2026-000001");
    assert_eq!(certificate.document.to_string(), "01/XN-KH-SNV");
    assert_eq!(
        (certificate.status_record.decided_status, certificate.approver),
        (CertificateStatus::Issued, ky.id())
    );
    assert_eq!(certificate.expires_on, date!(2027 - 11 - 22));
    let facts = &certificate.facts;
    assert_eq!(facts.name, "Khách sạn Biển Xanh");
    assert_eq!(facts.commune_name, "phường Phan Rang, tỉnh Khánh Hòa");
    assert_eq!(facts.confirmed_by, "UBND phường Phan Rang");
    assert_eq!(facts.accepted_by, "Sở Nội vụ tỉnh Khánh Hòa");
    assert_eq!((facts.confirmed_on, facts.accepted_on), (date!(2026 - 11 - 23), date!(2026 - 11 - 23)));
    assert_eq!((facts.workers, facts.terms_version), (1, 1));
    assert_eq!(facts.issuer.approver_name, "Võ Văn Ký");
    let dossier = hotel.dossier().await;
    assert_eq!(dossier.application.unwrap().state, ApplicationState::Issued);
    assert_eq!(dossier.certificate, Some(certificate.clone()));
    assert_eq!(office.actions_on(certificate.id.0).await, [AuditAction::CertificateIssued]);
}

async fn the_owner_is_told(office: Office) {
    let (hotel, id) = accepted_venue(&office, "Khách sạn Biển Xanh").await;
    office.approver("Ký", PHAN_RANG).await.issues(id).await;
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::Issued { venue, number, link }
        if venue == "Khách sạn Biển Xanh" && number == "KH-SNV-2026-000001"
            && link == LinkedPage::Certificate { venue: hotel.id }.into()));
}

async fn only_what_both_offices_accepted_is_issued(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    ky.tries_to_issue(id).await.says_refused(Refusal::WrongState);
    office.commune_officer("Hoa", PHAN_RANG).await.accepts(id).await;
    ky.tries_to_issue(id).await.says_refused(Refusal::WrongState);
    office.labour_officer("Minh", PHAN_RANG).await.returns(id, "other").await;
    ky.tries_to_issue(id).await.says_refused(Refusal::WrongState);
}

async fn nothing_is_issued_twice(office: Office) {
    let (_, id) = accepted_venue(&office, "Khách sạn Biển Xanh").await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    ky.issues(id).await;
    ky.tries_to_issue(id).await.says_refused(Refusal::WrongState);
}

async fn a_foreign_approver_finds_nothing(office: Office) {
    let (_, id) = accepted_venue(&office, "Khách sạn Biển Xanh").await;
    let far = office.approver("Xa", BA_DINH).await;
    far.tries_to_issue(id).await.says_not_found();
    certificates::preview(&office.app, &far.may(), id).await.says_not_found();
}

async fn another_agencys_approver_issues_nothing(office: Office) {
    let (_, id) = accepted_venue(&office, "Khách sạn Biển Xanh").await;
    let committee = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await.id;
    let stray = office.member(Role::Approver, "Lạc", Some(committee), PHAN_RANG.commune()).await;
    stray.tries_to_issue(id).await.says_refused(Refusal::NotAllowed);
}

async fn one_refusal_stops_no_other(office: Office) {
    let (_, first) = accepted_venue(&office, "Khách sạn Một").await;
    let waiting = office.owner("Lan").await.registers_venue("Khách sạn Hai").await.goes_all_the_way().await;
    let (_, last) = accepted_venue(&office, "Khách sạn Ba").await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let outcomes = ky.tries_to_issue_all(&[first, waiting, last]).await;
    let ids: Vec<_> = outcomes.iter().map(|outcome| outcome.application).collect();
    assert_eq!(ids, [first, waiting, last]);
    let serials: Vec<_> =
        outcomes.into_iter().map(|o| o.result.ok().map(|certificate| certificate.document.serial)).collect();
    assert_eq!(serials, [Some(1), None, Some(2)]);
}

async fn a_preview_saves_nothing(office: Office) {
    let (hotel, id) = accepted_venue(&office, "Khách sạn Biển Xanh").await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let before = crate::harness::database_dump::dump_tables(office.app.store()).await;
    let preview = certificates::preview(&office.app, &ky.may(), id).await.unwrap();
    assert_eq!((preview.number.as_str(), preview.document.serial), ("", 0));
    assert_eq!(crate::harness::database_dump::dump_tables(office.app.store()).await, before);
    assert!(hotel.dossier().await.certificate.is_none());
}

async fn what_is_issued_stays_when_the_venue_changes(office: Office) {
    let (hotel, id) = accepted_venue(&office, "Khách sạn Biển Xanh").await;
    let certificate = office.approver("Ký", PHAN_RANG).await.issues(id).await;
    let renamed = camket_app::venues::SectionInput::Identity(
        camket_domain::venues::VenueKind::Bar,
        String::new(),
        "Bar Khác".to_owned(),
    );
    hotel.answers(renamed).await;
    assert_eq!(hotel.dossier().await.certificate, Some(certificate));
}
