//! The front page and the privacy notice.

mod front;
mod privacy;

use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    front::routes().merge(privacy::routes())
}
