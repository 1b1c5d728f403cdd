//! The special days of a year: public holidays, and days worked instead.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::settings::{self, SpecialDay};
use camket_app::{App, AppError};
use camket_domain::calendar::{HolidayKind, parse_date};
use camket_domain::permissions::rights;
use time::Date;

use crate::codes;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Chip, Choice, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

/// Most characters of a day's name.
const MAX_NAME_CHARS: usize = 100;

#[derive(Template)]
#[template(path = "settings/calendar.html")]
struct CalendarPage {
    page: Page,
    year: i32,
    years: Vec<i32>,
    days: Vec<SpecialDayRow>,
    kinds: Vec<Choice>,
    form: Form,
    here: String,
}

#[derive(Template)]
#[template(path = "settings/calendar_remove.html")]
struct RemoveDayPage {
    page: Page,
    day: SpecialDayRow,
    back: String,
}

struct SpecialDayRow {
    date: String,
    weekday: String,
    name: String,
    kind: Chip,
    remove: String,
}

pub(super) async fn list(
    PageRequest { page, app, .. }: PageRequest<rights::ManageSettings>,
    Query(query): Query,
) -> Result<Response, PageError> {
    let year = parse_year(&query, app.today());
    Ok(build_page(&app, page, year, Form::new()).await?.into_response())
}

/// The year of the query, from 2000 to 2200; otherwise the present year.
fn parse_year(query: &Form, today: Date) -> i32 {
    query.text("year").parse().ok().filter(|year| (2000..=2200).contains(year)).unwrap_or(today.year())
}

async fn build_page(app: &App, page: Page, year: i32, form: Form) -> Result<Html<CalendarPage>, AppError> {
    let all = settings::list_special_days(app).await?;
    let page = page.with_title("settings-calendar").with_form_errors(&form);
    let kinds = HolidayKind::ALL.iter().map(|kind| {
        Choice::new(kind.code(), codes::translate_code(&page, "holiday", kind.code()))
            .with_hint(page.t(&format!("settings-means-{}", kind.code())))
    });
    Ok(Html(CalendarPage {
        years: list_years(&all, year, app.today()),
        days: all.iter().filter(|one| one.day.year() == year).map(|one| build_row(&page, one)).collect(),
        kinds: kinds.collect(),
        here: build_year_address(year),
        year,
        form,
        page,
    }))
}

/// The years to choose from: those with special days, the one shown, the present one and the next.
fn list_years(all: &[SpecialDay], shown: i32, today: Date) -> Vec<i32> {
    let known = all.iter().map(|one| one.day.year());
    let mut years: Vec<i32> = known.chain([shown, today.year(), today.year() + 1]).collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn build_row(page: &Page, special: &SpecialDay) -> SpecialDayRow {
    let look = match special.kind {
        HolidayKind::Off => Tone::Good,
        HolidayKind::Worked => Tone::Info,
    };
    SpecialDayRow {
        date: page.date(&special.day),
        weekday: page.t(&format!("settings-weekday-{}", special.day.weekday().number_from_monday())),
        name: special.name.clone(),
        kind: Chip::new(look, codes::translate_code(page, "holiday", special.kind.code())),
        remove: paths::RemoveCalendarDay(special.day).to_string(),
    }
}

fn build_year_address(year: i32) -> String {
    links::with_query(paths::Calendar, &[("year", &year.to_string())])
}

pub(super) async fn add(
    PageRequest { page, app, permit }: PageRequest<rights::ManageSettings>,
    Query(query): Query,
    mut form: Form,
) -> Result<Response, PageError> {
    if let Some(special) = parse_special_day(&mut form) {
        let year = special.day.year();
        if form.require_success(settings::add_day(&app, &permit, special).await)?.is_some() {
            return Ok(Flash::success("settings-added").redirect(build_year_address(year)));
        }
    }
    let year = parse_year(&query, app.today());
    Ok((form.status(), build_page(&app, page, year, form).await?).into_response())
}

fn parse_special_day(form: &mut Form) -> Option<SpecialDay> {
    let day = form.require_date("day", "settings-day-what");
    let kind = form.require_choice("kind", "settings-day-kind-what", HolidayKind::from_code);
    let name = form.require_line("name", "settings-day-name-what", MAX_NAME_CHARS);
    Some(SpecialDay { day: day?, kind: kind?, name: name? })
}

/// The special day of an address; 404 if it is not in the calendar.
async fn load_special_day(app: &App, typed: &str) -> Result<SpecialDay, AppError> {
    let day = parse_date(typed).map_err(|_| AppError::NotFound)?;
    let all = settings::list_special_days(app).await?;
    all.into_iter().find(|one| one.day == day).ok_or(AppError::NotFound)
}

pub(super) async fn ask_remove(
    PageRequest { page, app, .. }: PageRequest<rights::ManageSettings>,
    Path(typed): Path<String>,
) -> Result<Response, PageError> {
    let special = load_special_day(&app, &typed).await?;
    let title = page.t1("settings-remove-title", "day", page.date(&special.day));
    let page = page.with_title_text(title);
    let back = build_year_address(special.day.year());
    Ok(Html(RemoveDayPage { day: build_row(&page, &special), back, page }).into_response())
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: PageRequest<rights::ManageSettings>,
    Path(typed): Path<String>,
) -> Result<Response, PageError> {
    let special = load_special_day(&app, &typed).await?;
    settings::remove_day(&app, &permit, special.day).await?;
    let back = build_year_address(special.day.year());
    Ok(Flash::success("settings-removed").redirect(&back))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn valid_form() -> Form {
        Form::from_fields([("day", "2/9/2027"), ("kind", "off"), ("name", " Quốc khánh ")])
    }

    #[test]
    fn calendar_form_parses_a_day() {
        let day =
            SpecialDay { day: date!(2027 - 09 - 02), kind: HolidayKind::Off, name: "Quốc khánh".into() };
        assert_eq!(parse_special_day(&mut valid_form()), Some(day));
        for (field, value, key) in [
            ("day", "", "errors-required"),
            ("day", "31/2/2027", "errors-date-no-such-day"),
            ("kind", "half", "errors-choose"),
            ("name", "", "errors-required"),
            ("name", &*"x".repeat(MAX_NAME_CHARS + 1), "errors-too-long"),
        ] {
            let mut form = valid_form();
            form.set(field, value);
            assert_eq!(parse_special_day(&mut form), None, "{field}");
            assert_eq!(form.error(field).unwrap().key(), key, "{field}");
        }
    }

    #[test]
    fn years_hold_the_next_one_and_the_one_that_is_shown() {
        let today = date!(2026 - 11 - 23);
        let known = [SpecialDay { day: date!(2025 - 09 - 02), kind: HolidayKind::Off, name: String::new() }];
        assert_eq!(list_years(&known, 2030, today), [2025, 2026, 2027, 2030]);
        assert_eq!(parse_year(&Form::parse(b"year=1"), today), 2026);
        assert_eq!(parse_year(&Form::parse(b"year=2027"), today), 2027);
    }
}
