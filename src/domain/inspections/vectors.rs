//! The vectors of `vectors.json`: the rules on a visit, as the phone checks them too.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use time::Date;
use time::macros::{date, format_description};
use uuid::Uuid;

use super::checklist::{Checklist, ChecklistItem, Severity};
use super::report::{
    AnswerValue, AnsweredItem, OwnerStatement, PresentMember, ReportDemand, ReportSignature, Signing,
};
use super::start::{InspectionStart, check_start};
use super::{Conclusion, InspectionGround, InspectionKind, InspectionReport, StatedGround, lifecycle};
use crate::ids::{AccountId, DemandId, MemberId};
use crate::pledges::SignatureStrokes;
use crate::refusal::Refusal;
use crate::teams::{Rank, Team, TeamMember};

const VECTORS: &str = include_str!("vectors.json");
const DAY: Date = date!(2026 - 11 - 25);
const INSPECTOR: AccountId = AccountId(Uuid::from_u128(7));

#[derive(Deserialize)]
struct Vectors {
    least: u8,
    day: String,
    good: BTreeMap<String, Value>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    change: BTreeMap<String, Value>,
    broken: Vec<String>,
}

#[derive(Deserialize)]
struct Visit {
    kind: String,
    ground: Option<Ground>,
    members: Vec<String>,
    planned: Option<bool>,
    visits: u64,
    asked: Vec<String>,
    answers: BTreeMap<String, AnswerValue>,
    conclusion: String,
    demands: Vec<Demand>,
    signed: Vec<String>,
    refused: bool,
}

#[derive(Deserialize)]
struct Ground {
    note: String,
}

#[derive(Deserialize)]
struct Demand {
    due_on: String,
}

/// The id of a member that the vectors call by a letter.
fn member_id(letter: &str) -> MemberId {
    MemberId(Uuid::from_u128(letter.bytes().next().map_or(0, u128::from)))
}

fn parse_day(text: &str) -> Date {
    Date::parse(text, format_description!("[year]-[month]-[day]")).unwrap()
}

fn build_team() -> Team {
    let member = |letter| TeamMember {
        id: member_id(letter),
        account: (letter == "a").then_some(INSPECTOR),
        name: String::new(),
        rank: Rank::Member,
        card: letter.to_owned(),
    };
    Team::sample(["a", "b", "c", "d"].map(member).into())
}

fn build_checklist(asked: &[String]) -> Checklist {
    let item = |code: &String| ChecklistItem {
        code: code.clone(),
        kinds: None,
        weight: Severity::Minor,
        counts: false,
        vi: String::new(),
        en: String::new(),
        basis: String::new(),
    };
    Checklist { version: 1, valid_from: DAY, items: asked.iter().map(item).collect() }
}

fn build_report(visit: &Visit, list: &Checklist) -> InspectionReport {
    let present = |letter: &String| PresentMember {
        id: member_id(letter),
        name: String::new(),
        rank: Rank::Member,
        card: String::new(),
    };
    let answer = |(item, answer): (&String, &AnswerValue)| AnsweredItem {
        item: item.clone(),
        answer: *answer,
        count: None,
        note: String::new(),
    };
    let demand = |demand: &Demand| ReportDemand {
        id: DemandId(Uuid::nil()),
        item: None,
        text: String::new(),
        due_on: parse_day(&demand.due_on),
    };
    let signature = |who: &String| ReportSignature {
        member: (who != "owner").then(|| member_id(who)),
        strokes: SignatureStrokes(vec![]),
        content: None,
    };
    let mut report = InspectionReport {
        members: visit.members.iter().map(present).collect(),
        answers: visit.answers.iter().map(answer).collect(),
        demands: visit.demands.iter().map(demand).collect(),
        signatures: visit.signed.iter().map(signature).collect(),
        owner: OwnerStatement { name: String::new(), remarks: String::new(), refused: visit.refused },
        ..lifecycle::tests::report()
    };
    report.complete_findings(list);
    report
}

fn check(visit: &Visit, least: u8) -> Result<(), Refusal> {
    let (team, list) = (build_team(), build_checklist(&visit.asked));
    let members: Vec<_> = visit.members.iter().map(|letter| member_id(letter)).collect();
    let note =
        |ground: &Ground| StatedGround { code: InspectionGround::Complaint, note: ground.note.clone() };
    let ground = visit.ground.as_ref().map(note);
    check_start(&InspectionStart {
        team: &team,
        inspector: INSPECTOR,
        owner: AccountId(Uuid::nil()),
        present_members: &members,
        day: DAY,
        kind: InspectionKind::from_code(&visit.kind).unwrap(),
        ground: ground.as_ref(),
        is_planned: visit.planned == Some(true),
        visits_this_year: visit.visits,
        min_members: least,
    })?;
    let conclusion = Conclusion::from_code(&visit.conclusion).unwrap();
    build_report(visit, &list).check(&list, conclusion, DAY, Signing::OnPhone { content: "" })
}

#[test]
fn every_vector_is_judged_as_it_says() {
    let vectors: Vectors = serde_json::from_str(VECTORS).unwrap();
    assert_eq!(parse_day(&vectors.day), DAY);
    assert!(vectors.cases.len() > 20);
    for Case { name, change, broken } in vectors.cases {
        let parts: BTreeMap<_, _> = vectors.good.clone().into_iter().chain(change).collect();
        let visit: Visit = serde_json::from_value(serde_json::to_value(parts).unwrap()).unwrap();
        let refused = check(&visit, vectors.least).err().map(|refusal| refusal.code().to_owned());
        assert_eq!(refused.as_ref(), broken.first(), "{name}");
    }
}
