//! `GET /reports/{report_period}`: who has sent, and the frozen figures. `POST …/remind`, `POST …/freeze`.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::App;
use camket_app::reports::{self, PeriodDossier};
use camket_domain::accounts::Actor;
use camket_domain::areas::AreaLevel;
use camket_domain::codes::codes;
use camket_domain::ids::{ReportPeriodId, uuid_v7};
use camket_domain::permissions::{Action, rights};
use camket_domain::reports::snapshot::Snapshot;
use camket_domain::reports::{AreaReport, ReportState, ReportStatus};

use super::figures::name_area;
use super::list::{build_state_chip, format_days, format_period};
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::Chip;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

codes! {
    /// The reports that the page shows.
    ReportsView {
        All = "all",
        Missing = "missing",
        Sent = "sent",
        Accepted = "accepted",
    }
}

impl ReportsView {
    fn shows(self, state: ReportState) -> bool {
        match self {
            Self::All => true,
            Self::Missing => {
                matches!(state, ReportState::NotBegun | ReportState::Draft | ReportState::Returned)
            }
            Self::Sent => state == ReportState::Sent,
            Self::Accepted => state == ReportState::Accepted,
        }
    }
}

/// The address of the reports of a period that were sent and wait for the province.
pub(crate) fn format_sent_address(id: ReportPeriodId) -> String {
    format_view_address(id, ReportsView::Sent)
}

fn format_view_address(id: ReportPeriodId, view: ReportsView) -> String {
    links::with_query(paths::ReportPeriod(id), &[("view", view.code())])
}

#[derive(Template)]
#[template(path = "reports/period.html")]
struct PeriodPage {
    page: Page,
    days: String,
    due: String,
    views: Vec<ViewLink>,
    heads: Vec<String>,
    reports: Vec<ReportRow>,
    snapshots: Vec<SnapshotRow>,
    /// Address and version for a reminder; `None` where there is nobody to remind.
    remind: Option<(String, i32)>,
    reminded: String,
    /// Address and key to freeze the figures; `None` for a reader who may not.
    freeze: Option<(String, String)>,
    /// Whether the period is over, so that figures can be frozen.
    over: bool,
    /// Reports that were not accepted.
    missing: usize,
}

/// A view with how many reports it shows.
struct ViewLink {
    href: String,
    label: String,
    count: usize,
    current: bool,
}

struct ReportRow {
    href: String,
    area: String,
    state: Chip,
    by: String,
}

struct SnapshotRow {
    href: String,
    name: String,
    by: String,
}

/// An officer of a commune has one report, so the page of the period is that report.
pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadReports>,
    Path(id): Path<ReportPeriodId>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let dossier = reports::load_period(&app, &permit, id).await?;
    let actor = permit.actor();
    let is_commune = actor.area.is_some_and(|area| area.level() == AreaLevel::Commune);
    if let ([report], true) = (dossier.reports.as_slice(), is_commune && dossier.snapshots.is_empty()) {
        return Ok(Redirect::to(&paths::AreaReport(id, report.area).to_string()).into_response());
    }
    let view = ReportsView::from_code(form.text("view")).unwrap_or(ReportsView::All);
    Ok(Html(build_page(page, &app, actor, &dossier, view)).into_response())
}

fn build_page(
    page: Page,
    app: &App,
    actor: &Actor,
    dossier: &PeriodDossier,
    view: ReportsView,
) -> PeriodPage {
    let PeriodDossier { period, reports, snapshots } = dossier;
    let today = app.today();
    let title = format_period(&page, period);
    let page = page.with_title_text(title);
    let collects = actor.may(Action::CollectReports);
    let waits = reports.iter().any(|report| report.status.is_open() && report.area != period.area);
    let asks = collects && waits && period.may_remind(today);
    let heads = ["area", "state", "by"];
    let row = |report: &AreaReport| ReportRow {
        href: paths::AreaReport(period.id, report.area).to_string(),
        area: name_area(&page, report.area, today),
        state: build_state_chip(&page, report.state()),
        by: match &report.status {
            ReportStatus::Sent { by, .. }
            | ReportStatus::Accepted { by, .. }
            | ReportStatus::Returned { by, .. } => format!("{}, {}", by.name, page.moment(&by.at)),
            ReportStatus::NotBegun | ReportStatus::Draft(_) => String::new(),
        },
    };
    let frozen = |snapshot: &Snapshot| SnapshotRow {
        href: paths::Snapshot(snapshot.id).to_string(),
        name: page.t1("reports-frozen-version", "number", snapshot.number),
        by: format!("{}, {}", snapshot.frozen.name, page.moment(&snapshot.frozen.at)),
    };
    PeriodPage {
        days: format_days(&page, period),
        due: page.t1("reports-due", "date", page.date(&period.due_on)),
        views: ReportsView::ALL.map(|one| build_view(&page, period.id, reports, (one, view))).into(),
        heads: heads.map(|head| page.t(&format!("reports-column-{head}"))).to_vec(),
        reports: reports.iter().filter(|report| view.shows(report.state())).map(row).collect(),
        snapshots: snapshots.iter().map(frozen).collect(),
        remind: asks.then(|| (paths::RemindReports(period.id).to_string(), period.version)),
        reminded: period
            .reminded_on
            .map(|day| page.t1("reports-reminded", "date", page.date(&day)))
            .unwrap_or_default(),
        freeze: collects.then(|| {
            let key = uuid_v7(app.now(), app.entropy()).to_string();
            (paths::FreezeFigures(period.id).to_string(), key)
        }),
        over: today > period.span.last(),
        missing: reports.iter().filter(|report| report.state() != ReportState::Accepted).count(),
        page,
    }
}

fn build_view(
    page: &Page,
    id: ReportPeriodId,
    reports: &[AreaReport],
    (view, current): (ReportsView, ReportsView),
) -> ViewLink {
    ViewLink {
        href: format_view_address(id, view),
        label: page.t(&format!("reports-view-{}", view.code())),
        count: reports.iter().filter(|report| view.shows(report.state())).count(),
        current: view == current,
    }
}

type CollectRequest = PageRequest<rights::CollectReports>;

pub(super) async fn remind(
    PageRequest { app, permit, .. }: CollectRequest,
    Path(id): Path<ReportPeriodId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let here = paths::ReportPeriod(id);
    let reminded = reports::remind_areas(&app, &permit, id, version)
        .await
        .redirect_refusal(&here)
        .redirect_conflict("reports-flash-changed", &here)?;
    Ok(Flash::success("reports-flash-reminded").with_arg("count", reminded.to_string()).redirect(here))
}

pub(super) async fn freeze(
    PageRequest { app, permit, .. }: CollectRequest,
    Path(id): Path<ReportPeriodId>,
    form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let here = paths::ReportPeriod(id);
    let frozen = reports::freeze_figures(&app, &permit, key, id)
        .await
        .redirect_refusal(&here)
        .redirect_conflict("reports-flash-changed", &here)?;
    Ok(Flash::success("reports-flash-frozen").redirect(paths::Snapshot(frozen)))
}
