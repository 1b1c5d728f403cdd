//! Media: the grid of a year, the form of a month, the outlets.

mod grid;
mod month;
mod outlet;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) use grid::format_media_address;

pub(crate) fn routes() -> Routes<Web> {
    let (read, record) = (Action::ReadActivities, Action::RecordActivities);
    Routes::new()
        .get(paths::Media::PATTERN, read, grid::show)
        .get(paths::NewMediaOutlet::PATTERN, record, outlet::show_new)
        .post(paths::NewMediaOutlet::PATTERN, record, outlet::create)
        .get(paths::EditMediaOutlet::PATTERN, record, outlet::show_edit)
        .post(paths::EditMediaOutlet::PATTERN, record, outlet::update)
        .get(paths::WriteMediaMonth::PATTERN, record, month::show)
        .post(paths::WriteMediaMonth::PATTERN, record, month::write)
}
