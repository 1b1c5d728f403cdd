//! `GET /reports/snapshots/{snapshot}/missing`: the venues without pledge or labour registration on the last day of the
//! period, by commune, with the code of the snapshot.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::coverage::{self, CoverageQuestion, ListedUnit, MAX_PRINTED_NAMES, NamesExport, UnitFilter};
use camket_app::reports::{self, SnapshotDossier, is_province};
use camket_app::venue_register::{PrintedOrigin, PrintedTable, PrintedTables};
use camket_domain::calendar::format_date;
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::shown::CoverageNumber;
use camket_domain::ids::SnapshotId;
use camket_domain::permissions::rights;
use camket_domain::text::sort_key;

use crate::coverage::{NAME_COLUMNS, describe_unit};
use crate::{areas, paths, pdf};
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::l10n::{self, Lang};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

/// The place of the commune among the columns: it stands above each table.
const COMMUNE_COLUMN: usize = 3;

fn translate(key: &str) -> String {
    l10n::translate(Lang::Vi, key)
}

pub(super) async fn print(
    PageRequest { app, permit, .. }: PageRequest<rights::TakeReports>,
    May(reader): May<rights::ReadReports>,
    May(counter): May<rights::ReadCoverage>,
    May(exporter): May<rights::ExportRegister>,
    Path(id): Path<SnapshotId>,
) -> Result<Response, PageError> {
    // Papers are those of the whole province.
    if !permit.actor().area.is_some_and(is_province) {
        return Err(ErrorKind::NotFound.into());
    }
    let dossier = reports::load_snapshot(&app, &reader, id).await?;
    let (day, division) = (dossier.period.counted_day(app.today()), AreaDivision::Commune);
    let question = CoverageQuestion::new(&app, &counter, Some(dossier.period.area), day, division);
    let question = question.ok_or(ErrorKind::NotFound)?;
    let filter = UnitFilter::of(CoverageNumber::Incomplete, division);
    let export = coverage::begin_names_export(&app, &exporter, question, filter, "pdf").await?;
    if usize::try_from(export.count()).unwrap_or(usize::MAX) > MAX_PRINTED_NAMES {
        let flash =
            Flash::warning("venue-register-print-too-long").with_arg("count", MAX_PRINTED_NAMES.to_string());
        return Ok(flash.redirect(paths::Snapshot(id)));
    }
    let paper = build_head(&app, &dossier, &export);
    let tables = list_tables(&export.read_printed().await?);
    let bytes = coverage::print_tables(&app, PrintedTables { tables, ..paper }).await?;
    Ok(pdf::render_pdf(bytes, &["cơ sở còn thiếu"]).into_response())
}

/// The paper without its tables.
fn build_head(
    app: &App,
    SnapshotDossier { period, snapshot, .. }: &SnapshotDossier,
    export: &NamesExport,
) -> PrintedTables {
    let address = app.url(paths::Record(snapshot.code.to_string()));
    let (day, today) = (format_date(export.question().day), format_date(app.today()));
    let about = l10n::translate_with(Lang::Vi, "reports-missing-about", &[("day", &day), ("today", &today)]);
    let sum =
        l10n::translate_with(Lang::Vi, "coverage-export-total", &[("count", &export.count().to_string())]);
    let code = l10n::translate_with(
        Lang::Vi,
        "reports-missing-code",
        &[("code", &snapshot.code.to_string()), ("number", &snapshot.number.to_string())],
    );
    PrintedTables {
        letterhead: export.agency().letterhead(),
        title: vec![translate("reports-missing-heading").to_uppercase()],
        about: vec![format!("{}, {}", areas::find_last_name(period.area), about), sum],
        place: export.agency().place(),
        date: app.today(),
        tables: Vec::new(),
        origin: PrintedOrigin { lines: vec![code, address.clone()], address },
    }
}

/// A table for each commune, by name.
fn list_tables(units: &[ListedUnit]) -> Vec<PrintedTable> {
    let mut by_commune: BTreeMap<_, Vec<&ListedUnit>> = BTreeMap::new();
    for unit in units {
        let name = areas::find_last_name(unit.commune);
        by_commune.entry((sort_key(&name), name)).or_default().push(unit);
    }
    by_commune.into_iter().map(|((_, name), units)| build_table(&name, &units)).collect()
}

fn build_table(commune: &str, units: &[&ListedUnit]) -> PrintedTable {
    let columns = NAME_COLUMNS
        .iter()
        .map(|(head, width)| (translate(&format!("coverage-column-{head}")), f32::from(*width)));
    let row = |unit: &&ListedUnit| without_commune(describe_unit(unit)).collect();
    PrintedTable {
        title: format!("{commune}: {}", units.len()),
        about: String::new(),
        columns: without_commune(columns).collect(),
        rows: units.iter().map(row).collect(),
    }
}

fn without_commune<T>(columns: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
    columns.into_iter().enumerate().filter(|(place, _)| *place != COMMUNE_COLUMN).map(|(_, column)| column)
}
