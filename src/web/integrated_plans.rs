//! Integrated plans: listed, recorded with their pages, shown.

mod list;
mod record;
mod show;

use axum::extract::DefaultBodyLimit;
use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) use list::format_integrated_address;

/// Bytes of an upload: ten photos of a phone, or a scan of some pages. They are read one by one.
const MAX_UPLOAD_BYTES: usize = 100 << 20;

pub(crate) fn routes() -> Routes<Web> {
    let (read, record) = (Action::ReadActivities, Action::RecordActivities);
    let uploads = Routes::new()
        .post(paths::NewIntegratedPlan::PATTERN, record, record::create)
        .post(paths::EditIntegratedPlan::PATTERN, record, record::update)
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    Routes::new()
        .get(paths::IntegratedPlans::PATTERN, read, list::show)
        .get(paths::NewIntegratedPlan::PATTERN, record, record::show_new)
        .get(paths::IntegratedPlan::PATTERN, read, show::show)
        .get(paths::EditIntegratedPlan::PATTERN, record, record::show_edit)
        .get(paths::RemoveIntegratedPlan::PATTERN, record, show::ask_remove)
        .post(paths::RemoveIntegratedPlan::PATTERN, record, show::remove)
        .get(paths::IntegratedPlanPage::PATTERN, Action::ReadEvidence, show::show_page)
        .merge(uploads)
}
