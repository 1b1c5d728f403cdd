//! `GET /labour`: how many venues meet each rule, each number a link to the list of exactly these venues.

use std::collections::BTreeMap;

use askama::Template;
use camket_app::labour::{self, LabourSheet};
use camket_domain::areas::AreaCode;
use camket_domain::labour::checks::{LabourCheck, LabourRule};
use camket_domain::labour::requests::LabourRequestState;
use camket_domain::paging::BoundedCount;
use camket_domain::permissions::{Action, rights};
use camket_domain::text::sort_key;
use camket_domain::venue_register::RegisterFilter;
use time::Date;

use crate::areas::own_choices::build_commune_choices;
use crate::codes::translate_code;
use crate::venue_register::query::RegisterQuery;
use crate::{areas, paths};
use camket_shell::form::Query;
use camket_shell::links;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

type Counts = BTreeMap<(AreaCode, LabourCheck), u64>;

#[derive(Template)]
#[template(path = "labour/checks.html")]
pub(super) struct LabourPage {
    page: Page,
    form: camket_shell::form::Form,
    communes: Vec<Choice>,
    is_behind: bool,
    /// Number and address of the threads whose answer waits to be read, and of those that wait for an owner.
    answered: (String, String),
    asked: (String, String),
    heads: [String; 2],
    rules: Vec<RuleRow>,
    commune_heads: Vec<String>,
    by_commune: Vec<CommuneRow>,
    keeps: bool,
}

struct RuleRow {
    name: String,
    what: String,
    /// Number and address of its venues; `None` of a rule that is off.
    found: Option<(String, String)>,
    is_met: bool,
}

struct CommuneRow {
    name: String,
    /// The number of each rule that is on, with the address of its venues if there are any.
    cells: Vec<(String, Option<String>)>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadLabourChecks>,
    Query(form): Query,
) -> Result<Html<LabourPage>, PageError> {
    let commune = areas::parse_code(&form, "commune")?;
    let sheet = labour::load_sheet(&app, &permit, commune).await?;
    let page = page.with_title("labour-office-title");
    let rules = LabourCheck::ALL.map(|check| sheet.rules.find(check));
    let is_on = |rule: &&LabourRule| rule.is_on;
    let shown: Vec<LabourCheck> = rules.iter().filter(is_on).map(|rule| rule.check).collect();
    Ok(Html(LabourPage {
        communes: build_commune_choices(permit.actor(), app.today()),
        is_behind: sheet.is_behind,
        answered: build_threads(&page, LabourRequestState::Answered, sheet.answered),
        asked: build_threads(&page, LabourRequestState::Asked, sheet.asked),
        heads: ["labour-office-rule", "labour-office-venues"].map(|key| page.t(key)),
        rules: rules.iter().map(|rule| build_rule(&page, rule, &sheet, commune)).collect(),
        commune_heads: build_heads(&page, &shown),
        by_commune: build_communes(&page, &sheet.counts, &shown, app.today()),
        keeps: permit.actor().may(Action::KeepLabourRules),
        form,
        page,
    }))
}

fn build_threads(page: &Page, state: LabourRequestState, count: BoundedCount) -> (String, String) {
    let count = match count {
        BoundedCount::Exact(count) => page.number(count),
        BoundedCount::AtLeast(count) => format!("{}+", page.number(count)),
    };
    (count, links::with_query(paths::LabourRequests::PATTERN, &[("state", state.code())]))
}

fn build_rule(page: &Page, rule: &LabourRule, sheet: &LabourSheet, commune: Option<AreaCode>) -> RuleRow {
    let check = rule.check;
    let venues: u64 =
        sheet.counts.iter().filter(|((_, found), _)| *found == check).map(|(_, venues)| venues).sum();
    RuleRow {
        name: translate_code(page, "labourcheck", check.code()),
        what: page.t1(&format!("labour-rule-{}", check.code()), "threshold", u32::from(rule.threshold)),
        found: rule.is_on.then(|| (page.number(venues), build_address(check, commune))),
        is_met: venues > 0,
    }
}

/// The list of the venues that meet a rule.
fn build_address(check: LabourCheck, commune: Option<AreaCode>) -> String {
    let filter = RegisterFilter { check: Some(check), commune, ..RegisterFilter::default() };
    RegisterQuery { filter }.address()
}

fn build_heads(page: &Page, shown: &[LabourCheck]) -> Vec<String> {
    let head = |check: &LabourCheck| page.t(&format!("labour-short-{}", check.code()));
    std::iter::once(page.t("labour-changes-column-place")).chain(shown.iter().map(head)).collect()
}

/// A row for each commune with a venue that meets a rule, in the order of names.
fn build_communes(page: &Page, counts: &Counts, shown: &[LabourCheck], today: Date) -> Vec<CommuneRow> {
    let mut codes: Vec<AreaCode> = counts.keys().map(|(commune, _)| *commune).collect();
    codes.dedup();
    let mut named: Vec<(String, AreaCode)> =
        codes.into_iter().map(|code| (areas::find_name(code, today), code)).collect();
    named.sort_by_cached_key(|(name, _)| sort_key(name));
    let cell = |commune: AreaCode, check: LabourCheck| {
        let venues = counts.get(&(commune, check)).copied().unwrap_or_default();
        (page.number(venues), (venues > 0).then(|| build_address(check, Some(commune))))
    };
    let row = |(name, commune): (String, AreaCode)| CommuneRow {
        name,
        cells: shown.iter().map(|check| cell(commune, *check)).collect(),
    };
    named.into_iter().map(row).collect()
}
