use proptest::prelude::*;
use time::macros::date;

use super::*;

const TODAY: Date = date!(2026 - 11 - 23);

/// A worker of whom nothing is missing.
fn worker() -> WorkerDays {
    let health_check_on = Some(date!(2026 - 10 - 01));
    WorkerDays {
        contract_ends_on: None,
        lacks_permit: false,
        permit_ends_on: None,
        health_check_on,
        has_pledged: true,
    }
}

/// A register of one such worker.
fn calm() -> LabourFacts {
    LabourFacts {
        workers: vec![worker()],
        at_two_venues: 0,
        rooms: Some(40),
        changed_on: Some(date!(2026 - 11 - 01)),
    }
}

fn with_worker(worker: WorkerDays) -> LabourFacts {
    LabourFacts { workers: vec![worker], ..calm() }
}

fn find(facts: &LabourFacts) -> Vec<(LabourCheck, u32)> {
    let found = assess_labour(facts, &LabourRules::shipped(), TODAY).findings;
    found.iter().map(|finding| (finding.check, finding.units)).collect()
}

#[test]
fn a_register_of_which_nothing_is_missing_meets_no_rule() {
    let found = assess_labour(&calm(), &LabourRules::shipped(), TODAY);
    assert_eq!((found.findings, found.changes_on), (Vec::new(), Some(date!(2027 - 01 - 02))));
    assert_eq!(find(&LabourFacts::default()), [], "a venue without rooms and without workers");
}

#[test]
fn each_rule_counts_what_it_says() {
    let until = |day| with_worker(WorkerDays { contract_ends_on: Some(day), ..worker() });
    assert_eq!(find(&until(date!(2026 - 11 - 22))), [(LabourCheck::NoContract, 1)]);
    assert_eq!(find(&until(TODAY)), [(LabourCheck::ContractEnds, 1)], "the last day");
    assert_eq!(find(&until(date!(2026 - 12 - 23))), [(LabourCheck::ContractEnds, 1)], "thirty days");
    assert_eq!(find(&until(date!(2026 - 12 - 24))), []);
    let permitted = |day| with_worker(WorkerDays { permit_ends_on: Some(day), ..worker() });
    assert_eq!(find(&permitted(date!(2026 - 11 - 22))), [(LabourCheck::NoPermit, 1)]);
    assert_eq!(find(&permitted(TODAY)), [(LabourCheck::ContractEnds, 1)], "the last day");
    assert_eq!(find(&permitted(date!(2026 - 12 - 24))), []);
    assert_eq!(
        find(&with_worker(WorkerDays { lacks_permit: true, ..worker() })),
        [(LabourCheck::NoPermit, 1)]
    );
    assert_eq!(find(&LabourFacts { at_two_venues: 2, ..calm() }), [(LabourCheck::TwoVenues, 2)]);
    let empty = |rooms| LabourFacts { workers: Vec::new(), rooms: Some(rooms), ..calm() };
    assert_eq!(find(&empty(30)), [(LabourCheck::NobodyDeclared, 30)]);
    assert_eq!(find(&empty(29)), []);
    let changed = |day| LabourFacts { changed_on: Some(day), ..calm() };
    assert_eq!(find(&changed(date!(2025 - 11 - 23))), [(LabourCheck::NoChange, 12)]);
    assert_eq!(find(&changed(date!(2025 - 11 - 24))), []);
    assert_eq!(find(&changed(date!(2025 - 01 - 23))), [(LabourCheck::NoChange, 22)]);
    let checked = |day| with_worker(WorkerDays { health_check_on: day, ..worker() });
    assert_eq!(find(&checked(None)), [(LabourCheck::HealthChecks, 1)]);
    assert_eq!(find(&checked(Some(date!(2026 - 08 - 22)))), [(LabourCheck::HealthChecks, 1)]);
    assert_eq!(find(&checked(Some(date!(2026 - 08 - 23)))), []);
    let pledged = with_worker(WorkerDays { has_pledged: false, ..worker() });
    assert_eq!(find(&pledged), [(LabourCheck::WorkerPledges, 1)]);
}

#[test]
fn a_rule_is_switched_off_and_its_threshold_changed() {
    let rule = |check, is_on, threshold| LabourRule { check, is_on, threshold };
    let rules = LabourRules::new(vec![
        rule(LabourCheck::WorkerPledges, false, 0),
        rule(LabourCheck::NobodyDeclared, true, 10),
    ]);
    let assess = |facts: &LabourFacts| assess_labour(facts, &rules, TODAY).findings;
    assert_eq!(assess(&with_worker(WorkerDays { has_pledged: false, ..worker() })), []);
    let small = LabourFacts { workers: Vec::new(), rooms: Some(12), ..calm() };
    let check = LabourCheck::NobodyDeclared;
    assert_eq!(assess(&small), [LabourFinding { check, units: 12, threshold: 10 }]);
    assert_eq!(rules.find(LabourCheck::NoChange), rule(LabourCheck::NoChange, true, 12), "not kept");
}

#[test]
fn thresholds_are_checked() {
    assert_eq!(LabourRules::shipped().check(), Ok(()));
    for (check, most) in [
        (LabourCheck::ContractEnds, 365),
        (LabourCheck::NobodyDeclared, 1_000),
        (LabourCheck::NoChange, 60),
        (LabourCheck::HealthChecks, 36),
    ] {
        let keep = |threshold| LabourRules::new(vec![LabourRule { check, is_on: true, threshold }]).check();
        assert_eq!((keep(1), keep(most)), (Ok(()), Ok(())));
        let fault = Err((check.fields().1, LabourRulesFault::ThresholdBounds));
        assert_eq!((keep(0), keep(most + 1)), (fault, fault));
    }
}

#[test]
fn every_rule_has_fields_of_its_name() {
    for check in LabourCheck::ALL {
        let named = (format!("on-{}", check.code()), format!("threshold-{}", check.code()));
        assert_eq!(check.fields(), (named.0.as_str(), named.1.as_str()));
    }
}

proptest! {
    /// The lists by which stored findings are brought up to date would miss a change otherwise.
    #[test]
    fn no_rule_begins_or_ceases_before_the_day_that_is_named(
        workers in prop::collection::vec((-60_i64..200, -60_i64..200, prop::option::of(0_i64..400)), 0..5),
        changed in 0_i64..800,
    ) {
        let day = |ago: i64| TODAY - Duration::days(ago);
        let ahead = |days: i64| (days > -50).then(|| TODAY + Duration::days(days));
        let worker = |(end, permit, check): (i64, i64, Option<i64>)| WorkerDays {
            contract_ends_on: ahead(end),
            lacks_permit: false,
            permit_ends_on: ahead(permit),
            health_check_on: check.map(day),
            has_pledged: true,
        };
        let facts = LabourFacts {
            workers: workers.into_iter().map(worker).collect(),
            changed_on: Some(day(changed)),
            ..calm()
        };
        let rules = LabourRules::shipped();
        let list = |day| {
            let found = assess_labour(&facts, &rules, day).findings;
            found.into_iter().map(|finding| finding.check).collect::<Vec<_>>()
        };
        let until = assess_labour(&facts, &rules, TODAY).changes_on.unwrap_or(Date::MAX);
        let until = until.min(TODAY + Duration::days(500));
        let mut day = TODAY;
        while day < until {
            prop_assert_eq!(list(day), list(TODAY));
            day = day.next_day().unwrap();
        }
    }
}
