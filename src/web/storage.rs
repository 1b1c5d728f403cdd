//! `/admin/storage`: the room that the registry takes, and how long what has ended is kept.

use askama::Template;
use camket_app::storage::{self, StorageSizes};
use camket_domain::permissions::{Action, rights};
use camket_domain::retention::RetainedKind;
use time::Duration;

use crate::codes::translate_code;
use crate::paths;
use crate::state::Web;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

/// Tables that are named; the others are small.
const MAX_TABLES: usize = 20;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().get(paths::Storage::PATTERN, Action::ManageSettings, show)
}

#[derive(Template)]
#[template(path = "storage/show.html")]
struct StoragePage {
    page: Page,
    summary: Vec<SummaryRow>,
    /// Name and size.
    tables: Vec<(String, String)>,
    kinds: Vec<KindRow>,
}

struct KindRow {
    what: String,
    kept: String,
    why: String,
}

/// GET `/admin/storage`
async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ManageSettings>,
) -> Result<Html<StoragePage>, PageError> {
    let sizes = storage::measure_storage(&app, &permit).await?;
    let kinds = storage::list_retention(&app, &permit).await?;
    let page = page.with_title("storage-title");
    let largest = sizes.database.tables.iter().take(MAX_TABLES);
    Ok(Html(StoragePage {
        summary: build_summary(&page, &sizes),
        tables: largest.map(|table| (table.name.clone(), format_size(&page, table.bytes))).collect(),
        kinds: kinds.iter().map(|(kind, period)| build_kind(&page, *kind, *period)).collect(),
        page,
    }))
}

fn build_summary(page: &Page, sizes: &StorageSizes) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new(page.t("storage-total"), format_size(page, sizes.database.total)),
        SummaryRow::new(page.t("storage-unused"), format_size(page, sizes.database.unused)),
    ];
    if let Some(free) = sizes.free {
        rows.push(SummaryRow::new(page.t("storage-free"), format_size(page, free)));
    }
    rows.push(SummaryRow::new(page.t("storage-measured"), page.moment(&sizes.measured_at)));
    rows
}

fn build_kind(page: &Page, kind: RetainedKind, period: Option<Duration>) -> KindRow {
    let kept = match period.map(Duration::whole_days) {
        None => page.t("storage-kept-limit"),
        Some(0) => page.t("storage-kept-end"),
        Some(days) => page.t1("storage-kept-days", "days", days),
    };
    KindRow {
        what: translate_code(page, "retained", kind.code()),
        kept,
        why: translate_code(page, "retained-why", kind.code()),
    }
}

/// In kilobytes below a megabyte, otherwise in megabytes.
fn format_size(page: &Page, bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{} kB", page.number(bytes.div_ceil(1 << 10))),
        megabytes => format!("{} MB", page.number(megabytes)),
    }
}
