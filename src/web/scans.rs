//! Scans of inspectors' phones: JSON only.

pub(crate) mod api;

use camket_domain::permissions::Action;

use crate::routes::{Access, Routes};
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().api(Access::Guarded(Action::Inspect), api::__path_take, api::take)
}
