//! What differs between two versions of a report, for those who read both.

use std::collections::BTreeSet;

use super::Conclusion;
use super::report::{AnsweredItem, InspectionFinding, InspectionReport, ReportDemand};
use crate::calendar::format_date;
use crate::codes::codes;

codes! {
    /// A part of a report that is a text or a number.
    ReportPart {
        Certificate = "certificate",
        /// Number of workers found.
        Staff = "staff",
        /// A finding outside the checklist.
        Finding = "finding",
        /// A demand with its last day.
        Demand = "demand",
        /// Name of the venue's representative.
        Owner = "owner",
        Remarks = "remarks",
    }
}

/// A difference between a version and the next one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReportDifference {
    /// The answer to the question with this code.
    Answer {
        item: String,
        from: Option<AnsweredItem>,
        to: Option<AnsweredItem>,
    },
    /// Empty: not there.
    Text {
        part: ReportPart,
        from: String,
        to: String,
    },
    Conclusion {
        from: Conclusion,
        to: Conclusion,
    },
    /// Whether the venue's representative refused to sign, now.
    OwnerRefused(bool),
    /// Numbers of photos.
    Photos {
        removed: usize,
        added: usize,
    },
    /// Numbers of earlier demands that were found to be met.
    MetDemands {
        removed: usize,
        added: usize,
    },
}

/// What differs, in the order of the record. Signatures are left out: each version has its own.
pub fn list_differences(
    (before, concluded): (&InspectionReport, Conclusion),
    (after, conclusion): (&InspectionReport, Conclusion),
) -> Vec<ReportDifference> {
    let part = |part, from: &str, to: &str| {
        (from != to).then(|| ReportDifference::Text { part, from: from.to_owned(), to: to.to_owned() })
    };
    let certificate = |r: &InspectionReport| r.certificate.clone().unwrap_or_default();
    let found = |r: &InspectionReport| r.staff.found.to_string();
    let mut all: Vec<_> =
        part(ReportPart::Certificate, &certificate(before), &certificate(after)).into_iter().collect();
    all.extend(list_answers(before, after));
    all.extend(part(ReportPart::Staff, &found(before), &found(after)));
    all.extend(list_lines(ReportPart::Finding, &list_findings(before), &list_findings(after)));
    all.extend(list_lines(ReportPart::Demand, &list_demands(before), &list_demands(after)));
    let [removed, added] = count_changed(&before.met_demands, &after.met_demands);
    all.extend((removed + added > 0).then_some(ReportDifference::MetDemands { removed, added }));
    all.extend(part(ReportPart::Owner, &before.owner.name, &after.owner.name));
    all.extend(part(ReportPart::Remarks, &before.owner.remarks, &after.owner.remarks));
    let refused = after.owner.refused;
    all.extend((before.owner.refused != refused).then_some(ReportDifference::OwnerRefused(refused)));
    let [removed, added] = count_changed(&before.photos, &after.photos);
    all.extend((removed + added > 0).then_some(ReportDifference::Photos { removed, added }));
    all.extend(
        (concluded != conclusion).then_some(ReportDifference::Conclusion { from: concluded, to: conclusion }),
    );
    all
}

fn list_answers(before: &InspectionReport, after: &InspectionReport) -> Vec<ReportDifference> {
    let find =
        |report: &InspectionReport, item: &str| report.answers.iter().find(|a| a.item == item).cloned();
    let items: BTreeSet<&String> = before.answers.iter().chain(&after.answers).map(|a| &a.item).collect();
    let both = items.into_iter().map(|item| (item.clone(), find(before, item), find(after, item)));
    both.filter(|(_, from, to)| from != to)
        .map(|(item, from, to)| ReportDifference::Answer { item, from, to })
        .collect()
}

/// Findings with an item follow from the answers.
fn list_findings(report: &InspectionReport) -> Vec<String> {
    let line = |finding: &InspectionFinding| format!("{} {}", finding.text, finding.basis).trim().to_owned();
    report.findings.iter().filter(|finding| finding.item.is_none()).map(line).collect()
}

fn list_demands(report: &InspectionReport) -> Vec<String> {
    let line = |demand: &ReportDemand| format!("{} ({})", demand.text, format_date(demand.due_on));
    report.demands.iter().map(line).collect()
}

/// Lines that are gone, then new ones.
fn list_lines(part: ReportPart, before: &[String], after: &[String]) -> Vec<ReportDifference> {
    let gone = before.iter().filter(|line| !after.contains(line));
    let new = after.iter().filter(|line| !before.contains(line));
    let gone = gone.map(|line| ReportDifference::Text { part, from: line.clone(), to: String::new() });
    gone.chain(new.map(|line| ReportDifference::Text { part, from: String::new(), to: line.clone() }))
        .collect()
}

/// Numbers of those that are gone, and of new ones.
fn count_changed<T: PartialEq>(before: &[T], after: &[T]) -> [usize; 2] {
    let missing = |these: &[T], those: &[T]| these.iter().filter(|one| !those.contains(one)).count();
    [missing(before, after), missing(after, before)]
}
