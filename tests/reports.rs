//! Reporting periods: opened, sent by areas, checked, frozen; figures that are counted lead to their rows; indicators.

mod training_and_police;

use camket_app::AppError;
use camket_app::indicators::{self, list_indicators, remove_indicator, reorder_indicator, update_indicator};
use camket_app::reports::{
    NewPeriod, ReportDossier, RowsQuestion, check_report, freeze_figures, list_periods, list_rows,
    load_period, load_report, load_snapshot, open_period, remind_areas, verify_snapshot, write_report,
};
use camket_domain::activities::{ActivityDraft, ActivityForm, ActivityTopic};
use camket_domain::areas::AreaCode;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{IndicatorId, ReportPeriodId, SnapshotId};
use camket_domain::indicators::{
    IndicatorDetails, IndicatorKind, IndicatorSource, ReportSection, list_shipped,
};
use camket_domain::inspections::Conclusion;
use camket_domain::outbox::Notice;
use camket_domain::periods::{PeriodLength, PeriodName, PeriodRule, PeriodSpan};
use camket_domain::refusal::Refusal;
use camket_domain::reports::differences::{DifferencePlace, FigureDifference};
use camket_domain::reports::lifecycle::ReportCommand;
use camket_domain::reports::{AreaReport, ReportEntry, ReportState};
use time::macros::date;
use time::{Date, Duration};

use crate::activities::{meeting, record};
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};
use training_and_police::{record_totals, train_officers};

test_on_both_engines! {
    a_period_is_opened_once,
    who_may_not_opens_no_period_and_wrong_days_are_named,
    a_report_goes_to_the_province_and_comes_back,
    a_report_is_sent_with_all_figures_after_the_last_day,
    a_report_is_of_its_own_area,
    an_older_report_changes_nothing,
    areas_are_reminded_once_in_three_days,
    counted_figures_are_those_of_their_rows,
    a_correction_is_a_second_version_that_names_the_difference,
    frozen_figures_of_the_year_before_are_compared,
    indicators_are_added_changed_ordered_and_removed,
    an_indicator_is_kept_by_its_own_province,
}

const FIRST: Date = date!(2026 - 11 - 01);
const LAST: Date = date!(2026 - 11 - 30);

pub fn days(first: Date, last: Date) -> NewPeriod {
    NewPeriod {
        name: PeriodName::new(PeriodLength::Days, last.year(), 0).unwrap(),
        rule: PeriodRule::Calendar,
        span: PeriodSpan::new(first, last).unwrap(),
        due_on: None,
    }
}

/// Opens a period of these days.
pub async fn open_days(coordinator: &Person, first: Date, last: Date) -> Result<ReportPeriodId, AppError> {
    let office = &coordinator.office;
    open_period(&office.app, &coordinator.may(), office.key(), days(first, last)).await
}

pub async fn freeze(coordinator: &Person, period: ReportPeriodId) -> Result<SnapshotId, AppError> {
    let office = &coordinator.office;
    freeze_figures(&office.app, &coordinator.may(), office.key(), period).await
}

pub fn details(source: IndicatorSource) -> IndicatorDetails {
    IndicatorDetails {
        section: ReportSection::Communication,
        label: "Tờ rơi đã phát".to_owned(),
        unit: "tờ".to_owned(),
        source,
    }
}

/// Adds an indicator that is typed in.
pub async fn add_indicator(coordinator: &Person) -> IndicatorId {
    let (office, details) = (&coordinator.office, details(IndicatorSource::of(IndicatorKind::Typed)));
    indicators::add_indicator(&office.app, &coordinator.may(), office.key(), details).await.unwrap()
}

async fn see(person: &Person, period: ReportPeriodId, area: AreaCode) -> Result<ReportDossier, AppError> {
    load_report(&person.office.app, &person.may(), period, area).await
}

/// An entry with this number for every figure that is typed in.
fn entry(seen: &ReportDossier, figure: i64) -> ReportEntry {
    let typed = seen.indicators.iter().filter(|indicator| indicator.details.source.is_typed());
    let figures = typed.map(|indicator| (indicator.id, figure)).collect();
    ReportEntry { figures, difficulties: "Thiếu cán bộ".to_owned(), proposals: String::new() }
}

/// Writes the report of the person's own area as it is now.
pub async fn write(
    person: &Person,
    period: ReportPeriodId,
    figure: i64,
    sends: bool,
) -> Result<AreaReport, AppError> {
    let area = person.actor.area.unwrap();
    let seen = see(person, period, area).await?;
    let entry = entry(&seen, figure);
    write_report(&person.office.app, &person.may(), (period, area), seen.report.version, entry, sends).await
}

pub async fn check(
    person: &Person,
    period: ReportPeriodId,
    area: AreaCode,
    command: ReportCommand,
) -> Result<AreaReport, AppError> {
    let version = see(person, period, area).await?.report.version;
    check_report(&person.office.app, &person.may(), (period, area), version, command).await
}

pub fn back(reason: &str) -> ReportCommand {
    ReportCommand::Return { reason: reason.to_owned() }
}

fn assert_conflict<T: std::fmt::Debug>(tried: &Result<T, AppError>) {
    assert!(matches!(tried, Err(AppError::Conflict)), "{tried:?}");
}

async fn a_period_is_opened_once(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let name = PeriodName::new(PeriodLength::Quarter, 2026, 4).unwrap();
    let rule = PeriodRule::Fifteenth;
    let input = NewPeriod { name, rule, span: name.span(rule).unwrap(), due_on: None };
    let key = office.key();
    let open = async || open_period(&office.app, &phoi.may(), key, input).await.unwrap();
    let (first, again) = (open().await, open().await);
    assert_eq!(first, again);
    open_period(&office.app, &phoi.may(), office.key(), input).await.says_invalid("name", "period-taken");
    let line = list_periods(&office.app, &phoi.may()).await.unwrap().remove(0);
    // Wednesday, two working days after Monday 14 December.
    assert_eq!((line.period.id, line.period.due_on), (first, date!(2026 - 12 - 16)));
    assert_eq!((line.areas, line.own, line.snapshot), (66, Some(ReportState::NotBegun), None));
    assert_eq!(office.actions_on(first.0).await, [AuditAction::ReportPeriodOpened]);
    // A commune of the province reads it, another province does not.
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    assert_eq!(load_period(&office.app, &hoa.may(), first).await.unwrap().reports.len(), 1);
    let away = office.commune_officer("Xa", BA_DINH).await;
    load_period(&office.app, &away.may(), first).await.map(drop).says_not_found();
}

async fn who_may_not_opens_no_period_and_wrong_days_are_named(office: Office) {
    let role = camket_domain::accounts::Role::Coordinator;
    let of_commune = office.member(role, "Xã", None, PHAN_RANG.commune()).await;
    open_days(&of_commune, FIRST, LAST).await.says_refused(Refusal::NotAllowed);
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let early = NewPeriod { due_on: Some(date!(2026 - 11 - 29)), ..days(FIRST, LAST) };
    let tried = open_period(&office.app, &phoi.may(), office.key(), early).await;
    tried.says_invalid("due_on", "period-due");
    assert!(list_periods(&office.app, &phoi.may()).await.unwrap().is_empty());
}

async fn a_report_goes_to_the_province_and_comes_back(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (period, area) = (open_days(&phoi, FIRST, LAST).await.unwrap(), PHAN_RANG.commune());
    office.waits(Duration::days(8));
    assert_eq!(write(&hoa, period, 2, false).await.unwrap().state(), ReportState::Draft);
    check(&phoi, period, area, ReportCommand::Accept).await.says_refused(Refusal::WrongState);
    write(&hoa, period, 3, true).await.unwrap();
    write(&hoa, period, 4, false).await.says_refused(Refusal::WrongState);
    check(&phoi, period, area, back(" ")).await.says_refused(Refusal::ReasonMissing);
    check(&phoi, period, area, back("Thiếu số liệu công an")).await.unwrap();
    let notice = office.last_notice_to(hoa.login.as_str()).await;
    assert!(matches!(&notice, Notice::ReportReturned { last, .. } if last == "30/11/2026"), "{notice:?}");
    write(&hoa, period, 3, true).await.unwrap();
    let accepted = check(&phoi, period, area, ReportCommand::Accept).await.unwrap();
    assert_eq!(accepted.state(), ReportState::Accepted);
    let reopen = ReportCommand::Reopen { reason: "Công an sửa số liệu".to_owned() };
    let open = check(&phoi, period, area, reopen).await.unwrap();
    assert_eq!(open.state(), ReportState::Returned);
    let deeds = [
        AuditAction::AreaReportSaved,
        AuditAction::AreaReportSent,
        AuditAction::AreaReportReturned,
        AuditAction::AreaReportSent,
        AuditAction::AreaReportAccepted,
        AuditAction::AreaReportReopened,
    ];
    assert_eq!(office.actions_on(open.id.0).await, deeds);
}

async fn a_report_is_sent_with_all_figures_after_the_last_day(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (period, area) = (open_days(&phoi, FIRST, LAST).await.unwrap(), PHAN_RANG.commune());
    write(&hoa, period, 3, true).await.says_refused(Refusal::PeriodNotOver);
    freeze(&phoi, period).await.says_refused(Refusal::PeriodNotOver);
    office.waits(Duration::days(8));
    let app = &office.app;
    let silent = ReportEntry::default();
    write_report(app, &hoa.may(), (period, area), 0, silent, true)
        .await
        .says_refused(Refusal::FiguresMissing);
    let odd = ReportEntry { proposals: "\u{2603}".to_owned(), ..ReportEntry::default() };
    let tried = write_report(app, &hoa.may(), (period, area), 0, odd, false).await;
    tried.says_invalid("proposals", "text-unprintable");
    // What the program counts is not typed in.
    let seen = see(&hoa, period, area).await.unwrap();
    let mut boast = entry(&seen, 3);
    let counted = seen.indicators.iter().find(|one| !one.details.source.is_typed()).unwrap().id;
    boast.figures.insert(counted, 900);
    let sent = write_report(app, &hoa.may(), (period, area), 0, boast, true).await.unwrap();
    let figures = &sent.status.entry().unwrap().figures;
    // The police said nothing, which is not 0.
    let said = list_shipped().iter().filter(|one| !one.source.kind.is_of_police()).count();
    assert_eq!((figures[&counted], figures.len()), (0, said));
}

async fn a_report_is_of_its_own_area(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let period = open_days(&phoi, FIRST, LAST).await.unwrap();
    office.waits(Duration::days(8));
    see(&hoa, period, DO_VINH.commune()).await.map(drop).says_not_found();
    let app = &office.app;
    let there = (period, DO_VINH.commune());
    write_report(app, &hoa.may(), there, 0, ReportEntry::default(), false).await.says_not_found();
    // The province sees every commune's report and writes only its own, which needs no second person to count.
    let tried = write_report(app, &phoi.may(), there, 0, ReportEntry::default(), false).await;
    tried.says_refused(Refusal::NotAllowed);
    write(&phoi, period, 5, true).await.unwrap();
    check(&phoi, period, PHAN_RANG.province(), ReportCommand::Accept)
        .await
        .says_refused(Refusal::SecondPerson);
    let rows = load_snapshot(app, &phoi.may(), freeze(&phoi, period).await.unwrap()).await.unwrap();
    let own = rows.snapshot.content.rows.iter().find(|row| row.area == PHAN_RANG.province()).unwrap();
    assert!(own.reported);
    // A commune's officer sees the row of that commune.
    let of_commune = load_snapshot(app, &hoa.may(), rows.snapshot.id).await.unwrap();
    let seen: Vec<AreaCode> = of_commune.snapshot.content.rows.iter().map(|row| row.area).collect();
    assert_eq!(seen, [PHAN_RANG.commune()]);
    let away = office.commune_officer("Xa", BA_DINH).await;
    load_snapshot(app, &away.may(), rows.snapshot.id).await.map(drop).says_not_found();
}

async fn an_older_report_changes_nothing(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (period, area) = (open_days(&phoi, FIRST, LAST).await.unwrap(), PHAN_RANG.commune());
    write(&hoa, period, 1, false).await.unwrap();
    for stale in [0, 2] {
        let entry = ReportEntry::default();
        assert_conflict(&write_report(&office.app, &hoa.may(), (period, area), stale, entry, false).await);
    }
    let accept = ReportCommand::Accept;
    assert_conflict(&check_report(&office.app, &phoi.may(), (period, area), 7, accept).await);
    assert_conflict(&remind_areas(&office.app, &phoi.may(), period, 9).await);
}

async fn areas_are_reminded_once_in_three_days(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let ke = office.commune_officer("Kế", DO_VINH).await;
    let period = open_days(&phoi, FIRST, LAST).await.unwrap();
    office.waits(Duration::days(8));
    write(&hoa, period, 1, true).await.unwrap();
    assert_eq!(remind_areas(&office.app, &phoi.may(), period, 1).await.unwrap(), 64);
    let notice = office.last_notice_to(ke.login.as_str()).await;
    assert!(matches!(&notice, Notice::ReportDue { due, .. } if due == "02/12/2026"), "{notice:?}");
    assert!(office.messages_to(hoa.login.as_str()).await.is_empty(), "who sent is not reminded");
    let soon = remind_areas(&office.app, &phoi.may(), period, 2).await;
    soon.map(drop).says_refused(Refusal::RemindedAlready);
    office.waits(Duration::days(3));
    remind_areas(&office.app, &phoi.may(), period, 2).await.unwrap();
}

/// Two activities, a visit with a finding, a certificate and a worker in Phan Rang; an activity elsewhere and one before.
async fn do_some_work(office: &Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    record(&hoa, meeting(&[ActivityTopic::Drugs]), 0).await.unwrap();
    let mut integrated = meeting(&[ActivityTopic::Prostitution]);
    integrated.draft = ActivityDraft {
        form: Some(ActivityForm::Integrated),
        sessions: Some(3),
        people: Some(40),
        ..integrated.draft
    };
    record(&hoa, integrated, 0).await.unwrap();
    let mut before = meeting(&[ActivityTopic::Drugs]);
    before.draft.held_on = Some(date!(2026 - 10 - 31));
    record(&hoa, before, 0).await.unwrap();
    let ke = office.commune_officer("Kế", DO_VINH).await;
    record(&ke, meeting(&[ActivityTopic::Trafficking]), 0).await.unwrap();

    let lan = office.owner("Lan").await;
    let venue = lan.registers_venue("Nhà nghỉ Sen").await;
    let application = venue.goes_all_the_way_at(PHAN_RANG).await;
    office.certifies(application, PHAN_RANG).await;
    let other = lan.registers_venue("Nhà nghỉ Hồng").await;
    other.fills_in_everything_at(PHAN_RANG).await;
    let tra = office.inspector("Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let phone = tra.enrols().await;
    phone.reports(&phone.visit_with(&team, &venue, &["contracts"], Conclusion::Reminder)).await;
    phone.reports(&phone.visit_with(&team, &other, &[], Conclusion::Pass)).await;
    train_officers(office, &hoa, &ke).await;
    record_totals(&hoa).await;
}

async fn counted_figures_are_those_of_their_rows(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    do_some_work(&office).await;
    let keeper = phoi.may();
    // Venues of the census are those of the coverage, which tests/coverage.rs counts.
    let counted = |source: &IndicatorSource| !source.is_typed() && source.kind.coverage_number().is_none();
    for source in IndicatorSource::list_all().into_iter().filter(counted) {
        indicators::add_indicator(&office.app, &keeper, office.key(), details(source)).await.unwrap();
    }
    let period = open_days(&phoi, FIRST, LAST).await.unwrap();
    let area = PHAN_RANG.commune();
    let seen = see(&phoi, period, area).await.unwrap();
    let count = |text: &str| {
        let source: IndicatorSource = text.parse().unwrap();
        let found = seen.indicators.iter().rfind(|one| one.details.source == source).unwrap();
        seen.figures[&found.id]
    };
    for (source, figure) in [
        ("activities", 2),
        ("activities:integrated", 1),
        ("sessions", 5),
        ("sessions:village-meeting", 2),
        ("people", 125),
        ("visits", 2),
        ("visits:planned", 0),
        ("visited-venues", 2),
        ("faulty-venues", 1),
        ("conclusions:reminder", 1),
        ("conclusions:pass", 1),
        ("certificates", 1),
        ("suspensions", 0),
        ("founded-concerns", 0),
        ("training-classes", 2),
        ("training-attendances", 1),
        ("trained-officers", 2),
        ("police-cases", 4),
        ("police-people", 4),
        ("police-hot-spots", 1),
    ] {
        assert_eq!(count(source), figure, "{source}");
    }
    assert_eq!(count("workers"), count("women-workers"), "all workers of the tests are women");
    // Each figure is what its rows add up to.
    let span = PeriodSpan::new(FIRST, LAST).unwrap();
    for indicator in &seen.indicators {
        let source = indicator.details.source;
        if source.is_typed() || source.kind.coverage_number().is_some() {
            continue;
        }
        let asked = RowsQuestion { source, area: Some(area), span };
        let rows = list_rows(&office.app, &phoi.may(), asked, None).await.unwrap().items;
        let by_venue = matches!(source.kind, IndicatorKind::VisitedVenues | IndicatorKind::FaultyVenues);
        let sum: i64 = rows.iter().map(|row| if by_venue { 1 } else { row.amount }).sum();
        assert_eq!(sum, seen.figures[&indicator.id], "{source}");
    }
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let source = IndicatorSource::of(IndicatorKind::Visits);
    for foreign in [Some(DO_VINH.commune()), None] {
        let asked = RowsQuestion { source, area: foreign, span };
        list_rows(&office.app, &hoa.may(), asked, None).await.map(drop).says_not_found();
    }
}

async fn a_correction_is_a_second_version_that_names_the_difference(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (period, area) = (open_days(&phoi, FIRST, LAST).await.unwrap(), PHAN_RANG.commune());
    record(&hoa, meeting(&[ActivityTopic::Drugs]), 0).await.unwrap();
    office.waits(Duration::days(8));
    write(&hoa, period, 3, true).await.unwrap();
    check(&phoi, period, area, ReportCommand::Accept).await.unwrap();
    let key = office.key();
    let again = async || freeze_figures(&office.app, &phoi.may(), key, period).await.unwrap();
    let (first, same) = (again().await, again().await);
    assert_eq!(first, same);
    freeze(&phoi, period).await.says_refused(Refusal::FiguresUnchanged);

    let reopen = ReportCommand::Reopen { reason: "Công an sửa số liệu".to_owned() };
    check(&phoi, period, area, reopen).await.unwrap();
    write(&hoa, period, 4, true).await.unwrap();
    check(&phoi, period, area, ReportCommand::Accept).await.unwrap();
    let second = freeze(&phoi, period).await.unwrap();
    let load = async |id| load_snapshot(&office.app, &phoi.may(), id).await.unwrap();
    let (old, new) = (load(first).await, load(second).await);
    assert_eq!((old.snapshot.number, new.snapshot.number), (1, 2));
    let typed = list_shipped().iter().filter(|details| details.source.is_typed());
    let labels: Vec<&str> = typed.map(|details| details.label.as_str()).collect();
    let place = |label: &str| DifferencePlace::Area { area, label: label.to_owned(), year_before: false };
    let changed = |label: &&str| FigureDifference { place: place(label), before: Some(3), after: Some(4) };
    assert_eq!(new.differences, labels.iter().map(changed).collect::<Vec<_>>());
    assert!(old.differences.is_empty());
    let sessions = list_shipped().iter().position(|one| one.source.kind == IndicatorKind::Sessions).unwrap();
    assert_eq!((old.total[sessions], new.total[sessions]), (Some(2), Some(2)));

    let found = verify_snapshot(&office.app, &old.snapshot.code.to_string()).await.unwrap();
    assert_eq!((found.number, found.latest), (1, 2));
    verify_snapshot(&office.app, "0000000000").await.map(drop).says_not_found();
}

async fn frozen_figures_of_the_year_before_are_compared(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let area = PHAN_RANG.commune();
    let before = open_days(&phoi, date!(2025 - 11 - 01), date!(2025 - 11 - 30)).await.unwrap();
    write(&hoa, before, 8, true).await.unwrap();
    check(&phoi, before, area, ReportCommand::Accept).await.unwrap();
    freeze(&phoi, before).await.unwrap();
    let period = open_days(&phoi, FIRST, LAST).await.unwrap();
    let seen = see(&hoa, period, area).await.unwrap();
    let typed = seen.indicators.iter().find(|one| one.details.source.is_typed()).unwrap();
    assert_eq!(seen.year_before[&typed.id], 8);
    office.waits(Duration::days(8));
    let frozen = load_snapshot(&office.app, &phoi.may(), freeze(&phoi, period).await.unwrap()).await.unwrap();
    let at = frozen.snapshot.content.columns.iter().position(|one| one.indicator == typed.id).unwrap();
    assert_eq!((frozen.total[at], frozen.total_year_before[at]), (None, Some(8)));
}

async fn indicators_are_added_changed_ordered_and_removed(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let app = &office.app;
    let list = async || list_indicators(app, &phoi.may()).await.unwrap();
    let shipped = list().await;
    assert_eq!(shipped.len(), list_shipped().len());
    let source = IndicatorSource::part(IndicatorKind::Activities, "leaflets").unwrap();
    let key = office.key();
    let add = async || indicators::add_indicator(app, &phoi.may(), key, details(source)).await.unwrap();
    let (id, again) = (add().await, add().await);
    assert_eq!(id, again);
    assert_eq!(list().await.last().unwrap().id, id);
    let odd = IndicatorDetails { label: "\u{2603}".to_owned(), ..details(source) };
    let tried = indicators::add_indicator(app, &phoi.may(), office.key(), odd).await;
    tried.says_invalid("label", "text-unprintable");

    // Whoever saw a shipped one changes the row that was written of it meanwhile.
    let (first, second) = (&shipped[0], &shipped[1]);
    let renamed = IndicatorDetails { label: "Tổng số cơ sở".to_owned(), ..first.details.clone() };
    update_indicator(app, &phoi.may(), first.id, first.version, renamed.clone()).await.unwrap();
    assert_conflict(&update_indicator(app, &phoi.may(), first.id, first.version, renamed.clone()).await);
    reorder_indicator(app, &phoi.may(), second.id, true).await.unwrap();
    let order = list().await;
    assert_eq!((order[0].id, order[1].id), (second.id, first.id));
    assert_eq!(order[1].details, renamed);
    assert_conflict(&remove_indicator(app, &phoi.may(), id, 7).await);
    remove_indicator(app, &phoi.may(), id, 1).await.unwrap();
    remove_indicator(app, &phoi.may(), id, 1).await.says_not_found();
    let deeds = [AuditAction::IndicatorSaved, AuditAction::IndicatorRemoved];
    assert_eq!(office.actions_on(id.0).await, deeds);
}

async fn an_indicator_is_kept_by_its_own_province(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let id = add_indicator(&phoi).await;
    let role = camket_domain::accounts::Role::Coordinator;
    let away = office.member(role, "Xa", None, BA_DINH.province()).await;
    let source = IndicatorSource::of(IndicatorKind::Typed);
    update_indicator(&office.app, &away.may(), id, 1, details(source)).await.says_not_found();
    remove_indicator(&office.app, &away.may(), id, 1).await.says_not_found();
    reorder_indicator(&office.app, &away.may(), id, true).await.says_not_found();
    let of_commune = office.member(role, "Xã", None, PHAN_RANG.commune()).await;
    let tried = update_indicator(&office.app, &of_commune.may(), id, 1, details(source)).await;
    tried.says_refused(Refusal::NotAllowed);
    let tried =
        indicators::add_indicator(&office.app, &of_commune.may(), office.key(), details(source)).await;
    tried.says_refused(Refusal::NotAllowed);
}
