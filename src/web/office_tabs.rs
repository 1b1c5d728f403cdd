//! The tabs that link the inspection pages of an office.

use camket_domain::accounts::Actor;
use camket_domain::permissions::Action;

use crate::alerts::ALERTS;
use crate::demands::DEMANDS;
use crate::inspections::VISITS;
use crate::measures::MEASURES;
use crate::page::Page;
use crate::plans::PLANS;
use crate::teams::TEAMS;

/// A link to one of the pages.
pub(crate) struct OfficeTab {
    pub href: &'static str,
    pub label: String,
    pub current: bool,
}

/// The tabs that an actor may open; `current` is the address of the open page.
pub(crate) fn build(page: &Page, actor: &Actor, current: &str) -> Vec<OfficeTab> {
    let all = [
        (VISITS, "inspections-tab-visits"),
        (MEASURES, "inspections-tab-measures"),
        (DEMANDS, "inspections-tab-demands"),
        (ALERTS, "inspections-tab-alerts"),
        (PLANS, "inspections-tab-plans"),
        (TEAMS, "inspections-tab-teams"),
    ];
    let keeps_teams = actor.may(Action::ManageTeams);
    let reads = actor.may(Action::ReadInspections);
    all.into_iter()
        .filter(|(href, _)| if *href == TEAMS { keeps_teams } else { reads })
        .map(|(href, key)| OfficeTab { href, label: page.t(key), current: href == current })
        .collect()
}
