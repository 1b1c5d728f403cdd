//! `/account/data`: what is kept about the holder of an account, the copy of it, and the closing of the account.
//!
//! Belongs here: the notice of one account, in words. Does not belong here: the notice for everybody (`home`), and where
//! each kind is corrected (`accounts`, `venues`).

mod close;
mod download;
mod kinds;
mod summary;

use askama::Template;
use camket_app::account_data::{self, DataSheet};
use camket_domain::account_data::MAX_COPIES_A_DAY;
use camket_domain::permissions::{Action, rights};

use crate::paths;
use crate::state::Web;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;
use kinds::{KindCard, build_kind};

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::OwnData::PATTERN, Action::UseAccount, show)
        .get_confirmed(paths::OwnDataCopy::PATTERN, Action::UseAccount, download::download)
        .get(paths::CloseAccount::PATTERN, Action::CloseAccount, close::show)
        .post_confirmed(paths::CloseAccount::PATTERN, Action::CloseAccount, close::close)
}

#[derive(Template)]
#[template(path = "account_data/show.html")]
struct OwnDataPage {
    page: Page,
    kinds: Vec<KindCard>,
    /// Copies in a day.
    copies: i32,
    /// How long backups hold what was erased.
    backups: String,
    contact: String,
    /// Days in which a log-in takes the closing back; `None` for staff, whose accounts an administrator ends.
    closing_days: Option<u8>,
}

async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::UseAccount>,
) -> Result<Html<OwnDataPage>, PageError> {
    let sheet = account_data::load_sheet(&app, &permit).await?;
    let page = page.with_title("account-data-title");
    let limits = app.options().sessions;
    Ok(Html(OwnDataPage {
        kinds: sheet
            .counts
            .iter()
            .map(|count| build_kind(&page, &sheet, *count, app.today(), limits))
            .collect(),
        copies: MAX_COPIES_A_DAY,
        backups: describe_backups(&page, &sheet),
        closing_days: permit.actor().may(Action::CloseAccount).then_some(sheet.closing_days),
        contact: sheet.contact,
        page,
    }))
}

/// How long backups hold what was erased: by the configuration, or as whoever runs the register says.
fn describe_backups(page: &Page, sheet: &DataSheet) -> String {
    match sheet.backups {
        Some(rotation) => page.t1("account-data-backups-days", "days", rotation.longest_days()),
        None => page.t("account-data-backups-operator"),
    }
}
