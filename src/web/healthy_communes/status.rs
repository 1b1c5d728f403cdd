//! `/healthy-communes/years/{year}/areas/{area}`: what was recognised of a commune in a year.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::healthy_communes::{self, CommuneYear, HealthyDossier};
use camket_domain::accounts::Actor;
use camket_domain::areas::AreaCode;
use camket_domain::calendar::format_date;
use camket_domain::healthy_communes::{HealthyDetails, ProstitutionStatus};
use camket_domain::permissions::{Action, rights};
use camket_domain::text::lengths::MAX_DECISION_NUMBER_CHARS;
use time::Date;

use super::format_healthy_address;
use crate::codes::{build_code_choices, build_timeline, translate_code};
use crate::confirmation::ConfirmQuestion;
use crate::{areas, paths};
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Choice, SummaryRow, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "healthy_communes/status.html")]
struct StatusPage {
    page: Page,
    form: Form,
    back: String,
    caption: String,
    writes: bool,
    statuses: Vec<Choice>,
    drugs: Vec<Choice>,
    /// What is written, for who does not write.
    rows: Vec<SummaryRow>,
    /// Address to remove it; `None` while nothing is written, and for who may not.
    remove: Option<String>,
    events: Vec<TimelineEvent>,
}

type YearAndArea = Path<(i32, String)>;

fn parse_place(year: i32, area: &str) -> Result<CommuneYear, ErrorKind> {
    Ok((AreaCode::new(area).ok_or(ErrorKind::NotFound)?, year))
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadActivities>,
    Path((year, area)): YearAndArea,
) -> Result<Response, PageError> {
    let place = parse_place(year, &area)?;
    let dossier = healthy_communes::load_status(&app, &permit, place).await?;
    let form = fill_form(&dossier);
    Ok(render(page, form, permit.actor(), (place, &dossier), app.today()))
}

fn fill_form(dossier: &HealthyDossier) -> Form {
    let Some(status) = &dossier.status else { return Form::from_fields([("version", "0")]) };
    let details = &status.details;
    Form::from_fields([
        ("version", status.version.to_string()),
        ("prostitution", details.prostitution.code().to_owned()),
        ("drugs", if details.without_drugs { "yes" } else { "no" }.to_owned()),
        ("number", details.number.clone()),
        ("decided_on", details.decided_on.map(format_date).unwrap_or_default()),
    ])
}

fn render(
    page: Page,
    form: Form,
    actor: &Actor,
    ((area, year), dossier): (CommuneYear, &HealthyDossier),
    today: Date,
) -> Response {
    let page = page.with_title_text(areas::find_name(area, today)).with_form_errors(&form);
    let writes = actor.may(Action::RecordActivities);
    let removes = writes && dossier.status.is_some();
    let shown = StatusPage {
        back: format_healthy_address(year),
        caption: page.t1("healthy-communes-caption", "year", year.to_string()),
        writes,
        statuses: build_code_choices(
            &page,
            "prostitutionstatus",
            ProstitutionStatus::ALL.map(ProstitutionStatus::code),
        ),
        drugs: vec![
            Choice::new("yes", page.t("healthy-communes-no-drugs")),
            Choice::new("no", page.t("healthy-communes-drugs")),
        ],
        rows: dossier.status.as_ref().map(|status| build_rows(&page, &status.details)).unwrap_or_default(),
        remove: removes.then(|| paths::RemoveHealthyStatus(year, area).to_string()),
        events: build_timeline(&page, &dossier.trail),
        form,
        page,
    };
    (shown.form.status(), Html(shown)).into_response()
}

fn build_rows(page: &Page, details: &HealthyDetails) -> Vec<SummaryRow> {
    let drugs = if details.without_drugs { "healthy-communes-no-drugs" } else { "healthy-communes-drugs" };
    vec![
        SummaryRow::new(
            page.t("healthy-communes-prostitution"),
            translate_code(page, "prostitutionstatus", details.prostitution.code()),
        ),
        SummaryRow::new(page.t("healthy-communes-drugs-label"), page.t(drugs)),
        SummaryRow::new(page.t("healthy-communes-number"), details.number.as_str()),
        SummaryRow::new(
            page.t("healthy-communes-decided"),
            details.decided_on.map(|day| page.date(&day)).unwrap_or_default(),
        ),
    ]
}

fn parse(form: &mut Form) -> Option<HealthyDetails> {
    let prostitution = form.require_choice(
        "prostitution",
        "healthy-communes-prostitution-what",
        ProstitutionStatus::from_code,
    );
    let without_drugs = form.require_choice("drugs", "healthy-communes-drugs-what", |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let number = form.parse_line("number", "healthy-communes-number-what", MAX_DECISION_NUMBER_CHARS);
    let decided_on = form.parse_date("decided_on", "healthy-communes-decided-what");
    Some(HealthyDetails {
        prostitution: prostitution?,
        without_drugs: without_drugs?,
        number: number?,
        decided_on: decided_on?,
    })
}

pub(super) async fn write(
    PageRequest { page, app, permit }: PageRequest<rights::RecordActivities>,
    May(reader): May<rights::ReadActivities>,
    Path((year, area)): YearAndArea,
    mut form: Form,
) -> Result<Response, PageError> {
    let place = parse_place(year, &area)?;
    let version = form.require_version()?;
    let dossier = healthy_communes::load_status(&app, &reader, place).await?;
    if let Some(details) = parse(&mut form) {
        let written = healthy_communes::write_status(&app, &permit, place, version, details).await;
        let here = paths::HealthyStatus(year, place.0);
        if form.require_success(written).redirect_conflict("healthy-communes-flash-changed", here)?.is_some()
        {
            return Ok(Flash::success("healthy-communes-flash-saved").redirect(format_healthy_address(year)));
        }
    }
    Ok(render(page, form, permit.actor(), (place, &dossier), app.today()))
}

pub(super) async fn ask_remove(
    PageRequest { page, app, .. }: PageRequest<rights::RecordActivities>,
    May(reader): May<rights::ReadActivities>,
    Path((year, area)): YearAndArea,
) -> Result<Html<impl Template>, PageError> {
    let place = parse_place(year, &area)?;
    let dossier = healthy_communes::load_status(&app, &reader, place).await?;
    let status = dossier.status.ok_or(ErrorKind::NotFound)?;
    let keys = ["healthy-communes-remove-title", "healthy-communes-remove-what", "healthy-communes-remove"];
    let about = format!("{}, {year}", areas::find_name(place.0, app.today()));
    let question = ConfirmQuestion { keys, about, version: status.version, danger: true };
    Ok(Html(question.build_page(page, &paths::HealthyStatus(year, place.0).to_string())))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: PageRequest<rights::RecordActivities>,
    Path((year, area)): YearAndArea,
    form: Form,
) -> Result<Response, PageError> {
    let place = parse_place(year, &area)?;
    let version = form.require_version()?;
    let removed = healthy_communes::remove_status(&app, &permit, place, version).await;
    let here = paths::HealthyStatus(year, place.0);
    removed.redirect_conflict("healthy-communes-flash-changed", here)?;
    Ok(Flash::success("healthy-communes-flash-removed").redirect(format_healthy_address(year)))
}
