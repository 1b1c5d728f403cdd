//! `GET /training`: how many of the roster were trained, by area; the roster of an area on a day; the classes.

use std::collections::HashMap;

use askama::Template;
use camket_app::training::{self, ClassLine, RosterLine, RosterSheet};
use camket_domain::areas::{self as units, AreaCode, AreaLevel};
use camket_domain::calendar::format_date;
use camket_domain::coverage::table::CoverageShare;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, rights};
use camket_domain::training::TrainingSum;
use time::Date;

use crate::areas::own_choices;
use crate::coverage::format_permille;
use crate::office_tabs::{self, OfficeTab};
use crate::{areas, paths};
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Cell, Chip, Choice, DataTable, PageLinks, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "training/overview.html")]
pub(super) struct TrainingPage {
    page: Page,
    form: Form,
    tabs: Vec<OfficeTab>,
    records: bool,
    /// Empty for an officer of one commune.
    areas: Vec<Choice>,
    /// How many of the roster were trained.
    sum: String,
    /// How many communes have no roster; empty for none.
    silent: String,
    /// Of a province, the areas; without rows where one is chosen.
    by_area: DataTable,
    /// Whose roster it is; of a province only with a chosen area.
    roster_of: String,
    roster_heads: Vec<String>,
    roster: Vec<OfficerRow>,
    class_heads: Vec<String>,
    classes: Vec<ClassRow>,
    pages: PageLinks,
}

struct OfficerRow {
    name: String,
    /// Address to change it; `None` for a reader who may not.
    href: Option<String>,
    office: String,
    since: String,
    until: String,
    trained: Chip,
}

struct ClassRow {
    href: String,
    content: String,
    organiser: String,
    date: String,
    area: String,
    attendances: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadActivities>,
    Query(mut form): Query,
) -> Result<Html<TrainingPage>, PageError> {
    let (actor, today) = (permit.actor(), app.today());
    let asked = form.parse_date("day", "training-day-what").flatten();
    let day = asked.unwrap_or(today);
    let area = areas::parse_code(&form, "area")?;
    let after = form.parse_after()?;
    let sheet = training::load_roster(&app, &permit, day, area).await?;
    let classes = training::list_classes(&app, &permit, after).await?;
    let records = actor.may(Action::RecordActivities);
    let page = page.with_title("training-title").with_form_errors(&form);
    let province = actor.area.filter(|own| own.level() == AreaLevel::Province);
    let own = actor.area.filter(|_| records);
    let row = |line: &RosterLine| build_officer(&page, line, own);
    let shown = area.or(actor.area.filter(|_| province.is_none()));
    let roster = if shown.is_some() { sheet.officers.iter().map(row).collect() } else { Vec::new() };
    let address = |after| format_training_address(asked, area, after);
    Ok(Html(TrainingPage {
        tabs: office_tabs::build_records(&page, actor, paths::Training::PATTERN),
        records,
        areas: if province.is_some() {
            own_choices::build_choices(actor.area.as_ref(), area.as_ref(), today)
        } else {
            Vec::new()
        },
        sum: format_sum(&page, &sheet, area, day),
        silent: province.map(|province| format_silent(&page, &sheet, province, day)).unwrap_or_default(),
        by_area: match province.filter(|_| area.is_none()) {
            Some(province) => build_areas(&page, &sheet.sums, (province, day), asked),
            None => DataTable { heads: Vec::new(), rows: Vec::new() },
        },
        roster_of: shown.map(|area| areas::find_name(area, units::reporting_day(day))).unwrap_or_default(),
        roster_heads: build_heads(&page, "roster", ["name", "office", "since", "until", "trained"]),
        roster,
        class_heads: build_heads(&page, "class", ["content", "date", "area", "attendances"]),
        classes: classes.items.iter().map(|line| build_class(&page, line, today)).collect(),
        pages: PageLinks {
            first: after.map(|_| address(None)),
            next: classes.next.map(|next| address(Some(next))),
        },
        form,
        page,
    }))
}

/// The address of the roster of an area on a day; both may be left out.
pub(crate) fn format_training_address(
    day: Option<Date>,
    area: Option<AreaCode>,
    after: Option<Cursor>,
) -> String {
    let pairs = [
        ("day", day.map(format_date)),
        ("area", area.map(|area| area.to_string())),
        ("after", after.map(|after| after.encode())),
    ];
    let given: Vec<_> = pairs.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
    links::with_query(paths::Training::PATTERN, &given)
}

fn build_heads<const N: usize>(page: &Page, table: &str, heads: [&str; N]) -> Vec<String> {
    heads.map(|head| page.t(&format!("training-{table}-{head}"))).to_vec()
}

/// "41 of 65 officers were trained in 2026, until 24/11/2026 (63,0 %)".
fn format_sum(page: &Page, sheet: &RosterSheet, area: Option<AreaCode>, day: Date) -> String {
    let mut sum = TrainingSum::default();
    let here = sheet.sums.iter().filter(|(of, _)| area.is_none_or(|area| **of == area));
    here.for_each(|(_, of_area)| sum.add(*of_area));
    if sum.listed == 0 {
        return page.t1("training-sum-none", "date", page.date(&day));
    }
    let share = CoverageShare::new(sum.trained, sum.listed).permille().unwrap_or_default();
    let trained =
        page.t2("training-sum", "trained", page.number(sum.trained), "listed", page.number(sum.listed));
    let until = page.t2("training-sum-until", "year", day.year().to_string(), "date", page.date(&day));
    format!("{trained} ({}) {until}", format_permille(page.lang(), share))
}

fn format_silent(page: &Page, sheet: &RosterSheet, province: AreaCode, day: Date) -> String {
    let communes = units::all().list_communes(province, units::reporting_day(day));
    let has_roster = |area: AreaCode| sheet.sums.get(&area).is_some_and(|sum| sum.listed > 0);
    let silent = communes.iter().filter(|area| !has_roster(area.code)).count();
    if silent == 0 { String::new() } else { page.t1("training-silent", "count", silent) }
}

/// The province itself and all its communes, also those without a roster.
fn build_areas(
    page: &Page,
    sums: &HashMap<AreaCode, TrainingSum>,
    (province, day): (AreaCode, Date),
    asked: Option<Date>,
) -> DataTable {
    // Units that are named are those of the offices, also on an earlier day.
    let day = units::reporting_day(day);
    let communes = units::all().list_communes(province, day);
    let codes = std::iter::once(province).chain(communes.iter().map(|area| area.code));
    let row = |area: AreaCode| {
        let sum = sums.get(&area).copied().unwrap_or_default();
        let number = |number: u32| Cell::Text(page.number(number));
        vec![
            Cell::link(format_training_address(asked, Some(area), None), areas::find_name(area, day)),
            number(sum.listed),
            number(sum.trained),
            number(sum.classes),
        ]
    };
    DataTable {
        heads: build_heads(page, "area", ["area", "listed", "trained", "classes"]),
        rows: codes.map(row).collect(),
    }
}

/// `own`: the area whose roster the reader writes.
fn build_officer(page: &Page, line: &RosterLine, own: Option<AreaCode>) -> OfficerRow {
    let RosterLine { officer, trained_on } = line;
    let details = &officer.details;
    OfficerRow {
        name: details.name.clone(),
        href: (own == Some(officer.area)).then(|| paths::EditRosterOfficer(officer.id).to_string()),
        office: details.office.clone(),
        since: page.date(&details.since),
        until: details.until.map(|day| page.date(&day)).unwrap_or_default(),
        trained: match trained_on {
            Some(day) => Chip::new(Tone::Good, page.t1("training-trained", "date", page.date(day))),
            None => Chip::new(Tone::Warn, page.t("training-untrained")),
        },
    }
}

fn build_class(page: &Page, line: &ClassLine, today: Date) -> ClassRow {
    let details = &line.class.details;
    ClassRow {
        href: paths::TrainingClass(line.class.id).to_string(),
        content: details.content.clone(),
        organiser: details.organiser.clone(),
        date: page.date(&details.held_on),
        area: areas::find_name(line.class.area, today),
        attendances: page.number(line.attendances),
    }
}
