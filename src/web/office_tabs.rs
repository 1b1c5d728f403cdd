//! The tabs that link the inspection pages of an office, and those that link what is recorded for the targets.

use camket_domain::accounts::Actor;
use camket_domain::permissions::Action;

use crate::paths;
use camket_shell::page::Page;

/// A link to one of the pages.
pub(crate) struct OfficeTab {
    pub href: &'static str,
    pub label: String,
    pub current: bool,
}

/// The tabs that an actor may open; `current` is the address of the open page.
pub(crate) fn build(page: &Page, actor: &Actor, current: &str) -> Vec<OfficeTab> {
    let all = [
        (paths::Inspections::PATTERN, "inspections-tab-visits"),
        (paths::Measures::PATTERN, "inspections-tab-measures"),
        (paths::Demands::PATTERN, "inspections-tab-demands"),
        (paths::Alerts::PATTERN, "inspections-tab-alerts"),
        (paths::Plans::PATTERN, "inspections-tab-plans"),
        (paths::Risk::PATTERN, "inspections-tab-risk"),
        (paths::Teams::PATTERN, "inspections-tab-teams"),
    ];
    let keeps_teams = actor.may(Action::ManageTeams);
    let reads = actor.may(Action::ReadInspections);
    all.into_iter()
        .filter(|(href, _)| if *href == paths::Teams::PATTERN { keeps_teams } else { reads })
        .map(|(href, key)| OfficeTab { href, label: page.t(key), current: href == current })
        .collect()
}

/// The pages on which an office records what the targets ask, those that an actor may open.
pub(crate) fn build_records(page: &Page, actor: &Actor, current: &str) -> Vec<OfficeTab> {
    let (targets, read) = (Action::ReadTargets, Action::ReadActivities);
    let all = [
        (paths::Targets::PATTERN, "targets-tab-targets", targets),
        (paths::Activities::PATTERN, "targets-tab-activities", read),
        (paths::Training::PATTERN, "targets-tab-training", read),
        (paths::IntegratedPlans::PATTERN, "targets-tab-integrated", read),
        (paths::HealthyCommunes::PATTERN, "targets-tab-healthy", read),
        (paths::Media::PATTERN, "targets-tab-media", read),
        (paths::PoliceTotals::PATTERN, "targets-tab-police", Action::ReadPoliceTotals),
        (paths::Reports::PATTERN, "targets-tab-reports", Action::ReadReports),
    ];
    let open = all.into_iter().filter(|(_, _, right)| actor.may(*right));
    open.map(|(href, key, _)| OfficeTab { href, label: page.t(key), current: href == current }).collect()
}
