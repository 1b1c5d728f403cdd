use proptest::prelude::*;
use time::macros::date;

use super::*;

const TODAY: Date = date!(2026 - 11 - 23);

/// A café with a certificate, visited this month.
fn calm() -> RiskFacts {
    RiskFacts {
        kind: VenueKind::Cafe,
        findings: Vec::new(),
        concerns: Vec::new(),
        demands_due: Vec::new(),
        contract_ends: Vec::new(),
        is_undeclared: false,
        seen_on: date!(2026 - 11 - 02),
        pledged: Some(date!(2026 - 01 - 05)..=date!(2029 - 01 - 04)),
    }
}

fn assess(facts: &RiskFacts) -> RiskAssessment {
    assess_venue(facts, &RiskRules::shipped(), TODAY)
}

fn reasons(facts: &RiskFacts) -> Vec<(RiskFactor, u32, u32)> {
    assess(facts).reasons.iter().map(|reason| (reason.factor, reason.units, reason.points)).collect()
}

#[test]
fn a_venue_without_any_factor_is_of_the_lowest_class() {
    let found = assess(&calm());
    assert_eq!((found.class, found.points, found.reasons.len()), (RiskClass::Low, 0, 0));
    assert_eq!(found.changes_on, Some(date!(2027 - 05 - 02)), "half a year after the visit");
}

#[test]
fn each_factor_adds_its_points_up_to_its_most() {
    let facts = RiskFacts { kind: VenueKind::Karaoke, ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::Kind, 1, 10)]);
    let facts = RiskFacts { findings: vec![date!(2024 - 11 - 22), date!(2024 - 11 - 23)], ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::Findings, 1, 25)], "the first was too long ago");
    let facts = RiskFacts { findings: vec![TODAY; 5], ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::Findings, 5, 75)], "three count");
    let facts = RiskFacts { pledged: Some(date!(2023 - 01 - 05)..=date!(2026 - 11 - 22)), ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::NoPledge, 1, 25)]);
    let facts = RiskFacts { pledged: None, ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::NoPledge, 1, 25)]);
    let facts = RiskFacts { demands_due: vec![date!(2026 - 11 - 22), TODAY], ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::OverdueDemands, 1, 10)], "the last day is not over");
    let facts = RiskFacts { concerns: vec![TODAY], ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::Concerns, 1, 15)]);
    let facts = RiskFacts { is_undeclared: true, ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::Workers, 1, 5)]);
    let facts = RiskFacts { contract_ends: vec![date!(2026 - 10 - 01), date!(2027 - 01 - 01)], ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::Workers, 1, 5)]);
    let facts = RiskFacts { seen_on: date!(2025 - 05 - 23), ..calm() };
    assert_eq!(reasons(&facts), [(RiskFactor::Unvisited, 3, 15)]);
}

#[test]
fn points_make_the_class() {
    let of = |findings: usize, kind| assess(&RiskFacts { findings: vec![TODAY; findings], kind, ..calm() });
    assert_eq!(of(0, VenueKind::Karaoke).class, RiskClass::Low);
    assert_eq!(of(1, VenueKind::Cafe).class, RiskClass::Medium);
    assert_eq!(of(1, VenueKind::Karaoke).points, 35);
    assert_eq!(of(2, VenueKind::Cafe).class, RiskClass::High);
}

#[test]
fn a_weight_of_nothing_switches_a_factor_off() {
    let mut rules = RiskRules::shipped();
    rules.weights[0].points = 0;
    let facts = RiskFacts { findings: vec![TODAY], ..calm() };
    assert!(assess_venue(&facts, &rules, TODAY).reasons.is_empty());
    rules.weights.clear();
    let facts = RiskFacts { pledged: None, kind: VenueKind::Karaoke, ..facts };
    assert_eq!(assess_venue(&facts, &rules, TODAY).points, 0, "what the rules do not name counts nothing");
}

#[test]
fn every_factor_has_fields_of_its_name() {
    for factor in RiskFactor::ALL {
        let named = (format!("points-{}", factor.code()), format!("most-{}", factor.code()));
        assert_eq!(factor.fields(), (named.0.as_str(), named.1.as_str()));
    }
}

#[test]
fn rules_are_checked() {
    let shipped = RiskRules::shipped();
    assert_eq!(shipped.check(), Ok(()));
    let fault = |change: fn(&mut RiskRules)| {
        let mut rules = shipped.clone();
        change(&mut rules);
        rules.check().unwrap_err()
    };
    assert_eq!(fault(|r| r.weights[0].points = 101), ("points-findings", RiskRulesFault::PointsBounds));
    assert_eq!(fault(|r| r.weights[1].most = 0), ("most-no-pledge", RiskRulesFault::UnitsBounds));
    assert_eq!(fault(|r| r.weights[1].most = 21).1, RiskRulesFault::UnitsBounds);
    assert_eq!(fault(|r| r.months = 0).1, RiskRulesFault::MonthsBounds);
    assert_eq!(fault(|r| r.months = 61).1, RiskRulesFault::MonthsBounds);
    assert_eq!(fault(|r| r.medium_points = 0), ("medium_points", RiskRulesFault::LimitsOrder));
    assert_eq!(fault(|r| r.high_points = 25), ("high_points", RiskRulesFault::LimitsOrder));
    assert_eq!(fault(|r| r.medium_share = 0).1, RiskRulesFault::LimitsOrder);
    assert_eq!(fault(|r| r.high_share = 10).1, RiskRulesFault::LimitsOrder);
    assert_eq!(fault(|r| r.high_share = 101), ("high_share", RiskRulesFault::ShareBounds));
}

#[test]
fn an_override_has_a_reason_and_an_end() {
    let by = ActorStamp {
        account: crate::ids::AccountId(uuid::Uuid::nil()),
        name: "Hoa".to_owned(),
        at: time::OffsetDateTime::UNIX_EPOCH,
    };
    let set = RiskOverride { class: RiskClass::Low, reason: "Đã kiểm tra".to_owned(), until: TODAY, by };
    assert_eq!(set.check(TODAY), Ok(()));
    assert_eq!((set.class_on(TODAY), set.class_on(date!(2026 - 11 - 24))), (Some(RiskClass::Low), None));
    let fault = |set: RiskOverride| set.check(TODAY).unwrap_err();
    assert_eq!(
        fault(RiskOverride { reason: " ".to_owned(), ..set.clone() }),
        ("reason", RiskOverrideFault::ReasonMissing)
    );
    for until in [date!(2026 - 11 - 22), date!(2027 - 11 - 24)] {
        assert_eq!(fault(RiskOverride { until, ..set.clone() }), ("until", RiskOverrideFault::UntilBounds));
    }
}

#[test]
fn the_share_of_high_venues_makes_the_class_of_a_commune() {
    let rules = RiskRules::shipped();
    let of = |high, low| {
        let mut counts = RiskCounts::default();
        counts.add(RiskClass::High, high);
        counts.add(RiskClass::Low, low);
        counts.class(&rules)
    };
    assert_eq!(of(0, 0), None);
    assert_eq!(of(0, 9), Some(RiskClass::Low));
    assert_eq!(of(1, 10), Some(RiskClass::Low), "9.09 per cent");
    assert_eq!(of(1, 9), Some(RiskClass::Medium));
    assert_eq!(of(1, 3), Some(RiskClass::High));
}

proptest! {
    /// The lists by which stored classes are brought up to date would miss a change otherwise.
    #[test]
    fn nothing_changes_before_the_day_that_is_named(
        findings in prop::collection::vec(0_i64..1_500, 0..4),
        dues in prop::collection::vec(-400_i64..400, 0..4),
        ends in prop::collection::vec(-400_i64..400, 0..4),
        seen in 0_i64..1_500,
        pledged in prop::option::of((-800_i64..400, 0_i64..900)),
    ) {
        let day = |ago: i64| TODAY - Duration::days(ago);
        let facts = RiskFacts {
            findings: findings.into_iter().map(day).collect(),
            demands_due: dues.into_iter().map(day).collect(),
            contract_ends: ends.into_iter().map(day).collect(),
            seen_on: day(seen),
            pledged: pledged.map(|(ago, long)| day(ago)..=day(ago) + Duration::days(long)),
            ..calm()
        };
        let rules = RiskRules::shipped();
        let now = assess_venue(&facts, &rules, TODAY);
        let until = now.changes_on.unwrap_or(Date::MAX).min(TODAY + Duration::days(400));
        let mut day = TODAY;
        while day < until {
            prop_assert_eq!(assess_venue(&facts, &rules, day).reasons, now.reasons.clone());
            day = day.next_day().unwrap();
        }
    }
}
