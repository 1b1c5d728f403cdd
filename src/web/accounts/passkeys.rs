//! `/account/factors/passkeys`: the passkeys of one's own account.

mod add;
mod answers;
mod challenges;
mod edit;
mod options;
mod remove;

use camket_domain::permissions::Action;

use crate::paths;
use crate::state::Web;
use camket_shell::routes::Routes;

pub(super) use answers::{FIELD, parse_assertion};

pub(super) fn routes() -> Routes<Web> {
    let own = Action::KeepFactors;
    Routes::new()
        .get_confirmed(paths::NewPasskey::PATTERN, own, add::show_form)
        .post_confirmed(paths::NewPasskey::PATTERN, own, add::begin)
        .get(paths::CreatePasskey::PATTERN, own, add::show)
        .post(paths::CreatePasskey::PATTERN, own, add::finish)
        .post(paths::PasskeyChallenge::PATTERN, own, challenges::challenge_session)
        .public_post(paths::LogInPasskey::PATTERN, challenges::challenge_log_in)
        .get(paths::EditPasskey::PATTERN, own, edit::show)
        .post(paths::EditPasskey::PATTERN, own, edit::rename)
        .get_confirmed(paths::RemovePasskey::PATTERN, own, remove::show)
        .post_confirmed(paths::RemovePasskey::PATTERN, own, remove::remove)
}
