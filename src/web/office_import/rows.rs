//! The rows of a file as agencies and people. They are read as the forms of the pages are, with the same errors.

use camket_app::office_import::RowProblem;
use camket_domain::accounts::Role;
use camket_domain::agencies::AgencyFunction;
use camket_domain::areas::{self, AreaCode};
use camket_domain::ids::AgencyId;
use camket_domain::office_import::{OfficeColumn, OfficeMember, OfficeRow};
use time::Date;
use uuid::Uuid;

use super::table::{OfficeTable, TextRow, squeeze, translate_heading};
use crate::agencies::parse_agency;
use crate::staff::{parse_login, parse_member};
use camket_shell::form::Form;
use camket_shell::l10n::{self, Lang};
use camket_shell::page::Page;

/// What is wrong in a cell, in words.
pub(super) struct CellError {
    pub(super) row: u32,
    pub(super) column: OfficeColumn,
    pub(super) text: String,
}

/// The rows, and what is wrong in others.
pub(super) struct ParsedRows {
    pub(super) rows: Vec<OfficeRow>,
    pub(super) errors: Vec<CellError>,
}

/// Reads every row; `own` is the administrator's area.
pub(super) fn parse_rows(page: &Page, table: &OfficeTable, own: Option<AreaCode>, today: Date) -> ParsedRows {
    let names = AreaNames::of(own, today);
    let mut parsed = ParsedRows { rows: Vec::new(), errors: Vec::new() };
    for row in &table.rows {
        let (mut agency_form, mut member_form) = (build_agency_form(row, &names), build_member_form(row));
        let agency = parse_agency(&mut agency_form, AgencyId(Uuid::nil()), 1);
        let member = has_person(row).then(|| parse_person(&mut member_form));
        parsed.errors.extend(list_errors(page, &agency_form, row.0, find_agency_column));
        parsed.errors.extend(list_errors(page, &member_form, row.0, find_member_column));
        let is_right = !agency_form.has_errors() && !member_form.has_errors();
        if let Some(agency) = agency.filter(|_| is_right) {
            parsed.rows.push(OfficeRow { number: row.0, agency, member: member.flatten() });
        }
    }
    parsed
}

/// The words of a problem that the register found.
pub(super) fn describe_problem(page: &Page, found: &RowProblem) -> CellError {
    let key = format!("codes-error-{}", found.problem.code());
    let text = page.t1(&key, "sign", found.problem.sign());
    CellError { row: found.row, column: found.column, text }
}

fn list_errors(page: &Page, form: &Form, row: u32, column: fn(&str) -> OfficeColumn) -> Vec<CellError> {
    let error = |error: &camket_shell::form::FieldError| CellError {
        row,
        column: column(error.field()),
        text: page.problem(error),
    };
    form.errors().iter().map(error).collect()
}

fn build_agency_form(row: &TextRow, names: &AreaNames) -> Form {
    let line = |column| row.text(column).replace(['\r', '\n'], " ");
    let mut form = Form::from_fields([
        ("name", line(OfficeColumn::Name)),
        ("parent_name", line(OfficeColumn::Parent)),
        ("area", names.find_code(row.text(OfficeColumn::Area))),
        ("place", line(OfficeColumn::Place)),
        ("symbol", line(OfficeColumn::Symbol)),
        ("code", line(OfficeColumn::Code)),
        ("valid_from", line(OfficeColumn::ValidFrom)),
    ]);
    let functions = row.text(OfficeColumn::Functions).split([';', ',', '\n']);
    for typed in functions.filter(|typed| !typed.trim().is_empty()) {
        match find_by_words(AgencyFunction::ALL, typed, "function", AgencyFunction::code) {
            Some(function) => form.add("functions", function.code()),
            None => form.fail("functions", "office-import-function-unknown"),
        }
    }
    form
}

fn build_member_form(row: &TextRow) -> Form {
    let role = find_by_words(Role::ALL, row.text(OfficeColumn::Role), "role", Role::code);
    Form::from_fields([
        ("name", row.text(OfficeColumn::Person).replace(['\r', '\n'], " ")),
        ("login", row.text(OfficeColumn::Login).to_owned()),
        ("role", role.map(Role::code).unwrap_or_default().to_owned()),
        ("title", row.text(OfficeColumn::Title).to_owned()),
        // Of the row's agency, which may not be there yet.
        ("agency", Uuid::nil().to_string()),
        ("area", row.text(OfficeColumn::Area).to_owned()),
    ])
}

fn parse_person(form: &mut Form) -> Option<OfficeMember> {
    // The agency and its area are those of the row, whatever they are called there.
    form.set("area", "56");
    let person = parse_member(form, parse_login)?;
    Some(OfficeMember { name: person.name, login: person.login, role: person.role, title: person.title })
}

/// Whether the row names a person: a role alone is what the form filled in.
fn has_person(row: &TextRow) -> bool {
    let named = [OfficeColumn::Person, OfficeColumn::Login, OfficeColumn::Title];
    named.iter().any(|column| !row.text(*column).is_empty())
}

/// The item of a closed list whose code or words in any language are these.
fn find_by_words<T: Copy, const N: usize>(
    all: [T; N],
    typed: &str,
    list: &str,
    code: fn(T) -> &'static str,
) -> Option<T> {
    let typed = squeeze(typed);
    let says = |item: &T| {
        let key = format!("codes-{list}-{}", code(*item).replace('_', "-"));
        let says_in = |lang: &Lang| squeeze(&l10n::translate(*lang, &key)) == typed;
        squeeze(code(*item)) == typed || Lang::ALL.iter().any(says_in)
    };
    all.into_iter().find(says)
}

/// The areas that the administrator's agencies may have, by name.
struct AreaNames(Vec<(String, AreaCode)>);

impl AreaNames {
    fn of(own: Option<AreaCode>, today: Date) -> Self {
        let Some(own) = own else { return Self(Vec::new()) };
        let here = areas::all().find(own, today).into_iter();
        let units = here.chain(areas::all().list_communes(own, today));
        Self(units.map(|area| (squeeze(&area.name), area.code)).collect())
    }

    /// The code of a name or of a code, also of one that lost its leading zeros; other text as it is.
    fn find_code(&self, typed: &str) -> String {
        let folded = squeeze(typed);
        let is_code = |code: &AreaCode| {
            !folded.is_empty() && code.as_str().trim_start_matches('0') == folded.trim_start_matches('0')
        };
        let found = self.0.iter().find(|(name, code)| *name == folded || is_code(code));
        found.map_or_else(|| typed.trim().to_owned(), |(_, code)| code.to_string())
    }
}

fn find_agency_column(field: &str) -> OfficeColumn {
    match field {
        "name" => OfficeColumn::Name,
        "parent_name" => OfficeColumn::Parent,
        "area" => OfficeColumn::Area,
        "place" => OfficeColumn::Place,
        "symbol" => OfficeColumn::Symbol,
        "functions" => OfficeColumn::Functions,
        "valid_from" | "valid_to" => OfficeColumn::ValidFrom,
        _ => OfficeColumn::Code,
    }
}

fn find_member_column(field: &str) -> OfficeColumn {
    match field {
        "name" => OfficeColumn::Person,
        "role" => OfficeColumn::Role,
        "title" => OfficeColumn::Title,
        _ => OfficeColumn::Login,
    }
}

/// Heading and letter of a column: "Mã cơ quan (B)".
pub(super) fn describe_column(page: &Page, table: &OfficeTable, column: OfficeColumn) -> String {
    let heading = translate_heading(page.lang(), column);
    match table.find_letter(column) {
        "" => heading,
        letter => format!("{heading} ({letter})"),
    }
}
