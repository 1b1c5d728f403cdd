//! Health checks for monitoring.

use axum::extract::State;
use camket_app::{App, AppError, ErrorChain};

use crate::paths;
use crate::state::Web;
use camket_shell::error_kind::ErrorKind;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .public_get(paths::Alive::PATTERN, check_alive)
        .public_get(paths::Ready::PATTERN, check_ready)
}

/// The process answers.
async fn check_alive() -> &'static str {
    "ok"
}

/// The database answers, it is the one that this node knows, and there is room to write.
async fn check_ready(State(app): State<App>) -> Result<&'static str, ErrorKind> {
    match app.ping().await {
        Ok(()) => Ok("ok"),
        Err(AppError::NoRoom) => Err(ErrorKind::NoRoom),
        // Logged once, where it was found.
        Err(AppError::SetBack) => Err(ErrorKind::SetBack),
        Err(error) => {
            tracing::error!(error = %ErrorChain(&error), "not ready");
            Err(ErrorKind::Unavailable)
        }
    }
}
