//! Decisions on certificates: suspend, lift, revoke; who may propose and decide, and what follows.

use camket_app::certificates::{self, decisions};
use camket_domain::accounts::Role;
use camket_domain::agencies::AgencyFunction;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::decisions::{DecisionGround, DecisionKind, DecisionProposal, DecisionState};
use camket_domain::certificates::verdict::Verdict;
use camket_domain::certificates::{Certificate, CertificateStatus, PublicReason};
use camket_domain::outbox::Notice;
use camket_domain::refusal::Refusal;
use time::macros::date;
use time::{Date, Duration};

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, OwnedVenue, PHAN_RANG, proposal, suspension};

test_on_both_engines! {
    an_approver_suspends_at_once_and_it_ends_by_itself,
    an_officers_suspension_waits_for_the_approver,
    a_revocation_takes_two_people,
    a_suspension_is_lifted_early_by_two_people,
    the_public_reads_a_neutral_reason_and_the_number,
    the_same_form_twice_proposes_once,
    one_of_a_kind_waits_at_a_time,
    what_is_not_whole_is_told_beside_its_field,
    what_the_state_forbids_is_refused,
    a_page_that_is_out_of_date_changes_nothing,
    two_deciders_make_one_decision,
    who_is_elsewhere_finds_nothing_and_who_is_of_another_agency_decides_nothing,
    a_declined_proposal_says_why_and_may_come_again,
    a_proposal_is_taken_back_by_its_proposer_only,
    a_revocation_closes_what_else_waits,
    the_owner_reads_nothing_of_proposals,
    what_was_true_at_an_earlier_moment_is_told,
}

/// 23 December 2026, a month after the start of the tests' clock.
const A_MONTH_ON: Date = date!(2026 - 12 - 23);

async fn certified_venue(office: &Office) -> (OwnedVenue, Certificate) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let id = hotel.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    (hotel, certificate)
}

async fn find_verdict(office: &Office, certificate: &Certificate) -> Verdict {
    certificates::verify(&office.app, certificate.code.as_str()).await.unwrap().verdict
}

async fn an_approver_suspends_at_once_and_it_ends_by_itself(office: Office) {
    let (hotel, certificate) = certified_venue(&office).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let decision = ky.proposes(certificate.id, suspension(A_MONTH_ON)).await;
    assert_eq!((decision.state(), decision.settled().unwrap().account), (DecisionState::Decided, ky.id()));
    let standing = ky.looks_up(certificate.id).await.status_record;
    assert_eq!((standing.decided_status, standing.until), (CertificateStatus::Suspended, Some(A_MONTH_ON)));
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Suspended);
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::Suspended { number, decision, until, .. }
        if number == certificate.number.as_str() && decision == "15/QĐ-SNV" && until == "23/12/2026"));
    let deeds = office.actions_on(certificate.id.0).await;
    assert_eq!(deeds, [AuditAction::CertificateIssued, AuditAction::CertificateSuspended]);
    // 23 December is the last day: until midnight in Viet Nam.
    office.waits(Duration::days(30));
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Suspended);
    office.waits(Duration::days(1));
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Valid);
    ky.tries_to_propose(certificate.id, proposal(DecisionKind::Lift)).await.says_refused(Refusal::WrongState);
}

async fn an_officers_suspension_waits_for_the_approver(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let proposers = [
        office.commune_officer("Hoa", PHAN_RANG).await,
        office.labour_officer("Minh", PHAN_RANG).await,
        office.inspector("Tra", PHAN_RANG).await,
    ];
    for (day, officer) in (1..).zip(proposers) {
        let asked =
            DecisionProposal { number: String::new(), ..suspension(A_MONTH_ON + Duration::days(day)) };
        let decision = officer.proposes(certificate.id, asked).await;
        assert_eq!((decision.state(), decision.settled()), (DecisionState::Proposed, None));
        assert_eq!(ky.waiting().await, [decision.id]);
        let decided = ky.decides(&decision).await;
        assert_eq!(
            (decided.state(), decided.proposal.number.as_str()),
            (DecisionState::Decided, "15/QĐ-SNV")
        );
        assert!(ky.waiting().await.is_empty());
        assert_eq!(find_verdict(&office, &certificate).await, Verdict::Suspended);
    }
}

async fn what_was_true_at_an_earlier_moment_is_told(office: Office) {
    let before = office.app.now() - Duration::hours(1);
    let (_, certificate) = certified_venue(&office).await;
    let (ky, kien) = (office.approver("Ký", PHAN_RANG).await, office.approver("Kiên", PHAN_RANG).await);
    office.waits(Duration::days(1));
    ky.proposes(certificate.id, suspension(A_MONTH_ON)).await;
    office.waits(Duration::days(2));
    let lift = ky.proposes(certificate.id, proposal(DecisionKind::Lift)).await;
    kien.decides(&lift).await;
    office.waits(Duration::days(2));
    let revocation = ky.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    kien.decides(&revocation).await;
    office.waits(Duration::hours(1));
    // Each request takes its time, so the decisions fall into the minute after the hour.
    let issued = certificate.issued_at + Duration::MINUTE;
    for (hours, expected) in [
        (0, Verdict::Valid),
        (23, Verdict::Valid),
        (24, Verdict::Suspended),
        (71, Verdict::Suspended),
        (72, Verdict::Valid),
        (119, Verdict::Valid),
        (120, Verdict::Revoked),
    ] {
        let at = issued + Duration::hours(hours);
        let found = certificates::verify_at(&office.app, certificate.code.as_str(), at).await.unwrap();
        assert_eq!((found.verdict, found.checked_at), (expected, at), "{hours}");
        let decided = found.certificate.unwrap();
        assert_eq!(decided.decision(found.verdict).is_some(), expected != Verdict::Valid, "{hours}");
    }
    let at = |code: String, at| {
        let app = office.app.clone();
        async move { certificates::verify_at(&app, &code, at).await }
    };
    let code = certificate.code.to_string();
    let early = at(code.clone(), before).await.unwrap();
    assert_eq!((early.verdict, early.certificate), (Verdict::NotInRegister, None));
    assert_eq!(at("01234-56784".to_owned(), issued).await.unwrap().verdict, Verdict::NotInRegister);
    assert!(
        at(code.clone(), office.app.now() + Duration::SECOND).await.is_err(),
        "nobody knows what will be"
    );
    office.waits(Duration::days(400));
    assert_eq!(at(code.clone(), office.app.now()).await.unwrap().verdict, Verdict::Expired);
    assert_eq!(at(code, issued + Duration::hours(30)).await.unwrap().verdict, Verdict::Suspended);
}

async fn a_revocation_takes_two_people(office: Office) {
    let (hotel, certificate) = certified_venue(&office).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let decision = ky.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    assert_eq!(decision.state(), DecisionState::Proposed);
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Valid);
    ky.tries_to_decide(&decision, "15/QĐ-SNV").await.says_refused(Refusal::SecondPerson);
    ky.tries_to_decline(&decision, "Tự xem lại.").await.says_refused(Refusal::SecondPerson);
    let kien = office.approver("Kiên", PHAN_RANG).await;
    kien.decides(&decision).await;
    let standing = kien.looks_up(certificate.id).await.status_record;
    assert_eq!(
        (standing.decided_status, standing.reason),
        (CertificateStatus::Revoked, Some(PublicReason::ConditionsNotMet))
    );
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Revoked);
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::Revoked { decision, .. } if decision == "15/QĐ-SNV"));
    let deeds = office.actions_on(certificate.id.0).await;
    assert_eq!(
        deeds,
        [AuditAction::CertificateIssued, AuditAction::DecisionProposed, AuditAction::CertificateRevoked]
    );
}

async fn a_suspension_is_lifted_early_by_two_people(office: Office) {
    let (hotel, certificate) = certified_venue(&office).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    ky.proposes(certificate.id, suspension(A_MONTH_ON)).await;
    let lift = ky.proposes(certificate.id, proposal(DecisionKind::Lift)).await;
    ky.tries_to_decide(&lift, "16/QĐ-SNV").await.says_refused(Refusal::SecondPerson);
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Suspended);
    office.approver("Kiên", PHAN_RANG).await.tries_to_decide(&lift, "16/QĐ-SNV").await.unwrap();
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Valid);
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::Lifted { decision, .. } if decision == "16/QĐ-SNV"));
}

async fn the_public_reads_a_neutral_reason_and_the_number(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let ky = office.approver("Ký", PHAN_RANG).await;
    let accusing = DecisionProposal { ground: DecisionGround::UnderAge, ..suspension(A_MONTH_ON) };
    ky.proposes(certificate.id, accusing).await;
    let found = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    let standing = found.certificate.unwrap().status;
    assert_eq!(
        (standing.reason, standing.decision_number.as_str()),
        (Some(PublicReason::UnderReview), "15/QĐ-SNV")
    );
    assert!(standing.since.is_some());
}

async fn the_same_form_twice_proposes_once(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (key, shown) = (office.key(), (certificate.id, certificate.version));
    let first = hoa.tries_to_propose_with(key, shown, proposal(DecisionKind::Revoke)).await.unwrap();
    let second = hoa.tries_to_propose_with(key, shown, proposal(DecisionKind::Revoke)).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(hoa.waiting().await, [first.id]);
}

async fn one_of_a_kind_waits_at_a_time(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let (hoa, minh) =
        (office.commune_officer("Hoa", PHAN_RANG).await, office.labour_officer("Minh", PHAN_RANG).await);
    hoa.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    let again = minh.tries_to_propose(certificate.id, proposal(DecisionKind::Revoke)).await;
    again.says_refused(Refusal::AlreadyProposed);
    minh.proposes(certificate.id, suspension(A_MONTH_ON)).await;
    assert_eq!(hoa.waiting().await.len(), 2);
}

async fn what_is_not_whole_is_told_beside_its_field(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let (ky, kien) = (office.approver("Ký", PHAN_RANG).await, office.approver("Kiên", PHAN_RANG).await);
    let says = async |proposal| ky.tries_to_propose(certificate.id, proposal).await;
    let whole = suspension(A_MONTH_ON);
    let short = DecisionProposal { text: "x".into(), ..whole.clone() };
    says(short).await.says_invalid("text", "decision-text-short");
    let long = DecisionProposal { text: "x".repeat(2001), ..whole.clone() };
    says(long).await.says_invalid("text", "decision-text-long");
    let unnumbered = DecisionProposal { number: " ".into(), ..whole.clone() };
    says(unnumbered).await.says_invalid("number", "decision-number-empty");
    let long = DecisionProposal { number: "1".repeat(61), ..whole.clone() };
    says(long).await.says_invalid("number", "decision-number-long");
    says(DecisionProposal { until: None, ..whole.clone() }).await.says_refused(Refusal::SuspensionEnd);
    says(suspension(date!(2026 - 11 - 23))).await.says_refused(Refusal::SuspensionEnd);
    says(DecisionProposal { ground: DecisionGround::Remedied, ..whole })
        .await
        .says_refused(Refusal::ReasonMissing);
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Valid);
    let revocation = ky.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    kien.tries_to_decide(&revocation, "").await.says_invalid("number", "decision-number-empty");
    kien.tries_to_decline(&revocation, " ").await.says_invalid("note", "reason-short");
    assert_eq!(ky.waiting().await, [revocation.id]);
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Valid);
}

async fn what_the_state_forbids_is_refused(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let (ky, kien) = (office.approver("Ký", PHAN_RANG).await, office.approver("Kiên", PHAN_RANG).await);
    ky.tries_to_propose(certificate.id, proposal(DecisionKind::Lift)).await.says_refused(Refusal::WrongState);
    let revocation = ky.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    let decided = kien.decides(&revocation).await;
    let now = revocation.version + 1;
    let again = decisions::decide(&office.app, &kien.may(), (decided.id, now), "15/QĐ-SNV").await;
    again.says_refused(Refusal::WrongState);
    for kind in DecisionKind::ALL {
        let until = Some(A_MONTH_ON);
        let late = ky.tries_to_propose(certificate.id, DecisionProposal { until, ..proposal(kind) }).await;
        late.says_refused(Refusal::WrongState);
    }
}

async fn a_page_that_is_out_of_date_changes_nothing(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let (ky, kien) = (office.approver("Ký", PHAN_RANG).await, office.approver("Kiên", PHAN_RANG).await);
    let revocation = kien.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    ky.proposes(certificate.id, suspension(A_MONTH_ON)).await;
    let shown = (certificate.id, certificate.version);
    kien.tries_to_propose_with(office.key(), shown, proposal(DecisionKind::Lift)).await.says_conflict();
    let stale = camket_domain::certificates::decisions::Decision { version: 9, ..revocation };
    ky.tries_to_decide(&stale, "15/QĐ-SNV").await.says_conflict();
    ky.tries_to_decline(&stale, "Chưa đủ căn cứ.").await.says_conflict();
    kien.tries_to_take_back(&stale).await.says_conflict();
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Suspended);
}

async fn two_deciders_make_one_decision(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let (ky, kien) = (office.approver("Ký", PHAN_RANG).await, office.approver("Kiên", PHAN_RANG).await);
    let decision = office
        .commune_officer("Hoa", PHAN_RANG)
        .await
        .proposes(certificate.id, proposal(DecisionKind::Revoke))
        .await;
    let (one, other) = tokio::join!(
        ky.tries_to_decide(&decision, "15/QĐ-SNV"),
        kien.tries_to_decline(&decision, "Chưa đủ căn cứ.")
    );
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
    let expected = if one.is_ok() { Verdict::Revoked } else { Verdict::Valid };
    assert_eq!(find_verdict(&office, &certificate).await, expected);
}

async fn who_is_elsewhere_finds_nothing_and_who_is_of_another_agency_decides_nothing(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let decision = office
        .commune_officer("Hoa", PHAN_RANG)
        .await
        .proposes(certificate.id, proposal(DecisionKind::Revoke))
        .await;
    let far = office.approver("Xa", BA_DINH).await;
    far.tries_to_propose(certificate.id, suspension(A_MONTH_ON)).await.says_not_found();
    far.tries_to_decide(&decision, "15/QĐ").await.says_not_found();
    far.tries_to_decline(&decision, "Chưa đủ căn cứ.").await.says_not_found();
    far.tries_to_take_back(&decision).await.says_not_found();
    decisions::find(&office.app, &far.may(), decision.id).await.says_not_found();
    assert!(far.waiting().await.is_empty());
    let next_door = office.commune_officer("Mai", DO_VINH).await;
    next_door.tries_to_propose(certificate.id, proposal(DecisionKind::Revoke)).await.says_not_found();
    let committee = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await.id;
    let stray = office.member(Role::Approver, "Lạc", Some(committee), PHAN_RANG.commune()).await;
    stray.tries_to_decide(&decision, "15/QĐ").await.says_refused(Refusal::NotAllowed);
    stray.tries_to_decline(&decision, "Chưa đủ căn cứ.").await.says_refused(Refusal::NotAllowed);
    let asked = stray.proposes(certificate.id, suspension(A_MONTH_ON)).await;
    assert_eq!(asked.state(), DecisionState::Proposed, "who does not decide here proposes");
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Valid);
}

async fn a_declined_proposal_says_why_and_may_come_again(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let (hoa, ky) = (office.commune_officer("Hoa", PHAN_RANG).await, office.approver("Ký", PHAN_RANG).await);
    let first = hoa.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    let declined = ky.tries_to_decline(&first, "Chưa đủ căn cứ.").await.unwrap();
    assert_eq!((declined.state(), declined.note()), (DecisionState::Declined, "Chưa đủ căn cứ."));
    assert_eq!(find_verdict(&office, &certificate).await, Verdict::Valid);
    let second = hoa.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    let all = decisions::list_for_certificate(&office.app, &hoa.may(), certificate.id).await.unwrap();
    assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [second.id, first.id]);
    let deeds = office.actions_on(certificate.id.0).await;
    let expected =
        [AuditAction::CertificateIssued, AuditAction::DecisionProposed, AuditAction::DecisionDeclined];
    assert_eq!(deeds[..3], expected);
}

async fn a_proposal_is_taken_back_by_its_proposer_only(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let (hoa, minh) =
        (office.commune_officer("Hoa", PHAN_RANG).await, office.labour_officer("Minh", PHAN_RANG).await);
    let decision = hoa.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    minh.tries_to_take_back(&decision).await.says_refused(Refusal::NotAllowed);
    assert_eq!(hoa.tries_to_take_back(&decision).await.unwrap().state(), DecisionState::Withdrawn);
    assert!(hoa.waiting().await.is_empty());
    let ky = office.approver("Ký", PHAN_RANG).await;
    ky.tries_to_decide(&decision, "15/QĐ-SNV").await.says_conflict();
}

async fn a_revocation_closes_what_else_waits(office: Office) {
    let (_, certificate) = certified_venue(&office).await;
    let (hoa, ky) = (office.commune_officer("Hoa", PHAN_RANG).await, office.approver("Ký", PHAN_RANG).await);
    let overtaken = hoa.proposes(certificate.id, suspension(A_MONTH_ON)).await;
    let revocation = hoa.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    ky.decides(&revocation).await;
    assert!(ky.waiting().await.is_empty());
    let closed = decisions::find(&office.app, &hoa.may(), overtaken.id).await.unwrap().decision;
    assert_eq!((closed.state(), closed.settled().unwrap().account), (DecisionState::Withdrawn, ky.id()));
}

async fn the_owner_reads_nothing_of_proposals(office: Office) {
    let (hotel, certificate) = certified_venue(&office).await;
    let before = office.messages_to(hotel.owner.login.as_str()).await.len();
    let deeds = office.actions_at(hotel.id).await;
    let (hoa, ky) = (office.commune_officer("Hoa", PHAN_RANG).await, office.approver("Ký", PHAN_RANG).await);
    let decision = hoa.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;
    ky.tries_to_decline(&decision, "Chưa đủ căn cứ.").await.unwrap();
    assert_eq!(office.messages_to(hotel.owner.login.as_str()).await.len(), before);
    assert_eq!(office.actions_at(hotel.id).await, deeds);
}
