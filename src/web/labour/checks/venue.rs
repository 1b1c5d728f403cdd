//! The part of a venue's page that says which rules its register of workers meets, and what its owner was asked.

use camket_app::labour::VenueChecks;
use camket_domain::ids::VenueId;
use camket_domain::labour::checks::LabourFinding;
use camket_domain::labour::requests::{LabourRequest, LabourRequestState};

use super::format_finding;
use crate::codes::translate_code;
use crate::labour_questions::build_state_chip;
use crate::paths;
use camket_shell::links;
use camket_shell::look::Chip;
use camket_shell::page::Page;

/// See `templates/labour/venue_checks.html`.
pub(crate) struct VenueChecksPart {
    pub(crate) findings: Vec<FindingRow>,
    pub(crate) requests: Vec<RequestRow>,
}

pub(crate) struct FindingRow {
    pub(crate) name: String,
    pub(crate) reason: String,
    /// Address of the form that asks the owner; `None` while a question on the same matter is open.
    pub(crate) ask: Option<String>,
}

pub(crate) struct RequestRow {
    pub(crate) name: String,
    pub(crate) day: String,
    pub(crate) state: Chip,
    pub(crate) href: String,
}

impl VenueChecksPart {
    pub(crate) fn build(page: &Page, venue: VenueId, checks: &VenueChecks) -> Self {
        let finding = |finding: &LabourFinding| {
            let is_open = |request: &LabourRequest| {
                request.check == finding.check && request.state != LabourRequestState::Ended
            };
            let asked = checks.requests.iter().any(is_open);
            let path = paths::AskOwner(venue).to_string();
            FindingRow {
                name: translate_code(page, "labourcheck", finding.check.code()),
                reason: format_finding(page.lang(), *finding),
                ask: (!asked).then(|| links::with_query(&path, &[("rule", finding.check.code())])),
            }
        };
        let request = |request: &LabourRequest| RequestRow {
            name: translate_code(page, "labourcheck", request.check.code()),
            day: page.moment(&request.created_at),
            state: build_state_chip(page, request.state),
            href: paths::LabourRequest(request.id).to_string(),
        };
        Self {
            findings: checks.findings.iter().map(finding).collect(),
            requests: checks.requests.iter().map(request).collect(),
        }
    }
}
