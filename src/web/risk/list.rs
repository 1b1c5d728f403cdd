//! `GET /risk`: the classes of an area, with the map of a province, and the venues of one class.

use askama::Template;
use camket_app::App;
use camket_app::risk::{self, RiskLine, RiskPlace, RiskSheet};
use camket_domain::areas::{AreaCode, AreaLevel};
use camket_domain::coverage::tiles::Tile;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Action, rights};
use camket_domain::risk::{RiskClass, RiskCounts, RiskRules};
use camket_domain::text::sort_key;

use super::build_class_chip;
use crate::codes::{format_venue_kind, translate_code};
use crate::office_tabs::{self, OfficeTab};
use crate::tile_map::{self, TileFace, TileMap};
use crate::{areas, paths};
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Query;
use camket_shell::links;
use camket_shell::look::{Cell, Chip, DataTable, PageLinks};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "risk/list.html")]
pub(super) struct RiskPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    /// Class, count, address, and whether it is the shown one.
    classes: Vec<(String, String, String, bool)>,
    /// "Phường Phan Rang", or the whole area.
    about: String,
    /// To the whole area, from one commune.
    back: Option<String>,
    is_behind: bool,
    rows: Vec<RiskRow>,
    heads: Vec<String>,
    pages: PageLinks,
    map: Option<TileMap>,
    /// Without rows for a commune.
    communes: DataTable,
    keeps: bool,
}

struct RiskRow {
    href: String,
    name: String,
    kind: String,
    commune: String,
    points: String,
    reasons: Vec<String>,
    /// An officer's class, instead of the one of the rules.
    overridden: Option<Chip>,
}

/// What the address asks.
struct AskedList {
    class: RiskClass,
    commune: Option<AreaCode>,
}

impl AskedList {
    fn parse(form: &camket_shell::form::Form) -> Result<Self, ErrorKind> {
        let class = match form.optional("class") {
            Some(code) => RiskClass::from_code(code).ok_or(ErrorKind::Unreadable)?,
            None => RiskClass::High,
        };
        let commune = areas::parse_code(form, "commune")?;
        Ok(Self { class, commune })
    }

    fn address(&self, after: Option<RiskPlace>) -> String {
        let after = after.map(|(points, venue)| format!("{points}-{venue}"));
        let commune = self.commune.map(|code| code.to_string());
        let pairs = [
            ("class", Some(self.class.code())),
            ("commune", commune.as_deref()),
            ("after", after.as_deref()),
        ];
        let given: Vec<_> = pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        links::with_query(paths::Risk::PATTERN, &given)
    }
}

fn parse_place(text: &str) -> Option<RiskPlace> {
    let (points, venue) = text.split_once('-')?;
    Some((points.parse().ok()?, venue.parse::<VenueId>().ok()?))
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRisk>,
    Query(form): Query,
) -> Result<Html<RiskPage>, PageError> {
    let asked = AskedList::parse(&form)?;
    let after = match form.optional("after") {
        Some(text) => Some(parse_place(text).ok_or(ErrorKind::Unreadable)?),
        None => None,
    };
    let sheet = risk::load_sheet(&app, &permit).await?;
    let found = risk::list_venues(&app, &permit, asked.class, asked.commune, after).await?;
    let actor = permit.actor();
    let page = page.with_title("risk-title");
    let shown = asked.commune.or(actor.area);
    Ok(Html(RiskPage {
        tabs: office_tabs::build(&page, actor, paths::Risk::PATTERN),
        classes: build_classes(&page, &sheet, &asked),
        about: shown.map(|area| areas::find_name(area, app.today())).unwrap_or_default(),
        back: asked.commune.map(|_| AskedList { commune: None, ..asked }.address(None)),
        is_behind: sheet.is_behind,
        rows: found.lines.iter().map(|line| build_row(&page, &app, line)).collect(),
        heads: ["name", "commune", "points", "reasons"].map(|head| page.t(&format!("risk-{head}"))).to_vec(),
        pages: PageLinks {
            first: after.map(|_| asked.address(None)),
            next: found.next.map(|next| asked.address(Some(next))),
        },
        map: actor.area.filter(|_| asked.commune.is_none()).and_then(|area| build_map(&page, area, &sheet)),
        communes: match actor.area.filter(|area| area.level() == AreaLevel::Province) {
            Some(_) if asked.commune.is_none() => build_communes(&page, &app, &sheet),
            _ => DataTable { heads: Vec::new(), rows: Vec::new() },
        },
        keeps: actor.may(Action::KeepRiskRules),
        page,
    }))
}

/// The highest class first.
fn build_classes(page: &Page, sheet: &RiskSheet, asked: &AskedList) -> Vec<(String, String, String, bool)> {
    let of_commune =
        |(area, _): &(&AreaCode, &RiskCounts)| asked.commune.is_none_or(|commune| commune == **area);
    let tab = |class: RiskClass| {
        let count: u32 = sheet.communes.iter().filter(of_commune).map(|(_, counts)| counts.of(class)).sum();
        let href = AskedList { class, commune: asked.commune }.address(None);
        let name = translate_code(page, "riskclass", class.code());
        (name, page.number(count), href, class == asked.class)
    };
    RiskClass::ALL.into_iter().rev().map(tab).collect()
}

fn build_row(page: &Page, app: &App, line: &RiskLine) -> RiskRow {
    let RiskLine { risk, venue } = line;
    let set = risk.overridden.as_ref().and_then(|set| set.class_on(app.today()));
    RiskRow {
        href: paths::VenueRisk(risk.venue).to_string(),
        name: venue.name.clone(),
        kind: format_venue_kind(page, venue.kind, &venue.kind_note),
        commune: venue.commune.map(|area| areas::find_name(area, app.today())).unwrap_or_default(),
        points: page.number(risk.points),
        reasons: risk
            .reasons
            .iter()
            .map(|reason| translate_code(page, "riskfactor", reason.factor.code()))
            .collect(),
        overridden: set.map(|class| build_class_chip(page, class)),
    }
}

fn build_map(page: &Page, area: AreaCode, sheet: &RiskSheet) -> Option<TileMap> {
    let legend = |class: RiskClass| (fill_class(class), page.t(&format!("risk-legend-{}", class.code())));
    let mut legends: Vec<(String, String)> = RiskClass::ALL.into_iter().rev().map(legend).collect();
    legends.push(("tile-none".to_owned(), page.t("risk-legend-none")));
    let face = |tile: &Tile| {
        let counts = sheet.communes.get(&tile.code).copied().unwrap_or_default();
        build_face(page, tile, counts, &sheet.rules)
    };
    tile_map::build(area, page.t("risk-map-label"), legends, face)
}

fn build_face(page: &Page, tile: &Tile, counts: RiskCounts, rules: &RiskRules) -> TileFace {
    let class = counts.class(rules);
    let text = match class {
        Some(class) => translate_code(page, "riskclass", class.code()),
        None => page.t("risk-legend-none"),
    };
    let high = page.t2("risk-tile-counts", "high", counts.of(RiskClass::High), "of", counts.total());
    TileFace {
        href: AskedList { class: RiskClass::High, commune: Some(tile.code) }.address(None),
        label: format!("{}: {text} ({high})", tile.name),
        class: class.map_or_else(|| "tile-none".to_owned(), fill_class),
        hatched: class.is_none(),
        number: class.map(|_| format!("{}/{}", counts.of(RiskClass::High), counts.total())),
    }
}

fn fill_class(class: RiskClass) -> String {
    format!("tile-risk-{}", class.code())
}

fn build_communes(page: &Page, app: &App, sheet: &RiskSheet) -> DataTable {
    let row = |(area, counts): (&AreaCode, &RiskCounts)| {
        let number = |class: RiskClass| {
            let href = AskedList { class, commune: Some(*area) }.address(None);
            Cell::link(href, page.number(counts.of(class)))
        };
        let class = counts.class(&sheet.rules);
        vec![
            Cell::Text(areas::find_name(*area, app.today())),
            class.map_or(Cell::Text(String::new()), |class| Cell::Chip(build_class_chip(page, class))),
            number(RiskClass::High),
            number(RiskClass::Medium),
            number(RiskClass::Low),
        ]
    };
    let heads = ["commune", "class", "high", "medium", "low"].map(|head| page.t(&format!("risk-{head}")));
    // Where most venues are high first.
    let mut communes: Vec<(&AreaCode, &RiskCounts)> = sheet.communes.iter().collect();
    communes.sort_by_cached_key(|(area, counts)| {
        let name = sort_key(&areas::find_name(**area, app.today()));
        std::cmp::Reverse((counts.of(RiskClass::High), counts.of(RiskClass::Medium), std::cmp::Reverse(name)))
    });
    DataTable { heads: heads.to_vec(), rows: communes.into_iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let place = (75, VenueId(uuid::Uuid::from_u128(7)));
        let asked = AskedList { class: RiskClass::Medium, commune: None };
        let address = asked.address(Some(place));
        let text = address.split("after=").nth(1).unwrap();
        assert_eq!(parse_place(text), Some(place));
        for wrong in ["", "75", "75-", "-7", "x-00000000-0000-0000-0000-000000000007"] {
            assert_eq!(parse_place(wrong), None, "{wrong}");
        }
    }
}
