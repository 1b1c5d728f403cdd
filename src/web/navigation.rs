//! The main navigation of each role.

use camket_domain::accounts::{Actor, Role};
use camket_shell::request_context::{NavItem, Viewer};

use crate::codes::role_key;
use crate::paths;

/// What the frame of every page shows of its user.
pub(crate) fn build_viewer(actor: &Actor) -> Viewer {
    match &actor.entered_by {
        Some(officer) => Viewer {
            name: format!("{} ({})", actor.name, officer.name),
            role: "counter-acting",
            nav: build_counter_nav(),
            way_back: Some(paths::LeaveCounter::PATTERN),
        },
        None => Viewer {
            name: actor.name.clone(),
            role: role_key(actor.role),
            nav: build_nav(actor.role),
            way_back: None,
        },
    }
}

/// What an officer sees who enters for an owner.
fn build_counter_nav() -> Vec<NavItem> {
    vec![
        NavItem { href: paths::Venues::PATTERN, label: "navigation-venues", icon: "building" },
        NavItem { href: paths::LeaveCounter::PATTERN, label: "counter-leave-title", icon: "cross" },
    ]
}

/// Roles with many items leave the look-up out, so that the others fit 1280 px: it is at the foot of every page.
fn build_nav(role: Role) -> Vec<NavItem> {
    let item = |href, label, icon| NavItem { href, label, icon };
    let queue = item(paths::ReviewQueue::PATTERN, "navigation-review", "list");
    let register = item(paths::VenueRegister::PATTERN, "navigation-register", "building");
    let census = item(paths::Census::PATTERN, "navigation-census", "list");
    let coverage = item(paths::Coverage::PATTERN, "navigation-coverage", "map-pin");
    let targets = item(paths::Targets::PATTERN, "navigation-targets", "document");
    let reports = item(paths::Reports::PATTERN, "navigation-reports", "document");
    let certificates = item(paths::Certificates::PATTERN, "navigation-certificates", "seal-check");
    let decisions = item(paths::Decisions::PATTERN, "navigation-decisions", "hourglass");
    let look_up = item(paths::LookUpForm::PATTERN, "navigation-look-up", "search");
    let reported = item(paths::Concerns::PATTERN, "navigation-concerns", "mail");
    let visits = item(paths::Inspections::PATTERN, "navigation-inspections", "check");
    let overview = item(paths::Dashboard::PATTERN, "navigation-dashboard", "home");
    match role {
        Role::Owner => vec![item(paths::Venues::PATTERN, "navigation-venues", "building"), look_up],
        Role::CommuneOfficer => {
            vec![overview, queue, register, census, coverage, targets, certificates, visits, reported]
        }
        Role::LabourOfficer => {
            let labour = item(paths::Labour::PATTERN, "navigation-labour", "people");
            // The first page leads to the coverage.
            vec![overview, queue, labour, register, census, targets, certificates, visits, reported]
        }
        Role::Inspector => {
            vec![
                overview,
                item(paths::Scanner::PATTERN, "navigation-scan", "scan"),
                visits,
                queue,
                register,
                certificates,
                reported,
                look_up,
            ]
        }
        Role::Approver => {
            vec![
                overview,
                item(paths::IssueList::PATTERN, "navigation-issue", "pen"),
                decisions,
                queue,
                register,
                census,
                coverage,
                targets,
                certificates,
                visits,
            ]
        }
        Role::Coordinator | Role::Observer => {
            vec![overview, targets, reports, coverage, register, census, certificates, visits]
        }
        Role::Administrator => vec![
            item(paths::Start::PATTERN, "navigation-start", "check"),
            item(paths::StaffList::PATTERN, "navigation-accounts", "people"),
            item(paths::Agencies::PATTERN, "navigation-agencies", "building"),
            item(paths::Teams::PATTERN, "navigation-teams", "list"),
            item(paths::Devices::PATTERN, "navigation-devices", "phone"),
            item(paths::Indicators::PATTERN, "navigation-indicators", "list"),
            item(paths::Settings::PATTERN, "navigation-settings", "gear"),
            look_up,
        ],
    }
}
