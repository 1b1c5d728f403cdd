//! Venues: the list, the task list, the sections.

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
}
