//! Measures after an inspection: suggested by rule, endorsed by one person, decided by another, in force at once.

use camket_app::{certificates, proposals};
use camket_domain::audit::Deed;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::inspections::{Conclusion, State as InspectionState};
use camket_domain::outbox::Notice;
use camket_domain::permissions::{Permit, rights};
use camket_domain::proposals::{Measure, Proposal, Wanted};
use camket_domain::refusal::Refusal;
use time::macros::date;

use crate::harness::both;
use crate::harness::said::Said;
use crate::world::{BA_DINH, Office, OwnVenue, PHAN_RANG, Person};

both! {
    two_people_suspend_and_the_public_sees_it_at_once,
    nobody_decides_what_they_endorsed,
    only_who_issues_decides_a_suspension,
    a_reminder_needs_no_certificate,
    what_is_not_whole_is_refused,
    an_old_page_decides_nothing,
    who_is_elsewhere_finds_nothing,
}

async fn inspected(
    office: &Office,
    no: &[&str],
    conclusion: Conclusion,
) -> (OwnVenue, Certificate, Proposal) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let phone = tra.enrols().await;
    phone.reports(&phone.visit_with(&team, &hotel, no, conclusion)).await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let proposal = waiting(&officer).await.remove(0);
    (hotel, certificate, proposal)
}

async fn waiting(officer: &Person) -> Vec<Proposal> {
    proposals::waiting(&officer.office.app, &officer.may(), None).await.unwrap().0.items
}

fn suspension() -> Wanted {
    Wanted {
        measure: Measure::Suspend,
        until: Some(date!(2026 - 12 - 23)),
        decision: "12/QĐ-SNV".to_owned(),
        note: "Sử dụng lao động dưới 18 tuổi".to_owned(),
    }
}

async fn two_people_suspend_and_the_public_sees_it_at_once(office: Office) {
    let (hotel, certificate, proposal) = inspected(&office, &["ages"], Conclusion::Record).await;
    assert_eq!((proposal.suggested, &proposal.grounds[..]), (Measure::Suspend, &["ages".to_owned()][..]));
    let officer = office.labour_officer("Minh", PHAN_RANG).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    proposals::endorse(&office.app, &officer.may(), proposal.id, 1, suspension()).await.unwrap();
    let verdict =
        async || certificates::verify(&office.app, certificate.code.as_str()).await.unwrap().verdict;
    assert_eq!(verdict().await, Verdict::Valid);
    proposals::decide(&office.app, &ky.may(), proposal.id, 2).await.unwrap();
    assert_eq!(verdict().await, Verdict::Suspended);
    assert_eq!(waiting(&officer).await, []);
    let inspection = camket_app::inspections::of_own_venue(&office.app, &hotel.owner.may(), hotel.id)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(inspection.state, InspectionState::Settled);
    let deeds = office.deeds_on(inspection.id.0).await;
    assert_eq!(deeds, [Deed::Inspected, Deed::MeasureEndorsed, Deed::MeasureDecided]);
    // The owner does not see the office's proposal.
    assert!(!office.deeds_at(hotel.id).await.contains(&Deed::MeasureEndorsed));
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::MeasureDecided { .. } | Notice::Suspended { .. }));
}

async fn nobody_decides_what_they_endorsed(office: Office) {
    let (_, _, proposal) = inspected(&office, &["ages"], Conclusion::Record).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    proposals::endorse(&office.app, &ky.may(), proposal.id, 1, suspension()).await.unwrap();
    proposals::decide(&office.app, &ky.may(), proposal.id, 2).await.says_refused(Refusal::SecondPerson);
    proposals::send_back(&office.app, &ky.may(), proposal.id, 2).await.says_refused(Refusal::SecondPerson);
    let other = office.approver("Võ", PHAN_RANG).await;
    proposals::send_back(&office.app, &other.may(), proposal.id, 2).await.unwrap();
    proposals::decide(&office.app, &other.may(), proposal.id, 3).await.says_refused(Refusal::WrongState);
}

async fn only_who_issues_decides_a_suspension(office: Office) {
    let (_, certificate, proposal) = inspected(&office, &["ages"], Conclusion::Record).await;
    let (one, two) =
        (office.labour_officer("Minh", PHAN_RANG).await, office.commune_officer("Hòa", PHAN_RANG).await);
    proposals::endorse(&office.app, &one.may(), proposal.id, 1, suspension()).await.unwrap();
    proposals::decide(&office.app, &two.may(), proposal.id, 2).await.says_refused(Refusal::NotAllowed);
    let finding = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    assert_eq!(finding.verdict, Verdict::Valid);
    let inspector = office.inspector("Lâm", PHAN_RANG).await;
    assert!(Permit::<rights::DecideMeasures>::for_actor(&inspector.actor).is_none());
}

async fn a_reminder_needs_no_certificate(office: Office) {
    let (_, certificate, proposal) = inspected(&office, &["residence"], Conclusion::Reminder).await;
    assert_eq!(proposal.suggested, Measure::Reminder);
    let wanted =
        Wanted { measure: Measure::Reminder, until: None, decision: String::new(), note: String::new() };
    let (one, two) =
        (office.labour_officer("Minh", PHAN_RANG).await, office.commune_officer("Hòa", PHAN_RANG).await);
    proposals::endorse(&office.app, &one.may(), proposal.id, 1, wanted).await.unwrap();
    proposals::decide(&office.app, &two.may(), proposal.id, 2).await.unwrap();
    let finding = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    assert_eq!(finding.verdict, Verdict::Valid);
}

async fn what_is_not_whole_is_refused(office: Office) {
    let (_, _, proposal) = inspected(&office, &["ages"], Conclusion::Record).await;
    let officer = office.labour_officer("Minh", PHAN_RANG).await;
    let endorse =
        async |wanted| proposals::endorse(&office.app, &officer.may(), proposal.id, 1, wanted).await;
    endorse(Wanted { until: None, ..suspension() }).await.says_refused(Refusal::EndMissing);
    endorse(Wanted { decision: String::new(), ..suspension() }).await.says_refused(Refusal::DecisionMissing);
    let milder = Wanted { measure: Measure::None, note: String::new(), ..suspension() };
    endorse(milder).await.says_refused(Refusal::ReasonMissing);
}

async fn an_old_page_decides_nothing(office: Office) {
    let (_, _, proposal) = inspected(&office, &["ages"], Conclusion::Record).await;
    let officer = office.labour_officer("Minh", PHAN_RANG).await;
    proposals::endorse(&office.app, &officer.may(), proposal.id, 7, suspension()).await.says_conflict();
    proposals::endorse(&office.app, &officer.may(), proposal.id, 1, suspension()).await.unwrap();
    let ky = office.approver("Ký", PHAN_RANG).await;
    proposals::decide(&office.app, &ky.may(), proposal.id, 1).await.says_conflict();
}

async fn who_is_elsewhere_finds_nothing(office: Office) {
    let (_, _, proposal) = inspected(&office, &["ages"], Conclusion::Record).await;
    let far = office.labour_officer("Xa", BA_DINH).await;
    proposals::endorse(&office.app, &far.may(), proposal.id, 1, suspension()).await.says_not_found();
    assert_eq!(waiting(&far).await, []);
}
