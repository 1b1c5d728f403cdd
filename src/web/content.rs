//! The texts and static files of the pages, given to the frame.

use camket_shell::security::CONTENT_SECURITY_POLICY;
use camket_shell::static_files::{FileSet, ScriptFolder};
use camket_shell::{l10n, static_files};
use fluent_templates::static_loader;
use rust_embed::RustEmbed;

use crate::{id_card, inspect};

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "vi",
        customise: |bundle| { l10n::configure_bundle(bundle); },
    };
}

#[derive(RustEmbed)]
#[folder = "static"]
struct StaticFiles;

/// The parts of `app.css` that belong to capabilities.
const STYLES: &[&str] = &[
    "css/venues.css",
    "css/venue_register.css",
    "css/census.css",
    "css/coverage.css",
    "css/dashboard.css",
    "css/tile_map.css",
    "css/targets.css",
    "css/activities.css",
    "css/pledges.css",
    "css/labour.css",
    "css/worker_pledges.css",
    "css/id_card.css",
    "css/inspections.css",
    "css/plans.css",
    "css/teams.css",
    "css/alerts.css",
    "css/certificates.css",
    "css/verify.css",
    "css/office_tabs.css",
    "css/applications.css",
    "css/concerns.css",
    "css/help.css",
    "css/home.css",
    "css/accounts.css",
    "css/account_data.css",
    "css/staff.css",
    "css/settings.css",
    "css/inspect.css",
];

/// Gives texts and static files to the frame. Everything that shows a text outside of a handler calls this first;
/// without it the frame panics. Calls after the first change nothing.
pub(crate) fn register() {
    l10n::register(&LOCALES);
    static_files::register(FileSet {
        folder: &StaticFiles,
        styles: STYLES,
        scripts: &[
            ScriptFolder { path: inspect::SCRIPTS, policy: inspect::POLICY },
            ScriptFolder { path: id_card::SCRIPTS, policy: CONTENT_SECURITY_POLICY },
        ],
    });
}

#[cfg(test)]
mod locale_keys;
#[cfg(test)]
mod tests;
