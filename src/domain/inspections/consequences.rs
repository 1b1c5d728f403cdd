//! The measure that the rules suggest after an inspection. Two people of the office decide (`proposals`).

use super::checklist::{Checklist, Weight};
use super::report::Finding;
use super::{Conclusion, Report};
use crate::certificates::decisions::{Ground, Kind as DecisionKind};
use crate::proposals::Measure;

/// Number of grave findings that count as a critical one.
const MANY: usize = 3;

/// A suggested measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
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
pub fn suggest(
    report: &Report,
    conclusion: Conclusion,
    list: &Checklist,
    earlier: &[String],
    in_force: bool,
) -> Suggestion {
    let mut found: Vec<_> = report.findings.iter().map(|f| (weight(list, f), code(f))).collect();
    found.sort_by_key(|weighed| std::cmp::Reverse(weighed.0));
    let gravest = found.first().map(|(weight, _)| *weight);
    let grave: Vec<_> = found.iter().filter(|(weight, _)| *weight == Weight::Grave).collect();
    let again = grave.iter().any(|(_, code)| earlier.contains(code));
    let measure = match gravest {
        None => Measure::None,
        Some(_) if !in_force => Measure::Reminder,
        Some(Weight::Critical) if conclusion == Conclusion::Transfer => Measure::Revoke,
        Some(Weight::Critical) => Measure::Suspend,
        Some(Weight::Grave) if again || grave.len() >= MANY => Measure::Suspend,
        Some(Weight::Grave | Weight::Minor) => Measure::Reminder,
    };
    Suggestion { measure, grounds: found.into_iter().map(|(_, code)| code).collect() }
}

/// The ground of the decision on the certificate, by the gravest item found (the first of `grounds`).
pub fn ground(grounds: &[String], kind: DecisionKind) -> Ground {
    let wanted = match grounds.first().map(String::as_str) {
        Some("ages") => Ground::UnderAge,
        Some("contracts" | "registered" | "identity-papers" | "residence" | "trafficking") => {
            Ground::LabourBroken
        }
        Some("security-certificate") => Ground::SecurityLapsed,
        _ => Ground::PledgeBroken,
    };
    // Every kind of decision that can follow from an inspection allows this ground.
    if kind.grounds().contains(&wanted) { wanted } else { Ground::PledgeBroken }
}

/// A finding outside the checklist counts as minor: people judge it.
fn weight(list: &Checklist, finding: &Finding) -> Weight {
    finding.item.as_deref().and_then(|code| list.item(code)).map_or(Weight::Minor, |item| item.weight)
}

fn code(finding: &Finding) -> String {
    finding.item.clone().unwrap_or_else(|| "other".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::lifecycle::tests::report;
    use super::*;

    fn found(items: &[&str]) -> Report {
        let finding = |item: &&str| Finding {
            item: Some((*item).to_owned()),
            text: String::new(),
            basis: String::new(),
        };
        Report { findings: items.iter().map(finding).collect(), ..report() }
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
            let suggestion = suggest(&found(items), conclusion, list, &earlier, in_force);
            assert_eq!(suggestion.measure, expected, "{items:?} {conclusion:?} {earlier:?} {in_force}");
        }
    }

    #[test]
    fn every_item_leads_to_a_ground_that_the_decision_knows() {
        let items = Checklist::newest().unwrap().items.iter().map(|item| item.code.clone());
        for item in items.chain(["other".to_owned()]) {
            for kind in [DecisionKind::Suspend, DecisionKind::Revoke] {
                assert!(
                    kind.grounds().contains(&ground(std::slice::from_ref(&item), kind)),
                    "{item} {kind:?}"
                );
            }
        }
        assert_eq!(ground(&["ages".into()], DecisionKind::Suspend), Ground::UnderAge);
        assert_eq!(ground(&[], DecisionKind::Revoke), Ground::PledgeBroken);
    }

    #[test]
    fn the_gravest_ground_stands_first() {
        let list = Checklist::newest().unwrap();
        let report = found(&["residence", "ages", "contracts"]);
        let suggestion = suggest(&report, Conclusion::Record, list, &[], true);
        assert_eq!(suggestion.grounds, ["ages", "contracts", "residence"]);
    }
}
