//! The plan of a year: begun from a template or a copy, its targets, the cards of communes, and their sum.

mod scores;

use camket_app::AppError;
use camket_app::targets::{
    self, NewPlan, PlanOrigin, PlanSheet, add_target, check_card, create_plan, load_card, load_plan,
    load_target, remind_communes, remove_target, update_plan, update_target, write_card,
};
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{TargetId, YearPlanId};
use camket_domain::outbox::Notice;
use camket_domain::refusal::Refusal;
use camket_domain::targets::lifecycle::CardCommand;
use camket_domain::targets::{
    CardEntry, CardFigures, CardState, PlanDetails, TargetCard, TargetDetails, TargetGoal, TargetKind,
};
use time::Duration;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};
pub use scores::take;

test_on_both_engines! {
    a_plan_begins_with_the_eight_targets_once,
    a_year_has_one_plan_and_only_a_coordinator_of_a_province_begins_it,
    the_next_year_is_a_copy,
    a_plan_is_changed_by_who_saw_the_last_version,
    targets_are_added_changed_and_removed_until_a_card_is_there,
    a_card_goes_to_the_province_and_comes_back,
    a_card_is_of_its_own_area,
    a_card_that_cannot_be_right_is_not_sent,
    what_the_program_counts_is_not_typed,
    an_older_card_changes_nothing,
    another_score_needs_a_reason,
    communes_are_reminded_once_a_week,
    the_communes_of_today_report_also_for_a_day_before_them,
    the_sum_is_that_of_the_cards,
}

/// The targets of [`begin_typed_plan`].
const COMMUNES: usize = 0;
const PEOPLE: usize = 1;
const POLICE: usize = 2;

/// The plan of a year with the eight targets.
pub fn new_plan(year: i32) -> NewPlan {
    let details = PlanDetails { number: "12/KH-UBND".to_owned(), ..PlanDetails::default() };
    NewPlan { year, details, origin: PlanOrigin::Template("ninh-thuan-2020".to_owned()) }
}

/// Begins the plan of 2026 with the eight targets.
pub async fn begin_plan(coordinator: &Person, year: i32) -> Result<YearPlanId, AppError> {
    let office = &coordinator.office;
    create_plan(&office.app, &coordinator.may(), office.key(), new_plan(year)).await
}

/// Begins the plan of 2026 with three targets whose figures are typed, with evidence.
pub async fn begin_typed_plan(coordinator: &Person) -> YearPlanId {
    let office = &coordinator.office;
    let empty = NewPlan { origin: PlanOrigin::Empty, ..new_plan(2026) };
    let plan = create_plan(&office.app, &coordinator.may(), office.key(), empty).await.unwrap();
    for (kind, goal) in
        [(TargetKind::ShareOfCommunes, 100), (TargetKind::ShareOfPeople, 100), (TargetKind::OtherTotals, 0)]
    {
        add_typed_target(coordinator, plan, kind, goal).await;
    }
    plan
}

/// Adds a target that asks for evidence.
pub async fn add_typed_target(
    coordinator: &Person,
    plan: YearPlanId,
    kind: TargetKind,
    goal: u32,
) -> TargetId {
    let office = &coordinator.office;
    let details =
        TargetDetails { evidence: "Văn bản, biên bản".to_owned(), ..target_details(kind, goal) };
    add_target(&office.app, &coordinator.may(), office.key(), plan, details).await.unwrap()
}

/// The targets of the plan of 2026.
pub async fn list_targets(reader: &Person, year: i32) -> Vec<TargetId> {
    let sheet = open_plan(reader, year).await;
    sheet.targets.iter().map(|row| row.target.id).collect()
}

async fn open_plan(reader: &Person, year: i32) -> PlanSheet {
    load_plan(&reader.office.app, &reader.may(), Some(year)).await.unwrap().1.unwrap()
}

fn entry(first: u32, second: Option<u32>, met: bool) -> CardEntry {
    CardEntry { figures: CardFigures { first, second }, met, evidence: "Biên bản ngày 12/3".to_owned() }
}

/// Writes the card of the person's own area as it is now.
async fn write(
    person: &Person,
    target: TargetId,
    entry: CardEntry,
    sends: bool,
) -> Result<TargetCard, AppError> {
    let area = person.actor.area.unwrap();
    let seen = load_card(&person.office.app, &person.may(), target, area).await?.card;
    write_card(&person.office.app, &person.may(), (target, area), seen.version, entry, sends).await
}

async fn check(
    person: &Person,
    target: TargetId,
    area: AreaCode,
    command: CardCommand,
) -> Result<TargetCard, AppError> {
    let seen = load_card(&person.office.app, &person.may(), target, area).await?.card;
    check_card(&person.office.app, &person.may(), (target, area), seen.version, command).await
}

/// Sends the card of the person's own area, with some figure.
pub async fn send_any(person: &Person, target: TargetId) {
    write(person, target, entry(1, None, true), true).await.unwrap();
}

pub async fn return_any(person: &Person, target: TargetId, area: AreaCode) {
    let command = CardCommand::Return { reason: "Thiếu biên bản".to_owned() };
    check(person, target, area, command).await.unwrap();
}

fn approve(met: bool, reason: &str) -> CardCommand {
    CardCommand::Approve { met, reason: reason.to_owned() }
}

async fn a_plan_begins_with_the_eight_targets_once(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let (years, none) = load_plan(&office.app, &phoi.may(), None).await.unwrap();
    assert!(years.is_empty() && none.is_none());
    let key = office.key();
    let begin = async || create_plan(&office.app, &phoi.may(), key, new_plan(2026)).await.unwrap();
    let (first, second) = (begin().await, begin().await);
    assert_eq!(first, second);
    let sheet = open_plan(&phoi, 2026).await;
    assert_eq!((sheet.plan.id, sheet.targets.len()), (first, 8));
    let positions: Vec<u16> = sheet.targets.iter().map(|row| row.target.position).collect();
    assert_eq!(positions, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(office.actions_on(first.0).await, [AuditAction::YearPlanSaved]);
    // A commune of the province reads it, another province does not.
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    assert_eq!(open_plan(&hoa, 2026).await.targets.len(), 8);
    let away = office.commune_officer("Xa", BA_DINH).await;
    load_plan(&office.app, &away.may(), Some(2026)).await.map(drop).says_not_found();
}

async fn a_year_has_one_plan_and_only_a_coordinator_of_a_province_begins_it(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    begin_plan(&phoi, 2026).await.unwrap();
    begin_plan(&phoi, 2026).await.says_invalid("year", "plan-year-taken");
    begin_plan(&phoi, 1999).await.says_invalid("year", "plan-year");
    let unknown = NewPlan { origin: PlanOrigin::Template("x".to_owned()), ..new_plan(2027) };
    let tried = create_plan(&office.app, &phoi.may(), office.key(), unknown).await;
    tried.says_invalid("origin", "plan-origin-unknown");
    let role = camket_domain::accounts::Role::Coordinator;
    let of_commune = office.member(role, "Xã", None, PHAN_RANG.commune()).await;
    begin_plan(&of_commune, 2027).await.says_refused(Refusal::NotAllowed);
}

async fn the_next_year_is_a_copy(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let before = begin_plan(&phoi, 2026).await.unwrap();
    let dropped = *list_targets(&phoi, 2026).await.last().unwrap();
    remove_target(&office.app, &phoi.may(), dropped, 1).await.unwrap();
    let copy = NewPlan { origin: PlanOrigin::Copy(before), ..new_plan(2027) };
    create_plan(&office.app, &phoi.may(), office.key(), copy).await.unwrap();
    let sheet = open_plan(&phoi, 2027).await;
    assert_eq!(sheet.targets.len(), 7);
    assert!(sheet.targets.iter().all(|row| row.target.details.due_on == date!(2027 - 12 - 14)));
    let (years, latest) = load_plan(&office.app, &phoi.may(), None).await.unwrap();
    assert_eq!((years, latest.unwrap().plan.year), (vec![2027, 2026], 2027));
}

async fn a_plan_is_changed_by_who_saw_the_last_version(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let id = begin_plan(&phoi, 2026).await.unwrap();
    let details = PlanDetails { number: "15/KH-UBND".to_owned(), ..PlanDetails::default() };
    update_plan(&office.app, &phoi.may(), id, 1, details.clone()).await.unwrap();
    assert_eq!(targets::find_plan(&office.app, &phoi.may(), id).await.unwrap().details, details);
    let stale = update_plan(&office.app, &phoi.may(), id, 1, details.clone()).await;
    assert!(matches!(stale, Err(AppError::Conflict)), "{stale:?}");
    let odd = PlanDetails { number: "15\u{2603}".to_owned(), ..details.clone() };
    update_plan(&office.app, &phoi.may(), id, 2, odd).await.says_invalid("number", "text-unprintable");
    let role = camket_domain::accounts::Role::Coordinator;
    let away = office.member(role, "Xa", None, BA_DINH.province()).await;
    update_plan(&office.app, &away.may(), id, 2, details).await.says_not_found();
}

/// A target of this kind and goal.
pub fn target_details(kind: TargetKind, value: u32) -> TargetDetails {
    TargetDetails {
        text: "Mỗi xã có một câu lạc bộ".to_owned(),
        kind,
        goal: TargetGoal { value, more: None },
        unit: "%".to_owned(),
        evidence: String::new(),
        due_on: date!(2026 - 12 - 14),
    }
}

async fn targets_are_added_changed_and_removed_until_a_card_is_there(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let plan = begin_plan(&phoi, 2026).await.unwrap();
    let club = target_details(TargetKind::ShareOfCommunes, 90);
    let key = office.key();
    let add = async || add_target(&office.app, &phoi.may(), key, plan, club.clone()).await.unwrap();
    let (id, again) = (add().await, add().await);
    assert_eq!(id, again);
    let added = load_target(&office.app, &phoi.may(), id).await.unwrap().target;
    assert_eq!((added.position, &added.details), (9, &club));
    let wrong = target_details(TargetKind::ShareOfCommunes, 101);
    add_target(&office.app, &phoi.may(), office.key(), plan, wrong).await.says_invalid("goal", "goal-bounds");
    let people = target_details(TargetKind::ShareOfPeople, 90);
    update_target(&office.app, &phoi.may(), id, 1, people.clone()).await.unwrap();
    let stale = update_target(&office.app, &phoi.may(), id, 1, people.clone()).await;
    assert!(matches!(stale, Err(AppError::Conflict)), "{stale:?}");
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    write(&hoa, id, entry(1, Some(2), false), false).await.unwrap();
    update_target(&office.app, &phoi.may(), id, 2, club).await.says_invalid("kind", "target-kind-fixed");
    remove_target(&office.app, &phoi.may(), id, 2).await.says_refused(Refusal::TargetHasCards);
    let other = list_targets(&phoi, 2026).await[0];
    let stale = remove_target(&office.app, &phoi.may(), other, 7).await;
    assert!(matches!(stale, Err(AppError::Conflict)), "{stale:?}");
    remove_target(&office.app, &phoi.may(), other, 1).await.unwrap();
    assert_eq!(office.actions_on(other.0).await, [AuditAction::TargetRemoved]);
    load_target(&office.app, &phoi.may(), other).await.map(drop).says_not_found();
}

async fn a_card_goes_to_the_province_and_comes_back(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    begin_typed_plan(&phoi).await;
    let target = list_targets(&hoa, 2026).await[COMMUNES];
    let area = PHAN_RANG.commune();
    let draft = write(&hoa, target, entry(2, None, true), false).await.unwrap();
    assert_eq!(draft.state(), CardState::Draft);
    check(&phoi, target, area, approve(true, "")).await.says_refused(Refusal::WrongState);
    write(&hoa, target, entry(3, None, true), true).await.unwrap();
    write(&hoa, target, entry(4, None, true), false).await.says_refused(Refusal::WrongState);
    let back = CardCommand::Return { reason: "Thiếu ảnh".to_owned() };
    check(&phoi, target, area, back).await.unwrap();
    let notice = office.last_notice_to(hoa.login.as_str()).await;
    assert!(matches!(&notice, Notice::TargetReturned { number, .. } if number == "1"), "{notice:?}");
    write(&hoa, target, entry(3, None, true), true).await.unwrap();
    let approved = check(&phoi, target, area, approve(true, "")).await.unwrap();
    assert_eq!(approved.state(), CardState::Approved);
    let reopen = CardCommand::Reopen { reason: "Số liệu đổi".to_owned() };
    let open = check(&phoi, target, area, reopen).await.unwrap();
    assert_eq!(open.state(), CardState::Returned);
    let deeds = [
        AuditAction::TargetCardSaved,
        AuditAction::TargetCardSent,
        AuditAction::TargetCardReturned,
        AuditAction::TargetCardSent,
        AuditAction::TargetCardApproved,
        AuditAction::TargetCardReopened,
    ];
    assert_eq!(office.actions_on(open.id.0).await, deeds);
}

async fn a_card_is_of_its_own_area(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    begin_typed_plan(&phoi).await;
    let targets = list_targets(&hoa, 2026).await;
    let app = &office.app;
    let (first, other) = (targets[COMMUNES], DO_VINH.commune());
    load_card(app, &hoa.may(), first, other).await.map(drop).says_not_found();
    let there = write_card(app, &hoa.may(), (first, other), 0, entry(1, None, true), true).await;
    there.says_not_found();
    // The province sees every commune's card and writes none of them, but those that only it reports.
    let of_commune = (first, PHAN_RANG.commune());
    let tried = write_card(app, &phoi.may(), of_commune, 0, entry(1, None, true), true).await;
    tried.says_refused(Refusal::NotAllowed);
    load_card(app, &hoa.may(), targets[POLICE], PHAN_RANG.commune()).await.map(drop).says_not_found();
    let sent = write(&phoi, targets[POLICE], entry(4, Some(11), true), true).await.unwrap();
    assert_eq!(sent.state(), CardState::Sent);
    let own = check(&phoi, targets[POLICE], PHAN_RANG.province(), approve(true, "")).await;
    own.says_refused(Refusal::SecondPerson);
    let second = office.coordinator("Hai", PHAN_RANG).await;
    check(&second, targets[POLICE], PHAN_RANG.province(), approve(true, "")).await.unwrap();
}

async fn a_card_that_cannot_be_right_is_not_sent(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    begin_typed_plan(&phoi).await;
    let targets = list_targets(&hoa, 2026).await;
    let too_many = entry(5, Some(4), false);
    write(&hoa, targets[PEOPLE], too_many, false).await.says_invalid("first", "figure-more-than-all");
    let boast = entry(3, Some(4), true);
    write(&hoa, targets[PEOPLE], boast.clone(), true).await.says_invalid("met", "score-contradicts");
    write(&hoa, targets[PEOPLE], boast, false).await.unwrap();
    let silent = CardEntry { evidence: String::new(), ..entry(4, Some(4), true) };
    write(&hoa, targets[PEOPLE], silent, true).await.says_invalid("evidence", "evidence-missing");
    let odd = CardEntry { evidence: "\u{2603}".to_owned(), ..entry(4, Some(4), true) };
    write(&hoa, targets[PEOPLE], odd, true).await.says_invalid("evidence", "text-unprintable");
}

async fn what_the_program_counts_is_not_typed(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    begin_plan(&phoi, 2026).await.unwrap();
    let venues = list_targets(&hoa, 2026).await[2];
    let kept = write(&hoa, venues, entry(9, Some(9), true), true).await.unwrap();
    let figures = kept.status.entry().unwrap().figures;
    assert_eq!(figures, CardFigures { first: 0, second: Some(0) });
}

async fn an_older_card_changes_nothing(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    begin_typed_plan(&phoi).await;
    let target = list_targets(&hoa, 2026).await[COMMUNES];
    let here = (target, PHAN_RANG.commune());
    let first = write_card(&office.app, &hoa.may(), here, 0, entry(1, None, true), false).await.unwrap();
    assert_eq!(load_card(&office.app, &hoa.may(), target, here.1).await.unwrap().card.version, 1);
    for stale in [0, 2] {
        let tried = write_card(&office.app, &hoa.may(), here, stale, entry(2, None, true), true).await;
        assert!(matches!(tried, Err(AppError::Conflict)), "{tried:?}");
    }
    let checked = check_card(&office.app, &phoi.may(), here, first.version, approve(true, "")).await;
    assert!(matches!(checked, Err(AppError::Conflict)), "{checked:?}");
}

async fn another_score_needs_a_reason(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    begin_typed_plan(&phoi).await;
    let target = list_targets(&hoa, 2026).await[COMMUNES];
    write(&hoa, target, entry(1, None, true), true).await.unwrap();
    let area = PHAN_RANG.commune();
    check(&phoi, target, area, approve(false, "")).await.says_refused(Refusal::ReasonMissing);
    let silent = CardCommand::Return { reason: String::new() };
    check(&phoi, target, area, silent).await.says_refused(Refusal::ReasonMissing);
    check(&phoi, target, area, approve(false, "Chỉ có một chủ đề")).await.unwrap();
    assert_eq!(open_plan(&phoi, 2026).await.targets[COMMUNES].progress.done, 0);
}

async fn communes_are_reminded_once_a_week(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    begin_typed_plan(&phoi).await;
    let target = list_targets(&hoa, 2026).await[COMMUNES];
    write(&hoa, target, entry(1, None, true), true).await.unwrap();
    let missing = remind_communes(&office.app, &phoi.may(), target, 1).await.unwrap();
    assert_eq!(missing, 64);
    let notice = office.last_notice_to(ke.login.as_str()).await;
    assert!(matches!(&notice, Notice::TargetDue { due, .. } if due == "14/12/2026"), "{notice:?}");
    assert!(office.messages_to(hoa.login.as_str()).await.is_empty(), "who sent is not reminded");
    let stale = remind_communes(&office.app, &phoi.may(), target, 1).await;
    assert!(matches!(stale, Err(AppError::Conflict)), "{stale:?}");
    let soon = remind_communes(&office.app, &phoi.may(), target, 2).await;
    soon.map(drop).says_refused(Refusal::RemindedAlready);
    office.waits(Duration::days(7));
    remind_communes(&office.app, &phoi.may(), target, 2).await.unwrap();
}

async fn the_communes_of_today_report_also_for_a_day_before_them(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let empty = NewPlan { origin: PlanOrigin::Empty, ..new_plan(2025) };
    let plan = create_plan(&office.app, &phoi.may(), office.key(), empty).await.unwrap();
    let details =
        TargetDetails { due_on: date!(2025 - 06 - 30), ..target_details(TargetKind::ShareOfCommunes, 100) };
    let target = add_target(&office.app, &phoi.may(), office.key(), plan, details).await.unwrap();
    write(&hoa, target, entry(1, None, true), true).await.unwrap();
    let progress = open_plan(&phoi, 2025).await.targets[0].progress;
    assert_eq!((progress.done, progress.of, progress.count_missing()), (1, Some(65), 64));
    assert_eq!(load_target(&office.app, &phoi.may(), target).await.unwrap().cards.len(), 65);
    assert_eq!(remind_communes(&office.app, &phoi.may(), target, 1).await.unwrap(), 64);
}

async fn the_sum_is_that_of_the_cards(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    begin_typed_plan(&phoi).await;
    let targets = list_targets(&hoa, 2026).await;
    write(&hoa, targets[COMMUNES], entry(4, None, true), true).await.unwrap();
    write(&ke, targets[COMMUNES], entry(0, None, false), true).await.unwrap();
    write(&hoa, targets[PEOPLE], entry(3, Some(3), true), true).await.unwrap();
    write(&ke, targets[PEOPLE], entry(1, Some(2), false), true).await.unwrap();
    write(&phoi, targets[POLICE], entry(4, Some(11), true), true).await.unwrap();
    let sheet = open_plan(&phoi, 2026).await;
    let sum = |at: usize| (sheet.targets[at].progress.done, sheet.targets[at].progress.of);
    assert_eq!(sum(COMMUNES), (1, Some(65)));
    assert_eq!(sum(PEOPLE), (4, Some(5)));
    assert_eq!(sum(POLICE), (4, Some(11)));
    assert_eq!(sheet.targets[COMMUNES].progress.count_missing(), 63);
    let own = sheet.targets[POLICE].own.as_ref().map(TargetCard::state);
    assert_eq!(own, Some(CardState::Sent));
    assert!(sheet.targets[COMMUNES].own.is_none(), "the province has no card of its own there");
    let behind = load_target(&office.app, &phoi.may(), targets[COMMUNES]).await.unwrap();
    let sent = behind.cards.iter().filter(|card| card.state() == CardState::Sent).count();
    assert_eq!((behind.cards.len(), sent), (65, 2));
    let of_commune = load_target(&office.app, &hoa.may(), targets[COMMUNES]).await.unwrap();
    assert_eq!(of_commune.cards.iter().map(|card| card.area).collect::<Vec<_>>(), [PHAN_RANG.commune()]);
}
