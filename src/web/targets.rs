//! The plan of a year: targets with their progress, cards of communes, and the forms of the coordinator.

mod card;
mod chips;
mod edit;
mod overview;
mod plan;
mod score;
mod show;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) use score::list_verified_rows;
pub(crate) use show::format_plan_address;

pub(crate) fn routes() -> Routes<Web> {
    let (read, keep, check) = (Action::ReadTargets, Action::KeepTargets, Action::CheckTargets);
    Routes::new()
        .get(paths::Targets::PATTERN, read, overview::show)
        .get(paths::NewYearPlan::PATTERN, keep, plan::show_new)
        .post(paths::NewYearPlan::PATTERN, keep, plan::create)
        .get(paths::EditYearPlan::PATTERN, keep, plan::show_edit)
        .post(paths::EditYearPlan::PATTERN, keep, plan::update)
        .get(paths::NewTarget::PATTERN, keep, edit::show_new)
        .post(paths::NewTarget::PATTERN, keep, edit::create)
        .post(paths::TakeTargetScore::PATTERN, Action::TakeReports, score::take)
        .get(paths::TargetScore::PATTERN, Action::TakeReports, score::show)
        .get_confirmed(paths::TargetScoreDocx::PATTERN, Action::TakeReports, score::download_docx)
        .get_confirmed(paths::TargetScorePdf::PATTERN, Action::TakeReports, score::show_pdf)
        .get(paths::Target::PATTERN, read, show::show)
        .get(paths::EditTarget::PATTERN, keep, edit::show_edit)
        .post(paths::EditTarget::PATTERN, keep, edit::update)
        .get(paths::RemoveTarget::PATTERN, keep, edit::ask_remove)
        .post(paths::RemoveTarget::PATTERN, keep, edit::remove)
        .post(paths::RemindTarget::PATTERN, check, show::remind)
        .get(paths::TargetCard::PATTERN, read, card::show)
        .post(paths::TargetCard::PATTERN, Action::ReportTargets, card::write)
        .post(paths::CheckTargetCard::PATTERN, check, card::check)
}
