//! `/account/factors/passkeys`: the passkeys of one's own account.

mod add;
mod challenges;
mod edit;
mod options;
mod remove;

use axum::response::Response;
use camket_app::{App, AppError, accounts};
use camket_domain::accounts::passkey::Passkey;
use camket_domain::permissions::{Action, Permit, rights};

use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::routes::Routes;

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

/// The passkey that a link or a form names.
///
/// # Errors
/// [`AppError::NotFound`], also for what is no id.
async fn load_named(app: &App, permit: &Permit<rights::KeepFactors>, id: &str) -> Result<Passkey, AppError> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    accounts::find_passkey(app, permit, id).await
}

/// It was removed in another tab, or sent twice.
fn tell_gone() -> Response {
    Flash::warning("accounts-passkeys-gone").redirect(paths::OwnFactors::PATTERN)
}
