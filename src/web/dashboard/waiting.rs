//! What waits for the reader, as numbers that lead to lists.

use camket_app::dashboard::AreaFigures;
use camket_app::reports::ReportTask;
use camket_app::targets::CardTasks;
use camket_app::{App, AppError, applications, concerns, labour, reports, targets};
use camket_domain::accounts::Actor;
use camket_domain::applications::TrackKind;
use camket_domain::ids::TargetId;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::reports::ReportPeriod;

use crate::office_numbers::{self, OfficeNumber};
use crate::paths;
use crate::reports::{format_period, format_sent_address};
use crate::targets::format_plan_address;
use camket_shell::page::Page;

pub(super) async fn load(
    page: &Page,
    app: &App,
    actor: &Actor,
    figures: Option<&AreaFigures>,
) -> Result<Vec<OfficeNumber>, AppError> {
    let mut numbers = Vec::new();
    if let Some(permit) = Permit::<rights::IssueCertificates>::for_actor(actor) {
        let ready = applications::count_accepted(app, &permit).await?;
        numbers.push(build(page, "dashboard-waiting-issue", page.bounded(&ready), paths::IssueList::PATTERN));
    }
    if let Some(permit) = Permit::<rights::ReadApplications>::for_actor(actor) {
        let track = TrackKind::for_role(actor.role).unwrap_or(TrackKind::Pledge);
        let counts = applications::count_views(app, &permit, track).await?;
        let waiting = office_numbers::build_waiting(page, &counts);
        numbers.extend(office_numbers::load(page, app, &permit, waiting, &counts).await?);
    }
    if let Some(permit) = Permit::<rights::TriageConcerns>::for_actor(actor)
        && let Some(reader) = Permit::<rights::ReadConcerns>::for_actor(permit.actor())
    {
        let new = concerns::count_views(app, &reader).await?.new;
        numbers.push(build(page, "dashboard-waiting-concerns", page.bounded(&new), paths::Concerns::PATTERN));
    }
    if let Some(figures) = figures.filter(|_| actor.may(Action::DecideMeasures)) {
        let measures = figures.measures;
        numbers.push(build(
            page,
            "dashboard-waiting-measures",
            page.number(measures),
            paths::Measures::PATTERN,
        ));
    }
    if let Some(permit) = Permit::<rights::AskOwners>::for_actor(actor) {
        let answered = labour::count_answered(app, &permit).await?;
        if answered.counted() > 0 {
            let href = paths::LabourRequests::PATTERN;
            numbers.push(build(page, "dashboard-waiting-labour", page.bounded(&answered), href));
        }
    }
    if let Some(permit) = Permit::<rights::ReadReports>::for_actor(actor) {
        let tasks = reports::list_tasks(app, &permit).await?;
        numbers.extend(tasks.iter().map(|(period, task)| build_report(page, actor, period, *task)));
    }
    if let Some(permit) = Permit::<rights::ReadTargets>::for_actor(actor) {
        for tasks in targets::list_tasks(app, &permit).await? {
            numbers.extend(build_cards(page, actor, &tasks));
        }
    }
    Ok(numbers)
}

fn build_report(page: &Page, actor: &Actor, period: &ReportPeriod, task: ReportTask) -> OfficeNumber {
    let (key, count) = match task {
        ReportTask::Mend => ("dashboard-waiting-report-mend", 1),
        ReportTask::Send => ("dashboard-waiting-report-send", 1),
        ReportTask::Check(count) => ("dashboard-waiting-report-check", count),
    };
    let href = match (task, actor.area) {
        (ReportTask::Mend | ReportTask::Send, Some(own)) => paths::AreaReport(period.id, own).to_string(),
        _ => format_sent_address(period.id),
    };
    OfficeNumber {
        label: page.t1(key, "period", format_period(page, period)),
        count: page.number(count),
        href,
        is_late: task == ReportTask::Mend,
    }
}

/// The cards of a plan that wait: an own card leads to itself, several lead to the plan.
fn build_cards(page: &Page, actor: &Actor, tasks: &CardTasks) -> Vec<OfficeNumber> {
    let plan = format_plan_address(tasks.year);
    let own = |ids: &[TargetId]| match (ids, actor.area) {
        ([one], Some(area)) => paths::TargetCard(*one, area).to_string(),
        _ => plan.clone(),
    };
    let check = match tasks.check.as_slice() {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => paths::Target(*first).to_string(),
        _ => plan.clone(),
    };
    let kinds = [
        ("dashboard-waiting-card-mend", tasks.mend.len(), own(&tasks.mend)),
        ("dashboard-waiting-card-send", tasks.send.len(), own(&tasks.send)),
        ("dashboard-waiting-card-check", tasks.check.len(), check),
    ];
    let number = |(key, count, href): (&str, usize, String)| OfficeNumber {
        label: page.t1(key, "year", tasks.year.to_string()),
        count: page.number(count),
        href,
        is_late: key == "dashboard-waiting-card-mend",
    };
    kinds.into_iter().filter(|(_, count, _)| *count > 0).map(number).collect()
}

fn build(page: &Page, key: &str, count: String, href: &str) -> OfficeNumber {
    OfficeNumber { label: page.t(key), count, href: href.to_owned(), is_late: false }
}
