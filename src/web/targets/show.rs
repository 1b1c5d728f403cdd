//! `GET /targets/{target}`: the communes behind a number. `POST …/remind`: a message to those that have not sent.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::targets::{self, TargetDossier};
use camket_domain::areas::AreaLevel;
use camket_domain::ids::TargetId;
use camket_domain::permissions::{Action, rights};
use camket_domain::targets::{CardStatus, Reporter, TargetCard};
use time::Date;

use super::chips::{
    build_progress_chip, build_score_chip, build_state_chip, format_figures, format_goal, format_progress,
    format_share,
};
use crate::{areas, paths};
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "targets/show.html")]
struct TargetPage {
    page: Page,
    back: String,
    caption: String,
    chip: Chip,
    progress: String,
    share: String,
    rows: Vec<SummaryRow>,
    heads: Vec<String>,
    cards: Vec<CardRow>,
    /// Addresses to change and to remove it.
    keep: Option<(String, String)>,
    /// Address and version for a reminder; `None` where there is nobody to remind.
    remind: Option<(String, i32)>,
    /// When the communes were reminded last.
    reminded: String,
}

struct CardRow {
    href: String,
    area: String,
    figures: String,
    own: Option<Chip>,
    checked: Option<Chip>,
    state: Chip,
}

/// An officer of a commune has one card, so the page of the target is that card.
pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadTargets>,
    Path(id): Path<TargetId>,
) -> Result<Response, PageError> {
    let dossier = targets::load_target(&app, &permit, id).await?;
    let actor = permit.actor();
    let commune = actor.area.filter(|area| area.level() == AreaLevel::Commune);
    if let ([card], Some(_)) = (dossier.cards.as_slice(), commune) {
        return Ok(Redirect::to(&paths::TargetCard(id, card.area).to_string()).into_response());
    }
    let (keeps, checks) = (actor.may(Action::KeepTargets), actor.may(Action::CheckTargets));
    Ok(Html(build_page(page, &dossier, (keeps, checks), app.today())).into_response())
}

fn build_page(page: Page, dossier: &TargetDossier, (keeps, checks): (bool, bool), today: Date) -> TargetPage {
    let TargetDossier { plan, target, progress, .. } = dossier;
    let details = &target.details;
    let page = page.with_title_text(details.text.clone());
    let asks = checks
        && details.kind.reporter() == Reporter::Communes
        && progress.count_missing() > 0
        && target.may_remind(today);
    let heads = ["area", "figures", "own", "checked", "state"];
    TargetPage {
        back: format_plan_address(plan.year),
        caption: page.t2("targets-caption", "number", target.position, "year", plan.year.to_string()),
        chip: build_progress_chip(&page, details, progress, today),
        progress: format_progress(&page, details.kind, progress),
        share: format_share(&page, progress.permille(details.kind)),
        rows: build_rows(&page, dossier),
        heads: heads.map(|head| page.t(&format!("targets-column-{head}"))).to_vec(),
        cards: dossier.cards.iter().map(|card| build_card(&page, dossier, card, today)).collect(),
        keep: keeps
            .then(|| (paths::EditTarget(target.id).to_string(), paths::RemoveTarget(target.id).to_string())),
        remind: asks.then(|| (paths::RemindTarget(target.id).to_string(), target.version)),
        reminded: target
            .reminded_on
            .map(|day| page.t1("targets-reminded", "date", page.date(&day)))
            .unwrap_or_default(),
        page,
    }
}

pub(crate) fn format_plan_address(year: i32) -> String {
    camket_shell::links::with_query(paths::Targets::PATTERN, &[("year", &year.to_string())])
}

fn build_rows(page: &Page, dossier: &TargetDossier) -> Vec<SummaryRow> {
    let details = &dossier.target.details;
    let mut rows = vec![
        SummaryRow::new(page.t("targets-goal"), format_goal(page, details)),
        SummaryRow::new(page.t("targets-unit"), details.unit.as_str()),
        SummaryRow::new(page.t("targets-due-on"), page.date(&details.due_on)),
    ];
    // The province's own officers count too, and have no card.
    if let Some(own) = dossier.computed.get(&dossier.plan.area).filter(|_| !dossier.cards.is_empty()) {
        rows.push(SummaryRow::new(page.t("targets-province-own"), format_figures(page, details.kind, *own)));
    }
    if !details.evidence.is_empty() {
        rows.push(SummaryRow::new(page.t("targets-evidence-asked"), details.evidence.as_str()));
    }
    rows
}

fn build_card(page: &Page, dossier: &TargetDossier, card: &TargetCard, today: Date) -> CardRow {
    let kind = dossier.target.details.kind;
    let entry = card.status.entry();
    // What the program counts is shown as it is now, also where nobody wrote a card.
    let figures = dossier.computed.get(&card.area).copied().or(entry.map(|entry| entry.figures));
    let sent = card.status.counted().is_some();
    let checked = match &card.status {
        CardStatus::Approved { check, .. } => Some(check.met),
        _ => None,
    };
    CardRow {
        href: paths::TargetCard(card.target, card.area).to_string(),
        area: areas::find_name(card.area, today),
        figures: figures.map(|figures| format_figures(page, kind, figures)).unwrap_or_default(),
        own: entry.filter(|_| sent).map(|entry| build_score_chip(page, entry.met)),
        checked: checked.map(|met| build_score_chip(page, met)),
        state: build_state_chip(page, card.state()),
    }
}

pub(super) async fn remind(
    PageRequest { app, permit, .. }: PageRequest<rights::CheckTargets>,
    Path(id): Path<TargetId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let here = paths::Target(id);
    let reminded = targets::remind_communes(&app, &permit, id, version)
        .await
        .redirect_refusal(&here)
        .redirect_conflict("targets-flash-changed", &here)?;
    Ok(Flash::success("targets-flash-reminded").with_arg("count", reminded.to_string()).redirect(here))
}
