//! Activities: recorded on one page, listed, shown with their photos and scans.

mod list;
mod record;
mod show;

use axum::extract::DefaultBodyLimit;
use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) use list::format_activities_address;

/// Bytes of an upload: ten photos of a phone, or a scan of some pages. They are read one by one.
const MAX_UPLOAD_BYTES: usize = 100 << 20;

pub(crate) fn routes() -> Routes<Web> {
    let (read, record) = (Action::ReadActivities, Action::RecordActivities);
    let uploads = Routes::new()
        .post(paths::NewActivity::PATTERN, record, record::create)
        .post(paths::EditActivity::PATTERN, record, record::update)
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    Routes::new()
        .get(paths::Activities::PATTERN, read, list::show)
        .get(paths::NewActivity::PATTERN, record, record::show_new)
        .get(paths::Activity::PATTERN, read, show::show)
        .get(paths::EditActivity::PATTERN, record, record::show_edit)
        .get(paths::RemoveActivity::PATTERN, record, show::ask_remove)
        .post(paths::RemoveActivity::PATTERN, record, show::remove)
        .get(paths::ActivityPicture::PATTERN, Action::ReadEvidence, show::show_picture)
        .merge(uploads)
}
