//! The second step: the tables that were found in the file, and what their columns mean. Every guess is shown with its
//! evidence and can be changed.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::census::import::{
    self, FoundTable, LegacyEncoding, SheetTables, UploadTables, format_column,
};
use camket_domain::census::columns::{CensusColumn, ColumnGuess, GuessEvidence, MAX_HEADER_ROWS};
use camket_domain::census::imports::{CensusUpload, TableChoice, TablePlace};
use camket_domain::ids::CensusUploadId;
use camket_domain::permissions::rights;

use super::{build_steps, link_list};
use crate::codes::translate_code;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Form;
use camket_shell::look::{Choice, WizardStep};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

/// The value of a select whose column is not read.
const NOT_READ: &str = "none";
/// The button that shows the tables of other headers.
const AGAIN: &str = "again";

#[derive(Template)]
#[template(path = "census/import_tables.html")]
struct TablesPage {
    page: Page,
    form: Form,
    steps: Vec<WizardStep>,
    file: String,
    discard: String,
    sheets: Vec<SheetView>,
    meanings: Vec<Choice>,
    columns_heads: Vec<String>,
}

struct SheetView {
    number: usize,
    name: String,
    hidden: bool,
    rows: String,
    notes: Vec<String>,
    /// Name of the field with the rows of a header, and its value.
    header_field: String,
    tables: Vec<TableView>,
}

struct TableView {
    /// Name of the field that says whether it is read, and the table's place as its value.
    field: String,
    place: String,
    about: String,
    columns: Vec<ColumnView>,
}

struct ColumnView {
    field: String,
    letter: String,
    header: String,
    samples: String,
    evidence: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusUploadId>,
) -> Result<Html<impl Template>, PageError> {
    let found = import::load_tables(&app, &permit, id, Vec::new()).await.redirect_refusal(link_list(id))?;
    let mut form = Form::new();
    fill(&mut form, &found);
    Ok(Html(build_page(page, form, &found)))
}

pub(super) async fn choose(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusUploadId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let headers = parse_headers(&mut form);
    if form.text("go") != AGAIN && !form.has_errors() {
        let choices = parse_choices(&mut form)?;
        if !form.has_errors() {
            let back = paths::CensusUpload(id);
            import::choose_tables(&app, &permit, id, version, choices)
                .await
                .redirect_refusal(link_list(id))
                .redirect_conflict("census-import-conflict", back)?;
            return Ok(Redirect::to(&paths::CensusPreview(id).to_string()).into_response());
        }
    }
    let found = import::load_tables(&app, &permit, id, headers).await.redirect_refusal(link_list(id))?;
    if form.text("go") == AGAIN && !form.has_errors() {
        // Other tables: what was chosen for the columns of the former ones is of no use.
        let sent = std::mem::take(&mut form);
        fill(&mut form, &found);
        for sheet in 0..found.sheets.len() {
            form.set(&header_field(sheet), sent.text(&header_field(sheet)));
        }
    }
    Ok((form.status(), Html(build_page(page, form, &found))).into_response())
}

/// Puts what was found or chosen into the form.
fn fill(form: &mut Form, found: &UploadTables) {
    form.set("version", found.upload.version.to_string());
    for table in found.sheets.iter().flat_map(|sheet| &sheet.tables) {
        if table.is_chosen {
            form.add("table", format_place(table.place));
        }
        for guess in &table.table.columns {
            let meaning = guess.meaning.map_or(NOT_READ, CensusColumn::code);
            form.set(&column_field(table.place, guess.column), meaning);
        }
    }
}

fn build_page(page: Page, form: Form, found: &UploadTables) -> TablesPage {
    let page = page.with_title("census-import-columns-title").with_form_errors(&form);
    let not_read = Choice::new(NOT_READ, page.t("census-import-column-not-read"));
    let meaning = |column: &CensusColumn| {
        Choice::new(column.code(), translate_code(&page, "censuscolumn", column.code()))
    };
    let sheets = found.sheets.iter().enumerate();
    TablesPage {
        steps: build_steps(&page, 1),
        file: found.upload.file.name.clone(),
        discard: paths::DiscardCensusUpload(found.upload.id).to_string(),
        sheets: sheets.map(|(number, sheet)| build_sheet_view(&page, &found.upload, number, sheet)).collect(),
        columns_heads: ["header", "samples", "meaning"]
            .map(|head| page.t(&format!("census-import-head-{head}")))
            .to_vec(),
        meanings: std::iter::once(not_read).chain(CensusColumn::ALL.iter().map(meaning)).collect(),
        form,
        page,
    }
}

fn build_sheet_view(page: &Page, upload: &CensusUpload, number: usize, sheet: &SheetTables) -> SheetView {
    let mut notes = Vec::new();
    if sheet.hidden_rows > 0 {
        notes.push(page.t1("census-import-hidden-rows", "count", sheet.hidden_rows));
    }
    for column in &sheet.legacy {
        let encoding = match column.encoding {
            LegacyEncoding::Tcvn3 => "TCVN3 (.VnTime)",
            LegacyEncoding::Vni => "VNI",
        };
        let key = if column.converted { "census-import-legacy" } else { "census-import-legacy-mixed" };
        notes.push(page.t2(key, "column", format_column(column.column), "encoding", encoding));
    }
    let name = if sheet.name.is_empty() { upload.file.name.clone() } else { sheet.name.clone() };
    SheetView {
        number: number + 1,
        name,
        hidden: sheet.hidden,
        rows: page.number(i64::try_from(sheet.rows).unwrap_or(i64::MAX)),
        notes,
        header_field: header_field(number),
        tables: sheet.tables.iter().map(|table| build_table_view(page, table)).collect(),
    }
}

fn build_table_view(page: &Page, found: &FoundTable) -> TableView {
    let (first, last) = found.table.header_rows;
    let rows = page.number(i64::try_from(found.rows).unwrap_or(i64::MAX));
    let about = page.t2("census-import-table-about", "header", format_rows(first, last), "count", rows);
    let columns = found.table.columns.iter().zip(&found.samples);
    TableView {
        field: "table".to_owned(),
        place: format_place(found.place),
        about,
        columns: columns
            .map(|(guess, samples)| build_column_view(page, found.place, guess, samples))
            .collect(),
    }
}

fn build_column_view(page: &Page, place: TablePlace, guess: &ColumnGuess, samples: &[String]) -> ColumnView {
    ColumnView {
        field: column_field(place, guess.column),
        letter: format_column(guess.column),
        header: guess.header.clone(),
        samples: samples.join(" · "),
        evidence: format_evidence(page, &guess.evidence),
    }
}

fn format_evidence(page: &Page, evidence: &GuessEvidence) -> String {
    match evidence {
        GuessEvidence::Words(_) => page.t("census-import-evidence-words"),
        GuessEvidence::Similar(_) => page.t("census-import-evidence-similar"),
        GuessEvidence::Contents { fitting, of } => {
            page.t2("census-import-evidence-contents", "fitting", *fitting, "of", *of)
        }
        GuessEvidence::Remembered => page.t("census-import-evidence-remembered"),
        GuessEvidence::Chosen => page.t("census-import-evidence-chosen"),
        GuessEvidence::None => page.t("census-import-evidence-none"),
    }
}

fn header_field(sheet: usize) -> String {
    format!("header-{sheet}")
}

/// "0-5-6-1": sheet, first and last row of the header, first column.
fn format_place(place: TablePlace) -> String {
    format!("{}-{}-{}-{}", place.sheet, place.header.0, place.header.1, place.first_column)
}

fn parse_place(text: &str) -> Option<TablePlace> {
    let mut parts = text.split('-');
    let sheet = parts.next()?.parse().ok()?;
    let mut number = || parts.next()?.parse::<u32>().ok();
    let place = TablePlace { sheet, header: (number()?, number()?), first_column: number()? };
    parts.next().is_none().then_some(place)
}

fn column_field(place: TablePlace, column: u32) -> String {
    format!("column-{}-{column}", format_place(place))
}

/// "5" or "5–6".
fn format_rows(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn parse_rows(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let rows: (u32, u32) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    let is_short = usize::try_from(rows.1.checked_sub(rows.0)?).ok()? < MAX_HEADER_ROWS;
    (rows.0 > 0 && is_short).then_some(rows)
}

/// The rows of headers that the officer names, by sheet.
fn parse_headers(form: &mut Form) -> Vec<(usize, (u32, u32))> {
    let mut headers = Vec::new();
    for sheet in 0..MAX_SHEETS {
        let field = header_field(sheet);
        let Some(typed) = form.optional(&field) else { continue };
        match parse_rows(typed) {
            Some(rows) => headers.push((sheet, rows)),
            None => form.fail(&field, "census-import-header-wrong"),
        }
    }
    headers
}

/// As many as the reader reads.
const MAX_SHEETS: usize = 64;

/// The tables that are to be read. Each needs a column for the name, and no meaning twice that may not repeat.
///
/// # Errors
/// [`ErrorKind::Unreadable`] for a field that is none of ours.
fn parse_choices(form: &mut Form) -> Result<Vec<TableChoice>, ErrorKind> {
    let places: Vec<String> = form.all("table").to_vec();
    if places.is_empty() {
        form.fail("table", "census-import-table-none");
    }
    places.iter().map(|place| parse_choice(form, place)).collect()
}

fn parse_choice(form: &mut Form, place: &str) -> Result<TableChoice, ErrorKind> {
    let place = parse_place(place).ok_or(ErrorKind::Unreadable)?;
    let prefix = format!("column-{}-", format_place(place));
    let sent: Vec<(u32, String)> = form
        .fields_beginning_with(&prefix)
        .filter_map(|(field, value)| Some((field.strip_prefix(&prefix)?.parse().ok()?, value.to_owned())))
        .collect();
    let mut columns: BTreeMap<u32, Option<CensusColumn>> = BTreeMap::new();
    for (column, code) in sent {
        let meaning = match code.as_str() {
            NOT_READ => None,
            code => Some(CensusColumn::from_code(code).ok_or(ErrorKind::Unreadable)?),
        };
        let twice = |known: &Option<CensusColumn>| *known == meaning;
        if let Some(known) = meaning
            && !known.may_repeat()
            && columns.values().any(twice)
        {
            form.fail(&column_field(place, column), "census-import-column-twice");
        }
        columns.insert(column, meaning);
    }
    if !columns.values().any(|meaning| *meaning == Some(CensusColumn::Name)) {
        let first = columns.keys().next().copied().unwrap_or(1);
        form.fail(&column_field(place, first), "census-import-column-name-missing");
    }
    Ok(TableChoice { place, columns })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_rows_are_read_as_they_are_written() {
        let place = TablePlace { sheet: 2, header: (5, 6), first_column: 1 };
        assert_eq!(format_place(place), "2-5-6-1");
        assert_eq!(parse_place("2-5-6-1"), Some(place));
        for text in ["", "2-5-6", "2-5-6-1-1", "a-5-6-1", "2-5-6-x"] {
            assert_eq!(parse_place(text), None, "{text}");
        }
        assert_eq!((parse_rows("5"), parse_rows("5 – 6")), (Some((5, 5)), Some((5, 6))));
        for text in ["", "0", "6-5", "1-9", "x"] {
            assert_eq!(parse_rows(text), None, "{text}");
        }
    }
}
