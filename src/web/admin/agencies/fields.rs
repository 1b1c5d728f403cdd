//! The form of an agency: filled from an agency, parsed into one.

use camket_domain::agencies::{Agency, Function, Level};
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::ids::AgencyId;

use crate::codes;
use crate::form::Form;
use crate::l10n;
use crate::look::Choice;
use crate::page::Page;

/// Most characters of the names, of the place, and of the marks in numbers.
const NAME: usize = 150;
const PLACE: usize = 60;
const MARK: usize = 20;

/// The functions, each with an explanation.
pub(super) fn functions(page: &Page) -> Vec<Choice> {
    let explained = |function: Function| {
        let means = page.t(&format!("agencies-means-{}", function.code()));
        Choice::new(function.code(), codes::words(page, "function", function.code())).hint(means)
    };
    Function::ALL.into_iter().map(explained).collect()
}

/// A form filled from an agency.
pub(super) fn filled(agency: &Agency) -> Form {
    let mut form = Form::filled([
        ("version", agency.version.to_string()),
        ("name", agency.name.clone()),
        ("parent_name", agency.parent_name.clone()),
        ("area", agency.area.to_string()),
        ("place", agency.place.clone()),
        ("symbol", agency.symbol.clone()),
        ("code", agency.code.clone()),
        ("valid_from", l10n::date(agency.valid_from)),
        ("valid_to", agency.valid_to.map(l10n::date).unwrap_or_default()),
    ]);
    for function in &agency.functions {
        form.add("functions", function.code());
    }
    form
}

/// Reads the form. The level follows from the area: an agency serves a province or a commune.
pub(super) fn read(form: &mut Form, id: AgencyId, version: i32) -> Option<Agency> {
    let name = form.required_line("name", "agencies-name-what", NAME);
    let parent_name = form.line("parent_name", "agencies-parent-what", NAME);
    let area = form.chosen("area", "agencies-area-what", |code| {
        let code = AreaCode::new(code)?;
        Some((code, level(code)?))
    });
    let place = form.required_line("place", "agencies-place-what", PLACE);
    let functions = chosen_functions(form);
    let symbol =
        mark(form, "symbol", ["agencies-symbol-what", "agencies-symbol-signs"], char::is_alphanumeric);
    let code =
        mark(form, "code", ["agencies-code-what", "agencies-code-signs"], |c| c.is_ascii_alphanumeric());
    let valid_from = form.required_date("valid_from", "agencies-from-what");
    let valid_to = form.date("valid_to", "agencies-to-what");
    if let (Some(first), Some(Some(last))) = (valid_from, valid_to)
        && last < first
    {
        form.fail("valid_to", "agencies-to-early");
        return None;
    }
    let (area, level) = area?;
    Some(Agency {
        id,
        name: name?,
        parent_name: parent_name?,
        symbol: symbol?,
        place: place?,
        code: code?,
        level,
        area,
        functions,
        valid_from: valid_from?,
        valid_to: valid_to?,
        version,
    })
}

fn level(area: AreaCode) -> Option<Level> {
    match area.level() {
        AreaLevel::Province => Some(Level::Province),
        AreaLevel::Commune => Some(Level::Commune),
        AreaLevel::District => None,
    }
}

/// The functions that are ticked; may be empty, as a police station only inspects.
fn chosen_functions(form: &Form) -> Vec<Function> {
    let ticked = form.all("functions");
    Function::ALL.into_iter().filter(|one| ticked.iter().any(|code| code == one.code())).collect()
}

/// A mark in document numbers, in capitals: characters of `kind` with hyphens between them (NĐ 30/2020 PL I: no
/// spaces). `keys`: the locale keys of the field's name and of the error about its characters.
fn mark(form: &mut Form, field: &str, keys: [&str; 2], kind: fn(char) -> bool) -> Option<String> {
    let [what, signs] = keys;
    let line = form.required_line(field, what, MARK)?.to_uppercase();
    let fits = line.split('-').all(|part| !part.is_empty() && part.chars().all(kind));
    if !fits {
        form.fail(field, signs);
    }
    fits.then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;
    use uuid::Uuid;

    const ID: AgencyId = AgencyId(Uuid::nil());

    fn good() -> Form {
        let mut form = Form::filled([
            ("name", "Sở Nội vụ tỉnh Khánh Hòa"),
            ("parent_name", "Ủy ban nhân dân tỉnh Khánh Hòa"),
            ("area", "56"),
            ("place", "Khánh Hòa"),
            ("symbol", "snv"),
            ("code", "kh-snv"),
            ("valid_from", "1/7/2025"),
            ("valid_to", ""),
        ]);
        form.add("functions", "issue");
        form.add("functions", "accept-labour");
        form
    }

    #[test]
    fn reads_what_it_shows() {
        let agency = read(&mut good(), ID, 3).unwrap();
        assert_eq!((agency.code.as_str(), agency.symbol.as_str()), ("KH-SNV", "SNV"));
        assert_eq!(agency.functions, [Function::AcceptLabour, Function::Issue]);
        assert_eq!(agency.level, Level::Province);
        assert_eq!(agency.valid_from, date!(2025 - 07 - 01));
        assert_eq!(read(&mut filled(&agency), ID, 3), Some(agency));
    }

    #[test]
    fn every_field_is_checked() {
        let long = "x".repeat(NAME + 1);
        for (field, value, key) in [
            ("name", "", "errors-required"),
            ("name", &*long, "errors-too-long"),
            ("parent_name", &*long, "errors-too-long"),
            ("area", "", "errors-choose"),
            ("area", "582", "errors-choose"),
            ("place", "", "errors-required"),
            ("symbol", "", "errors-required"),
            ("symbol", "S/V", "agencies-symbol-signs"),
            ("code", "KH SNV", "agencies-code-signs"),
            ("code", "KH-", "agencies-code-signs"),
            ("code", "SLĐ", "agencies-code-signs"),
            ("valid_from", "", "errors-required"),
            ("valid_from", "31/6/2025", "errors-date"),
            ("valid_to", "x", "errors-date"),
            ("valid_to", "30/6/2025", "agencies-to-early"),
        ] {
            let mut form = good();
            form.set(field, value);
            assert_eq!(read(&mut form, ID, 1), None, "{field} {value}");
            assert_eq!(form.error(field).unwrap().key(), key, "{field} {value}");
            assert_eq!(form.errors().len(), 1, "{field} {value}");
        }
    }
}
