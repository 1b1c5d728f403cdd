//! `/targets/{target}/areas/{area}`: what an area says about a target, and what the checker decides.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::activities::ActivityFilter;
use camket_app::targets::{self, CardDossier};
use camket_domain::accounts::Actor;
use camket_domain::areas::AreaCode;
use camket_domain::ids::TargetId;
use camket_domain::permissions::{Action, rights};
use camket_domain::targets::kind::ListStanding;
use camket_domain::targets::lifecycle::CardCommand;
use camket_domain::targets::{
    CardEntry, CardFigures, CardStatus, MAX_EVIDENCE_CHARS, TargetDetails, TargetKind,
};
use camket_domain::text::lengths::MAX_REASON_CHARS;
use time::Date;

use super::chips::{build_score_chip, build_state_chip, format_figures, format_goal};
use super::show::format_plan_address;
use crate::activities::format_activities_address;
use crate::codes::{build_code_choices, build_timeline};
use crate::healthy_communes::format_healthy_address;
use crate::integrated_plans::format_integrated_address;
use crate::media::format_media_address;
use crate::training::format_training_address;
use crate::{areas, paths};
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, Choice, SummaryRow, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "targets/card.html")]
struct CardPage {
    page: Page,
    form: Form,
    target: TargetId,
    area: AreaCode,
    /// Address and label of the page above.
    back: (String, String),
    caption: String,
    state: Chip,
    /// About the target.
    about: Vec<SummaryRow>,
    /// Why the card came back.
    returned: Option<(String, String)>,
    writes: Option<CardFields>,
    /// Of a list, how a commune stands to it.
    standings: Vec<Choice>,
    /// What the program counts now.
    computed: Vec<SummaryRow>,
    /// Address and label of the rows that the program counts.
    source: Option<(String, String)>,
    /// What is written, for who does not write.
    entry: Vec<SummaryRow>,
    own: Option<Chip>,
    checked: Option<Chip>,
    /// `approve` for a card to check, `reopen` for an approved one.
    checks: &'static str,
    scores: Vec<Choice>,
    events: Vec<TimelineEvent>,
}

/// The fields that the kind of the target asks for.
struct CardFields {
    /// Label of the first figure; empty for a kind that the program counts, and for a list.
    first: String,
    /// Label of the second; empty for none.
    second: String,
    asks_evidence: bool,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadTargets>,
    Path((target, area)): Path<(TargetId, String)>,
) -> Result<Response, PageError> {
    let area = AreaCode::new(&area).ok_or(ErrorKind::NotFound)?;
    let dossier = targets::load_card(&app, &permit, target, area).await?;
    let form = build_form(&dossier);
    Ok(Html(build_page(page, form, permit.actor(), &dossier, app.today())).into_response())
}

fn build_form(dossier: &CardDossier) -> Form {
    let mut form = Form::from_fields([("version", dossier.card.version.to_string())]);
    let Some(entry) = dossier.card.status.entry() else { return form };
    form.set("first", entry.figures.first.to_string());
    form.set("second", entry.figures.second.map(|figure| figure.to_string()).unwrap_or_default());
    if let Some(standing) = ListStanding::from_figures(entry.figures) {
        form.set("standing", standing.code());
    }
    form.set("met", if entry.met { "yes" } else { "no" });
    form.set("evidence", entry.evidence.clone());
    form
}

fn build_page(page: Page, form: Form, actor: &Actor, dossier: &CardDossier, today: Date) -> CardPage {
    let CardDossier { plan, target, card, .. } = dossier;
    let (kind, status) = (target.details.kind, &card.status);
    let of_police = matches!(kind, TargetKind::OtherTotals | TargetKind::FewerThanBefore);
    let reads = !of_police || actor.may(Action::ReadPoliceTotals);
    let name = areas::find_name(card.area, today);
    let page = page.with_title_text(name).with_form_errors(&form);
    let writes = actor.may(Action::ReportTargets) && actor.area == Some(card.area) && status.is_open();
    let returned = match status {
        CardStatus::Returned { reason, by, .. } => {
            Some((reason.clone(), format!("{}, {}", by.name, page.moment(&by.at))))
        }
        _ => None,
    };
    let checks = match status {
        CardStatus::Sent { .. } => "approve",
        CardStatus::Approved { .. } => "reopen",
        _ => "",
    };
    let above = if actor.area == Some(card.area) {
        (format_plan_address(plan.year), page.t("targets-title"))
    } else {
        (paths::Target(target.id).to_string(), page.t("targets-cards"))
    };
    let checked = match status {
        CardStatus::Approved { check, .. } => Some(build_score_chip(&page, check.met)),
        _ => None,
    };
    CardPage {
        target: target.id,
        area: card.area,
        back: above,
        caption: page.t2("targets-caption", "number", target.position, "year", plan.year.to_string()),
        state: build_state_chip(&page, card.state()),
        about: build_about(&page, &target.details),
        returned,
        writes: writes.then(|| build_fields(&page, &target.details)),
        standings: match kind {
            TargetKind::KeepAndAdd => {
                build_code_choices(&page, "liststanding", ListStanding::ALL.map(ListStanding::code))
            }
            _ => Vec::new(),
        },
        computed: dossier
            .computed
            .map(|figures| {
                SummaryRow::new(page.t("targets-figures-now"), format_figures(&page, kind, figures))
            })
            .into_iter()
            .collect(),
        source: link_source(&page, dossier, today).filter(|_| reads),
        entry: build_entry(&page, kind, dossier),
        own: status.entry().map(|entry| build_score_chip(&page, entry.met)),
        checked,
        checks: if actor.may(Action::CheckTargets) { checks } else { "" },
        scores: vec![Choice::new("yes", page.t("targets-met")), Choice::new("no", page.t("targets-not-met"))],
        events: build_timeline(&page, &dossier.trail),
        form,
        page,
    }
}

/// The rows behind the figures that the program counts.
fn link_source(page: &Page, dossier: &CardDossier, today: Date) -> Option<(String, String)> {
    let filter = ActivityFilter { area: Some(dossier.card.area), year: Some(dossier.plan.year) };
    match dossier.target.details.kind {
        TargetKind::Activities => {
            Some((format_activities_address(filter, None), page.t("targets-source-activities")))
        }
        TargetKind::MediaMonths => {
            Some((format_media_address(dossier.plan.year), page.t("targets-source-media")))
        }
        TargetKind::HealthyCommunes => {
            Some((format_healthy_address(dossier.plan.year), page.t("targets-source-healthy")))
        }
        TargetKind::OtherTotals | TargetKind::FewerThanBefore => {
            Some((paths::PoliceTotals.to_string(), page.t("targets-source-police")))
        }
        TargetKind::IntegratedPlans => {
            let href = format_integrated_address(filter.area, filter.year, None);
            Some((href, page.t("targets-source-integrated")))
        }
        TargetKind::Training => {
            let day = dossier.target.details.due_on.min(today);
            let href = format_training_address(Some(day), filter.area, None);
            Some((href, page.t("targets-source-training")))
        }
        TargetKind::Coverage => Some((paths::Coverage.to_string(), page.t("targets-source-coverage"))),
        _ => None,
    }
}

fn build_about(page: &Page, details: &TargetDetails) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new(page.t("targets-target"), details.text.as_str()),
        SummaryRow::new(page.t("targets-goal"), format_goal(page, details)),
        SummaryRow::new(page.t("targets-due-on"), page.date(&details.due_on)),
    ];
    if !details.evidence.is_empty() {
        rows.push(SummaryRow::new(page.t("targets-evidence-asked"), details.evidence.as_str()));
    }
    rows
}

fn build_fields(page: &Page, details: &TargetDetails) -> CardFields {
    let kind = details.kind;
    let typed = !kind.is_computed() && kind != TargetKind::KeepAndAdd;
    let label = |which: &str| page.t(&format!("targets-{which}-{}", kind.code()));
    CardFields {
        first: if typed { label("first") } else { String::new() },
        second: if typed && kind.has_second() { label("second") } else { String::new() },
        asks_evidence: !details.evidence.is_empty(),
    }
}

fn build_entry(page: &Page, kind: TargetKind, dossier: &CardDossier) -> Vec<SummaryRow> {
    let Some(entry) = dossier.card.status.entry() else { return Vec::new() };
    let mut rows = vec![
        SummaryRow::new(page.t("targets-figures"), format_figures(page, kind, entry.figures)),
        SummaryRow::new(page.t("targets-evidence"), entry.evidence.as_str()),
    ];
    match &dossier.card.status {
        CardStatus::Sent { by, .. } => {
            rows.push(SummaryRow::new(
                page.t("targets-sent-by"),
                format!("{}, {}", by.name, page.moment(&by.at)),
            ));
        }
        CardStatus::Approved { check, .. } => {
            let by = format!("{}, {}", check.by.name, page.moment(&check.by.at));
            rows.push(SummaryRow::new(page.t("targets-checked-by"), by));
            if !check.reason.is_empty() {
                rows.push(SummaryRow::new(page.t("targets-reason"), check.reason.as_str()));
            }
        }
        _ => {}
    }
    rows
}

pub(super) async fn write(
    PageRequest { page, app, permit }: PageRequest<rights::ReportTargets>,
    May(reader): May<rights::ReadTargets>,
    Path((target, area)): Path<(TargetId, String)>,
    mut form: Form,
) -> Result<Response, PageError> {
    let area = AreaCode::new(&area).ok_or(ErrorKind::NotFound)?;
    let version = form.require_version()?;
    let here = paths::TargetCard(target, area);
    let dossier = targets::load_card(&app, &reader, target, area).await?;
    let sends = form.text("do") == "send";
    if let Some(entry) = parse_entry(&mut form, dossier.target.details.kind, sends) {
        let written = targets::write_card(&app, &permit, (target, area), version, entry, sends).await;
        let written = form.require_success(written).redirect_refusal(&here);
        if written.redirect_conflict("targets-flash-changed", &here)?.is_some() {
            let key = if sends { "targets-flash-sent" } else { "targets-flash-saved" };
            return Ok(Flash::success(key).redirect(here));
        }
    }
    let shown = build_page(page, form, permit.actor(), &dossier, app.today());
    Ok((shown.form.status(), Html(shown)).into_response())
}

/// What was written. What is only kept may lack figures and a score.
fn parse_entry(form: &mut Form, kind: TargetKind, sends: bool) -> Option<CardEntry> {
    let figures = match kind {
        kind if kind.is_computed() => Some(CardFigures::default()),
        TargetKind::KeepAndAdd if form.text("standing").is_empty() && !sends => Some(CardFigures::default()),
        TargetKind::KeepAndAdd => form
            .require_choice("standing", "targets-standing-what", ListStanding::from_code)
            .map(ListStanding::figures),
        _ => parse_figures(form, kind, sends),
    };
    let met = match form.text("met") {
        "yes" => Some(true),
        "" if sends => form.require_choice("met", "targets-score-what", |_| None),
        _ => Some(false),
    };
    let evidence = form.parse_lines("evidence", "targets-evidence-what", MAX_EVIDENCE_CHARS);
    Some(CardEntry { figures: figures?, met: met?, evidence: evidence? })
}

fn parse_figures(form: &mut Form, kind: TargetKind, sends: bool) -> Option<CardFigures> {
    let first = parse_figure(form, "first", sends);
    let second = if kind.has_second() { parse_figure(form, "second", sends).map(Some) } else { Some(None) };
    Some(CardFigures { first: first?, second: second? })
}

/// A number, with or without points between thousands; 0 for nothing that need not be there.
fn parse_figure(form: &mut Form, field: &str, required: bool) -> Option<u32> {
    if form.text(field).is_empty() && !required {
        return Some(0);
    }
    form.require_number(field, "targets-figure-what", u32::MAX.into())
}

pub(super) async fn check(
    PageRequest { page, app, permit }: PageRequest<rights::CheckTargets>,
    May(reader): May<rights::ReadTargets>,
    Path((target, area)): Path<(TargetId, String)>,
    mut form: Form,
) -> Result<Response, PageError> {
    let area = AreaCode::new(&area).ok_or(ErrorKind::NotFound)?;
    let version = form.require_version()?;
    let here = paths::TargetCard(target, area);
    let Some((command, key)) = parse_check(&mut form) else {
        return render_check(page, &app, &reader, (target, area), form).await;
    };
    let checked = targets::check_card(&app, &permit, (target, area), version, command).await;
    let checked = form.require_success(checked).redirect_refusal(&here);
    if checked.redirect_conflict("targets-flash-changed", &here)?.is_none() {
        return render_check(page, &app, &reader, (target, area), form).await;
    }
    Ok(Flash::success(key).redirect(here))
}

async fn render_check(
    page: Page,
    app: &App,
    reader: &camket_domain::permissions::Permit<rights::ReadTargets>,
    (target, area): (TargetId, AreaCode),
    form: Form,
) -> Result<Response, PageError> {
    let dossier = targets::load_card(app, reader, target, area).await?;
    let shown = build_page(page, form, reader.actor(), &dossier, app.today());
    Ok((shown.form.status(), Html(shown)).into_response())
}

fn parse_check(form: &mut Form) -> Option<(CardCommand, &'static str)> {
    let reason = form.parse_lines("reason", "targets-reason-what", MAX_REASON_CHARS)?;
    match form.text("do") {
        "return" => Some((CardCommand::Return { reason }, "targets-flash-returned")),
        "reopen" => Some((CardCommand::Reopen { reason }, "targets-flash-reopened")),
        _ => {
            let met = form.require_choice("score", "targets-score-what", |score| match score {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            })?;
            Some((CardCommand::Approve { met, reason }, "targets-flash-approved"))
        }
    }
}
