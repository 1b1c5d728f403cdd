//! Coverage as files, in Vietnamese, as offices read them.

use axum::response::{IntoResponse, Response};
use camket_app::coverage::{self, ListedUnit, MAX_PRINTED_NAMES, NamesExport};
use camket_app::list_file::{DescribeRow, ExportingAgency, ListFile, ReadParts};
use camket_app::venue_register::{
    ColumnKind, Letterhead, ListColumn, ListForm, ListFormat, ListValue, PrintedList,
};
use camket_app::{App, AppError};
use camket_domain::areas::AreaCode;
use camket_domain::calendar::format_date;
use camket_domain::coverage::CoverageDuty;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::{CoverageFigures, CoverageTable};
use camket_domain::identifiers::Phone;
use camket_domain::permissions::{Permit, rights};
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
    let rows = FewRows(list_figure_rows(&table, asked.question.division));
    let list = OfficeList::of_figures(&agency, &asked);
    list.send(
        format,
        rows,
        Box::new(|row: &Vec<ListValue<'static>>| row.clone()),
        ("ty-le-ky-cam-ket", 6_000),
    )
    .await
}

/// A day that cannot be read is told on the page, which has the field.
fn parse_question(
    app: &App,
    reader: &Permit<rights::ReadCoverage>,
    form: &mut Form,
) -> Result<AskedQuestion, PageError> {
    let asked = AskedQuestion::parse(app, reader, form)?;
    if form.has_errors() { Err(ErrorKind::Unreadable.into()) } else { Ok(asked) }
}

/// Rows that are all known.
#[derive(Debug)]
struct FewRows(Vec<Vec<ListValue<'static>>>);

impl ReadParts for FewRows {
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

fn list_figure_columns() -> Vec<ListColumn> {
    let column = |head: &str, kind| ListColumn::new(translate(&format!("coverage-column-{head}")), 14, kind);
    let number = |head| column(head, ColumnKind::Number);
    let share = || ListColumn::new(translate("coverage-column-share"), 10, ColumnKind::Text);
    let text = |key: &str, width| ListColumn::new(translate(key), width, ColumnKind::Text);
    vec![
        text("coverage-division", 22),
        text("coverage-column-name", 28),
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
    let by_area = translate(&format!("codes-areadivision-{}", division.code().replace('_', "-")));
    let by_kind = translate("coverage-column-kind");
    let areas = areas.into_iter().map(|(area, figures)| {
        build_figure_row([&by_area, &format_area(Lang::Vi, area, division)], &figures)
    });
    let kinds = table
        .by_kind()
        .into_iter()
        .map(|(kind, figures)| build_figure_row([&by_kind, &format_kind(Lang::Vi, kind)], &figures));
    let total = build_figure_row([&String::new(), &translate("coverage-total")], &table.total());
    areas.chain(kinds).chain([total]).collect()
}

/// A row of an area or a kind: what is counted by, and its name.
fn build_figure_row(names: [&String; 2], figures: &CoverageFigures) -> Vec<ListValue<'static>> {
    let mut row: Vec<ListValue<'static>> = names.map(|name| name.clone().into()).into();
    row.push(i64::from(figures.denominator).into());
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
    let rows = list_figure_rows(&table, division);
    let list = PrintedList {
        rows: rows.iter().map(|row| row.iter().map(format_value).collect()).collect(),
        ..OfficeList::of_figures(&agency, &asked).into_printed(&app)
    };
    Ok(pdf::render_pdf(coverage::print_list(&app, list).await?, &["tỷ lệ ký cam kết"]).into_response())
}

fn format_value(value: &ListValue<'static>) -> String {
    match value {
        ListValue::Number(number) => number.to_string(),
        ListValue::Text(text) => text.to_string(),
        _ => String::new(),
    }
}

/// What every format of a list says beside its rows.
struct OfficeList {
    letterhead: Letterhead,
    /// Where it is dated.
    place: String,
    title: String,
    about: Vec<String>,
    columns: Vec<ListColumn>,
    closing: String,
}

impl OfficeList {
    fn of_figures(agency: &ExportingAgency, asked: &AskedQuestion) -> Self {
        Self {
            letterhead: agency.letterhead(),
            place: agency.place(),
            title: translate("coverage-export-heading"),
            about: describe_question(asked),
            columns: list_figure_columns(),
            closing: String::new(),
        }
    }

    fn of_names(export: &NamesExport, names: &AskedNames) -> Self {
        let mut about = describe_question(&names.asked);
        about.extend(describe_names(Lang::Vi, names));
        Self {
            letterhead: export.agency().letterhead(),
            place: export.agency().place(),
            title: format_title(export),
            about,
            columns: NAME_COLUMNS.iter().map(|(head, width)| name_column(head, *width)).collect(),
            closing: format_closing(export),
        }
    }

    /// The rows of `source` as a spreadsheet with this name, of about so many bytes.
    async fn send<S: ReadParts + 'static>(
        self,
        format: ListFormat,
        source: S,
        describe: DescribeRow<S::Row>,
        (name, expected): (&str, u64),
    ) -> Result<Response, PageError> {
        let form = ListForm {
            letterhead: self.letterhead,
            title: vec![self.title],
            about: self.about,
            columns: self.columns,
            signatures: None,
        };
        let file = ListFile::new(source, format, form, describe, self.closing)?;
        list_file::send(file, format, name, expected).await
    }

    /// The list on paper, without its rows.
    fn into_printed(self, app: &App) -> PrintedList {
        let columns = self.columns.into_iter().map(|column| (column.heading, column.width.into()));
        PrintedList {
            letterhead: self.letterhead,
            title: self.title,
            about: self.about,
            place: self.place,
            date: app.today(),
            columns: columns.collect(),
            rows: Vec::new(),
            closing: self.closing,
        }
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
    let expected = 5_000 + u64::from(export.count()) * ROW_BYTES;
    let list = OfficeList::of_names(&export, &names);
    let describe =
        Box::new(|unit: &ListedUnit| describe_unit(unit).into_iter().map(ListValue::from).collect());
    list.send(format, export, describe, ("co-so", expected)).await
}

async fn begin_names(
    app: &App,
    permit: &Permit<rights::ExportRegister>,
    names: &AskedNames,
    format: &str,
) -> Result<NamesExport, AppError> {
    coverage::begin_names_export(app, permit, names.asked.question, names.filter.clone(), format).await
}

/// Ends of the headings' keys, with the widths in digits of the typeface.
pub(crate) const NAME_COLUMNS: [(&str, u8); 7] = [
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

pub(crate) fn describe_unit(unit: &ListedUnit) -> Vec<String> {
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
    let list = OfficeList::of_names(&export, &names).into_printed(&app);
    let rows = export.read_printed().await?.iter().map(describe_unit).collect();
    let bytes = coverage::print_list(&app, PrintedList { rows, ..list }).await?;
    Ok(pdf::render_pdf(bytes, &["danh sách cơ sở"]).into_response())
}
