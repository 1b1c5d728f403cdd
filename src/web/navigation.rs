//! The main navigation of each role.

use camket_domain::accounts::{Actor, Role};
use camket_shell::links;
use camket_shell::request_context::{NavItem, Viewer};

use crate::codes::role_key;
use crate::{concerns, devices, inspect, inspections, teams};

/// What the frame of every page shows of its user.
pub(crate) fn build_viewer(actor: &Actor) -> Viewer {
    Viewer { name: actor.name.clone(), role: role_key(actor.role), nav: build_nav(actor.role) }
}

fn build_nav(role: Role) -> Vec<NavItem> {
    let item = |href, label, icon| NavItem { href, label, icon };
    let queue = item("/review", "navigation-review", "list");
    let certificates = item("/certificates", "navigation-certificates", "seal-check");
    let decisions = item("/decisions", "navigation-decisions", "hourglass");
    let look_up = item(links::LOOK_UP, "navigation-look-up", "search");
    let reported = item(concerns::QUEUE, "navigation-concerns", "mail");
    let visits = item(inspections::VISITS, "navigation-inspections", "check");
    match role {
        Role::Owner => vec![item("/venues", "navigation-venues", "building"), look_up],
        Role::CommuneOfficer | Role::LabourOfficer => vec![queue, certificates, visits, reported, look_up],
        Role::Inspector => {
            vec![
                item(inspect::SCANNER, "navigation-scan", "scan"),
                visits,
                queue,
                certificates,
                reported,
                look_up,
            ]
        }
        Role::Approver => {
            vec![item("/issue", "navigation-issue", "pen"), decisions, queue, certificates, visits, look_up]
        }
        Role::Administrator => vec![
            item("/admin/accounts", "navigation-accounts", "people"),
            item("/admin/agencies", "navigation-agencies", "building"),
            item(teams::TEAMS, "navigation-teams", "list"),
            item(devices::DEVICES, "navigation-devices", "phone"),
            item("/admin/settings", "navigation-settings", "gear"),
            look_up,
        ],
    }
}
