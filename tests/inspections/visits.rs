//! Visits: their rules, their single effect, their number, and what the owner answers.

use camket_app::inspections::{self, StartInput, SubmittedReport, check_start};
use camket_domain::audit::AuditAction;
use camket_domain::inspections::report::{AnswerValue, InspectionFinding, ReportDemand};
use camket_domain::inspections::{Conclusion, Inspection, InspectionKind, InspectionState};
use camket_domain::outbox::Notice;
use camket_domain::refusal::Refusal;
use camket_domain::teams::Team;
use camket_domain::venues::VenueKind;
use time::Duration;
use time::macros::date;

use crate::demands::build_demand;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, InspectorPhone, Office, OwnedVenue, PHAN_RANG};

test_on_both_engines! {
    a_report_is_numbered_and_its_owner_is_told,
    the_list_words_what_it_asks_and_the_team_the_rest,
    the_same_report_has_one_effect_however_often_it_comes,
    two_copies_at_once_have_one_effect,
    other_words_under_the_same_id_are_refused,
    the_signature_must_fit_bytes_and_phone,
    a_rule_that_says_no_leaves_the_report_to_be_put_right,
    all_teams_together_visit_once_a_year_unless_there_is_a_ground,
    a_plan_makes_a_planned_visit,
    numbers_count_by_team_and_year,
    a_visit_keeps_to_team_and_area,
    the_owner_replies_in_time_and_asks_again,
    a_report_from_a_clock_ahead_is_taken_as_of_its_receipt,
    a_report_of_yesterday_belongs_to_yesterday,
}

pub(crate) async fn prepare_visit(office: &Office) -> (InspectorPhone, Team, OwnedVenue) {
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel.declares("Nguyễn Thị A").await;
    (tra.enrols().await, team, hotel)
}

async fn inspections_seen_by_owner(hotel: &OwnedVenue) -> Vec<Inspection> {
    let owner = &hotel.owner;
    inspections::list_for_own_venue(&owner.office.app, &owner.may(), hotel.id).await.unwrap()
}

async fn a_report_is_numbered_and_its_owner_is_told(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let given = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
    let reported = phone.reports(&given).await;
    let inspection = &reported.inspection;
    assert!(reported.created);
    assert_eq!(inspection.number.to_string(), "01/BB-ĐKT178");
    assert_eq!((inspection.state, inspection.report.staff.registered), (InspectionState::Reported, 1));
    // The answer "no" became a finding with the legal basis of the checklist.
    assert_eq!(inspection.report.findings.len(), 1);
    assert!(
        inspection.report.findings[0].text.starts_with("Chưa bảo đảm: Mọi người lao động đều có hợp đồng")
    );
    assert!(inspection.report.findings[0].basis.contains("Điều 15"));
    // Five working days after 23 November; 24 November is a holiday.
    assert_eq!(inspection.reply_due, date!(2026 - 12 - 01));
    assert_eq!(office.actions_on(given.id.0).await, [AuditAction::Inspected]);
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::Inspected { number, .. } if number == "01/BB-ĐKT178"));
    assert_eq!(inspections_seen_by_owner(&hotel).await, std::slice::from_ref(inspection));
}

async fn the_list_words_what_it_asks_and_the_team_the_rest(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let mut given = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
    let finding = |item: Option<&str>, note: &str, basis: &str| InspectionFinding {
        item: item.map(str::to_owned),
        text: note.to_owned(),
        basis: basis.to_owned(),
    };
    given.findings = vec![
        finding(Some("contracts"), "02 người chưa có", ""),
        finding(None, "Lối thoát nạn bị khóa", "Luật 55/2024/QH15"),
    ];
    let found = phone.reports(&given).await.inspection.report.findings;
    assert_eq!(found.len(), 2);
    assert!(
        found[0].text.starts_with("Chưa bảo đảm: Mọi người lao động")
            && found[0].text.ends_with(": 02 người chưa có")
    );
    assert!(found[0].basis.contains("Điều 15"), "{}", found[0].basis);
    assert_eq!(
        (found[1].text.as_str(), found[1].basis.as_str()),
        ("Lối thoát nạn bị khóa", "Luật 55/2024/QH15")
    );
}

async fn the_same_report_has_one_effect_however_often_it_comes(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    let first = phone.reports(&given).await;
    office.waits(Duration::days(9));
    for _ in 0..2 {
        let again = phone.reports(&given).await;
        assert!(!again.created);
        assert_eq!(again.inspection, first.inspection);
    }
    assert_eq!(inspections_seen_by_owner(&hotel).await.len(), 1);
    assert_eq!(office.actions_on(given.id.0).await, [AuditAction::Inspected]);
}

async fn two_copies_at_once_have_one_effect(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    let (one, two) = tokio::join!(phone.tries_to_report(&given), phone.tries_to_report(&given));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.inspection, two.inspection);
    assert!(one.created != two.created, "one of them made it");
    assert_eq!(inspections_seen_by_owner(&hotel).await.len(), 1);
}

async fn other_words_under_the_same_id_are_refused(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    phone.reports(&given).await;
    let other = SubmittedReport { found: 9, ..given.clone() };
    phone.tries_to_report(&other).await.says_refused(Refusal::AlreadyReported);
    let colleague = office.inspector("Lâm", PHAN_RANG).await.enrols().await;
    colleague.tries_to_report(&given).await.says_not_found();
}

async fn the_signature_must_fit_bytes_and_phone(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    let signature = phone.signs(b"other bytes");
    phone.tries_to_send(&given, b"bytes", &signature).await.says_refused(Refusal::SignatureWrong);
    let other = office.inspector("Lâm", PHAN_RANG).await.enrols().await;
    let signature = other.signs(b"bytes");
    phone.tries_to_send(&given, b"bytes", &signature).await.says_refused(Refusal::SignatureWrong);
    assert_eq!(inspections_seen_by_owner(&hotel).await, []);
}

async fn a_rule_that_says_no_leaves_the_report_to_be_put_right(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let good = phone.visit(&team, hotel.id, VenueKind::Hotel);
    let started = |start: StartInput| SubmittedReport { start, ..good.clone() };
    let mut unanswered = good.clone();
    let left_out = unanswered.answers.pop().unwrap().item;
    let mut unsigned = good.clone();
    unsigned.signatures.retain(|signature| signature.member.is_some());
    let mut refused_to_sign = unsigned.clone();
    refused_to_sign.owner.refused = true;
    let mut outdated = good.clone();
    outdated.signatures[1].content = Some("of another text".to_owned());
    let mut contradictory = good.clone();
    contradictory.answers[0].answer = AnswerValue::No;
    let mut too_soon = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
    too_soon.demands = vec![ReportDemand { due_on: date!(2026 - 11 - 23), ..build_demand(&office) }];
    let few = StartInput { members: good.start.members[..2].to_vec(), ..good.start.clone() };
    let groundless = StartInput { grounds: None, ..good.start.clone() };
    let unplanned = StartInput { kind: InspectionKind::Planned, grounds: None, ..good.start.clone() };
    for (given, refusal) in [
        (started(few.clone()), Refusal::FewMembers(3)),
        (started(groundless), Refusal::GroundMissing),
        (started(unplanned), Refusal::NotPlanned),
        (unanswered, Refusal::ChecklistIncomplete(left_out)),
        (unsigned, Refusal::SignatureMissing),
        (contradictory, Refusal::ConclusionUnfit),
        (too_soon, Refusal::DemandOver),
        (SubmittedReport { checklist: 9, ..good.clone() }, Refusal::ChecklistUnknown),
        (outdated, Refusal::SignatureOutdated),
    ] {
        phone.tries_to_report(&given).await.says_refused(refusal);
    }
    check_start(&office.app, &phone.holder.may(), &few).await.says_refused(Refusal::FewMembers(3));
    assert_eq!(check_start(&office.app, &phone.holder.may(), &good.start).await.unwrap(), 0);
    phone.reports(&refused_to_sign).await;
    assert_eq!(
        inspections_seen_by_owner(&hotel).await[0].number.serial,
        1,
        "what was refused took no number"
    );
}

async fn all_teams_together_visit_once_a_year_unless_there_is_a_ground(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    office.plan(&team, PHAN_RANG).await;
    let mut given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    given.start = StartInput { kind: InspectionKind::Planned, grounds: None, ..given.start };
    phone.reports(&given).await;
    // Another team and inspector, the same venue and year.
    let lam = office.inspector("Lâm", PHAN_RANG).await;
    let other = office.team(PHAN_RANG, &[&lam]).await;
    let others = lam.enrols().await;
    let with_ground = others.visit(&other, hotel.id, VenueKind::Hotel);
    let mut second = phone.visit(&team, hotel.id, VenueKind::Hotel);
    second.start = StartInput { kind: InspectionKind::Planned, grounds: None, ..second.start };
    phone.tries_to_report(&second).await.says_refused(Refusal::VisitedThisYear);
    others.reports(&with_ground).await;
    assert_eq!(inspections_seen_by_owner(&hotel).await.len(), 2);
    assert_eq!(check_start(&office.app, &lam.may(), &with_ground.start).await.unwrap(), 2);
}

async fn a_plan_makes_a_planned_visit(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let plan = office.plan(&team, PHAN_RANG).await;
    let mut given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    given.start = StartInput { kind: InspectionKind::Planned, grounds: None, ..given.start };
    let inspection = phone.reports(&given).await.inspection;
    assert_eq!((inspection.kind, inspection.plan), (InspectionKind::Planned, Some(plan)));
}

async fn numbers_count_by_team_and_year(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    for serial in 1..=3 {
        let given = phone.visit(&team, hotel.id, VenueKind::Hotel);
        assert_eq!(phone.reports(&given).await.inspection.number.serial, serial);
    }
    office.waits(Duration::days(60));
    let given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    let number = phone.reports(&given).await.inspection.number;
    assert_eq!((number.serial, number.year), (1, 2027));
}

async fn a_visit_keeps_to_team_and_area(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let far = office.owner("Bình").await.registers_venue("Nhà nghỉ Tháp Chàm").await;
    far.fills_in_everything_at(DO_VINH).await;
    let given = phone.visit(&team, far.id, VenueKind::Hotel);
    phone.tries_to_report(&given).await.says_not_found();
    let lam = office.inspector("Lâm", PHAN_RANG).await.enrols().await;
    let given = lam.visit(&team, hotel.id, VenueKind::Hotel);
    lam.tries_to_report(&given).await.says_refused(Refusal::TeamNotYours);
    let inspection = phone.reports(&phone.visit(&team, hotel.id, VenueKind::Hotel)).await.inspection;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    assert!(inspections::find(&office.app, &officer.may(), inspection.id).await.is_ok());
    for place in [DO_VINH, BA_DINH] {
        let elsewhere = office.commune_officer("Xa", place).await;
        inspections::find(&office.app, &elsewhere.may(), inspection.id).await.says_not_found();
    }
    let stranger = office.owner("Người Lạ").await;
    let looked = inspections::load_own(&office.app, &stranger.may(), hotel.id, inspection.id).await;
    looked.map(drop).says_not_found();
}

async fn the_owner_replies_in_time_and_asks_again(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let given = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
    let id = phone.reports(&given).await.inspection.id;
    let (app, lan) = (&office.app, &hotel.owner);
    let reply =
        async |version, words| inspections::reply(app, &lan.may(), (hotel.id, id, version), words).await;
    reply(1, "").await.says_refused(Refusal::ReasonMissing);
    reply(9, "Chúng tôi đã ký").await.says_conflict();
    reply(1, "Chúng tôi đã ký").await.unwrap();
    reply(2, "Lần nữa").await.says_refused(Refusal::WrongState);
    let ask = async |version| {
        inspections::ask_again(app, &lan.may(), (hotel.id, id, version), "Xin kiểm tra lại").await
    };
    ask(2).await.unwrap();
    ask(3).await.says_refused(Refusal::WrongState);
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let (alerts, _) =
        camket_app::alerts::list(app, &officer.may(), camket_domain::alerts::AlertState::Open, None)
            .await
            .unwrap();
    assert_eq!(alerts.items[0].kind, camket_domain::alerts::AlertKind::AskedAgain);
    let deeds = office.actions_on(id.0).await;
    assert_eq!(
        deeds,
        [AuditAction::Inspected, AuditAction::InspectionReplied, AuditAction::InspectionAskedAgain]
    );
    let stranger = office.owner("Người Lạ").await;
    inspections::reply(app, &stranger.may(), (hotel.id, id, 3), "Không phải của tôi").await.says_not_found();
    let second = phone.reports(&phone.visit(&team, hotel.id, VenueKind::Hotel)).await.inspection.id;
    office.waits(Duration::days(12));
    let late = inspections::reply(app, &lan.may(), (hotel.id, second, 1), "Muộn").await;
    late.says_refused(Refusal::ReplyLate);
}

async fn a_report_from_a_clock_ahead_is_taken_as_of_its_receipt(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let now = office.app.now();
    let (start, end) = (now + Duration::days(2), now + Duration::days(2) + Duration::minutes(40));
    let given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    let given = SubmittedReport { started_at: start, ended_at: end, ..given };
    let inspection = phone.reports(&given).await.inspection;
    // The clock of the tests goes on by itself.
    assert!(inspection.started_at - now < Duration::MINUTE, "{}", inspection.started_at);
    assert_eq!(inspection.report.ended_at - inspection.started_at, Duration::minutes(40));
}

async fn a_report_of_yesterday_belongs_to_yesterday(office: Office) {
    let (phone, team, hotel) = prepare_visit(&office).await;
    let given = phone.visit(&team, hotel.id, VenueKind::Hotel);
    office.waits(Duration::days(40));
    let inspection = phone.reports(&given).await.inspection;
    assert_eq!(inspection.started_at, given.started_at);
    // Written in 2026, received in 2027: it counts for 2026, and the time to reply starts when it is received.
    assert_eq!(inspection.number.year, 2026);
    assert!(inspection.reply_due > date!(2027 - 01 - 02));
}
