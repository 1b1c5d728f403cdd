//! The figures of an area, each with its months and the list that it counts.

use camket_app::dashboard::AreaFigures;
use camket_app::{App, AppError, coverage};
use camket_domain::accounts::Actor;
use camket_domain::coverage::CoverageDuty;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::dashboard::AGEING_DAYS;
use camket_domain::inspections::{Conclusion, ConclusionFilter};
use camket_domain::periods::PeriodSpan;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::venue_register::{CertificateFilter, EndMonth, ReachFilter, RegisterFilter};

use super::month_chart::MonthChart;
use crate::codes::translate_code;
use crate::concerns::format_received_address;
use crate::coverage::format_share;
use crate::inspections::list::format_list_address;
use crate::paths;
use crate::venue_register::query::RegisterQuery;
use camket_shell::page::Page;

/// A figure.
pub(super) struct FigureCard {
    pub(super) title: String,
    pub(super) value: String,
    /// What the value means.
    pub(super) note: String,
    pub(super) href: String,
    pub(super) chart: Option<MonthChart>,
    /// Parts of the figure: name, count, and the list of each that has one.
    pub(super) parts: Vec<(String, String, Option<String>)>,
}

/// The figures that the reader may see the lists of.
pub(super) async fn build(
    page: &Page,
    app: &App,
    actor: &Actor,
    figures: &AreaFigures,
) -> Result<Vec<FigureCard>, AppError> {
    let mut cards = Vec::new();
    if let Some(permit) = Permit::<rights::ReadCoverage>::for_actor(actor) {
        cards.extend(build_coverage(page, app, &permit, figures).await?);
    }
    if actor.may(Action::ReadRegister) {
        cards.push(build_certificates(page, figures));
        cards.push(build_ageing(page, figures));
        cards.push(build_unreached(page, figures));
    }
    if actor.may(Action::ReadInspections) {
        cards.push(build_visits(page, figures));
        cards.push(build_findings(page, figures));
    }
    if actor.may(Action::ReadConcerns) {
        cards.push(build_concerns(page, figures));
    }
    Ok(cards)
}

/// The last past month is the present one.
fn present(figures: &AreaFigures) -> usize {
    figures.past.len().saturating_sub(1)
}

/// All days of the past months; `None` for figures without months.
fn span_past(figures: &AreaFigures) -> Option<PeriodSpan> {
    PeriodSpan::new(figures.past.first()?.first(), figures.past.last()?.last())
}

/// A chart of the past months, each of which leads to its list.
fn count_past(
    page: &Page,
    label: &str,
    figures: &AreaFigures,
    counts: &[u64],
    address: impl Fn(PeriodSpan) -> String,
) -> MonthChart {
    let chart = MonthChart::count(page, page.t(label), &figures.past, counts, present(figures));
    chart.link(&figures.past, address)
}

async fn build_coverage(
    page: &Page,
    app: &App,
    permit: &Permit<rights::ReadCoverage>,
    figures: &AreaFigures,
) -> Result<Option<FigureCard>, AppError> {
    let today = app.today();
    let question = coverage::CoverageQuestion::new(app, permit, None, today, AreaDivision::Commune);
    let Some(question) = question else { return Ok(None) };
    let trend = coverage::load_trend(app, question).await?;
    let share = |of: &camket_domain::coverage::table::CoverageFigures| {
        let share = of.share(CoverageDuty::Both);
        (u64::from(share.permille().unwrap_or_default()), format_share(page.lang(), share))
    };
    let values: Vec<(u64, String)> = trend.iter().map(|(_, of)| share(of)).collect();
    let now = trend.last().map(|(_, of)| *of).unwrap_or_default();
    let note = page.t2(
        "dashboard-coverage-note",
        "done",
        page.number(now.count_done(CoverageDuty::Both)),
        "of",
        page.number(now.denominator),
    );
    Ok(Some(FigureCard {
        title: page.t("dashboard-coverage"),
        value: share(&now).1,
        note,
        href: paths::Coverage::PATTERN.to_owned(),
        chart: Some(MonthChart::build(
            page.t("dashboard-coverage-months"),
            &figures.past,
            &values,
            present(figures),
        )),
        parts: Vec::new(),
    }))
}

fn build_certificates(page: &Page, figures: &AreaFigures) -> FigureCard {
    let counts = figures.certificates;
    let list = |status: CertificateFilter| {
        let filter = RegisterFilter { certificate: Some(status), ..RegisterFilter::default() };
        RegisterQuery { filter }.address()
    };
    let part = |status: CertificateFilter, count: u64| {
        (translate_code(page, "certificatefilter", status.code()), page.number(count), Some(list(status)))
    };
    FigureCard {
        title: page.t("dashboard-certificates"),
        value: page.number(counts.valid),
        note: page.t("dashboard-certificates-note"),
        href: list(CertificateFilter::Valid),
        chart: Some(
            MonthChart::count(
                page,
                page.t("dashboard-certificates-months"),
                &figures.coming,
                &figures.ending,
                0,
            )
            .link(&figures.coming, |month| {
                let filter =
                    RegisterFilter { ending: EndMonth::of(month.first()), ..RegisterFilter::default() };
                RegisterQuery { filter }.address()
            }),
        ),
        parts: vec![
            part(CertificateFilter::Absent, counts.absent),
            part(CertificateFilter::Expired, counts.expired),
            part(CertificateFilter::Suspended, counts.suspended),
        ],
    }
}

fn build_ageing(page: &Page, figures: &AreaFigures) -> FigureCard {
    let ageing = figures.ageing;
    let value = match ageing.decided {
        0 => page.t("dashboard-none"),
        _ => page.t1("dashboard-ageing-value", "days", ageing.median),
    };
    let note = match ageing.decided {
        0 => page.t1("dashboard-ageing-none", "days", AGEING_DAYS),
        _ => page.t2(
            "dashboard-ageing-note",
            "slow",
            ageing.slowest_tenth,
            "decided",
            page.number(ageing.decided),
        ),
    };
    FigureCard {
        title: page.t("dashboard-ageing"),
        value,
        note,
        href: paths::Ageing::PATTERN.to_owned(),
        chart: None,
        parts: Vec::new(),
    }
}

fn build_unreached(page: &Page, figures: &AreaFigures) -> FigureCard {
    let filter = RegisterFilter { reach: Some(ReachFilter::Undelivered), ..RegisterFilter::default() };
    FigureCard {
        title: page.t("dashboard-unreached"),
        value: page.number(figures.unreached),
        note: page.t("dashboard-unreached-note"),
        href: RegisterQuery { filter }.address(),
        chart: None,
        parts: Vec::new(),
    }
}

fn build_visits(page: &Page, figures: &AreaFigures) -> FigureCard {
    let planned = page.number(figures.planned);
    let filter = RegisterFilter { visited: Some(true), ..RegisterFilter::default() };
    FigureCard {
        title: page.t("dashboard-visits"),
        value: page.number(figures.visited),
        note: page.t1("dashboard-visits-note", "planned", planned.clone()),
        href: RegisterQuery { filter }.address(),
        chart: Some(count_past(page, "dashboard-visits-months", figures, &figures.count_visits(), |month| {
            format_list_address(None, month)
        })),
        parts: vec![(page.t("dashboard-visits-planned"), planned, Some(paths::Plans::PATTERN.to_owned()))],
    }
}

fn build_findings(page: &Page, figures: &AreaFigures) -> FigureCard {
    let months = figures.count_findings();
    let part = |conclusion: Conclusion| {
        let of = figures.visits.iter().find(|(found, _)| *found == conclusion);
        let count: u64 = of.map(|(_, months)| months.iter().sum()).unwrap_or_default();
        let list =
            span_past(figures).map(|span| format_list_address(Some(ConclusionFilter::Is(conclusion)), span));
        (translate_code(page, "conclusion", conclusion.code()), page.number(count), list)
    };
    let faulty = |span| format_list_address(Some(ConclusionFilter::Faulty), span);
    FigureCard {
        title: page.t("dashboard-findings"),
        value: page.number(months.iter().sum::<u64>()),
        note: page.t("dashboard-findings-note"),
        href: span_past(figures).map(faulty).unwrap_or_default(),
        chart: Some(count_past(page, "dashboard-findings-months", figures, &months, faulty)),
        parts: Conclusion::ALL.into_iter().filter(|found| *found != Conclusion::Pass).map(part).collect(),
    }
}

fn build_concerns(page: &Page, figures: &AreaFigures) -> FigureCard {
    FigureCard {
        title: page.t("dashboard-concerns"),
        value: page.number(figures.concerns.iter().sum::<u64>()),
        note: page.t("dashboard-concerns-note"),
        href: span_past(figures).map(format_received_address).unwrap_or_default(),
        chart: Some(count_past(
            page,
            "dashboard-concerns-months",
            figures,
            &figures.concerns,
            format_received_address,
        )),
        parts: Vec::new(),
    }
}
