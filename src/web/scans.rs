//! Scans of inspectors' phones: JSON only.

pub(crate) mod api;

use camket_domain::permissions::Action;

use crate::state::Web;
use camket_shell::routes::{Access, Routes};

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().api(Access::Guarded(Action::Inspect), api::__path_take, api::take)
}
