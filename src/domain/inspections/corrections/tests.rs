use time::macros::{date, datetime};
use uuid::Uuid;

use super::super::lifecycle::tests::inspection;
use super::super::report::{AnswerValue, AnsweredItem, ReportSignature};
use super::*;
use crate::accounts::samples::actor;
use crate::demands::{DemandClosure, DemandStatus};
use crate::ids::{ProposalId, VenueId};
use crate::inspections::differences::{ReportDifference, ReportPart, list_differences};
use crate::measures::{Measure, MeasureDecision, MeasureEffect, ProposalStatus};
use crate::pledges::SignatureStrokes;

const NOW: OffsetDateTime = datetime!(2026-11-26 02:00 UTC);
const DUE: Date = date!(2026 - 12 - 03);

fn list() -> Checklist {
    Checklist { version: 1, valid_from: date!(2026 - 01 - 01), items: vec![] }
}

/// A report that nobody signs on the phone.
fn corrected() -> InspectionReport {
    let mut report = inspection(InspectionState::Reported).report;
    report.owner.remarks = "Đã rõ".into();
    report
}

fn wanted<'a>(report: &'a InspectionReport, signing: Signing<'a>) -> ProposedCorrection<'a> {
    let (id, reason) = (CorrectionId(Uuid::nil()), "Ghi nhầm ý kiến của cơ sở");
    ProposedCorrection {
        id,
        reason,
        conclusion: Conclusion::Pass,
        report,
        signing,
        written_at: NOW,
        reply_due: DUE,
    }
}

fn demand(id: u128, status: DemandStatus) -> Demand {
    Demand {
        id: DemandId(Uuid::from_u128(id)),
        inspection: InspectionId(Uuid::nil()),
        venue: VenueId(Uuid::nil()),
        item: None,
        text: "Ký hợp đồng".into(),
        basis: String::new(),
        due_on: date!(2026 - 12 - 15),
        status,
        version: 1,
    }
}

fn proposal(status: ProposalStatus) -> MeasureProposal {
    MeasureProposal {
        id: ProposalId(Uuid::nil()),
        inspection: InspectionId(Uuid::nil()),
        venue: VenueId(Uuid::nil()),
        certificate: None,
        suggested: Measure::Reminder,
        grounds: vec![],
        status,
        created_at: NOW,
        version: 1,
    }
}

fn facts<'a>(
    list: &'a Checklist,
    demands: &'a [Demand],
    proposal: Option<&'a MeasureProposal>,
) -> CorrectionFacts<'a> {
    CorrectionFacts { earlier: 0, demands, proposal, list }
}

#[test]
fn a_correction_keeps_the_version_that_it_replaces_with_its_reply() {
    let list = list();
    for (state, after) in [
        (InspectionState::Reported, InspectionState::Reported),
        (InspectionState::Replied, InspectionState::Reported),
        (InspectionState::Settled, InspectionState::Settled),
    ] {
        let (before, report) = (inspection(state), corrected());
        let outcome =
            decide(&before, facts(&list, &[], None), wanted(&report, Signing::OnPaper), &actor(1), NOW)
                .unwrap();
        assert_eq!((outcome.inspection.state, &outcome.inspection.reply), (after, &None));
        assert_eq!((&outcome.inspection.report, outcome.inspection.reply_due), (&report, DUE));
        let replaced = &outcome.correction.replaced;
        assert_eq!((replaced.number, &replaced.report, &replaced.reply), (1, &before.report, &before.reply));
        assert_eq!((outcome.correction.by.account, outcome.correction.by.at), (actor(1).account, NOW));
    }
}

#[test]
fn a_correction_needs_a_reason_and_a_difference_and_they_are_bounded() {
    let (list, before, report) = (list(), inspection(InspectionState::Reported), corrected());
    let none = facts(&list, &[], None);
    let good = wanted(&report, Signing::OnPaper);
    let refused = |facts, wanted| decide(&before, facts, wanted, &actor(1), NOW).unwrap_err();
    assert_eq!(refused(none, ProposedCorrection { reason: "", ..good }), Refusal::ReasonMissing);
    assert_eq!(
        refused(none, ProposedCorrection { report: &before.report, ..good }),
        Refusal::CorrectionEmpty
    );
    let many = CorrectionFacts { earlier: MAX_CORRECTIONS, ..none };
    assert_eq!(refused(many, good), Refusal::TooManyCorrections);
    let unfit = ProposedCorrection { conclusion: Conclusion::Record, ..good };
    assert_eq!(refused(none, unfit), Refusal::ConclusionUnfit);
    // Written before it was received, and never after.
    let late = ProposedCorrection { written_at: NOW + time::Duration::DAY, ..good };
    assert_eq!(decide(&before, none, late, &actor(1), NOW).unwrap().correction.by.at, NOW);
}

#[test]
fn on_the_phone_everybody_signs_the_new_version() {
    let (list, before) = (list(), inspection(InspectionState::Reported));
    let mut report = corrected();
    let sign = |content: Option<&str>| ReportSignature {
        member: None,
        strokes: SignatureStrokes(vec![]),
        content: content.map(str::to_owned),
    };
    let signing = Signing::Again { content: "new" };
    for (signature, expected) in [
        (None, Err(Refusal::SignatureMissing)),
        (Some(sign(None)), Err(Refusal::SignatureOutdated)),
        (Some(sign(Some("old"))), Err(Refusal::SignatureOutdated)),
        (Some(sign(Some("new"))), Ok(())),
    ] {
        report.signatures = signature.into_iter().collect();
        let outcome = decide(&before, facts(&list, &[], None), wanted(&report, signing), &actor(1), NOW);
        assert_eq!(outcome.map(|_| ()), expected);
    }
}

#[test]
fn open_demands_follow_until_an_officer_has_endorsed_a_measure() {
    let (list, before, mut report) = (list(), inspection(InspectionState::Reported), corrected());
    let closure = DemandClosure { by: ActorStamp::new(&actor(2), NOW), note: "Đã ký".into() };
    let demands = [
        DemandStatus::Open,
        DemandStatus::Open,
        DemandStatus::Open,
        DemandStatus::Met(closure.clone()),
        DemandStatus::Withdrawn(closure),
    ];
    let demands: Vec<_> = (1..).zip(demands).map(|(id, status)| demand(id, status)).collect();
    let named = |id, text: &str| ReportDemand {
        id: DemandId(Uuid::from_u128(id)),
        item: None,
        text: text.into(),
        due_on: date!(2026 - 12 - 15),
    };
    // The first stays, the second is worded anew, the third and those that are closed are gone, the ninth is new.
    report.demands = vec![named(1, "Ký hợp đồng"), named(2, "Ký đủ hợp đồng"), named(9, "Niêm yết")];
    let measure =
        MeasureDecision { effect: MeasureEffect::Reminder, number: String::new(), note: String::new() };
    let by = ActorStamp::new(&actor(3), NOW);
    let decided_by = by.clone();
    for (status, followed) in [
        (ProposalStatus::Proposed { sent_back: None }, true),
        (ProposalStatus::Proposed { sent_back: Some(measure.clone()) }, true),
        (ProposalStatus::Endorsed { measure: measure.clone(), by: by.clone() }, false),
        (ProposalStatus::Decided { measure, endorsed_by: by, decided_by }, false),
    ] {
        let proposal = proposal(status);
        let facts = facts(&list, &demands, Some(&proposal));
        let outcome = decide(&before, facts, wanted(&report, Signing::OnPaper), &actor(1), NOW).unwrap();
        assert_eq!(outcome.correction.followed, followed);
        let ids = |demands: &[Demand]| demands.iter().map(|d| d.id.0.as_u128()).collect::<Vec<_>>();
        let changed = (ids(&outcome.withdrawn), ids(&outcome.amended), outcome.added.len());
        assert_eq!(changed, if followed { (vec![3], vec![2], 1) } else { (vec![], vec![], 0) });
    }
}

#[test]
fn what_differs_is_listed_in_the_order_of_the_record() {
    let before = inspection(InspectionState::Reported).report;
    let mut after = before.clone();
    let answer =
        |answer| AnsweredItem { item: "contracts".into(), answer, count: Some(2), note: String::new() };
    after.answers = vec![answer(AnswerValue::No)];
    after.staff.found = 7;
    after.owner.refused = true;
    after.met_demands = vec![DemandId(Uuid::nil())];
    let all = list_differences((&before, Conclusion::Pass), (&after, Conclusion::Reminder));
    assert_eq!(
        all,
        [
            ReportDifference::Answer {
                item: "contracts".into(),
                from: None,
                to: Some(answer(AnswerValue::No))
            },
            ReportDifference::Text { part: ReportPart::Staff, from: "0".into(), to: "7".into() },
            ReportDifference::MetDemands { removed: 0, added: 1 },
            ReportDifference::OwnerRefused(true),
            ReportDifference::Conclusion { from: Conclusion::Pass, to: Conclusion::Reminder },
        ]
    );
    assert_eq!(list_differences((&after, Conclusion::Pass), (&after, Conclusion::Pass)), []);
}
