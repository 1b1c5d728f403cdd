//! The measure that the rules suggest after an inspection. Two people of the office decide (`proposals`).

use super::checklist::{Checklist, Severity};
use super::report::InspectionFinding;
use super::{Conclusion, InspectionReport};
use crate::certificates::decisions::{DecisionGround, DecisionKind};
use crate::measures::Measure;

/// Number of grave findings that count as a critical one.
const MANY_GRAVE_FINDINGS: usize = 3;

/// A suggested measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeasureSuggestion {
    pub measure: Measure,
    pub grounds: Vec<String>,
}

/// The measure that the rules suggest. `earlier`: codes of items found at visits of the last twelve months. `in_force`:
/// whether the venue has a certificate that could be suspended.
///
/// - no finding: no measure;
/// - a critical finding: suspension, or revocation if the file is transferred to another authority;
/// - a grave finding for the second time, or three grave findings: suspension;
/// - other findings, or no certificate in force: a reminder.
pub fn suggest_measure(
    report: &InspectionReport,
    conclusion: Conclusion,
    list: &Checklist,
    earlier: &[String],
    in_force: bool,
) -> MeasureSuggestion {
    let mut found: Vec<_> = report.findings.iter().map(|f| (find_severity(list, f), item_code(f))).collect();
    found.sort_by_key(|weighed| std::cmp::Reverse(weighed.0));
    let gravest = found.first().map(|(weight, _)| *weight);
    let grave: Vec<_> = found.iter().filter(|(weight, _)| *weight == Severity::Grave).collect();
    let again = grave.iter().any(|(_, code)| earlier.contains(code));
    let measure = match gravest {
        None => Measure::None,
        Some(_) if !in_force => Measure::Reminder,
        Some(Severity::Critical) if conclusion == Conclusion::Transfer => Measure::Revoke,
        Some(Severity::Critical) => Measure::Suspend,
        Some(Severity::Grave) if again || grave.len() >= MANY_GRAVE_FINDINGS => Measure::Suspend,
        Some(Severity::Grave | Severity::Minor) => Measure::Reminder,
    };
    MeasureSuggestion { measure, grounds: found.into_iter().map(|(_, code)| code).collect() }
}

/// The ground of the decision on the certificate, by the gravest item found (the first of `grounds`).
pub fn choose_decision_ground(grounds: &[String], kind: DecisionKind) -> DecisionGround {
    let wanted = match grounds.first().map(String::as_str) {
        Some("ages") => DecisionGround::UnderAge,
        Some("contracts" | "registered" | "identity-papers" | "residence" | "trafficking") => {
            DecisionGround::LabourBroken
        }
        Some("security-certificate") => DecisionGround::SecurityLapsed,
        _ => DecisionGround::PledgeBroken,
    };
    // Every kind of decision that can follow from an inspection allows this ground.
    if kind.grounds().contains(&wanted) { wanted } else { DecisionGround::PledgeBroken }
}

/// A finding outside the checklist counts as minor: people judge it.
fn find_severity(list: &Checklist, finding: &InspectionFinding) -> Severity {
    finding.item.as_deref().and_then(|code| list.find_item(code)).map_or(Severity::Minor, |item| item.weight)
}

fn item_code(finding: &InspectionFinding) -> String {
    finding.item.clone().unwrap_or_else(|| "other".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::lifecycle::tests::report;
    use super::*;

    fn report_with_findings(items: &[&str]) -> InspectionReport {
        let finding = |item: &&str| InspectionFinding {
            item: Some((*item).to_owned()),
            text: String::new(),
            basis: String::new(),
        };
        InspectionReport { findings: items.iter().map(finding).collect(), ..report() }
    }

    #[test]
    fn every_rule() {
        use Conclusion::{Pass, Record, Reminder, Transfer};
        let list = Checklist::newest().unwrap();
        for (items, conclusion, earlier, in_force, expected) in [
            (&[][..], Pass, &[][..], true, Measure::None),
            (&["health-checks"], Reminder, &[], true, Measure::Reminder),
            (&["health-checks"], Reminder, &["health-checks"], true, Measure::Reminder),
            (&["contracts"], Record, &[], true, Measure::Reminder),
            (&["contracts"], Record, &["contracts"], true, Measure::Suspend),
            (&["contracts"], Record, &["registered"], true, Measure::Reminder),
            (&["contracts", "registered", "identity-papers"], Record, &[], true, Measure::Suspend),
            (&["contracts", "registered", "residence"], Record, &[], true, Measure::Reminder),
            (&["ages"], Record, &[], true, Measure::Suspend),
            (&["ages"], Transfer, &[], true, Measure::Revoke),
            (&["ages"], Transfer, &[], false, Measure::Reminder),
            (&["not-on-any-list"], Record, &[], true, Measure::Reminder),
        ] {
            let earlier: Vec<String> = earlier.iter().map(|e: &&str| (*e).to_owned()).collect();
            let suggestion =
                suggest_measure(&report_with_findings(items), conclusion, list, &earlier, in_force);
            assert_eq!(suggestion.measure, expected, "{items:?} {conclusion:?} {earlier:?} {in_force}");
        }
    }

    #[test]
    fn every_item_leads_to_a_ground_that_the_decision_knows() {
        let items = Checklist::newest().unwrap().items.iter().map(|item| item.code.clone());
        for item in items.chain(["other".to_owned()]) {
            for kind in [DecisionKind::Suspend, DecisionKind::Revoke] {
                assert!(
                    kind.grounds().contains(&choose_decision_ground(std::slice::from_ref(&item), kind)),
                    "{item} {kind:?}"
                );
            }
        }
        assert_eq!(choose_decision_ground(&["ages".into()], DecisionKind::Suspend), DecisionGround::UnderAge);
        assert_eq!(choose_decision_ground(&[], DecisionKind::Revoke), DecisionGround::PledgeBroken);
    }

    #[test]
    fn the_gravest_ground_stands_first() {
        let list = Checklist::newest().unwrap();
        let report = report_with_findings(&["residence", "ages", "contracts"]);
        let suggestion = suggest_measure(&report, Conclusion::Record, list, &[], true);
        assert_eq!(suggestion.grounds, ["ages", "contracts", "residence"]);
    }
}
