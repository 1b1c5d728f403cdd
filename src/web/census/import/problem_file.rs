//! The cells to correct, as a file to work through beside the list.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::census::import::{
    self, ColumnKind, Letterhead, ListColumn, ListForm, ListFormat, ListValue, format_column,
};
use camket_domain::ids::CensusUploadId;
use camket_domain::permissions::rights;

use super::link_list;
use super::problems::{describe_problem, list_problems, name_column};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

pub(super) async fn download(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusUploadId>,
) -> Result<Response, PageError> {
    let preview = import::load_preview(&app, &permit, id).await.redirect_refusal(link_list(id))?;
    let column = |key: &str, width: u8, kind: ColumnKind| ListColumn::new(page.t(key), width, kind);
    let form = ListForm {
        letterhead: Letterhead { parent: String::new(), name: preview.upload.heading.holder.clone() },
        title: vec![page.t("census-import-problems-title")],
        about: vec![preview.upload.file.name.clone()],
        columns: vec![
            column("census-import-problems-sheet", 18, ColumnKind::Text),
            column("census-import-problems-row", 8, ColumnKind::Number),
            column("census-import-problems-column", 8, ColumnKind::Text),
            column("census-import-problems-meaning", 22, ColumnKind::Text),
            column("census-import-problems-problem", 60, ColumnKind::Text),
        ],
        signatures: None,
    };
    let today = app.today();
    let rows = list_problems(&preview).map(|(row, issue)| {
        let sheet = preview.sheets.get(row.sheet).cloned().unwrap_or_default();
        vec![
            sheet.into(),
            i64::from(issue.row).into(),
            format_column(issue.column).into(),
            name_column(&page, issue.meaning).into(),
            describe_problem(&page, issue, today).into(),
        ]
    });
    let rows: Vec<Vec<ListValue<'static>>> = rows.collect();
    let bytes = import::write_problem_file(form, &rows)?;
    let headers = [
        (header::CONTENT_TYPE, ListFormat::Xlsx.media_type()),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"o-can-sua.xlsx\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, bytes).into_response())
}
