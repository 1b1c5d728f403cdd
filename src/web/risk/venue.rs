//! `/risk/{venue}`: the class of a venue with its reasons, and the override.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::risk::{self, NewOverride, RiskDossier};
use camket_domain::audit::AuditEvent;
use camket_domain::calendar::{add_months, format_date};
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::risk::{MAX_OVERRIDE_MONTHS, RiskClass, RiskOverride, RiskReason};
use time::Date;

use super::build_class_chip;
use crate::codes::{build_code_choices, translate_code};
use crate::confirmation::ConfirmQuestion;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::l10n::Arg;
use camket_shell::look::{Cell, Chip, Choice, DataTable, SummaryRow, TimelineEvent, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

/// Most characters of a reason.
const MAX_REASON_CHARS: usize = 1_000;

#[derive(Template)]
#[template(path = "risk/venue.html")]
struct VenueRiskPage {
    page: Page,
    form: Form,
    file: String,
    /// The class that counts today; `None` for a closed venue.
    class: Option<Chip>,
    sum: String,
    reasons: DataTable,
    changes: Option<String>,
    overridden: Vec<SummaryRow>,
    /// Address to end the override; `None` without one, and for a reader who may not.
    end: Option<String>,
    may_override: bool,
    choices: Vec<Choice>,
    trail: Vec<TimelineEvent>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRisk>,
    Path(id): Path<VenueId>,
) -> Result<Response, PageError> {
    let found = risk::load_venue(&app, &permit, id).await?;
    let form = Form::from_fields([("version", found.version.to_string())]);
    Ok(render(page, &permit, form, &found, app.today()))
}

fn render(
    page: Page,
    permit: &Permit<rights::ReadRisk>,
    form: Form,
    found: &RiskDossier,
    today: Date,
) -> Response {
    let page = page.with_title_text(found.venue.name.clone()).with_form_errors(&form);
    let set = found.overridden.as_ref().filter(|set| set.class_on(today).is_some());
    let may_override = permit.actor().may(Action::OverrideRisk) && found.assessment.is_some();
    let view = VenueRiskPage {
        file: paths::Timeline(found.venue.id).to_string(),
        class: found.class.map(|class| build_class_chip(&page, class)),
        sum: format_sum(&page, found),
        reasons: build_reasons(&page, found),
        changes: found
            .assessment
            .as_ref()
            .and_then(|assessed| assessed.changes_on)
            .map(|day| page.t1("risk-changes-on", "date", page.date(&day))),
        overridden: set.map(|set| build_override(&page, set)).unwrap_or_default(),
        end: set.filter(|_| may_override).map(|_| paths::EndRiskOverride(found.venue.id).to_string()),
        may_override,
        choices: build_code_choices(&page, "riskclass", RiskClass::ALL.map(RiskClass::code)),
        trail: found.trail.iter().map(|event| build_event(&page, event)).collect(),
        form,
        page,
    };
    (view.form.status(), Html(view)).into_response()
}

/// "35 points: Medium by the rules".
fn format_sum(page: &Page, found: &RiskDossier) -> String {
    match &found.assessment {
        Some(assessed) => {
            let class = translate_code(page, "riskclass", assessed.class.code());
            page.t2("risk-sum", "points", page.number(assessed.points), "class", class)
        }
        None => page.t("risk-closed"),
    }
}

fn build_reasons(page: &Page, found: &RiskDossier) -> DataTable {
    let row = |reason: &RiskReason| {
        let weight = found.rules.weight_of(reason.factor);
        vec![
            Cell::Text(translate_code(page, "riskfactor", reason.factor.code())),
            Cell::Text(page.number(reason.units)),
            Cell::Text(page.t2(
                "risk-weight",
                "points",
                u32::from(weight.points),
                "most",
                u32::from(weight.most),
            )),
            Cell::Text(page.number(reason.points)),
        ]
    };
    let heads = ["factor", "units", "weight-head", "points"].map(|head| page.t(&format!("risk-{head}")));
    let reasons = found.assessment.iter().flat_map(|assessed| &assessed.reasons);
    DataTable { heads: heads.to_vec(), rows: reasons.map(row).collect() }
}

fn build_override(page: &Page, set: &RiskOverride) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new(page.t("risk-class"), translate_code(page, "riskclass", set.class.code())),
        SummaryRow::new(page.t("risk-reason"), set.reason.clone()),
        SummaryRow::new(page.t("risk-until"), page.date(&set.until)),
        SummaryRow::new(page.t("risk-set-by"), format!("{}, {}", set.by.name, page.moment(&set.by.at))),
    ]
}

fn build_event(page: &Page, event: &AuditEvent) -> TimelineEvent {
    TimelineEvent {
        at: page.moment(&event.at),
        what: translate_code(page, "deed", event.action.code()),
        who: event.actor_name.clone(),
        note: format_note(page, &event.note),
        kind: Tone::Neutral,
    }
}

/// "High, until 30/06/2027: reason", of a note that names class, day and reason.
fn format_note(page: &Page, note: &str) -> String {
    let mut parts = note.splitn(3, "; ");
    let (Some(class), Some(until), Some(reason)) = (parts.next(), parts.next(), parts.next()) else {
        return note.to_owned();
    };
    let class = translate_code(page, "riskclass", class);
    format!("{}: {reason}", page.t2("risk-set-until", "class", class, "date", until))
}

type OfficerRequest = PageRequest<rights::OverrideRisk>;

pub(super) async fn set(
    PageRequest { page, app, permit }: OfficerRequest,
    May(reader): May<rights::ReadRisk>,
    Path(id): Path<VenueId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let found = risk::load_venue(&app, &reader, id).await?;
    if let Some(new) = parse(&mut form, app.today()) {
        let set = risk::set_override(&app, &permit, id, version, new).await;
        let here = paths::VenueRisk(id);
        if form.require_success(set).redirect_conflict("risk-flash-changed", &here)?.is_some() {
            return Ok(Flash::success("risk-flash-set").redirect(here));
        }
    }
    Ok(render(page, &reader, form, &found, app.today()))
}

fn parse(form: &mut Form, today: Date) -> Option<NewOverride> {
    let class = form.require_choice("class", "risk-class-what", RiskClass::from_code);
    let reason = form.require_line("reason", "risk-reason-what", MAX_REASON_CHARS);
    let until = form.require_date("until", "risk-until-what");
    let last = add_months(today, MAX_OVERRIDE_MONTHS);
    if until.is_some_and(|until| until < today || until > last) {
        let bounds: [(&str, &dyn Arg); 2] = [("first", &format_date(today)), ("last", &format_date(last))];
        form.fail_with("until", "risk-until-bounds", &bounds);
        return None;
    }
    Some(NewOverride { class: class?, reason: reason?, until: until? })
}

pub(super) async fn ask_end(
    PageRequest { page, app, .. }: OfficerRequest,
    May(reader): May<rights::ReadRisk>,
    Path(id): Path<VenueId>,
) -> Result<Html<impl Template>, PageError> {
    let found = risk::load_venue(&app, &reader, id).await?;
    let keys = ["risk-end-title", "risk-end-what", "risk-end"];
    let question = ConfirmQuestion { keys, about: found.venue.name, version: found.version, danger: false };
    Ok(Html(question.build_page(page, &paths::VenueRisk(id).to_string())))
}

pub(super) async fn end(
    PageRequest { app, permit, .. }: OfficerRequest,
    Path(id): Path<VenueId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let here = paths::VenueRisk(id);
    let ended = risk::end_override(&app, &permit, id, version).await;
    ended.redirect_refusal(&here).redirect_conflict("risk-flash-changed", &here)?;
    Ok(Flash::success("risk-flash-ended").redirect(here))
}
