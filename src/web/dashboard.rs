//! The first page of an office: what waits, and the figures of its area with their months.

mod ageing;
mod cards;
mod month_chart;
mod overview;
mod waiting;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().get(paths::Dashboard::PATTERN, Action::ReadDashboard, overview::show).get(
        paths::Ageing::PATTERN,
        Action::ReadDashboard,
        ageing::show,
    )
}
