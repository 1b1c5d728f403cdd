//! The tabs that link the inspection pages of an office.

use camket_domain::accounts::Actor;
use camket_domain::permissions::Action;

use super::{ALERTS, DEMANDS, MEASURES, PLANS, TEAMS, VISITS};
use crate::page::Page;

/// A link to one of the pages.
pub(super) struct InspectionTab {
    pub href: &'static str,
    pub label: String,
    pub current: bool,
}

/// The tabs that an actor may open; `current` is the address of the open page.
pub(super) fn build(page: &Page, actor: &Actor, current: &str) -> Vec<InspectionTab> {
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
        .map(|(href, key)| InspectionTab { href, label: page.t(key), current: href == current })
        .collect()
}
