//! Areas: the type-ahead, and old addresses.

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
}
