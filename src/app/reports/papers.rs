//! The papers of a snapshot: the report as a text document, and its annex as a spreadsheet. Each has the code by which
//! anybody finds whether its figures are those of the register.

use camket_documents::{
    AnnexRow, AnnexTable, ColumnKind, DocumentError, ListColumn, ListForm, ListFormat, ListValue, ListWriter,
    ReportCell, ReportPaper, ReportRow, ReportTable, format_change, render_report_docx, write_annex,
};
use camket_domain::areas::{self, AreaCode};
use camket_domain::audit::AuditAction;
use camket_domain::calendar::{format_date, local_date};
use camket_domain::certificates::ShortCode;
use camket_domain::ids::SnapshotId;
use camket_domain::indicators::ReportSection;
use camket_domain::permissions::{Permit, rights};
use camket_domain::reports::ReportPeriod;
use camket_domain::reports::snapshot::{
    FrozenTable, FrozenTableKind, Snapshot, SnapshotContent, change_permille,
};
use camket_store::reports::{period, snapshot};
use time::Date;

use super::labels::{label_column, label_row, label_section};
use super::sentences::write_chapters;
use super::{ReportReaderPermit, is_province, load_snapshot};
use crate::audit_log::{self, PrintedCheckpoint};
use crate::list_file::ExportingAgency;
use crate::printing::run_drawing;
use crate::{App, AppError};

/// The file formats of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportFormat {
    /// The text with its annexes, to be edited.
    Docx,
    /// The annexes, and all figures as plain data.
    Xlsx,
    /// All figures as plain data.
    Csv,
}

impl ReportFormat {
    /// The end of the file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// The value of the header `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => ListFormat::Xlsx.media_type(),
            Self::Csv => ListFormat::Csv.media_type(),
        }
    }
}

/// What the public may learn of a paper: what it is about and whether a later version replaces it. No figure.
#[derive(Clone, Debug)]
pub struct VerifiedSnapshot {
    pub period: ReportPeriod,
    pub number: i32,
    pub frozen_on: Date,
    /// Number of the latest version.
    pub latest: i32,
    pub digest: String,
}

/// What the public may learn of a paper by its code.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown code.
pub async fn verify_snapshot(app: &App, typed: &str) -> Result<VerifiedSnapshot, AppError> {
    let code = ShortCode::read(typed).map_err(|_| AppError::NotFound)?;
    let found = snapshot::find_by_code(app.store(), &code).await?.ok_or(AppError::NotFound)?;
    let period = period::find_any(app.store(), found.period).await?.ok_or(AppError::NotFound)?;
    let latest = snapshot::list_latest(app.store(), &[period.id]).await?;
    Ok(VerifiedSnapshot {
        number: found.number,
        frozen_on: local_date(found.frozen.at),
        latest: latest.get(&period.id).map_or(found.number, |(number, _)| *number),
        digest: found.digest,
        period,
    })
}

/// A paper of a snapshot. It is recorded that the actor takes it out.
///
/// # Errors
/// [`AppError::NotFound`], also for an officer of a commune: papers are those of the whole province.
pub async fn render_report(
    app: &App,
    (permit, reader): (&Permit<rights::TakeReports>, &ReportReaderPermit),
    id: SnapshotId,
    format: ReportFormat,
) -> Result<Vec<u8>, AppError> {
    let actor = permit.actor();
    if !actor.area.is_some_and(is_province) {
        return Err(AppError::NotFound);
    }
    let dossier = load_snapshot(app, reader, id).await?;
    let agency = ExportingAgency::load(app, actor).await?;
    let tx = app.store().begin_write().await?;
    let event = app.build_event(Some(actor), AuditAction::ReportExported, id.0);
    app.audit(&tx, event.with_note(format.extension().to_owned())).await?;
    tx.commit().await?;
    let checkpoint = audit_log::find_printed(app, dossier.snapshot.frozen.at).await?;
    let paper = Paper { checkpoint, ..Paper::new(app, agency, dossier.period, dossier.snapshot) };
    run_drawing(app, move || paper.render(format)).await
}

/// A snapshot with what its papers say beside the figures.
struct Paper {
    agency: ExportingAgency,
    period: ReportPeriod,
    snapshot: Snapshot,
    /// The day for which areas have their names.
    day: Date,
    address: String,
    /// What was signed of the audit log before the figures were frozen: the paper keeps it where nobody can rewrite it.
    checkpoint: Option<PrintedCheckpoint>,
}

impl Paper {
    fn new(app: &App, agency: ExportingAgency, period: ReportPeriod, snapshot: Snapshot) -> Self {
        let address = app.url(app.paths().record(&snapshot.code));
        let day = areas::reporting_day(period.counted_day(app.today()));
        Self { agency, day, address, period, snapshot, checkpoint: None }
    }

    fn render(&self, format: ReportFormat) -> Result<Vec<u8>, DocumentError> {
        match format {
            ReportFormat::Docx => render_report_docx(&self.build_report()),
            ReportFormat::Xlsx => {
                let (form, rows) = self.build_data();
                let tables = self.list_tables().iter().map(|table| self.build_sheet(table)).collect();
                write_annex(tables, (&form, &rows)).map_err(|_| DocumentError::TooLong)
            }
            ReportFormat::Csv => self.write_csv().map_err(|_| DocumentError::TooLong),
        }
    }

    fn write_csv(&self) -> std::io::Result<Vec<u8>> {
        let (form, rows) = self.build_data();
        let mut writer = ListWriter::new(ListFormat::Csv, form, Vec::new())?;
        rows.iter().try_for_each(|row| writer.write_row(row))?;
        writer.finish(None, &[])
    }

    fn build_report(&self) -> ReportPaper {
        let period = self.period.name.format_vi(self.period.span);
        let symbol = self.agency.symbol();
        ReportPaper {
            letterhead: self.agency.letterhead(),
            symbol: format!("BC-{}", if symbol.is_empty() { "…" } else { &symbol }),
            place: self.agency.place(),
            subject: vec![
                "Kết quả công tác phòng, chống mại dâm".to_owned(),
                format!("{period} ({})", self.format_span()),
            ],
            chapters: write_chapters(&self.snapshot.content, |area| self.name_area(area)),
            recipients: vec!["…".to_owned()],
            capacity: "THỦ TRƯỞNG ĐƠN VỊ".to_owned(),
            annexes: self.list_tables(),
            address: self.address.clone(),
            code: self.snapshot.code.to_string(),
            frozen: self.format_frozen(),
        }
    }

    fn format_span(&self) -> String {
        let span = self.period.span;
        format!("từ ngày {} đến ngày {}", format_date(span.first()), format_date(span.last()))
    }

    fn format_frozen(&self) -> String {
        let (number, day) = (self.snapshot.number, local_date(self.snapshot.frozen.at));
        let frozen = format!("Số liệu chốt lần {number} ngày {}.", format_date(day));
        let Some(PrintedCheckpoint { origin, size, root, signed_at }) = &self.checkpoint else {
            return frozen;
        };
        let signed = format_date(local_date(*signed_at));
        format!("{frozen} Nhật ký hệ thống {origin} ký ngày {signed}: {size} sự kiện, mã gốc {root}.")
    }

    /// Figures beside the province's own name are those of no known commune, and what it did itself.
    fn name_area(&self, area: AreaCode) -> String {
        if is_province(area) {
            return "Cấp tỉnh, chưa rõ xã".to_owned();
        }
        areas::all().find(area, self.day).map_or_else(|| area.to_string(), |area| area.name.clone())
    }

    /// The totals with those of the year before, and a table of areas for each section.
    fn list_tables(&self) -> Vec<ReportTable> {
        let sections = ReportSection::ALL.into_iter().filter_map(|section| self.build_section(section));
        let tables = self.snapshot.content.tables.iter().map(|table| self.build_table(table));
        std::iter::once(self.build_totals()).chain(sections).chain(tables).collect()
    }

    /// A further table: employers or teams.
    fn build_table(&self, table: &FrozenTable) -> ReportTable {
        let numbers =
            |figures: &[i64]| figures.iter().map(|figure| ReportCell::Number(*figure)).collect::<Vec<_>>();
        let named = |name: &str, figures: &[i64]| {
            std::iter::once(ReportCell::Text(name.to_owned())).chain(numbers(figures)).collect()
        };
        let rows =
            table.rows.iter().map(|(label, figures)| ReportRow::Plain(named(label_row(label), figures)));
        let total = ReportRow::Total(named("Tổng cộng", &table.total()));
        let (title, first) = match table.kind {
            FrozenTableKind::LabourUse => ("Tình hình sử dụng lao động", "Người sử dụng lao động"),
            FrozenTableKind::Teams => ("Kiểm tra theo đội", "Đội kiểm tra"),
        };
        let heads = table.kind.columns().iter().map(|code| (label_column(code).to_owned(), 10));
        ReportTable {
            title: title.to_owned(),
            // Figures that areas sent before may differ.
            about: format!("{}. Đếm lúc chốt số liệu", self.format_about().trim_end_matches('.')),
            columns: std::iter::once((first.to_owned(), 24)).chain(heads).collect(),
            rows: rows.chain([total]).collect(),
        }
    }

    fn build_totals(&self) -> ReportTable {
        let content = &self.snapshot.content;
        let (total, before) = (content.total(), content.total_year_before());
        let mut rows = Vec::new();
        let mut last = None;
        for (column, (now, before)) in content.columns.iter().zip(total.into_iter().zip(before)) {
            let section = column.details.section;
            if last.replace(section) != Some(section) {
                rows.push(ReportRow::Section(label_section(section).to_owned()));
            }
            let change = change_permille(now, before).map(format_change);
            rows.push(ReportRow::Plain(vec![
                ReportCell::Text(column.details.label.clone()),
                ReportCell::Text(column.details.unit.clone()),
                build_cell(now),
                build_cell(before),
                change.map_or(ReportCell::Empty, ReportCell::Text),
            ]));
        }
        let heads = [
            ("Chỉ tiêu", 46),
            ("Đơn vị tính", 12),
            ("Kỳ này", 14),
            ("Cùng kỳ năm trước", 14),
            ("Tăng, giảm", 10),
        ];
        ReportTable {
            title: "Tổng hợp số liệu".to_owned(),
            about: self.format_about(),
            columns: heads.map(|(head, share)| (head.to_owned(), share)).to_vec(),
            rows,
        }
    }

    /// `None` for a section without indicators.
    fn build_section(&self, section: ReportSection) -> Option<ReportTable> {
        let content: &SnapshotContent = &self.snapshot.content;
        let of_section = |at: &usize| content.columns[*at].details.section == section;
        let places: Vec<usize> = (0..content.columns.len()).filter(of_section).collect();
        if places.is_empty() {
            return None;
        }
        let select =
            |figures: &[Option<i64>]| places.iter().map(|at| build_cell(figures[*at])).collect::<Vec<_>>();
        let named = |name: String, figures: &[Option<i64>]| {
            std::iter::once(ReportCell::Text(name)).chain(select(figures)).collect()
        };
        let mut rows: Vec<ReportRow> = content
            .rows
            .iter()
            .map(|row| ReportRow::Plain(named(self.name_area(row.area), &row.figures)))
            .collect();
        rows.push(ReportRow::Total(named("Tổng cộng".to_owned(), &content.total())));
        let head = |at: &usize| {
            let details = &content.columns[*at].details;
            (format!("{} ({})", details.label, details.unit), 10)
        };
        Some(ReportTable {
            title: label_section(section).to_owned(),
            about: self.format_about(),
            columns: std::iter::once(("Đơn vị".to_owned(), 20)).chain(places.iter().map(head)).collect(),
            rows,
        })
    }

    fn format_about(&self) -> String {
        let name = self.period.name.format_vi(self.period.span);
        format!("{name}, {}. {}", self.format_span(), self.format_frozen())
    }

    /// A table as a sheet: the figures of a section below its name.
    fn build_sheet(&self, table: &ReportTable) -> AnnexTable {
        let is_of_areas = table.columns.first().is_some_and(|(head, _)| head != "Chỉ tiêu");
        let columns = table.columns.iter().enumerate().map(|(at, (head, share))| {
            let kind =
                if at == 0 || (!is_of_areas && at == 1) { ColumnKind::Text } else { ColumnKind::Number };
            let width = u8::try_from(*share).unwrap_or(20).max(12);
            let column = ListColumn::new(head.as_str(), if at == 0 { 34 } else { width }, kind);
            if is_of_areas && at > 0 { column.in_group(table.title.as_str()) } else { column }
        });
        let form = ListForm {
            letterhead: self.agency.letterhead(),
            title: vec![table.title.to_uppercase()],
            about: vec![table.about.clone()],
            columns: columns.collect(),
            signatures: None,
        };
        let values = |cells: &[ReportCell]| cells.iter().map(build_value).collect();
        let row = |row: &ReportRow| match row {
            ReportRow::Section(text) => AnnexRow::Section(text.clone()),
            ReportRow::Plain(cells) => AnnexRow::Plain(values(cells)),
            ReportRow::Total(cells) => {
                // The sheet writes "Tổng cộng" itself, over the first column.
                let mut values: Vec<_> = values(cells);
                values[0] = ListValue::Empty;
                AnnexRow::Total(values)
            }
        };
        AnnexTable {
            name: name_sheet(&table.title),
            rows: table.rows.iter().map(row).collect(),
            notes: vec![format!("Mã số liệu: {}. Kiểm tra tại {}", self.snapshot.code, self.address)],
            form,
        }
    }

    /// One row for each area and indicator.
    fn build_data(&self) -> (ListForm, Vec<Vec<ListValue<'static>>>) {
        let text = |head: &str, width| ListColumn::new(head, width, ColumnKind::Text);
        let number = |head: &str| ListColumn::new(head, 16, ColumnKind::Number);
        let columns = vec![
            text("Mã đơn vị", 12),
            text("Đơn vị", 34),
            text("Chỉ tiêu", 44),
            text("Đơn vị tính", 14),
            number("Kỳ này"),
            number("Cùng kỳ năm trước"),
            text("Đã báo cáo", 12),
        ];
        let content = &self.snapshot.content;
        let mut rows = Vec::new();
        for row in &content.rows {
            for (at, column) in content.columns.iter().enumerate() {
                rows.push(vec![
                    row.area.to_string().into(),
                    self.name_area(row.area).into(),
                    column.details.label.clone().into(),
                    column.details.unit.clone().into(),
                    row.figures[at].into(),
                    row.year_before[at].into(),
                    if row.reported { "x".to_owned().into() } else { ListValue::Empty },
                ]);
            }
        }
        let letterhead = self.agency.letterhead();
        let form = ListForm { letterhead, title: Vec::new(), about: Vec::new(), columns, signatures: None };
        (form, rows)
    }
}

fn build_cell(figure: Option<i64>) -> ReportCell {
    figure.map_or(ReportCell::Empty, ReportCell::Number)
}

fn build_value(cell: &ReportCell) -> ListValue<'static> {
    match cell {
        ReportCell::Text(text) => text.clone().into(),
        ReportCell::Number(number) => (*number).into(),
        ReportCell::Empty => ListValue::Empty,
    }
}

/// The beginning of a title, without what the name of a sheet may not have.
fn name_sheet(title: &str) -> String {
    let title = title.split(" (").next().unwrap_or(title);
    title.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect()
}
