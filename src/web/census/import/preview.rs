//! The third step: what the import would change, its questions, and the cells to correct. Then all of it, or nothing.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::census::import::{self, ImportPreview, PlacedRow, format_column};
use camket_domain::census::MAX_LIST_ROWS;
use camket_domain::census::columns::CensusColumn;
use camket_domain::census::preview::RowOutcome;
use camket_domain::census::rows::{CellIssue, Severity};
use camket_domain::ids::CensusUploadId;
use camket_domain::permissions::rights;
use time::Date;

use super::problems::{describe_problem, list_problems, name_column};
use super::questions::{Questions, build_questions};
use super::{build_steps, link_list};
use crate::areas;
use crate::codes::translate_code;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{SummaryRow, WizardStep};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

/// Problems and names that the page shows; the file has all.
const MAX_SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "census/import_preview.html")]
pub(super) struct PreviewPage {
    page: Page,
    form: Form,
    steps: Vec<WizardStep>,
    file: String,
    facts: Vec<SummaryRow>,
    counts: Vec<CountRow>,
    notes: Vec<String>,
    questions: Questions,
    problems: Vec<ProblemRow>,
    more_problems: usize,
    notices: Vec<NoticeRow>,
    changes: Vec<ChangeRow>,
    gone: Vec<String>,
    more_gone: usize,
    columns: String,
    problem_file: String,
    import: String,
    /// Where the page asks how far the import is.
    progress: String,
    discard: String,
    is_ready: bool,
    /// Rows that would be imported.
    rows: usize,
    problem_heads: Vec<String>,
    change_heads: Vec<String>,
}

struct CountRow {
    label: String,
    count: String,
}

struct ProblemRow {
    place: String,
    column: String,
    problem: String,
    is_question: bool,
}

/// What is only noted, once for all its rows.
struct NoticeRow {
    text: String,
    rows: String,
}

struct ChangeRow {
    row: u32,
    name: String,
    columns: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusUploadId>,
) -> Result<Response, PageError> {
    let preview = import::load_preview(&app, &permit, id).await.redirect_refusal(link_list(id))?;
    if preview.upload.choices.tables.is_empty() {
        return Ok(Redirect::to(&paths::CensusUpload(id).to_string()).into_response());
    }
    Ok(Html(build_page(page, Form::new(), &preview, app.today())).into_response())
}

pub(super) fn build_page(page: Page, mut form: Form, preview: &ImportPreview, today: Date) -> PreviewPage {
    let page = page.with_title("census-import-preview-title").with_form_errors(&form);
    let id = preview.upload.id;
    form.set("version", preview.upload.version.to_string());
    let questions = build_questions(&page, &mut form, preview, today);
    let problems: Vec<ProblemRow> = list_problems(preview)
        .map(|(row, issue)| build_problem_row(&page, preview, row, issue, today))
        .collect();
    let more_problems = problems.len().saturating_sub(MAX_SHOWN);
    let rows = [RowOutcome::New, RowOutcome::Changed, RowOutcome::Same].map(|outcome| preview.count(outcome));
    PreviewPage {
        steps: build_steps(&page, 2),
        file: preview.upload.file.name.clone(),
        facts: build_facts(&page, preview, today),
        counts: build_counts(&page, preview),
        notes: build_notes(&page, preview),
        questions,
        problems: problems.into_iter().take(MAX_SHOWN).collect(),
        more_problems,
        notices: build_notices(&page, preview, today),
        changes: build_changes(&page, preview),
        gone: preview.gone.iter().take(MAX_SHOWN).map(|entry| entry.details.name.clone()).collect(),
        more_gone: preview.gone.len().saturating_sub(MAX_SHOWN),
        columns: paths::CensusUpload(id).to_string(),
        problem_file: paths::CensusProblems(id).to_string(),
        import: paths::ImportCensusList(id).to_string(),
        progress: paths::CensusImportProgress(id).to_string(),
        discard: paths::DiscardCensusUpload(id).to_string(),
        is_ready: preview.is_ready(),
        rows: rows.into_iter().sum(),
        problem_heads: build_heads(&page, ["place", "column", "problem"]),
        change_heads: build_heads(&page, ["row", "name", "changed"]),
        form,
        page,
    }
}

fn build_heads(page: &Page, heads: [&str; 3]) -> Vec<String> {
    heads.map(|head| page.t(&format!("census-import-head-{head}"))).to_vec()
}

fn build_problem_row(
    page: &Page,
    preview: &ImportPreview,
    row: &PlacedRow,
    issue: &CellIssue,
    today: Date,
) -> ProblemRow {
    let cell = format!("{}{}", format_column(issue.column), issue.row);
    let place = match preview.sheets.get(row.sheet).filter(|_| preview.sheets.len() > 1) {
        Some(sheet) => format!("{sheet}, {cell}"),
        None => cell,
    };
    ProblemRow {
        place,
        column: name_column(page, issue.meaning),
        problem: describe_problem(page, issue, today),
        is_question: issue.problem.severity() == Severity::Question,
    }
}

fn build_facts(page: &Page, preview: &ImportPreview, today: Date) -> Vec<SummaryRow> {
    let heading = &preview.upload.heading;
    vec![
        SummaryRow::new(
            page.t("census-import-source"),
            translate_code(page, "censussource", heading.source.code()),
        ),
        SummaryRow::new(page.t("census-import-holder"), &heading.holder),
        SummaryRow::new(page.t("census-import-as-of"), page.date(&heading.as_of)),
        SummaryRow::new(page.t("census-import-area"), areas::find_name(heading.area, today)),
    ]
}

fn build_counts(page: &Page, preview: &ImportPreview) -> Vec<CountRow> {
    let count = |number: usize| page.number(i64::try_from(number).unwrap_or(i64::MAX));
    let outcome = |outcome: &RowOutcome| CountRow {
        label: translate_code(page, "rowoutcome", outcome.code()),
        count: count(preview.count(*outcome)),
    };
    let mut counts: Vec<CountRow> = RowOutcome::ALL.iter().map(outcome).collect();
    counts.insert(3, CountRow { label: page.t("census-import-gone"), count: count(preview.gone.len()) });
    counts
}

fn build_notes(page: &Page, preview: &ImportPreview) -> Vec<String> {
    let mut notes = Vec::new();
    if preview.is_too_long {
        notes.push(page.t1("census-import-too-long", "most", MAX_LIST_ROWS));
    }
    if preview.rows.is_empty() {
        notes.push(page.t("census-import-no-rows"));
    }
    if preview.hidden_rows > 0 {
        notes.push(page.t1("census-import-hidden-rows", "count", preview.hidden_rows));
    }
    notes
}

/// The notices, each text once with its rows.
fn build_notices(page: &Page, preview: &ImportPreview, today: Date) -> Vec<NoticeRow> {
    let mut rows_of: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for issue in preview.rows.iter().flat_map(|row| &row.read.issues) {
        if issue.problem.severity() == Severity::Notice {
            let column = name_column(page, issue.meaning);
            let text = format!("{column}: {}", describe_problem(page, issue, today));
            rows_of.entry(text).or_default().push(issue.row);
        }
    }
    let format = |rows: &[u32]| {
        let shown: Vec<String> = rows.iter().take(10).map(u32::to_string).collect();
        let more = if rows.len() > shown.len() { ", …" } else { "" };
        format!("{}{more}", shown.join(", "))
    };
    rows_of.into_iter().take(MAX_SHOWN).map(|(text, rows)| NoticeRow { text, rows: format(&rows) }).collect()
}

fn build_changes(page: &Page, preview: &ImportPreview) -> Vec<ChangeRow> {
    let changed = preview.rows.iter().filter(|row| row.preview.outcome == RowOutcome::Changed);
    let columns = |columns: &[CensusColumn]| {
        columns.iter().map(|column| name_column(page, *column)).collect::<Vec<_>>().join(", ")
    };
    let row = |row: &PlacedRow| ChangeRow {
        row: row.preview.row,
        name: row.read.entry.as_ref().map(|entry| entry.name.clone()).unwrap_or_default(),
        columns: columns(&row.preview.changes),
    };
    changed.take(MAX_SHOWN).map(row).collect()
}

pub(super) async fn import(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusUploadId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let back = paths::CensusPreview(id);
    let imported = import::import_list(&app, &permit, id, version).await.redirect_refusal(&back);
    let imported = imported.redirect_conflict("census-import-conflict", &back)?;
    let number = |count: usize| page.number(i64::try_from(count).unwrap_or(i64::MAX));
    let flash = Flash::success("census-import-done")
        .with_arg("new", number(imported.new))
        .with_arg("changed", number(imported.changed))
        .with_arg("same", number(imported.same));
    Ok(flash.redirect(paths::CensusImport))
}
