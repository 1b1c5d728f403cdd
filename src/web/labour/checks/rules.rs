//! `/labour/rules`: which rules are on, and their thresholds, for a province.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::labour::{self, LabourRulesSheet};
use camket_domain::labour::checks::{LabourCheck, LabourRule, LabourRules};
use camket_domain::permissions::{Action, rights};

use crate::codes::translate_code;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "labour/rules.html")]
struct LabourRulesPage {
    page: Page,
    form: Form,
    rules: Vec<RuleFields>,
    /// Who changed them last; empty for the shipped ones.
    written: String,
    keeps: bool,
    /// Whether the reader has the page of the labour authority.
    reads: bool,
}

struct RuleFields {
    name: String,
    what: String,
    on: &'static str,
    /// The field and its unit.
    threshold: Option<(&'static str, String)>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepLabourRules>,
) -> Result<Response, PageError> {
    let sheet = labour::load_labour_rules(&app, &permit).await?;
    let form = build_form(&sheet);
    Ok(render(page, permit.actor().may(Action::ReadLabourChecks), form, &sheet))
}

fn build_form(sheet: &LabourRulesSheet) -> Form {
    let mut form = Form::from_fields([("version", sheet.version.to_string())]);
    for check in LabourCheck::ALL {
        let (on, threshold) = check.fields();
        let rule = sheet.rules.find(check);
        if rule.is_on {
            form.set(on, "yes");
        }
        form.set(threshold, rule.threshold.to_string());
    }
    form
}

fn render(page: Page, reads: bool, form: Form, sheet: &LabourRulesSheet) -> Response {
    let page = page.with_title("labour-rules-title").with_form_errors(&form);
    let fields = |check: LabourCheck| {
        let (on, threshold) = check.fields();
        let shown = u32::from(sheet.rules.find(check).threshold);
        RuleFields {
            name: translate_code(&page, "labourcheck", check.code()),
            what: page.t1(&format!("labour-rule-{}", check.code()), "threshold", shown),
            on,
            threshold: check
                .bounds()
                .map(|bounds| (threshold, translate_code(&page, "thresholdunit", bounds.unit.code()))),
        }
    };
    let written = sheet.written.as_ref();
    let view = LabourRulesPage {
        rules: LabourCheck::ALL.map(fields).into(),
        written: written
            .map(|by| page.t2("labour-rules-written", "name", by.name.clone(), "at", page.moment(&by.at)))
            .unwrap_or_default(),
        keeps: sheet.keeps,
        reads,
        form,
        page,
    };
    (view.form.status(), Html(view)).into_response()
}

pub(super) async fn save(
    PageRequest { page, app, permit }: PageRequest<rights::KeepLabourRules>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    if let Some(rules) = parse(&mut form) {
        let saved = labour::save_labour_rules(&app, &permit, version, rules).await;
        let saved = form.require_success(saved).redirect_conflict("labour-rules-changed", paths::LabourRules);
        if saved.redirect_refusal(paths::LabourRules)?.is_some() {
            return Ok(Flash::success("labour-rules-saved").redirect(paths::LabourRules));
        }
    }
    let sheet = labour::load_labour_rules(&app, &permit).await?;
    Ok(render(page, permit.actor().may(Action::ReadLabourChecks), form, &sheet))
}

fn parse(form: &mut Form) -> Option<LabourRules> {
    let rules: Vec<Option<LabourRule>> =
        LabourCheck::ALL.into_iter().map(|check| parse_rule(form, check)).collect();
    Some(LabourRules::new(rules.into_iter().collect::<Option<_>>()?))
}

fn parse_rule(form: &mut Form, check: LabourCheck) -> Option<LabourRule> {
    let (on, field) = check.fields();
    let is_on = form.checked(on, "yes");
    let Some(bounds) = check.bounds() else { return Some(LabourRule { check, is_on, threshold: 0 }) };
    let what = "labour-rules-threshold-what";
    let given = form.require_text(field, what)?.parse::<u16>().ok();
    let threshold = given.filter(|number| (1..=bounds.most).contains(number));
    if threshold.is_none() {
        form.fail_about(field, "errors-number-range", what, &[("min", &1), ("max", &bounds.most)]);
    }
    Some(LabourRule { check, is_on, threshold: threshold? })
}
