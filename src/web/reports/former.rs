//! The rows of frozen figures: areas as they reported, or the districts of before 1 July 2025.

use camket_domain::reports::former::{DistrictRow, FormerTable};
use camket_domain::reports::snapshot::{SnapshotContent, SnapshotRow};
use time::Date;

use super::figures::name_area;
use camket_shell::page::Page;

/// A row of the tables, with a figure for each column of the snapshot.
pub(super) struct FigureRow {
    pub(super) name: String,
    /// Whether the area reported, or every commune of the district.
    pub(super) reported: bool,
    pub(super) figures: Vec<Option<i64>>,
}

/// The areas as they reported.
pub(super) fn list_rows(page: &Page, content: &SnapshotContent, today: Date) -> Vec<FigureRow> {
    content.rows.iter().map(|row| build_area(page, row, today)).collect()
}

/// The former districts, and behind them what is of no single one.
pub(super) fn list_former_rows(page: &Page, content: &SnapshotContent, today: Date) -> Vec<FigureRow> {
    let FormerTable { districts, apart } = FormerTable::build(&content.rows, content.columns.len());
    let districts = districts.into_iter().map(|row| build_district(page, row));
    districts.chain(apart.iter().map(|row| build_area(page, row, today))).collect()
}

fn build_area(page: &Page, row: &SnapshotRow, today: Date) -> FigureRow {
    FigureRow { name: name_area(page, row.area, today), reported: row.reported, figures: row.figures.clone() }
}

/// A star marks a district of which a part is in communes that stand by themselves.
fn build_district(page: &Page, row: DistrictRow) -> FigureRow {
    let count = row.communes.len();
    let name = page.t2("reports-former-district", "name", row.district.name.to_string(), "count", count);
    FigureRow {
        name: if row.is_partial { format!("{name} *") } else { name },
        reported: row.reported == count,
        figures: row.figures,
    }
}
