//! The front page and the privacy notice.

mod front;
mod privacy;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    front::routes().merge(privacy::routes())
}
