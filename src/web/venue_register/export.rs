//! The list as a file: what an export holds, and its formats.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::list_file::ListFile;
use camket_app::venue_register::{self, ListForm, ListFormat, MAX_PRINTED, PrintedList, RegisterExport};
use camket_app::{App, AppError};
use camket_domain::calendar::format_date;
use camket_domain::permissions::{Permit, rights};
use camket_domain::text::lengths::MAX_REASON_CHARS;

use super::columns::{self, RegisterColumn};
use super::query::RegisterQuery;
use crate::pdf;
use crate::{areas, list_file, paths};
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::l10n::{self, Lang};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "venue_register/export.html")]
struct ExportPage {
    page: Page,
    form: Form,
    back: String,
    count: String,
    about: Vec<String>,
    xlsx: String,
    csv: String,
    /// `None` if the list is too long for paper.
    pdf: Option<String>,
    hidden: Vec<(&'static str, String)>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ExportRegister>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let query = parse_query(&form)?;
    Ok(Html(build_page(page, &app, &permit, &query, Form::new()).await?).into_response())
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::ExportRegister>,
    query: &RegisterQuery,
    form: Form,
) -> Result<ExportPage, AppError> {
    let count = venue_register::count_for_export(app, permit, &query.filter).await?;
    let page = page.with_title("venue-register-export-title").with_form_errors(&form);
    let file = |path: &str| query.address_at(path);
    Ok(ExportPage {
        back: query.address(),
        count: page.t1("venue-register-count", "count", page.number(count)),
        about: columns::describe_filter(page.lang(), query),
        xlsx: file(paths::RegisterXlsx::PATTERN),
        csv: file(paths::RegisterCsv::PATTERN),
        pdf: (count <= MAX_PRINTED).then(|| file(paths::RegisterPdf::PATTERN)),
        hidden: query.set_pairs().into_iter().map(|(field, value)| (field, value.to_owned())).collect(),
        form,
        page,
    })
}

/// A personal number is searched on the page alone: an export of one person's venues is not needed.
fn parse_query(form: &Form) -> Result<RegisterQuery, PageError> {
    RegisterQuery::from_address(form, paths::VenueRegister::PATTERN)
}

pub(super) async fn download_csv(
    PageRequest { app, permit, .. }: PageRequest<rights::ExportRegister>,
    Query(form): Query,
) -> Result<Response, PageError> {
    download(&app, &permit, &parse_query(&form)?, ListFormat::Csv, None).await
}

pub(super) async fn download_xlsx(
    PageRequest { app, permit, .. }: PageRequest<rights::ExportRegister>,
    Query(form): Query,
) -> Result<Response, PageError> {
    download(&app, &permit, &parse_query(&form)?, ListFormat::Xlsx, None).await
}

pub(super) async fn download_csv_with_numbers(
    request: PageRequest<rights::ExportRegister>,
    form: Form,
) -> Result<Response, PageError> {
    download_with_numbers(request, form, ListFormat::Csv).await
}

pub(super) async fn download_xlsx_with_numbers(
    request: PageRequest<rights::ExportRegister>,
    form: Form,
) -> Result<Response, PageError> {
    download_with_numbers(request, form, ListFormat::Xlsx).await
}

async fn download_with_numbers(
    PageRequest { page, app, permit }: PageRequest<rights::ExportRegister>,
    mut form: Form,
    format: ListFormat,
) -> Result<Response, PageError> {
    let query = parse_query(&form)?;
    if let Some(reason) = form.require_line("reason", "venue-register-export-reason-what", MAX_REASON_CHARS) {
        match download(&app, &permit, &query, format, Some(&reason)).await {
            Err(PageError::App(error)) => form.add_error(error)?,
            other => return other,
        }
    }
    Ok((form.status(), Html(build_page(page, &app, &permit, &query, form).await?)).into_response())
}

async fn download(
    app: &App,
    permit: &Permit<rights::ExportRegister>,
    query: &RegisterQuery,
    format: ListFormat,
    reason: Option<&str>,
) -> Result<Response, PageError> {
    let export = venue_register::begin_export(app, permit, &query.filter, format.extension(), reason).await?;
    let columns = RegisterColumn::list(export.has_numbers());
    let form = ListForm {
        letterhead: export.agency().letterhead(),
        title: vec![columns::translate("venue-register-export-heading")],
        about: describe_list(permit, query, &export),
        columns: columns.iter().map(|column| column.build_head()).collect(),
        signatures: None,
    };
    let (closing, day) = (format_closing(&export), export.day());
    let expected = estimate_bytes(format, export.count());
    let describe =
        Box::new(move |venue: &_| columns.iter().map(|column| column.build_value(venue, day)).collect());
    let file = ListFile::new(export, format, form, describe, closing)?;
    list_file::send(file, format, "so-co-so", expected).await
}

/// Bytes of a row as they were in the list of the demo: 195 in a csv, 155 in an xlsx, which has it twice and packed.
fn estimate_bytes(format: ListFormat, rows: u64) -> u64 {
    match format {
        ListFormat::Csv => 200 + rows * 195,
        ListFormat::Xlsx => 5_000 + rows * 155,
    }
}

/// Area, day and conditions of a list.
fn describe_list(
    permit: &Permit<rights::ExportRegister>,
    query: &RegisterQuery,
    export: &RegisterExport,
) -> Vec<String> {
    let today = export.day().today;
    let area = permit.actor().area.map(|area| areas::find_name(area, today)).unwrap_or_default();
    let mut lines = vec![l10n::translate_with(
        Lang::Vi,
        "venue-register-export-area",
        &[("area", &area), ("date", &format_date(today))],
    )];
    lines.extend(columns::describe_filter(Lang::Vi, query));
    lines
}

fn format_closing(export: &RegisterExport) -> String {
    l10n::translate_with(Lang::Vi, "venue-register-export-total", &[("count", &export.count().to_string())])
}

pub(super) async fn show_pdf(
    PageRequest { app, permit, .. }: PageRequest<rights::ExportRegister>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let query = parse_query(&form)?;
    if venue_register::count_for_export(&app, &permit, &query.filter).await? > MAX_PRINTED {
        let flash =
            Flash::warning("venue-register-print-too-long").with_arg("count", MAX_PRINTED.to_string());
        return Ok(flash.redirect(query.address_at(paths::ExportRegister::PATTERN)));
    }
    let export = venue_register::begin_export(&app, &permit, &query.filter, "pdf", None).await?;
    let columns = RegisterColumn::list_printed();
    let list = PrintedList {
        letterhead: export.agency().letterhead(),
        title: columns::translate("venue-register-export-heading"),
        about: describe_list(&permit, &query, &export),
        place: export.agency().place(),
        date: export.day().today,
        columns: columns.iter().map(|column| (column.format_heading(), column.width().into())).collect(),
        rows: Vec::new(),
        closing: format_closing(&export),
    };
    let bytes = venue_register::print_register(&app, export, list, |venue, day| {
        columns.iter().map(|column| column.format_text(venue, day)).collect()
    });
    Ok(pdf::render_pdf(bytes.await?, &["sổ cơ sở"]))
}
