//! Risk classes: the venues of an area by class, the class of one venue, the rules.

mod list;
mod rules;
mod venue;

use camket_domain::permissions::Action;
use camket_domain::risk::RiskClass;

use crate::codes::translate_code;
use crate::paths;
use crate::state::Web;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::Risk::PATTERN, Action::ReadRisk, list::show)
        .get(paths::RiskRules::PATTERN, Action::ReadRisk, rules::show)
        .post(paths::RiskRules::PATTERN, Action::KeepRiskRules, rules::save)
        .get(paths::VenueRisk::PATTERN, Action::ReadRisk, venue::show)
        .post(paths::VenueRisk::PATTERN, Action::OverrideRisk, venue::set)
        .get(paths::EndRiskOverride::PATTERN, Action::OverrideRisk, venue::ask_end)
        .post(paths::EndRiskOverride::PATTERN, Action::OverrideRisk, venue::end)
}

fn build_class_chip(page: &Page, class: RiskClass) -> Chip {
    let tone = match class {
        RiskClass::Low => Tone::Good,
        RiskClass::Medium => Tone::Warn,
        RiskClass::High => Tone::Bad,
    };
    Chip::new(tone, translate_code(page, "riskclass", class.code()))
}
