//! `/risk/rules`: the weights and limits of the province.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::risk::{self, RulesSheet};
use camket_domain::accounts::ActorStamp;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::risk::rules::{MAX_MONTHS, MAX_POINTS, MAX_UNITS};
use camket_domain::risk::{RiskFactor, RiskRules, RiskWeight};

use crate::codes::translate_code;
use crate::office_tabs::{self, OfficeTab};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "risk/rules.html")]
struct RiskRulesPage {
    page: Page,
    form: Form,
    tabs: Vec<OfficeTab>,
    factors: Vec<FactorRow>,
    /// Who changed them last; empty for the shipped ones.
    written: String,
    keeps: bool,
}

struct FactorRow {
    name: String,
    what: String,
    points: &'static str,
    most: &'static str,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadRisk>,
) -> Result<Response, PageError> {
    let sheet = risk::load_rules(&app, &permit).await?;
    let form = build_form(&sheet);
    Ok(render(page, &permit, form, sheet.written.as_ref()))
}

fn build_form(sheet: &RulesSheet) -> Form {
    let rules = &sheet.rules;
    let mut form = Form::from_fields([
        ("version", sheet.version.to_string()),
        ("months", rules.months.to_string()),
        ("medium_points", rules.medium_points.to_string()),
        ("high_points", rules.high_points.to_string()),
        ("medium_share", rules.medium_share.to_string()),
        ("high_share", rules.high_share.to_string()),
    ]);
    for factor in RiskFactor::ALL {
        let (points, most) = factor.fields();
        let weight = rules.weight_of(factor);
        form.set(points, weight.points.to_string());
        form.set(most, weight.most.to_string());
    }
    form
}

fn render(
    page: Page,
    permit: &Permit<rights::ReadRisk>,
    form: Form,
    written: Option<&ActorStamp>,
) -> Response {
    let page = page.with_title("risk-rules-title").with_form_errors(&form);
    let factor = |factor: RiskFactor| {
        let (points, most) = factor.fields();
        FactorRow {
            name: translate_code(&page, "riskfactor", factor.code()),
            what: page.t(&format!("risk-unit-{}", factor.code())),
            points,
            most,
        }
    };
    let view = RiskRulesPage {
        tabs: office_tabs::build(&page, permit.actor(), paths::Risk::PATTERN),
        factors: RiskFactor::ALL.map(factor).into(),
        written: written
            .map(|by| page.t2("risk-rules-written", "name", by.name.clone(), "at", page.moment(&by.at)))
            .unwrap_or_default(),
        keeps: permit.actor().may(Action::KeepRiskRules),
        form,
        page,
    };
    (view.form.status(), Html(view)).into_response()
}

pub(super) async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::KeepRiskRules>,
    May(reader): May<rights::ReadRisk>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    if let Some(rules) = parse(&mut form) {
        let saved = risk::save_rules(&app, &permit, version, rules).await;
        let conflict = form.require_success(saved).redirect_conflict("risk-flash-changed", paths::RiskRules);
        if conflict.redirect_refusal(paths::RiskRules)?.is_some() {
            return Ok(Flash::success("risk-flash-rules").redirect(paths::RiskRules));
        }
    }
    let written = risk::load_rules(&app, &reader).await?.written;
    Ok(render(page, &reader, form, written.as_ref()))
}

fn parse(form: &mut Form) -> Option<RiskRules> {
    let weight = |factor: RiskFactor, form: &mut Form| {
        let (points, most) = factor.fields();
        let points = parse_number(form, points, "risk-points-what", MAX_POINTS.into());
        let most = parse_number(form, most, "risk-most-what", MAX_UNITS.into());
        Some(RiskWeight { factor, points: points?.try_into().ok()?, most: most?.try_into().ok()? })
    };
    let weights: Vec<Option<RiskWeight>> =
        RiskFactor::ALL.into_iter().map(|factor| weight(factor, form)).collect();
    let months = parse_number(form, "months", "risk-months-what", MAX_MONTHS.into());
    let medium_points = parse_number(form, "medium_points", "risk-medium-points-what", u16::MAX);
    let high_points = parse_number(form, "high_points", "risk-high-points-what", u16::MAX);
    let medium_share = parse_number(form, "medium_share", "risk-medium-share-what", 100);
    let high_share = parse_number(form, "high_share", "risk-high-share-what", 100);
    Some(RiskRules {
        weights: weights.into_iter().collect::<Option<_>>()?,
        months: months?.try_into().ok()?,
        medium_points: medium_points?,
        high_points: high_points?,
        medium_share: medium_share?.try_into().ok()?,
        high_share: high_share?.try_into().ok()?,
    })
}

fn parse_number(form: &mut Form, field: &str, what: &str, most: u16) -> Option<u16> {
    let number = form.require_text(field, what)?.parse::<u16>().ok().filter(|number| *number <= most);
    if number.is_none() {
        form.fail_about(field, "errors-number-range", what, &[("min", &0), ("max", &most)]);
    }
    number
}
