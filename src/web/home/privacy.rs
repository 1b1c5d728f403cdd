//! The privacy notice. The periods in it are those of the configuration and the code.

use askama::Template;
use axum::extract::State;
use camket_app::{App, settings};
use camket_domain::account_data::BackupRotation;
use camket_domain::accounts::one_time_code;

use crate::paths;
use crate::state::Web;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new().public_get(paths::Privacy::PATTERN, show)
}

#[derive(Template)]
#[template(path = "home/privacy.html")]
struct PrivacyPage {
    page: Page,
    /// Contact for questions; empty if the administrator gave none.
    contact: String,
    idle_hours: i64,
    session_days: i64,
    code_minutes: i64,
    /// Days in which a log-in takes the closing of an account back.
    closing_days: u8,
    /// Days for which backups hold what was erased; `None` if the program makes none.
    backup_days: Option<u32>,
}

async fn show(page: Page, State(app): State<App>) -> Result<Html<PrivacyPage>, PageError> {
    let (limits, rules) = (app.options().sessions, settings::load(&app).await?);
    Ok(Html(PrivacyPage {
        page: page.with_title("home-privacy-title"),
        contact: rules.privacy_contact.trim().to_owned(),
        closing_days: rules.closing_days,
        backup_days: app.options().backups.map(BackupRotation::longest_days),
        idle_hours: limits.idle.whole_hours(),
        session_days: limits.absolute.whole_days(),
        code_minutes: one_time_code::LIFETIME.whole_minutes(),
    }))
}
