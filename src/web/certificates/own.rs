//! To be filled.

use crate::routes::Routes;
use crate::state::Web;

pub(super) fn routes() -> Routes<Web> {
    Routes::new()
}
