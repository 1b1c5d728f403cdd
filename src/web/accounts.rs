//! Accounts: sign-up, log-in, recovery, one's own account.

use crate::routes::Routes;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
}
