//! Measures after an inspection: suggested by rule, endorsed by one person, decided by another, in force at once.

use camket_app::{certificates, measures};
use camket_domain::audit::AuditAction;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::inspections::{Conclusion, InspectionState};
use camket_domain::measures::{EndorsedMeasure, Measure, MeasureProposal};
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, OwnedVenue, PHAN_RANG, Person};

test_on_both_engines! {
    two_people_suspend_and_the_public_sees_it_at_once,
    nobody_decides_what_they_endorsed,
    only_who_issues_decides_a_suspension,
    a_reminder_needs_no_certificate,
    what_is_not_whole_is_refused,
    an_old_page_decides_nothing,
    who_is_elsewhere_finds_nothing,
}

async fn report_violations(
    office: &Office,
    no: &[&str],
    conclusion: Conclusion,
) -> (OwnedVenue, Certificate, MeasureProposal) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let phone = tra.enrols().await;
    phone.reports(&phone.visit_with(&team, &hotel, no, conclusion)).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let proposal = waiting_proposals(&officer).await.remove(0);
    (hotel, certificate, proposal)
}

async fn waiting_proposals(officer: &Person) -> Vec<MeasureProposal> {
    measures::list_waiting(&officer.office.app, &officer.may(), None).await.unwrap().0.items
}

fn suspension_wanted() -> EndorsedMeasure {
    EndorsedMeasure {
        measure: Measure::Suspend,
        until: Some(date!(2026 - 12 - 23)),
        decision: "12/QĐ-SNV".to_owned(),
        note: "Sử dụng lao động dưới 18 tuổi".to_owned(),
    }
}

async fn two_people_suspend_and_the_public_sees_it_at_once(office: Office) {
    let (hotel, certificate, proposal) = report_violations(&office, &["ages"], Conclusion::Record).await;
    assert_eq!((proposal.suggested, &proposal.grounds[..]), (Measure::Suspend, &["ages".to_owned()][..]));
    let officer = office.labour_officer("Minh", PHAN_RANG).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    measures::endorse(&office.app, &officer.may(), proposal.id, 1, suspension_wanted()).await.unwrap();
    let verdict =
        async || certificates::verify(&office.app, certificate.code.as_str()).await.unwrap().verdict;
    assert_eq!(verdict().await, Verdict::Valid);
    measures::decide(&office.app, &ky.may(), proposal.id, 2).await.unwrap();
    assert_eq!(verdict().await, Verdict::Suspended);
    assert_eq!(waiting_proposals(&officer).await, []);
    let inspection = camket_app::inspections::list_for_own_venue(&office.app, &hotel.owner.may(), hotel.id)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(inspection.state, InspectionState::Settled);
    let deeds = office.actions_on(inspection.id.0).await;
    assert_eq!(deeds, [AuditAction::Inspected, AuditAction::MeasureEndorsed, AuditAction::MeasureDecided]);
    // The owner does not see the office's proposal.
    assert!(!office.actions_at(hotel.id).await.contains(&AuditAction::MeasureEndorsed));
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::MeasureDecided { .. } | Notice::Suspended { .. }));
}

async fn nobody_decides_what_they_endorsed(office: Office) {
    let (_, _, proposal) = report_violations(&office, &["ages"], Conclusion::Record).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    measures::endorse(&office.app, &ky.may(), proposal.id, 1, suspension_wanted()).await.unwrap();
    measures::decide(&office.app, &ky.may(), proposal.id, 2).await.says_refused(Refusal::SecondPerson);
    measures::send_back(&office.app, &ky.may(), proposal.id, 2).await.says_refused(Refusal::SecondPerson);
    let other = office.approver("Võ", PHAN_RANG).await;
    measures::send_back(&office.app, &other.may(), proposal.id, 2).await.unwrap();
    measures::decide(&office.app, &other.may(), proposal.id, 3).await.says_refused(Refusal::WrongState);
}

async fn only_who_issues_decides_a_suspension(office: Office) {
    let (_, certificate, proposal) = report_violations(&office, &["ages"], Conclusion::Record).await;
    let (one, two) =
        (office.labour_officer("Minh", PHAN_RANG).await, office.commune_officer("Hòa", PHAN_RANG).await);
    measures::endorse(&office.app, &one.may(), proposal.id, 1, suspension_wanted()).await.unwrap();
    measures::decide(&office.app, &two.may(), proposal.id, 2).await.says_refused(Refusal::NotAllowed);
    let finding = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    assert_eq!(finding.verdict, Verdict::Valid);
    let inspector = office.inspector("Lâm", PHAN_RANG).await;
    assert!(Permit::<rights::DecideMeasures>::for_actor(&inspector.actor).is_none());
}

async fn a_reminder_needs_no_certificate(office: Office) {
    let (_, certificate, proposal) = report_violations(&office, &["residence"], Conclusion::Reminder).await;
    assert_eq!(proposal.suggested, Measure::Reminder);
    let wanted = EndorsedMeasure {
        measure: Measure::Reminder,
        until: None,
        decision: String::new(),
        note: String::new(),
    };
    let (one, two) =
        (office.labour_officer("Minh", PHAN_RANG).await, office.commune_officer("Hòa", PHAN_RANG).await);
    measures::endorse(&office.app, &one.may(), proposal.id, 1, wanted).await.unwrap();
    measures::decide(&office.app, &two.may(), proposal.id, 2).await.unwrap();
    let finding = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    assert_eq!(finding.verdict, Verdict::Valid);
}

async fn what_is_not_whole_is_refused(office: Office) {
    let (_, _, proposal) = report_violations(&office, &["ages"], Conclusion::Record).await;
    let officer = office.labour_officer("Minh", PHAN_RANG).await;
    let endorse = async |wanted| measures::endorse(&office.app, &officer.may(), proposal.id, 1, wanted).await;
    endorse(EndorsedMeasure { until: None, ..suspension_wanted() }).await.says_refused(Refusal::EndMissing);
    endorse(EndorsedMeasure { decision: String::new(), ..suspension_wanted() })
        .await
        .says_refused(Refusal::DecisionMissing);
    let milder = EndorsedMeasure { measure: Measure::None, note: String::new(), ..suspension_wanted() };
    endorse(milder).await.says_refused(Refusal::ReasonMissing);
}

async fn an_old_page_decides_nothing(office: Office) {
    let (_, _, proposal) = report_violations(&office, &["ages"], Conclusion::Record).await;
    let officer = office.labour_officer("Minh", PHAN_RANG).await;
    measures::endorse(&office.app, &officer.may(), proposal.id, 7, suspension_wanted()).await.says_conflict();
    measures::endorse(&office.app, &officer.may(), proposal.id, 1, suspension_wanted()).await.unwrap();
    let ky = office.approver("Ký", PHAN_RANG).await;
    measures::decide(&office.app, &ky.may(), proposal.id, 1).await.says_conflict();
}

async fn who_is_elsewhere_finds_nothing(office: Office) {
    let (_, _, proposal) = report_violations(&office, &["ages"], Conclusion::Record).await;
    let far = office.labour_officer("Xa", BA_DINH).await;
    measures::endorse(&office.app, &far.may(), proposal.id, 1, suspension_wanted()).await.says_not_found();
    assert_eq!(waiting_proposals(&far).await, []);
}
