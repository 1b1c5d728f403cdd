use super::*;
use crate::certificates::samples::certificate;
use time::Duration;
use time::macros::{date, datetime};
use uuid::Uuid;

/// Noon in Vietnam on the day of all decisions.
const NOW: OffsetDateTime = datetime!(2026-12-01 05:00 UTC);
const TODAY: Date = date!(2026 - 12 - 01);

fn person(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn decision_facts() -> DecisionFacts<'static> {
    DecisionFacts {
        owner: person(1),
        proposer: person(2),
        decider: person(3),
        reason: PublicReason::UnderReview,
        number: "12/QĐ-SNV",
    }
}

fn status_record(decided: CertificateStatus, until: Option<Date>) -> StatusRecord {
    StatusRecord {
        decided_status: decided,
        until,
        since: Some(NOW - Duration::days(9)),
        ..StatusRecord::issued()
    }
}

/// Every standing of a certificate, with a name and the certificate's last day.
fn every_status_record() -> Vec<(&'static str, StatusRecord, Date)> {
    let (last, over) = (date!(2027 - 11 - 22), date!(2026 - 11 - 30));
    let (yesterday, later) = (Some(date!(2026 - 11 - 30)), Some(date!(2026 - 12 - 15)));
    vec![
        ("issued", StatusRecord::issued(), last),
        ("suspended", status_record(CertificateStatus::Suspended, later), last),
        ("lapsed suspension", status_record(CertificateStatus::Suspended, yesterday), last),
        ("endless suspension", status_record(CertificateStatus::Suspended, None), last),
        ("revoked", status_record(CertificateStatus::Revoked, None), last),
        ("superseded", status_record(CertificateStatus::Superseded, None), last),
        ("expired", StatusRecord::issued(), over),
        ("expired and suspended", status_record(CertificateStatus::Suspended, later), over),
        ("expired and revoked", status_record(CertificateStatus::Revoked, None), over),
        ("expired and superseded", status_record(CertificateStatus::Superseded, None), over),
    ]
}

fn commands() -> [Command; 4] {
    let next = CertificateNumber("KH-SNV-2026-000002".to_owned());
    [Command::Suspend(date!(2026 - 12 - 31)), Command::Lift, Command::Revoke, Command::Supersede(next)]
}

#[test]
fn every_state_and_command() {
    use CertificateStatus::{Issued, Revoked, Superseded, Suspended};
    let no = Err(Refusal::WrongState);
    let table = [
        ("issued", [Ok(Suspended), no.clone(), Ok(Revoked), Ok(Superseded)]),
        ("suspended", [Ok(Suspended), Ok(Issued), Ok(Revoked), Ok(Superseded)]),
        ("lapsed suspension", [Ok(Suspended), no.clone(), Ok(Revoked), Ok(Superseded)]),
        ("endless suspension", [Err(Refusal::SuspensionEnd), Ok(Issued), Ok(Revoked), Ok(Superseded)]),
        ("revoked", [no.clone(), no.clone(), no.clone(), no.clone()]),
        ("superseded", [no.clone(), no.clone(), no.clone(), no.clone()]),
        ("expired", [no.clone(), no.clone(), no.clone(), no.clone()]),
        ("expired and suspended", [no.clone(), no.clone(), no.clone(), no.clone()]),
        ("expired and revoked", [no.clone(), no.clone(), no.clone(), no.clone()]),
        ("expired and superseded", [no.clone(), no.clone(), no.clone(), no.clone()]),
    ];
    for ((name, standing, expires_on), (expected_name, outcomes)) in
        every_status_record().into_iter().zip(table)
    {
        assert_eq!(name, expected_name);
        let certificate = Certificate { status_record: standing, expires_on, ..certificate() };
        for (command, expected) in commands().into_iter().zip(outcomes) {
            let said = decide(&certificate, command.clone(), &decision_facts(), NOW)
                .map(|after| after.status_record.decided_status);
            assert_eq!(said, expected, "{name}: {command:?}");
        }
    }
}

#[test]
fn a_decision_leaves_nothing_of_the_one_before() {
    let before = Certificate {
        status_record: StatusRecord {
            reason: Some(PublicReason::Closed),
            decision_number: "1/QĐ".to_owned(),
            ..status_record(CertificateStatus::Suspended, Some(date!(2026 - 12 - 15)))
        },
        ..certificate()
    };
    let [suspend, lift, revoke, supersede] =
        commands().map(|command| decide(&before, command, &decision_facts(), NOW).unwrap().status_record);
    for after in [&suspend, &lift, &revoke, &supersede] {
        assert_eq!((after.since, after.reason), (Some(NOW), Some(PublicReason::UnderReview)));
        assert_eq!(after.decision_number, "12/QĐ-SNV");
    }
    assert_eq!(suspend.until, Some(date!(2026 - 12 - 31)));
    assert_eq!((lift.until, revoke.until, supersede.until), (None, None, None));
    assert_eq!(supersede.replaced_by.unwrap().as_str(), "KH-SNV-2026-000002");
    assert_eq!((suspend.replaced_by, lift.replaced_by, revoke.replaced_by), (None, None, None));
}

#[test]
fn a_suspension_ends_after_today_and_not_after_the_certificate() {
    let said = |until| {
        decide(&certificate(), Command::Suspend(until), &decision_facts(), NOW).map(|c| c.status_record.until)
    };
    let last = certificate().expires_on;
    assert_eq!(said(TODAY), Err(Refusal::SuspensionEnd));
    assert_eq!(said(TODAY.next_day().unwrap()), Ok(TODAY.next_day()));
    assert_eq!(said(last), Ok(Some(last)));
    assert_eq!(said(last.next_day().unwrap()), Err(Refusal::SuspensionEnd));
}

#[test]
fn a_suspension_is_prolonged_and_never_shortened() {
    let until = date!(2026 - 12 - 15);
    let suspended = Certificate {
        status_record: status_record(CertificateStatus::Suspended, Some(until)),
        ..certificate()
    };
    let said = |until| {
        decide(&suspended, Command::Suspend(until), &decision_facts(), NOW).map(|c| c.status_record.until)
    };
    assert_eq!(said(until), Err(Refusal::SuspensionEnd));
    assert_eq!(said(until.previous_day().unwrap()), Err(Refusal::SuspensionEnd));
    assert_eq!(said(until.next_day().unwrap()), Ok(until.next_day()));
}

#[test]
fn two_people_lift_and_revoke_and_nobody_acts_on_their_own_venue() {
    let suspended = Certificate {
        status_record: status_record(CertificateStatus::Suspended, Some(date!(2026 - 12 - 15))),
        ..certificate()
    };
    let alone = DecisionFacts { proposer: person(3), ..decision_facts() };
    let said = |facts| commands().map(|command| decide(&suspended, command, &facts, NOW).map(|_| ()));
    let second = Err(Refusal::SecondPerson);
    assert_eq!(said(alone), [Ok(()), second.clone(), second, Ok(())]);
    for own in [
        DecisionFacts { owner: person(2), ..decision_facts() },
        DecisionFacts { owner: person(3), ..decision_facts() },
    ] {
        assert_eq!(said(own), [const { Err(Refusal::OwnVenue) }; 4]);
    }
}

#[test]
fn what_can_be_decided_can_be_proposed_and_not_by_the_owner() {
    for (name, standing, expires_on) in every_status_record() {
        let certificate = Certificate { status_record: standing, expires_on, ..certificate() };
        for command in commands() {
            let proposed = check_proposal(&certificate, command.clone(), person(1), person(2), NOW);
            let decided = decide(&certificate, command.clone(), &decision_facts(), NOW).map(drop);
            assert_eq!(proposed, decided, "{name}: {command:?}");
            let own = check_proposal(&certificate, command, person(2), person(2), NOW);
            assert_eq!(own, Err(Refusal::OwnVenue));
        }
    }
}

#[test]
fn the_owner_alone_ends_the_paper_of_a_closed_venue() {
    let own = DecisionFacts { proposer: person(1), decider: person(1), number: "", ..decision_facts() };
    for (name, standing, expires_on) in every_status_record() {
        let ends = matches!(name, "issued" | "suspended" | "lapsed suspension" | "endless suspension");
        let before = Certificate { status_record: standing, expires_on, ..certificate() };
        assert_eq!(
            decide(&before, Command::Close, &decision_facts(), NOW),
            Err(Refusal::NotAllowed),
            "{name}"
        );
        match decide(&before, Command::Close, &own, NOW) {
            Ok(after) => {
                assert!(ends, "{name}");
                let record = after.status_record;
                assert_eq!(record.decided_status, CertificateStatus::Revoked, "{name}");
                assert_eq!(record.reason, Some(PublicReason::Closed), "{name}");
                assert_eq!(
                    (record.since, record.until, record.decision_number.as_str()),
                    (Some(NOW), None, "")
                );
            }
            Err(refusal) => assert_eq!((ends, refusal), (false, Refusal::WrongState), "{name}"),
        }
    }
}
