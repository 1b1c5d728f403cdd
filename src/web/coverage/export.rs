//! Coverage as files, in Vietnamese, as offices read them.

use axum::response::{IntoResponse, Response};
use camket_app::coverage::{self, ListedUnit, MAX_PRINTED_NAMES, NamesExport};
use camket_app::list_file::{ExportingAgency, ListFile};
use camket_app::venue_register::{ColumnKind, ListColumn, ListForm, ListFormat, ListValue, PrintedList};
use camket_app::{App, AppError};
use camket_domain::areas::AreaCode;
use camket_domain::calendar::format_date;
use camket_domain::coverage::CoverageDuty;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::{CoverageFigures, CoverageTable};
use camket_domain::identifiers::Phone;
use camket_domain::permissions::rights;
use camket_domain::text::sort_key;

use super::figures::{format_area, format_kind, format_share};
use super::names::describe_names;
use super::question::{AskedNames, AskedQuestion};
use crate::{areas, list_file, paths, pdf};
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::l10n::{self, Lang};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

/// Bytes of a row as they were in the list of the demo, about.
const ROW_BYTES: u64 = 150;

fn translate(key: &str) -> String {
    l10n::translate(Lang::Vi, key)
}

type Exporter = PageRequest<rights::ExportRegister>;
type Reader = May<rights::ReadCoverage>;

pub(super) async fn download_figures_xlsx(
    request: Exporter,
    reader: Reader,
    query: Query,
) -> Result<Response, PageError> {
    download_figures(request, reader, query, ListFormat::Xlsx).await
}

pub(super) async fn download_figures_csv(
    request: Exporter,
    reader: Reader,
    query: Query,
) -> Result<Response, PageError> {
    download_figures(request, reader, query, ListFormat::Csv).await
}

async fn download_figures(
    PageRequest { app, permit, .. }: Exporter,
    May(reader): Reader,
    Query(mut form): Query,
    format: ListFormat,
) -> Result<Response, PageError> {
    let asked = parse_question(&app, &reader, &mut form)?;
    let table = coverage::load_table(&app, asked.question).await?;
    let agency = coverage::begin_figures_export(&app, &permit, asked.question, format.extension()).await?;
    let form = ListForm {
        letterhead: agency.letterhead(),
        title: vec![translate("coverage-export-heading")],
        about: describe_question(&asked),
        columns: list_figure_columns(asked.question.division),
        signatures: None,
    };
    let rows = list_figure_rows(&table, asked.question.division);
    let file = ListFile::new(
        FewRows(rows),
        format,
        form,
        Box::new(|row: &Vec<ListValue<'static>>| row.clone()),
        String::new(),
    )?;
    list_file::send(file, format, "ty-le-ky-cam-ket", 6_000).await
}

/// A day that cannot be read is told on the page, which has the field.
fn parse_question(
    app: &App,
    reader: &camket_domain::permissions::Permit<rights::ReadCoverage>,
    form: &mut Form,
) -> Result<AskedQuestion, PageError> {
    let asked = AskedQuestion::parse(app, reader, form)?;
    if form.has_errors() { Err(ErrorKind::Unreadable.into()) } else { Ok(asked) }
}

/// Rows that are all known.
#[derive(Debug)]
struct FewRows(Vec<Vec<ListValue<'static>>>);

impl camket_app::list_file::ReadParts for FewRows {
    type Row = Vec<ListValue<'static>>;

    async fn read_part(&mut self) -> Result<Vec<Self::Row>, AppError> {
        Ok(std::mem::take(&mut self.0))
    }
}

fn describe_question(asked: &AskedQuestion) -> Vec<String> {
    let question = asked.question;
    let area = areas::find_last_name(question.area);
    vec![l10n::translate_with(
        Lang::Vi,
        "coverage-about",
        &[("area", &area), ("day", &format_date(question.day))],
    )]
}

fn list_figure_columns(division: AreaDivision) -> Vec<ListColumn> {
    let column = |head: &str, kind| ListColumn::new(translate(&format!("coverage-column-{head}")), 14, kind);
    let number = |head| column(head, ColumnKind::Number);
    let share = || ListColumn::new(translate("coverage-column-share"), 10, ColumnKind::Text);
    let first = format!("coverage-by-{}", division.code().replace('_', "-"));
    vec![
        ListColumn::new(translate(&first), 28, ColumnKind::Text),
        number("counted"),
        number("pledged"),
        share(),
        number("registered"),
        share(),
        number("complete"),
        share(),
        number("missing"),
        number("unverified"),
    ]
}

/// The areas, then the kinds, then the total.
fn list_figure_rows(table: &CoverageTable, division: AreaDivision) -> Vec<Vec<ListValue<'static>>> {
    let mut areas: Vec<(Option<AreaCode>, CoverageFigures)> = table.by_area().into_iter().collect();
    areas.sort_by_cached_key(|(area, _)| (area.is_none(), sort_key(&format_area(Lang::Vi, *area, division))));
    let areas = areas.into_iter().map(|(area, figures)| (format_area(Lang::Vi, area, division), figures));
    let kinds = table.by_kind().into_iter().map(|(kind, figures)| (format_kind(Lang::Vi, kind), figures));
    let total = [(translate("coverage-total"), table.total())];
    areas.chain(kinds).chain(total).map(|(name, figures)| build_figure_row(name, &figures)).collect()
}

fn build_figure_row(name: String, figures: &CoverageFigures) -> Vec<ListValue<'static>> {
    let mut row: Vec<ListValue<'static>> = vec![name.into(), i64::from(figures.denominator).into()];
    for duty in CoverageDuty::ALL {
        row.push(i64::from(figures.count_done(duty)).into());
        row.push(format_share(Lang::Vi, figures.share(duty)).into());
    }
    row.push(i64::from(figures.count_missing(CoverageDuty::Both)).into());
    row.push(i64::from(figures.unverified).into());
    row
}

pub(super) async fn show_figures_pdf(
    PageRequest { app, permit, .. }: Exporter,
    May(reader): Reader,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let asked = parse_question(&app, &reader, &mut form)?;
    let table = coverage::load_table(&app, asked.question).await?;
    let agency = coverage::begin_figures_export(&app, &permit, asked.question, "pdf").await?;
    let division = asked.question.division;
    let list = PrintedList {
        columns: list_figure_columns(division)
            .iter()
            .map(|column| (column.heading.clone(), column.width.into()))
            .collect(),
        rows: list_figure_rows(&table, division)
            .iter()
            .map(|row| row.iter().map(format_value).collect())
            .collect(),
        closing: String::new(),
        ..start_list(&agency, translate("coverage-export-heading"), describe_question(&asked), &app)
    };
    Ok(pdf::render_pdf(coverage::print_figures(&app, list).await?, &["tỷ lệ ký cam kết"]).into_response())
}

fn format_value(value: &ListValue<'static>) -> String {
    match value {
        ListValue::Number(number) => number.to_string(),
        ListValue::Text(text) => text.to_string(),
        _ => String::new(),
    }
}

fn start_list(agency: &ExportingAgency, title: String, about: Vec<String>, app: &App) -> PrintedList {
    PrintedList {
        letterhead: agency.letterhead(),
        title,
        about,
        place: agency.place(),
        date: app.today(),
        columns: Vec::new(),
        rows: Vec::new(),
        closing: String::new(),
    }
}

pub(super) async fn download_names_xlsx(
    request: Exporter,
    reader: Reader,
    query: Query,
) -> Result<Response, PageError> {
    download_names(request, reader, query, ListFormat::Xlsx).await
}

pub(super) async fn download_names_csv(
    request: Exporter,
    reader: Reader,
    query: Query,
) -> Result<Response, PageError> {
    download_names(request, reader, query, ListFormat::Csv).await
}

async fn download_names(
    PageRequest { app, permit, .. }: Exporter,
    May(reader): Reader,
    Query(mut form): Query,
    format: ListFormat,
) -> Result<Response, PageError> {
    let names = AskedNames::parse(&app, &reader, &mut form)?;
    let export = begin_names(&app, &permit, &names, format.extension()).await?;
    let form = ListForm {
        letterhead: export.agency().letterhead(),
        title: vec![format_title(&export)],
        about: describe_list(&names),
        columns: NAME_COLUMNS.iter().map(|(head, width)| name_column(head, *width)).collect(),
        signatures: None,
    };
    let (closing, expected) = (format_closing(&export), 5_000 + u64::from(export.count()) * ROW_BYTES);
    let describe =
        Box::new(|unit: &ListedUnit| describe_unit(unit).into_iter().map(ListValue::from).collect());
    let file = ListFile::new(export, format, form, describe, closing)?;
    list_file::send(file, format, "co-so", expected).await
}

async fn begin_names(
    app: &App,
    permit: &camket_domain::permissions::Permit<rights::ExportRegister>,
    names: &AskedNames,
    format: &str,
) -> Result<NamesExport, AppError> {
    coverage::begin_names_export(app, permit, names.asked.question, names.filter.clone(), format).await
}

/// Ends of the headings' keys, with the widths in digits of the typeface.
const NAME_COLUMNS: [(&str, u8); 7] = [
    ("venue", 30),
    ("kind", 24),
    ("address", 30),
    ("commune", 20),
    ("owner", 22),
    ("phone", 14),
    ("standing", 22),
];

fn name_column(head: &str, width: u8) -> ListColumn {
    ListColumn::new(translate(&format!("coverage-column-{head}")), width, ColumnKind::Text)
}

fn describe_unit(unit: &ListedUnit) -> Vec<String> {
    let phones: Vec<&str> = unit.phones.iter().map(Phone::as_str).collect();
    vec![
        unit.name.clone(),
        format_kind(Lang::Vi, unit.kind),
        unit.address.clone(),
        areas::find_last_name(unit.commune),
        unit.owner.clone(),
        phones.join(", "),
        translate(&format!("codes-coveragestanding-{}", unit.word.code().replace('_', "-"))),
    ]
}

fn format_title(export: &NamesExport) -> String {
    let number = translate(&format!("codes-coveragenumber-{}", export.number().code().replace('_', "-")));
    l10n::translate_with(Lang::Vi, "coverage-export-names", &[("number", &number)]).to_uppercase()
}

fn describe_list(names: &AskedNames) -> Vec<String> {
    let mut about = describe_question(&names.asked);
    about.extend(describe_names(Lang::Vi, names));
    about
}

fn format_closing(export: &NamesExport) -> String {
    l10n::translate_with(Lang::Vi, "coverage-export-total", &[("count", &export.count().to_string())])
}

pub(super) async fn show_names_pdf(
    PageRequest { app, permit, .. }: Exporter,
    May(reader): Reader,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let names = AskedNames::parse(&app, &reader, &mut form)?;
    let export = begin_names(&app, &permit, &names, "pdf").await?;
    if usize::try_from(export.count()).unwrap_or(usize::MAX) > MAX_PRINTED_NAMES {
        let flash =
            Flash::warning("venue-register-print-too-long").with_arg("count", MAX_PRINTED_NAMES.to_string());
        return Ok(flash.redirect(names.address_at(paths::CoverageNames::PATTERN)));
    }
    let list = PrintedList {
        columns: NAME_COLUMNS
            .iter()
            .map(|(head, width)| (name_column(head, *width).heading, (*width).into()))
            .collect(),
        closing: format_closing(&export),
        ..start_list(export.agency(), format_title(&export), describe_list(&names), &app)
    };
    let bytes = coverage::print_names(&app, export, list, describe_unit).await?;
    Ok(pdf::render_pdf(bytes, &["danh sách cơ sở"]).into_response())
}
