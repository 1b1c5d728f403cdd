//! Reporting periods: the list, what each area sends, frozen figures with their papers, the rows behind a figure, and the
//! indicators.

mod api;
mod area;
mod figures;
mod former;
mod indicators;
mod list;
mod missing;
mod new;
mod period;
mod rows;
mod snapshot;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::{Access, Routes};

pub(crate) use list::format_period;
pub(crate) use period::format_sent_address;

pub(crate) fn routes() -> Routes<Web> {
    let (read, collect, keep) = (Action::ReadReports, Action::CollectReports, Action::KeepIndicators);
    Routes::new()
        .get(paths::Reports::PATTERN, read, list::show)
        .get(paths::NewReportPeriod::PATTERN, collect, new::show)
        .post(paths::NewReportPeriod::PATTERN, collect, new::open)
        .get(paths::ReportRows::PATTERN, read, rows::show)
        .get(paths::Indicators::PATTERN, keep, indicators::show)
        .get(paths::NewIndicator::PATTERN, keep, indicators::show_new)
        .post(paths::NewIndicator::PATTERN, keep, indicators::create)
        .get(paths::EditIndicator::PATTERN, keep, indicators::show_edit)
        .post(paths::EditIndicator::PATTERN, keep, indicators::update)
        .post(paths::MoveIndicator::PATTERN, keep, indicators::reorder)
        .get(paths::RemoveIndicator::PATTERN, keep, indicators::ask_remove)
        .post(paths::RemoveIndicator::PATTERN, keep, indicators::remove)
        .get(paths::Snapshot::PATTERN, read, snapshot::show)
        .get_confirmed(paths::SnapshotDocx::PATTERN, Action::TakeReports, snapshot::download_docx)
        .get_confirmed(paths::SnapshotXlsx::PATTERN, Action::TakeReports, snapshot::download_xlsx)
        .get_confirmed(paths::SnapshotMissing::PATTERN, Action::TakeReports, missing::print)
        .get(paths::ReportPeriod::PATTERN, read, period::show)
        .post(paths::RemindReports::PATTERN, collect, period::remind)
        .post(paths::FreezeFigures::PATTERN, collect, period::freeze)
        .get(paths::AreaReport::PATTERN, read, area::show)
        .post(paths::AreaReport::PATTERN, Action::SendReports, area::write)
        .post(paths::CheckAreaReport::PATTERN, collect, area::check)
        .api(Access::Guarded(read), api::__path_list_periods, api::list_periods)
        .api(Access::Guarded(read), api::__path_show, api::show)
        .api(Access::Guarded(Action::TakeReports), api::__path_download, api::download)
}
