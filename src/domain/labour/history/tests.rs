use time::macros::{date, datetime};

use super::*;
use crate::calendar::BirthDate;
use crate::labour::{
    Contract, IdDocumentKind, Job, JobGroup, LabourBook, PermitKind, Sex, WorkPermit, WorkerIdentity,
};
use crate::sealed::SealedNumber;

fn worker() -> Worker {
    Worker {
        id: WorkerId(Uuid::from_u128(1)),
        venue: VenueId(Uuid::from_u128(2)),
        person: WorkerIdentity {
            name: "Trần Thị Hạnh".to_owned(),
            sex: Sex::Female,
            born_on: BirthDate::new(date!(1990 - 05 - 17), false),
            nationality: "Việt Nam".to_owned(),
            residence: "Khánh Hòa".to_owned(),
            paper: IdDocumentKind::Personal,
            number: SealedNumber { sealed: vec![1], fingerprint: "a".to_owned(), last4: "0500".to_owned() },
        },
        job: Job {
            position: "Lễ tân".to_owned(),
            customer_facing: true,
            group: JobGroup::Other,
            qualification: String::new(),
            contract: Contract::Indefinite,
            started_on: date!(2025 - 03 - 01),
            ends_on: None,
        },
        health_check_on: None,
        pledged_on: None,
        permit: None,
        book: LabourBook::default(),
        created_at: datetime!(2026-11-01 03:00 UTC),
        version: 1,
    }
}

fn exemption() -> WorkPermit {
    WorkPermit { kind: PermitKind::Exemption, number: String::new(), until: None }
}

/// A field with a change of it alone.
type OneChange = (WorkerField, fn(&mut Worker));

const ONE_EACH: [OneChange; WorkerField::ALL.len()] = [
    (WorkerField::Name, |worker| worker.person.name.push('h')),
    (WorkerField::Sex, |worker| worker.person.sex = Sex::Male),
    (WorkerField::BornOn, |worker| worker.person.born_on = BirthDate::new(date!(1990 - 12 - 31), true)),
    (WorkerField::Nationality, |worker| worker.person.nationality.clear()),
    (WorkerField::Residence, |worker| worker.person.residence.clear()),
    (WorkerField::Number, |worker| worker.person.number.fingerprint.push('b')),
    (WorkerField::Position, |worker| worker.job.position.clear()),
    (WorkerField::CustomerFacing, |worker| worker.job.customer_facing = false),
    (WorkerField::Group, |worker| worker.job.group = JobGroup::Manager),
    (WorkerField::Qualification, |worker| worker.job.qualification.push('x')),
    (WorkerField::Contract, |worker| worker.job.contract = Contract::Fixed),
    (WorkerField::StartedOn, |worker| worker.job.started_on = date!(2025 - 03 - 02)),
    (WorkerField::EndsOn, |worker| worker.job.ends_on = Some(date!(2026 - 12 - 31))),
    (WorkerField::Permit, |worker| worker.permit = Some(exemption())),
    (WorkerField::HealthCheckOn, |worker| worker.health_check_on = Some(date!(2026 - 10 - 01))),
    (WorkerField::PledgedOn, |worker| worker.pledged_on = Some(date!(2026 - 10 - 01))),
    (WorkerField::Book, |worker| worker.book.wage.push('9')),
];

#[test]
fn each_field_is_told_and_three_are_only_noted() {
    let before = worker();
    assert_eq!(list_changed_fields(&before, &before), []);
    assert_eq!(judge_change(&[]), None);
    for (field, change) in ONE_EACH {
        let mut after = worker();
        change(&mut after);
        assert_eq!(list_changed_fields(&before, &after), [field]);
        let noted = [WorkerField::HealthCheckOn, WorkerField::PledgedOn, WorkerField::Book].contains(&field);
        let kind = if noted { WorkerChangeKind::Noted } else { WorkerChangeKind::Changed };
        assert_eq!(judge_change(&[field]), Some(kind), "{field:?}");
        assert_eq!(judge_change(&[field, WorkerField::Name]), Some(WorkerChangeKind::Changed));
    }
    // The same number sealed again has other bytes.
    let mut sealed_again = worker();
    sealed_again.person.number.sealed = vec![2];
    assert_eq!(list_changed_fields(&before, &sealed_again), []);
    let mut passport = worker();
    passport.person.paper = IdDocumentKind::Passport;
    assert_eq!(list_changed_fields(&before, &passport), [WorkerField::Number]);
}

#[test]
fn a_later_contract_is_no_other_start() {
    let (began, declared) = (date!(2025 - 03 - 01), date!(2025 - 03 - 10));
    for (started_on, today, corrects) in [
        (began, declared, false),
        (date!(2025 - 02 - 28), date!(2026 - 01 - 01), true),
        (date!(2026 - 03 - 01), date!(2026 - 01 - 01), false),
        (date!(2025 - 03 - 05), declared, true),
        (date!(2025 - 03 - 05), date!(2025 - 03 - 11), false),
    ] {
        assert_eq!(corrects_start(began, declared, started_on, today), corrects, "{started_on} {today}");
    }
}

#[test]
fn nobody_leaves_before_the_first_day_or_after_today() {
    let (began, today) = (date!(2025 - 03 - 01), date!(2026 - 11 - 23));
    for (left_on, expected) in [
        (date!(2025 - 02 - 28), Err(LeaveFault::BeforeStart)),
        (began, Ok(())),
        (today, Ok(())),
        (date!(2026 - 11 - 24), Err(LeaveFault::Later)),
    ] {
        assert_eq!(check_leave(began, left_on, today), expected, "{left_on}");
    }
}

#[test]
fn a_register_far_from_its_certificate_needs_a_look() {
    let threshold = StaffingThreshold { workers: 3, percent: 30 };
    for (printed, present, expected) in [
        (10, 10, false),
        (10, 12, false),
        (10, 13, true),
        (10, 7, true),
        (10, 8, false),
        (2, 0, false),
        (20, 15, false),
        (20, 14, true),
        (0, 2, false),
        (0, 3, true),
    ] {
        let staffing = Staffing { printed, printed_on: date!(2026 - 01 - 01), present };
        assert_eq!(staffing.needs_look(threshold), expected, "{printed} {present}");
    }
}
