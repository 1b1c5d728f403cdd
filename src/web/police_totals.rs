//! Totals of the police: listed, written, and shown beside what the register counts itself.

mod list;
mod record;
mod show;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    let (read, record) = (Action::ReadPoliceTotals, Action::RecordPoliceTotals);
    Routes::new()
        .get(paths::PoliceTotals::PATTERN, read, list::show)
        .get(paths::NewPoliceTotal::PATTERN, record, record::show_new)
        .post(paths::NewPoliceTotal::PATTERN, record, record::create)
        .get(paths::PoliceTotal::PATTERN, read, show::show)
        .get(paths::EditPoliceTotal::PATTERN, record, record::show_edit)
        .post(paths::EditPoliceTotal::PATTERN, record, record::update)
        .get(paths::RemovePoliceTotal::PATTERN, record, show::ask_remove)
        .post(paths::RemovePoliceTotal::PATTERN, record, show::remove)
}
