//! `GET /reports/snapshots/{snapshot}`: frozen figures, what changed since the version before, and their papers.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::reports::{self, ReportFormat, SnapshotDossier, is_province};
use camket_domain::coverage::place::AreaDivision;
use camket_domain::ids::SnapshotId;
use camket_domain::permissions::{Action, rights};
use camket_domain::reports::differences::{DifferencePlace, FigureDifference};
use camket_domain::reports::snapshot::{EmployerKind, FrozenTable};
use time::Date;

use super::area::list_heads;
use super::figures::{Figure, FigurePlace, FigureSection, build_sections, format_figure, name_area};
use super::former::{FigureRow, list_former_rows, list_rows};
use super::list::{format_days, format_period};
use crate::codes::translate_code;
use crate::paths;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Query;
use camket_shell::links;
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
    /// Areas by which the tables are broken down: address, label, whether it is shown.
    divisions: Vec<(String, String, bool)>,
    /// Whether these are the former districts.
    former: bool,
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
    Query(form): Query,
) -> Result<Html<SnapshotPage>, PageError> {
    let former = match form.optional("by") {
        None => false,
        Some(text) => match AreaDivision::from_code(text) {
            Some(AreaDivision::Commune) => false,
            Some(AreaDivision::FormerDistrict) => true,
            // Figures that communes send are not those of former communes.
            Some(AreaDivision::FormerCommune) | None => return Err(ErrorKind::Unreadable.into()),
        },
    };
    let dossier = reports::load_snapshot(&app, &permit, id).await?;
    let actor = permit.actor();
    let whole = actor.area.is_some_and(is_province);
    let exports = whole && actor.may(Action::TakeReports);
    let reads_police = actor.may(Action::ReadPoliceTotals);
    let shown = build_page(page, &dossier, (whole, exports, reads_police), app.today());
    // A commune sees its own row, which is no district.
    Ok(Html(if former && whole { shown.by_former_district(&dossier, app.today()) } else { shown }))
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
        ("reports-paper-missing", paths::SnapshotMissing(snapshot.id).to_string()),
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
        divisions: if whole { list_divisions(&page, snapshot.id, false) } else { Vec::new() },
        former: false,
        tables: build_tables(&page, dossier, &list_rows(&page, &snapshot.content, today)),
        page,
    }
}

impl SnapshotPage {
    /// The same page with the tables by former district.
    fn by_former_district(mut self, dossier: &SnapshotDossier, today: Date) -> Self {
        let rows = list_former_rows(&self.page, &dossier.snapshot.content, today);
        self.tables = build_tables(&self.page, dossier, &rows);
        self.divisions = list_divisions(&self.page, dossier.snapshot.id, true);
        self.former = true;
        self
    }
}

fn list_divisions(page: &Page, id: SnapshotId, former: bool) -> Vec<(String, String, bool)> {
    let address = |by: &str| links::with_query(paths::Snapshot(id), &[("by", by)]);
    vec![
        (address(""), translate_code(page, "areadivision", AreaDivision::Commune.code()), !former),
        (
            address(AreaDivision::FormerDistrict.code()),
            translate_code(page, "areadivision", AreaDivision::FormerDistrict.code()),
            former,
        ),
    ]
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
    let (place, label) = match &difference.place {
        DifferencePlace::Area { area, label, year_before } => {
            let area = name_area(page, *area, today);
            (
                area,
                if *year_before { page.t1("reports-of-year-before", "label", label) } else { label.clone() },
            )
        }
        DifferencePlace::Table { kind, row, column } => {
            let column = page.t(&format!("reports-frozen-{column}"));
            (
                translate_code(page, "frozentablekind", kind.code()),
                format!("{}: {column}", name_row(page, row)),
            )
        }
    };
    [place, label, format_figure(page, difference.before), format_figure(page, difference.after)]
}

fn build_tables(page: &Page, dossier: &SnapshotDossier, lines: &[FigureRow]) -> Vec<AreaTable> {
    let content = &dossier.snapshot.content;
    let mut tables = Vec::new();
    let mut first = 0;
    for columns in content.columns.chunk_by(|one, next| one.details.section == next.details.section) {
        let places = first..first + columns.len();
        first = places.end;
        let labels =
            columns.iter().map(|column| format!("{} ({})", column.details.label, column.details.unit));
        let row = |line: &FigureRow| {
            let figures = line.figures[places.clone()].iter().map(|figure| format_figure(page, *figure));
            (line.name.clone(), line.reported, figures.collect())
        };
        tables.push(AreaTable {
            title: translate_code(page, "reportsection", columns[0].details.section.code()),
            heads: std::iter::once(page.t("reports-column-area")).chain(labels).collect(),
            rows: lines.iter().map(row).collect(),
        });
    }
    tables.extend(content.tables.iter().map(|table| build_frozen_table(page, table)));
    tables
}

fn build_frozen_table(page: &Page, table: &FrozenTable) -> AreaTable {
    let columns = table.kind.columns().iter().map(|code| page.t(&format!("reports-frozen-{code}")));
    let first = page.t(&format!("reports-frozen-first-{}", table.kind.code()));
    let row = |(label, figures): &(String, Vec<i64>)| {
        (name_row(page, label), true, figures.iter().map(|figure| page.number(*figure)).collect())
    };
    AreaTable {
        title: translate_code(page, "frozentablekind", table.kind.code()),
        heads: std::iter::once(first).chain(columns).collect(),
        rows: table.rows.iter().map(row).collect(),
    }
}

/// The name of a row of a frozen table: an employer's kind, or a team.
fn name_row(page: &Page, label: &str) -> String {
    match EmployerKind::from_code(label) {
        Some(kind) => translate_code(page, "employerkind", kind.code()),
        None => label.to_owned(),
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
