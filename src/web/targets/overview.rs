//! `GET /targets`: the targets of a year. A province sees how far they are, a commune also its own cards.

use askama::Template;
use camket_app::targets::{self, PlanSheet, TargetSheet};
use camket_domain::permissions::{Action, rights};
use camket_domain::targets::{CardState, CardStatus, TargetCard};
use time::Date;

use super::chips::{build_progress_chip, build_score_chip, build_state_chip, format_progress, format_share};
use super::score::offer_score;
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Query;
use camket_shell::links;
use camket_shell::look::Chip;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "targets/overview.html")]
pub(super) struct TargetsPage {
    page: Page,
    tabs: Vec<OfficeTab>,
    years: Vec<(String, i32, bool)>,
    head: Option<PlanHead>,
    targets: Vec<TargetItem>,
    /// Whether the reader records activities.
    records: bool,
    /// Address of the page that begins a plan; `None` for a reader who may not.
    begin: Option<String>,
}

struct PlanHead {
    /// Number and day, where the plan is signed.
    number: String,
    bases: Vec<String>,
    /// How many targets are met, and of how many.
    met: String,
    /// Addresses to change the plan and to add a target.
    keep: Option<(String, String)>,
    /// Address and key to take the score for papers.
    score: Option<(String, String)>,
    /// Address and label of the latest score.
    last_score: Option<(String, String)>,
}

struct TargetItem {
    href: String,
    number: u16,
    text: String,
    progress: String,
    share: String,
    /// Width of the bar, 0 to 100.
    bar: Option<u16>,
    chip: Chip,
    due: String,
    /// What the province waits for, and what was sent.
    cards: String,
    own: Option<OwnCard>,
}

/// The card of the reader's area.
struct OwnCard {
    href: String,
    state: Chip,
    score: Option<Chip>,
    reason: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadTargets>,
    Query(form): Query,
) -> Result<Html<TargetsPage>, PageError> {
    let year = form.optional("year").map(|year| year.parse::<i32>().map_err(|_| ErrorKind::Unreadable));
    let (years, sheet) = targets::load_plan(&app, &permit, year.transpose()?).await?;
    let page = page.with_title("targets-title");
    let keeps = permit.actor().may(Action::KeepTargets);
    let shown = sheet.as_ref().map(|sheet| sheet.plan.year);
    let link = |year: i32| {
        let href = links::with_query(paths::Targets::PATTERN, &[("year", &year.to_string())]);
        (href, year, Some(year) == shown)
    };
    let rows = sheet.iter().flat_map(|sheet| &sheet.targets);
    let targets = rows.map(|row| build_item(&page, row, app.today())).collect();
    Ok(Html(TargetsPage {
        tabs: office_tabs::build_records(&page, permit.actor(), paths::Targets::PATTERN),
        years: years.into_iter().map(link).collect(),
        head: sheet
            .as_ref()
            .map(|sheet| build_head(&page, sheet, keeps, offer_score(&app, permit.actor(), sheet.plan.id))),
        targets,
        records: permit.actor().may(Action::RecordActivities),
        begin: keeps.then(|| paths::NewYearPlan.to_string()),
        page,
    }))
}

fn build_head(page: &Page, sheet: &PlanSheet, keeps: bool, score: Option<(String, String)>) -> PlanHead {
    let details = &sheet.plan.details;
    let day = details.decided_on.map(|day| page.t1("targets-plan-of", "date", page.date(&day)));
    let number = [Some(details.number.clone()).filter(|number| !number.is_empty()), day];
    let met = sheet.targets.iter().filter(|row| row.progress.is_met == Some(true)).count();
    PlanHead {
        number: number.into_iter().flatten().collect::<Vec<_>>().join(", "),
        bases: details.bases.lines().map(str::to_owned).collect(),
        met: page.t2("targets-met-count", "met", met, "of", sheet.targets.len()),
        keep: keeps.then(|| {
            (paths::EditYearPlan(sheet.plan.id).to_string(), paths::NewTarget(sheet.plan.id).to_string())
        }),
        last_score: sheet.score.filter(|_| score.is_some()).map(|(number, id)| {
            (paths::TargetScore(id).to_string(), page.t1("targets-score-number", "number", number))
        }),
        score: score.filter(|_| !sheet.targets.is_empty()),
    }
}

fn build_item(page: &Page, row: &TargetSheet, today: Date) -> TargetItem {
    let (target, progress) = (&row.target, &row.progress);
    let details = &target.details;
    let permille = progress.permille(details.kind);
    let cards = [
        ("targets-cards-missing", progress.count_missing()),
        ("targets-cards-sent", progress.count_cards(CardState::Sent)),
        ("targets-cards-approved", progress.count_cards(CardState::Approved)),
    ];
    TargetItem {
        href: paths::Target(target.id).to_string(),
        number: target.position,
        text: details.text.clone(),
        progress: format_progress(page, details.kind, progress),
        share: format_share(page, permille),
        bar: permille.map(|permille| permille / 10),
        chip: build_progress_chip(page, details, progress, today),
        due: page.t1("targets-due", "date", page.date(&details.due_on)),
        cards: cards.map(|(key, count)| page.t1(key, "count", page.number(count))).join(" · "),
        own: row.own.as_ref().map(|card| build_own(page, card)),
    }
}

fn build_own(page: &Page, card: &TargetCard) -> OwnCard {
    let (score, reason) = match &card.status {
        CardStatus::Approved { check, .. } => (Some(check.met), check.reason.clone()),
        CardStatus::Returned { reason, .. } => (None, reason.clone()),
        other => (other.entry().map(|entry| entry.met), String::new()),
    };
    OwnCard {
        href: paths::TargetCard(card.target, card.area).to_string(),
        state: build_state_chip(page, card.state()),
        score: score.map(|met| build_score_chip(page, met)),
        reason,
    }
}
