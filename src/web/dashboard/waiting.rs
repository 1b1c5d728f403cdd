//! What waits for the reader, as numbers that lead to lists.

use camket_app::dashboard::AreaFigures;
use camket_app::{App, AppError, applications, concerns};
use camket_domain::accounts::Actor;
use camket_domain::applications::TrackKind;
use camket_domain::permissions::{Action, Permit, rights};

use crate::office_numbers::{self, OfficeNumber};
use crate::paths;
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
    Ok(numbers)
}

fn build(page: &Page, key: &str, count: String, href: &str) -> OfficeNumber {
    OfficeNumber { label: page.t(key), count, href: href.to_owned(), is_late: false }
}
