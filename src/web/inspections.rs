//! Inspections: the phone's JSON (`api`), and the pages of officers, administrators and owners.

mod api;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    api::routes()
}
