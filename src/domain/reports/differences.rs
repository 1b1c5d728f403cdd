//! What a version of frozen figures states differently from the version before.

use super::snapshot::{FrozenTable, FrozenTableKind, SnapshotContent};
use crate::areas::AreaCode;
use crate::ids::IndicatorId;

/// A figure that another version states differently.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureDifference {
    pub place: DifferencePlace,
    pub before: Option<i64>,
    pub after: Option<i64>,
}

/// Where a figure stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DifferencePlace {
    /// The figure of an area, in the period or in that of the year before.
    Area { area: AreaCode, label: String, year_before: bool },
    /// A figure of a further table: the name of its row and the code of its column.
    Table { kind: FrozenTableKind, row: String, column: &'static str },
}

impl SnapshotContent {
    /// The figures that differ from an earlier version, in the order of this one; areas, indicators and rows of tables that
    /// only the earlier one has come last.
    pub fn differences(&self, before: &Self) -> Vec<FigureDifference> {
        let mut found = Vec::new();
        let columns = merge(&self.columns, &before.columns, |column| column.indicator);
        for area in merge(&self.rows, &before.rows, |row| row.area) {
            for indicator in &columns {
                let label = self.find_label(*indicator).or_else(|| before.find_label(*indicator));
                let label = label.unwrap_or_default();
                let (old, new) = (before.find_figures(area, *indicator), self.find_figures(area, *indicator));
                let both = [(false, old.0, new.0), (true, old.1, new.1)];
                for (year_before, before, after) in both.into_iter().filter(|(_, old, new)| old != new) {
                    let place = DifferencePlace::Area { area, label: label.to_owned(), year_before };
                    found.push(FigureDifference { place, before, after });
                }
            }
        }
        for kind in FrozenTableKind::ALL {
            found.extend(compare_tables(kind, before.find_table(kind), self.find_table(kind)));
        }
        found
    }

    /// The figure of an area and that of the year before; `None` where nobody said, or there is no such row or column.
    fn find_figures(&self, area: AreaCode, indicator: IndicatorId) -> (Option<i64>, Option<i64>) {
        let column = self.columns.iter().position(|column| column.indicator == indicator);
        let row = self.rows.iter().find(|row| row.area == area);
        let (Some(column), Some(row)) = (column, row) else { return (None, None) };
        let take = |figures: &[Option<i64>]| figures.get(column).copied().flatten();
        (take(&row.figures), take(&row.year_before))
    }

    fn find_label(&self, indicator: IndicatorId) -> Option<&str> {
        let column = self.columns.iter().find(|column| column.indicator == indicator)?;
        Some(&column.details.label)
    }

    fn find_table(&self, kind: FrozenTableKind) -> &[(String, Vec<i64>)] {
        let of_kind = |table: &&FrozenTable| table.kind == kind;
        self.tables.iter().find(of_kind).map(|table| table.rows.as_slice()).unwrap_or_default()
    }
}

fn compare_tables(
    kind: FrozenTableKind,
    before: &[(String, Vec<i64>)],
    after: &[(String, Vec<i64>)],
) -> Vec<FigureDifference> {
    let find = |rows: &[(String, Vec<i64>)], name: &str, column: usize| {
        rows.iter().find(|(row, _)| row == name).and_then(|(_, figures)| figures.get(column).copied())
    };
    let mut found = Vec::new();
    for row in merge(after, before, |(name, _)| name.clone()) {
        for (at, column) in kind.columns().iter().enumerate() {
            let (old, new) = (find(before, &row, at), find(after, &row, at));
            if old != new {
                let place = DifferencePlace::Table { kind, row: row.clone(), column };
                found.push(FigureDifference { place, before: old, after: new });
            }
        }
    }
    found
}

/// The keys of the first, and after them those that only the second has.
fn merge<T, K: PartialEq>(first: &[T], second: &[T], key: impl Fn(&T) -> K) -> Vec<K> {
    let mut keys: Vec<K> = first.iter().map(&key).collect();
    let more = second.iter().map(key).filter(|other| !keys.contains(other)).collect::<Vec<_>>();
    keys.extend(more);
    keys
}

#[cfg(test)]
mod tests {
    use super::super::snapshot::samples::{accepted, area, content};
    use super::*;
    use crate::reports::ReportStatus;

    #[test]
    fn a_later_version_names_each_figure_that_changed() {
        let before = content(accepted(&[(1, 6), (2, 3)]));
        let after = content(accepted(&[(1, 6), (2, 4)]));
        let place =
            DifferencePlace::Area {
                area: area("22759"), label: "Chỉ tiêu 2".to_owned(), year_before: false
            };
        let changed = FigureDifference { place, before: Some(3), after: Some(4) };
        assert_eq!(after.differences(&before), [changed]);
        assert_eq!(after.differences(&after), []);
        let gone = content(ReportStatus::NotBegun).differences(&before);
        assert_eq!(
            gone.iter().map(|one| (one.before, one.after)).collect::<Vec<_>>(),
            [(Some(6), Some(7)), (Some(3), None)]
        );
    }

    #[test]
    fn the_year_before_and_the_further_tables_are_compared_too() {
        let mut before = content(accepted(&[(1, 6), (2, 3)]));
        let mut after = before.clone();
        after.rows[1].year_before[0] = Some(4);
        let table = |rows: &[(&str, i64)]| FrozenTable {
            kind: FrozenTableKind::Teams,
            rows: rows
                .iter()
                .map(|(name, planned)| ((*name).to_owned(), vec![*planned, 0, 0, 0, 0, 0]))
                .collect(),
        };
        before.tables = vec![table(&[("Đội 1", 2), ("Đội 2", 1)])];
        after.tables = vec![table(&[("Đội 1", 3), ("Đội 2", 1)])];
        let label = "Chỉ tiêu 1".to_owned();
        let year_before = DifferencePlace::Area { area: area("22738"), label, year_before: true };
        let kind = FrozenTableKind::Teams;
        let planned = DifferencePlace::Table { kind, row: "Đội 1".to_owned(), column: "planned" };
        assert_eq!(
            after.differences(&before),
            [
                FigureDifference { place: year_before, before: Some(5), after: Some(4) },
                FigureDifference { place: planned, before: Some(2), after: Some(3) },
            ]
        );
    }
}
