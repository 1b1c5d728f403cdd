//! The page with the upload, and the preview of a file.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::office_import::{self, FileError, ImportPermits, MAX_LETTERS, OfficePlan};
use camket_app::staff::StaffInput;
use camket_app::{App, AppError};
use camket_domain::ids::uuid_v7;
use camket_domain::office_import::MAX_ROWS;
use camket_domain::permissions::rights;

use super::rows::{CellError, describe_column, describe_problem, parse_rows};
use super::table::{OfficeTable, TableError};
use crate::paths;
use crate::upload::{Upload, UploadedFile};
use camket_shell::form::Form;
use camket_shell::look::{Cell, DataTable};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

/// Most errors that a preview lists.
const MAX_SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "office_import/upload.html")]
struct UploadPage {
    page: Page,
    form: Form,
    /// How many people have no password yet; the letters are for them.
    waiting: usize,
    /// More wait than one PDF has letters.
    is_cut: bool,
}

#[derive(Template)]
#[template(path = "office_import/preview.html")]
pub(super) struct PreviewPage {
    page: Page,
    form: Form,
    new_agencies: Vec<String>,
    new_members: Vec<String>,
    same_agencies: usize,
    same_members: usize,
    errors: DataTable,
    error_count: usize,
}

/// GET `/admin/import`
pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
    May(staff): May<rights::ManageAccounts>,
) -> Result<Response, PageError> {
    let permits = ImportPermits { agencies: &permit, staff: &staff };
    Ok(Html(build_page(&app, page, permits, Form::new()).await?).into_response())
}

async fn build_page(
    app: &App,
    page: Page,
    permits: ImportPermits<'_>,
    form: Form,
) -> Result<UploadPage, AppError> {
    let waiting = office_import::count_waiting(app, permits).await?;
    Ok(UploadPage {
        page: page.with_title("office-import-title").with_form_errors(&form),
        form,
        waiting,
        is_cut: waiting as u64 >= MAX_LETTERS,
    })
}

/// POST `/admin/import`: what the file would add, or what is wrong with it.
pub(super) async fn preview(
    PageRequest { page, app, permit }: PageRequest<rights::ManageAgencies>,
    May(staff): May<rights::ManageAccounts>,
    Upload { mut form, file }: Upload,
) -> Result<Response, PageError> {
    let permits = ImportPermits { agencies: &permit, staff: &staff };
    let Some(table) = read_table(&app, &mut form, file).await? else {
        return Ok((form.status(), Html(build_page(&app, page, permits, form).await?)).into_response());
    };
    let preview = build_preview(&app, page, permits, &table).await?;
    let status = if preview.error_count == 0 { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(preview)).into_response())
}

async fn read_table(
    app: &App,
    form: &mut Form,
    file: Option<UploadedFile>,
) -> Result<Option<OfficeTable>, AppError> {
    let Some(UploadedFile { name, bytes }) = file else {
        form.fail("file", "office-import-no-file");
        return Ok(None);
    };
    match office_import::read_file(app, bytes, name).await? {
        Ok(content) => match OfficeTable::find(&content) {
            Ok(table) => return Ok(Some(table)),
            Err(TableError::NoHeader) => form.fail("file", "office-import-no-header"),
            Err(TableError::NoRows) => form.fail("file", "office-import-no-rows"),
            Err(TableError::TooManyRows) => {
                form.fail_with("file", "office-import-too-many", &[("max", &MAX_ROWS)]);
            }
        },
        Err(error) => form.fail("file", find_file_problem(&error)),
    }
    Ok(None)
}

/// The locale key for a file that cannot be read.
fn find_file_problem(error: &FileError) -> &'static str {
    match error {
        FileError::Password => "office-import-file-password",
        FileError::Macros => "office-import-file-macros",
        FileError::LimitExceeded { .. } => "office-import-file-large",
        _ => "office-import-file-unreadable",
    }
}

/// The preview of a list, with its rows for the next step.
pub(super) async fn build_preview(
    app: &App,
    page: Page,
    permits: ImportPermits<'_>,
    table: &OfficeTable,
) -> Result<PreviewPage, AppError> {
    let parsed = parse_rows(&page, table, permits.agencies.actor().area, app.today());
    let plan = office_import::preview(app, permits, &parsed.rows).await?;
    let mut errors = parsed.errors;
    errors.extend(plan.problems.iter().map(|problem| describe_problem(&page, problem)));
    errors.sort_by_key(|error| error.row);
    let rows = serde_json::to_string(table).map_err(AppError::internal)?;
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let page = page.with_title("office-import-preview-title");
    Ok(PreviewPage {
        form: Form::from_fields([("key", key), ("rows", rows)]),
        new_agencies: plan.new_agencies.iter().map(|agency| agency.name.clone()).collect(),
        new_members: list_new_members(&plan),
        same_agencies: plan.same_agencies,
        same_members: plan.same_members,
        error_count: errors.len(),
        errors: build_error_table(&page, table, &errors),
        page,
    })
}

/// Names and log-ins.
fn list_new_members(plan: &OfficePlan) -> Vec<String> {
    let line = |member: &StaffInput| format!("{} · {}", member.name, member.login.as_str());
    plan.new_members.iter().map(line).collect()
}

fn build_error_table(page: &Page, table: &OfficeTable, errors: &[CellError]) -> DataTable {
    let heads = ["office-import-row", "office-import-column", "office-import-value", "office-import-what"];
    let row = |error: &CellError| {
        let value = table.rows.iter().find(|row| row.0 == error.row).map(|row| row.text(error.column));
        vec![
            Cell::Nowrap(error.row.to_string()),
            Cell::Text(describe_column(page, table, error.column)),
            Cell::Text(value.unwrap_or_default().to_owned()),
            Cell::Text(error.text.clone()),
        ]
    };
    DataTable {
        heads: heads.map(|key| page.t(key)).to_vec(),
        rows: errors.iter().take(MAX_SHOWN).map(row).collect(),
    }
}
