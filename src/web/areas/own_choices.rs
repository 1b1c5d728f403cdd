//! The areas that staff choose from: their own and its communes.

use camket_domain::accounts::Actor;
use camket_domain::areas::{self, Area, AreaCode, AreaLevel};
use time::Date;

use camket_shell::look::Choice;

/// The choices of a select. `present` stays among them even where a reform has ended it.
pub(crate) fn build_choices(own: Option<&AreaCode>, present: Option<&AreaCode>, today: Date) -> Vec<Choice> {
    let Some(own) = own else { return Vec::new() };
    let units = areas::all();
    let here = units.find(*own, today).into_iter();
    let listed: Vec<&Area> = here.chain(units.list_communes(*own, today)).collect();
    let gone = present.filter(|code| !listed.iter().any(|area| area.code == **code));
    let of_area = |area: &Area| Choice::new(area.code.as_str(), &area.name);
    let of_gone = |code: &AreaCode| Choice::new(code.as_str(), super::find_name(*code, today));
    listed.into_iter().map(of_area).chain(gone.map(of_gone)).collect()
}

/// The communes of a province by which a list is filtered; empty for an officer of one commune.
pub(crate) fn build_commune_choices(actor: &Actor, today: Date) -> Vec<Choice> {
    let province = actor.area.filter(|area| area.level() == AreaLevel::Province);
    let communes = province.map(|area| areas::all().list_communes(area, today)).unwrap_or_default();
    communes.iter().map(|area| Choice::new(area.code.as_str(), area.name.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 23);

    fn code(text: &str) -> AreaCode {
        AreaCode::new(text).unwrap()
    }

    #[test]
    fn a_province_offers_itself_and_its_communes() {
        let offered = build_choices(Some(&code("56")), None, TODAY);
        assert_eq!((offered.len(), offered[0].label.as_str()), (66, "Tỉnh Khánh Hòa"));
        assert!(offered.iter().any(|choice| choice.label == "Phường Ninh Chử"));
        // Đông Hải before 1 July 2025, which was split.
        assert_eq!(build_choices(Some(&code("56")), Some(&code("22768")), TODAY).len(), 67);
        assert_eq!(build_choices(Some(&code("22834")), None, TODAY).len(), 1);
        assert!(build_choices(None, None, TODAY).is_empty());
    }
}
