//! Accounts: sign-up, log-in, recovery, invitations, the user's own account.
//!
//! Belongs here: forms and pages about an account. Does not belong here: the session cookie and the guard
//! (`session`), other people's accounts as an administrator edits them (`staff`).

mod confirm;
mod confirm_factor;
mod extractors;
mod factors;
mod invitation;
mod log_in;
mod log_in_page;
mod logins;
mod own_account;
mod own_sessions;
mod passkey_answers;
mod passkeys;
mod passwords;
mod pending_login;
mod recovery;
mod responses;
mod second_step;
mod sign_up;

pub(crate) use confirm_factor::render_confirmation;
pub(crate) use extractors::{LoggedOutVisitor, SecureConnection, SentForm};
pub(crate) use log_in_page::render_log_in;
pub(crate) use logins::{LoginOffer, format_login};
pub(crate) use passwords::{parse_new_password, parse_present_password};
pub(crate) use responses::{add_form_error, render_invalid_form};
pub(crate) use second_step::answer_log_in;
pub(crate) use sign_up::parse_name;

use crate::state::Web;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    sign_up::routes()
        .merge(confirm::routes())
        .merge(log_in::routes())
        .merge(recovery::routes())
        .merge(invitation::routes())
        .merge(own_account::routes())
        .merge(own_sessions::routes())
        .merge(second_step::routes())
        .merge(factors::routes())
        .merge(passkeys::routes())
        .merge(confirm_factor::routes())
}
