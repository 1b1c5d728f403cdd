//! Provinces and communes as choices of a select.

use camket_domain::areas::{self, AreaCode, AreaLevel};
use time::Date;

use camket_shell::look::Choice;

pub(crate) fn build_province_choices(on: Date) -> Vec<Choice> {
    areas::all().list_provinces(on).iter().map(|area| Choice::new(area.code.as_str(), &area.name)).collect()
}

/// The communes of a province on a day. The chosen one carries its province's name too, because scripts show it
/// alone.
pub(crate) fn build_commune_choices(
    province: Option<AreaCode>,
    chosen: Option<AreaCode>,
    on: Date,
) -> Vec<Choice> {
    let all = areas::all();
    let units = province.map(|province| all.list_communes(province, on)).unwrap_or_default();
    let label = |code: AreaCode, name: &str| {
        let full = all.full_name(code, on).filter(|_| Some(code) == chosen);
        full.unwrap_or_else(|| name.to_owned())
    };
    units.iter().map(|unit| Choice::new(unit.code.as_str(), label(unit.code, &unit.name))).collect()
}

/// The commune whose code a form sends, if it exists on that day.
pub(crate) fn parse_commune(typed: &str, on: Date) -> Option<AreaCode> {
    let code = AreaCode::new(typed).filter(|code| code.level() == AreaLevel::Commune)?;
    areas::all().find(code, on).map(|unit| unit.code)
}

/// The province whose code a form sends, if it exists on that day.
pub(crate) fn parse_province(typed: &str, on: Date) -> Option<AreaCode> {
    let code = AreaCode::new(typed).filter(|code| code.level() == AreaLevel::Province)?;
    areas::all().find(code, on).map(|unit| unit.code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 23);

    #[test]
    fn only_units_of_today_are_taken() {
        assert!(parse_commune("22759", TODAY).is_some());
        for gone in ["22750", "56", "99999", "", "2275x", "22759 "] {
            assert_eq!(parse_commune(gone, TODAY), None, "{gone}");
        }
        assert!(parse_province("56", TODAY).is_some());
        assert_eq!(parse_province("58", TODAY), None);
        assert_eq!(parse_province("22759", TODAY), None);
    }

    #[test]
    fn the_chosen_commune_names_its_province() {
        let chosen = parse_commune("22759", TODAY);
        let choices = build_commune_choices(parse_province("56", TODAY), chosen, TODAY);
        assert_eq!(choices.len(), 65);
        assert!(choices.iter().any(|c| c.label == "Phường Phan Rang, tỉnh Khánh Hòa"));
        assert!(choices.iter().any(|c| c.label == "Phường Ninh Chử"));
        assert!(build_commune_choices(None, None, TODAY).is_empty());
        assert_eq!(build_province_choices(TODAY).len(), 34);
    }
}
