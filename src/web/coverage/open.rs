//! `GET /open/coverage`: totals per commune for anybody, never names.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use camket_app::{App, coverage};
use camket_domain::areas::AreaCode;
use camket_domain::coverage::CoverageDuty;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::table::CoverageFigures;
use camket_domain::text::sort_key;

use super::figures::{format_area, format_share};
use crate::areas;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

#[derive(Template)]
#[template(path = "coverage/open.html")]
struct OpenCoveragePage {
    page: Page,
    about: String,
    heads: Vec<String>,
    provinces: Vec<OpenProvince>,
}

struct OpenProvince {
    name: String,
    rows: Vec<OpenRow>,
    total: OpenRow,
}

struct OpenRow {
    name: String,
    counted: String,
    shares: Vec<String>,
}

pub(super) async fn show(page: Page, State(app): State<App>) -> Result<Response, PageError> {
    let totals = coverage::load_open_totals(&app).await?;
    let page = page.with_title("coverage-open-title");
    let build = |(province, communes): (AreaCode, Vec<(Option<AreaCode>, CoverageFigures)>)| {
        let mut total = CoverageFigures::default();
        communes.iter().for_each(|(_, figures)| total += *figures);
        let name = |area| format_area(page.lang(), area, AreaDivision::Commune);
        OpenProvince {
            name: areas::find_name(province, app.today()),
            rows: communes.iter().map(|(area, figures)| build_row(&page, name(*area), figures)).collect(),
            total: build_row(&page, page.t("coverage-total"), &total),
        }
    };
    let sorted = totals.into_iter().map(|(province, communes)| {
        let mut communes: Vec<_> = communes.into_iter().collect();
        communes.sort_by_cached_key(|(area, _)| {
            (area.is_none(), area.map(|code| sort_key(&areas::find_last_name(code))))
        });
        (province, communes)
    });
    let provinces = sorted.map(build).collect();
    Ok(Html(OpenCoveragePage {
        about: page.t1("coverage-open-about", "day", page.date(&app.today())),
        heads: ["area", "counted", "pledged", "registered", "complete"]
            .map(|head| page.t(&format!("coverage-column-{head}")))
            .into(),
        provinces,
        page,
    })
    .into_response())
}

fn build_row(page: &Page, name: String, figures: &CoverageFigures) -> OpenRow {
    let share = |duty| {
        let done = page.number(figures.count_done(duty));
        format!("{done} ({})", format_share(page.lang(), figures.share(duty)))
    };
    OpenRow { name, counted: page.number(figures.denominator), shares: CoverageDuty::ALL.map(share).into() }
}
