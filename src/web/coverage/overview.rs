//! `GET /coverage`: the figures of an area on a day.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::coverage::{self, NamesPage};
use camket_app::{App, AppError};
use camket_domain::areas::AreaLevel;
use camket_domain::calendar::format_date;
use camket_domain::census::ExclusionReason;
use camket_domain::coverage::CoverageDuty;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::shown::CoverageNumber;
use camket_domain::coverage::table::{CoverageFigures, CoverageTable};
use camket_domain::permissions::{Action, Permit, rights};
use time::Date;

use super::figures::{self, FigureRow, NumberLink, format_share};
use super::map;
use super::names::{NameRow, build_name_rows, name_heads};
use super::question::{AskedNames, AskedQuestion};
use crate::areas;
use crate::areas::own_choices::build_choices;
use crate::codes::{build_code_choices, translate_code};
use crate::paths;
use crate::tile_map::TileMap;

use camket_shell::form::{Form, Query};
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "coverage/overview.html")]
struct CoveragePage {
    page: Page,
    form: Form,
    /// Of the officer's province; empty for a commune's officer.
    areas: Vec<Choice>,
    divisions: Vec<Choice>,
    duties: Vec<Choice>,
    /// "Phường Phan Rang, 29/11/2026".
    about: String,
    /// To the province, from one of its communes.
    back: Option<String>,
    cards: Vec<DutyCard>,
    unverified: Option<String>,
    /// Whether no list covers the area.
    empty: bool,
    map: Option<TileMap>,
    heads: Vec<String>,
    tables: Vec<FigureTable>,
    total: FigureRow,
    left_out: Vec<(String, NumberLink)>,
    name_heads: Vec<String>,
    /// The first of those who miss a duty, for a commune.
    missing: Vec<NameRow>,
    /// All of them, if there are more.
    all_missing: Option<String>,
    trend: Vec<TrendRow>,
    files: Vec<(&'static str, String)>,
}

/// A duty with its share, and who misses it.
struct DutyCard {
    label: String,
    share: String,
    done: String,
    missing: NumberLink,
}

struct FigureTable {
    caption: String,
    first: String,
    rows: Vec<FigureRow>,
}

struct TrendRow {
    day: String,
    href: String,
    counted: String,
    shares: Vec<String>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadCoverage>,
    Query(mut form): Query,
) -> Result<Response, PageError> {
    let asked = AskedQuestion::parse(&app, &permit, &mut form)?;
    let view = build_page(page, &app, &permit, asked, form).await?;
    Ok((view.form.status(), Html(view)).into_response())
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::ReadCoverage>,
    asked: AskedQuestion,
    form: Form,
) -> Result<CoveragePage, AppError> {
    let (actor, question) = (permit.actor(), asked.question);
    let table = coverage::load_table(app, question).await?;
    let trend = coverage::load_trend(app, question).await?;
    let page = page.with_title("coverage-title").with_form_errors(&form);
    let own = actor.area.filter(|area| area.level() == AreaLevel::Province);
    let total = table.total();
    let (missing, all_missing) = find_missing(app, permit, &page, &asked, &total).await?;
    Ok(CoveragePage {
        areas: own.map(|own| build_choices(Some(&own), None, app.today())).unwrap_or_default(),
        divisions: build_code_choices(&page, "areadivision", AreaDivision::ALL.map(AreaDivision::code)),
        duties: build_code_choices(&page, "coverageduty", CoverageDuty::ALL.map(CoverageDuty::code)),
        about: page.t2(
            "coverage-about",
            "area",
            areas::find_name(question.area, app.today()),
            "day",
            format_date(question.day),
        ),
        back: own.filter(|own| *own != question.area).map(|own| asked.address_of_area(own)),
        cards: CoverageDuty::ALL.map(|duty| build_card(&page, &asked, duty, &total)).into(),
        unverified: (total.unverified > 0).then(|| page.t1("coverage-unverified", "count", total.unverified)),
        empty: total == CoverageFigures::default(),
        map: map::build(&page, &asked, &table.by_area()),
        heads: figure_heads(&page),
        tables: build_tables(&page, &asked, &table),
        total: figures::build_total_row(&page, &asked, &table),
        left_out: build_left_out(&page, &asked, &total),
        name_heads: name_heads(&page),
        missing,
        all_missing,
        trend: trend.iter().map(|(day, figures)| build_trend_row(&page, &asked, *day, figures)).collect(),
        files: if actor.may(Action::ExportRegister) { figures::build_files(&asked) } else { Vec::new() },
        form: asked.to_form(form),
        page,
    })
}

/// Headings of a table of figures without the first one.
fn figure_heads(page: &Page) -> Vec<String> {
    ["counted", "pledged", "registered", "complete", "missing", "unverified"]
        .map(|head| page.t(&format!("coverage-column-{head}")))
        .into()
}

fn build_card(page: &Page, asked: &AskedQuestion, duty: CoverageDuty, total: &CoverageFigures) -> DutyCard {
    let missing = AskedNames::new(*asked, CoverageNumber::missing(duty));
    DutyCard {
        label: translate_code(page, "coverageduty", duty.code()),
        share: format_share(page.lang(), total.share(duty)),
        done: page.t2(
            "coverage-done",
            "done",
            page.number(total.count_done(duty)),
            "of",
            page.number(total.denominator),
        ),
        missing: NumberLink::new(page, &missing, total),
    }
}

fn build_tables(page: &Page, asked: &AskedQuestion, table: &CoverageTable) -> Vec<FigureTable> {
    let by_kind = FigureTable {
        caption: page.t("coverage-by-kind"),
        first: page.t("coverage-column-kind"),
        rows: figures::build_kind_rows(page, asked, table),
    };
    let by_area = FigureTable {
        caption: page.t(&format!("coverage-by-{}", asked.question.division.code().replace('_', "-"))),
        first: page.t("coverage-column-area"),
        rows: figures::build_area_rows(page, asked, table),
    };
    // Of a commune the areas of today are one row, which is the total.
    if asked.question.is_commune() && asked.question.division == AreaDivision::Commune {
        vec![by_kind]
    } else {
        vec![by_area, by_kind]
    }
}

fn build_left_out(page: &Page, asked: &AskedQuestion, total: &CoverageFigures) -> Vec<(String, NumberLink)> {
    let reasons = ExclusionReason::ALL.map(CoverageNumber::left_out);
    let row = |number: CoverageNumber| {
        let label = translate_code(page, "coveragenumber", number.code());
        (label, NumberLink::new(page, &AskedNames::new(*asked, number), total))
    };
    reasons.into_iter().chain([CoverageNumber::Proposed]).map(row).collect()
}

/// A commune sees first who is missing.
async fn find_missing(
    app: &App,
    permit: &Permit<rights::ReadCoverage>,
    page: &Page,
    asked: &AskedQuestion,
    total: &CoverageFigures,
) -> Result<(Vec<NameRow>, Option<String>), AppError> {
    if !asked.question.is_commune() || total.count_missing(CoverageDuty::Both) == 0 {
        return Ok(Default::default());
    }
    let names = AskedNames::new(*asked, CoverageNumber::Incomplete);
    let NamesPage { units, next } =
        coverage::list_names(app, permit, asked.question, &names.filter, None).await?;
    Ok((build_name_rows(page, permit.actor(), &units), next.map(|_| names.address())))
}

fn build_trend_row(page: &Page, asked: &AskedQuestion, day: Date, figures: &CoverageFigures) -> TrendRow {
    TrendRow {
        day: page.date(&day),
        href: asked.address_of_day(day),
        counted: page.number(figures.denominator),
        shares: CoverageDuty::ALL.map(|duty| format_share(page.lang(), figures.share(duty))).into(),
    }
}
