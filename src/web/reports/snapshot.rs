//! `GET /reports/snapshots/{snapshot}`: frozen figures, what changed since the version before, and their papers.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::reports::{self, ReportFormat, SnapshotDossier, is_province};
use camket_domain::ids::SnapshotId;
use camket_domain::permissions::{Action, rights};
use camket_domain::reports::snapshot::{EmployerKind, FigureDifference, FrozenTable, SnapshotRow};
use time::Date;

use super::area::list_heads;
use super::figures::{Figure, FigurePlace, FigureSection, build_sections, format_figure, name_area};
use super::list::{format_days, format_period};
use crate::codes::translate_code;
use crate::paths;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

#[derive(Template)]
#[template(path = "reports/snapshot.html")]
pub(super) struct SnapshotPage {
    page: Page,
    back: String,
    caption: String,
    about: Vec<SummaryRow>,
    /// Other versions: address and label.
    versions: Vec<(String, String, bool)>,
    /// Address and label of each paper.
    papers: Vec<(String, String)>,
    /// Whether figures lead to their rows.
    linked: bool,
    heads: Vec<String>,
    totals: Vec<FigureSection>,
    difference_heads: Vec<String>,
    differences: Vec<[String; 4]>,
    /// Whether there is a version before this one.
    corrects: bool,
    tables: Vec<AreaTable>,
}

/// The figures of the areas in one section.
struct AreaTable {
    title: String,
    heads: Vec<String>,
    /// Name of the area, whether it reported, figures.
    rows: Vec<(String, bool, Vec<String>)>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadReports>,
    Path(id): Path<SnapshotId>,
) -> Result<Html<SnapshotPage>, PageError> {
    let dossier = reports::load_snapshot(&app, &permit, id).await?;
    let actor = permit.actor();
    let whole = actor.area.is_some_and(is_province);
    let exports = whole && actor.may(Action::TakeReports);
    let reads_police = actor.may(Action::ReadPoliceTotals);
    Ok(Html(build_page(page, &dossier, (whole, exports, reads_police), app.today())))
}

fn build_page(
    page: Page,
    dossier: &SnapshotDossier,
    (whole, exports, reads_police): (bool, bool, bool),
    today: Date,
) -> SnapshotPage {
    let SnapshotDossier { period, snapshot, .. } = dossier;
    let number = snapshot.number;
    let title = page.t1("reports-frozen-version", "number", number);
    let page = page.with_title_text(title);
    let place = FigurePlace { period, area: None, linked: whole, reads_police, today };
    let columns = snapshot.content.columns.iter().zip(dossier.total.iter().zip(&dossier.total_year_before));
    let figures = columns.map(|(column, (now, before))| Figure {
        details: &column.details,
        now: *now,
        year_before: *before,
    });
    let paper = |(key, path): (&str, String)| (path, page.t(key));
    let papers = [
        ("reports-paper-docx", paths::SnapshotDocx(snapshot.id).to_string()),
        ("reports-paper-xlsx", paths::SnapshotXlsx(snapshot.id).to_string()),
    ];
    let difference_heads = ["area", "indicator", "before", "after"];
    SnapshotPage {
        back: paths::ReportPeriod(period.id).to_string(),
        caption: format_period(&page, period),
        about: build_about(&page, dossier),
        versions: dossier
            .versions
            .iter()
            .map(|(other, id)| {
                let label = page.t1("reports-frozen-version", "number", *other);
                (paths::Snapshot(*id).to_string(), label, *other == number)
            })
            .collect(),
        papers: if exports { papers.map(paper).to_vec() } else { Vec::new() },
        linked: whole,
        heads: list_heads(&page),
        totals: build_sections(&page, place, figures),
        difference_heads: difference_heads.map(|head| page.t(&format!("reports-column-{head}"))).to_vec(),
        differences: dossier.differences.iter().map(|one| build_difference(&page, one, today)).collect(),
        corrects: number > 1,
        tables: build_tables(&page, dossier, today),
        page,
    }
}

fn build_about(page: &Page, dossier: &SnapshotDossier) -> Vec<SummaryRow> {
    let SnapshotDossier { period, snapshot, .. } = dossier;
    let by = format!("{}, {}", snapshot.frozen.name, page.moment(&snapshot.frozen.at));
    vec![
        SummaryRow::new(page.t("reports-days"), format_days(page, period)),
        SummaryRow::new(page.t("reports-frozen-by"), by),
        SummaryRow::new(page.t("reports-code"), snapshot.code.to_string()),
        SummaryRow::new(page.t("reports-digest"), snapshot.digest.as_str()),
        SummaryRow::new(page.t("reports-program"), format!("Camket {}", snapshot.program)),
    ]
}

fn build_difference(page: &Page, difference: &FigureDifference, today: Date) -> [String; 4] {
    [
        name_area(page, difference.area, today),
        difference.label.clone(),
        format_figure(page, difference.before),
        format_figure(page, difference.after),
    ]
}

fn build_tables(page: &Page, dossier: &SnapshotDossier, today: Date) -> Vec<AreaTable> {
    let content = &dossier.snapshot.content;
    let mut tables = Vec::new();
    let mut first = 0;
    for columns in content.columns.chunk_by(|one, next| one.details.section == next.details.section) {
        let places = first..first + columns.len();
        first = places.end;
        let labels =
            columns.iter().map(|column| format!("{} ({})", column.details.label, column.details.unit));
        let row = |row: &SnapshotRow| {
            let figures = row.figures[places.clone()].iter().map(|figure| format_figure(page, *figure));
            (name_area(page, row.area, today), row.reported, figures.collect())
        };
        tables.push(AreaTable {
            title: translate_code(page, "reportsection", columns[0].details.section.code()),
            heads: std::iter::once(page.t("reports-column-area")).chain(labels).collect(),
            rows: content.rows.iter().map(row).collect(),
        });
    }
    tables.extend(content.tables.iter().map(|table| build_frozen_table(page, table)));
    tables
}

fn build_frozen_table(page: &Page, table: &FrozenTable) -> AreaTable {
    let columns = table.kind.columns().iter().map(|code| page.t(&format!("reports-frozen-{code}")));
    let first = page.t(&format!("reports-frozen-first-{}", table.kind.code()));
    let row = |(label, figures): &(String, Vec<i64>)| {
        let name = match EmployerKind::from_code(label) {
            Some(kind) => translate_code(page, "employerkind", kind.code()),
            None => label.clone(),
        };
        (name, true, figures.iter().map(|figure| page.number(*figure)).collect())
    };
    AreaTable {
        title: translate_code(page, "frozentablekind", table.kind.code()),
        heads: std::iter::once(first).chain(columns).collect(),
        rows: table.rows.iter().map(row).collect(),
    }
}

type Exporter = PageRequest<rights::TakeReports>;
type Reader = May<rights::ReadReports>;

pub(super) async fn download_docx(
    request: Exporter,
    reader: Reader,
    id: Path<SnapshotId>,
) -> Result<Response, PageError> {
    download(request, reader, id, ReportFormat::Docx).await
}

pub(super) async fn download_xlsx(
    request: Exporter,
    reader: Reader,
    id: Path<SnapshotId>,
) -> Result<Response, PageError> {
    download(request, reader, id, ReportFormat::Xlsx).await
}

async fn download(
    PageRequest { app, permit, .. }: Exporter,
    May(reader): Reader,
    Path(id): Path<SnapshotId>,
    format: ReportFormat,
) -> Result<Response, PageError> {
    let bytes = reports::render_report(&app, (&permit, &reader), id, format).await?;
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"bao-cao.{}\"", format.extension())),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
