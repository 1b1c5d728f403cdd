//! What is wrong with a cell, in words.

use camket_app::census::import::{ImportPreview, PlacedRow};
use camket_domain::census::MAX_PHONES;
use camket_domain::census::columns::CensusColumn;
use camket_domain::census::rows::{CellIssue, CellProblem, Severity};
use camket_domain::venues::VenueKind;
use camket_shell::page::Page;
use time::Date;

use crate::areas;
use crate::codes::translate_code;

/// The problem in the language of the page. It names no personal number.
pub(super) fn describe_problem(page: &Page, issue: &CellIssue, today: Date) -> String {
    let key = format!("census-import-problem-{}", issue.problem.code());
    let text = |name: &str, value: String| page.t1(&key, name, value);
    let input_error = |code: &str| page.t(&format!("codes-error-{code}"));
    let commune = |code| areas::find_name(code, today);
    match &issue.problem {
        CellProblem::TooLong(most) => text("most", most.to_string()),
        CellProblem::TextUnreadable(error) => input_error(error.code()),
        CellProblem::Unprintable(sign) => text("sign", sign.to_string()),
        CellProblem::TaxCode(error) => input_error(error.code()),
        CellProblem::PhoneUnreadable(error) => text("why", input_error(error.code())),
        CellProblem::OwnerIdUnreadable(error) => text("why", input_error(error.code())),
        CellProblem::LostZero(number) => text("number", number.to_string()),
        CellProblem::DateAmbiguous { day_first, month_first } => {
            let first = day_first.map(|day| page.date(&day)).unwrap_or_default();
            page.t2(&key, "first", first, "second", page.date(month_first))
        }
        CellProblem::DateShortYear(day) | CellProblem::DateFromNumber(day) => text("date", page.date(day)),
        CellProblem::CommuneUnknown { named } | CellProblem::CommuneSplit { named, .. } => {
            text("name", named.clone())
        }
        CellProblem::CommuneOutside(code) => text("name", commune(*code)),
        CellProblem::TooManyPhones => text("most", MAX_PHONES.to_string()),
        CellProblem::SeveralKinds(kinds) => text("kinds", list_kinds(page, kinds)),
        CellProblem::KindFromName(kind) => text("kind", list_kinds(page, &[*kind])),
        _ => page.t(&key),
    }
}

pub(super) fn name_column(page: &Page, column: CensusColumn) -> String {
    translate_code(page, "censuscolumn", column.code())
}

fn list_kinds(page: &Page, kinds: &[VenueKind]) -> String {
    let names: Vec<String> = kinds.iter().map(|kind| translate_code(page, "kind", kind.code())).collect();
    names.join(", ")
}

/// What stops the import: errors first, then open questions, by row.
pub(super) fn list_problems(preview: &ImportPreview) -> impl Iterator<Item = (&PlacedRow, &CellIssue)> {
    let of = |severity: Severity| {
        preview.rows.iter().flat_map(move |row| {
            let issues = row.read.issues.iter().filter(move |issue| issue.problem.severity() == severity);
            issues.map(move |issue| (row, issue))
        })
    };
    of(Severity::Error).chain(of(Severity::Question))
}
