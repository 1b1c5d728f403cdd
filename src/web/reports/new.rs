//! `/reports/new`: opens a period.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::reports::{self, NewPeriod};
use camket_domain::ids::uuid_v7;
use camket_domain::periods::{PeriodLength, PeriodName, PeriodRule, PeriodSpan};
use camket_domain::permissions::rights;
use time::Date;

use crate::codes::build_code_choices;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "reports/new.html")]
struct NewPeriodPage {
    page: Page,
    form: Form,
    lengths: Vec<Choice>,
    rules: Vec<Choice>,
}

type CollectRequest = PageRequest<rights::CollectReports>;

pub(super) async fn show(PageRequest { page, app, .. }: CollectRequest) -> Response {
    let (name, rule) = reports::find_usual_period(app.today());
    let form = Form::from_fields([
        ("key", uuid_v7(app.now(), app.entropy()).to_string()),
        ("name", name.length.code().to_owned()),
        ("number", name.number.to_string()),
        ("year", name.year.to_string()),
        ("rule", rule.code().to_owned()),
    ]);
    render(page, form)
}

fn render(page: Page, form: Form) -> Response {
    let page = page.with_title("reports-open").with_form_errors(&form);
    let lengths = build_code_choices(&page, "periodlength", PeriodLength::ALL.map(PeriodLength::code));
    let rules = build_code_choices(&page, "periodrule", PeriodRule::ALL.map(PeriodRule::code));
    (form.status(), Html(NewPeriodPage { page, form, lengths, rules })).into_response()
}

pub(super) async fn open(
    PageRequest { page, app, permit }: CollectRequest,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(input) = parse(&mut form) {
        let opened = reports::open_period(&app, &permit, key, input).await;
        let opened = form.require_success(opened).redirect_refusal(paths::NewReportPeriod)?;
        if let Some(id) = opened {
            return Ok(Flash::success("reports-flash-opened").redirect(paths::ReportPeriod(id)));
        }
    }
    Ok(render(page, form))
}

fn parse(form: &mut Form) -> Option<NewPeriod> {
    let length = form.require_choice("name", "reports-length-what", PeriodLength::from_code);
    let rule = form.require_choice("rule", "reports-rule-what", PeriodRule::from_code);
    let due_on = match form.optional("due_on") {
        Some(_) => form.require_date("due_on", "reports-due-what").map(Some),
        None => Some(None),
    };
    let (name, span) = match length? {
        PeriodLength::Days => parse_days(form)?,
        length => parse_name(form, length, rule?)?,
    };
    Some(NewPeriod { name, rule: rule?, span, due_on: due_on? })
}

/// A period by its number and year.
fn parse_name(form: &mut Form, length: PeriodLength, rule: PeriodRule) -> Option<(PeriodName, PeriodSpan)> {
    let has_number = length.numbers() != (0..=0);
    let number = if has_number { parse_number(form, "number", "reports-number-what") } else { Some(0) };
    let year = parse_number(form, "year", "reports-year-what");
    let (number, year) = (u8::try_from(number?).unwrap_or(u8::MAX), i32::try_from(year?).unwrap_or(i32::MAX));
    if has_number && !length.numbers().contains(&number) {
        form.fail_with("number", "reports-number-bounds", &[("max", length.numbers().end())]);
        return None;
    }
    let named = PeriodName::new(length, year, number).and_then(|name| Some((name, name.span(rule)?)));
    if named.is_none() {
        form.fail("year", "reports-year-bounds");
    }
    named
}

/// A period by its days; its year is that of the last one.
fn parse_days(form: &mut Form) -> Option<(PeriodName, PeriodSpan)> {
    let first: Option<Date> = form.require_date("first", "reports-first-what");
    let last = form.require_date("last", "reports-last-what");
    let (first, last) = (first?, last?);
    let named = PeriodSpan::new(first, last)
        .and_then(|span| Some((PeriodName::new(PeriodLength::Days, last.year(), 0)?, span)));
    if named.is_none() {
        form.fail("last", "reports-days-bounds");
    }
    named
}

fn parse_number(form: &mut Form, field: &str, what: &str) -> Option<u32> {
    let typed = form.require_text(field, what)?;
    let number = typed.parse().ok();
    if number.is_none() {
        form.fail_about(field, "errors-number", what, &[]);
    }
    number
}
