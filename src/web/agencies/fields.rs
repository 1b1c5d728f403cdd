//! The form of an agency: filled from an agency, parsed into one.

use camket_domain::agencies::{Agency, AgencyFunction, AgencyLevel};
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::ids::AgencyId;
use camket_domain::text::lengths::MAX_ORGANISATION_NAME_CHARS;

use crate::codes;
use camket_shell::form::Form;
use camket_shell::l10n;
use camket_shell::look::Choice;
use camket_shell::page::Page;

const MAX_PLACE_CHARS: usize = 60;
const MAX_MARK_CHARS: usize = 20;

/// The functions, each with an explanation.
pub(super) fn build_function_choices(page: &Page) -> Vec<Choice> {
    let explained = |function: AgencyFunction| {
        let means = page.t(&format!("agencies-means-{}", function.code()));
        Choice::new(function.code(), codes::translate_code(page, "function", function.code()))
            .with_hint(means)
    };
    AgencyFunction::ALL.into_iter().map(explained).collect()
}

/// A form filled from an agency.
pub(super) fn build_form(agency: &Agency) -> Form {
    let mut form = Form::from_fields([
        ("version", agency.version.to_string()),
        ("name", agency.name.clone()),
        ("parent_name", agency.parent_name.clone()),
        ("area", agency.area.to_string()),
        ("place", agency.place.clone()),
        ("symbol", agency.symbol.clone()),
        ("code", agency.code.clone()),
        ("valid_from", l10n::format_date(agency.valid_from)),
        ("valid_to", agency.valid_to.map(l10n::format_date).unwrap_or_default()),
    ]);
    for function in &agency.functions {
        form.add("functions", function.code());
    }
    form
}

/// Reads the form. The level follows from the area: an agency serves a province or a commune.
pub(crate) fn parse_agency(form: &mut Form, id: AgencyId, version: i32) -> Option<Agency> {
    let name = form.require_line("name", "agencies-name-what", MAX_ORGANISATION_NAME_CHARS);
    let parent_name = form.parse_line("parent_name", "agencies-parent-what", MAX_ORGANISATION_NAME_CHARS);
    let area = form.require_choice("area", "agencies-area-what", |code| {
        let code = AreaCode::new(code)?;
        Some((code, find_level(code)?))
    });
    let place = form.require_line("place", "agencies-place-what", MAX_PLACE_CHARS);
    let functions = parse_functions(form);
    let symbol =
        parse_mark(form, "symbol", ["agencies-symbol-what", "agencies-symbol-signs"], char::is_alphanumeric);
    let code = parse_mark(form, "code", ["agencies-code-what", "agencies-code-signs"], |c| {
        c.is_ascii_alphanumeric()
    });
    let valid_from = form.require_date("valid_from", "agencies-from-what");
    let valid_to = form.parse_date("valid_to", "agencies-to-what");
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

fn find_level(area: AreaCode) -> Option<AgencyLevel> {
    match area.level() {
        AreaLevel::Province => Some(AgencyLevel::Province),
        AreaLevel::Commune => Some(AgencyLevel::Commune),
        AreaLevel::District => None,
    }
}

/// The functions that are ticked; may be empty, as a police station only inspects.
fn parse_functions(form: &Form) -> Vec<AgencyFunction> {
    let ticked = form.all("functions");
    AgencyFunction::ALL.into_iter().filter(|one| ticked.iter().any(|code| code == one.code())).collect()
}

/// A mark in document numbers, in capitals: characters of `kind` with hyphens between them (NĐ 30/2020 PL I: no
/// spaces). `keys`: the locale keys of the field's name and of the error about its characters.
fn parse_mark(form: &mut Form, field: &str, keys: [&str; 2], kind: fn(char) -> bool) -> Option<String> {
    let [what, signs] = keys;
    let line = form.require_line(field, what, MAX_MARK_CHARS)?.to_uppercase();
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

    fn valid_form() -> Form {
        let mut form = Form::from_fields([
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
    fn agency_form_parses_what_it_shows() {
        let agency = parse_agency(&mut valid_form(), ID, 3).unwrap();
        assert_eq!((agency.code.as_str(), agency.symbol.as_str()), ("KH-SNV", "SNV"));
        assert_eq!(agency.functions, [AgencyFunction::AcceptLabour, AgencyFunction::Issue]);
        assert_eq!(agency.level, AgencyLevel::Province);
        assert_eq!(agency.valid_from, date!(2025 - 07 - 01));
        assert_eq!(parse_agency(&mut build_form(&agency), ID, 3), Some(agency));
    }

    #[test]
    fn agency_form_checks_every_field() {
        let long = "x".repeat(MAX_ORGANISATION_NAME_CHARS + 1);
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
            ("valid_from", "31/6/2025", "errors-date-no-such-day"),
            ("valid_to", "x", "errors-date"),
            ("valid_to", "30/6/2025", "agencies-to-early"),
        ] {
            let mut form = valid_form();
            form.set(field, value);
            assert_eq!(parse_agency(&mut form, ID, 1), None, "{field} {value}");
            assert_eq!(form.error(field).unwrap().key(), key, "{field} {value}");
            assert_eq!(form.errors().len(), 1, "{field} {value}");
        }
    }
}
