//! The page with the upload, and the preview of a file.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use camket_app::labour::{self, FileError, ImportPlan};
use camket_app::managers::load_kept_dossier;
use camket_app::{App, AppError};
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::labour::Worker;
use camket_domain::labour::columns::MAX_IMPORT_ROWS;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::Venue;

use super::rows::{CellRemark, ParsedRows, RowContext, describe_column, find_column, parse_rows};
use super::table::{TableError, WorkerTable};
use crate::codes;
use crate::paths;
use crate::upload::{Upload, UploadedFile};
use crate::venues::KeptVenue;
use camket_shell::form::Form;
use camket_shell::look::{Cell, Choice, DataTable};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, redirect_with_refusal};

/// Most errors, and most workers of a kind, that a preview lists.
const MAX_SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "labour/import.html")]
struct ImportPage {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    facing: Vec<Choice>,
    max: usize,
}

#[derive(Template)]
#[template(path = "labour/import_preview.html")]
pub(super) struct PreviewPage {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    counts: String,
    /// What is said of the whole file.
    remarks: Vec<String>,
    columns: DataTable,
    errors: DataTable,
    unlisted: usize,
    notices: DataTable,
    new: Vec<String>,
    changed: Vec<String>,
    is_ready: bool,
}

/// GET `/venues/{id}/workers/import`
pub(super) async fn show(KeptVenue { page, app, permit, id }: KeptVenue) -> Result<Response, PageError> {
    let dossier = load_kept_dossier(&app, &permit, id).await?;
    if let Some(refusal) = find_refusal(&dossier) {
        return Ok(redirect_with_refusal(&refusal, paths::Workers(id)));
    }
    Ok(render_upload(page, &dossier.venue, Form::new()))
}

fn find_refusal(dossier: &camket_app::venues::VenueDossier) -> Option<Refusal> {
    if dossier.is_locked() {
        return Some(Refusal::InReview);
    }
    dossier.venue.no_employees.then_some(Refusal::DeclaredNone)
}

fn render_upload(page: Page, venue: &Venue, form: Form) -> Response {
    let status = form.status();
    let page = page.with_title("labour-import-title").with_form_errors(&form);
    let facing = [("yes", "labour-facing-yes"), ("no", "labour-facing-no")];
    let sheet = ImportPage {
        id: venue.id,
        venue: venue.name.clone(),
        facing: facing.map(|(code, key)| Choice::new(code, page.t(key))).into(),
        max: MAX_IMPORT_ROWS,
        page,
        form,
    };
    (status, Html(sheet)).into_response()
}

/// POST `/venues/{id}/workers/import`: what the file would declare, or what is wrong with it.
pub(super) async fn preview(
    KeptVenue { page, app, permit, id }: KeptVenue,
    Upload { mut form, file }: Upload,
) -> Result<Response, PageError> {
    let dossier = load_kept_dossier(&app, &permit, id).await?;
    if let Some(refusal) = find_refusal(&dossier) {
        return Ok(redirect_with_refusal(&refusal, paths::Workers(id)));
    }
    let Some(table) = read_table(&app, &mut form, file).await? else {
        return Ok(render_upload(page, &dossier.venue, form));
    };
    let table = WorkerTable {
        residence: form.text("residence").to_owned(),
        customer_facing: form.text("customer_facing").to_owned(),
        ..table
    };
    let shown = build_preview((&app, &permit), page, (&dossier.venue, &dossier.workers), &table, false)?;
    if shown.form.value("list").len() > super::MAX_BODY_BYTES / 2 {
        form.fail("file", "labour-import-file-large");
        return Ok(render_upload(shown.page, &dossier.venue, form));
    }
    let has_errors = !shown.errors.rows.is_empty();
    let status = if has_errors { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(shown)).into_response())
}

async fn read_table(
    app: &App,
    form: &mut Form,
    file: Option<UploadedFile>,
) -> Result<Option<WorkerTable>, AppError> {
    let Some(UploadedFile { name, bytes }) = file else {
        form.fail("file", "labour-import-no-file");
        return Ok(None);
    };
    match labour::read_file(app, bytes, name).await? {
        Ok(content) => match WorkerTable::find(&content) {
            Ok(table) => return Ok(Some(table)),
            Err(TableError::NoHeader) => form.fail("file", "labour-import-no-header"),
            Err(TableError::NoRows) => form.fail("file", "labour-import-no-rows"),
            Err(TableError::TooManyRows) => {
                form.fail_with("file", "labour-import-too-many", &[("max", &MAX_IMPORT_ROWS)]);
            }
            Err(TableError::Legacy(column)) => {
                form.fail_with("file", "labour-import-legacy", &[("column", &column)]);
            }
        },
        Err(error) => form.fail("file", find_file_problem(&error)),
    }
    Ok(None)
}

/// The locale key for a file that cannot be read.
fn find_file_problem(error: &FileError) -> &'static str {
    match error {
        FileError::Password => "labour-import-file-password",
        FileError::Macros => "labour-import-file-macros",
        FileError::LimitExceeded { .. } => "labour-import-file-large",
        _ => "labour-import-file-unreadable",
    }
}

/// The preview of a list, with its sealed rows for the next step. `outdated`: the register changed since an earlier one.
pub(super) fn build_preview(
    (app, permit): (&App, &Permit<rights::WorkAtVenues>),
    page: Page,
    (venue, workers): (&Venue, &[Worker]),
    table: &WorkerTable,
    outdated: bool,
) -> Result<PreviewPage, AppError> {
    let mut parsed = parse_rows(RowContext { page: &page, app, kind: venue.kind, workers }, table);
    let plan = labour::plan_import(app, venue, workers, &parsed.rows)?;
    add_problems(&page, table, &mut parsed, &plan);
    let list = serde_json::to_string(table).map_err(AppError::internal)?;
    let list = labour::seal_list(app, permit, venue.id, list, workers)?;
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    let page = page.with_title("labour-import-preview-title");
    let counts = [
        ("new", plan.new.len()),
        ("changed", plan.changed.len()),
        ("same", plan.same),
        ("errors", parsed.errors.len()),
    ];
    let name = |worker: &Worker| format!("{} · {}", worker.person.name, worker.person.number.masked());
    Ok(PreviewPage {
        form: Form::from_fields([("key", key), ("list", list)]),
        id: venue.id,
        venue: venue.name.clone(),
        counts: counts
            .map(|(what, count)| page.t1(&format!("labour-import-count-{what}"), "count", count))
            .join(" · "),
        remarks: list_remarks(&page, table, outdated),
        columns: build_columns(&page, table),
        errors: build_remarks(&page, table, &parsed.errors),
        unlisted: parsed.errors.len().saturating_sub(MAX_SHOWN),
        notices: build_remarks(&page, table, &parsed.notices),
        new: plan.new.iter().take(MAX_SHOWN).map(name).collect(),
        changed: plan.changed.iter().take(MAX_SHOWN).map(|update| name(&update.after)).collect(),
        is_ready: parsed.errors.is_empty() && !(plan.new.is_empty() && plan.changed.is_empty()),
        page,
    })
}

fn add_problems(page: &Page, table: &WorkerTable, parsed: &mut ParsedRows, plan: &ImportPlan) {
    let remark = |(row, invalid): &(u32, camket_app::InvalidInput)| CellRemark {
        row: *row,
        column: find_column(table, invalid.field),
        text: page.t1(&format!("codes-error-{}", invalid.problem.code()), "sign", invalid.problem.sign()),
    };
    parsed.errors.extend(plan.problems.iter().map(remark));
    parsed.errors.sort_by_key(|error| error.row);
}

fn list_remarks(page: &Page, table: &WorkerTable, outdated: bool) -> Vec<String> {
    let mut remarks = Vec::new();
    remarks.extend(outdated.then(|| page.t("labour-import-changed-since")));
    if table.hidden_rows > 0 {
        remarks.push(page.t1("labour-import-hidden", "count", table.hidden_rows));
    }
    if !table.converted.is_empty() {
        remarks.push(page.t1("labour-import-converted", "columns", table.converted.join(", ")));
    }
    remarks
}

fn build_columns(page: &Page, table: &WorkerTable) -> DataTable {
    let row = |(column, letter, heading): &(_, String, String)| {
        let column: &camket_domain::labour::columns::WorkerColumn = column;
        vec![
            Cell::Nowrap(letter.clone()),
            Cell::Text(heading.clone()),
            Cell::Text(codes::translate_code(page, "workercolumn", column.code())),
        ]
    };
    DataTable {
        heads: ["labour-import-column", "labour-import-heading", "labour-import-meaning"]
            .map(|key| page.t(key))
            .to_vec(),
        rows: table.columns.iter().map(row).collect(),
    }
}

fn build_remarks(page: &Page, table: &WorkerTable, remarks: &[CellRemark]) -> DataTable {
    let row = |remark: &CellRemark| {
        vec![
            Cell::Nowrap(remark.row.to_string()),
            Cell::Text(describe_column(page, table, remark.column)),
            Cell::Text(remark.text.clone()),
        ]
    };
    DataTable {
        heads: ["labour-import-row", "labour-import-column", "labour-import-what"]
            .map(|key| page.t(key))
            .to_vec(),
        rows: remarks.iter().take(MAX_SHOWN).map(row).collect(),
    }
}
