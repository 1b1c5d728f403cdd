//! Coverage as files: the figures, and the names behind a number.

use camket_documents::{PrintedList, PrintedTables, render_list, render_tables};
use camket_domain::audit::AuditAction;
use camket_domain::coverage::shown::CoverageNumber;
use camket_domain::ids::CensusEntryId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::venues::VenueKind;
use camket_store::coverage::UnitFilter;

use super::names::read_names;
use super::{CoverageQuestion, ListedUnit, load_table};
use crate::list_file::{ExportingAgency, ReadParts};
use crate::printing::run_drawing;
use crate::{App, AppError};

/// Venues read at once.
const PART_SIZE: u64 = 500;

/// Most venues of a printed list: some 120 pages.
pub const MAX_PRINTED_NAMES: usize = 5_000;

/// Records that the figures are taken out, as a file whose name ends in `format`.
pub async fn begin_figures_export(
    app: &App,
    permit: &Permit<rights::ExportRegister>,
    question: CoverageQuestion,
    format: &str,
) -> Result<ExportingAgency, AppError> {
    record(app, permit, question, format!("{format}, figures")).await
}

async fn record(
    app: &App,
    permit: &Permit<rights::ExportRegister>,
    question: CoverageQuestion,
    what: String,
) -> Result<ExportingAgency, AppError> {
    let actor = permit.actor();
    let agency = ExportingAgency::load(app, actor).await?;
    let tx = app.store().begin_write().await?;
    let event = app.build_event(Some(actor), AuditAction::CoverageExported, actor.account.0);
    let note = format!("{what}, area {}, day {}", question.area, question.day);
    app.audit(&tx, event.with_note(note)).await?;
    tx.commit().await?;
    Ok(agency)
}

/// The venues behind a number that are being read.
#[derive(Debug)]
pub struct NamesExport {
    app: App,
    question: CoverageQuestion,
    filter: UnitFilter,
    after: Option<CensusEntryId>,
    ended: bool,
    count: u32,
    agency: ExportingAgency,
}

/// Begins the export of the venues behind a number, and records who takes it out.
pub async fn begin_names_export(
    app: &App,
    permit: &Permit<rights::ExportRegister>,
    question: CoverageQuestion,
    filter: UnitFilter,
    format: &str,
) -> Result<NamesExport, AppError> {
    let table = load_table(app, question).await?;
    let count = filter.number.read(&table.sum_where(|area, kind| {
        filter.area.is_none_or(|wanted| wanted == area)
            && filter.kind.is_none_or(|wanted| wanted == kind)
            && filter.group.is_none_or(|wanted| kind.map(VenueKind::group) == Some(wanted))
    }));
    let agency = record(app, permit, question, format!("{format}, {}", filter.number.code())).await?;
    Ok(NamesExport { app: app.clone(), question, filter, after: None, ended: false, count, agency })
}

impl NamesExport {
    pub fn question(&self) -> CoverageQuestion {
        self.question
    }

    pub fn number(&self) -> CoverageNumber {
        self.filter.number
    }

    /// How many venues it has, as they were counted at its begin.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Who takes the list out.
    pub fn agency(&self) -> &ExportingAgency {
        &self.agency
    }
}

impl ReadParts for NamesExport {
    type Row = ListedUnit;

    /// By name.
    async fn read_part(&mut self) -> Result<Vec<ListedUnit>, AppError> {
        if self.ended {
            return Ok(Vec::new());
        }
        let part = read_names(&self.app, self.question, &self.filter, self.after, PART_SIZE).await?;
        self.after = part.last().map(|unit| unit.entry);
        self.ended = (part.len() as u64) < PART_SIZE;
        Ok(part)
    }
}

impl NamesExport {
    /// The first [`MAX_PRINTED_NAMES`] venues, by name.
    pub async fn read_printed(mut self) -> Result<Vec<ListedUnit>, AppError> {
        let mut units = Vec::new();
        while units.len() < MAX_PRINTED_NAMES {
            let part = self.read_part().await?;
            if part.is_empty() {
                break;
            }
            units.extend(part);
        }
        units.truncate(MAX_PRINTED_NAMES);
        Ok(units)
    }
}

/// A list as a PDF.
pub async fn print_list(app: &App, list: PrintedList) -> Result<Vec<u8>, AppError> {
    run_drawing(app, move || render_list(&list)).await
}

/// Lists on one paper as a PDF.
pub async fn print_tables(app: &App, tables: PrintedTables) -> Result<Vec<u8>, AppError> {
    run_drawing(app, move || render_tables(&tables)).await
}
