//! What the labour authority looks at: the numbers of an area, the rules, the reasons of one venue.

mod rules;
mod sheet;
pub(crate) mod venue;

use camket_domain::labour::checks::LabourFinding;
use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::l10n::{self, Lang};
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::Labour::PATTERN, Action::ReadLabourChecks, sheet::show)
        .get(paths::LabourRules::PATTERN, Action::KeepLabourRules, rules::show)
        .post(paths::LabourRules::PATTERN, Action::KeepLabourRules, rules::save)
}

/// "3 workers whose contract is over".
pub(super) fn format_finding(lang: Lang, finding: LabourFinding) -> String {
    let parts: [(&str, &dyn l10n::Arg); 2] =
        [("count", &finding.units), ("threshold", &u32::from(finding.threshold))];
    l10n::translate_with(lang, &format!("labour-reason-{}", finding.check.code()), &parts)
}
